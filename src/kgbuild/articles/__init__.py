"""Read articles: from text, from files and folders, from standard input.

Each kind of file has a parser of its own, a pure function from decoded text: `plain`, `records` (JSON and JSON Lines), `html`.
Reading the disk happens here alone.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from kgbuild.articles.html import parse_html
from kgbuild.articles.plain import MAX_CHARACTERS, parse_article, parse_date
from kgbuild.articles.records import parse_json, parse_json_lines
from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.text import clean, decode

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Given", "parse_article", "parse_date", "read_article", "read_articles"]

# A file of many articles may be larger than any one of them; beyond this it should come in parts.
MAX_BYTES: Final = 1 << 30

STANDARD_INPUT: Final = "-"


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


class _Parser(Protocol):
    def __call__(self, text: str, identifier: str, *, path: str | None = None) -> Iterator[Article | InputError]: ...


def _one(text: str, identifier: str, *, path: str | None = None) -> Iterator[Article | InputError]:
    yield parse_article(text, identifier, path=path)


def _one_page(text: str, identifier: str, *, path: str | None = None) -> Iterator[Article | InputError]:
    yield parse_html(text, identifier, path=path)


_PARSERS: Final[Mapping[str, _Parser]] = {
    ".txt": _one,
    ".html": _one_page,
    ".htm": _one_page,
    ".json": parse_json,
    ".jsonl": parse_json_lines,
    ".ndjson": parse_json_lines,
}


def read_article(path: Path | str) -> Article:
    """Read the one article of a file.

    Args:
        path: A file, or `-` for plain text on standard input.

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


def read_articles(inputs: Iterable[Path | str], given: Given | None = None) -> Iterator[Article | InputError]:
    """Read articles one after another; what cannot be read comes as an error in its place and stops nothing.

    Args:
        inputs: Files, folders (read through all levels, in order of name), or `-` for plain text on standard input.
        given: What to put above the articles' own metadata.

    Yields:
        An article, or the error that stands in its place.
    """
    given = given or Given()
    for path in inputs:
        for item in _read_input(path):
            yield given.over(item) if isinstance(item, Article) else item


def _read_input(path: Path | str) -> Iterator[Article | InputError]:
    if str(path) == STANDARD_INPUT:
        yield from _parse(sys.stdin.buffer.read(), "stdin", ".txt", "standard input")
        return
    path = Path(path)
    try:
        if path.is_dir():
            yield from _read_folder(path)
        else:
            yield from _read_file(path)
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror or error}", str(path))


def _read_folder(folder: Path) -> Iterator[Article | InputError]:
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in _PARSERS and not _hidden(p, folder) and p.is_file())
    if not files:
        yield InputError(f"is a folder without articles ({', '.join(sorted(_PARSERS))})", str(folder))
    for file in files:
        yield from _read_input(file)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _read_file(path: Path) -> Iterator[Article | InputError]:
    if not path.exists():
        yield InputError("no such file", str(path))
        return
    size = path.stat().st_size
    if size > MAX_BYTES:
        yield InputError(f"has {size:,} bytes, more than {MAX_BYTES:,}; give it in parts", str(path))
        return
    yield from _parse(path.read_bytes(), path.stem, path.suffix.lower(), str(path))


def _parse(data: bytes, identifier: str, suffix: str, path: str) -> Iterator[Article | InputError]:
    """Decode and parse; a file with an unknown ending is tried as plain text."""
    try:
        if not data.strip():
            yield InputError("is empty", path, 0)
            return
        text, _ = decode(data, path)
        parse = _PARSERS.get(suffix, _one)
        yield from parse(clean(text), identifier, path=path)
    except InputError as error:
        yield error
