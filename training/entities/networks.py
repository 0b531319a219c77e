"""The networks of the entities: a recurrent one for the ensemble, and convolutional ones, of the small pipeline's own kind."""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, linear, pad

from training.teacher.network import WIDTHS, Layer, Locked

CHARACTERS = 32
FILTERS = 48
EMBEDDED = 96
KNOWN = 128
TAG = 32
# Shares of words whose own embedding, whose vector, and whose norm are hidden, so that the network learns to do without.
HIDDEN_WORDS, HIDDEN_VECTORS, HIDDEN_NORMS = 0.17, 0.08, 0.15
PIECES = 3
# How far from nothing the layers begin: the standard deviation of words, the bounds of spaCy's tables and of all biases.
WORD_SCALE, TABLE_SCALE, BIAS_SCALE = 0.1, 0.1, 0.1
# spaCy's layers add this to a variance.
EPSILON = 1e-8


class Seen(NamedTuple):
    """The words of B sentences of up to T words, the longest first.

    Args:
        word: (B, T) numbers of embedded words.
        known: (B, T, K) what is known of each word beforehand.
        characters: (U, C) the characters of the U different words.
        spelling: (B, T) which of the U words stands where.
        tag: (B, T).
        lengths: (B,) on the CPU.
    """

    word: Tensor
    known: Tensor
    characters: Tensor
    spelling: Tensor
    tag: Tensor
    lengths: Tensor


class Recurrent(nn.Module):
    """Two layers of LSTM in both directions over words, letters, vectors and tags."""

    def __init__(self, characters: int, words: int, known: int, tags: int, places: int, hidden: int = 256) -> None:
        """Take how many of everything there are, and the size of each direction."""
        super().__init__()
        share = 0.33
        self._letters = nn.Embedding(characters, CHARACTERS, padding_idx=0)
        self._filters = nn.ModuleList(nn.Conv1d(CHARACTERS, FILTERS, width, padding=width - 1) for width in WIDTHS)
        self._words = nn.Embedding(words, EMBEDDED, padding_idx=0)
        self._known, self._tags = nn.Linear(known, KNOWN), nn.Embedding(tags, TAG)
        self._first = Layer(FILTERS * len(WIDTHS) + EMBEDDED + KNOWN + TAG, hidden, share)
        self._second = Layer(2 * hidden, hidden, share)
        self._places = nn.Sequential(Locked(share), nn.Linear(2 * hidden, places))
        nn.init.normal_(self._words.weight[1:], std=WORD_SCALE)

    def forward(self, seen: Seen) -> Tensor:
        """Give (B, T, places) scores."""
        letters = self._letters(seen.characters).transpose(1, 2)
        spelt = torch.cat([torch.relu(layer(letters)).amax(dim=2) for layer in self._filters], dim=1)
        word, known = self._words(seen.word), self._known(seen.known)
        if self.training:
            word, known = hidden(word, HIDDEN_WORDS), hidden(known, HIDDEN_VECTORS)
        words = torch.cat([spelt[seen.spelling], word, known, self._tags(seen.tag)], dim=-1)
        found: Tensor = self._places(self._second(self._first(words, seen.lengths), seen.lengths))
        return found


def hidden(values: Tensor, share: float) -> Tensor:
    """Hide the values of some words."""
    return values * torch.bernoulli(values.new_full((*values.shape[:-1], 1), 1 - share))


class Maxout(nn.Module):
    """spaCy's layer: the largest of three linear layers in each dimension, normalised."""

    def __init__(self, size: int, width: int) -> None:
        """Take the sizes of input and output."""
        super().__init__()
        bound = math.sqrt(6.0 / (size + width))
        self.weight = nn.Parameter(torch.empty(width, PIECES, size).uniform_(-bound, bound))
        # Not nothing: what stands for no word would come out as nothing, whose variance the layer below divides by.
        self.bias = nn.Parameter(torch.empty(width, PIECES).uniform_(-BIAS_SCALE, BIAS_SCALE))
        self.norm = nn.LayerNorm(width, eps=EPSILON)

    def forward(self, values: Tensor) -> Tensor:
        """Give the output for each row."""
        pieces = linear(values, self.weight.flatten(0, 1), self.bias.flatten())
        found: Tensor = self.norm(pieces.unflatten(-1, self.bias.shape).amax(dim=-1))
        return found


class Convolutional(nn.Module):
    """`MultiHashEmbed` and `MaxoutWindowEncoder` of spaCy, then a linear layer: what a pipeline can carry."""

    def __init__(self, width: int, depth: int, rows: tuple[int, ...], vectors: int, places: int, share: float = 0.2) -> None:
        """Take the sizes, the rows of each attribute's table, and what share of each layer's output is dropped."""
        super().__init__()
        self.depth, self._rows, self._share = depth, rows, share
        self.tables = nn.ModuleList(nn.Embedding(count, width) for count in rows)
        bound = math.sqrt(6.0 / (width + vectors))
        self.vectors = nn.Parameter(torch.empty(width, vectors).uniform_(-bound, bound))
        self.mix = Maxout(width * (len(rows) + 1), width)
        self.windows = nn.ModuleList(Maxout(3 * width, width) for _ in range(depth))
        self.places = nn.Linear(width, places)
        for table in self.tables:
            nn.init.uniform_(table.weight, -TABLE_SCALE, TABLE_SCALE)
        nn.init.zeros_(self.places.weight)

    def forward(self, keys: Tensor, vectors: Tensor, spot: Tensor, size: int) -> Tensor:
        """Score the places of words.

        Args:
            keys: (N, attributes, 4) hashes.
            vectors: (N, dimensions).
            spot: (N,) where each word stands among others and gaps between documents, which `gap` says the size of.
            size: How many spots there are.

        Returns:
            (N, places).
        """
        parts = [table(keys[:, column] % self._rows[column]).sum(dim=1) for column, table in enumerate(self.tables)]
        if self.training:
            parts[0] = hidden(parts[0], HIDDEN_NORMS)
        parts = [dropout(part, self._share / 2, self.training) for part in (*parts, vectors @ self.vectors.T)]
        words = dropout(self.mix(torch.cat(parts, dim=1)), self._share, self.training)
        line = words.new_zeros(size, words.shape[1])
        line[spot] = words
        for window in self.windows:
            wide = pad(line, (0, 0, 1, 1))
            line = line + dropout(window(torch.cat([wide[:-2], wide[1:-1], wide[2:]], dim=1)), self._share, self.training)
        found: Tensor = self.places(line[spot])
        return found

    @property
    def gap(self) -> int:
        """How many empty spots two documents must have between them so that neither sees the other."""
        return self.depth + 1
