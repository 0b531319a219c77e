"""What the networks of the entities read, as arrays: without spaCy, so that they learn where only NumPy and PyTorch are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kgbuild.places import PLACES
from training.conllu import Sentence

Array = npt.NDArray[Any]
# Sentences of people, with other names in them, varied; held out; plain text, varied. Each varied one knows which it is like.
NAMED, RENAMED, VARIED, HELD, RAW, RAW_VARIED = range(6)
FOLDS = 5
# Sentences of no fold are never left out.
NO_FOLD = FOLDS
UNKNOWN = -1
ARRAYS = ("lengths", "part", "fold", "like", "form", "place", "tag", "keys", "tag_keys", "vectors", "vector")


@dataclass(frozen=True)
class Text:
    """Sentences in arrays, their words one after the other.

    Args:
        forms: All different words.
        classes: The classes of entities.
        lengths: (sentences,) how many words.
        part: (sentences,) of which part.
        fold: (sentences,) in which fold.
        like: (sentences,) of which sentence it has the entities.
        form: (words,) numbers of forms.
        place: (words,) 0 for in no entity, 1 + 4 * class + place, or -1.
        tag: (words,) numbers of tags.
        keys: (forms, 4, 4) hashes of norm, prefix, suffix and shape.
        tag_keys: (tags, 4) hashes.
        vectors: (rows, dimensions) of words.
        vector: (forms,) rows, or -1.
    """

    forms: tuple[str, ...]
    classes: tuple[str, ...]
    lengths: Array
    part: Array
    fold: Array
    like: Array
    form: Array
    place: Array
    tag: Array
    keys: Array
    tag_keys: Array
    vectors: Array
    vector: Array

    @property
    def starts(self) -> Array:
        """Give the place of each sentence's first word."""
        return np.cumsum(self.lengths) - self.lengths

    def of_part(self, *parts: int) -> Array:
        """Give the numbers of the sentences of some parts."""
        return np.flatnonzero(np.isin(self.part, parts))

    def words(self, numbers: Array, lengths: Array | None = None) -> Array:
        """Give the places of sentences' words, one sentence after the other, of each as many as `lengths` says."""
        return within(self.starts[numbers], self.lengths[numbers] if lengths is None else lengths)


def within(starts: Array, lengths: Array) -> Array:
    """Count on from each start.

    >>> within(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())


def to_places(tags: Sequence[str], classes: Sequence[str]) -> list[int]:
    """Number the places of words in entities.

    Args:
        tags: IOB tags of a sentence; none are empty strings.
        classes: The classes.

    Returns:
        0 for in no entity, 1 + 4 * class + place (first, inner, last, single), -1 where there is no tag.

    >>> to_places(["B-GPE", "I-GPE", "O", "B-LOC", ""], ["GPE", "LOC"])
    [1, 3, 0, 8, -1]
    """
    found = []
    for number, tag in enumerate(tags):
        if len(tag) < len("B-?"):
            found.append(0 if tag else UNKNOWN)
            continue
        inside = f"I-{tag[2:]}"
        goes_on = tags[number + 1 : number + 2] == [inside]
        begins = tag != inside or number == 0 or tags[number - 1][2:] != tag[2:]
        place = (0 if goes_on else 3) if begins else 1 if goes_on else 2
        found.append(1 + PLACES * classes.index(tag[2:]) + place)
    return found


def number_words(sentences: Sequence[Sentence]) -> tuple[tuple[str, ...], Array]:
    """Give the different words of sentences, and each word's number among them."""
    words = [word.form for sentence in sentences for word in sentence.words]
    forms = tuple(sorted(set(words)))
    number = {form: index for index, form in enumerate(forms)}
    return forms, np.array([number[word] for word in words], dtype=np.int32)


def write_text(text: Text, path: Path) -> None:
    """Write arrays to a compressed file."""
    names = json.dumps({"forms": text.forms, "classes": text.classes}, ensure_ascii=False).encode()
    arrays = {name: getattr(text, name) for name in ARRAYS}
    np.savez_compressed(path, names=np.frombuffer(names, dtype=np.uint8), **arrays)


def read_text(path: Path) -> Text:
    """Read what `write_text` wrote."""
    with np.load(path) as arrays:
        names = json.loads(arrays["names"].tobytes())
        return Text(tuple(names["forms"]), tuple(names["classes"]), *(arrays[name] for name in ARRAYS))
