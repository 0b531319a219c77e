"""Actors of a Wikidata JSON dump: an array of entities, one a line.

The dump is read twice: once for which classes are kinds of body and place, then for the actors. Both passes hold one line at a
time.

Source: Wikibase JSON data model; Wikidata's properties instance of (P31), subclass of (P279), country of citizenship (P27),
country (P17), ISO 3166-1 alpha-2 code (P297), coordinate location (P625), GeoNames ID (P1566).
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import KnowledgeBaseError
from kgbuild.kb.files import Advance, read_lines
from kgbuild.kb.table import Record

# The classes of Wikidata that are an actor's type with all their subclasses: human; organization; geographic entity, geographic
# location and geographical feature; and human settlement, which is no type but told of places.
_ROOTS: Final = {
    "person": ("Q5",),
    "organization": ("Q43229",),
    "place": ("Q27096213", "Q2221906", "Q618123"),
    "settlement": ("Q486972",),
}
# Labels that hold for all languages.
_ANY_LANGUAGE: Final = "mul"
_CLASSES_KEPT: Final = 1 << 16
_EARTH: Final = "Q2"
_MOST_LATITUDE: Final = 90
_MOST_LONGITUDE: Final = 180
# What an entity that is not as Wikibase writes it makes of the reading.
_MALFORMED: Final = (AttributeError, KeyError, TypeError, ValueError)

Entity = dict[str, Any]
Report = Callable[[str], object]


class Classes:
    """Which classes are kinds of body or place, and the codes of countries; kept in a database, not in memory.

    Args:
        connection: A database, for temporary tables.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("CREATE TEMP TABLE subclass (parent INTEGER, child INTEGER)")
        connection.execute("CREATE TEMP TABLE class (id INTEGER, type TEXT, PRIMARY KEY (id, type)) WITHOUT ROWID")
        self.codes: dict[str, str] = {}
        self.types = lru_cache(maxsize=_CLASSES_KEPT)(self._types)

    def learn(self, entity: Entity) -> None:
        """Note what an entity is a subclass of, and its code where it is a country."""
        child = _number(entity["id"])
        rows = [(_number(parent), child) for parent in _items(entity, "P279")]
        self._connection.executemany("INSERT INTO subclass VALUES (?, ?)", rows)
        if code := next(iter(_strings(entity, "P297")), None):
            self.codes[entity["id"]] = code

    def settle(self) -> None:
        """Find all subclasses of the types' classes."""
        self._connection.execute("CREATE INDEX temp.subclass_parent ON subclass (parent, child)")
        for kind, roots in _ROOTS.items():
            for root in roots:
                self._connection.execute(
                    "WITH RECURSIVE below (id) AS (VALUES (?) UNION SELECT child FROM subclass JOIN below ON parent = id) "
                    "INSERT OR IGNORE INTO class SELECT id, ? FROM below",
                    (_number(root), kind),
                )

    def _types(self, identifier: str) -> frozenset[str]:
        """The types that instances of a class have."""
        return frozenset(t for (t,) in self._connection.execute("SELECT type FROM class WHERE id = ?", (_number(identifier),)))


def read_wikidata(
    path: Path, connection: sqlite3.Connection, types: Collection[str], languages: Sequence[str], advance: Advance, report: Report
) -> Iterator[Record]:
    """Read the actors of a dump.

    Args:
        path: The dump: .json, .json.gz or .json.bz2.
        connection: A database for temporary tables.
        types: Which actors, of `kgbuild.kb.table.TYPES`.
        languages: Languages of the names, the best first; an actor without a label in any of them is passed over.
        advance: Told how many more bytes have been read; in all it comes to twice the file.
        report: Told of each line that cannot be read, once.

    Yields:
        The actors.

    Raises:
        KnowledgeBaseError: The file cannot be read, or is no dump.
    """
    classes = Classes(connection)
    for line in _entity_lines(path, advance):
        # Parsing costs far more than looking: only classes and countries are parsed here. The second pass tells what is broken.
        if b'"P279"' in line or b'"P297"' in line:
            with suppress(*_MALFORMED):
                classes.learn(_parse(line))
    classes.settle()
    found = False
    for number, line in enumerate(_entity_lines(path, advance), 1):
        try:
            record = _record(_parse(line), classes, types, languages)
        except _MALFORMED as error:
            report(f"{path}: entity {number} cannot be read ({error}), and is left out")
            continue
        found = True
        if record:
            yield record
    if not found:
        raise KnowledgeBaseError("holds no entity: a Wikidata dump is a JSON array with an entity on each line", path)


