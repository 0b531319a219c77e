"""Stretches of the calendar: days, weeks, months, seasons, years and what lies between two of them.

Source: Extended Date/Time Format (EDTF), ISO 8601-2:2019; levels 0 (dates, intervals) and 1 (`~`, unspecified digits).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, Literal

from kgbuild.model import Granularity

Tense = Literal["past", "present", "future", "none"]

_ORDER: Final[tuple[Granularity, ...]] = ("day", "week", "month", "season", "year", "decade", "century")
_MONTHS_IN_YEAR: Final = 12
_DAYS_IN_WEEK: Final = 7
_FRIDAY: Final = 5
# Without a tense to go by, a day ahead is meant when it is much nearer than the one behind.
_AHEAD_BIAS: Final = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days.

    Args:
        earliest: Its first day.
        latest: Its last day.
        granularity: Precision it is given in.
        edtf: Extended Date/Time Format value.
        approximate: Whether it is only about then.
    """

    earliest: date
    latest: date
    granularity: Granularity
    edtf: str
    approximate: bool = False

    def about(self) -> "Period":
        """The same stretch, approximate.

        >>> year(2022).about().edtf
        '2022~'
        """
        return replace(self, edtf=self.edtf.removesuffix("~") + "~", approximate=True)


def day(d: date) -> Period:
    """One day.

    >>> day(date(2025, 12, 26)).edtf
    '2025-12-26'
    """
    return Period(d, d, "day", d.isoformat())


def days(first: date, last: date, granularity: Granularity = "day") -> Period:
    """From one day to another.

    >>> days(date(2025, 12, 11), date(2025, 12, 12)).edtf
    '2025-12-11/2025-12-12'
    """
    return Period(first, last, granularity, f"{first}/{last}")


def week(d: date) -> Period:
    """The week, Monday to Sunday, that holds a day.

    >>> week(date(2025, 12, 27)).edtf
    '2025-12-22/2025-12-28'
    """
    monday = d - timedelta(days=d.weekday())
    return days(monday, monday + timedelta(days=_DAYS_IN_WEEK - 1), "week")


def weekend(d: date) -> Period:
    """Saturday and Sunday of the week that holds a day.

    >>> weekend(date(2025, 12, 22)).edtf
    '2025-12-27/2025-12-28'
    """
    sunday = week(d).latest
    return days(sunday - timedelta(days=1), sunday)


def end_of_week(d: date) -> Period:
    """Friday to Sunday of the week that holds a day.

    >>> end_of_week(date(2024, 12, 3)).edtf
    '2024-12-06/2024-12-08'
    """
    monday = week(d).earliest
    return days(monday + timedelta(days=_FRIDAY - 1), week(d).latest, "week")


