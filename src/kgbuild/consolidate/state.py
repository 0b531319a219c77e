"""What consolidation remembers from one run to the next: an SQLite file beside the graphs.

Things and their blocks are looked up by key, so that a new article costs no more where there are many.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from kgbuild.consolidate.actors import ActorThing
from kgbuild.consolidate.records import EventRecord, Participant
from kgbuild.errors import StoreError

Thing = ActorThing | EventRecord

# Told of by SQLite as the file's user_version: another layout is another number.
_LAYOUT: Final = 4
_SCHEMA: Final = """
CREATE TABLE article (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, text TEXT NOT NULL, version TEXT NOT NULL, source TEXT NOT NULL
);
CREATE TABLE source (path TEXT PRIMARY KEY, version TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, first TEXT NOT NULL,
  root INTEGER, score REAL, written INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, key)
);
CREATE INDEX thing_root ON thing (root);
CREATE TABLE member (
  id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, article INTEGER NOT NULL, iri TEXT NOT NULL, first TEXT NOT NULL,
  score REAL NOT NULL, why TEXT NOT NULL
);
CREATE INDEX member_thing ON member (thing, score);
CREATE INDEX member_first ON member (thing, first);
CREATE INDEX member_article ON member (article);
CREATE TABLE company (thing INTEGER, key TEXT, member INTEGER, PRIMARY KEY (thing, key, member)) WITHOUT ROWID;
CREATE INDEX company_member ON company (member);
CREATE TABLE block (kind TEXT, key TEXT, thing INTEGER, PRIMARY KEY (kind, key, thing)) WITHOUT ROWID;
CREATE INDEX block_thing ON block (thing);
CREATE TABLE pair (one INTEGER, other INTEGER, score REAL NOT NULL, why TEXT NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
CREATE TABLE written (owner TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
"""


@contextmanager
def open_state(path: Path | None) -> Iterator[sqlite3.Connection]:
    """Open the memory of consolidation, made where it is missing; what is not committed at the end is gone.

    Args:
        path: The file, None for a memory that goes with the process.

    Raises:
        StoreError: The file is no such memory, comes from another version, or is in use.
    """
    try:
        with closing(sqlite3.connect(path or ":memory:", timeout=1, isolation_level=None)) as connection:
            _prepare(connection, path)
            yield connection
    except sqlite3.DatabaseError as error:
        reason = "is in use by another process: wait until it ends" if "locked" in str(error) else f"cannot be used: {error}"
        raise StoreError(f"the memory of consolidation {reason}", str(path)) from error


def _prepare(connection: sqlite3.Connection, path: Path | None) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if layout not in {0, _LAYOUT}:
        message = "the memory of consolidation was made by another version of kgbuild: delete it, and all is consolidated anew"
        raise StoreError(message, str(path))
    if layout == 0:
        for statement in _SCHEMA.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_LAYOUT}")


def commit(connection: sqlite3.Connection) -> None:
    """Make what was done last, and go on."""
    connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")


# ---- things in JSON


def to_json(thing: Thing) -> str:
    """Write a thing."""
    return json.dumps(asdict(thing), default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Collection):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be written")


def actor_from_json(text: str) -> ActorThing:
    """Read a thing of an actor."""
    found: dict[str, Any] = json.loads(text)
    return ActorThing(**found | {"names": tuple(found["names"])})


def event_from_json(text: str) -> EventRecord:
    """Read a thing of an event."""
    found: dict[str, Any] = json.loads(text)
    for name in ("earliest", "latest", "published"):
        found[name] = date.fromisoformat(found[name]) if found[name] else None
    for name in ("stems", "figures", "context", "names", "theme"):
        found[name] = frozenset(found[name])
    found["participants"] = tuple(Participant(**p) for p in found["participants"])
    return EventRecord(**found)


def ids(connection: sqlite3.Connection, sql: str, values: Iterable[object] = ()) -> list[int]:
    """The first column of what a query finds."""
    return [row[0] for row in connection.execute(sql, tuple(values))]
