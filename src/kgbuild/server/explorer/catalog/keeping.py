"""Makes the catalogue and keeps it as the store is.

Rows are numbered so that the newest comes last: by the day of their article, then by when they were read. Actors that are told of
by one article alone are numbered in the same way; those that many articles share have the numbers below.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.server.explorer.catalog.entries import Entry, read_entry
from kgbuild.server.explorer.triples import expand
from kgbuild.server.work import opened

# Told by SQLite as the file's user_version: a file with another layout is made anew.
_LAYOUT: Final = 1
DAY: Final = 36
# Articles that are written together.
_TOGETHER: Final = 200
_SCHEMA: Final = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE graph (iri TEXT PRIMARY KEY, version TEXT NOT NULL, article INTEGER) WITHOUT ROWID;
CREATE TABLE article (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE TABLE actor (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, article INTEGER, articles INTEGER NOT NULL);
CREATE INDEX actor_article ON actor (article) WHERE article IS NOT NULL;
CREATE TABLE occurrence (actor INTEGER, article INTEGER, PRIMARY KEY (actor, article)) WITHOUT ROWID;
CREATE INDEX occurrence_article ON occurrence (article);
CREATE TABLE event (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL, iri TEXT NOT NULL, concept TEXT NOT NULL, first TEXT, last TEXT
);
CREATE INDEX event_article ON event (article);
CREATE INDEX event_concept ON event (concept, first, last);
CREATE INDEX event_first ON event (first, last) WHERE first IS NOT NULL;
CREATE TABLE part (actor INTEGER, role INTEGER, event INTEGER, PRIMARY KEY (actor, role, event)) WITHOUT ROWID;
CREATE INDEX part_event ON part (event, role);
CREATE TABLE relation (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL, iri TEXT NOT NULL, subject INTEGER NOT NULL, object INTEGER NOT NULL,
  key INTEGER NOT NULL
);
CREATE INDEX relation_article ON relation (article);
CREATE INDEX relation_subject ON relation (subject, key, article);
CREATE INDEX relation_object ON relation (object, key, article);
CREATE TABLE sentence (id INTEGER PRIMARY KEY, article INTEGER NOT NULL, iri TEXT NOT NULL);
CREATE INDEX sentence_article ON sentence (article);
CREATE VIRTUAL TABLE title_text USING fts5 (text, prefix = '2 3');
CREATE VIRTUAL TABLE name_text USING fts5 (text, prefix = '2 3');
CREATE VIRTUAL TABLE sentence_text USING fts5 (text, prefix = '2 3')
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the catalogue is.

    Args:
        state: The state of the store that it was brought to.
        done: Graphs that it holds as they are.
        all: Graphs of the store.
    """

    state: object
    done: int
    all: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be read."""
        return self.done == self.all


@dataclass(slots=True)
class _Plan:
    """What is still to be done to bring the catalogue to a state of the store."""

    state: object
    gone: list[str] = field(default_factory=list)
    stale: list[tuple[str, str]] = field(default_factory=list)
    all: int = 0


_plans: dict[Path, _Plan] = {}


@contextmanager
def open_catalog(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the catalogue for writing, made where it is missing; what was done is undone if it fails.

    Raises:
        StoreError: The file cannot be used.
    """
    try:
        with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("BEGIN IMMEDIATE")
            _prepare(connection)
            yield connection
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise unusable(file, error) from error


def make(file: Path) -> None:
    """Make the catalogue where there is none that can be used.

    Raises:
        StoreError: It cannot be made.
    """
    try:
        with open_catalog(file):
            return
    except StoreError as error:
        # Whoever holds it, or a full disk, is no reason to begin anew.
        if isinstance(error.__cause__, sqlite3.OperationalError):
            raise
    for ending in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
    with open_catalog(file):
        pass


def unusable(file: Path, error: sqlite3.Error) -> StoreError:
    """Say that the catalogue cannot be used."""
    return StoreError(f"the explorer's catalogue cannot be used: {error}; delete it, and the next start makes it anew", str(file))


def _prepare(connection: sqlite3.Connection) -> None:
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if layout == _LAYOUT:
        return
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE sql LIKE 'CREATE%TABLE%'").fetchall():
        # The parts of a full-text table go with it.
        if not name.partition("_text_")[2]:
            connection.execute(f"DROP {kind} {name}")
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_LAYOUT}")


