"""What a web page's own markup says: the metadata that news sites agree on, and the paragraphs of the article element.

This reads pages that mark their article up (`<article>`, else `<main>`, else `<body>`, and `<p>` within). It does not guess
what on a page is advertising.

Source: HTML Living Standard, 4.3.2 (article) and 4.4.1 (p); the Open Graph protocol; the `article:` namespace of its types.
"""

from html.parser import HTMLParser
from typing import Final

_HOLDERS: Final = ("article", "main", "body")
_BLOCKS: Final = frozenset({"p", "h1", "title"})
_SKIPPED: Final = frozenset({"script", "style", "noscript", "template", "figcaption", "aside", "nav", "footer", "form", "button"})


def parse_markup(text: str) -> "Markup":
    """Parse a web page.

    Args:
        text: The page, decoded.

    Returns:
        What its markup says.

    >>> parse_markup("<title>Titlu</title><body><p>Un <b>corp</b>.</p></body>").body
    ['Un corp.']
    """
    page = Markup()
    page.feed(text)
    page.close()
    return page


class Markup(HTMLParser):
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
        """Take a start tag."""
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
        """Take an end tag."""
        if tag == self._block:
            self._end_block()
        elif tag in self._open:
            self._end_block()
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._block and not _SKIPPED.intersection(self._open):
            self._words.append(data.replace("\n", " "))

    def close(self) -> None:
        """Take the end of the page."""
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._words).split("\n"))
        text = "\n".join(line for line in lines if line)
        if self._block and text:
            self.blocks.append((self._block, frozenset(self._open), text))
        self._block, self._words = None, []

    @property
    def body(self) -> list[str]:
        """The paragraphs of the article, else all of the page."""
        paragraphs = [(text, around) for tag, around, text in self.blocks if tag == "p"]
        held = ([text for text, around in paragraphs if holder in around] for holder in _HOLDERS)
        return next((found for found in held if found), [text for text, _ in paragraphs])

    def first(self, tag: str) -> str | None:
        """The text of the first element of a kind, on one line."""
        return next((" ".join(text.split()) for found, _, text in self.blocks if found == tag), None)

    def metadata_of(self, names: tuple[str, ...]) -> str | None:
        """The first of some metadata that is there."""
        return next((self.metadata[name] for name in names if self.metadata.get(name)), None)