def month(y: int, m: int) -> Period:
    """One month; a number outside 1 to 12 counts on into the years beside.

    >>> month(2025, 4).edtf, month(2025, 0).edtf
    ('2025-04', '2024-12')
    """
    y, m = y + (m - 1) // _MONTHS_IN_YEAR, (m - 1) % _MONTHS_IN_YEAR + 1
    first = date(y, m, 1)
    following = date(y + m // _MONTHS_IN_YEAR, m % _MONTHS_IN_YEAR + 1, 1)
    return Period(first, following - timedelta(days=1), "month", f"{y:04}-{m:02}")


def season(y: int, first_month: int) -> Period:
    """Three months from one on, as an interval.

    >>> season(2022, 12).edtf
    '2022-12/2023-02'
    """
    return span(month(y, first_month), month(y, first_month + 2), "season")


def year(y: int) -> Period:
    """One year.

    >>> year(2022).latest
    datetime.date(2022, 12, 31)
    """
    return Period(date(y, 1, 1), date(y, 12, 31), "year", f"{y:04}")


def decade(y: int) -> Period:
    """The ten years that begin with one.

    >>> decade(1980).edtf
    '198X'
    """
    first = y // 10 * 10
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade", f"{first // 10:03}X")


def century(number: int) -> Period:
    """A century by its number, as the years that share their first two digits.

    >>> century(20).edtf
    '19XX'
    """
    first = max((number - 1) * 100, 1)
    return Period(date(first, 1, 1), date((number - 1) * 100 + 99, 12, 31), "century", f"{number - 1:02}XX")


def span(first: Period, last: Period, granularity: Granularity | None = None) -> Period:
    """From the beginning of one stretch to the end of another; the coarser precision of the two unless told.

    >>> span(month(2025, 7), month(2025, 11)).edtf
    '2025-07/2025-11'
    """
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
    coarser = max(first.granularity, last.granularity, key=_ORDER.index)
    return Period(first.earliest, last.latest, granularity or coarser, edtf, first.approximate or last.approximate)


def valid_date(y: int, m: int, d: int) -> date | None:
    """The day of a calendar date, None where there is no such day.

    >>> valid_date(2025, 2, 29) is None
    True
    """
    try:
        return date(y, m, d)
    except ValueError:
        return None


def shift(anchor: date, unit: str, number: int) -> Period | None:
    """The calendar stretch of a unit that lies some of them after (before) the one that holds a day.

    >>> shift(date(2025, 12, 27), "month", -1).edtf, shift(date(2025, 12, 27), "week", 1).edtf
    ('2025-11', '2025-12-29/2026-01-04')
    """
    if not MINYEAR < anchor.year + number < MAXYEAR:
        return None
    moved = anchor + timedelta(days=number * _DAYS_IN_WEEK)
    stretches = {
        "day": lambda: day(anchor + timedelta(days=number)),
        "week": lambda: week(moved),
        "weekend": lambda: weekend(moved),
        "month": lambda: month(anchor.year, anchor.month + number),
        "year": lambda: year(anchor.year + number),
        "decade": lambda: decade(anchor.year + 10 * number),
        "century": lambda: century(anchor.year // 100 + 1 + number),
    }
    return stretches[unit]() if unit in stretches else None


def distance(anchor: date, unit: str, number: float) -> Period | None:
    """The time at a distance from a day, as precise as the unit: days and weeks to the day, half years to the month.

    >>> distance(date(2023, 2, 13), "year", -2.5).edtf, distance(date(2023, 6, 28), "week", -3).edtf
    ('2020-08', '2023-06-07')
    """
    if unit in {"day", "week"}:
        return day(anchor + timedelta(days=round(number * (_DAYS_IN_WEEK if unit == "week" else 1))))
    if unit == "month" and number % 1 == 0:
        return month(anchor.year, anchor.month + int(number))
    if unit == "year" and number % 1:
        return month(anchor.year, anchor.month + round(number * _MONTHS_IN_YEAR))
    if unit in {"decade", "century"}:
        return year(round(anchor.year + number * (10 if unit == "decade" else 100)))
    return shift(anchor, unit, int(number)) if number % 1 == 0 else None


def choose(candidates: Sequence[Period], published: date, tense: Tense) -> Period | None:
    """The candidate that a tense points to, of stretches in order of time around the day of publication.

    Past: the last that has begun; future: the first that has not ended; else the nearest, with a lean to the past.

    >>> choose([month(2024, 8), month(2025, 8), month(2026, 8)], date(2025, 12, 27), "past").edtf
    '2025-08'
    """
    behind = [c for c in candidates if c.earliest <= published]
    ahead = [c for c in candidates if c.latest >= published]
    if tense == "past" or not ahead:
        return behind[-1] if behind else None
    if tense == "future" or not behind:
        return ahead[0]
    last, following = behind[-1], ahead[0]
    bias = _AHEAD_BIAS if tense == "none" else 1
    gap_ahead, gap_behind = (following.earliest - published).days, (published - last.latest).days
    return following if gap_ahead * bias < gap_behind else last


def years_around(published: date) -> Iterator[int]:
    """The years in which a date without year can lie.

    >>> list(years_around(date(2025, 12, 27)))
    [2023, 2024, 2025, 2026, 2027]
    """
    return iter(range(published.year - 2, published.year + 3))
