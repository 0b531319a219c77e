"""Asks for the pages: the catalogue which things to show, the SPARQL service what is said of them."""

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from kgbuild.server.explorer.catalog.keeping import Progress
from kgbuild.server.explorer.triples import Term, Triples
from kgbuild.server.work import Reply

P = ParamSpec("P")
T = TypeVar("T")
Asker = Callable[[str, tuple[str, str]], Awaitable[Reply]]
Row = Mapping[str, Term]

_OK: Final = 200
_WANTED: Final = ("application/sparql-results+json", "application/n-triples")


class AskError(Exception):
    """The SPARQL service refused a query of a page, or stopped it.

    Args:
        reply: What it said.
    """

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply.body.decode(errors="replace").strip())


class Catalog(Protocol):
    """The catalogue: a file, and how far it is."""

    file: Path

    async def progress(self) -> Progress | None:
        """How far it is; None where it is as the store."""


class Worker(Protocol):
    """Has work done in a process that can be stopped."""

    async def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Have it done."""


class Service:
    """The SPARQL service and the catalogue, as the pages ask them.

    Args:
        ask: Answers a query in one of two media types, for rows and for graphs.
        work: Has work done under the limits of the service.
        catalog: The catalogue.
    """

    def __init__(self, ask: Asker, work: Worker, catalog: Catalog) -> None:
        self._ask = ask
        self._work = work
        self._catalog = catalog
        self.progress = catalog.progress

    async def look(self, lookup: Callable[Concatenate[Path, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Look something up in the catalogue.

        Args:
            lookup: A function of `kgbuild.server.explorer.catalog.lookups`.
            args: What it takes.
            kwargs: Likewise.
        """
        return await self._work(lookup, self._catalog.file, *args, **kwargs)

    async def rows(self, sparql: str) -> list[dict[str, str]]:
        """Ask for rows: what each variable that is bound stands for, as an IRI or a lexical form.

        Raises:
            AskError: The service refused or stopped the query.
        """
        found = ox.parse_query_results(await self._reply(sparql), format=ox.QueryResultsFormat.JSON)
        if not isinstance(found, ox.QuerySolutions):
            return []
        names = [variable.value for variable in found.variables]
        return [{name: _text(term) for name in names if (term := row[name]) is not None} for row in found]

    async def graph(self, sparql: str) -> list[ox.Triple]:
        """Ask for a graph.

        Raises:
            AskError: The service refused or stopped the query.
        """
        return [quad.triple for quad in ox.parse(await self._reply(sparql), format=ox.RdfFormat.N_TRIPLES)]

    async def answer(self, sparql: str) -> list[ox.Triple]:
        """Ask any query: the graph it constructs, or of rows the first two things, joined by the second's variable.

        Raises:
            AskError: The service refused or stopped the query.
        """
        reply = await self._ask(sparql, _WANTED)
        if reply.status != _OK:
            raise AskError(reply)
        if reply.media == _WANTED[1]:
            return [quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)]
        found = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)
        if not isinstance(found, ox.QuerySolutions):
            return []
        names = [variable.value for variable in found.variables]
        return [triple for row in found if (triple := _joined([(name, row[name]) for name in names]))]

    async def triples(self, sparql: str) -> Triples:
        """Ask for a graph, as an index.

        Raises:
            AskError: The service refused or stopped the query.
        """
        return Triples(await self.graph(sparql))

    async def _reply(self, sparql: str) -> bytes:
        reply = await self._ask(sparql, _WANTED)
        if reply.status != _OK:
            raise AskError(reply)
        return reply.body


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _joined(cells: list[tuple[str, Term | None]]) -> ox.Triple | None:
    things = [(name, term) for name, term in cells if isinstance(term, ox.NamedNode)]
    if len(things) < 2:  # noqa: PLR2004 — an edge has two ends
        return None
    (_, one), (name, other) = things[:2]
    return ox.Triple(one, ox.NamedNode(f"urn:variable:{quote(name)}"), other)


def query(name: str, **values: ox.NamedNode | ox.Literal | list[ox.NamedNode] | int) -> str:
    """Take a query of the folder `queries` and bind its variables.

    Args:
        name: The file's name without its ending.
        values: For each variable of a `VALUES ?NAME { UNDEF }` its terms; whole numbers stand for `LIMIT` and `OFFSET`, which
            are written `LIMIT 20 # NAME`.
    """
    sparql = _file(name)
    for variable, value in values.items():
        if isinstance(value, int):
            sparql = re.sub(rf"\d+ # {variable}\b", str(value), sparql)
        else:
            terms = " ".join(map(str, value if isinstance(value, list) else [value]))
            sparql = sparql.replace(f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {terms} }}")
    return sparql


@cache
def _file(name: str) -> str:
    return (resources.files("kgbuild.server.explorer") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
