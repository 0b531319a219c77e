"""Articles as they lie in their sources, found but not yet parsed: what is cheap to hand from process to process."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from kgbuild.articles.fetch import Fetcher
from kgbuild.articles.html import parse_html
from kgbuild.articles.plain import parse_article, parse_sentences
from kgbuild.articles.records import parse_record
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean, decode

Kind = Literal["text", "sentences", "page", "record"]
Form = Literal["text", "html", "json", "jsonl", "csv", "tsv", "warc", "feed"]

FORMS: Final[tuple[Form, ...]] = ("text", "html", "json", "jsonl", "csv", "tsv", "warc", "feed")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about the articles; it stands above what the articles say about themselves.

    Args:
        published: Day of publication.
        source_url: Web address.
        publisher: Name of the outlet.
        language: BCP 47 tag.
    """

    published: date | None = None
    source_url: str | None = None
    publisher: str | None = None
    language: str | None = None

    def over(self, article: Article) -> Article:
        """The article with what is given here put in the place of its own.

        >>> Given(published=date(2025, 12, 27)).over(Article("a", "Titlu", "Corp.")).published
        datetime.date(2025, 12, 27)
        """
        return replace(
            article,
            published=self.published or article.published,
            source_url=self.source_url or article.source_url,
            publisher=self.publisher or article.publisher,
            language=self.language or article.language,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read.

    Args:
        form: The format of all inputs, None where their names and first bytes are to tell.
        mapping: Which key or column of records holds what, in place of the names of `kgbuild.articles.records`.
        fetcher: Reads the network for inputs that are web addresses and for the pages that feeds only point to; None for neither.
        seen: Identifiers and addresses of the entries of feeds that are passed over.
    """

    form: Form | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    fetcher: Fetcher | None = None
    seen: Container[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """One article, or what claims to be one, in the bytes of its source.

    Args:
        name: Where it lies, for people: the path, with the line or record where a file holds several.
        identifier: Name of the article, unless it says one itself.
        kind: Plain text, the text of a page without its markup, a web page, or a JSON object.
        data: The bytes.
        address: Where it was fetched, None where unknown.
    """

    name: str
    identifier: str
    kind: Kind
    data: bytes
    address: str | None = None


def parse_document(document: Document, given: Given | None = None, mapping: Mapping[str, str] | None = None) -> Article:
    r"""Parse an article.

    Args:
        document: The article in its source.
        given: What to put above its own metadata.
        mapping: Which key of a record holds what.

    Returns:
        The article.

    Raises:
        InputError: It is none.

    >>> parse_document(Document("a.txt", "a", "text", "Știre\n\nCorp.".encode())).title
    'Știre'
    """
    if not document.data.strip():
        raise InputError("is empty", document.name, 0)
    text = clean(decode(document.data, document.name)[0])
    match document.kind:
        case "page":
            article = parse_html(text, document.identifier, path=document.name, address=document.address)
        case "record":
            article = parse_record(text, document.identifier, path=document.name, mapping=mapping or {})
        case "sentences":
            article = parse_sentences(text, document.identifier, path=document.name)
        case "text":
            article = parse_article(text, document.identifier, path=document.name)
    if document.address and not article.source_url:
        article = replace(article, source_url=document.address)
    return (given or Given()).over(article)
