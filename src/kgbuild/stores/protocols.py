"""Stores behind an endpoint, by the protocol that they take graphs by.

Source: SPARQL 1.1 Graph Store HTTP Protocol, SPARQL 1.1 Update (W3C Recommendations of 2013).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import httpx
import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.serialize.graph_files import ArticleGraph, Name, as_stored
from kgbuild.stores.asking import TRIPLES, ask, parse_triples, unexpected
from kgbuild.stores.http import Http, describe
from kgbuild.stores.loading import Revision, Verdict, compare, revision_record, revisions_graph

_NO_GRAPH: Final = "urn:kgbuild:no-such-graph"
_NOT_FOUND: Final = 404
_NO_SUCH_PROTOCOL: Final = frozenset({400, 404, 405, 406, 415, 501})


class _RefusedError(StoreError):
    """A graph that an endpoint does not take, while it may take others."""


def connect(http: Http) -> "RemoteStore":
    """Find out by which protocol an endpoint takes graphs.

    Raises:
        StoreError: It takes none, or cannot be reached.
    """
    probe = http.send("GET", params={"graph": _NO_GRAPH}, headers={"Accept": TRIPLES})
    # An endpoint of SPARQL that is asked nothing refuses or describes itself; a graph store has no such graph.
    if probe.status_code == _NOT_FOUND or (probe.is_success and not probe.content.strip()):
        return _GraphStore(http)
    if probe.status_code in _NO_SUCH_PROTOCOL or (probe.is_success and "sparql-service-description" in probe.text):
        return _UpdateStore(http)
    raise unexpected(http.url, probe)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A graph to be written.

    Args:
        graph: The graph.
        old: What the store holds under its name.
        new: Its quads.
        verdict: What writing it means.
    """

    graph: ArticleGraph
    old: set[ox.Quad]
    new: set[ox.Quad]
    verdict: Verdict

    @property
    def name(self) -> Name:
        """The graph's name."""
        return self.graph.name

    @property
    def record(self) -> list[ox.Quad]:
        """What is kept of the version that is replaced; nothing where none is."""
        if self.verdict != "replaced" or isinstance(self.name, ox.DefaultGraph):
            return []
        return revision_record(self.name, self.old)

    @property
    def revision(self) -> Revision | None:
        """How the new version differs from the one it replaces."""
        if self.verdict != "replaced" or isinstance(self.name, ox.DefaultGraph):
            return None
        return compare(self.name, self.old, self.new)


