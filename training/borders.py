"""Learn where sentences end from the treebank: `python -m training.borders CORPORA` prints cross-validated figures.

Documents are ten consecutive sentences joined by a space, as `kgbuild model evaluate` makes them of the test file. Tags are those
that people gave, so that nothing depends on a parser or a tagger that has read the same sentences.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kgbuild.borders import HARDLY, LABELS, SURE, Words
from kgbuild.linear import LinearModel
from training.conllu import Sentence
from training.convert import syntax_parts, tagged_parts, tens
from training.linear import Example, Penalty, cross_validate, fit

PENALTY = Penalty(2.0)
NO, YES = LABELS


def examples(documents: Sequence[Sequence[Sentence]]) -> Iterator[Example]:
    """Make an example of each place in some documents where a sentence may end.

    Args:
        documents: Tagged sentences that follow each other.

    Yields:
        The examples, in the order of the text.
    """
    for number, document in enumerate(documents):
        written = [word for sentence in document for word in sentence.words]
        lasts = {sum(len(sentence.words) for sentence in document[: k + 1]) - 1 for k in range(len(document))}
        spaced = [word.space_after or place in lasts for place, word in enumerate(written)]
        words = Words([word.form for word in written], [word.xpos for word in written], spaced)
        for place in words.candidates():
            yield Example(f"{number:05}", frozenset(words.features(place)), LABELS[place in lasts])


def read_examples(corpora: Path) -> list[Example]:
    """Make examples of the treebank's training files.

    Args:
        corpora: The corpora.

    Returns:
        The examples.
    """
    parts = tagged_parts(syntax_parts(corpora))
    return list(examples([document for part in parts for document in tens([s for s in part if s.has_tags])]))


def learn_borders(corpora: Path) -> LinearModel:
    """Learn where sentences end.

    Args:
        corpora: The corpora.

    Returns:
        The judge.
    """
    return fit(read_examples(corpora), LABELS, PENALTY)


def report(found: list[Example]) -> None:
    """Print how many borders a judge finds in documents that it has not seen, and how often it is sure and wrong."""
    chances = [answer[YES] for answer in cross_validate(found, LABELS, PENALTY)]
    wanted = sum(example.label == YES for example in found)
    right = sum(chance > 1 / 2 and example.label == YES for chance, example in zip(chances, found, strict=True))
    claimed = sum(chance > 1 / 2 for chance in chances)
    print(f"{len(found)} places, {wanted} borders: precision {right / claimed:.4f}, recall {right / wanted:.4f}")
    for name, sure, label in (("a border", [c > SURE for c in chances], YES), ("none", [c < HARDLY for c in chances], NO)):
        hits = sum(is_sure and example.label == label for is_sure, example in zip(sure, found, strict=True))
        print(f"sure of {name}: {sum(sure)} places, {hits / sum(sure):.4f} of them rightly")


if __name__ == "__main__":
    report(read_examples(Path(sys.argv[1])))
