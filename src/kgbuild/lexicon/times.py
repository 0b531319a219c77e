"""Words for times and the rules that make expressions of them.

Data: `LANGUAGE/months.toml`, `weekdays.toml`, `times.toml`, `time_rules.toml`.
Patterns are matched against folded text (`kgbuild.lexicon.numbers.fold`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol, TypeVar

from kgbuild.errors import LexiconError
from kgbuild.lexicon.needed_words import Search, Words, needed_words
from kgbuild.lexicon.numbers import Row, alternatives, fold, load_numbers, read_rows, rows_of
from kgbuild.lexicon.time_words import (
    Ahead,
    Anchored,
    Approximation,
    CalendarUnit,
    Edge,
    Holiday,
    Month,
    Phase,
    RelativeDay,
    Rule,
    Season,
    Since,
    TenseCue,
    Weekday,
    Which,
    Window,
    Word,
)

_LINK = r"(?: (?:data de|ziua de|luna|anul|lunii|anului|lui))* $"
_YEAR = r"(?:1[0-9]|20)\d\d(?!\d|[.,/]\d)"


class _Worded(Protocol):
    @property
    def forms(self) -> tuple[str, ...]: ...


_WordedRow = TypeVar("_WordedRow", bound=_Worded)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to run.

    Args:
        kind: How its value is worked out.
        search: Finds it; the expression is the group `m`.
        unless_before: What must not match up to the expression's start.
        needs: Sets of words; where the rule matches, the text has a word of each.
    """

    kind: str
    search: Search
    unless_before: re.Pattern[str] | None
    needs: tuple[Words, ...]

    def may_match(self, words: Mapping[str, object]) -> bool:
        """Whether it may match anywhere in a folded text, given by its words."""
        return not any(words.keys().isdisjoint(needed) for needed in self.needs)


