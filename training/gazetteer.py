"""Make the packaged gazetteer of actors from the collected facts: `python -m training.gazetteer FACTS_DIR`.

Reads `actors.tsv`, `actors_disputed.tsv` and `geonames_countries.tsv`, writes `actors.tsv` (what the extraction reads) and
`actors.sources.tsv` (where each identifier comes from) into the Romanian lexicon. Where the sources disagree on an identifier it
is left out, save for capitals, where only a list of cities dissents.
"""

import argparse
import csv
import pathlib
import unicodedata
from collections.abc import Iterable

LEXICON = pathlib.Path(__file__).resolve().parents[1] / "src" / "kgbuild" / "lexicon" / "ro"
SHORT = 2
# Names of two letters that mean one thing in the news; all others ("PE", "CE", "PS") mean too many.
SHORT_NAMES = frozenset({"UE", "EU", "AP", "RT", "BP", "DW"})
# Names that mean something else far more often: "RCA" is a car's insurance.
OTHER_SENSES = frozenset({"RCA"})
COLUMNS = ("wikidata", "geonames", "type", "name", "aliases", "iso", "kind", "of")


def read_table(path: pathlib.Path) -> list[dict[str, str]]:
    """Read a table with a header of column names, fields parted by tabs."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_latin(name: str) -> bool:
    """Say whether a name is written in Latin letters, and can stand in a Romanian text.

    >>> is_latin("Volodîmîr Zelenski"), is_latin("Зеленський")
    (True, False)
    """
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def to_names(row: dict[str, str]) -> tuple[str, list[str]]:
    """Give the name an actor goes by in Romanian, and its other names."""
    others = [row["label_en"], *row["aliases"].split("|")]
    name = unicodedata.normalize("NFC", row["label_ro"] or row["label_en"]).replace("’", "'")
    aliases = (unicodedata.normalize("NFC", a.strip()).replace("’", "'") for a in others)
    fitting = {a for a in aliases if is_latin(a) and (len(a) > SHORT or a in SHORT_NAMES)}
    return name, sorted(fitting - OTHER_SENSES - {name})


def to_entry(row: dict[str, str], geonames: dict[str, str]) -> dict[str, str]:
    """Turn a row of facts into a row of the gazetteer."""
    name, aliases = to_names(row)
    disputed = bool(row.get("dissent")) and row["kind"] != "capital"
    return {
        "wikidata": "" if disputed else row["qid"],
        "geonames": geonames.get(row["iso"], ""),
        "type": row["type"],
        "name": name,
        "aliases": "|".join(aliases),
        "iso": row["iso"],
        "kind": row["kind"],
        "of": row["of"],
    }


def write_table(path: pathlib.Path, columns: Iterable[str], rows: list[dict[str, str]]) -> None:
    """Write a table with a header, fields parted by tabs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file,
            list(columns),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
            quotechar=None,
            lineterminator="\n",
            extrasaction="ignore",
        )
        writer.writeheader()
        writer.writerows(rows)


def make_gazetteer(facts: pathlib.Path, lexicon: pathlib.Path) -> int:
    """Write the gazetteer and its sources.

    Args:
        facts: Folder with the collected facts.
        lexicon: Folder to write into.

    Returns:
        How many actors it holds.
    """
    geonames = {row["iso2"]: row["geonames_id"] for row in read_table(facts / "geonames_countries.tsv")}
    rows = [*read_table(facts / "actors.tsv"), *read_table(facts / "actors_disputed.tsv")]
    # A government is one actor with its country.
    rows = [row for row in rows if row["kind"] != "government"]
    entries = [to_entry(row, geonames) for row in rows]
    sources = [{"wikidata": row["qid"], "evidence": row["evidence"], "dissent": row.get("dissent", "")} for row in rows]
    write_table(lexicon / "actors.tsv", COLUMNS, sorted(entries, key=lambda e: (e["type"], e["of"] or e["iso"], e["name"])))
    write_table(lexicon / "actors.sources.tsv", ("wikidata", "evidence", "dissent"), sorted(sources, key=lambda s: s["wikidata"]))
    return len(entries)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("facts", type=pathlib.Path, help="folder with actors.tsv, actors_disputed.tsv and geonames_countries.tsv")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=LEXICON, help="folder to write into")
    args = parser.parse_args()
    print(f"{make_gazetteer(args.facts, args.output)} actors written to {args.output}")


if __name__ == "__main__":
    main()
