"""`kgbuild query`: ask a graph."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kgbuild.cli.options import DONE, QUERY_FILE, SECONDS, STORE, to_files
from kgbuild.errors import QueryError, StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kgbuild.query import Answer, Dataset, Question

_BAD_REQUEST: Final = 400


@click.command()
@click.argument("arguments", metavar="[FILE]... [SPARQL]", nargs=-1)
@click.option("--store", type=STORE, metavar="DIR", help="Ask the embedded store in a folder.")
@click.option("--endpoint", metavar="URL", help="Ask a server by its address for SPARQL queries.")
@click.option(
    "--timeout", type=SECONDS, default=60, show_default=True, metavar="SECONDS", help="How long to wait for the endpoint."
)
@click.option("--file", "file", type=QUERY_FILE, metavar="Q.rq", help="Take the query from a file.")
@click.option("--name", metavar="NAME", help="Ask a named question; --list shows them.")
@click.option("--param", "parameters", multiple=True, metavar="K=V", help="A parameter of a named question.")
@click.option("--list", "listed", is_flag=True, help="List the named questions and their parameters.")
@click.option(
    "--infer", "inferred", is_flag=True, help="Ask what follows by the ontology as well, in graphs ending in #inferred."
)
@click.option("--explain", "explained", is_flag=True, help="Show how the embedded store goes about the query, and no answer.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "xml", "tsv", "turtle"]),
    help="Format of the answer; else a table on a terminal, CSV (Turtle for a graph) where a program reads.",
)
def query(
    *,
    arguments: tuple[str, ...],
    store: Path | None,
    endpoint: str | None,
    timeout: float,
    file: Path | None,
    name: str | None,
    parameters: tuple[str, ...],
    listed: bool,
    inferred: bool,
    explained: bool,
    form: str | None,
) -> int:
    """Ask RDF files, or all in a folder, a store or an endpoint, by SPARQL or by a named question.

    The query is the last argument unless --file or --name gives it; the prefixes kgbuild writes need no declaration.
    """
    if listed:
        _list_questions()
        return DONE
    files, sparql = _split(arguments, has_query=bool(file or name))
    sparql = _query_text(file, name, parameters) or sparql
    if explained:
        click.echo(_explain(sparql, store), nl=False)
        return DONE
    if sum(map(bool, (files, store, endpoint))) > 1:
        raise click.UsageError("ask either files or a store or an endpoint")
    if endpoint and inferred:
        raise click.UsageError("--infer is for files and --store DIR: an endpoint reasons by itself, or not")
    from kgbuild.serialize.answers import format_for_programs, to_text

    answer = _ask_endpoint(sparql, endpoint, timeout) if endpoint else _ask_here(sparql, files, store, inferred=inferred)
    on_terminal = sys.stdout.isatty()
    form = form or ("table" if on_terminal else format_for_programs(answer))
    width = shutil.get_terminal_size().columns if on_terminal else None
    click.echo(to_text(answer, form, width=width), nl=False)
    return DONE


def _query_text(file: Path | None, name: str | None, parameters: tuple[str, ...]) -> str:
    """The query that options give; empty where they give none."""
    if file and name:
        raise click.UsageError("--file and --name both give a query; leave one out")
    if name:
        return _named(name, parameters)
    if parameters:
        raise click.UsageError("--param belongs to --name")
    return _read_query(file) if file else ""


def _split(arguments: tuple[str, ...], *, has_query: bool) -> tuple[list[Path], str]:
    """The files among the arguments, and the query behind them."""
    if has_query:
        return [Path(argument) for argument in arguments], ""
    if not arguments:
        raise click.UsageError("nothing is asked; give SPARQL, --file or --name (--list shows the named questions)")
    *files, sparql = arguments
    if Path(sparql).is_dir() or (Path(sparql).suffix and Path(sparql).is_file()):
        raise click.UsageError(f"nothing is asked of {sparql}; give SPARQL behind the files, --file or --name")
    return [Path(argument) for argument in files], sparql


def _ask_here(sparql: str, files: list[Path], store: Path | None, *, inferred: bool) -> "Answer":
    """Ask the embedded store, or files."""
    from kgbuild.query import ask, read_dataset

    if not files and not store:
        raise click.UsageError("there is nothing to ask; give files, --store DIR or --endpoint URL")
    dataset: Dataset | ox.Store
    if store:
        from kgbuild.stores.oxigraph import open_store

        dataset = open_store(store)
    else:
        dataset = read_dataset(to_files(files))
    return ask(_with_inferred(dataset) if inferred else dataset, sparql)


def _with_inferred(dataset: "Dataset | ox.Store") -> "Dataset":
    """The named graphs of a dataset and what follows from each, in memory."""
    import pyoxigraph as ox

    from kgbuild.query import to_dataset
    from kgbuild.reason import infer

    store = dataset if isinstance(dataset, ox.Store) else dataset.store
    quads = [quad for quad in store if isinstance(quad.graph_name, ox.NamedNode)]
    return to_dataset([*quads, *infer(quads)])


def _ask_endpoint(sparql: str, endpoint: str, timeout: float) -> "Answer":
    from kgbuild.query import check_syntax
    from kgbuild.stores.asking import ask_endpoint
    from kgbuild.stores.http import Patience

    try:
        return ask_endpoint(endpoint, sparql, Patience(timeout))
    except StoreError as error:
        if error.status == _BAD_REQUEST:
            # Every server says in its own words, or not at all, what is wrong where; ours show the place.
            check_syntax(sparql)
        raise


def _explain(sparql: str, store: Path | None) -> str:
    if store is None:
        raise click.UsageError("--explain needs --store DIR: files and endpoints do not tell how they go about a query")
    from kgbuild.stores.explain import explain

    return explain(sparql, store)


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
    from kgbuild.query import GROUPS, questions

    for group, heading in GROUPS.items():
        click.echo(f"{heading}\n")
        for name, question in questions().items():
            if question.group == group:
                _describe(name, question)
        click.echo()


def _describe(name: str, question: "Question") -> None:
    click.echo(f"  {name}: {question.title}")
    click.echo(f"      {question.description}")
    for parameter in question.parameters:
        needed = "" if parameter.required else ", optional"
        click.echo(f"      --param {parameter.name}=… ({parameter.kind}{needed}): {parameter.description}")
