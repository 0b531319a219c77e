"""Sentences as the tensors that the networks read."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.entities.arrays import Array, Text
from training.entities.networks import Convolutional, Recurrent, Seen
from training.teacher.batches import OFTEN, characters_of, known_of

# Which share of the documents holds but one sentence, and which of the sentences loses its full stop, as a title has none.
ALONE, TITLES = 0.4, 0.05
SHORTEST_TITLE = 4
END_MARKS = (".", "!")


class Inputs:
    """Gives sentences to a network of either kind."""

    def __init__(self, text: Text, words: Path, learned: Array, device: torch.device, *, bfloat16: bool = False) -> None:
        """Take what to read.

        Args:
            text: The sentences.
            words: The file with what is known of words beforehand.
            learned: The sentences whose words get embeddings.
            device: Where the tensors shall be.
            bfloat16: Whether matrices are multiplied in half precision.
        """
        self.text, self.device, self._bfloat16 = text, device, bfloat16
        seen = np.bincount(text.form[text.words(learned)], minlength=len(text.forms))
        often = np.flatnonzero(seen >= OFTEN)
        embedded = np.zeros(len(text.forms), dtype=np.int64)
        embedded[often] = np.arange(1, len(often) + 1)
        self.embedded, (letters, self.characters) = len(often) + 1, characters_of(text.forms)
        self._known = known_of(text.forms, words).to(device)
        self._letters, self._embedded = self._here(letters), self._here(embedded)
        self._form, self._tag = self._here(text.form), self._here(text.tag)
        keys = np.concatenate([text.keys, np.zeros_like(text.keys[:, :1])], axis=1)
        self._keys, self._tag_keys = self._here(keys), self._here(text.tag_keys)
        # The last row stands for words without a vector.
        rows = np.vstack([text.vectors, np.zeros_like(text.vectors[:1])]).astype(np.float32)
        self._vectors, self._vector = torch.from_numpy(rows).to(device), self._here(text.vector)
        ends = np.isin(text.forms, END_MARKS)[text.form[text.starts + text.lengths - 1]]
        self._may_be_title = ends & (text.lengths >= SHORTEST_TITLE)

    def _here(self, values: Array) -> Tensor:
        return torch.from_numpy(values.astype(np.int64)).to(self.device)

    def recurrent(self) -> Recurrent:
        """Make a network of the one kind."""
        places = 1 + 4 * len(self.text.classes)
        return Recurrent(self.characters, self.embedded, self._known.shape[1], len(self._tag_keys), places).to(self.device)

    def convolutional(self, width: int, depth: int, rows: tuple[int, ...], share: float) -> Convolutional:
        """Make a network of the other kind."""
        places = 1 + 4 * len(self.text.classes)
        return Convolutional(width, depth, rows, self._vectors.shape[1], places, share).to(self.device)

    def scores(
        self, network: Recurrent | Convolutional, numbers: Array, rng: np.random.Generator | None = None
    ) -> tuple[Tensor, Array, Array]:
        """Score the places of the words of sentences.

        Args:
            network: The network.
            numbers: The sentences.
            rng: Of what varies in training; None for each sentence as it is and by itself.

        Returns:
            (words, places), the sentences in the order of their words, and how many words of each.
        """
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self._bfloat16):
            if isinstance(network, Recurrent):
                numbers = numbers[np.argsort(-self.text.lengths[numbers], kind="stable")]
                return self._recurrent_scores(network, numbers).float(), numbers, self.text.lengths[numbers]
            found, lengths = self._convolutional_scores(network, numbers, rng)
            return found.float(), numbers, lengths

    def _convolutional_scores(
        self, network: Convolutional, numbers: Array, rng: np.random.Generator | None
    ) -> tuple[Tensor, Array]:
        """Score words in documents; also say how many of each sentence."""
        lengths = self.text.lengths[numbers]
        if rng:
            lengths = lengths - (self._may_be_title[numbers] & (rng.random(len(numbers)) < TITLES))
        words = self.text.words(numbers, lengths)
        ends = np.full(len(numbers), True) if rng is None else rng.random(len(numbers)) < ALONE
        gaps = np.where(ends, network.gap, 0)
        gaps[0] = network.gap
        spots = np.arange(len(words)) + np.repeat(np.cumsum(gaps), lengths)
        here = torch.from_numpy(words).to(self.device)
        form = self._form[here]
        keys = self._keys[form]
        keys[:, -1] = self._tag_keys[self._tag[here]]
        size = len(words) + int(gaps.sum()) + network.gap
        return network(keys, self._vectors[self._vector[form]], torch.from_numpy(spots).to(self.device), size), lengths

    def _recurrent_scores(self, network: Recurrent, numbers: Array) -> Tensor:
        """Score words in sentences of about one length."""
        lengths = self.text.lengths[numbers].astype(np.int64)
        places = np.arange(lengths.max())
        mask = places < lengths[:, None]
        here = torch.from_numpy(np.where(mask, self.text.starts[numbers][:, None] + places, 0)).to(self.device)
        form = self._form[here]
        different, spelling = torch.unique(form, return_inverse=True)
        seen = Seen(
            word=self._embedded[form],
            known=self._known[form].float(),
            characters=self._letters[different],
            spelling=spelling,
            tag=self._tag[here],
            lengths=torch.from_numpy(lengths),
        )
        found: Tensor = network(seen)[torch.from_numpy(mask).to(self.device)]
        return found

    def places(self, numbers: Array, lengths: Array) -> Tensor:
        """Give the places that people gave the words of sentences, as far as each is read."""
        return self._here(self.text.place[self.text.words(numbers, lengths)])


def batches_of_one_length(lengths: Array, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """Cut sentences into batches of about one length, in any order.

    Args:
        lengths: Of the sentences.
        size: How many words a batch has at most, padding counted.
        rng: Of the order.

    Yields:
        Places in `lengths`.
    """
    order = np.argsort(-lengths * rng.uniform(0.85, 1.15, len(lengths)), kind="stable")
    groups: list[list[int]] = [[]]
    longest = 0
    for place in order.tolist():
        longest = max(longest, int(lengths[place]))
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
            longest = int(lengths[place])
        groups[-1].append(place)
    for number in rng.permutation(len(groups)):
        yield np.array(groups[number])


def batches_at_random(numbers: Array, lengths: Array, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """Cut shuffled sentences into batches of about so many words.

    Args:
        numbers: The sentences.
        lengths: Of each.
        size: How many words.
        rng: Of the order.

    Yields:
        Some of the numbers.
    """
    order = rng.permutation(len(numbers))
    batch = np.cumsum(lengths[order]) // size
    for number in np.unique(batch):
        yield numbers[order[batch == number]]
