"""Measure how often claims are right, by what they claim: `python -m training.confidence ../shared/gold/train`.

Writes `src/kgbuild/lexicon/ro/confidence.toml`: for each event type the share of extracted events that the annotators have too,
of the same type; for relations the share that they have. Shares are smoothed by ten events of the average, so that rare types
stay near it.
"""

import sys
from pathlib import Path

from kgbuild.build import Failure, build_many
from kgbuild.evaluate import Measure, read_gold, score
from kgbuild.export import to_json_rows

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "confidence.toml"
PRIOR = 10


def smoothed(measure: Measure, average: float) -> float:
    """The share of right ones among what was predicted, drawn towards an average."""
    return (measure.right + PRIOR * average) / (measure.predicted + PRIOR)


def main(gold_dir: Path) -> None:
    """Build the graphs of annotated articles and write the shares."""
    gold = read_gold(gold_dir)
    predicted = {}
    for item in build_many([gold_dir / f"{article.identifier}.txt" for article in gold]):
        if isinstance(item, Failure):
            sys.exit(str(item))
        predicted.update({row["id"]: row for row in to_json_rows(item.quads)})
    scores = score(gold, predicted)
    average = scores.measures["typed events"].precision
    lines = [
        "# How often an extracted claim is right, measured by training/confidence.py on annotated articles.",
        f"relation = {scores.measures['relations'].precision:.2f}",
        "",
        "[event]",
        *(f"{name} = {smoothed(measure, average):.2f}" for name, measure in scores.types.items()),
    ]
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
