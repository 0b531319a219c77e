"""`kgbuild kb`: knowledge bases of names, for linking well beyond the lexicon."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from kgbuild.cli.messages import counted, progress_of, say
from kgbuild.cli.options import DONE, KB_FILE, SOME_FAILED

# Broken lines that are named; the others are only counted.
_SHOWN: Final = 10


def _comma_separated(allowed: str = "") -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """Split an option's words at commas, each one of those that are allowed where they are given."""
    known = allowed.split()

    def split(_context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(word.strip() for word in value.split(",") if word.strip()))
        wrong = [word for word in words if known and word not in known]
        if wrong or not words:
            choice = f"choose from {', '.join(known)}" if known else "name at least one"
            raise click.BadParameter(f"“{wrong[0] if wrong else value}” is none; {choice}", param=parameter)
        return words

    return split


@click.group()
def kb() -> None:
    """Make and search knowledge bases of names, which build --kb links by."""


@kb.command("build")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
@click.option("--wikidata", type=KB_FILE, metavar="FILE", help="A Wikidata JSON dump: .json, .json.gz or .json.bz2.")
@click.option(
    "--geonames", type=KB_FILE, multiple=True, metavar="FILE", help="Places of GeoNames (cities15000.txt, RO.zip); repeatable."
)
@click.option("--alternate-names", type=KB_FILE, metavar="FILE", help="GeoNames' alternateNamesV2, .txt or .zip.")
@click.option(
    "--types",
    default="person,organization,place",
    show_default=True,
    callback=_comma_separated("person organization place"),
    help="Which actors of the dump.",
)
@click.option(
    "--languages", default="ro,en", show_default=True, callback=_comma_separated(), help="Languages of the names, the best first."
)
@click.option(
    "--features",
    default="P",
    show_default=True,
    callback=_comma_separated("A H L P R S T U V"),
    help="Feature classes of GeoNames: P settlements, A countries and regions, H waters, T mountains, …",
)
def build_kb(
    *,
    out: Path,
    wikidata: Path | None,
    geonames: tuple[Path, ...],
    alternate_names: Path | None,
    types: tuple[str, ...],
    languages: tuple[str, ...],
    features: tuple[str, ...],
) -> int:
    """Make a knowledge base of a Wikidata dump, of files of GeoNames, or of both.

    Nothing is fetched: dumps come from dumps.wikimedia.org, GeoNames' files from download.geonames.org. A dump of any size is
    read in constant memory, twice.
    """
    if not wikidata and not geonames:
        raise click.UsageError("name what it is made of: --wikidata FILE, --geonames FILE or both")
    if alternate_names and not geonames:
        raise click.UsageError("--alternate-names has names of places; give the places too, with --geonames FILE")
    from kgbuild.kb import Sources, build_knowledge_base

    sources = Sources(wikidata, geonames, alternate_names, types, languages, features)
    shown = 0

    def report(line: str) -> None:
        nonlocal shown
        shown += 1
        if shown <= _SHOWN:
            say(line)

    with progress_of(sources.size, "reading") as advance:
        built = build_knowledge_base(out, sources, advance=advance, report=report)
    if built.broken > _SHOWN:
        say(f"{built.broken - _SHOWN:,} more lines could not be read")
    say(f"{out}: {counted(built.entities, 'actor')} with {counted(built.names, 'name')}")
    return SOME_FAILED if built.broken else DONE


@kb.command("search")
@click.argument("file", metavar="KB", type=KB_FILE)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="The most names to show.")
def search_kb(*, file: Path, words: tuple[str, ...], limit: int) -> int:
    """Search a knowledge base for names with words that begin so, diacritics or not.

    Writes a line for each, with tabs between: name, label, types, Wikidata id, GeoNames id, country, latitude and longitude.
    """
    from kgbuild.kb import load_knowledge_base

    for found in load_knowledge_base(file).search(" ".join(words), limit):
        place = " ".join(map(str, found.coordinates)) if found.coordinates else ""
        columns = (found.name, found.label, ", ".join(found.types), found.wikidata, found.geonames, found.country, place)
        click.echo("\t".join(column or "" for column in columns))
    return DONE
