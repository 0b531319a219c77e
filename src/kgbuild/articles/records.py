"""Articles as JSON objects, one a file, in a list, or one a line.

| key | what | needed |
| --- | --- | --- |
| `title` | headline | yes |
| `text` or `body` | the text below the headline | yes |
| `id` | name of the article; else the file's name, with the position where there are several | no |
| `published` | day of publication, `YYYY-MM-DD`; a time behind it is left out | no |
| `url` | web address | no |
| `publisher` | name of the outlet | no |
| `language` | BCP 47 tag, `ro` where missing | no |

Other keys are ignored.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from kgbuild.articles.plain import checked_article, parse_date
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean


def parse_json(text: str, identifier: str, *, path: str | None = None) -> Iterator[Article | InputError]:
    """Parse a JSON object, or a list of them.

    Args:
        text: The JSON.
        identifier: Name of the file, for articles without an `id`.
        path: Where it comes from, for errors.

    Yields:
        An article, or the error that stands in its place.

    >>> [a.title for a in parse_json('{"title": "Titlu", "text": "Corp."}', "a")]
    ['Titlu']
    """
    try:
        content = json.loads(text)
    except ValueError as error:
        yield InputError(f"is not JSON: {error}", path)
        return
    if isinstance(content, list):
        if not content:
            yield InputError("is an empty list", path)
        for number, record in enumerate(content, 1):
            yield _parse_record(record, f"{identifier}-{number}", _at(path, f"item {number}"))
    else:
        yield _parse_record(content, identifier, path)


def parse_json_lines(text: str, identifier: str, *, path: str | None = None) -> Iterator[Article | InputError]:
    """Parse JSON Lines; blank lines are skipped, a bad line is an error in its place.

    Args:
        text: The lines.
        identifier: Name of the file, for articles without an `id`.
        path: Where it comes from, for errors.

    Yields:
        An article, or the error that stands in its place.

    >>> [a.identifier for a in parse_json_lines('{"title": "Titlu", "text": "Corp."}', "a")]
    ['a-1']
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = _at(path, f"line {number}")
        try:
            record = json.loads(line)
        except ValueError as error:
            yield InputError(f"is not JSON: {error}", where)
        else:
            yield _parse_record(record, f"{identifier}-{number}", where)


def _at(path: str | None, position: str) -> str:
    return f"{path}, {position}" if path else position


def _parse_record(record: Any, identifier: str, path: str | None) -> Article | InputError:  # noqa: ANN401 — JSON is anything
    try:
        if not isinstance(record, dict):
            raise InputError("is not a JSON object with title and text", path)  # noqa: TRY301 — one way out for all errors
        name = _string(record, "id", path) or identifier
        title = " ".join((_string(record, "title", path) or "").split())
        body = _string(record, "text", path) or _string(record, "body", path) or ""
        article = checked_article(name, title, body, _published(record, path), path)
        return replace(
            article,
            language=_string(record, "language", path) or article.language,
            source_url=_string(record, "url", path),
            publisher=_string(record, "publisher", path),
        )
    except InputError as error:
        return error


def _string(record: dict[str, Any], key: str, path: str | None) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if key == "id" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"its “{key}” is not a string", path)
    return clean(value).strip() or None


def _published(record: dict[str, Any], path: str | None) -> date | None:
    value = _string(record, "published", path)
    return parse_date(value.partition("T")[0].partition(" ")[0], path) if value else None
