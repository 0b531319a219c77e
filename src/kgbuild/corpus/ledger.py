"""The ledger of a corpus: what became of each of its documents, in SQLite.

| table | one row for | of use to |
| --- | --- | --- |
| `articles` | each document: what became of it and why, its statements and those that were dropped | people |
| `batches` | each stretch of documents that is written, with the hash of all documents up to its end | the next run |
| `shards` | each shard that has its lasting name | the next run, the manifest |
| `identities`, `signatures`, `bands` | the articles met so far, by IRI and by their words | finding duplicates |
| `settings` | what the run was begun with | the next run |
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final, Literal

from kgbuild.corpus.duplicates import Originals, Signature
from kgbuild.corpus.shards import Finished, Stretch
from kgbuild.errors import OutputError

Status = Literal["done", "duplicate", "other language", "failed"]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS batches (
  number INTEGER PRIMARY KEY, first INTEGER NOT NULL, shard INTEGER NOT NULL, end INTEGER NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS shards (shard INTEGER PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
  position INTEGER PRIMARY KEY, source TEXT NOT NULL, identifier TEXT, iri TEXT, status TEXT NOT NULL, reason TEXT,
  statements INTEGER NOT NULL, dropped INTEGER NOT NULL, near_duplicate_of TEXT);
CREATE TABLE IF NOT EXISTS identities (iri TEXT PRIMARY KEY, position INTEGER NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
"""
_BY_POSITION: Final = ("articles", "identities", "signatures", "bands")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a document.

    Args:
        position: Its place among all documents of the corpus, from 0.
        source: Where it lies.
        identifier: The article's name, None where it is no article.
        iri: The article's IRI.
        status: `done`; `duplicate`: not built, for its IRI came before; `other language`: not built; `failed`.
        reason: Why it was not built, or what was dropped from its graph.
        statements: How many statements were written.
        dropped: How many the gate took out.
        near_duplicate_of: IRI of the first article that it repeats.
    """

    position: int
    source: str
    identifier: str | None
    iri: str | None
    status: Status
    reason: str | None = None
    statements: int = 0
    dropped: int = 0
    near_duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A batch that is written.

    Args:
        number: Its number, from 0.
        first: Position of its first document.
        shard: The shard it is in.
        end: Bytes of the shard up to its end.
        digest: Hash of all documents up to its end.
    """

    number: int
    first: int
    shard: int
    end: int
    digest: str


