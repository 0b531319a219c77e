"""Near duplicates: articles that repeat most of another's words in its order, as reprints and agency copy do.

An article is taken as the set of its runs of five words; of the set a signature of 126 minima is kept, and articles are compared
where 42 bands of three minima agree in one. A pair counts when the smaller set lies in the larger one by `LEAST_CONTAINED`, as
estimated from the share of minima that agree.

Source: Broder (1997), On the resemblance and containment of documents; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, section 3.4.
"""

import hashlib
import re
import sqlite3
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kgbuild.text import fold

LEAST_CONTAINED: Final = 0.75
_WORDS: Final = 5
_MINIMA: Final = 126
_ROWS: Final = 3
# An article of fewer runs says too little to be anybody's copy.
_FEWEST: Final = 20


def _constants(name: str) -> NDArray[np.uint64]:
    """Numbers for a family of hash functions, drawn once and for all."""
    digests = (hashlib.blake2b(f"{name} {i}".encode(), digest_size=8).digest() for i in range(_MINIMA))
    return np.array([int.from_bytes(digest, "little") | 1 for digest in digests], dtype=np.uint64)[:, None]


_FACTORS: Final = _constants("factor")
_SUMMANDS: Final = _constants("summand")


@dataclass(frozen=True)
class Signature:
    """What is kept of an article's words.

    Args:
        minima: 126 numbers of 32 bits, little endian.
        size: How many different runs of words the article has.
    """

    minima: bytes
    size: int

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """Keys, one of which two articles share that are likely near duplicates; signed, of 64 bits."""
        width = 4 * _ROWS
        pieces = (self.minima[start : start + width] for start in range(0, len(self.minima), width))
        digests = (hashlib.blake2b(b"%d " % i + piece, digest_size=8).digest() for i, piece in enumerate(pieces))
        return tuple(int.from_bytes(digest, "little", signed=True) for digest in digests)

    def contained(self, other: "Signature") -> float:
        """The share of the smaller article's runs that the larger one has, as estimated."""
        mine, others = (np.frombuffer(s.minima, dtype="<u4") for s in (self, other))
        resemblance = float(np.mean(mine == others))
        shared = resemblance / (1 + resemblance) * (self.size + other.size)
        return min(1.0, shared / min(self.size, other.size))


def to_signature(text: str) -> Signature | None:
    """Take the signature of a text; None of one that is too short.

    >>> words = " ".join(f"cuvântul{i}" for i in range(60))
    >>> first, second = to_signature(words), to_signature("Preluare: " + words)
    >>> first.contained(second) > 0.9, to_signature("Un text scurt.")
    (True, None)
    """
    words = re.findall(r"\w+", fold(text))
    runs = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
    if len(runs) < _FEWEST:
        return None
    hashes = np.array([zlib.crc32(run.encode()) for run in runs], dtype=np.uint64)
    # Multiply, add and shift: the upper half of a product modulo 2^64 is well spread.
    minima = ((_FACTORS * hashes + _SUMMANDS) >> np.uint64(32)).min(axis=1)
    return Signature(minima.astype("<u4").tobytes(), len(runs))


class Originals:
    """The articles that repeat none that came before them, in a database, for later ones to be compared with.

    Args:
        database: Holds the tables of `SCHEMA`.
    """

    SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS signatures (
  position INTEGER PRIMARY KEY, iri TEXT NOT NULL, size INTEGER NOT NULL, minima BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS bands (key INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (key, position)) WITHOUT ROWID;
"""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def repeated_by(self, signature: Signature) -> str | None:
        """The IRI of the first article that one repeats."""
        marks = ",".join("?" * len(signature.bands))
        query = f"SELECT DISTINCT position FROM bands WHERE key IN ({marks}) ORDER BY position"  # noqa: S608 — marks alone
        for (candidate,) in self._database.execute(query, signature.bands).fetchall():
            other, size, minima = self._database.execute(
                "SELECT iri, size, minima FROM signatures WHERE position = ?", (candidate,)
            ).fetchone()
            if signature.contained(Signature(minima, size)) >= LEAST_CONTAINED:
                return str(other)
        return None

    def add(self, signature: Signature, iri: str, position: int | None = None) -> None:
        """Note an article that repeats none.

        Args:
            signature: Of its words.
            iri: Its IRI.
            position: Its place among all, None for the next one.
        """
        row = self._database.execute(
            "INSERT INTO signatures VALUES (?, ?, ?, ?)", (position, iri, signature.size, signature.minima)
        ).lastrowid
        self._database.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(key, row) for key in signature.bands])
