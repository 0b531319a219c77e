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
from kgbuild.extract import Judges, find_everything, finish
from kgbuild.extract.credence import LABELS
from kgbuild.graph import Run, to_quads
from training import arguments, credence, likeness, standing

FOLDS = 5


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/train"))
    articles = list(read_annotated(parser.parse_args().folder))
    fold_of = assign_folds((gold.identifier for gold, *_ in articles), FOLDS)
    judges = arguments.fit_by_fold(articles, FOLDS)
    sure = credence.gather(articles, judges)
    known: list[Example] = standing.gather(articles, judges)
    alike = [e for gold, _, text in articles for e in likeness.to_examples(gold, text)]
    predicted = {}
    for fold in range(FOLDS):
        others = [e for e in sure if fold_of[e.group] != fold]
        descriptions = fit([e for e in alike if fold_of[e.group] != fold], likeness.LABELS, likeness.PENALTY)
        unseen = Judges(judges[fold], fit(others, LABELS, credence.PENALTY), descriptions)
        keeper = fit([e for e in known if fold_of[e.group] != fold], standing.LABELS, standing.PENALTY)
        for gold, article, text in articles:
            if fold_of[gold.identifier] == fold:
                extraction = finish(text, *find_everything(article, text, unseen), keeper)
                predicted.update({row["id"]: row for row in to_json_rows(to_quads(extraction, run=Run("0", "ro", "0")))})
    print(score([gold for gold, *_ in articles], predicted).table(), end="")


if __name__ == "__main__":
    main()
