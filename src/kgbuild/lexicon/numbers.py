"""Numbers, bounds and units of measure. Data: `LANGUAGE/numbers.toml` and `LANGUAGE/units.toml`.

Patterns are matched against `folded` text: lower case, no diacritics, plain dashes and spaces, every code point in its place.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from kgbuild.errors import LexiconError

Effect = Literal["minimum", "maximum", "approximate"]
Row = TypeVar("Row")

_DIGITS = r"\d{1,3}(?:[. ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"


class _Folded(dict[int, str]):
    """What stands for each code point in folded text, worked out when it first comes up."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        base = unicodedata.normalize("NFD", character)[:1].lower()
        self[point] = base if len(base) == 1 else character
        return self[point]


_FOLDED = _Folded(dict.fromkeys(map(ord, "‐‑‒–—−"), "-"))


@lru_cache(maxsize=1 << 12)
def fold(text: str) -> str:
    r"""Lower the case, take off diacritics, make dashes and spaces plain; every code point keeps its place.

    A line break between two lines of one paragraph becomes a space, a blank line stays.

    >>> fold("Între 11–12 Decembrie,\nla Iași")
    'intre 11-12 decembrie, la iasi'
    """
    plain = text.translate(_FOLDED)
    return re.sub(r"(?<!\n)\n(?!\n)|[^\S\n]", " ", plain)


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number word.

    Args:
        forms: Its forms.
        value: Its number.
        kind: unit, teen, tens, hundred or scale.
        example: A sentence that shows it.
        expect: The number in the example.
        alone: Whether it is a number by itself.
        exact: Whether it counts only when written with its diacritics.
    """

    forms: tuple[str, ...]
    value: int
    kind: str
    example: str
    expect: float
    alone: bool = True
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A word for an amount: without exact value ("mii"), a collective or a fraction ("o duzină", "jumătate").

    Args:
        forms: Its forms.
        value: Its number; of a vague amount the number it means several of.
        example: A sentence that shows it.
        expect: The number (of a vague amount: the lower bound) in the example.
    """

    forms: tuple[str, ...]
    value: float
    example: str
    expect: float


@dataclass(frozen=True, slots=True)
class Bound:
    """Words before a number that bound it or make it approximate.

    Args:
        effect: What they do.
        forms: The words.
        example: A sentence that shows one.
    """

    effect: Effect
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before or after a number that take it out of the counts.

    Args:
        forms: The words.
        example: A sentence that shows one.
    """

    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or money.

    Args:
        code: ISO 4217 code, `%`, or English name.
        kind: currency, percent, time or other.
        forms: How it stands after a number.
        example: A sentence that shows it.
        before: Symbols that stand before a number.
        country: Code of the country where other words mean it too, empty for none.
        there: Those words: "lei" in Moldova.
    """

    code: str
    kind: str
    forms: tuple[str, ...]
    example: str
    before: tuple[str, ...] = ()
    country: str = ""
    there: tuple[str, ...] = ()


def alternatives(forms: Iterable[str]) -> str:
    """Build the regular expression for any of some forms, folded, longest first.

    >>> alternatives(["zi", "zile"])
    '(?:zile|zi)'
    """
    folded = sorted({fold(f) for f in forms}, key=lambda f: (-len(f), f))
    return f"(?:{'|'.join(re.escape(f) for f in folded)})"


