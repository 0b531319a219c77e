"""The teacher's network: three layers of LSTM in both directions, biaffine arcs and spans.

Source: Dozat and Manning, Deep Biaffine Attention for Neural Dependency Parsing, ICLR 2017; Yu, Bohnet and Poesio, Named Entity
Recognition as Dependency Parsing, ACL 2020; Stymne et al., Parser Training with Heterogeneous Treebanks, ACL 2018 (the
embedding of where a tree comes from).
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

CHARACTERS = 48
FILTERS = 64
WIDTHS = (2, 3, 4)
EMBEDDED = 128
HIDDEN = 400
ARC = 400
LABEL = 128
SPAN = 200
SOURCES = 3
SOURCE = 16
NO_ENTITY = 5.0


class Sizes(NamedTuple):
    """How many of everything there are.

    Args:
        characters: Different characters, 0 for none.
        words: Words with an embedding of their own, 0 for others.
        known: Dimensions of what is known of a word beforehand.
        tags: MULTEXT-East tags.
        feats: Parts of speech with features.
        relations: Relations of the trees.
        entities: Classes of entities.
    """

    characters: int
    words: int
    known: int
    tags: int
    feats: int
    relations: int
    entities: int


class Batch(NamedTuple):
    """Sentences of about one length, the longest first; B sentences of up to T words.

    Args:
        word: (B, T) numbers of embedded words.
        known: (B, T, K) what is known of each word beforehand.
        characters: (U, C) the characters of the U different words.
        spelling: (B, T) which of the U words stands where.
        lengths: (B,) on the CPU.
        source: (B,) from what each sentence's tree comes.
    """

    word: Tensor
    known: Tensor
    characters: Tensor
    spelling: Tensor
    lengths: Tensor
    source: Tensor


class Scores(NamedTuple):
    """What the network finds; B sentences of T words.

    Args:
        tags: (B, T, tags).
        feats: (B, T, feats).
        arcs: (B, T, T): how much each other word governs a word; itself stands for being the root.
        labels: Two of (B, T, LABEL + 1): each word as dependent and as head.
        spans: (B, T, T, entities + 1): for each first and last word each class, the first standing for none.
    """

    tags: Tensor
    feats: Tensor
    arcs: Tensor
    labels: tuple[Tensor, ...]
    spans: Tensor


class Locked(nn.Module):
    """Drop the same dimensions of all words of a sentence."""

    def __init__(self, share: float) -> None:
        """Take the share that is dropped."""
        super().__init__()
        self._share = share

    def forward(self, values: Tensor) -> Tensor:
        """Drop, while training."""
        if not self.training:
            return values
        kept = values.new_full((values.shape[0], 1, values.shape[2]), 1 - self._share)
        return values * (torch.bernoulli(kept) / (1 - self._share))


class Layer(nn.Module):
    """One layer of LSTM in both directions."""

    def __init__(self, size: int, hidden: int, drop: float) -> None:
        """Take how long its input is, how long each direction's output is, and what share of the input is dropped."""
        super().__init__()
        self._drop = Locked(drop)
        self._lstm = nn.LSTM(size, hidden, batch_first=True, bidirectional=True)

    def forward(self, values: Tensor, lengths: Tensor) -> Tensor:
        """Read the sentences."""
        packed = pack_padded_sequence(self._drop(values), lengths, batch_first=True)
        found: Tensor = pad_packed_sequence(self._lstm(packed)[0], batch_first=True)[0]
        return found


class Perceptron(nn.Module):
    """One layer, with a one for the bias at its end."""

    def __init__(self, size: int, out: int, drop: float) -> None:
        """Take the lengths of input and output, and what share of the output is dropped."""
        super().__init__()
        self._layer = nn.Linear(size, out)
        self._drop = Locked(drop)

    def forward(self, values: Tensor) -> Tensor:
        """Give the output of each word."""
        found = self._drop(nn.functional.leaky_relu(self._layer(values), 0.1))
        return torch.cat([found, found.new_ones(*found.shape[:-1], 1)], dim=-1)


