"""Lay a corpus's sentences out as the tensors that the network reads."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from training.teacher.arrays import UNKNOWN, VECTOR_SCALE, Array, Corpus
from training.teacher.network import Batch, Sizes

LONGEST_WORD = 24
# Words with fewer occurrences in what is learned have no embedding of their own.
OFTEN = 2
CLASS_BITS = 8


class Gold(NamedTuple):
    """What is to be found in the sentences of a batch, -1 where it is not known; B sentences of T words.

    Args:
        mask: (B, T) whether there is a word.
        tags: (B, T).
        feats: (B, T).
        heads: (B, T).
        relations: (B, T).
        spans: (B, T, T) classes of entities, 0 for none; -1 for what is no span or in no sentence with entities.
    """

    mask: Tensor
    tags: Tensor
    feats: Tensor
    heads: Tensor
    relations: Tensor
    spans: Tensor


def spelling_features(form: str) -> list[float]:
    """Say how a word is written.

    >>> spelling_features("NATO")
    [1.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    """
    return [
        float(form[:1].isupper()),
        float(form.isupper() and len(form) > 1),
        float(any(letter.isdigit() for letter in form)),
        float("-" in form),
        float("." in form),
        float(not any(letter.isalnum() for letter in form)),
    ]


class Reader:
    """Gives batches of a corpus's sentences."""

    def __init__(self, corpus: Corpus, words: Path, learned: Sequence[str], device: torch.device) -> None:
        """Take what to read.

        Args:
            corpus: The sentences.
            words: The file with what is known of the words (`vectors`, `row` of each form, `classes`).
            learned: The parts whose words get embeddings.
            device: Where the tensors shall be.
        """
        self.corpus, self._device = corpus, device
        self._starts = corpus.starts
        self._kinds = [label[2:] for label in corpus.labels.entity if label.startswith("B-")]
        self._entity_spans: dict[int, list[tuple[int, int, int]]] = {}
        seen = Counter[int]()
        for number in self.annotated(corpus.of_part(*learned)):
            seen.update(corpus.form[self._words_of(number)].tolist())
        often = sorted(form for form, count in seen.items() if count >= OFTEN)
        embedded = np.zeros(len(corpus.forms), dtype=np.int64)
        embedded[often] = np.arange(1, len(often) + 1)
        self._embedded = torch.from_numpy(embedded).to(device)
        self._known = known_of(corpus.forms, words).to(device)
        self._characters, characters = characters_of(corpus.forms)
        labels = corpus.labels
        self.sizes = Sizes(
            characters,
            len(often) + 1,
            self._known.shape[1],
            len(labels.tag),
            len(labels.feats),
            len(labels.relation),
            len(self._kinds),
        )

    def annotated(self, numbers: Array) -> Array:
        """Leave out sentences of which nothing is known."""
        first = self._starts[numbers]
        known = [self.corpus.columns[column][first] != UNKNOWN for column in ("tag", "head", "entity")]
        return numbers[np.any(known, axis=0)]

    def batches(self, numbers: Array, size: int, rng: np.random.Generator | None = None) -> Iterator[Array]:
        """Cut sentences into batches of about one length.

        Args:
            numbers: The sentences.
            size: How many words a batch has at most, padding counted.
            rng: Of the order; None for the order of lengths.

        Yields:
            Numbers of sentences, the longest first.
        """
        lengths = self.corpus.lengths[numbers].astype(float)
        jitter = rng.uniform(0.85, 1.15, len(numbers)) if rng else 1.0
        order = np.argsort(-lengths * jitter, kind="stable")
        groups: list[list[int]] = [[]]
        longest = 0
        for place in order:
            longest = max(longest, int(lengths[place]))
            if longest * (len(groups[-1]) + 1) > size and groups[-1]:
                groups.append([])
                longest = int(lengths[place])
            groups[-1].append(int(numbers[place]))
        if rng:
            rng.shuffle(groups)
        for group in groups:
            yield np.array(sorted(group, key=lambda number: -self.corpus.lengths[number]))

    def read(self, numbers: Array, source: int | None = None) -> Batch:
        """Read a batch.

        Args:
            numbers: Its sentences, the longest first.
            source: From what trees shall come; None for what the corpus says.

        Returns:
            What the network is given.
        """
        form, _ = self._padded(self.corpus.form, numbers, 0)
        different, spelling = np.unique(form, return_inverse=True)
        forms = torch.from_numpy(form.astype(np.int64)).to(self._device, non_blocking=True)
        sources = self.corpus.tree[numbers] if source is None else np.full(len(numbers), source)
        return Batch(
            word=self._embedded[forms],
            known=self._known[forms].float(),
            characters=torch.from_numpy(self._characters[different].astype(np.int64)).to(self._device, non_blocking=True),
            spelling=torch.from_numpy(spelling.reshape(form.shape)).to(self._device, non_blocking=True),
            lengths=torch.from_numpy(self.corpus.lengths[numbers].astype(np.int64)),
            source=torch.from_numpy(sources.astype(np.int64)).to(self._device, non_blocking=True),
        )

    def gold(self, numbers: Array) -> Gold:
        """Give what is to be found in a batch.

        Args:
            numbers: Its sentences.

        Returns:
            The labels.
        """
        columns = self.corpus.columns
        found = [self._padded(columns[name], numbers, UNKNOWN)[0] for name in ("tag", "feats", "head", "relation")]
        mask = self._padded(self.corpus.form, numbers, UNKNOWN)[1]
        return Gold(
            *(
                torch.from_numpy(values).to(self._device)
                for values in (mask, *(v.astype(np.int64) for v in found), self._spans(numbers))
            )
        )

    def mask(self, numbers: Array) -> Tensor:
        """Say where there are words."""
        return torch.from_numpy(self._padded(self.corpus.form, numbers, 0)[1]).to(self._device)

    def _words_of(self, number: int) -> slice:
        """Give the place of a sentence's words."""
        return slice(self._starts[number], self._starts[number] + int(self.corpus.lengths[number]))

    def _padded(self, values: Array, numbers: Array, filler: int) -> tuple[Array, Array]:
        """Give the values of sentences' words in rows of one length, and where there are words."""
        lengths = self.corpus.lengths[numbers].astype(np.int64)
        places = np.arange(lengths.max())
        mask = places[None, :] < lengths[:, None]
        rows = np.where(mask, self._starts[numbers][:, None] + places[None, :], 0)
        return np.where(mask, values[rows], filler), mask

    def _spans(self, numbers: Array) -> Array:
        """Give the classes of the spans of sentences."""
        lengths = self.corpus.lengths[numbers].astype(np.int64)
        size = int(lengths.max())
        spans = np.full((len(numbers), size, size), UNKNOWN, dtype=np.int64)
        for row, number in enumerate(numbers):
            if self.corpus.columns["entity"][self._starts[number]] != UNKNOWN:
                length = lengths[row]
                spans[row, :length, :length][np.triu_indices(length)] = 0
                for first, last, kind in self.entities(number):
                    spans[row, first, last] = kind
        return spans

    def entities(self, number: int) -> list[tuple[int, int, int]]:
        """Give the entities of a sentence: first word, last word, class from 1."""
        if number not in self._entity_spans:
            self._entity_spans[number] = self.spans(self.corpus.columns["entity"][self._words_of(number)].tolist())
        return self._entity_spans[number]

    def spans(self, tags: list[int]) -> list[tuple[int, int, int]]:
        """Read entities off the numbers of IOB tags: first word, last word, class from 1."""
        found = spans_of([self.corpus.labels.entity[tag] for tag in tags])
        return [(first, last, self._kinds.index(kind) + 1) for first, last, kind in found]


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """Read entities off IOB tags.

    >>> spans_of(["B-GPE", "I-GPE", "O", "B-LOC"])
    [(0, 1, 'GPE'), (3, 3, 'LOC')]
    """
    found: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tags):
        kind = tag[2:]
        if tag.startswith("I-") and found and found[-1][1:] == (place - 1, kind):
            found[-1] = (found[-1][0], place, kind)
        elif kind:
            found.append((place, place, kind))
    return found


