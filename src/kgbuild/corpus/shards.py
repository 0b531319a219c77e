"""The shards of a corpus: files of N-Quads, each a row of Zstandard frames, and the manifest that lists them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import zstandard

MANIFEST: Final = "manifest.json"
_FOLDER: Final = "shards"
_LEVEL: Final = 6


def shard_files(folder: Path) -> list[Path]:
    """The shards below the folder of a corpus, in their order."""
    return sorted((folder / _FOLDER).glob("*.nq.zst"))


class Shards:
    """Writes shards: what is appended lies in a file of a passing name until the shard is full.

    Args:
        folder: The folder of the corpus.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._folder = folder / _FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self._packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)

    def path(self, number: int) -> Path:
        """A shard that is full."""
        return self._folder / f"{number:05d}.nq.zst"

    def _part(self, number: int) -> Path:
        return self._folder / f"{number:05d}.nq.zst.part"

    def append(self, number: int, lines: bytes) -> int:
        """Append N-Quads to a shard; returns its bytes up to their end."""
        with self._part(number).open("ab") as file:
            if lines:
                file.write(self._packer.compress(lines))
            return file.tell()

    def finish(self, number: int) -> None:
        """Give a shard its lasting name."""
        if self._part(number).exists():
            self._part(number).replace(self.path(number))

    def size(self, number: int) -> int:
        """Bytes of a shard, full or not; -1 where there is none."""
        found = [path for path in (self.path(number), self._part(number)) if path.exists()]
        return found[0].stat().st_size if found else -1

    def cut(self, number: int, end: int) -> None:
        """Take away what lies behind the end of the last batch that was noted, and whole shards behind that one.

        Args:
            number: The shard of that batch.
            end: The bytes up to its end.
        """
        for path in self._folder.glob("*.nq.zst*"):
            if int(path.name.partition(".")[0]) > number:
                path.unlink()
        (self._root / MANIFEST).unlink(missing_ok=True)
        if self.path(number).exists():
            self.path(number).replace(self._part(number))
        if self._part(number).exists():
            with self._part(number).open("r+b") as file:
                file.truncate(end)

    def describe(self, number: int) -> dict[str, Any]:
        """A shard's name, size and hash, for the manifest."""
        with self.path(number).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"file": f"{_FOLDER}/{self.path(number).name}", "bytes": self.path(number).stat().st_size, "sha256": digest}

    def write_manifest(self, content: Mapping[str, Any]) -> None:
        """Write the manifest, whole or not at all."""
        passing = self._root / f".{MANIFEST}"
        passing.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        passing.replace(self._root / MANIFEST)
