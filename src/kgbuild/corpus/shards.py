"""The shards of a corpus: files of N-Quads, each a row of Zstandard frames, and the manifest that lists them.

Whoever builds a batch writes its frame as a file of its own, a part; a full shard is its parts in a row. So any process of any
machine can write, object stores too, which know no appending. Files are reached through fsspec, by path or URL.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import fsspec
import zstandard

from kgbuild.errors import KgbuildError, MissingExtraError, OutputError

MANIFEST: Final = "manifest.json"
_SHARDS: Final = "shards"
_PARTS: Final = "parts"
_LEVEL: Final = 6
_CHUNK: Final = 1 << 20
# Which extra brings the file system of a scheme; others name their package themselves.
_EXTRAS: Final = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The batches of a shard that are written.

    Args:
        shard: Number of the shard.
        first: Number of its first batch.
        last: Number of its last batch.
        end: Bytes of all.
    """

    shard: int
    first: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A shard that has its lasting name."""

    shard: int
    size: int
    sha256: str


def shard_files(folder: Path) -> list[Path]:
    """The shards below the folder of a corpus, in their order."""
    return sorted((folder / _SHARDS).glob("*.nq.zst"))


def is_url(folder: Path | str) -> bool:
    """Whether a folder lies in a store that a URL names.

    >>> is_url("s3://bucket/graf"), is_url("graf")
    (True, False)
    """
    return "://" in str(folder)


@lru_cache(maxsize=4)
def open_shards(folder: str) -> "Shards":
    """The shards of a folder, kept for the next batch."""
    return Shards(folder)


class Shards:
    """Writes shards.

    Args:
        folder: The folder of the corpus, a path or a URL that fsspec knows.

    Raises:
        OutputError: It cannot be written.
        MissingExtraError: Nothing is installed that can write there.
    """

    def __init__(self, folder: Path | str) -> None:
        self._folder = folder
        self._packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        with self._translated():
            self._files, self._root = fsspec.core.url_to_fs(str(folder))
            # Object stores would make a bucket of a mistyped name.
            bucket = self._root.partition("/")[0]
            if bucket and not self._files.exists(bucket):
                raise OutputError(f"there is no bucket {bucket}, or none that can be seen: make it first", str(folder))
            for name in (_SHARDS, _PARTS):
                self._files.makedirs(f"{self._root}/{name}", exist_ok=True)

    @property
    def url(self) -> str:
        """The folder as any process can name it."""
        return str(self._files.unstrip_protocol(self._root))

    def _shard(self, number: int) -> str:
        return f"{self._root}/{_SHARDS}/{number:05d}.nq.zst"

    def _part(self, number: int) -> str:
        return f"{self._root}/{_PARTS}/{number:08d}.zst"

    def write_part(self, number: int, lines: bytes) -> int:
        """Write the N-Quads of a batch; returns their bytes."""
        frame = self._packer.compress(lines) if lines else b""
        with self._translated():
            self._files.pipe_file(self._part(number), frame)
        return len(frame)

    def finish(self, stretch: Stretch) -> Finished:
        """Put the parts of a shard in a row, under its lasting name.

        Raises:
            OutputError: A part is missing, or the shard cannot be written.
        """
        path, hashed, size = self._shard(stretch.shard), hashlib.sha256(), 0
        with self._translated():
            parts = [p for n in range(stretch.first, stretch.last + 1) if self._files.exists(p := self._part(n))]
            if self._files.exists(path):
                sources, target = [path], None
            else:
                sources, target = parts, f"{self._root}/{_PARTS}/{stretch.shard:05d}.nq.zst"
            with _written(self._files, target) as file:
                for data in _pieces(self._files, sources):
                    hashed.update(data)
                    size += len(data)
                    if file:
                        file.write(data)
            if size != stretch.end:
                raise OutputError(
                    f"has {size} of the {stretch.end} bytes of shard {stretch.shard}; the workers of several machines need a "
                    "folder that all of them see",
                    str(self._folder),
                )
            if target:
                self._files.mv(target, path)
            for part in parts:
                self._files.rm_file(part)
        return Finished(stretch.shard, size, hashed.hexdigest())

    def reopen(self, stretch: Stretch) -> None:
        """Make the last part of a finished shard of what it holds of some batches, so that more can follow."""
        path = self._shard(stretch.shard)
        with self._translated():
            kept = self._files.cat_file(path, end=stretch.end) if stretch.end else b""
            self._files.pipe_file(self._part(stretch.last), kept)
            for number in range(stretch.first, stretch.last):
                if self._files.exists(self._part(number)):
                    self._files.rm_file(self._part(number))
            self._files.rm_file(path)

    def remove(self, number: int) -> None:
        """Remove a shard."""
        with self._translated():
            self._files.rm_file(self._shard(number))

    def sizes(self) -> tuple[dict[int, int], dict[int, int]]:
        """Bytes of the shards, and of the parts of those that are not finished, by number."""
        with self._translated():
            self._files.invalidate_cache()
            return self._sizes(_SHARDS, r"(\d+)\.nq\.zst"), self._sizes(_PARTS, r"(\d+)\.zst")

    def _sizes(self, folder: str, pattern: str) -> dict[int, int]:
        path = f"{self._root}/{folder}"
        found = self._files.ls(path, detail=True) if self._files.exists(path) else []
        named = ((re.fullmatch(pattern, entry["name"].rpartition("/")[2]), entry["size"]) for entry in found)
        return {int(match[1]): size for match, size in named if match}

    def describe(self, finished: Finished) -> dict[str, Any]:
        """A shard's name, size and hash, for the manifest."""
        name = self._shard(finished.shard).rpartition("/")[2]
        return {"file": f"{_SHARDS}/{name}", "bytes": finished.size, "sha256": finished.sha256}

    def write_manifest(self, content: Mapping[str, Any]) -> None:
        """Write the manifest, whole or not at all, and clear away what is left of parts."""
        passing, path = f"{self._root}/.{MANIFEST}", f"{self._root}/{MANIFEST}"
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        with self._translated():
            if self._files.exists(f"{self._root}/{_PARTS}"):
                self._files.rm(f"{self._root}/{_PARTS}", recursive=True)
            self._files.pipe_file(passing, text.encode())
            self._files.mv(passing, path)

    def remove_manifest(self) -> None:
        """Remove the manifest: the run goes on."""
        with self._translated():
            if self._files.exists(f"{self._root}/{MANIFEST}"):
                self._files.rm_file(f"{self._root}/{MANIFEST}")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn whatever a file system of fsspec raises into an error of ours.

        Raises:
            OutputError: Something cannot be written.
            MissingExtraError: Nothing is installed that can write there.
        """
        try:
            yield
        except KgbuildError:
            raise
        except ImportError as error:
            scheme = str(self._folder).partition("://")[0]
            if scheme in _EXTRAS:
                raise MissingExtraError(_EXTRAS[scheme], f"writing to {scheme}://") from error
            raise OutputError(f"cannot be written: {error}", str(self._folder)) from error
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror or error}", str(self._folder)) from error
        except Exception as error:  # what the client of an object store raises is its own affair
            raise OutputError(f"cannot be written: {error or type(error).__name__}", str(self._folder)) from error


@contextmanager
def _written(files: Any, path: str | None) -> Iterator[Any]:  # noqa: ANN401 — fsspec has no types
    """A file to write, or None for none."""
    if path is None:
        yield None
        return
    with files.open(path, "wb") as file:
        yield file


def _pieces(files: Any, paths: list[str]) -> Iterator[bytes]:  # noqa: ANN401 — likewise
    """The bytes of files, one after the other."""
    for path in paths:
        with files.open(path, "rb") as file:
            while data := file.read(_CHUNK):
                yield data
