"""What a time expression means: from the words that a rule matched to a stretch of the calendar."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kgbuild.extract import calendar
from kgbuild.extract.calendar import Period, Tense
from kgbuild.lexicon.numbers import fold, load_numbers
from kgbuild.lexicon.times import TimeLexicon

_HOURS_IN_DAY: Final = 24
_DAYS_AROUND: Final = 13
_LITTLE: Final = 0.1
_LATE_IN_YEAR: Final = 9
_LATE_IN_MONTH: Final = 20
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_LAST_CENTURY: Final = 21


@dataclass(frozen=True, slots=True)
class Context:
    """What a value depends on beside its own words.

    Args:
        published: Day of publication, None where unknown.
        tense: Tense of the clause.
        lexicon: Words for times.
        previous: Stretches of the times before it in the last sentences, nearest first.
        following: Stretch of the time that follows in its sentence, None for none.
    """

    published: date | None
    tense: Tense
    lexicon: TimeLexicon
    previous: Sequence[Period] = ()
    following: Period | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of the calendar and what it was counted from: `publication`, `text` (another time), or nothing."""

    period: Period
    anchor: str | None = None


Groups = Mapping[str, str | None]
Resolver = Callable[[Groups, Context], Value | None]


def resolve(kind: str, groups: Groups, context: Context) -> Value | None:
    """Work out what an expression means.

    Args:
        kind: Kind of the rule that matched.
        groups: Its groups, folded.
        context: What the value depends on beside.

    Returns:
        The value, None where it cannot be known.
    """
    try:
        return _RESOLVERS[kind](groups, context)
    except (ValueError, OverflowError):  # beyond the calendar: "acum zece mii de ani"
        return None


def candidates(kind: str, groups: Groups, context: Context) -> Sequence[Period]:
    """Every stretch that a date, month or weekday can mean around the publication, in order of time."""
    if kind == "weekday":
        return _weekday_candidates(groups, context)
    years = _years(groups, context)
    if kind == "holiday":
        holiday = context.lexicon.holiday_of[groups["holiday"] or ""]
        return [calendar.day(holiday.in_year(y)) for y in years]
    if kind == "month":
        number = context.lexicon.month_of[groups["month"] or ""].number
        return [calendar.month(y, number) for y in years]
    found = [d for y in years if (d := _date(groups, "day", y, context))]
    named = groups.get("weekday")
    if named:
        number = context.lexicon.weekday_of[named].number
        found = [d for d in found if d.isoweekday() == number] or found
    return [calendar.day(d) for d in found]


def has_year(groups: Groups) -> bool:
    """Whether the words themselves say which year."""
    return any(groups.get(g) for g in ("year", "yearwhich", "yearthis", "current", "same"))


def _years(groups: Groups, context: Context) -> list[int]:
    if year := groups.get("year"):
        return [int(year)]
    if groups.get("same"):
        return [context.previous[0].earliest.year] if context.previous else []
    if context.published is None:
        return []
    if (which := groups.get("yearwhich")) is not None:
        return [context.published.year + context.lexicon.which_of[which].offset]
    if groups.get("yearthis") or groups.get("current"):
        return [context.published.year]
    return list(calendar.years_around(context.published))


def _date(groups: Groups, name: str, year: int, context: Context) -> date | None:
    month = groups.get("monthnumber")
    number = int(month) if month else context.lexicon.month_of[groups["month"] or ""].number
    day = groups[name] or ""
    return calendar.valid_date(year, number, int(day) if day.isdigit() else 1)


def _dated(kind: str) -> Resolver:
    def resolver(groups: Groups, context: Context) -> Value | None:
        found = candidates(kind, groups, context)
        if groups.get("year"):
            return Value(found[0]) if found else None
        if groups.get("same"):
            return Value(found[0], "text") if found else None
        return _chosen(found, groups, context)

    return resolver


def _chosen(found: Sequence[Period], groups: Groups, context: Context) -> Value | None:
    if context.published is None or not found:
        return None
    if has_year(groups):
        return Value(found[0], "publication")
    offset = _offset(groups, context)
    if offset is not None:
        published = context.published
        if offset < 0:
            found = [c for c in found if c.latest < published]
            return Value(found[-1], "publication") if found else None
        if offset > 0:
            found = [c for c in found if c.earliest > published]
        else:
            found = [c for c in found if c.earliest.year == published.year]
        return Value(found[0], "publication") if found else None
    period = calendar.choose(found, context.published, context.tense)
    return Value(period, "publication") if period else None


def _offset(groups: Groups, context: Context) -> int | None:
    which = groups.get("which") or groups.get("this")
    return context.lexicon.which_of[which].offset if which else None


