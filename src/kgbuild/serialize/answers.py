"""Writes the answers of SPARQL queries: as a table for people, in the W3C result formats, or as Turtle."""

import io
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kgbuild.errors import QueryError
from kgbuild.vocab import BASE, PREFIXES

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

ANSWER_FORMATS: Final = ("table", "csv", "json", "xml", "tsv", "turtle")

_RESULT_FORMATS: Final[dict[str, ox.QueryResultsFormat]] = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLE_COLUMNS: Final = ("subject", "predicate", "object")
# Wider than any cell, so that nothing is folded when the reader is a program and not a terminal.
_UNFOLDED: Final = 1_000_000
# Columns of a terminal that a cell needs to be read with ease, and between two cells.
_READABLE: Final = 24
_GAP: Final = 2


def short_name(term: Term | None) -> str:
    """Show a term to a person: an IRI by its prefix, a literal by its text, an unbound variable by nothing.

    >>> short_name(ox.NamedNode("http://schema.org/name")), short_name(ox.NamedNode("https://schema.org/headline"))
    ('http://schema.org/name', 'schema:headline')
    >>> short_name(ox.Literal("Coreea de Nord", language="ro")), short_name(None)
    ('Coreea de Nord', '')
    """
    match term:
        case None:
            return ""
        case ox.Literal():
            return term.value
        case ox.NamedNode():
            return _short_iri(term.value)
        case _:
            return str(term)


def _short_iri(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)


def format_for_programs(answer: Answer) -> str:
    """The format of an answer that a program reads and nobody has chosen one for: CSV, or Turtle for a graph."""
    return "turtle" if isinstance(answer, ox.QueryTriples) else "csv"


def to_text(answer: Answer, form: str, *, width: int | None = None) -> str:
    """Write an answer in one of `ANSWER_FORMATS`.

    Args:
        answer: What a query gave.
        form: `table` is for people; `csv`, `json`, `xml` and `tsv` are the W3C's formats of query results (a graph comes as
            rows of subject, predicate and object in `csv` and `tsv`); `turtle` is for graphs only.
        width: Columns of the terminal, into which a table is folded; None never folds.

    Raises:
        QueryError: The answer cannot be written in this format.

    Source: SPARQL 1.1 Query Results JSON, XML, CSV and TSV Formats (W3C Recommendations of 2013).
    """
    match answer:
        case ox.QueryTriples():
            return _graph_text(answer, form, width)
        case ox.QuerySolutions() if form == "table":
            names = [v.value for v in answer.variables]
            return _table(names, [[short_name(row[name]) for name in names] for row in answer], width)
        case ox.QueryBoolean() if form == "table":
            return "yes\n" if answer else "no\n"
        case _ if form in _RESULT_FORMATS:
            return _ending(answer.serialize(format=_RESULT_FORMATS[form]) or b"")
        case _:
            raise QueryError(f"{form} holds a graph and this query gives none: choose table, csv, json, xml or tsv")


def _graph_text(triples: ox.QueryTriples, form: str, width: int | None) -> str:
    rows = sorted(set(triples), key=str)
    match form:
        case "turtle":
            return _ending(ox.serialize(rows, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"")
        case "table":
            return _table(_TRIPLE_COLUMNS, [[short_name(term) for term in row] for row in rows], width)
        case "csv" | "tsv":
            bindings = " ".join("({} {} {})".format(*row) for row in rows)
            columns = " ".join(f"?{name}" for name in _TRIPLE_COLUMNS)
            table = ox.Store().query(f"SELECT {columns} {{ VALUES ({columns}) {{ {bindings} }} }}")
            return to_text(table, form)
        case _:
            raise QueryError(f"this query gives a graph, which {form} does not hold: choose turtle, table, csv or tsv")


def _ending(data: bytes) -> str:
    text = data.decode()
    return text if not text or text.endswith("\n") else f"{text}\n"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    """Lay rows out as a table, or one below the other where the terminal is too narrow for that."""
    headings = [column.replace("_", " ") for column in columns]
    if not rows:
        return f"{'  '.join(headings)}\n(no answer)\n"
    if width is None:
        return _print(_grid(headings, rows, folded=False), _UNFOLDED)
    filled = [i for i in range(len(headings)) if any(row[i] for row in rows)]
    shown = [headings[i] for i in filled]
    cells = [[row[i] for i in filled] for row in rows]
    wanted = sum(_GAP + min(_READABLE, max(map(len, column))) for column in zip(shown, *cells, strict=True))
    if wanted <= width:
        return _print(_grid(shown, cells, folded=True), width)
    return "\n".join(_record(shown, row, width) for row in cells)


def _grid(headings: Sequence[str], rows: Sequence[Sequence[str]], *, folded: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD if folded else None, show_edge=False, pad_edge=False, collapse_padding=folded)
    for heading in headings:
        table.add_column(Text(heading), overflow="fold", no_wrap=not folded)
    for row in rows:
        table.add_row(*(Text(cell if folded else " ".join(cell.split())) for cell in row))
    return table


def _record(headings: Sequence[str], row: Sequence[str], width: int) -> str:
    table = Table.grid(padding=(0, _GAP))
    table.add_column(no_wrap=True, min_width=max(map(len, headings)))
    table.add_column(overflow="fold")
    for heading, cell in zip(headings, row, strict=True):
        if cell:
            table.add_row(Text(heading), Text(cell))
    return _print(table, width)


def _print(table: Table, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
