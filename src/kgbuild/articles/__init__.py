"""Read articles: from files, folders and patterns, from standard input, and where a user asks for it from the network.

Finding the documents of inputs is quick and happens in order, in one place (`read_documents`); parsing a document is a pure
function of its bytes (`parse_document`), which any process can do. Each form of input has a reader of its own.
"""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from kgbuild.articles.documents import FORMS, Document, Form, Given, Reading, parse_document
from kgbuild.articles.plain import MAX_CHARACTERS, parse_article, parse_date
from kgbuild.articles.readers import READERS
from kgbuild.articles.records import parse_mapping
from kgbuild.articles.sources import BROKEN, FORM_OF_ENDING, MAX_BYTES, Meter, ending, open_source, stem
from kgbuild.errors import InputError
from kgbuild.model import Article

__all__ = [
    "FORMS",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Document",
    "Form",
    "Given",
    "Meter",
    "Reading",
    "holds_many",
    "parse_article",
    "parse_date",
    "parse_document",
    "parse_mapping",
    "read_article",
    "read_articles",
    "read_documents",
    "size_of",
]

STANDARD_INPUT: Final = "-"
_WEB: Final = ("http://", "https://")
_SINGLE: Final[frozenset[Form]] = frozenset({"text", "html"})


def read_article(path: Path | str) -> Article:
    """Read the one article of a file.

    Args:
        path: A file, or `-` for standard input.

    Returns:
        The article.

    Raises:
        InputError: The file cannot be read, is no article, or holds more than one.
    """
    found = list(read_articles([path]))
    for item in found:
        if isinstance(item, InputError):
            raise item
    if len(found) != 1:
        raise InputError(f"holds {len(found)} articles; read_articles reads them all", str(path))
    article = found[0]
    assert isinstance(article, Article)  # noqa: S101 — the loop above has raised all the rest
    return article


def read_articles(
    inputs: Iterable[Path | str], given: Given | None = None, reading: Reading | None = None
) -> Iterator[Article | InputError]:
    """Read articles one after another; what cannot be read comes as an error in its place and stops nothing.

    Args:
        inputs: What `read_documents` takes.
        given: What to put above the articles' own metadata.
        reading: How the inputs are read.

    Yields:
        An article, or the error that stands in its place.
    """
    reading = reading or Reading()
    for found in read_documents(inputs, reading):
        if isinstance(found, InputError):
            yield found
            continue
        try:
            yield parse_document(found, given, reading.mapping)
        except InputError as error:
            yield error


def read_documents(
    inputs: Iterable[Path | str], reading: Reading | None = None, meter: Meter | None = None
) -> Iterator[Document | InputError]:
    """Find the articles of inputs, one after another, in an order that depends on the inputs alone.

    Args:
        inputs: Files, folders (read through all levels, in order of name), patterns (`știri/**/*.html`), `-` for standard
            input, or web addresses of feeds and pages where `reading` has a fetcher.
        reading: How the inputs are read.
        meter: Told of what is read.

    Yields:
        An article that is not yet parsed, or the error that stands in its place.
    """
    reading, meter = reading or Reading(), meter or Meter()
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            yield from _read(sys.stdin.buffer, "standard input", "stdin", reading, meter)
        elif str(given).startswith(_WEB):
            yield from _read_address(str(given), reading, meter)
        else:
            for path in _expand(given):
                yield from _read_path(path, reading, meter) if isinstance(path, Path) else [path]


def holds_many(given: Path | str, form: Form | None = None) -> bool:
    """Whether an input may hold many articles: a folder, a pattern, or a file of a form that does.

    >>> holds_many("articol.txt"), holds_many("știri.jsonl.gz"), holds_many("știri/*.html")
    (False, True, True)
    """
    if str(given) == STANDARD_INPUT:
        return form is not None and form not in _SINGLE
    path = Path(given)
    if path.is_dir() or (not path.exists() and glob.has_magic(str(given))):
        return True
    return (form or FORM_OF_ENDING.get(ending(path.name), "text")) not in _SINGLE | {"json"}


def size_of(inputs: Sequence[Path | str]) -> int | None:
    """How many bytes the files of inputs have; None where that cannot be known before they are read."""
    total = 0
    for given in inputs:
        if str(given) == STANDARD_INPUT or str(given).startswith(_WEB):
            return None
        for path in _expand(given):
            if isinstance(path, Path) and path.exists():
                total += path.stat().st_size
    return total


def _expand(given: Path | str) -> Iterator[Path | InputError]:
    """The files that a path or a pattern stands for."""
    path = Path(given)
    if path.is_dir():
        found = False
        for file in _walk(path):
            found = True
            yield file
        if not found:
            yield InputError(f"is a folder without articles ({', '.join(sorted(FORM_OF_ENDING))})", str(path))
    elif not path.exists() and glob.has_magic(str(given)):
        matches = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207 — Path.glob takes no absolute pattern
        if not matches:
            yield InputError("matches no file", str(given))
        for match in matches:
            if not (Path(match).is_dir() and "**" in str(given)):
                yield from _expand(match)
    else:
        yield path


def _walk(folder: Path) -> Iterator[Path]:
    """The articles' files below a folder, in order of name, with no more than one folder's names in memory at each level."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif ending(entry.name) in FORM_OF_ENDING and entry.is_file():
            yield Path(entry.path)


def _read_path(path: Path, reading: Reading, meter: Meter) -> Iterator[Document | InputError]:
    try:
        if not path.exists():
            yield InputError("no such file", str(path))
            return
        with path.open("rb") as raw:
            yield from _read(raw, str(path), stem(path.name), reading, meter)
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror or error}", str(path))


def _read(raw: IO[bytes], name: str, identifier: str, reading: Reading, meter: Meter) -> Iterator[Document | InputError]:
    try:
        with open_source(raw, name, identifier, meter, reading.form) as source:
            yield from READERS[source.form](source, reading)
    except InputError as error:
        yield error
    except BROKEN as error:
        yield InputError(f"its compression is broken: {error}", name)


def _read_address(address: str, reading: Reading, meter: Meter) -> Iterator[Document | InputError]:
    if reading.fetcher is None:
        yield InputError("is a web address; --fetch lets kgbuild read it from the network", address)
        return
    try:
        answer = reading.fetcher.fetch(address)
    except InputError as error:
        yield error
        return
    identifier = stem(answer.address.rstrip("/").rpartition("/")[2].partition("?")[0]) or "page"
    for found in _read(io.BytesIO(answer.data), address, identifier, reading, meter):
        if isinstance(found, Document) and found.kind == "page" and not found.address:
            yield Document(found.name, found.identifier, found.kind, found.data, answer.address)
        else:
            yield found
