"""Feeds: the articles of RSS and Atom documents.

Source: RSS 2.0 and its content module; RFC 4287 (Atom), both as feedparser reads them.
"""

import json
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgbuild.articles.documents import Document, Reading
from kgbuild.articles.sources import Source
from kgbuild.errors import InputError

if TYPE_CHECKING:
    from kgbuild.articles.fetch import Fetcher

_TAG = re.compile(r"<[^>]*>")


def read_feed(source: Source, reading: Reading) -> Iterator[Document | InputError]:
    """Find the articles of a feed.

    An entry that holds its article is read as it stands. Of one that holds no more than a summary the page it points to is
    fetched, if there is a fetcher; else the summary stands for the article.

    Args:
        source: The feed.
        reading: Whether and how pages are fetched.

    Yields:
        An article, or the error that stands in its place.

    Raises:
        InputError: It is no feed, or an empty one.
    """
    feed = _parse(source.whole())
    if not feed.entries and not feed.version:
        raise InputError("is no RSS or Atom feed", source.name)
    if not feed.entries:
        raise InputError("is a feed without articles", source.name)
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        if any(key in reading.seen for key in (entry.get("id"), entry.get("link")) if key):
            continue
        name = f"{source.name}, entry {number}"
        identifier = entry.get("id") or entry.get("link") or f"{source.identifier}-{number}"
        body = "\n".join(part.value for part in entry.get("content", ()) if part.get("value"))
        if not body and reading.fetcher and entry.get("link"):
            yield _fetched(reading.fetcher, entry.link, name, identifier)
            continue
        yield Document(name, identifier, "record", json.dumps(_record(entry, body, outlet)).encode(), entry.get("link"))


def _parse(data: bytes) -> Any:  # noqa: ANN401 — feedparser has no types
    import feedparser  # noqa: PLC0415 — few inputs are feeds

    with warnings.catch_warnings():
        # feedparser warns of its own use of what Python is to lose.
        warnings.simplefilter("ignore", DeprecationWarning)
        # A stream of bytes, so that nothing in them is ever taken for an address to fetch.
        return feedparser.parse(_Stream(data))


class _Stream:
    """Bytes that feedparser can only read."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self) -> bytes:
        """All of them."""
        return self._data


def _record(entry: Any, body: str, outlet: str | None) -> dict[str, Any]:  # noqa: ANN401 — feedparser has no types
    """An entry under the keys of `kgbuild.articles.records`; the day is that of the outlet's own time zone."""
    record = {
        "title": _TAG.sub("", entry.get("title", "")),
        "html": body or entry.get("summary"),
        "published": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "publisher": outlet,
        "author": [author.get("name") for author in entry.get("authors", ()) if author.get("name")],
    }
    return {key: value for key, value in record.items() if value}


def _fetched(fetcher: "Fetcher", address: str, name: str, identifier: str) -> Document | InputError:
    try:
        answer = fetcher.fetch(address)
    except InputError as error:
        # The entry is known by its address, whatever on the way to it is at fault.
        return InputError(str(error).removeprefix(f"{address}: "), address)
    return Document(name, identifier, "page", answer.data, answer.address)
