"""Articles as records: JSON objects, and rows of tables, which become JSON objects.

| key | what | needed |
| --- | --- | --- |
| `title` | headline | yes |
| `text` or `body` | the text below the headline | yes, or `html` |
| `html` | the same as HTML, for records without text | |
| `id` | name of the article; else the file's name, with the position where there are several | no |
| `published` | day of publication, as `kgbuild.articles.dates` reads it | no |
| `url` | web address | no |
| `publisher` | name of the outlet | no |
| `author` | its authors: a string, or a list of strings or of objects with a `name` | no |
| `language` | BCP 47 tag, `ro` where missing | no |

Other keys are ignored. A mapping gives another name for a key; a dot in it leads into an object (`content.body`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from kgbuild.articles.dates import parse_moment
from kgbuild.articles.html import html_text
from kgbuild.articles.plain import checked_article
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean

KEYS: Final = ("title", "text", "html", "id", "published", "url", "publisher", "author", "language")
# What a key may be called besides, where no mapping says.
_ALSO: Final = {"text": "body"}


def parse_mapping(text: str) -> dict[str, str]:
    """Parse which key of the records holds what.

    Args:
        text: `KEY=NAME` pairs, joined by commas.

    Returns:
        The name in the records for each key.

    Raises:
        ValueError: A pair is written otherwise, or names no key.

    >>> parse_mapping("title=headline,text=content.body")
    {'title': 'headline', 'text': 'content.body'}
    """
    mapping = {}
    for pair in text.split(","):
        key, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name:
            raise ValueError(f"“{pair.strip()}” is no pair; write KEY=NAME, as in title=headline")
        if key not in KEYS:
            raise ValueError(f"“{key}” is no key of an article; there are {', '.join(KEYS)}")
        mapping[key] = name
    return mapping


def parse_record(text: str, identifier: str, *, path: str | None = None, mapping: Mapping[str, str] | None = None) -> Article:
    """Parse an article that is a JSON object.

    Args:
        text: The object.
        identifier: Name of the article where it has no `id`.
        path: Where it comes from, for errors.
        mapping: Which of its keys hold what.

    Returns:
        The article.

    Raises:
        InputError: It is no such object, or one of its values is none that can be used.

    >>> parse_record('{"titlu": "Titlu", "text": "Corp."}', "a", mapping={"title": "titlu"}).title
    'Titlu'
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", path) from error
    if not isinstance(content, dict):
        raise InputError("is not a JSON object with title and text", path)
    record = _Record(content, path, mapping or {})
    title = " ".join((record.string("title") or "").split())
    if not title:
        raise InputError(f"has no title: its “{record.name('title')}” is missing or empty", path)
    body = record.string("text")
    if not body and (html := record.string("html")):
        body = html_text(html, title)
    day = record.string("published")
    article = checked_article(
        record.string("id") or identifier, title, body or "", parse_moment(day, path) if day else None, path
    )
    return replace(
        article,
        language=record.string("language") or article.language,
        source_url=record.string("url"),
        publisher=record.string("publisher"),
        authors=record.names("author"),
    )


class _Record:
    """A JSON object, asked by the names of `KEYS`."""

    def __init__(self, content: dict[str, Any], path: str | None, mapping: Mapping[str, str]) -> None:
        self._content = content
        self._path = path
        self._mapping = mapping

    def name(self, key: str) -> str:
        """What a key is called in the object."""
        if key in self._mapping:
            return self._mapping[key]
        return _ALSO[key] if key not in self._content and _ALSO.get(key) in self._content else key

    def string(self, key: str) -> str | None:
        """The text under a key, cleaned; None where there is none."""
        name = self.name(key)
        value = self._value(name)
        if key in {"id", "published"} and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise InputError(f"its “{name}” is not a string", self._path)
        return (clean(value).strip() or None) if value else None

    def names(self, key: str) -> tuple[str, ...]:
        """The names under a key, of one or several."""
        value = self._value(self.name(key))
        found = [v.get("name") if isinstance(v, dict) else v for v in (value if isinstance(value, list) else [value])]
        if any(v is not None and not isinstance(v, str) for v in found):
            raise InputError(f"its “{self.name(key)}” is not a name or a list of names", self._path)
        return _distinct(" ".join(clean(v).split()) for v in found if v)

    def _value(self, name: str) -> Any:  # noqa: ANN401 — JSON is anything
        if name in self._content:
            return self._content[name]
        value: Any = self._content
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
