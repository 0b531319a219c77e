"""Judge where sentences end before the parser reads a text: a component of the shipped pipeline.

The parser learns borders from few places beside full stops. A linear model that looks at the words on either side, and at what
the rest of the text does, knows more about semicolons, lists, dialogue and closing quotation marks. Where it is sure, the parser
keeps to it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final, Self

from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.linear import LinearModel, parse_linear_model

FACTORY: Final = "kgbuild_borders"
LABELS: Final = ("no", "yes")
FILE: Final = "model.json"
# Above and below these probabilities the parser is told that a sentence begins, or that none does; between them it decides.
SURE: Final = 0.5
HARDLY: Final = 0.2

_FULL_STOPS: Final = frozenset({".", "!", "?", "…", "..."})
_ENDS: Final = _FULL_STOPS | {";"}
_MARKS: Final = _ENDS | {":"}
_QUOTES: Final = frozenset("\"”“»'’")
_OPENING: Final = frozenset("„«")
_CLOSING: Final = frozenset("”»’)]")
_FINITE: Final = ("Vmi", "Vmm", "Vms", "Va")
# No look goes further than so many words.
_HORIZON: Final = 150
_LENGTHS: Final = (0, 1, 2, 3, 5, 8, 12, 20, 35)


@dataclass(frozen=True)
class Words:
    """The words of a text.

    Args:
        forms: Their spelling.
        tags: Their MULTEXT-East tags.
        spaced: Whether a space follows each.
    """

    forms: Sequence[str]
    tags: Sequence[str]
    spaced: Sequence[bool]

    @cached_property
    def _kinds(self) -> list[str]:
        """The kind of each word; quotation marks that look alike on both sides open and close in turn, if spaces do not tell."""
        kinds = []
        inside = False
        for i, form in enumerate(self.forms):
            named = kind(form)
            if form in _QUOTES or form in _OPENING:
                before, after = i == 0 or self.spaced[i - 1], self.spaced[i]
                closes = form in _CLOSING or (inside if before == after else after)
                named = "closing" if closes and form not in _OPENING else "quote"
                inside = named == "quote"
            kinds.append(named)
        return kinds

    @cached_property
    def _beginnings(self) -> list[tuple[str, str]]:
        """Each word with the kind of the word after it."""
        return list(zip(self.forms, self._kinds[1:], strict=False))

    @cached_property
    def _alike(self) -> Counter[tuple[str, str]]:
        """How often a word stands before a word of a kind."""
        return Counter(self._beginnings)

    @cached_property
    def _lower_beginnings(self) -> int:
        """How often a word in lower case follows a full stop."""
        return sum(count for (form, after), count in self._alike.items() if form in _FULL_STOPS and after == "lower")

    def candidates(self) -> Iterator[int]:
        """Give the places where a sentence may end: the positions of the words before.

        Abbreviations and colons are left to the parser: the treebank ends sentences with a colon that in news announce a speech.
        """
        for i, (form, after) in enumerate(self._beginnings):
            closing = self._kinds[i] == "closing"
            ends = form in _ENDS or (closing and (after == "capital" or self.forms[max(i - 1, 0)] in _ENDS))
            if ends and self.spaced[i]:
                yield i

    def features(self, i: int) -> set[str]:
        """Name what speaks for or against a border.

        Args:
            i: The position of the word before it.
        """
        mark, begins = self._mark(i), self._kinds[i + 1]
        facts = self._facts(i)
        left, right, near_left, near_right = self._pieces(i)
        then = self._kinds[i + 2] if i + 2 < len(self.forms) else "end"
        for name, piece in (("left", left), ("right", right), ("near left", near_left), ("near right", near_right)):
            facts[f"{name} length"] = _length(len(piece))
            facts[f"{name} verb"] = str(self._finite(piece))
        facts["right end"] = self.forms[right.stop] if right.stop < len(self.forms) else "end"
        facts["near right end"] = self.forms[near_right.stop] if near_right.stop < len(self.forms) else "end"
        facts |= self._open(left)
        named = [f"{name}={value}" for name, value in facts.items()]
        both = f"{mark} {begins}"
        return {
            f"mark={mark}",
            *named,
            *(f"{mark} {fact}" for fact in named),
            f"{both} then={then}",
            f"{both} near verbs={facts['near left verb']}{facts['near right verb']}",
            *(f"{both} {name}={facts[name]}" for name in ("left verb", "right verb", "near left verb", "near right verb")),
        }

    def _mark(self, i: int) -> str:
        """Name what a border would stand behind."""
        form = self.forms[i]
        if self._kinds[i] == "closing":
            inner = self.forms[i - 1] if i > 0 and self.forms[i - 1] in _MARKS else ""
            return f"{inner}+{'quote' if form in _QUOTES else 'bracket'}"
        return form

    def _facts(self, i: int) -> dict[str, str]:
        """Describe the words beside a place, and how the rest of the text goes on at such places."""
        forms, tags = self.forms, self.tags
        before = max(i - (2 if self._kinds[i] == "closing" else 1), 0)
        lower = self._lower_beginnings - (forms[i] in _FULL_STOPS and self._kinds[i + 1] == "lower")
        return {
            "begins": self._kinds[i + 1],
            "next tag": tags[i + 1][:2],
            "next": forms[i + 1].lower(),
            "tag after next": tags[i + 2][:2] if i + 2 < len(tags) else "end",
            "last tag": tags[before][:2],
            "last kind": self._kinds[before] + ("1" if len(forms[before]) == 1 else ""),
            "last": forms[before].lower(),
            "alike": _length(self._alike[self._beginnings[i]] - 1),
            "lower beginnings": _length(lower),
        }

    def _pieces(self, i: int) -> tuple[range, range, range, range]:
        """Give the words to the left and to the right up to the next full stop, and those up to any mark."""
        forms, first, size = self.forms, max(i - _HORIZON, 0), min(i + _HORIZON, len(self.forms))
        stops = (k + 1 for k in range(i - 1, first - 1, -1) if forms[k] in _FULL_STOPS and self.spaced[k])
        near_start = next((k + 1 for k in range(i - 1, first - 1, -1) if forms[k] in _MARKS), first)
        near_end = next((k for k in range(i + 1, size) if forms[k] in _MARKS), size)
        end = next((k for k in range(near_end, size) if forms[k] in _FULL_STOPS), size)
        return range(next(stops, first), i), range(i + 1, end), range(near_start, i), range(i + 1, near_end)

    def _finite(self, piece: range) -> int:
        """Whether there is a finite verb among some words."""
        return int(any(self.tags[k].startswith(_FINITE) for k in piece))

    def _open(self, piece: range) -> dict[str, str]:
        """Say which quotation marks and brackets are open behind some words, and whether they are all in capitals."""
        counts = Counter(self.forms[k] for k in piece)
        quotes = sum((self._kinds[k] == "quote") - (self.forms[k] in _QUOTES and self._kinds[k] == "closing") for k in piece)
        return {
            "quotation": str(max(-1, min(quotes, 1))),
            "bracket": str(max(-1, min(counts["("] - counts[")"], 1))),
            "capitals": str(int(all(form.isupper() or not form[0].isalpha() for form in counts))),
        }


def kind(form: str) -> str:
    """Name the kind of a word by how it begins.

    >>> [kind(form) for form in ("Da", "SUA", "da", "12", "–", "„", "(", "”", "*")]
    ['capital', 'capitals', 'lower', 'number', 'dash', 'quote', 'bracket', 'closing', 'other']
    """
    first = form[0]
    if first.isalpha():
        return "lower" if not first.isupper() else "capitals" if len(form) > 1 and form.isupper() else "capital"
    if first.isdigit():
        return "number"
    groups = {"dash": "-–—", "quote": _OPENING, "bracket": "([", "closing": _CLOSING}
    return next((name for name, members in groups.items() if first in members), "other")


def _length(count: int) -> str:
    """Name a class of lengths."""
    return next((str(most) for most in _LENGTHS if count <= most), "more")


class Borders:
    """The component: tells the parser where it is sure that a sentence ends, or that none does.

    Args:
        judge: What judges; one that knows nothing leaves everything to the parser.
    """

    def __init__(self, judge: LinearModel | None = None) -> None:
        self.judge = judge or LinearModel(LABELS, {})

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` of some words of a tagged doc that no parser has seen; a line always begins a sentence."""
        tokens = [token for token in doc if not token.is_space]
        spaced = [after.idx > token.idx + len(token) for token, after in pairwise(tokens)]
        words = Words([token.text for token in tokens], [token.tag_ for token in tokens], [*spaced, True])
        places = list(words.candidates())
        for place, shares in zip(places, self.judge.weigh(map(words.features, places)), strict=True):
            if not HARDLY <= shares["yes"] <= SURE:
                tokens[place + 1].is_sent_start = shares["yes"] > SURE
        for token, after in pairwise(doc):
            if token.is_space and "\n" in token.text:
                after.is_sent_start = True
        return doc

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the model into a folder, as spaCy asks of a component; there is nothing to exclude."""
        del exclude
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_text(self.judge.to_json(), encoding="utf-8")

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Self:
        """Read the model from a folder."""
        del exclude
        self.judge = parse_linear_model((Path(path) / FILE).read_text(encoding="utf-8"), FILE)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Write the model as bytes."""
        del exclude
        return self.judge.to_json().encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read the model from bytes."""
        del exclude
        self.judge = parse_linear_model(data.decode(), FILE)
        return self


@Language.factory(FACTORY, requires=["token.tag"], assigns=["token.sent_start"])
def make_borders(nlp: Language, name: str) -> Borders:
    """Make the component, which knows nothing until it is read from disk or given a model."""
    del nlp, name
    return Borders()
