"""Dumps of any size for measuring, of invented actors and places: Wikidata's JSON, and GeoNames' tables in their columns.

All is written as it is made, so that the size costs no memory: an item of Wikidata is a text with gaps for what differs.
"""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, Final, TextIO, cast

from kgbuild.model import ActorType

_SYLLABLES: Final = (
    "bra",
    "cel",
    "dor",
    "fin",
    "gal",
    "hor",
    "jor",
    "lis",
    "mir",
    "nes",
    "pol",
    "rus",
    "sta",
    "tir",
    "vel",
    "zor",
)
_ENDINGS: Final = ("escu", "eanu", "ova", "in", "ard", "ul", "ița", "ia", "ești", "a")
# Roots of Wikidata's classes, with how many invented classes lie below each.
_CLASSES: Final = {"Q43229": 20, "Q2221906": 20, "Q486972": 10}
_FIRST_CLASS: Final = 40_000_000
_FIRST_ACTOR: Final = 50_000_000
_FIRST_OTHER: Final = 60_000_000
# Statements of an item that are of no use here; real items have more, and items for classes and the like have fewer.
_FILLER: Final = 20
_WIKIS: Final = ("ro", "en", "de", "fr", "hu", "mul")
# Feature classes and codes, about as often as in GeoNames: settlements, divisions, waters, hills, buildings.
_FEATURES: Final = (("P", "PPL"), ("P", "PPLL"), ("P", "PPLA2"), ("A", "ADM2"), ("H", "STM"), ("T", "MT"), ("S", "SCH"))
_COUNTRIES: Final = ("RO", "MD", "UA", "HU", "BG", "RS", "DE", "FR", "IT", "PL")

Known = list[tuple[ActorType, str]]


def invent_words(numbers: random.Random) -> Iterator[str]:
    """Invent words that look like Romanian names."""
    while True:
        yield "".join(numbers.choices(_SYLLABLES, k=numbers.randint(2, 3))).capitalize() + numbers.choice(_ENDINGS)


# ---- Wikidata


