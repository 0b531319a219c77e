"""`kgbuild query`: ask a graph."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import DONE, RDF_FILES, STORE
from kgbuild.errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kgbuild.query import Dataset


@click.command()
@click.argument("arguments", metavar="[FILE]... [SPARQL]", nargs=-1)
@click.option("--store", type=STORE, metavar="DIR", help="Ask the embedded store in a folder.")
@click.option("--file", "file", type=RDF_FILES, metavar="Q.rq", help="Take the query from a file.")
@click.option("--name", metavar="NAME", help="Ask a named question; --list shows them.")
@click.option("--param", "parameters", multiple=True, metavar="K=V", help="A parameter of a named question.")
@click.option("--list", "listed", is_flag=True, help="List the named questions and their parameters.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "xml", "tsv", "turtle"]),
    default="table",
    show_default=True,
    help="Format of the answer.",
)
def query(
    *,
    arguments: tuple[str, ...],
    store: Path | None,
    file: Path | None,
    name: str | None,
    parameters: tuple[str, ...],
    listed: bool,
    form: str,
) -> int:
    """Ask RDF files or a store, by SPARQL or by a named question.

    The query is the last argument unless --file or --name gives it; the prefixes kgbuild writes need no declaration.
    """
    if listed:
        _list_questions()
        return DONE
    if file and name:
        raise click.UsageError("--file and --name both give a query; leave one out")
    files, sparql = _split(arguments, has_query=bool(file or name))
    if name:
        sparql = _named(name, parameters)
    elif parameters:
        raise click.UsageError("--param belongs to --name")
    elif file:
        sparql = _read_query(file)
    from kgbuild.query import ask
    from kgbuild.serialize.answers import to_text

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(to_text(ask(_dataset(files, store), sparql), form, width=width), nl=False)
    return DONE


def _split(arguments: tuple[str, ...], *, has_query: bool) -> tuple[list[Path], str]:
    """The files among the arguments, and the query behind them."""
    if has_query:
        return [Path(argument) for argument in arguments], ""
    if not arguments:
        raise click.UsageError("nothing is asked; give SPARQL, --file or --name (--list shows the named questions)")
    *files, sparql = arguments
    if Path(sparql).suffix and Path(sparql).is_file():
        raise click.UsageError(f"nothing is asked of {sparql}; give SPARQL behind the files, --file or --name")
    return [Path(argument) for argument in files], sparql


def _dataset(files: list[Path], store: Path | None) -> "Dataset | ox.Store":
    if store and files:
        raise click.UsageError("ask either files or a store")
    if store:
        from kgbuild.stores.oxigraph import open_store

        return open_store(store)
    if not files:
        raise click.UsageError("there is nothing to ask; give files or --store DIR")
    from kgbuild.query import read_dataset

    return read_dataset(files)


def _named(name: str, parameters: tuple[str, ...]) -> str:
    from kgbuild.query import question

    values = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals or not key:
            raise click.UsageError(f"“{parameter}” is not KEY=VALUE")
        values[key] = value
    return question(name).bind(values)


def _read_query(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise QueryError(f"{file}: the query cannot be read: {error}") from error


def _list_questions() -> None:
    from kgbuild.query import questions

    for name, question in questions().items():
        click.echo(f"{name}: {question.title}")
        click.echo(f"    {question.description}")
        for parameter in question.parameters:
            needed = "" if parameter.required else ", optional"
            click.echo(f"    --param {parameter.name}=… ({parameter.kind}{needed}): {parameter.description}")
