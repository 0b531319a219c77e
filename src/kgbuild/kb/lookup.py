"""Finding actors in a knowledge base: for linking, by the rules of the gazetteer, and for people, by words."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from kgbuild.errors import KnowledgeBaseError
from kgbuild.kb.keys import other_key, person_key
from kgbuild.kb.table import APPLICATION, LAYOUT
from kgbuild.lexicon.gazetteer import Entry, make_gazetteer
from kgbuild.lexicon.inflection import split_words
from kgbuild.model import ActorType

_TYPES: Final[dict[ActorType, str]] = {
    "Person": "person",
    "Organization": "organization",
    "Place": "place",
    "GeopoliticalEntity": "place",
}
_KEPT: Final = 1 << 14
_COLUMNS: Final = (
    "entity.id, wikidata, geonames, types, label, country, iso, latitude, longitude, settlement"  # in the order of `_Row`
)


@dataclass(frozen=True, slots=True)
class Found:
    """An actor as a person who searches sees it.

    Args:
        name: The name that was found.
        label: What it is called.
        types: Of `kgbuild.kb.table.TYPES`.
        wikidata: Wikidata id.
        geonames: GeoNames id.
        country: ISO 3166-1 alpha-2 code of the country it belongs to.
        coordinates: Latitude and longitude in degrees (WGS 84).
    """

    name: str
    label: str
    types: tuple[str, ...]
    wikidata: str | None
    geonames: str | None
    country: str | None
    coordinates: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    wikidata: str | None
    geonames: str | None
    types: str
    label: str
    country: str | None
    iso: str | None
    latitude: float | None
    longitude: float | None
    settlement: bool

    @property
    def coordinates(self) -> tuple[float, float] | None:
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class KnowledgeBase:
    """A knowledge base that is open for reading (a `kgbuild.lexicon.gazetteer.NameSource`).

    Args:
        path: The file.

    Raises:
        KnowledgeBaseError: It is no knowledge base, or one of another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.is_file():
            raise KnowledgeBaseError("no such file; kgbuild kb build makes one", path)
        try:
            # Threads may share it: nobody writes to it.
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
            (application,) = self._database.execute("PRAGMA application_id").fetchone()
            (layout,) = self._database.execute("PRAGMA user_version").fetchone()
            if application == APPLICATION and layout == LAYOUT:
                self.about: dict[str, str] = dict(self._database.execute("SELECT name, value FROM about"))
        except sqlite3.Error as error:
            raise KnowledgeBaseError("is no knowledge base; kgbuild kb build makes one", path) from error
        if application != APPLICATION:
            raise KnowledgeBaseError("is no knowledge base; kgbuild kb build makes one", path)
        if layout != LAYOUT:
            raise KnowledgeBaseError("was made by another version of kgbuild; make it again with kgbuild kb build", path)
        self._look_up = lru_cache(maxsize=_KEPT)(self._find)

    @property
    def digest(self) -> str:
        """Hash of all that it holds, 16 hexadecimal digits."""
        return self.about["digest"]

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def look_up(self, name: str, actor_type: ActorType, settlement: bool | None = None) -> Sequence[Entry]:
        """Find the actors of a type that a name can mean, inflected or spelt otherwise as the gazetteer allows.

        Of places of one name in one country a settlement is meant, not the region or body of water that is called after it.

        Args:
            name: The name as a text has it.
            actor_type: What it is taken for; groups of people are not looked up.
            settlement: Whether the text calls a place a settlement, or something else; None where it does not say.

        Returns:
            The actors, each once.
        """
        kind = _TYPES.get(actor_type)
        return self._look_up(name, kind, settlement) if kind else ()

    def _find(self, name: str, kind: str, settlement: bool | None) -> tuple[Entry, ...]:
        column, key = ("person", person_key(name)) if kind == "person" else ("other", other_key(name))
        if key is None:
            return ()
        sql = f"SELECT name, {_COLUMNS} FROM name JOIN entity ON entity.id = entity WHERE {column} = ?"  # noqa: S608 — no data
        rows = [(form, _Row(*rest)) for form, *rest in self._database.execute(sql, (key,))]
        found = [row for form, row in rows if kind in row.types.split() and _means(name, form, kind)]
        if settlement is not None:
            found = [row for row in found if row.settlement == settlement]
        return tuple(_to_entry(row, kind) for row in _settlements(_distinct(found)))

    def locate(self, entry: Entry) -> Entry:
        """Give a place with its coordinates and GeoNames id, as it is where they are not known."""
        if entry.coordinates or not (entry.wikidata or entry.geonames):
            return entry
        sql = (
            "SELECT latitude, longitude, geonames FROM entity WHERE (wikidata = ? OR geonames = ?) AND latitude IS NOT NULL "
            "ORDER BY geonames IS NULL, id"
        )
        found = self._database.execute(sql, (entry.wikidata, entry.geonames)).fetchone()
        if found is None:
            return entry
        return replace(entry, coordinates=found[:2], geonames=entry.geonames or found[2])

    def search(self, words: str, limit: int) -> Iterator[Found]:
        """Find actors one of whose names has words that begin with the given ones, in any order, without regard to diacritics.

        Args:
            words: The words.
            limit: How many actors at most.

        Yields:
            The actors, each once with the shortest name found, those with the shortest first.
        """
        query = " ".join(f'"{m.group()}"*' for m in split_words(words))
        if not query:
            return
        sql = (
            f"SELECT name.name, {_COLUMNS} FROM name_search JOIN name ON name.id = name_search.rowid "  # noqa: S608 — no data
            "JOIN entity ON entity.id = name.entity WHERE name_search MATCH ? "
            "GROUP BY entity.id ORDER BY min(length(name.name)), entity.id LIMIT ?"
        )
        for form, *rest in self._database.execute(sql, (query, limit)):
            row = _Row(*rest)
            types = tuple(row.types.split())
            yield Found(form, row.label, types, row.wikidata, row.geonames, row.country, row.coordinates)


