"""The rows of the files about times: months, weekdays, relative days, stretches of the calendar, cues and rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

UnitName = Literal["hour", "day", "week", "weekend", "month", "year", "decade", "century"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A row of words, with a sentence that shows one of them.

    Args:
        forms: The words.
        example: A sentence, read as published on 2025-12-27.
        expect: EDTF value of the last time in it, empty for none.
    """

    forms: tuple[str, ...]
    example: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Word):
    """A month, 1 to 12. `unless_followed_by`: folded words before which the form is no month."""

    number: int
    unless_followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday(Word):
    """A day of the week, 1 for Monday.

    Args:
        number: Which day.
        definite: Forms with the article, a date only beside "trecută", "viitoare" and the like.
        exact: Whether it must be spelt as in `forms` where the text has diacritics.
        unless_preceded_by: Folded words after which the form is no day.
        unless_followed_by: Folded words before which the form is no day.
    """

    number: int
    definite: tuple[str, ...]
    exact: bool = False
    unless_preceded_by: tuple[str, ...] = ()
    unless_followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDay(Word):
    """A day counted from the day of publication. `exact`: it must be spelt as in `forms` where the text has diacritics."""

    offset: int
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarUnit:
    """A stretch of the calendar: its forms for one of them and after a number."""

    name: UnitName
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    example: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Season(Word):
    """A season, by the month it begins in."""

    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Word):
    """A holiday: on the same day of every year, or so many days after Easter."""

    month: int = 0
    day: int = 0
    church: Literal["orthodox", "western"] | None = None
    offset: int = 0

    def in_year(self, year: int) -> date:
        """Its day in a year.

        >>> Holiday(forms=("Rusalii",), example="", expect="", church="orthodox", offset=49).in_year(2025)
        datetime.date(2025, 6, 8)
        """
        if self.church is None:
            return date(year, self.month, self.day)
        method = EASTER_ORTHODOX if self.church == "orthodox" else EASTER_WESTERN
        sunday: date = easter(year, method)
        return sunday + timedelta(days=self.offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Which(Word):
    """Which stretch is meant, counted from the one that holds the day of publication."""

    offset: int
    position: Literal["before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Word):
    """Opens a stretch that ends or begins with the day of publication."""

    direction: Literal["past", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Word):
    """The beginning, middle or end of a stretch."""

    end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Approximation(Word):
    """Makes a distance approximate; `less`: it is a little shorter than said."""

    less: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Since(Word):
    """Stretches a past time to the day of publication: always, unless under a noun, or only with a state."""

    when: Literal["always", "verbal", "state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseCue:
    """Auxiliaries that form a tense, and lemmas of verbs that by meaning point to it."""

    tense: Literal["past", "present", "future"]
    auxiliaries: tuple[str, ...]
    lemmas: tuple[str, ...]
    example: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Verbs that give the clause under them their own tense."""

    lemmas: tuple[str, ...]
    example: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead(Word):
    """Words before a time that place it ahead, always or unless the verb is in the past, if it is none of `beside`."""

    always: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored(Word):
    """Words after a distance that count it from an earlier time of the text."""

    direction: Literal["later", "earlier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How words for times make up an expression.

    Args:
        kind: How its value is worked out.
        pattern: Regular expression with `<name>` for any word of a table.
        example: A sentence that shows it, read as published on 2025-12-27.
        expect: EDTF value of the last time in it.
        before: What must stand before it.
        unless_before: What must not stand before it.
        unless_after: What must not stand after it.
    """

    kind: str
    pattern: str
    example: str
    expect: str
    before: str = ""
    unless_before: str = ""
    unless_after: str = ""