@dataclass(frozen=True, eq=False)
class TimeLexicon:
    """All that a language's files say about times. See the row classes."""

    months: tuple[Month, ...]
    weekdays: tuple[Weekday, ...]
    relative_days: tuple[RelativeDay, ...]
    parts: tuple[Word, ...]
    units: tuple[CalendarUnit, ...]
    seasons: tuple[Season, ...]
    which: tuple[Which, ...]
    windows: tuple[Window, ...]
    edges: tuple[Edge, ...]
    approximations: tuple[Approximation, ...]
    since: tuple[Since, ...]
    until_now: tuple[Word, ...]
    tenses: tuple[TenseCue, ...]
    phases: tuple[Phase, ...]
    ahead: tuple[Ahead, ...]
    year_cues: tuple[Word, ...]
    names: tuple[Word, ...]
    opens: tuple[Word, ...]
    holidays: tuple[Holiday, ...]
    anchored: tuple[Anchored, ...]
    rules: tuple[Rule, ...]
    number_words: str

    @cached_property
    def month_of(self) -> Mapping[str, Month]:
        """The month of each folded form."""
        return _by_form(self.months)

    @cached_property
    def weekday_of(self) -> Mapping[str, Weekday]:
        """The day of the week of each folded form, with and without the article."""
        return {fold(f): d for d in self.weekdays for f in (*d.definite, *d.forms)}

    @cached_property
    def relative_of(self) -> Mapping[str, RelativeDay]:
        """The relative day of each folded form."""
        return _by_form(self.relative_days)

    @cached_property
    def unit_of(self) -> Mapping[str, CalendarUnit]:
        """The stretch of the calendar of each folded form."""
        return {fold(f): u for u in self.units for f in (*u.plural, *u.singular)}

    @cached_property
    def season_of(self) -> Mapping[str, Season]:
        """The season of each folded form."""
        return _by_form(self.seasons)

    @cached_property
    def holiday_of(self) -> Mapping[str, Holiday]:
        """The holiday of each folded form."""
        return _by_form(self.holidays)

    @cached_property
    def which_of(self) -> Mapping[str, Which]:
        """Which stretch each folded form means."""
        return _by_form(self.which)

    @cached_property
    def window_of(self) -> Mapping[str, Window]:
        """The window of each folded form."""
        return _by_form(self.windows)

    @cached_property
    def edge_of(self) -> Mapping[str, Edge]:
        """The edge of each folded form."""
        return _by_form(self.edges)

    @cached_property
    def approximation_of(self) -> Mapping[str, Approximation]:
        """The approximation of each folded form."""
        return _by_form(self.approximations)

    @cached_property
    def anchored_of(self) -> Mapping[str, Anchored]:
        """The direction of each folded form."""
        return _by_form(self.anchored)

    @cached_property
    def edge_before(self) -> re.Pattern[str]:
        """Matches the words for an edge that end where a time begins ("începutul lui")."""
        return re.compile(rf"\b(?P<edge>{alternatives(_forms(self.edges))})(?: (?:de|a|al|lui|zilei de|lunii|anului))? $")

    @cached_property
    def until_now_after(self) -> re.Pattern[str]:
        """Matches the words behind a time that stretch it to the day of publication."""
        return re.compile(rf",? (?:si )?{alternatives(_forms(self.until_now))}\b")

    @cached_property
    def since_before(self) -> tuple[tuple[Since, re.Pattern[str]], ...]:
        """Each row of words before a time that stretch it, with what matches them."""
        return tuple((s, re.compile(rf"(?<!incepand )\b{alternatives(s.forms)}{_LINK}")) for s in self.since)

    @cached_property
    def ahead_before(self) -> tuple[tuple[Ahead, re.Pattern[str]], ...]:
        """Each row of words before a time that place it ahead, with what matches them."""
        return tuple((a, re.compile(rf"\b{alternatives(a.forms)}{_LINK}")) for a in self.ahead)

    @cached_property
    def approximation_before(self) -> re.Pattern[str]:
        """Matches the words before a time that make it approximate."""
        return re.compile(rf"\b{alternatives(_forms(self.approximations))} (?:data de )?$")

    @cached_property
    def name_before(self) -> re.Pattern[str]:
        """Matches the word before a date that makes it a name."""
        return re.compile(rf"\b{alternatives(_forms(self.names))} (?:nr\. |de )?$")

    @cached_property
    def open_before(self) -> re.Pattern[str]:
        """Matches the words before a time that leave open how long before it something happens, unless `units` say so."""
        units = alternatives(f for u in self.units for f in u.plural)
        return re.compile(rf"\b(?P<units>{units} )?{alternatives(_forms(self.opens))}{_LINK}")

    @cached_property
    def compiled_rules(self) -> tuple[CompiledRule, ...]:
        """The rules, their tables filled in."""
        return tuple(compile_rule(rule, self.tables, "time_rules.toml") for rule in self.rules)

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The regular expression that each name in a pattern stands for."""
        after = alternatives(_forms(w for w in self.which if w.position == "after"))
        before = alternatives(_forms(w for w in self.which if w.position == "before"))
        tail = (
            rf"(?:,? (?:(?:al? )?(?:anul|anului) |din )?(?P<year>{_YEAR})"
            rf"| (?:al? )?an(?:ul|ului)? (?P<yearwhich>{after})\b| (?:al? )?(?P<yearthis>{before}) an\b"
            rf"| (?P<which>{after})\b| (?P<same>(?:al? )?(?:acelasi|aceluiasi) an)\b|,? (?P<current>a\.c\b\.?))"
        )
        return {
            "day": r"(?:0?[1-9]|[12]\d|3[01]|intai)(?!\d)",
            "month": alternatives(_forms(self.months)),
            "monthnumber": r"(?:0?[1-9]|1[0-2])",
            "year": _YEAR,
            "weekday": alternatives(self.weekday_of),
            "part": alternatives(_forms(self.parts)),
            "relative": alternatives(_forms(self.relative_days)),
            "unit": alternatives(f for u in self.units for f in u.singular),
            "units": alternatives(f for u in self.units for f in u.plural),
            "season": alternatives(_forms(self.seasons)),
            "holiday": alternatives(_forms(self.holidays)),
            "which": after,
            "yearwhich": after,
            "this": before,
            "window": alternatives(_forms(self.windows)),
            "edge": alternatives(_forms(self.edges)),
            "approx": alternatives(_forms(self.approximations)),
            "anchor": alternatives(_forms(self.anchored)),
            "n": rf"(?:\d{{1,3}}|jumatate|{self.number_words})",
            "yearcue": rf"{alternatives(_forms(self.year_cues))} ",
            "preposition": (
                r"(?:in|din|dinspre|spre|pana in|pana la|de la|pentru|lui|intre|incepand cu|pe|de|prin|inceputul|sfarsitul) "
            ),
            "monthly": r"(?:lun(?:a|ii|ile|ilor) )",
            "tail": tail,
        }


_UNNAMED = frozenset({"yearcue", "preposition", "monthly"})


def _by_form(rows: Iterable[_WordedRow]) -> Mapping[str, _WordedRow]:
    return {fold(f): row for row in rows for f in row.forms}


def _forms(rows: Iterable[_Worded]) -> Sequence[str]:
    return [f for row in rows for f in row.forms]


def compile_rule(rule: Rule, tables: Mapping[str, str], file: str) -> CompiledRule:
    """Make a rule ready to run.

    Args:
        rule: The rule.
        tables: The regular expression that each name in its patterns stands for.
        file: The file it is from.

    Raises:
        LexiconError: A pattern is malformed, or names a table that there is not.
    """

    def table(match: re.Match[str]) -> str:
        name = match[1].rstrip("23")
        if name == "tail" or name in _UNNAMED:
            return tables[name]
        return f"(?P<{match[1]}>{tables[name]})"

    def nameless(pattern: str) -> str:
        return re.sub(r"<([a-z]+)>", lambda m: tables[m[1]], pattern)

    before = nameless(rule.before)
    start = rf"(?<!\w){before}" if before else ""
    after = rf"(?!{nameless(rule.unless_after)})" if rule.unless_after else ""
    try:
        body = re.sub(r"(?<!\?P)<([a-z]+[23]?)>", table, rule.pattern)
        pattern = re.compile(rf"{start}(?<![\w.,/-])(?P<m>{body})(?![\w/]|-\w|[.,]\d){after}")
        unless = re.compile(rf"(?:{nameless(rule.unless_before)})$") if rule.unless_before else None
    except (KeyError, re.error) as error:
        raise LexiconError(f"pattern cannot be compiled: {error}", file, rule.pattern) from error
    return CompiledRule(rule.kind, Search(pattern), unless, (*needed_words(before), *needed_words(body)))


@cache
def load_times(language: str = "ro") -> TimeLexicon:
    """Read the times of a language.

    Raises:
        LexiconError: A file is missing or a row is wrong.
    """
    times = read_rows(language, "times.toml")

    def table(form: type[Row], name: str, file: str = "times.toml") -> tuple[Row, ...]:
        rows = times if file == "times.toml" else read_rows(language, file)
        return rows_of(form, rows[name], file)

    return TimeLexicon(
        months=table(Month, "month", "months.toml"),
        weekdays=table(Weekday, "weekday", "weekdays.toml"),
        relative_days=table(RelativeDay, "relative_day"),
        parts=table(Word, "part_of_day"),
        units=table(CalendarUnit, "unit"),
        seasons=table(Season, "season"),
        which=table(Which, "which"),
        windows=table(Window, "window"),
        edges=table(Edge, "edge"),
        approximations=table(Approximation, "approximation"),
        since=table(Since, "since"),
        until_now=table(Word, "until_now"),
        tenses=table(TenseCue, "tense"),
        phases=table(Phase, "phase"),
        ahead=table(Ahead, "ahead"),
        year_cues=table(Word, "year_cue"),
        names=table(Word, "name"),
        opens=table(Word, "open"),
        holidays=table(Holiday, "holiday"),
        anchored=table(Anchored, "anchored"),
        rules=table(Rule, "rule", "time_rules.toml"),
        number_words=load_numbers(language).words_pattern,
    )
