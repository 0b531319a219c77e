"""Readers: one for each form of input, each a function from an open source to the documents in it, in their order."""

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from kgbuild.articles.archives import read_archive
from kgbuild.articles.documents import Document, Form, Reading
from kgbuild.articles.feeds import read_feed
from kgbuild.articles.plain import MAX_CHARACTERS
from kgbuild.articles.sources import Source
from kgbuild.errors import InputError
from kgbuild.text import decode

Found = Iterator[Document | InputError]

_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS: Final = ",;\t|"
# A record holds an article and what else its source knows of it, such as its page.
_LONGEST_LINE: Final = 64 * MAX_CHARACTERS


def _read_text(source: Source, _: Reading) -> Found:
    yield Document(source.name, source.identifier, "text", source.whole())


def _read_page(source: Source, _: Reading) -> Found:
    yield Document(source.name, source.identifier, "page", source.whole())


def _read_json(source: Source, _: Reading) -> Found:
    """One object, or a list of them; a file is in memory whole, JSON Lines are not."""
    text, _encoding = decode(source.whole() or b" ", source.name)
    if not text.strip():
        raise InputError("is empty", source.name, 0)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON: {error}", source.name) from error
    if not isinstance(content, list):
        yield Document(source.name, source.identifier, "record", text.encode())
        return
    if not content:
        raise InputError("is an empty list", source.name)
    for number, record in enumerate(content, 1):
        name = f"{source.name}, item {number}"
        yield Document(name, f"{source.identifier}-{number}", "record", json.dumps(record).encode())


def _read_lines(source: Source, _: Reading) -> Found:
    """JSON Lines; blank lines are skipped."""
    number = 0
    for number, line in enumerate(_lines(source.stream), 1):
        name = f"{source.name}, line {number}"
        if len(line) > _LONGEST_LINE:
            raise InputError(f"has more than {_LONGEST_LINE:,} bytes, too many for an article", name)
        if line.strip():
            yield Document(name, f"{source.identifier}-{number}", "record", line)
    if not number:
        raise InputError("is empty", source.name, 0)


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    head = stream.peek(4)[:4]
    wide = next((encoding for mark, encoding in _WIDE if head.startswith(mark)), None)
    if wide:
        yield from (line.encode() for line in io.TextIOWrapper(stream, wide))
        return
    first = True
    while line := stream.readline(_LONGEST_LINE + 1):
        yield line.removeprefix(codecs.BOM_UTF8) if first else line
        first = False


def _read_table(source: Source, _: Reading) -> Found:
    """CSV with a line of column names; the delimiter is told from that line."""
    csv.field_size_limit(_LONGEST_LINE)
    lines = _decoded_lines(source)
    head = next(lines, "").removeprefix("\ufeff")
    if not head.strip():
        raise InputError("is empty", source.name, 0)
    delimiter = "\t" if source.form == "tsv" else max(_DELIMITERS, key=head.count)
    rows = csv.reader(_chain(head, lines), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip() for name in next(rows)]
        for row in rows:
            if any(row):
                yield _row(source, columns, row, rows.line_num)
    except csv.Error as error:
        raise InputError(f"line {rows.line_num} is not CSV: {error}", source.name) from error


def _row(source: Source, columns: list[str], row: list[str], line: int) -> Document | InputError:
    name = f"{source.name}, line {line}"
    if len(row) > len(columns):
        return InputError(f"has {len(row)} fields, the table {len(columns)} columns", name)
    record = {column: value for column, value in zip(columns, row, strict=False) if value}
    return Document(name, f"{source.identifier}-{line}", "record", json.dumps(record, ensure_ascii=False).encode())


def _chain(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield head
    yield from lines


def _decoded_lines(source: Source) -> Iterator[str]:
    for line in _lines(source.stream):
        yield decode(line, source.name)[0]


READERS: Final[Mapping[Form, Callable[[Source, Reading], Found]]] = {
    "text": _read_text,
    "html": _read_page,
    "json": _read_json,
    "jsonl": _read_lines,
    "csv": _read_table,
    "tsv": _read_table,
    "warc": read_archive,
    "feed": read_feed,
}
