"""How much the judge of arguments would gain from more annotated articles.

Usage: python -m benchmarks.learning_curve [GOLD_DIR]

Fits it to a quarter, half, three quarters and all of four fifths of the articles, and prints precision, recall and F1 of the
roles in the other fifth, over the pairs of an event that the annotators have too and an actor near its trigger.
"""

import argparse
import random
from pathlib import Path

from training.annotated import read_annotated
from training.arguments import PENALTY, to_examples
from training.linear import assign_folds, fit

from kgbuild.extract.arguments import LABELS, LEAST, NO_ROLE

FOLDS = 5
SHARES = (0.25, 0.5, 0.75, 1.0)


def main() -> None:
    """Print a line for each share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/train"))
    examples = [e for item in read_annotated(parser.parse_args().folder) for e in to_examples(*item)]
    fold_of = assign_folds(e.group for e in examples)
    wanted = sum(e.label != NO_ROLE for e in examples)
    print("articles      P      R     F1")
    for share in SHARES:
        given, right, articles = 0, 0, 0
        for fold in range(FOLDS):
            others = sorted(group for group, its_fold in fold_of.items() if its_fold != fold)
            chosen = set(random.Random(fold).sample(others, round(share * len(others))))  # noqa: S311 — no secret
            articles += len(chosen)
            judge = fit([e for e in examples if e.group in chosen], LABELS, PENALTY)
            held_out = [e for e in examples if fold_of[e.group] == fold]
            for example, chances in zip(held_out, judge.weigh(e.features for e in held_out), strict=True):
                if 1 - chances[NO_ROLE] >= LEAST:
                    given += 1
                    right += example.label == max(LABELS[1:], key=chances.__getitem__)
        p, r = right / given, right / wanted
        print(f"{articles / FOLDS:8.0f}  {p:.3f}  {r:.3f}  {2 * p * r / (p + r):.3f}", flush=True)


if __name__ == "__main__":
    main()