def _entity_lines(path: Path, advance: Advance) -> Iterator[bytes]:
    """The lines that hold an entity.

    Raises:
        KnowledgeBaseError: The first line shows that it is no dump.
    """
    begun = False
    for line in read_lines(path, advance):
        entity = line.strip().removesuffix(b",")
        if not begun and not entity.startswith((b"[", b"{")):
            raise KnowledgeBaseError("is no Wikidata dump: that is a JSON array with an entity on each line", path)
        begun = True
        if entity not in {b"", b"[", b"]"}:
            yield entity


def _parse(line: bytes) -> Entity:
    try:
        entity = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(entity, dict) or not isinstance(entity.get("id"), str):
        raise TypeError("it is no object with an id")
    return entity


def _record(entity: Entity, classes: Classes, wanted: Collection[str], languages: Sequence[str]) -> Record | None:
    """Make a record of an entity, None of one that is not wanted."""
    kinds = frozenset[str]().union(*map(classes.types, _items(entity, "P31")))
    types = tuple(sorted(kinds & set(wanted)))
    labels = [label for label in (_text(entity, "labels", language) for language in (*languages, _ANY_LANGUAGE)) if label]
    if not types or not labels or entity["id"][0] != "Q":
        return None
    aliases = [a["value"] for language in (*languages, _ANY_LANGUAGE) for a in _of(entity, "aliases", language, list)]
    countries = {classes.codes.get(c) for c in _items(entity, "P27" if "person" in types else "P17")}
    return Record(
        types=types,
        label=labels[0],
        names=(*labels[1:], *aliases),
        wikidata=entity["id"],
        geonames=next(filter(str.isdecimal, _strings(entity, "P1566")), None) if "place" in types else None,
        # Of several countries none is the one.
        country=countries.pop() if len(countries) == 1 else None,
        iso=classes.codes.get(entity["id"]),
        coordinates=next(_coordinates(entity), None) if "place" in types else None,
        settlement="settlement" in kinds,
    )


def _text(entity: Entity, part: str, language: str) -> str | None:
    found: str | None = _of(entity, part, language, dict).get("value")
    return found


def _of(entity: Entity, part: str, language: str, kind: type) -> Any:  # noqa: ANN401 — JSON is anything
    """What a part of an entity holds for a language; an empty part is written as an empty list."""
    found = entity.get(part)
    return found.get(language, kind()) if isinstance(found, dict) else kind()


def _values(entity: Entity, name: str) -> Iterator[Any]:
    """The values of a property: the preferred ones where there are any, never deprecated ones."""
    claims = entity.get("claims")
    statements = claims.get(name, ()) if isinstance(claims, dict) else ()
    ranks = {s.get("rank") for s in statements}
    best = "preferred" if "preferred" in ranks else "normal"
    for statement in statements:
        if statement.get("rank", "normal") == best and "datavalue" in statement["mainsnak"]:
            yield statement["mainsnak"]["datavalue"]["value"]


def _items(entity: Entity, name: str) -> list[str]:
    # Old dumps give the number of an item alone.
    return [v.get("id") or f"Q{v['numeric-id']}" for v in _values(entity, name)]


def _strings(entity: Entity, name: str) -> list[str]:
    return [v for v in _values(entity, name) if isinstance(v, str)]


def _coordinates(entity: Entity) -> Iterator[tuple[float, float]]:
    """Where a place on the earth lies, to about a metre."""
    for value in _values(entity, "P625"):
        latitude, longitude = value["latitude"], value["longitude"]
        # Craters of the Moon are places as well.
        on_earth = (value.get("globe") or _EARTH).endswith(_EARTH)
        if on_earth and abs(latitude) <= _MOST_LATITUDE and abs(longitude) <= _MOST_LONGITUDE:
            yield round(latitude, 5), round(longitude, 5)


def _number(identifier: str) -> int:
    return int(identifier[1:]) if identifier[1:].isdigit() else -1