def write_wikidata(path: Path, count: int, kept: int) -> Known:
    """Write a dump of so many items; returns some of the actors with their names.

    Half are actors (of four, two people, a body and a place), half of other kinds. No more are kept than are looked up: the
    system counts what this process holds into the peak of those it starts.
    """
    known: Known = []
    actors = count // 2
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.write("[\n")
        for number, root in enumerate((root for root, below in _CLASSES.items() for _ in range(below)), _FIRST_CLASS):
            file.write(_item(number, f"fel {number}", _claim("P279", _to_item(int(root[1:])))) + ",\n")
        for number, (kind, name, claims) in enumerate(_actors(actors)):
            file.write(_item(_FIRST_OTHER + number, name, _claim("P31", _to_item(13_442_814))) + ",\n")
            file.write(_item(_FIRST_ACTOR + number, name, claims) + (",\n" if number < actors - 1 else "\n]\n"))
            if number % (1 + actors // kept) == 0:
                known.append((kind, name))
    return known


def _actors(count: int) -> Iterator[tuple[ActorType, str, str]]:
    """Invented actors: type, name and claims."""
    numbers = random.Random(7)  # noqa: S311 — the same names each time
    words = invent_words(numbers)
    for number, kind in zip(range(count), cycle(("Person", "Person", "Organization", "Place")), strict=False):
        name = next(words) if kind == "Place" else f"{next(words)} {next(words)}"
        claims = _claim("P31", _to_item(5 if kind == "Person" else _FIRST_CLASS + 20 * (kind == "Place") + number % 20))
        if kind == "Place":
            where = {"latitude": numbers.uniform(-80, 80), "longitude": numbers.uniform(-170, 170), "globe": None}
            claims += f", {_claim('P625', {'value': where, 'type': 'globecoordinate'})}"
        elif kind == "Organization":
            name = f"Asociația {name}"
        yield cast("ActorType", kind), name, claims


def _to_item(number: int) -> dict[str, Any]:
    return {"value": {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}, "type": "wikibase-entityid"}


def _claim(name: str, value: dict[str, Any]) -> str:
    """A property with a statement, which has a reference, as a member of an object in JSON."""
    reference = {"hash": "f" * 40, "snaks": {"P143": [{"snaktype": "value", "property": "P143", "datavalue": _to_item(328)}]}}
    snak = {"snaktype": "value", "property": name, "hash": "e" * 40, "datavalue": value}
    statement = {"mainsnak": snak, "type": "statement", "id": f"{name}$" + "0" * 36, "rank": "normal", "references": [reference]}
    return f"{json.dumps(name)}: {json.dumps([statement])}"


def _frame() -> str:
    """An item with gaps: « for its number, ‹ for its name, › for its claims."""
    filler = ", ".join(_claim(f"P{9000 + i}", {"value": "x" * 20, "type": "string"}) for i in range(_FILLER))
    parts = {
        "labels": {wiki: {"language": wiki, "value": "‹"} for wiki in _WIKIS},
        "descriptions": {wiki: {"language": wiki, "value": "descriere ‹"} for wiki in _WIKIS},
        "aliases": {"ro": [{"language": "ro", "value": "‹ cel Nou"}]},
        "sitelinks": {f"{wiki}wiki": {"site": f"{wiki}wiki", "title": "‹", "badges": []} for wiki in _WIKIS},
    }
    return '{"type": "item", "id": "Q«", "claims": {›, ' + filler + "}, " + json.dumps(parts, ensure_ascii=False)[1:]


_FRAME: Final = _frame()


def _item(number: int, name: str, claims: str) -> str:
    return _FRAME.replace("«", str(number)).replace("›", claims).replace("‹", name)


# ---- GeoNames


def write_geonames(places: Path, names: Path, count: int, kept: int) -> list[str]:
    """Write `allCountries` and `alternateNamesV2`, zipped as they are published; returns names of some of the settlements.

    A place has its name, a Romanian and a Hungarian one, a link and every third a postal code or a Wikidata id.
    """
    known: list[str] = []
    numbers = random.Random(8)  # noqa: S311 — likewise
    words = invent_words(numbers)
    with _member(places) as rows, _member(names) as others:
        for number in range(1, count + 1):
            name, (kind, code) = f"{next(words)} {next(words)}", _FEATURES[number % len(_FEATURES)]
            where = f"{numbers.uniform(-80, 80):.5f}\t{numbers.uniform(-170, 170):.5f}"
            country, admin = _COUNTRIES[number % len(_COUNTRIES)], f"{number % 40:02}\t{number % 3000}\t\t"
            rows.write(
                f"{number}\t{name}\t{name}\t{name} Alt,{name} Nou\t{where}\t{kind}\t{code}\t{country}\t\t{admin}\t"
                f"{number % 5000}\t\t{number % 900}\tEurope/Bucharest\t2024-01-01\n"
            )
            for further, (language, text) in enumerate(_names(number, name)):
                others.write(
                    f"{5 * number + further}\t{number}\t{language}\t{text}\t{'1' if language == 'ro' else ''}\t\t\t\t\t\n"
                )
            if kind == "P" and number % (1 + count // kept) == 0:
                known.append(name)
    return known


def _names(number: int, name: str) -> Iterator[tuple[str, str]]:
    yield "", name
    yield "ro", f"{name} de Sus"
    yield "hu", f"{name}hely"
    yield "link", f"https://example.org/{number}"
    if number % 3 == 0:
        yield ("wkdt", f"Q{_FIRST_ACTOR + number}") if number % 2 else ("post", f"{number % 1_000_000:06}")


@contextmanager
def _member(path: Path) -> Iterator[TextIO]:
    """The table in a .zip of its name, to be written."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(f"{path.stem}.txt", "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file,
    ):
        yield file
