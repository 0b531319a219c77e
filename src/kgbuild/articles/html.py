"""Articles as web pages: the metadata that news sites agree on, and the paragraphs of the article element.

This reads pages that mark their article up (`<article>`, else `<main>`, else `<body>`, and `<p>` within). It does not guess
what on a page is advertising.

Source: HTML Living Standard, 4.3.2 (article) and 4.4.1 (p); the Open Graph protocol; the `article:` namespace of its types.
"""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

from kgbuild.articles.plain import checked_article, parse_date
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean

_HOLDERS: Final = ("article", "main", "body")
_BLOCKS: Final = frozenset({"p", "h1", "title"})
_SKIPPED: Final = frozenset({"script", "style", "noscript", "template", "figcaption", "aside", "nav", "footer", "form", "button"})
_TITLE_NAMES: Final = ("og:title",)
_DATE_NAMES: Final = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date")


def parse_html(text: str, identifier: str, *, path: str | None = None) -> Article:
    """Parse a web page with one article.

    Args:
        text: The page, decoded.
        identifier: Name of the article for people.
        path: Where it comes from, for errors.

    Returns:
        The article.

    Raises:
        InputError: The page has no title or no paragraphs, or an impossible date.

    >>> parse_html("<title>Titlu</title><body><p>Un <b>corp</b>.</p></body>", "a").body
    'Un corp.'
    """
    page = _Page()
    page.feed(text)
    page.close()
    title = page.metadata_of(_TITLE_NAMES) or page.first("h1") or page.first("title")
    day = page.metadata_of(_DATE_NAMES) or page.day
    body = next((found for found in map(page.paragraphs_in, _HOLDERS) if found), page.paragraphs)
    if not title:
        raise InputError("has no title: neither og:title nor h1 nor title", path)
    if not body:
        raise InputError("has no paragraphs (<p>); give the article as plain text", path)
    published = parse_date(day.strip()[:10], path) if day else None
    article = checked_article(identifier, title, clean("\n\n".join(body)), published, path)
    return replace(
        article,
        language=page.language or article.language,
        source_url=page.address,
        publisher=page.metadata_of(("og:site_name",)),
    )


class _Page(HTMLParser):
    """What a page says: its metadata and its blocks of text, each with the elements around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.metadata: dict[str, str] = {}
        self.blocks: list[tuple[str, frozenset[str], str]] = []
        self.language: str | None = None
        self.address: str | None = None
        self.day: str | None = None
        self._open: list[str] = []
        self._block: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            self.metadata.setdefault(name, " ".join(given.get("content", "").split()))
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.address = given.get("href") or None
        elif tag == "html":
            self.language = given.get("lang", "").partition("-")[0].lower() or None
        elif tag == "time":
            self.day = self.day or given.get("datetime") or None
        elif tag == "br":
            self._words.append("\n")
        elif tag in _BLOCKS:
            self._end_block()
            self._block = tag
        elif tag in _SKIPPED or tag in _HOLDERS:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._block:
            self._end_block()
        elif tag in self._open:
            self._end_block()
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._block and not _SKIPPED.intersection(self._open):
            self._words.append(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        text = "\n".join(line for line in lines if line)
        if self._block and text:
            self.blocks.append((self._block, frozenset(self._open), text))
        self._block, self._words = None, []

    @property
    def paragraphs(self) -> list[str]:
        """All paragraphs of the page."""
        return [text for tag, _, text in self.blocks if tag == "p"]

    def paragraphs_in(self, holder: str) -> list[str]:
        """The paragraphs within a kind of element."""
        return [text for tag, around, text in self.blocks if tag == "p" and holder in around]

    def first(self, tag: str) -> str | None:
        """The text of the first element of a kind, on one line."""
        return next((" ".join(text.split()) for found, _, text in self.blocks if found == tag), None)

    def metadata_of(self, names: tuple[str, ...]) -> str | None:
        """The first of some metadata that is there."""
        return next((self.metadata[name] for name in names if self.metadata.get(name)), None)
