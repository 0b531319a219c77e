"""Scores the extraction on articles that its learnt judges have not seen: five-fold cross-validation.

Usage: python -m benchmarks.cross_validation [GOLD_DIR]

For each fifth of the articles all judges are fitted to the other four. Lexicon and rules, which were grown from the same
articles, stay as they are: what they owe to them is in the figures.
"""

import argparse
from pathlib import Path

from training.annotated import read_annotated
from training.linear import Example, assign_folds, fit

from kgbuild.evaluate import score
from kgbuild.export import to_json_rows
from kgbuild.extract import find_everything, finish
from kgbuild.graph import Run, to_quads
from training import standing

FOLDS = 5


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/train"))
    articles = list(read_annotated(parser.parse_args().folder))
    fold_of = assign_folds((gold.identifier for gold, *_ in articles), FOLDS)
    judges = standing.fit_judges(articles, FOLDS)
    known: list[Example] = standing.gather(articles, judges)
    predicted = {}
    for fold, unseen in enumerate(judges):
        keeper = fit([e for e in known if fold_of[e.group] != fold], standing.LABELS, standing.PENALTY)
        for gold, article, text in articles:
            if fold_of[gold.identifier] == fold:
                extraction = finish(text, *find_everything(article, text, unseen), keeper)
                predicted.update({row["id"]: row for row in to_json_rows(to_quads(extraction, run=Run("0", "ro", "0")))})
    print(score([gold for gold, *_ in articles], predicted).table(), end="")


if __name__ == "__main__":
    main()
