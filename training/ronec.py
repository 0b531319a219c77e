"""Read both versions of RONEC under the label set of the first, and keep their test sentences out of training."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.conllu import CEDILLA, Sentence, Word, parse_conllu, read_text

V2_TO_V1 = {"ORG": "ORGANIZATION", "NUMERIC": "NUMERIC_VALUE"}


def parse_v2(text: str) -> Iterator[Sentence]:
    """Parse a JSON file of RONEC v2.

    Args:
        text: The file's text.

    Yields:
        Sentences with forms, spaces and IOB tags in the labels of v1.
    """
    for row in json.loads(text):
        cells = zip(row["tokens"], row["ner_tags"], row["space_after"], strict=True)
        yield Sentence(tuple(Word(form.translate(CEDILLA), iob=to_v1(tag), space_after=space) for form, tag, space in cells))


def to_v1(tag: str) -> str:
    """Give the IOB tag of v1 for one of v2.

    >>> to_v1("B-ORG"), to_v1("I-NUMERIC"), to_v1("O")
    ('B-ORGANIZATION', 'I-NUMERIC_VALUE', 'O')
    """
    prefix, _, label = tag.partition("-")
    return f"{prefix}-{V2_TO_V1.get(label, label)}" if label else tag


def key(text: str) -> str:
    """Give what two spellings of one sentence have in common: its letters and digits, without diacritics of style.

    >>> key("Preşedintele, a spus …") == key("Președintele a spus…")
    True
    """
    return re.sub(r"[\W_]+", "", text.translate(CEDILLA).lower())


def training_sentences(folder: Path, kept: Iterable[Sentence]) -> list[Sentence]:
    """Collect the sentences to train the entity recogniser on.

    Args:
        folder: The corpora, with `ronec-v1` and `ronec-v2` in it.
        kept: Sentences of v1's development part that choose the best state.

    Returns:
        The training and development part of v1, then the validation part of v2 (and its training part where it is given) as far
        as it is new, without any sentence of v1's test, v2's test and those kept.
    """
    held_out = {key(sentence.text) for sentence in [*kept, *read_v1(folder, "test"), *read_v2(folder, "test")]}
    taken: list[Sentence] = []
    candidates = [sentence for part in ("train", "dev") for sentence in read_v1(folder, part)]
    candidates += [sentence for part in ("train", "valid") for sentence in read_v2(folder, part)]
    for sentence in candidates:
        mark = key(sentence.text)
        if mark not in held_out:
            held_out.add(mark)
            taken.append(sentence)
    return taken


def read_v1(folder: Path, part: str) -> list[Sentence]:
    """Read a part of RONEC v1.

    Args:
        folder: The corpora.
        part: `train`, `dev` or `test`.

    Returns:
        Its sentences.
    """
    return list(parse_conllu(read_text(folder / "ronec-v1" / f"{part}.conllup.gz")))


def read_v2(folder: Path, part: str) -> list[Sentence]:
    """Read a part of RONEC v2.

    Args:
        folder: The corpora.
        part: `train`, `valid` or `test`.

    Returns:
        Its sentences; none where there is no such file.
    """
    path = folder / "ronec-v2" / f"{part}.json.gz"
    return list(parse_v2(read_text(path))) if path.exists() else []
