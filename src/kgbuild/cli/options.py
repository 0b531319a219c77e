"""What several commands share: exit statuses, formats, options."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import click

from kgbuild.errors import InputError

DONE: Final = 0
SOME_FAILED: Final = 1
UNUSABLE: Final = 2
INTERRUPTED: Final = 130

FORMATS: Final = {
    "turtle": ".ttl",
    "jsonld": ".jsonld",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "rdfxml": ".rdf",
}
FORMAT_OF_ENDING: Final = {ending: form for form, ending in FORMATS.items()} | {
    ".turtle": "turtle",
    ".json": "jsonld",
    ".ntriples": "ntriples",
    ".nquads": "nquads",
    ".xml": "rdfxml",
}

RDF_FILES = click.Path(exists=True, path_type=Path)
QUERY_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KB_FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
STORE = click.Path(file_okay=False, path_type=Path)
SECONDS = click.FloatRange(min=0, min_open=True)


def to_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Put the RDF files of folders in their places.

    Raises:
        InputError: There is none in a folder.
    """
    from kgbuild.serialize.reading import find_graphs

    files: list[Path] = []
    for path in paths:
        found = find_graphs(path) if path.is_dir() else [path]
        if not found:
            raise InputError("there is no RDF file in this folder; a store is named with --store", path)
        files += found
    return tuple(files)


def expand(_context: click.Context, _parameter: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The RDF files that an argument names, by themselves or by their folder."""
    return to_files(paths)


def to_day(_context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Turn an option's words into a calendar day.

    Raises:
        click.BadParameter: There is no such day, or it is written otherwise.
    """
    if value is None:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise click.BadParameter(f"“{value}” is not a date; write YYYY-MM-DD", param=parameter)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day of the calendar", param=parameter) from None
