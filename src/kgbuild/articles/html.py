"""Articles as web pages: trafilatura tells the article from what else is on a page, and reads its metadata and JSON-LD.

Flashes of a few lines are too short for it to tell; of them the page's own markup decides (`kgbuild.articles.markup`).
"""

from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any, Final

from kgbuild.articles.dates import parse_moment
from kgbuild.articles.markup import Markup, parse_markup
from kgbuild.articles.plain import checked_article
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean

_TITLE_NAMES: Final = ("og:title",)
_DATE_NAMES: Final = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date")
# Of less text than this trafilatura takes whatever is on the page.
_SHORT: Final = 250
# A date is taken from the page's markup alone, never guessed from its words; the bound keeps the clock out of the result.
_DATES: Final = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


def parse_html(text: str, identifier: str, *, path: str | None = None, address: str | None = None) -> Article:
    """Parse a web page with one article.

    Args:
        text: The page, decoded.
        identifier: Name of the article for people.
        path: Where it comes from, for errors.
        address: Where it was fetched, for pages that name no canonical address.

    Returns:
        The article.

    Raises:
        InputError: The page has no title or no paragraphs, or an impossible date.

    >>> parse_html("<title>Titlu</title><body><p>Un <b>corp</b>.</p></body>", "a").body
    'Un corp.'
    """
    markup = parse_markup(text)
    found = _extract(text)
    title = markup.metadata_of(_TITLE_NAMES) or _said(found, "title") or markup.first("h1") or markup.first("title")
    if not title:
        raise InputError("has no title: neither og:title nor h1 nor title", path)
    body = _body(found, markup, title)
    if not body:
        raise InputError("has no paragraphs (<p>); give the article as plain text", path)
    day = markup.metadata_of(_DATE_NAMES) or _said(found, "date") or markup.day
    article = checked_article(identifier, " ".join(clean(title).split()), body, parse_moment(day, path) if day else None, path)
    return replace(
        article,
        language=markup.language or article.language,
        source_url=_absolute(markup.address or "") or _absolute(_said(found, "url")) or address,
        publisher=markup.metadata_of(("og:site_name",)) or _outlet(found),
        authors=tuple(name for name in map(str.strip, _said(found, "author").split(";")) if name),
    )


def html_text(fragment: str, title: str) -> str:
    r"""The text of a piece of HTML that holds the article alone, as feeds and databases have it; nothing where there is none.

    >>> html_text("<p>Un <b>corp</b>.</p><p>Altul.</p>", "Titlu")
    'Un corp.\n\nAltul.'
    """
    blocks = fragment if "<p" in fragment.lower() else f"<p>{fragment}</p>"
    page = f"<html><body><article>{blocks}</article></body></html>"
    return _body(_extract(page), parse_markup(page), title)


def _body(found: Any, markup: Markup, title: str) -> str:  # noqa: ANN401 — trafilatura is loaded late
    lines = [" ".join(line.split()) for line in _said(found, "text").split("\n")]
    lines = [line for line in lines if line]
    # The headline of the page is often its first line too.
    if lines and lines[0] == title:
        lines = lines[1:]
    if sum(map(len, lines)) < _SHORT:
        lines = markup.body
    return clean("\n\n".join(lines))


def _extract(text: str) -> Any:  # noqa: ANN401 — trafilatura is loaded late
    trafilatura = _trafilatura()
    return trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )


@cache
def _trafilatura() -> ModuleType:
    """trafilatura, loaded by whoever reads a page: it takes a third of a second."""
    import trafilatura  # noqa: PLC0415

    return trafilatura


def _said(found: Any, name: str) -> str:  # noqa: ANN401 — trafilatura is loaded late
    return (getattr(found, name) or "") if found is not None else ""


def _absolute(address: str) -> str | None:
    return address if address.startswith(("http://", "https://")) else None


def _outlet(found: Any) -> str | None:  # noqa: ANN401 — trafilatura is loaded late
    name = _said(found, "sitename")
    # Where the page names no outlet, trafilatura makes a name of the host.
    return name if name and name.lower() != _said(found, "hostname").removeprefix("www.").lower() else None