@cache
def load_knowledge_base(path: Path) -> KnowledgeBase:
    """Open a knowledge base, once in a process.

    Raises:
        KnowledgeBaseError: It is no knowledge base, or one of another version.
    """
    return KnowledgeBase(path)


def _means(name: str, form: str, kind: str) -> bool:
    """Whether the gazetteer would take a name for a form."""
    words = list(split_words(name))
    entry = Entry(form, "Person" if kind == "person" else "Organization")
    match = next(make_gazetteer([entry]).find(name), None)
    return match is not None and (match.start, match.end) == (words[0].start(), words[-1].end())


def _distinct(rows: Iterable[_Row]) -> list[_Row]:
    """Give each actor once, with its GeoNames id where one of several rows of the same Wikidata id has it."""
    found: dict[str | int, _Row] = {}
    for row in sorted(rows, key=lambda r: (r.geonames is None, r.id)):
        found.setdefault(row.wikidata or row.id, row)
    return sorted(found.values(), key=lambda r: r.id)


def _settlements(rows: list[_Row]) -> list[_Row]:
    """Give the settlements alone where all lie in one country, which "Iași" means and not the county."""
    if len(rows) > 1 and len({r.country for r in rows}) == 1 and rows[0].country:
        return [r for r in rows if r.settlement] or rows
    return rows


def _to_entry(row: _Row, kind: str) -> Entry:
    types: dict[str, ActorType] = {"person": "Person", "organization": "Organization", "place": "Place"}
    actor_type: ActorType = "GeopoliticalEntity" if kind == "place" and row.iso else types[kind]
    return Entry(
        name=row.label,
        type=actor_type,
        wikidata=row.wikidata,
        geonames=row.geonames,
        iso=row.iso,
        of=None if row.iso else row.country,
        coordinates=row.coordinates,
    )
