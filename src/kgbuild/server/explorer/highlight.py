"""Cuts an article's text where what is known of it begins and ends, so that overlapping stretches can be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# Where one piece belongs to several marks of a kind, the shortest says where a click leads; of kinds, the first of these.
_PRECEDENCE: Final = ("trigger", "actor", "time", "quantity", "cue")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that means something.

    Args:
        start: Where it begins: code points into the article's text.
        end: Where it ends, half open.
        kind: `actor`, `trigger`, `time`, `quantity` or `cue`.
        style: A class of the style sheet beside the kind's.
        target: Where a click leads; empty where nowhere.
        title: What it is, for people.
    """

    start: int
    end: int
    kind: str
    style: str = ""
    target: str = ""
    title: str = ""

    @property
    def key(self) -> str:
        """Its name within the page."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which no mark begins or ends.

    Args:
        text: The words.
        marks: All marks it lies in, the one that a click follows first.
    """

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def classes(self) -> str:
        """Classes of the style sheet."""
        return " ".join(dict.fromkeys(word for mark in self.marks for word in (mark.kind, mark.style) if word))

    @property
    def keys(self) -> str:
        """The names of its marks."""
        return " ".join(dict.fromkeys(mark.key for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or what stands between two.

    Args:
        key: Its name within the page; empty between sentences.
        pieces: Its words.
    """

    key: str
    pieces: tuple[Piece, ...]


def paragraphs(text: str, marks: Iterable[Mark], sentences: Iterable[tuple[int, int]]) -> list[list[Passage]]:
    r"""Cut a text into paragraphs, sentences and pieces.

    Args:
        text: The article's text.
        marks: What is to be seen in it; marks may overlap.
        sentences: Offsets of sentences, which must not overlap; of those that do, the first counts.

    Returns:
        The paragraphs, without those that are blank.

    >>> found = paragraphs("Ana a plecat.\n\nBine.", [Mark(0, 3, "actor"), Mark(0, 12, "trigger")], [(0, 13), (15, 20)])
    >>> [(p.key, [(piece.text, piece.classes) for piece in p.pieces]) for p in found[0]]
    [('0-13', [('Ana', 'trigger actor'), (' a plecat', 'trigger'), ('.', '')])]
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    result, position = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            bounds = _passages(position, position + len(block), sorted(sentences))
            result.append([_passage(text, start, end, key, inside) for start, end, key in bounds])
        position += len(block) + 2
    return result


def _passages(first: int, last: int, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    found, position = [], first
    for start, end in sentences:
        if position <= start < end <= last:
            if position < start:
                found.append((position, start, ""))
            found.append((start, end, f"{start}-{end}"))
            position = end
    return [*found, (position, last, "")] if position < last else found


def _passage(text: str, start: int, end: int, key: str, marks: Sequence[Mark]) -> Passage:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end} | {cut for mark in here for cut in (mark.start, mark.end) if start < cut < end}
    ordered = sorted(cuts)
    pieces = []
    for left, right in pairwise(ordered):
        over = [mark for mark in here if mark.start <= left and right <= mark.end]
        over.sort(key=lambda mark: (_PRECEDENCE.index(mark.kind), mark.end - mark.start))
        pieces.append(Piece(text[left:right], tuple(over)))
    return Passage(key, tuple(pieces))
