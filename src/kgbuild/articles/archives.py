"""Web archives: the pages of WARC files, and the texts of pages of WET files.

Source: ISO 28500:2017 (WARC 1.1); Common Crawl's WET files, whose records are of type `conversion`.
"""

from collections.abc import Iterator
from typing import Any, Final

from kgbuild.articles.documents import Document, Reading
from kgbuild.articles.sources import Source
from kgbuild.errors import InputError

_PAGES: Final = ("text/html", "application/xhtml+xml")
_FOUND: Final = "200"
# Pages of articles have at most some hundred kilobytes; what is larger is no article.
_LARGEST_PAGE: Final = 16 << 20


def read_archive(source: Source, _: Reading) -> Iterator[Document | InputError]:
    """Find the pages of an archive.

    What is no page that was found (requests, redirects, images, errors) is passed over.

    Args:
        source: The archive, a WARC or a WET file.

    Yields:
        A web page, or the text of one.

    Raises:
        InputError: It is no archive, or it is broken.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 — few inputs are archives
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number, found = 0, False
    try:
        for number, record in enumerate(ArchiveIterator(source.stream), 1):
            found = found or record.rec_type is not None
            document = _document(source, number, record)
            if document:
                yield document
    except (ArchiveLoadFailed, ValueError) as error:
        message = f"is no web archive, or a broken one, after record {number}: {str(error)[:100]}"
        raise InputError(message, source.name) from error
    if not found:
        raise InputError("is an empty web archive", source.name)


def _document(source: Source, number: int, record: Any) -> Document | InputError | None:  # noqa: ANN401 — warcio has no types
    is_text = record.rec_type == "conversion"
    if not is_text and not _is_page(record):
        return None
    name = f"{source.name}, record {number}"
    data = record.content_stream().read(_LARGEST_PAGE + 1)
    if len(data) > _LARGEST_PAGE:
        return InputError(f"has more than {_LARGEST_PAGE:,} bytes, too many for an article", name)
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>") or None
    return Document(name, f"{source.identifier}-{number}", "sentences" if is_text else "page", data, address)


def _is_page(record: Any) -> bool:  # noqa: ANN401 — warcio has no types
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != _FOUND:
        return False
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES
