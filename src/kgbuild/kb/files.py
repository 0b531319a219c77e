"""Lines of the files that knowledge bases are made of, as they are published: plain, .gz, .bz2 or .zip."""

import bz2
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final, cast

from kgbuild.errors import KnowledgeBaseError

# Lines of which progress is told at once.
_STRIDE: Final = 1000
# No line of a dump comes near to this; what does is something else.
_LONGEST: Final = 64 << 20
_BROKEN: Final = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)

Advance = Callable[[int], object]


def read_lines(path: Path, advance: Advance) -> Iterator[bytes]:
    """Read a file line by line, decompressed on the way.

    Args:
        path: The file; of a .zip the member of the same name, or its only one.
        advance: Told how many more bytes of it have been read, as it lies on the disk.

    Yields:
        Its lines with their ends.

    Raises:
        KnowledgeBaseError: There is no such file, or it cannot be read or is broken.
    """
    told = 0
    try:
        with path.open("rb") as raw, ExitStack() as stack:
            stream = stack.enter_context(_decompressed(raw, path))
            for number in _count():
                line = stream.readline(_LONGEST + 1)
                if not line or not number % _STRIDE:
                    advance(raw.tell() - told)
                    told = raw.tell()
                if not line:
                    break
                if len(line) > _LONGEST:
                    raise KnowledgeBaseError(f"line {number} has more than {_LONGEST:,} bytes: this is no dump", path)
                yield line
    except FileNotFoundError as error:
        raise KnowledgeBaseError("no such file", path) from error
    except _BROKEN as error:
        raise KnowledgeBaseError(f"its compression is broken: {error}; fetch it again", path) from error
    except OSError as error:
        raise KnowledgeBaseError(f"cannot be read: {error.strerror or error}", path) from error


def _count() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def _decompressed(raw: IO[bytes], path: Path) -> IO[bytes]:
    ending = path.suffix.lower()
    if ending == ".gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if ending == ".bz2":
        return cast("IO[bytes]", bz2.BZ2File(raw))
    if ending == ".zip":
        archive = zipfile.ZipFile(raw)
        names = archive.namelist()
        member = f"{path.stem}.txt" if f"{path.stem}.txt" in names else names[0] if len(names) == 1 else None
        if member is None:
            raise KnowledgeBaseError(f"holds no {path.stem}.txt; unpack it and name the file", path)
        return io.BufferedReader(cast("io.RawIOBase", archive.open(member)))
    return cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", raw)))
