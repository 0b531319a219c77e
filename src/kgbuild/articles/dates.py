"""Days of publication as programs write them: ISO 8601, the dates of mail and feeds, Romanian day.month.year, seconds."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from kgbuild.articles.plain import parse_date
from kgbuild.errors import InputError

_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[, ].*)?")
_SECONDS: Final = re.compile(r"\d{9,10}(?:\d{3})?")
_MILLISECONDS: Final = 10_000_000_000


def parse_moment(text: str, path: str | None = None) -> date:
    """The day of a moment, in the time zone that it is written in.

    Args:
        text: A date or a date and time: ISO 8601, RFC 2822, `DD.MM.YYYY`, or seconds or milliseconds since 1970 (in UTC).
        path: Where it stands, for the error.

    Returns:
        The day.

    Raises:
        InputError: It is none of these, or there is no such day.

    >>> parse_moment("2025-12-27T00:30:00+02:00"), parse_moment("Sat, 27 Dec 2025 00:30:00 +0200")
    (datetime.date(2025, 12, 27), datetime.date(2025, 12, 27))
    >>> parse_moment("27.12.2025, 10:30"), parse_moment("1766793600")
    (datetime.date(2025, 12, 27), datetime.date(2025, 12, 27))
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return parse_date(iso[1], path)
    if day_first := _DAY_FIRST.fullmatch(text):
        day, month, year = day_first.groups()
        return parse_date(f"{year}-{month:0>2}-{day:0>2}", path)
    if _SECONDS.fullmatch(text):
        seconds = int(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC).date()
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError) as error:
        raise InputError(f"“{text}” is not a date; write YYYY-MM-DD", path) from error
