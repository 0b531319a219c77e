"""Measures what is lost where articles are written without diacritics, and what restoring them gives back.

Usage: python -m benchmarks.without_diacritics [GOLD_DIR]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from kgbuild.build import Failure, build_many
from kgbuild.diacritics import with_diacritics, without_diacritics
from kgbuild.evaluate import read_gold, score
from kgbuild.export import to_json_rows

MEASURES = ("actors", "triggers", "typed events", "arguments", "sources", "relations")


def scores(gold_dir: Path, written: Callable[[str], str], restored: Callable[[str], str]) -> list[float]:
    """Give the F1 of each measure for articles written in some way, with some restoring before they are analysed."""
    with tempfile.TemporaryDirectory() as folder, patch("kgbuild.annotate.with_diacritics", restored):
        paths = [Path(folder) / p.name for p in sorted(gold_dir.glob("*.txt")) if not p.name.endswith(".sents.txt")]
        for path in paths:
            path.write_text(written((gold_dir / path.name).read_text(encoding="utf-8")), encoding="utf-8")
        graphs = [g for g in build_many(paths) if not isinstance(g, Failure)]
        predicted = {row["id"]: row for graph in graphs for row in to_json_rows(graph.quads)}
    measured = score(list(read_gold(gold_dir)), predicted).measures
    return [measured[name].f1 for name in MEASURES]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Score articles without their diacritics.")
    parser.add_argument("gold", type=Path, nargs="?", default=Path("../shared/gold/dev"), help="folder of annotated articles")
    gold_dir = parser.parse_args().gold
    print(f"{'':24}", *(f"{name:>13}" for name in MEASURES))
    for name, written, restored in (
        ("as written", str, with_diacritics),
        ("without, restored", without_diacritics, with_diacritics),
        ("without, as they are", without_diacritics, str),
    ):
        print(f"{name:24}", *(f"{f1:13.3f}" for f1 in scores(gold_dir, written, restored)))


if __name__ == "__main__":
    main()