def refresh(directory: Path, file: Path, seconds: float) -> Progress:
    """Bring the catalogue nearer to what the store holds: new articles are read, those gone or replaced are taken out.

    An article that was replaced is known by the record that loading keeps of its earlier version.

    Args:
        directory: The store's folder.
        file: The catalogue.
        seconds: After so long it stops, to be called again.

    Raises:
        StoreError: The store cannot be read, or the catalogue not written.
    """
    started = time.monotonic()
    state, store = opened(directory)
    with open_catalog(file) as catalog:
        plan = _plans.get(file)
        if plan is None or plan.state != state:
            plan = _plans[file] = _compare(catalog, store, state)
        writer = Writer(catalog)
        while (plan.gone or plan.stale) and time.monotonic() - started < seconds:
            if plan.gone:
                writer.remove(plan.gone.pop())
            else:
                part, plan.stale = plan.stale[-_TOGETHER:], plan.stale[:-_TOGETHER]
                writer.replace((iri, version, read_entry(store, ox.NamedNode(iri))) for iri, version in part)
        writer.finish()
        if not plan.stale:
            del _plans[file]
        return Progress(state, plan.all - len(plan.stale), plan.all)


def distrust(file: Path) -> None:
    """Have every article read again: something was changed in the store, and nobody can say where.

    Raises:
        StoreError: The catalogue cannot be written.
    """
    with open_catalog(file) as catalog:
        catalog.execute("UPDATE graph SET version = ''")


def _compare(catalog: sqlite3.Connection, store: ox.Store, state: object) -> _Plan:
    revisions: dict[str, int] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(expand("prov:wasRevisionOf")), None, None):
        if isinstance(quad.subject, ox.NamedNode):
            revisions[quad.subject.value] = revisions.get(quad.subject.value, 0) + 1
    # What is derived from an article stands in graphs named ARTICLE#….
    names = {name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode) and "#" not in name.value}
    known = dict(catalog.execute("SELECT iri, version FROM graph"))
    wanted = {name: str(revisions.get(name, 0)) for name in names}
    stale = sorted((iri, version) for iri, version in wanted.items() if known.get(iri) != version)
    return _Plan(state, sorted(known.keys() - names), stale, len(names))


