"""Measure how often relations are right: `python -m training.confidence ../shared/gold/train`.

Writes `src/kgbuild/lexicon/ro/confidence.toml`: the share of the extracted relations that the annotators have too.
"""

import sys
from pathlib import Path

from kgbuild.build import Failure, build_many
from kgbuild.evaluate import read_gold, score
from kgbuild.export import to_json_rows

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "confidence.toml"


def main(gold_dir: Path) -> None:
    """Build the graphs of annotated articles and write the share."""
    gold = read_gold(gold_dir)
    predicted = {}
    for item in build_many([gold_dir / f"{article.identifier}.txt" for article in gold]):
        if isinstance(item, Failure):
            sys.exit(str(item))
        predicted.update({row["id"]: row for row in to_json_rows(item.quads)})
    scores = score(gold, predicted)
    share = scores.measures["relations"].precision
    lines = [
        "# How often an extracted relation is right, measured by training/confidence.py on annotated articles.",
        f"relation = {share:.2f}",
    ]
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
