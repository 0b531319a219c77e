"""Plain text articles: an optional date, the title, a blank line, the body."""

import re
from datetime import date
from typing import Final

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean

# Well above the longest thing a newspaper prints, about 100,000 characters. Who is who is settled over a whole article at once,
# so the time grows faster than the text: at this length it is a minute or two.
MAX_CHARACTERS: Final = 250_000
# The longest headlines have about 250 characters; a first line beyond this is a paragraph.
MAX_TITLE: Final = 500

_DATE_LINE: Final = re.compile(r"date[ \t]+(?P<day>\d+[-./]\d+[-./]\d+)(?:[ \t]+(?P<title>.*))?", re.IGNORECASE)
_SENTENCE_END: Final = re.compile('[.!?…:][”"»)]*$')
_FEWEST_SPACES: Final = 3
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_date(text: str, path: str | None = None) -> date:
    """Parse a calendar day.

    Args:
        text: `YYYY-MM-DD`.
        path: Where it stands, for the error.

    Returns:
        The day.

    Raises:
        InputError: There is no such day, or it is written otherwise.

    >>> parse_date("2025-12-27")
    datetime.date(2025, 12, 27)
    """
    if not _DAY.fullmatch(text):
        raise InputError(f"“{text}” is not a date; write YYYY-MM-DD", path)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"“{text}” is not a day of the calendar", path) from error


def parse_article(text: str, identifier: str, *, path: str | None = None) -> Article:
    r"""Parse an article of plain text.

    The first line may be `date YYYY-MM-DD`, with or without the title behind it. Then come the title, a blank line and the body.

    Args:
        text: The article.
        identifier: Its name for people.
        path: Where it comes from, for errors.

    Returns:
        The article, cleaned.

    Raises:
        InputError: The text is empty, has no title or no body, an impossible date, or is too long.

    >>> parse_article("date 2025-12-27 Un titlu\n\nUn corp.", "a")
    Article(identifier='a', title='Un titlu', body='Un corp.', published=datetime.date(2025, 12, 27), ...)
    """
    text = clean(text).strip()
    if not text:
        raise InputError("is empty", path, 0)
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"has {len(text):,} characters, more than {MAX_CHARACTERS:,}; split it into articles", path)
    first, _, rest = text.partition("\n")
    published = None
    dated = _DATE_LINE.fullmatch(first.strip())
    if dated:
        published = parse_date(dated["day"], path)
        first = (dated["title"] or "").strip()
        if not first:
            first, _, rest = rest.partition("\n")
    return checked_article(identifier, first.strip(), _body_below_title(first, rest, path), published, path)


def _body_below_title(title: str, rest: str, path: str | None) -> str:
    blank, _, body = rest.partition("\n")
    if title.strip() and blank.strip():
        raise InputError("has no title: the first line must be the title, with a blank line below it", path)
    return body


def parse_sentences(text: str, identifier: str, *, path: str | None = None) -> Article:
    r"""Parse the text of a web page without its markup, as WET archives have it.

    The first line is the page's title. Of the lines below, menus and notices among them, those stay that read as sentences: of
    some words, ended as sentences are.

    Args:
        text: The text.
        identifier: Name of the article for people.
        path: Where it comes from, for errors.

    Returns:
        The article.

    Raises:
        InputError: There is no title, or no line below it is a sentence.

    >>> parse_sentences("Titlu\nAcasă\nPremierul a plecat ieri la Paris.\nContact", "a").body
    'Premierul a plecat ieri la Paris.'
    """
    title, _, rest = clean(text).strip().partition("\n")
    lines = [
        line for line in map(str.strip, rest.split("\n")) if _SENTENCE_END.search(line) and line.count(" ") >= _FEWEST_SPACES
    ]
    if not lines:
        raise InputError("has no line that reads as a sentence below its title", path)
    return checked_article(identifier, title.strip(), "\n\n".join(lines), None, path)


def checked_article(identifier: str, title: str, body: str, published: date | None, path: str | None) -> Article:
    """Make an article of its parts, if they make one.

    Args:
        identifier: Its name for people.
        title: Headline.
        body: Text below it.
        published: Day of publication.
        path: Where it comes from, for errors.

    Returns:
        The article.

    Raises:
        InputError: The title or the body is missing, or the title is too long to be one.

    >>> checked_article("a", "Titlu", " Corp.", None, None).body
    'Corp.'
    """
    body = body.strip()
    if not title:
        raise InputError("has no title: the first line must be the title, with a blank line below it", path)
    if len(title) > MAX_TITLE:
        raise InputError(f"has no title: its first line has {len(title):,} characters, a title at most {MAX_TITLE}", path)
    if not body:
        raise InputError("has only a title: below it must come a blank line and the body", path)
    return Article(identifier, title, body, published)
