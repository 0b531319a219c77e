"""The best entities of sentences, from each word's scores for every place in an entity of every class.

Source: Ratinov and Roth, Design Challenges and Misconceptions in Named Entity Recognition, CoNLL 2009 (first, inner, last and
single words); Viterbi, Error Bounds for Convolutional Codes and an Asymptotically Optimum Decoding Algorithm, 1967.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

# The places, as the columns of each class follow each other; before all of them comes "in no entity".
FIRST, INNER, LAST, SINGLE = range(4)
PLACES: Final = 4
# The score of what cannot be.
NEVER: Final = -1e9

Floats = npt.NDArray[np.float32]
# First word, the word after the last, number of the class.
Found = tuple[int, int, int]


def best_entities(sentences: Sequence[Floats]) -> Iterator[list[Found]]:
    """Find the entities whose places have the highest sum of scores, without overlaps and halves.

    Args:
        sentences: For each (words, 1 + 4 * classes) scores.

    Yields:
        The entities of each sentence, in their order.

    >>> list(best_entities([np.array([[0, 2, 0, 0, 1], [1, 0, 0, 0, 0], [0, 0, 0, 2, 0]], dtype=np.float32)]))
    [[(0, 3, 0)]]
    """
    lengths = [len(sentence) for sentence in sentences]
    classes = sentences[0].shape[1] // PLACES
    table = np.full((len(sentences), max(lengths), 1 + PLACES * classes), NEVER, dtype=np.float32)
    table[:, :, 0] = 0.0
    for row, sentence in enumerate(sentences):
        table[row, : len(sentence)] = sentence
    places = table[:, :, 1:].reshape(*table.shape[:2], classes, PLACES)
    # What is best for a word that neither goes on with an entity nor leaves one open.
    alone = np.concatenate([table[:, :, :1], places[..., SINGLE]], axis=2)
    ended, begun = _choices(alone.max(axis=2), places)
    for row, (length, single) in enumerate(zip(lengths, (alone.argmax(axis=2) - 1).tolist(), strict=True)):
        yield _read_back(ended[row][:length], begun[row], single)


def _choices(alone: Floats, places: Floats) -> tuple[list[list[int]], npt.NDArray[np.bool_]]:
    """Go through all sentences word by word.

    Args:
        alone: (sentences, words) the best score of each word in no entity or in one of its own.
        places: (sentences, words, classes, 4) the scores of each place.

    Returns:
        For each word the class of the entity that had best end with it, -1 for none; for each word and class whether an entity
        that is open behind the word had best begin with it.
    """
    rows = np.arange(len(alone))
    closed = np.zeros(len(alone), dtype=np.float32)
    opened = np.full((len(alone), places.shape[2]), NEVER, dtype=np.float32)
    ended: npt.NDArray[np.int64] = np.empty(alone.shape, dtype=np.int64)
    begun: npt.NDArray[np.bool_] = np.empty(places.shape[:3], dtype=np.bool_)
    for word in range(alone.shape[1]):
        place = places[:, word]
        ending = opened + place[..., LAST]
        kind = ending.argmax(axis=1)
        ends, stays = ending[rows, kind], closed + alone[:, word]
        begins, goes_on = closed[:, None] + place[..., FIRST], opened + place[..., INNER]
        ended[:, word] = np.where(ends > stays, kind, -1)
        begun[:, word] = begins > goes_on
        closed, opened = np.maximum(ends, stays), np.maximum(begins, goes_on)
    kinds: list[list[int]] = ended.tolist()
    return kinds, begun


def _read_back(ended: list[int], begun: npt.NDArray[np.bool_], single: list[int]) -> list[Found]:
    """Follow the choices of one sentence from its end."""
    found: list[Found] = []
    word = len(ended) - 1
    while word >= 0:
        end, kind = word + 1, ended[word]
        if kind >= 0:
            word -= 1
            while not begun[word, kind]:
                word -= 1
        else:
            kind = single[word]
        if kind >= 0:
            found.append((word, end, kind))
        word -= 1
    return found[::-1]
