"""Words for what happens again and again. Data: `LANGUAGE/recurrences.toml`, and the words of `kgbuild.lexicon.times`.

Source: Internet Calendaring and Scheduling (RFC 5545), section 3.3.10, recurrence rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal

from kgbuild.lexicon.numbers import alternatives, fold, read_rows, rows_of
from kgbuild.lexicon.time_words import Rule, Weekday
from kgbuild.lexicon.times import CompiledRule, TimeLexicon, compile_rule, load_times

Frequency = Literal["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]

_FILE: Final = "recurrences.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A stretch of time after which something happens again.

    Args:
        frequency: The unit of its recurrence rule.
        example: A sentence that shows it.
        expect: The recurrence rule in it.
        nouns: What it is called after "fiecare" or a number.
        words: Adverbs, and adjectives of what happens.
        interval: How many of the unit it is long.
        days: The days of the week on which it happens, empty where that is open.
        not_of: Lemmas of the nouns beside which the adjective says something else ("misiune lunară").
    """

    frequency: Frequency
    example: str
    expect: str
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    interval: int = 1
    days: tuple[str, ...] = ()
    not_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal:
    """Which one of a month a day is, from the end where the number is negative."""

    number: int
    forms: tuple[str, ...]
    example: str
    expect: str


@dataclass(frozen=True, eq=False)
class RecurrenceLexicon:
    """All that a language's files say about what happens again and again.

    Args:
        cycles: Stretches of time.
        ordinals: Which one of a month.
        kinds: Lemmas of nouns of which an adjective says which kind it is ("raportul anual").
        rules: How they make up expressions; examples are read by the whole extraction.
        times: The words for times.
    """

    cycles: tuple[Cycle, ...]
    ordinals: tuple[Ordinal, ...]
    kinds: frozenset[str]
    rules: tuple[Rule, ...]
    times: TimeLexicon

    @cached_property
    def cycle_of(self) -> Mapping[str, Cycle]:
        """The cycle of each folded noun."""
        return {fold(noun): cycle for cycle in self.cycles for noun in cycle.nouns}

    @cached_property
    def cycle_of_word(self) -> Mapping[str, Cycle]:
        """The cycle of each folded adverb or adjective."""
        return {fold(word): cycle for cycle in self.cycles for word in cycle.words}

    @cached_property
    def ordinal_of(self) -> Mapping[str, int]:
        """The number of each folded ordinal."""
        return {fold(form): row.number for row in self.ordinals for form in row.forms}

    @cached_property
    def compiled_rules(self) -> tuple[CompiledRule, ...]:
        """The rules, their tables filled in."""
        tables = {
            **self.times.tables,
            "noun": alternatives(self.cycle_of),
            "word": alternatives(self.cycle_of_word),
            "ordinal": alternatives(self.ordinal_of),
            "days": _joined(f for day in self.times.weekdays for f in day.forms),
            "habit": _joined(habit_form(day) for day in self.times.weekdays),
        }
        return tuple(compile_rule(rule, tables, _FILE) for rule in self.rules)


def habit_form(day: Weekday) -> str:
    """The form with the article that means each such day ("vinerea").

    >>> habit_form(load_times().weekday_of["vineri"])
    'vinerea'
    """
    return day.definite[0]


def _joined(days: Iterable[str]) -> str:
    day = alternatives(days)
    return rf"{day}(?:(?:, | si | sau )(?:(?:in )?fiecare )?{day}\b)*"


@cache
def load_recurrences(language: str = "ro") -> RecurrenceLexicon:
    """Read the words of a language for what happens again and again.

    Raises:
        LexiconError: A file is missing or a row is wrong.
    """
    rows = read_rows(language, _FILE)
    return RecurrenceLexicon(
        rows_of(Cycle, rows["cycle"], _FILE),
        rows_of(Ordinal, rows["ordinal"], _FILE),
        frozenset(map(str, rows["kinds"])),
        rows_of(Rule, rows["rule"], _FILE),
        load_times(language),
    )