def _days(groups: Groups, context: Context) -> Value | None:
    last = _dated("date")({**groups, "day": groups["day2"], "weekday": None}, context)
    if last is None:
        return None
    end = last.period.latest
    first = calendar.valid_date(end.year, end.month, _number_of_day(groups["day"]))
    if first and first > end:
        before = calendar.month(end.year, end.month - 1).earliest
        first = calendar.valid_date(before.year, before.month, _number_of_day(groups["day"]))
    return Value(calendar.days(first, end), last.anchor) if first else None


def _number_of_day(day: str | None) -> int:
    return int(day) if day and day.isdigit() else 1


def _year(groups: Groups, _context: Context) -> Value | None:
    return Value(calendar.year(int(groups["year"] or "")))


def _years_between(groups: Groups, _context: Context) -> Value | None:
    first, last = int(groups["year"] or ""), int(groups["year2"] or "")
    return Value(calendar.span(calendar.year(first), calendar.year(last))) if first < last else None


def _weekday_candidates(groups: Groups, context: Context) -> Sequence[Period]:
    if context.published is None:
        return []
    number = context.lexicon.weekday_of[groups["weekday"] or ""].number
    around = (context.published + timedelta(days=n) for n in range(-_DAYS_AROUND, _DAYS_AROUND + 1))
    return [calendar.day(d) for d in around if d.isoweekday() == number]


def _weekday(groups: Groups, context: Context) -> Value | None:
    if context.published is None:
        return None
    offset = _offset(groups, context)
    if offset is not None:
        monday = calendar.week(context.published).earliest + timedelta(days=7 * offset)
        number = context.lexicon.weekday_of[groups["weekday"] or ""].number
        return Value(calendar.day(monday + timedelta(days=number - 1)), "publication")
    tense: Tense = "past" if context.tense == "none" else context.tense
    period = calendar.choose(_weekday_candidates(groups, context), context.published, tense)
    return Value(period, "publication") if period else None


def _nights(groups: Groups, context: Context) -> Value | None:
    last = _weekday({**groups, "weekday": groups["weekday2"]}, context)
    if last is None:
        return None
    return Value(calendar.days(last.period.latest - timedelta(days=1), last.period.latest), "publication")


def _relative_day(groups: Groups, context: Context) -> Value | None:
    if context.published is None:
        return None
    offset = context.lexicon.relative_of[groups["relative"] or ""].offset
    return Value(calendar.day(context.published + timedelta(days=offset)), "publication")


def _shift(groups: Groups, context: Context) -> Value | None:
    offset = _offset(groups, context)
    if context.published is None or offset is None:
        return None
    unit = context.lexicon.unit_of[groups["unit"] or ""].name
    period = calendar.shift(context.published, unit, offset)
    return Value(period, "publication") if period else None


def _season(groups: Groups, context: Context) -> Value | None:
    first_month = context.lexicon.season_of[groups["season"] or ""].month
    if groups.get("year"):
        return Value(calendar.season(int(groups["year"] or ""), first_month))
    found = [calendar.season(y, first_month) for y in _years(groups, context)]
    if _offset(groups, context) == 0:
        return _chosen(found, {}, replace(context, tense="present"))
    return _chosen(found, groups, replace(context, tense="present") if context.tense == "none" else context)


def _number(groups: Groups) -> float | None:
    words = groups.get("n")
    if words is None:
        return None
    number = 0.5 if words == "jumatate" else load_numbers().parse(words)
    return number + 0.5 if number is not None and groups.get("half") else number


def _ago(groups: Groups, context: Context) -> Value | None:
    number = _number(groups)
    if context.published is None or number is None:
        return None
    unit = context.lexicon.unit_of[groups["units"] or ""].name
    approximation = groups.get("approx")
    if approximation is None:
        period = calendar.distance(context.published, unit, -number)
        return Value(period, "publication") if period else None
    if unit == "year":
        little = -_LITTLE if context.lexicon.approximation_of[approximation].less else _LITTLE
        exact = calendar.distance(context.published, unit, -(number + little))
        period = calendar.year(exact.earliest.year) if exact else None
    else:
        period = calendar.distance(context.published, unit, -number)
    return Value(period.about(), "publication") if period else None


def _ahead(groups: Groups, context: Context) -> Value | None:
    number = _number(groups)
    if context.published is None or number is None or context.tense != "future":
        return None
    period = calendar.distance(context.published, context.lexicon.unit_of[groups["units"] or ""].name, number)
    return Value(period, "publication") if period else None


def _window(groups: Groups, context: Context) -> Value | None:
    published, number = context.published, _number(groups)
    unit = context.lexicon.unit_of[groups["units"] or ""]
    if published is None or (number is None and (groups["units"] == fold(unit.plural[0]) or unit.name in {"hour", "day"})):
        return None  # "in the last years" names no stretch
    sign = -1 if context.lexicon.window_of[groups["window"] or ""].direction == "past" else 1
    name, count = (unit.name, number or 1)
    if name == "hour":
        name, count = "day", math.ceil(count / _HOURS_IN_DAY)
    other = calendar.distance(published, name, sign * count)
    here = calendar.day(published) if name in {"day", "week"} else calendar.shift(published, name, 0)
    if other is None or here is None:
        return None
    return Value(calendar.span(*((other, here) if sign < 0 else (here, other))), "publication")


