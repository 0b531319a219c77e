"""Scores graphs of annotated articles and compares with the last committed scores.

Usage: python benchmarks/score.py GOLD_DIR EXPORTED_DIR [--update]

EXPORTED_DIR holds an ID.json for each article, as `kgbuild export --to json` writes them. The last scores are kept in
`benchmarks/scores/NAME.json`, NAME being that of the gold folder. Ends with status 1 where typed events or arguments have fallen
by more than a point; `--update` keeps the new scores as the ones to compare with.
"""

import argparse
import json
import sys
from pathlib import Path

from kgbuild.evaluate import Record, Scores, read_gold, score

KEPT = Path(__file__).resolve().parent / "scores"
GUARDED = ("typed events", "arguments")
TOLERANCE = 0.01


def read_exported(folder: Path) -> dict[str, Record]:
    """Read the exported articles by name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def fallen(scores: Scores, before: dict[str, float]) -> list[str]:
    """The guarded measures that have fallen by more than is tolerated."""
    return [name for name in GUARDED if scores.measures[name].f1 < before.get(name, 0.0) - TOLERANCE]


def table(scores: Scores, before: dict[str, float]) -> str:
    """The scores, with how much each F1 has changed."""
    lines = [f"{'':30} {'P':>6} {'R':>6} {'F1':>6} {'change':>7} {'gold':>6} {'pred':>6}"]
    for name, m in scores.measures.items():
        change = f"{m.f1 - before[name]:+7.3f}" if name in before else f"{'':>7}"
        lines.append(f"{name:30} {m.precision:6.3f} {m.recall:6.3f} {m.f1:6.3f} {change} {m.gold:6} {m.predicted:6}")
    lines += [f"  {name:28} {m.precision:6.3f} {m.recall:6.3f} {m.f1:6.3f}" for name, m in sorted(scores.types.items()) if m.gold]
    return "\n".join(lines)


def main() -> None:
    """Print the table and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("exported", type=Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    kept = KEPT / f"{options.gold.resolve().name}.json"
    before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    scores = score(read_gold(options.gold), read_exported(options.exported))
    print(table(scores, before))
    if options.update:
        kept.parent.mkdir(exist_ok=True)
        figures = {name: round(m.f1, 4) for name, m in scores.measures.items()}
        kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    elif names := fallen(scores, before):
        sys.exit(f"fallen by more than {TOLERANCE:.0%} since the last committed scores: {', '.join(names)}")


if __name__ == "__main__":
    main()