class Teacher(nn.Module):
    """Everything together: tags, trees and entities share the first layers."""

    def __init__(self, sizes: Sizes, drop: float = 0.33) -> None:
        """Take how many of everything there are, and what share is dropped."""
        super().__init__()
        self.sizes = sizes
        self._drop = drop
        self._characters = nn.Embedding(sizes.characters, CHARACTERS, padding_idx=0)
        self._filters = nn.ModuleList(nn.Conv1d(CHARACTERS, FILTERS, width, padding=width - 1) for width in WIDTHS)
        self._words = nn.Embedding(sizes.words, EMBEDDED, padding_idx=0)
        self._known = nn.Linear(sizes.known, EMBEDDED)
        size = 2 * EMBEDDED + FILTERS * len(WIDTHS)
        self._first = Layer(size, HIDDEN, drop)
        self._second = Layer(2 * HIDDEN, HIDDEN, drop)
        self._source = nn.Embedding(SOURCES, SOURCE)
        self._syntax = Layer(2 * HIDDEN + SOURCE, HIDDEN, drop)
        self._entities = Layer(2 * HIDDEN, HIDDEN, drop)
        self._tags = nn.Sequential(Locked(drop), nn.Linear(2 * HIDDEN, sizes.tags))
        self._feats = nn.Sequential(Locked(drop), nn.Linear(2 * HIDDEN, sizes.feats))
        self._arcs = nn.ModuleList(Perceptron(2 * HIDDEN, ARC, drop) for _ in range(2))
        self._labels = nn.ModuleList(Perceptron(2 * HIDDEN, LABEL, drop) for _ in range(2))
        self._spans = nn.ModuleList(Perceptron(2 * HIDDEN, SPAN, drop) for _ in range(2))
        self._arc = nn.Parameter(torch.zeros(ARC + 1, ARC + 1))
        self._label = nn.Parameter(torch.zeros(sizes.relations, LABEL + 1, LABEL + 1))
        self._span = nn.Parameter(torch.zeros(sizes.entities + 1, SPAN + 1, SPAN + 1))
        nn.init.normal_(self._words.weight[1:], std=0.1)
        # Most spans are no entity.
        nn.init.constant_(self._span[0, -1, -1], NO_ENTITY)

    def forward(self, batch: Batch) -> Scores:
        """Analyse sentences."""
        second = self._second(self._first(self._read(batch), batch.lengths), batch.lengths)
        source = self._source(batch.source).unsqueeze(1).expand(-1, second.shape[1], -1)
        syntax = self._syntax(torch.cat([second, source], dim=-1), batch.lengths)
        entities = self._entities(second, batch.lengths)
        dependents, governors = (layer(syntax) for layer in self._arcs)
        firsts, lasts = (layer(entities) for layer in self._spans)
        spans = torch.einsum("bik,ckl->bcil", firsts, self._span) @ lasts.transpose(1, 2).unsqueeze(1)
        return Scores(
            tags=self._tags(second),
            feats=self._feats(second),
            arcs=dependents @ self._arc @ governors.transpose(1, 2),
            labels=tuple(layer(syntax) for layer in self._labels),
            spans=spans.permute(0, 2, 3, 1),
        )

    def relations(self, labels: tuple[Tensor, ...], heads: Tensor) -> Tensor:
        """Score the relations of words with their heads.

        Args:
            labels: Of `Scores`.
            heads: (B, T) the head of each word, itself for a root.

        Returns:
            (B, T, relations).
        """
        dependents, governors = labels
        chosen = governors.gather(1, heads.unsqueeze(-1).expand(-1, -1, governors.shape[-1]))
        return (torch.einsum("btk,rkl->btrl", dependents, self._label) @ chosen.unsqueeze(-1)).squeeze(-1)

    def _read(self, batch: Batch) -> Tensor:
        """Lay together what is seen of each word."""
        letters = self._characters(batch.characters).transpose(1, 2)
        spelt = torch.cat([torch.relu(layer(letters)).amax(dim=2) for layer in self._filters], dim=1)
        word, known = self._words(batch.word), self._known(batch.known)
        if self.training:
            # Either or both of the two that know whole words are hidden, so that the network learns to do without.
            word, known = self._hidden(word), self._hidden(known)
        return torch.cat([word, known, spelt[batch.spelling]], dim=-1)

    def _hidden(self, values: Tensor) -> Tensor:
        """Hide some words."""
        return values * torch.bernoulli(values.new_full((*values.shape[:2], 1), 1 - self._drop / 2))