class RemoteStore(ABC):
    """What a store can be told, whatever the protocol."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @abstractmethod
    def read_graphs(self, names: Sequence[Name]) -> dict[Name, set[ox.Quad]]:
        """What the store holds under some names, as Oxigraph would keep it."""

    @abstractmethod
    def write_graphs(self, exchanges: Sequence[Exchange]) -> Iterable[tuple[list[Exchange], str]]:
        """Put graphs in the place of what the store holds; yields those that are done with, and why the store refuses them."""


class _GraphStore(RemoteStore):
    """A store that takes graphs by the Graph Store HTTP Protocol."""

    def read_graphs(self, names: Sequence[Name]) -> dict[Name, set[ox.Quad]]:
        found = {}
        for name in names:
            response = self._http.send("GET", params=_parameter(name), headers={"Accept": TRIPLES})
            if response.status_code != _NOT_FOUND:
                found[name] = _in_graph(parse_triples(self._http.url, response), name)
        return found

    def write_graphs(self, exchanges: Sequence[Exchange]) -> Iterable[tuple[list[Exchange], str]]:
        for number, exchange in enumerate(exchanges):
            name = exchange.name
            try:
                if exchange.record and isinstance(name, ox.NamedNode):
                    self._write("POST", revisions_graph(name), _ntriples(exchange.record))
                # The default graph is everybody's: it is added to.
                self._write("PUT" if isinstance(name, ox.NamedNode) else "POST", name, exchange.graph.to_ntriples())
            except _NoSuchProtocolError:
                yield from _UpdateStore(self._http).write_graphs(exchanges[number:])
                return
            except _RefusedError as error:
                yield [exchange], error.reason
            else:
                yield [exchange], ""

    def _write(self, method: str, name: Name, triples: bytes) -> None:
        response = self._http.send(method, params=_parameter(name), headers={"Content-Type": TRIPLES}, content=triples)
        if response.status_code in {_NOT_FOUND, 405, 501}:
            raise _NoSuchProtocolError(describe(response), self._http.url, response.status_code)
        _check_written(self._http.url, response)


class _NoSuchProtocolError(StoreError):
    """An address that does not speak the protocol."""


class _UpdateStore(RemoteStore):
    """A store that takes graphs by SPARQL Update and is asked for them by queries."""

    def __init__(self, http: Http) -> None:
        super().__init__(http)
        self._query_url = query_url(http.url)

    def read_graphs(self, names: Sequence[Name]) -> dict[Name, set[ox.Quad]]:
        named = [name for name in names if isinstance(name, ox.NamedNode)]
        values = " ".join(map(str, named))
        counts = ask(
            self._http, self._query_url, f"SELECT DISTINCT ?g WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        )
        if not isinstance(counts, ox.QuerySolutions):
            raise StoreError("answers a question for names with something else: is it a SPARQL endpoint?", self._query_url)
        return {name: self._read(name) for row in counts for name in [row["g"]] if isinstance(name, ox.NamedNode)}

    def _read(self, name: ox.NamedNode) -> set[ox.Quad]:
        answer = ask(self._http, self._query_url, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        if not isinstance(answer, ox.QueryTriples):
            raise StoreError("answers a question for a graph with something else: is it a SPARQL endpoint?", self._query_url)
        return _in_graph(answer, name)

    def write_graphs(self, exchanges: Sequence[Exchange]) -> Iterable[tuple[list[Exchange], str]]:
        if not exchanges:
            return
        response = self._update(exchanges)
        if response.is_success:
            yield list(exchanges), ""
        elif len(exchanges) > 1:
            # One graph that the store refuses takes none of the others with it.
            for exchange in exchanges:
                yield from self.write_graphs([exchange])
        else:
            try:
                _check_written(self._http.url, response)
            except _RefusedError as error:
                yield list(exchanges), error.reason

    def _update(self, exchanges: Sequence[Exchange]) -> httpx.Response:
        update = " ;\n".join(map(_to_update, exchanges))
        return self._http.send("POST", headers={"Content-Type": "application/sparql-update"}, content=update.encode())


def query_url(update_url: str) -> str:
    """Where queries go that belong to an address of updates.

    >>> query_url("http://localhost:7878/update"), query_url("http://localhost:7200/repositories/news/statements")
    ('http://localhost:7878/query', 'http://localhost:7200/repositories/news')
    >>> query_url("http://localhost:8890/sparql-auth")
    'http://localhost:8890/sparql-auth'
    """
    if update_url.endswith("/update"):
        return f"{update_url.removesuffix('/update')}/query"
    return update_url.removesuffix("/statements")


def _to_update(exchange: Exchange) -> str:
    """The update that puts a graph in the place of another, and does the same when it is done twice."""
    name, triples = exchange.name, exchange.graph.to_ntriples().decode()
    if isinstance(name, ox.DefaultGraph):
        return f"INSERT DATA {{ {triples} }}"
    kept = _ntriples(exchange.record).decode()
    record = f"INSERT DATA {{ GRAPH {revisions_graph(name)} {{ {kept} }} }} ;\n" if kept else ""
    return f"{record}DROP SILENT GRAPH {name} ;\nINSERT DATA {{ GRAPH {name} {{ {triples} }} }}"


def _in_graph(triples: Iterable[ox.Triple | ox.Quad], name: Name) -> set[ox.Quad]:
    return as_stored(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)


def _check_written(url: str, response: httpx.Response) -> None:
    """Tell an endpoint that refuses a graph from one that refuses everybody, or broke down."""
    if response.is_success:
        return
    if response.status_code in {400, 409, 413, 422}:
        raise _RefusedError(describe(response), url, response.status_code)
    raise StoreError(f"refuses to be written to: {describe(response)}", url, response.status_code)


def _parameter(name: Name) -> dict[str, str]:
    return {"graph": name.value} if isinstance(name, ox.NamedNode) else {"default": ""}


def _ntriples(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
