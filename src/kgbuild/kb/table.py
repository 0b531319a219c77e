"""The entity table: an SQLite file, written once and then only read.

| table | one row for | columns |
| --- | --- | --- |
| `entity` | each actor | identifiers, types, label, country, coordinates |
| `name` | each of its names | the name, and the keys by which linking finds it (`kgbuild.kb.keys`) |
| `name_search` | likewise | full-text index over the names, for people |
| `about` | what the file was made of | `name`, `value` |
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import KnowledgeBaseError
from kgbuild.kb.keys import other_key, person_key
from kgbuild.lexicon.inflection import fold
from kgbuild.text import with_comma_below

TYPES: Final = ("person", "organization", "place")
# Told of by SQLite as the file's application_id and user_version.
APPLICATION: Final = 0x6B676264
LAYOUT: Final = 1
_BATCH: Final = 10_000
_CACHE_KIB: Final = 8_192
_SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (
  id INTEGER PRIMARY KEY, wikidata TEXT, geonames TEXT, types TEXT NOT NULL, label TEXT NOT NULL, country TEXT, iso TEXT,
  latitude REAL, longitude REAL, settlement INTEGER NOT NULL);
CREATE TABLE name (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, name TEXT NOT NULL, person TEXT, other TEXT);
"""
_INDEXES: Final = """
CREATE INDEX name_person ON name (person) WHERE person IS NOT NULL;
CREATE INDEX name_other ON name (other) WHERE other IS NOT NULL;
CREATE VIRTUAL TABLE name_search USING fts5 (
  name, content='name', content_rowid='id', tokenize="unicode61 remove_diacritics 2", detail=none, columnsize=0);
INSERT INTO name_search (name_search) VALUES ('rebuild');
"""
# Needed while the table grows, and for finding where a place lies.
_IDENTIFIERS: Final = """
CREATE INDEX IF NOT EXISTS entity_wikidata ON entity (wikidata) WHERE wikidata IS NOT NULL;
CREATE INDEX IF NOT EXISTS entity_geonames ON entity (geonames) WHERE geonames IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class Record:
    """An actor as a source tells of it.

    Args:
        types: Of `TYPES`.
        label: What it is called.
        names: Its names, the label among them or not.
        wikidata: Wikidata id.
        geonames: GeoNames id.
        country: ISO 3166-1 alpha-2 code of the country it belongs to.
        iso: The same of a country itself.
        coordinates: Latitude and longitude in degrees (WGS 84).
        settlement: Whether it is a city, town or village.
    """

    types: tuple[str, ...]
    label: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None
    geonames: str | None = None
    country: str | None = None
    iso: str | None = None
    coordinates: tuple[float, float] | None = None
    settlement: bool = False


class Table:
    """A table that is being written.

    Args:
        connection: An empty database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.entities = 0
        self.names = 0
        self._digest = hashlib.sha256()
        self._rows: list[tuple[object, ...]] = []
        self._names: list[tuple[object, ...]] = []

    def add(self, record: Record) -> None:
        """Add an actor with its names."""
        self.entities += 1
        latitude, longitude = record.coordinates or (None, None)
        row = (
            self.entities, record.wikidata, record.geonames, " ".join(record.types), with_comma_below(record.label),
            record.country, record.iso, latitude, longitude, record.settlement,
        )  # fmt: skip
        self._digest.update(repr(row).encode())
        self._rows.append(row)
        self.add_names(self.entities, record.types, (record.label, *record.names))
        if len(self._rows) >= _BATCH:
            self.flush()

    def add_names(self, entity: int, types: Iterable[str], names: Iterable[str]) -> None:
        """Add names of an actor; of names that differ in case and diacritics alone one is enough."""
        types = set(types)
        for name in {fold(name): with_comma_below(name) for name in reversed(tuple(names))}.values():
            person = person_key(name) if "person" in types else None
            other = other_key(name) if types - {"person"} else None
            if person or other:
                self.names += 1
                self._digest.update(f"{entity} {name}\n".encode())
                self._names.append((entity, name, person, other))
        if len(self._names) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        self.connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._rows)
        self.connection.executemany("INSERT INTO name (entity, name, person, other) VALUES (?, ?, ?, ?)", self._names)
        self._rows.clear()
        self._names.clear()

    def index_identifiers(self) -> None:
        """Let actors be found by identifier."""
        self.flush()
        self.connection.executescript(_IDENTIFIERS)
        self.connection.execute("BEGIN")

    def change(self, sql: str, values: tuple[object, ...]) -> None:
        """Change a row of `entity`."""
        self._digest.update(repr(values).encode())
        self.connection.execute(sql, values)

    def finish(self, about: dict[str, str]) -> None:
        """Make the indexes, and note what the table was made of."""
        self.index_identifiers()
        self.connection.executescript(_INDEXES)
        rows = about | {"entities": str(self.entities), "names": str(self.names), "digest": self._digest.hexdigest()[:16]}
        self.connection.executemany("INSERT INTO about VALUES (?, ?)", sorted(rows.items()))
        self.connection.execute("ANALYZE")


@contextmanager
def new_table(path: Path) -> Iterator[Table]:
    """Write a table: it takes its place when all is written, and is nowhere when that fails.

    Args:
        path: The file; one that is there is replaced.

    Raises:
        KnowledgeBaseError: It cannot be written.
    """
    passing = path.with_name(f".{path.name}.new")
    try:
        passing.unlink(missing_ok=True)
        with closing(sqlite3.connect(passing, isolation_level=None)) as connection:
            # A file that is not whole is thrown away, so nothing need be undone.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("PRAGMA temp_store = FILE")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            yield Table(connection)
            if connection.in_transaction:
                connection.execute("COMMIT")
        passing.replace(path)
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise KnowledgeBaseError(f"cannot be written: {reason}", path) from error
    finally:
        passing.unlink(missing_ok=True)
