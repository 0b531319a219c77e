"""Small dumps of invented actors, in the formats of Wikidata and GeoNames."""

import bz2
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Value = str | tuple[float, float]
EARTH = "http://www.wikidata.org/entity/Q2"


def statement(name: str, value: Value, rank: str = "normal") -> dict[str, Any]:
    if isinstance(value, tuple):
        latitude, longitude = value
        data: Any = {"latitude": latitude, "longitude": longitude, "altitude": None, "precision": 0.0001, "globe": EARTH}
        kind = "globecoordinate"
    elif value[0] == "Q" and value[1:].isdigit():
        data, kind = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}, "wikibase-entityid"
    else:
        data, kind = value, "string"
    snak = {"snaktype": "value", "property": name, "hash": "0", "datavalue": {"value": data, "type": kind}}
    return {"mainsnak": snak, "type": "statement", "id": "0", "rank": rank}


def item(
    identifier: str,
    labels: Mapping[str, str],
    claims: Mapping[str, Sequence[Value]],
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    return {
        "type": "item",
        "id": identifier,
        "labels": {code: {"language": code, "value": text} for code, text in labels.items()},
        "descriptions": {},
        # An empty part is written as a list.
        "aliases": {c: [{"language": c, "value": t} for t in texts] for c, texts in (aliases or {}).items()} or [],
        "claims": {name: [statement(name, value) for value in values] for name, values in claims.items()},
        "sitelinks": {},
        "lastrevid": 1,
    }


# Real classes (their ids stand in `kgbuild.kb.wikidata`), invented subclasses and instances.
ITEMS = (
    item("Q900001", {"en": "guild"}, {"P279": ["Q43229"]}),
    item("Q900002", {"en": "trading guild"}, {"P279": ["Q900001"]}),
    item("Q900003", {"en": "hill town"}, {"P279": ["Q486972", "Q2221906"]}),
    item("Q900004", {"en": "shire"}, {"P279": ["Q2221906"]}),
    item("Q900010", {"ro": "Valdoria", "en": "Valdoria"}, {"P31": ["Q900004"], "P297": ["VD"]}),
    item(
        "Q900011",
        {"en": "Zorinel Bravescu", "mul": "Zorinel Bravescu"},
        {"P31": ["Q5"], "P27": ["Q900010"]},
        {"ro": ["Zorinel A. Bravescu"]},
    ),
    item("Q900012", {"ro": "Melinda Tarsoveanu"}, {"P31": ["Q5"]}),
    item("Q900013", {"ro": "Melinda Tarsoveanu"}, {"P31": ["Q5"]}),
    item("Q900014", {"ro": "Adunarea Dogarilor", "en": "Coopers' Assembly"}, {"P31": ["Q900002"], "P17": ["Q900010"]}),
    item(
        "Q900015",
        {"ro": "Brestovița", "en": "Brestovitsa"},
        {"P31": ["Q900003"], "P17": ["Q900010"], "P625": [(45.123456, 25.5)], "P1566": ["7000001"]},
    ),
    item("Q900016", {"ro": "Brestovița"}, {"P31": ["Q900004"], "P17": ["Q900010"], "P625": [(45.2, 25.6)]}),
    item("Q900017", {"de": "Hinterwald"}, {"P31": ["Q900003"]}),
    item("Q900018", {"ro": "Regula lui Zorinel"}, {"P31": ["Q900099"]}),
    item("Q900019", {"ro": "Craterul Brestovița"}, {"P31": ["Q900004"]}),
)


def write_dump(path: Path, items: Iterable[object] = ITEMS) -> Path:
    text = "[\n" + ",\n".join(i if isinstance(i, str) else json.dumps(i, ensure_ascii=False) for i in items) + "\n]\n"
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else bz2.compress(data) if path.suffix == ".bz2" else data)
    return path


def place_row(identifier: str, name: str, coordinates: tuple[float, float], *, feature: str = "P", country: str = "VD") -> str:
    latitude, longitude = map(str, coordinates)
    code = {"P": "PPL", "A": "ADM1", "H": "LK"}[feature]
    middle = [identifier, name, name, "", latitude, longitude, feature, code, country]
    return "\t".join([*middle, "", "01", "", "", "", "1200", "", "90", "Europe/Bucharest", "2020-01-01"])


def name_row(identifier: str, language: str, name: str, *, preferred: bool = False, historic: bool = False) -> str:
    return "\t".join(["1", identifier, language, name, "1" if preferred else "", "", "", "1" if historic else "", "", ""])


PLACES = (
    place_row("7000001", "Brestovița", (45.5, 25.25)),
    place_row("7000002", "Kralgrad", (46.0, 24.0)),
    place_row("7000003", "Lacul Kralgrad", (46.1, 24.1), feature="H"),
    place_row("7000004", "Dorna Aspră", (47.0, 23.0)),
    place_row("7000005", "Dorna Aspră", (44.0, 22.0), country="ZZ"),
)
NAMES = (
    name_row("7000002", "", "Kralgradul Vechi"),
    name_row("7000002", "en", "Kingsburgh"),
    name_row("7000002", "ro", "Crăiasa"),
    name_row("7000002", "ro", "Craiul", preferred=True, historic=True),
    name_row("7000002", "hu", "Királyvár"),
    name_row("7000002", "wkdt", "Q900020"),
    name_row("7999999", "ro", "Altundeva"),
)


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
