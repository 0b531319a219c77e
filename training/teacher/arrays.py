"""Sentences as arrays: what the teacher reads and writes, without spaCy, so that it runs where only NumPy and PyTorch are.

One file holds all sentences one after the other. What a sentence does not say about a word is -1 there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from training.conllu import Sentence, Word

Array = npt.NDArray[Any]
# The columns of a word, and which of its columns' values each numbers.
COLUMNS = ("tag", "feats", "head", "relation", "entity")
# What else of a corpus is an array.
FIELDS = ("part", "tree", "lengths", "form", "space")
UNKNOWN = -1
# Vectors of words are kept as whole numbers, so many to one.
VECTOR_SCALE = 127.0
# From what a tree comes: people who work by today's guidelines, people of earlier releases, a machine.
TODAY, EARLIER, MACHINE = 0, 1, 2


@dataclass(frozen=True)
class Labels:
    """The labels of each column by their numbers.

    Args:
        tag: MULTEXT-East tags.
        feats: Parts of speech with their features, joined by a space.
        relation: Relations.
        entity: IOB tags.
    """

    tag: tuple[str, ...]
    feats: tuple[str, ...]
    relation: tuple[str, ...]
    entity: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> "Labels":
        """Collect the labels of sentences."""
        words = [word for sentence in sentences for word in sentence.words]
        kinds = sorted({word.iob[2:] for word in words if len(word.iob) > 1})
        return cls(
            tuple(sorted({word.xpos for word in words if word.xpos})),
            tuple(sorted({_feats(word) for word in words if word.upos})),
            tuple(sorted({word.deprel for word in words if word.deprel})),
            ("O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BI")),
        )


@dataclass(frozen=True)
class Corpus:
    """Sentences in arrays.

    Args:
        forms: All different words.
        labels: The labels of the columns.
        parts: The names of the parts.
        part: For each sentence the number of its part.
        tree: For each sentence from what its tree comes.
        lengths: For each sentence its number of words.
        form: For each word the number of its form.
        space: For each word whether a space follows.
        columns: For each column and word the number of its label; for `head` the place in the sentence.
    """

    forms: tuple[str, ...]
    labels: Labels
    parts: tuple[str, ...]
    part: Array
    tree: Array
    lengths: Array
    form: Array
    space: Array
    columns: Mapping[str, Array]

    @property
    def starts(self) -> Array:
        """Give the place of each sentence's first word."""
        return np.concatenate([[0], np.cumsum(self.lengths)[:-1]]).astype(np.int64)

    def of_part(self, *names: str) -> Array:
        """Give the numbers of the sentences of some parts."""
        return np.flatnonzero(np.isin(self.part, [self.parts.index(name) for name in names]))


def _feats(word: Word) -> str:
    """Give the label of a word's part of speech and features."""
    return f"{word.upos} {word.feats or '_'}"


def to_corpus(parts: Mapping[str, Sequence[Sentence]], trees: Mapping[str, int], labels: Labels) -> Corpus:
    """Lay sentences out as arrays.

    Args:
        parts: Sentences by the name of their part.
        trees: For each part from what its trees come.
        labels: The labels; others count as not known.

    Returns:
        The arrays.
    """
    sentences = [sentence for part in parts.values() for sentence in part]
    words = [word for sentence in sentences for word in sentence.words]
    forms = tuple(sorted({word.form for word in words}))
    names = tuple(parts)
    sizes = [len(part) for part in parts.values()]
    return Corpus(
        forms=forms,
        labels=labels,
        parts=names,
        part=np.repeat(np.arange(len(names), dtype=np.int8), sizes),
        tree=np.repeat(np.array([trees[name] for name in names], dtype=np.int8), sizes),
        lengths=np.array([len(sentence.words) for sentence in sentences], dtype=np.int16),
        form=_numbered([word.form for word in words], forms, np.int32),
        space=np.array([word.space_after for word in words], dtype=np.bool_),
        columns={
            "tag": _numbered([word.xpos for word in words], labels.tag),
            "feats": _numbered([_feats(word) if word.upos else "" for word in words], labels.feats),
            "head": np.array([UNKNOWN if word.head is None else word.head for word in words], dtype=np.int16),
            "relation": _numbered([word.deprel for word in words], labels.relation),
            "entity": _numbered([word.iob for word in words], labels.entity),
        },
    )


def _numbered(values: Sequence[str], known: Sequence[str], kind: type[np.signedinteger] = np.int16) -> Array:
    """Number values by their place among those that are known."""
    number = {value: index for index, value in enumerate(known)}
    return np.array([number.get(value, UNKNOWN) for value in values], dtype=kind)


def write_corpus(corpus: Corpus, path: Path) -> None:
    """Write arrays to a compressed file; the shape is the one of `read_corpus`."""
    names = {"forms": corpus.forms, "parts": corpus.parts, "labels": vars(corpus.labels)}
    arrays = {name: getattr(corpus, name) for name in FIELDS} | dict(corpus.columns)
    np.savez_compressed(path, names=np.frombuffer(json.dumps(names, ensure_ascii=False).encode(), dtype=np.uint8), **arrays)


def read_corpus(path: Path) -> Corpus:
    """Read what `write_corpus` wrote.

    Args:
        path: The file.

    Returns:
        The arrays.
    """
    with np.load(path) as arrays:
        names = json.loads(arrays["names"].tobytes())
        return Corpus(
            forms=tuple(names["forms"]),
            labels=Labels(**{column: tuple(values) for column, values in names["labels"].items()}),
            parts=tuple(names["parts"]),
            **{name: arrays[name] for name in FIELDS},
            columns={column: arrays[column] for column in COLUMNS},
        )


def to_sentences(corpus: Corpus, found: Mapping[str, Array], numbers: Array) -> Iterator[Sentence]:
    """Make sentences of what the teacher found in them.

    Args:
        corpus: What it read.
        found: Its columns, as long as the corpus's.
        numbers: Which sentences to make.

    Yields:
        Sentences without lemmas.
    """
    starts, labels = corpus.starts, corpus.labels
    for number in numbers:
        span = slice(starts[number], starts[number] + corpus.lengths[number])
        rows = zip(corpus.form[span], corpus.space[span], *(found[column][span] for column in COLUMNS), strict=True)
        words = []
        for form, space, tag, feats, head, relation, entity in rows:
            upos, _, features = labels.feats[feats].partition(" ")
            words.append(
                Word(
                    form=corpus.forms[form],
                    upos=upos,
                    xpos=labels.tag[tag],
                    feats=features,
                    head=int(head),
                    deprel=labels.relation[relation],
                    space_after=bool(space),
                    iob=labels.entity[entity],
                )
            )
        yield Sentence(tuple(words))
