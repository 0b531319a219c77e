"""Scores the extraction without annotated events that the guidelines say are none: "citat de …", "preluat de …".

Usage: python -m benchmarks.settled_cases [GOLD_DIR]
"""

import argparse
import re
from dataclasses import replace
from pathlib import Path

from kgbuild.build import Failure, build_many
from kgbuild.evaluate import GoldArticle, read_gold, score
from kgbuild.export import to_json_rows

RELAYED = re.compile(r"citat[ăei]?|citați|citează|preluat[ăei]?|preluați|preluând")


def without_relays(gold: GoldArticle) -> GoldArticle:
    """Leave out the events that only say who passed something on."""
    kept = [event for event in gold.record["events"] if not RELAYED.fullmatch(event["trigger"])]
    return replace(gold, record={**gold.record, "events": kept})


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Score without annotated events that the guidelines say are none.")
    parser.add_argument("gold", type=Path, nargs="?", default=Path("../shared/gold/dev"), help="folder of annotated articles")
    folder = parser.parse_args().gold
    paths = [p for p in sorted(folder.glob("*.txt")) if not p.name.endswith(".sents.txt")]
    graphs = [g for g in build_many(paths) if not isinstance(g, Failure)]
    predicted = {row["id"]: row for graph in graphs for row in to_json_rows(graph.quads)}
    annotated = list(read_gold(folder))
    settled = [without_relays(gold) for gold in annotated]
    left_out = sum(len(a.record["events"]) - len(b.record["events"]) for a, b in zip(annotated, settled, strict=True))
    print(f"{left_out} events left out")
    given, then = score(annotated, predicted).measures, score(settled, predicted).measures
    for name in given:
        print(f"{name:28} {given[name].f1:.3f} {then[name].f1:.3f}")


if __name__ == "__main__":
    main()
