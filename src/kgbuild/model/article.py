"""An article as it is read."""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Article:
    """A news article as read, in Unicode NFC.

    Args:
        identifier: Name of the article for people (the input file's name without its ending).
        title: Headline, one line.
        body: Text below the headline; paragraphs on lines of their own.
        published: Day of publication, None where unknown.
        language: BCP 47 tag.
        source_url: The article's web address, None where unknown.
        publisher: Name of the outlet, None where unknown.
        authors: Names of who wrote it.
        near_duplicate_of: IRI of an earlier article that says nearly the same in the same words, None where none is known.
    """

    identifier: str
    title: str
    body: str
    published: date | None = None
    language: str = "ro"
    source_url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    near_duplicate_of: str | None = None

    @property
    def text(self) -> str:
        r"""Title, blank line, body: what all offsets count in.

        >>> Article("a", "Titlu", "Corp.").text
        'Titlu\n\nCorp.'
        """
        return f"{self.title}\n\n{self.body}"

    @property
    def digest(self) -> str:
        """Hash of the content (publication day and text, not the file's name), 16 hexadecimal digits of SHA-256."""
        day = self.published.isoformat() if self.published else ""
        return hashlib.sha256(f"{day}\n{self.text}".encode()).hexdigest()[:16]