class Writer:
    """Puts articles into the catalogue and takes them out; at the end it must be finished.

    Args:
        catalog: The catalogue, as `open_catalog` gives it.
    """

    def __init__(self, catalog: sqlite3.Connection) -> None:
        self._catalog = catalog
        row = catalog.execute("SELECT value FROM setting WHERE name = 'next'").fetchone()
        self._next = int(row[0]) if row else 1
        self._shared: dict[str, tuple[int, dict[str, None]]] = {}

    def finish(self) -> None:
        """Remember which number comes next."""
        self._catalog.execute("INSERT OR REPLACE INTO setting VALUES ('next', ?)", (str(self._next),))

    def _number(self, day: int = 0) -> int:
        self._next += 1
        return (day << DAY) | self._next

    def remove(self, iri: str) -> None:
        """Take a graph out, if it is there."""
        catalog = self._catalog
        row = catalog.execute("DELETE FROM graph WHERE iri = ? RETURNING article", (iri,)).fetchone()
        if row is None or row[0] is None:
            return
        catalog.execute("DELETE FROM part WHERE event IN (SELECT id FROM event WHERE article = ?)", row)
        catalog.execute("DELETE FROM sentence_text WHERE rowid IN (SELECT id FROM sentence WHERE article = ?)", row)
        catalog.execute("DELETE FROM name_text WHERE rowid IN (SELECT id FROM actor WHERE article = ?)", row)
        catalog.execute("DELETE FROM title_text WHERE rowid = ?", row)
        shared = catalog.execute("SELECT actor FROM occurrence WHERE article = ?", row).fetchall()
        catalog.executemany("UPDATE actor SET articles = articles - 1 WHERE id = ?", shared)
        for table in ("event", "relation", "sentence", "occurrence", "actor"):
            catalog.execute(f"DELETE FROM {table} WHERE article = ?", row)  # noqa: S608 — a name of this module's own
        catalog.execute("DELETE FROM article WHERE id = ?", row)

    def replace(self, graphs: Iterable[tuple[str, str, Entry | None]]) -> None:
        """Put graphs in, in place of what is there of them.

        They are written by day: full-text tables write out what they gathered whenever a row comes before the last.

        Args:
            graphs: Name, version and what is kept of each; None of one that is no article's.
        """
        by_day = sorted(graphs, key=lambda graph: graph[2].day if graph[2] else 0)
        for iri, _, _ in by_day:
            self.remove(iri)
        for iri, version, entry in by_day:
            self._add(iri, version, entry)

    def _add(self, iri: str, version: str, entry: Entry | None) -> None:
        article = self._number(entry.day) if entry else None
        self._catalog.execute("INSERT INTO graph VALUES (?, ?, ?)", (iri, version, article))
        if entry is None or article is None:
            return
        self._catalog.execute("INSERT INTO article VALUES (?, ?)", (article, iri))
        self._catalog.execute("INSERT INTO title_text (rowid, text) VALUES (?, ?)", (article, entry.title))
        actors = self._actors(article, entry)
        self._events(article, entry, actors)
        self._relations(article, entry, actors)
        sentences = [(self._number(entry.day), _within(name, entry.iri), text) for name, text in entry.sentences.items()]
        self._insert("sentence", [(number, article, name) for number, name, _ in sentences])
        self._insert("sentence_text (rowid, text)", [(number, text) for number, _, text in sentences])

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            places = ", ".join("?" * len(rows[0]))
            self._catalog.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 — a name of this module's own

    def _actors(self, article: int, entry: Entry) -> dict[str, int]:
        """Actors, and their numbers by IRI."""
        own = {iri: self._number(entry.day) for iri in entry.actors if iri.startswith(f"{entry.iri}#")}
        self._insert("actor", [(number, iri, article, 1) for iri, number in own.items()])
        self._insert("name_text (rowid, text)", [(number, "\n".join(entry.actors[iri])) for iri, number in own.items()])
        shared = {iri: self._share(iri, forms) for iri, forms in entry.actors.items() if iri not in own}
        numbers = [(number,) for number in shared.values()]
        self._catalog.executemany("UPDATE actor SET articles = articles + 1 WHERE id = ?", numbers)
        self._insert("occurrence", [(number, article) for number in shared.values()])
        return own | shared

    def _share(self, iri: str, forms: Sequence[str]) -> int:
        """The number of an actor that many articles tell of."""
        number, known = self._shared.get(iri) or self._known(iri)
        # Of names that no article uses any more nobody is the worse for finding the actor.
        if not known.keys() >= set(forms):
            known |= dict.fromkeys(forms)
            self._catalog.execute("UPDATE name_text SET text = ? WHERE rowid = ?", ("\n".join(known), number))
        self._shared[iri] = number, known
        return number

    def _known(self, iri: str) -> tuple[int, dict[str, None]]:
        found = "SELECT id, text FROM actor JOIN name_text ON name_text.rowid = id WHERE iri = ?"
        if row := self._catalog.execute(found, (iri,)).fetchone():
            return row[0], dict.fromkeys(row[1].split("\n"))
        number = self._number()
        self._insert("actor", [(number, iri, None, 0)])
        self._insert("name_text (rowid, text)", [(number, "")])
        return number, {}

    def _events(self, article: int, entry: Entry, actors: Mapping[str, int]) -> None:
        numbered = [(self._number(entry.day), event) for event in entry.events]
        rows = [(n, article, _within(e.iri, entry.iri), e.concept, e.first, e.last) for n, e in numbered]
        self._insert("event", rows)
        self._insert("part", [(actors[actor], role, n) for n, e in numbered for role, actor in e.parts if actor in actors])

    def _relations(self, article: int, entry: Entry, actors: Mapping[str, int]) -> None:
        """Relations; the same is said again where predicate, words and ends are the same, ends of one article alone by name."""
        rows = []
        for relation in entry.relations:
            ends = [relation.subject, relation.object]
            named = [entry.actors[end][0] if end.startswith(f"{entry.iri}#") else end for end in ends]
            digest = blake2b("\n".join([*named, *relation.key]).encode(), digest_size=7).digest()
            numbers = [actors[end] for end in ends]
            rows.append(
                (self._number(entry.day), article, _within(relation.iri, entry.iri), *numbers, int.from_bytes(digest, "big"))
            )
        self._insert("relation", rows)


def _within(iri: str, article: str) -> str:
    """An IRI; of one within the article, only the fragment."""
    return iri.removeprefix(article) if iri.startswith(f"{article}#") else iri
