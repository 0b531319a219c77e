"""Places of GeoNames: its tables of places, and that of their names in many languages.

Source: GeoNames' readme of its daily export, which tells the columns. GeoNames is licensed under CC BY 4.0.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from kgbuild.errors import KnowledgeBaseError
from kgbuild.kb.files import Advance, read_lines
from kgbuild.kb.table import Record, Table
from kgbuild.text import with_comma_below

_COLUMNS: Final = 19
_NAME_COLUMNS: Final = (8, 10)
_SETTLEMENTS: Final = "P"
_COUNTRIES: Final = frozenset({"PCLI"})
# Names without a language are those on the spot; the other pseudo-languages are postal codes, airports and addresses.
_UNSAID: Final = ""
_WIKIDATA: Final = "wkdt"
_ITEM: Final = re.compile(r"Q[1-9]\d*")
_MOST_LATITUDE: Final = 90
_MOST_LONGITUDE: Final = 180

Report = Callable[[str], object]


def read_places(path: Path, features: Collection[str], advance: Advance, report: Report) -> Iterator[Record]:
    """Read the places of allCountries, cities500 and the like, or one country's file.

    Args:
        path: The file: .txt or .zip.
        features: Feature classes of GeoNames: P settlements, A countries and regions, H waters, T mountains, …
        advance: Told how many more bytes have been read.
        report: Told of each line that cannot be read.

    Yields:
        The places.

    Raises:
        KnowledgeBaseError: The file cannot be read, or is none of GeoNames.
    """
    for number, line in enumerate(read_lines(path, advance), 1):
        row = _split(line)
        try:
            record = _record(row)
        except ValueError as error:
            _complain(path, number, error, report)
            continue
        if row[6] in features:
            yield record


def _complain(path: Path, number: int, error: ValueError, report: Report) -> None:
    """Tell of a line that cannot be read.

    Raises:
        KnowledgeBaseError: It is the first, so the file is something else.
    """
    if number == 1:
        raise KnowledgeBaseError(f"is no table of GeoNames: its first line {error}", path)
    report(f"{path}: line {number} {error}, and is left out")


def _record(row: Sequence[str]) -> Record:
    if len(row) != _COLUMNS:
        raise ValueError(f"has {len(row)} columns, not {_COLUMNS}")
    if not row[0].isdigit() or not row[1]:
        raise ValueError("has no id or no name")
    latitude, longitude = float(row[4]), float(row[5])
    if abs(latitude) > _MOST_LATITUDE or abs(longitude) > _MOST_LONGITUDE:
        raise ValueError("has coordinates that are nowhere")
    return Record(
        types=("place",),
        label=row[1],
        # The column of other names has no languages; alternateNamesV2 has.
        names=(row[2],) if row[2] else (),
        geonames=row[0],
        country=row[8] or None,
        iso=row[8] if row[7] in _COUNTRIES else None,
        coordinates=(latitude, longitude),
        settlement=row[6] == _SETTLEMENTS,
    )


def add_places(table: Table, places: Iterator[Record]) -> int:
    """Add places to a table; one that Wikidata has already gets its names and coordinates there.

    Returns:
        How many.
    """
    table.index_identifiers()
    count = 0
    for place in places:
        count += 1
        known = table.connection.execute("SELECT id FROM entity WHERE geonames = ?", (place.geonames,)).fetchone()
        if known is None:
            table.add(place)
            continue
        table.add_names(known[0], place.types, (place.label, *place.names))
        sql = (
            "UPDATE entity SET latitude = ?, longitude = ?, country = coalesce(country, ?), settlement = settlement OR ? "
            "WHERE id = ?"
        )
        table.change(sql, (*(place.coordinates or (None, None)), place.country, place.settlement, known[0]))
    table.flush()
    return count


def add_names(table: Table, path: Path, languages: Sequence[str], named: int, advance: Advance, report: Report) -> int:
    """Add the names of places in some languages, and their Wikidata ids; the best name becomes the label.

    Args:
        table: A table with places.
        path: alternateNamesV2: .txt or .zip.
        languages: Languages of the names, the best first.
        named: How many actors, the first ones, have their label from elsewhere.
        advance: Told how many more bytes have been read.
        report: Told of each line that cannot be read.

    Returns:
        How many names.

    Raises:
        KnowledgeBaseError: The file cannot be read, or is not that of GeoNames.
    """
    ranks = {language: rank for rank, language in enumerate(languages)}
    # The best rank of each label that is no longer the place's first name.
    table.connection.execute("CREATE TEMP TABLE labelled (entity INTEGER PRIMARY KEY, rank INTEGER NOT NULL)")
    count = 0
    for number, line in enumerate(read_lines(path, advance), 1):
        row = _split(line)
        if not _NAME_COLUMNS[0] <= len(row) <= _NAME_COLUMNS[1]:
            _complain(path, number, ValueError(f"has {len(row)} columns, not {_NAME_COLUMNS[1]}"), report)
            continue
        language, name = row[2], row[3]
        if language not in ranks and language not in {_UNSAID, _WIKIDATA}:
            continue
        found = table.connection.execute("SELECT id, wikidata, types FROM entity WHERE geonames = ?", (row[1],)).fetchone()
        if found is None:
            continue
        entity, wikidata, types = found
        if language == _WIKIDATA:
            if wikidata is None and _ITEM.fullmatch(name):
                table.change("UPDATE entity SET wikidata = ? WHERE id = ?", (name, entity))
            continue
        count += 1
        table.add_names(entity, types.split(), (name,))
        # What Wikidata has named keeps its label.
        if entity > named and language in ranks and not any(row[6:8]):
            _label(table, entity, name, 2 * ranks[language] + (row[4] != "1"))
    table.flush()
    return count


def _label(table: Table, entity: int, name: str, rank: int) -> None:
    """Make a name the label where none of a better rank is."""
    known = table.connection.execute("SELECT rank FROM labelled WHERE entity = ?", (entity,)).fetchone()
    if known is None or rank < known[0]:
        table.connection.execute("INSERT OR REPLACE INTO labelled VALUES (?, ?)", (entity, rank))
        table.change("UPDATE entity SET label = ? WHERE id = ?", (with_comma_below(name), entity))


def _split(line: bytes) -> list[str]:
    return line.decode("utf-8", errors="replace").rstrip("\r\n").split("\t")