def known_of(forms: tuple[str, ...], words: Path) -> Tensor:
    """Lay together what is known of each form: its vector, its classes of names, how it is written."""
    with np.load(words) as arrays:
        vectors = np.vstack([np.zeros_like(arrays["vectors"][:1]), arrays["vectors"]]).astype(np.float16) / VECTOR_SCALE
        rows, bits = arrays["row"], arrays["classes"]
    classes = np.unpackbits(bits[:, None], axis=1, count=CLASS_BITS)
    shapes = np.array([spelling_features(form) for form in forms], dtype=np.float16)
    return torch.from_numpy(np.hstack([vectors[rows + 1], classes.astype(np.float16), shapes]).astype(np.float16))


def characters_of(forms: tuple[str, ...]) -> tuple[Array, int]:
    """Number the characters of each form; of long ones the beginning and the end."""
    counts = Counter(letter for form in forms for letter in form)
    number = {
        letter: index for index, letter in enumerate(sorted(letter for letter, count in counts.items() if count >= OFTEN), 3)
    }
    rows = np.zeros((len(forms), LONGEST_WORD), dtype=np.int16)
    half = LONGEST_WORD // 2 - 1
    for row, form in enumerate(forms):
        short = form if len(form) <= LONGEST_WORD - 1 else form[:half] + form[-half:]
        rows[row, : len(short) + 1] = [*(number.get(letter, 2) for letter in short), 1]
    return rows, len(number) + 3