class Ledger:
    """A ledger on disk; what is not committed is as if it never was.

    Args:
        path: The file; made where it is missing.

    Raises:
        OutputError: It is no ledger, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = sqlite3.connect(path, isolation_level="DEFERRED")
            self._database.executescript(_SCHEMA + Originals.SCHEMA)
        except sqlite3.Error as error:
            raise OutputError(f"is no ledger that can be written: {error}", path) from error
        self._originals = Originals(self._database)

    def close(self) -> None:
        """Close the file; what is not committed is lost."""
        self._database.close()

    def settle(self, settings: dict[str, str]) -> None:
        """Note what the run is begun with, or see that it goes on with the same.

        Raises:
            OutputError: An earlier run had other settings.
        """
        known = dict(self._database.execute("SELECT name, value FROM settings"))
        changed = [name for name, value in settings.items() if known.get(name, value) != value]
        if known and changed:
            name = changed[0]
            message = (
                f"was begun with another {name} ({known[name]}, not {settings[name]}); name a new folder or the same settings"
            )
            raise OutputError(message, self._path.parent)
        self._database.executemany("INSERT OR IGNORE INTO settings VALUES (?, ?)", settings.items())
        self._database.commit()

    def batch(self, number: int) -> Written | None:
        """A batch that is written, by its number; -1 is the last."""
        where = "ORDER BY number DESC LIMIT 1" if number < 0 else "WHERE number = ?"
        found = self._database.execute(f"SELECT * FROM batches {where}", () if number < 0 else (number,)).fetchone()  # noqa: S608
        return Written(*found) if found else None

    def stretches(self, shard: int | None = None) -> list[Stretch]:
        """The batches of each shard, or of one."""
        where = "WHERE shard = ?" if shard is not None else ""
        query = f"SELECT shard, min(number), max(number), max(end) FROM batches {where} GROUP BY shard ORDER BY shard"  # noqa: S608
        return [Stretch(*row) for row in self._database.execute(query, () if shard is None else (shard,))]

    def unfinished(self) -> list[Stretch]:
        """The batches of each shard that lies about in parts."""
        finished = {shard for (shard,) in self._database.execute("SELECT shard FROM shards")}
        return [stretch for stretch in self.stretches() if stretch.shard not in finished]

    def finish(self, shard: Finished) -> None:
        """Note that a shard has its lasting name."""
        self._execute("INSERT OR REPLACE INTO shards VALUES (?, ?, ?)", astuple(shard))

    def finished(self, shard: int) -> Finished | None:
        """A shard that has its lasting name, None of one that has not."""
        found = self._database.execute("SELECT * FROM shards WHERE shard = ?", (shard,)).fetchone()
        return Finished(*found) if found else None

    def reopen(self, shard: int) -> None:
        """Forget that a shard had its lasting name."""
        self._execute("DELETE FROM shards WHERE shard = ?", (shard,))

    def roll_back(self, number: int) -> None:
        """Forget a batch and all that came after it, and what was noted of documents that never were written."""
        batch = self.batch(number)
        kept = batch.first if batch else self._documents()
        for table in _BY_POSITION:
            self._database.execute(f"DELETE FROM {table} WHERE position >= ?", (kept,))  # noqa: S608
        if batch:
            self._database.execute("DELETE FROM shards WHERE shard >= ?", (batch.shard,))
        self._database.execute("DELETE FROM batches WHERE number >= ?", (number,))
        self._database.commit()

    def _execute(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._database.execute(statement, values)
            self._database.commit()
        except sqlite3.Error as error:
            raise OutputError(f"cannot be written: {error}", self._path) from error

    def _documents(self) -> int:
        return int(self._database.execute("SELECT coalesce(max(position) + 1, 0) FROM articles").fetchone()[0])

    def met(self, iri: str, position: int, source: str) -> str | None:
        """Note an article; where an earlier one has its IRI, tell where that lies."""
        found = self._database.execute("SELECT source FROM identities WHERE iri = ?", (iri,)).fetchone()
        if not found:
            self._database.execute("INSERT INTO identities VALUES (?, ?, ?)", (iri, position, source))
        return found[0] if found else None

    def near_duplicate(self, signature: Signature, position: int, iri: str) -> str | None:
        """The IRI of the first article that one repeats; one that repeats none is noted for later ones to be compared with."""
        original = self._originals.repeated_by(signature)
        if original is None:
            self._originals.add(signature, iri, position)
        return original

    def commit(self, batch: Written, rows: Iterable[Row]) -> None:
        """Note that a batch is written.

        Raises:
            OutputError: The disk is full, or the like.
        """
        try:
            self._database.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(astuple, rows))
            self._database.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?)", astuple(batch))
            self._database.commit()
        except sqlite3.Error as error:
            raise OutputError(f"cannot be written: {error}", self._path) from error

    def counts(self) -> dict[str, int]:
        """How many documents there are of each status, and statements, dropped ones, near duplicates and articles with drops."""
        found = dict(self._database.execute("SELECT status, count(*) FROM articles GROUP BY status ORDER BY status"))
        sums = self._database.execute(
            "SELECT coalesce(sum(statements), 0), coalesce(sum(dropped), 0), count(near_duplicate_of), "
            "coalesce(sum(dropped > 0), 0) FROM articles"
        ).fetchone()
        return found | dict(zip(("statements", "dropped", "near duplicates", "not conforming"), sums, strict=True))

    def shard_counts(self, first: int, end: int) -> tuple[int, int]:
        """How many articles and statements a stretch of documents gave."""
        query = (
            "SELECT count(*), coalesce(sum(statements), 0) FROM articles WHERE status = 'done' AND position >= ? AND position < ?"
        )
        articles, statements = self._database.execute(query, (first, end)).fetchone()
        return int(articles), int(statements)

    def failures(self) -> Iterable[tuple[str, str]]:
        """Source and reason of each document that failed."""
        return self._database.execute("SELECT source, reason FROM articles WHERE status = 'failed' ORDER BY position")
