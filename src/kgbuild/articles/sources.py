"""Bytes of inputs: files, decompressed on the way, and what form of articles they hold."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Final, cast

import zstandard

from kgbuild.articles.documents import Form
from kgbuild.errors import InputError

# What is read whole may be larger than any one article; beyond this it should come in parts.
MAX_BYTES: Final = 1 << 30
FORM_OF_ENDING: Final[dict[str, Form]] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
COMPRESSED: Final = (".gz", ".zst")
# What may go wrong in the middle of a compressed file.
BROKEN: Final = (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError)

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_HEAD: Final = 1 << 16
_FEED: Final = re.compile(rb"<(?:\?xml\b(?!.{0,200}<(?:!doctype )?html)|rss\b|feed\b|rdf:RDF\b)", re.IGNORECASE | re.DOTALL)
_PAGE: Final = re.compile(rb"<(?:\?xml\b|!doctype html\b|html\b)", re.IGNORECASE)
_LINE_OF_OBJECT: Final = re.compile(rb"\{[^\n]*\}[ \t\r]*\n")


class Meter:
    """How many bytes of the inputs have been read, as they lie on the disk.

    Args:
        read: The bytes.
    """

    def __init__(self) -> None:
        self.read = 0


class _Metered(io.RawIOBase):
    """A stream that tells a meter what is read from it."""

    def __init__(self, raw: IO[bytes], meter: Meter) -> None:
        self._raw = raw
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        data = self._raw.read(len(view))
        view[: len(data)] = data
        self._meter.read += len(data)
        return len(data)


class _Zstandard(io.RawIOBase):
    """The contents of Zstandard frames, one after another; unlike zstandard's own reader it tells where one breaks off."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        while not self._ready and self._unpack():
            pass
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpack(self) -> bool:
        """Unpack some more; whether there was any."""
        left = self._frame.unused_data
        data = left or self._packed.read(_HEAD)
        if not data:
            if self._begun and not self._frame.eof:
                raise EOFError("it breaks off in the middle of a frame")
            return False
        if self._frame.eof:
            self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._ready = self._frame.decompress(data)
        self._begun = True
        return True


@dataclass(frozen=True)
class Source:
    """An input that is open.

    Args:
        name: Its name for people.
        identifier: Name for articles that have none of their own.
        form: What form of articles it holds.
        stream: Its bytes, decompressed.
    """

    name: str
    identifier: str
    form: Form
    stream: io.BufferedReader

    def whole(self) -> bytes:
        """All that is left of it.

        Raises:
            InputError: It is larger than what can be read whole.
        """
        data = self.stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(f"has more than {MAX_BYTES:,} bytes; give it in parts", self.name)
        return data


def ending(name: str) -> str:
    """The ending that tells the form of a file, in lower case, without that of its compression.

    >>> ending("știri.JSONL.gz")
    '.jsonl'
    """
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix in COMPRESSED else path.suffix


def stem(name: str) -> str:
    """The name of a file without its endings.

    >>> stem("dosar/știri.jsonl.gz")
    'știri'
    """
    path = PurePath(name)
    return PurePath(path.stem).stem if path.suffix.lower() in COMPRESSED else path.stem


@contextmanager
def open_source(raw: IO[bytes], name: str, identifier: str, meter: Meter, form: Form | None) -> Iterator[Source]:
    """Open an input: take off its compression, and tell its form by what is given, its name, or its first bytes.

    Args:
        raw: Its bytes as they lie.
        name: Its name for people.
        identifier: Name for articles that have none of their own.
        meter: Told of what is read.
        form: Its form, None where that is to be found out.

    Yields:
        The input.
    """
    stream = _buffered(_Metered(raw, meter))
    packed = stream.peek(4)[:4]
    if packed.startswith(_GZIP):
        stream = _buffered(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)))
    elif packed == _ZSTD:
        stream = _buffered(_Zstandard(stream))
    found = form or FORM_OF_ENDING.get(ending(name)) or sniff(stream.peek(_HEAD))
    yield Source(name, identifier, found, stream)


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(raw, _HEAD)


def sniff(head: bytes) -> Form:
    r"""Tell the form of articles from the first bytes.

    >>> sniff(b"<!doctype html><title>x"), sniff(b'{"title": "x"}\n{'), sniff(b"WARC/1.0"), sniff(b"Un titlu")
    ('html', 'jsonl', 'warc', 'text')
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"WARC/"):
        return "warc"
    if _FEED.match(start):
        return "feed"
    if _PAGE.match(start):
        return "html"
    if _LINE_OF_OBJECT.match(start):
        return "jsonl"
    return "json" if re.match(rb'[{\[]\s*["{]', start) else "text"