@dataclass(frozen=True, eq=False)
class NumberLexicon:
    """All that a language's files say about numbers and units.

    Args:
        cardinals: Number words.
        vague: Amounts without exact value.
        fractions: Collectives and fractions.
        bounds: Words that bound a number.
        labels: Words that make a number a name.
        ages: Words that make a number of years an age.
        followers: Words after a number that make it no count.
        units: Units of measure and money.
    """

    cardinals: tuple[Cardinal, ...]
    vague: tuple[Amount, ...]
    fractions: tuple[Amount, ...]
    bounds: tuple[Bound, ...]
    labels: tuple[Cue, ...]
    ages: tuple[Cue, ...]
    followers: tuple[Cue, ...]
    units: tuple[Unit, ...]

    @cached_property
    def values(self) -> Mapping[str, tuple[str, float]]:
        """Kind and value of each folded number word; vague amounts and fractions are not among them."""
        return {fold(f): (c.kind, float(c.value)) for c in self.cardinals for f in c.forms}

    @cached_property
    def scale_pattern(self) -> str:
        """The regular expression for a word that multiplies what stands before it ("mii", "milioane")."""
        return self._of_kind("scale")

    @cached_property
    def words_pattern(self) -> str:
        """The regular expression for a number in words."""
        unit, tens, scale = self._of_kind("unit"), self._of_kind("tens"), self.scale_pattern
        small = rf"(?:{tens}(?: si {unit})?|{self._of_kind('teen')}|{unit})"
        below = rf"(?:{unit} {self._of_kind('hundred')}(?:(?: si)? {small})?|{small})"
        scaled = rf"{below}(?: de)? {scale}"
        return rf"(?:{scaled}(?:(?: si)? {scaled})*(?:(?: si)? {below}\b(?!(?: de)? {scale}))?|{below})\b"

    @cached_property
    def number_pattern(self) -> str:
        """The regular expression for a number in digits or words, with what multiplies it."""
        scale = rf"(?: de)? {self.scale_pattern}\b"
        # "3 milioane 200 de mii", "37 de mii 500".
        scaled = rf"{scale}(?: \d{{1,3}}{scale})*(?: \d{{1,3}}\b(?![.,:/]?\d)(?!{scale}))?"
        return rf"(?:(?:{_DIGITS})(?:{scaled})?|{self.words_pattern})(?: si jumatate\b)?"

    def _of_kind(self, kind: str) -> str:
        return alternatives(f for c in self.cardinals if c.kind == kind for f in c.forms)

    def parse(self, words: str) -> float | None:
        """Read a cardinal number, in digits, in words or mixed; None if it is none.

        >>> lexicon = load_numbers()
        >>> [lexicon.parse(n) for n in ("1.500", "2,5 milioane", "o sută douăzeci și unu", "37 de mii 500", "mâine")]
        [1500.0, 2500000.0, 121.0, 37500.0, None]
        """
        words = fold(words).strip()
        words, half, _ = words.partition(" si jumatate")
        total, group, scale = 0.0, 0.0, 1.0
        for word in _number_words(words):
            if word[0].isdigit():
                group += _parse_digits(word)
                continue
            kind, value = self.values.get(word, ("", 0.0))
            if kind == "scale":
                total, group, scale = total + (group or 1) * value, 0.0, value
            elif kind == "hundred":
                group = (group or 1) * value
            elif kind:
                group += value
            else:
                return None
        return total + group + (scale / 2 if half else 0) if words else None


def _number_words(words: str) -> list[str]:
    digits = re.match(_DIGITS, words)
    rest = words[digits.end() :] if digits else words
    return [*([digits[0]] if digits else []), *(w for w in rest.split() if w not in {"si", "de"})]


def _parse_digits(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "").replace(" ", "")
    return float(digits.replace(",", "."))


def rows_of(form: type[Row], rows: Iterable[Mapping[str, Any]], file: str) -> tuple[Row, ...]:
    """Turn rows of a lexicon file into objects; lists become tuples.

    Raises:
        LexiconError: A row lacks a field, or has one that is unknown.
    """
    made = []
    for number, row in enumerate(rows, 1):
        try:
            made.append(form(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}))
        except TypeError as error:
            raise LexiconError(f"does not have the form of a {form.__name__}: {error}", file, number) from error
    return tuple(made)


def read_rows(language: str, file: str) -> Mapping[str, list[dict[str, Any]]]:
    """Read the tables of a lexicon file.

    Raises:
        LexiconError: The file is missing or no TOML.
    """
    try:
        return tomllib.loads((files("kgbuild.lexicon") / language / file).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", file, 0) from error


@cache
def load_numbers(language: str = "ro") -> NumberLexicon:
    """Read the numbers and units of a language.

    Raises:
        LexiconError: A file is missing or a row is wrong.
    """
    tables = read_rows(language, "numbers.toml")
    return NumberLexicon(
        cardinals=rows_of(Cardinal, tables["cardinal"], "numbers.toml"),
        vague=rows_of(Amount, tables["vague"], "numbers.toml"),
        fractions=rows_of(Amount, tables["fraction"], "numbers.toml"),
        bounds=rows_of(Bound, tables["bound"], "numbers.toml"),
        labels=rows_of(Cue, tables["label"], "numbers.toml"),
        ages=rows_of(Cue, tables["age"], "numbers.toml"),
        followers=rows_of(Cue, tables["follower"], "numbers.toml"),
        units=rows_of(Unit, read_rows(language, "units.toml")["unit"], "units.toml"),
    )