def _lasting(groups: Groups, context: Context) -> Value | None:
    """From some time ago to the day of publication."""
    since = _ago(groups, context) if context.tense == "present" else None
    if since is None or context.published is None:
        return None
    return Value(calendar.span(since.period, calendar.day(context.published), since.period.granularity), since.anchor)


def _edge(groups: Groups, context: Context) -> Value | None:
    if context.published is None:
        return None
    unit = context.lexicon.unit_of[groups["unit"] or ""].name
    end = context.lexicon.edge_of[groups["edge"] or ""].end
    published = context.published
    late = published.month >= _LATE_IN_YEAR if unit == "year" else published.day >= _LATE_IN_MONTH
    if unit == "week":
        return Value(calendar.end_of_week(published) if end else calendar.week(published), "publication")
    moved = -1 if end and not late and context.tense == "past" else int(not end and late and context.tense == "future")
    period = calendar.shift(published, unit, moved)
    return Value(period, "publication") if period else None


def _decade(groups: Groups, _context: Context) -> Value | None:
    number = int(groups["decade"] or "")
    return Value(calendar.decade(number if number >= 1000 else 1900 + number))  # noqa: PLR2004 — "anii '90" are the 1990s


def _century(groups: Groups, _context: Context) -> Value | None:
    words = groups["century"] or ""
    number = int(words) if words.isdigit() else _roman(words)
    return Value(calendar.century(number)) if 1 <= number <= _LAST_CENTURY else None


def _roman(digits: str) -> int:
    values = [_ROMAN[d] for d in digits]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _fitting(previous: Iterable[Period], unit: str) -> Period | None:
    """The nearest earlier time that is no coarser than the unit to count in."""
    fine = {"day": {"day"}, "week": {"day"}, "month": {"day", "month"}, "year": {"day", "month", "year"}}.get(unit, set())
    return next((p for p in previous if p.granularity in fine and "/" not in p.edtf), None)


def _counted_from(groups: Groups, base: Period | None, sign: int, context: Context) -> Value | None:
    number = _number(groups)
    if base is None or number is None:
        return None
    period = calendar.distance(base.latest, context.lexicon.unit_of[groups["units"] or ""].name, sign * number)
    return Value(period, "text") if period else None


def _anchored(groups: Groups, context: Context) -> Value | None:
    later = context.lexicon.anchored_of[groups["anchor"] or ""].direction == "later"
    base = _fitting(context.previous, context.lexicon.unit_of[groups["units"] or ""].name)
    return _counted_from(groups, base, 1 if later else -1, context)


def _after(groups: Groups, context: Context) -> Value | None:
    unit = context.lexicon.unit_of[groups["units"] or ""].name
    if context.following is not None:
        return _counted_from(groups, _fitting([context.following], unit), 1, context)
    if groups.get("after") == "dupa":
        return None  # what it comes after is an event, so no earlier time is meant
    return _counted_from(groups, _fitting(context.previous, unit), 1, context)


def _ahead_of(groups: Groups, context: Context) -> Value | None:
    """Some days before the time that follows; what comes before an event is worked out with the events."""
    if context.following is None:
        return None
    unit = context.lexicon.unit_of[groups["units"] or ""].name
    return _counted_from(groups, _fitting([context.following], unit), -1, context)


def _next_day(_groups: Groups, context: Context) -> Value | None:
    base = _fitting(context.previous, "day")
    return Value(calendar.day(base.latest + timedelta(days=1)), "text") if base else None


def _same(groups: Groups, context: Context) -> Value | None:
    words = (groups["m"] or "").split()[-1]
    base = _fitting(context.previous, context.lexicon.unit_of[words].name)
    ahead = context.tense == "future" and context.published is not None
    if base is None or (ahead and base.latest < (context.published or base.latest)):
        return None
    return Value(calendar.year(base.earliest.year) if words == "an" else base, "text")


_RESOLVERS: Final[Mapping[str, Resolver]] = {
    "date": _dated("date"),
    "month": _dated("month"),
    "holiday": _dated("holiday"),
    "lasting": _lasting,
    "days": _days,
    "year": _year,
    "years": _years_between,
    "weekday": _weekday,
    "nights": _nights,
    "relative_day": _relative_day,
    "shift": _shift,
    "season": _season,
    "ago": _ago,
    "ahead": _ahead,
    "window": _window,
    "edge": _edge,
    "decade": _decade,
    "century": _century,
    "anchored": _anchored,
    "after": _after,
    "before": _ahead_of,
    "next_day": _next_day,
    "same": _same,
}
