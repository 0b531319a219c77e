"""Remote stores: any SPARQL 1.1 endpoint, by the Graph Store HTTP Protocol or else by SPARQL Update.

Source: SPARQL 1.1 Graph Store HTTP Protocol, SPARQL 1.1 Protocol, SPARQL 1.1 Update (W3C Recommendations of 2013).
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Final

import httpx
import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.serialize.answers import Answer
from kgbuild.serialize.graph_files import ArticleGraph, Name, as_stored
from kgbuild.stores.http import Http, Patience, describe
from kgbuild.stores.loading import LoadReport, Revision, Verdict, compare, judge, revision_record, revisions_graph
from kgbuild.vocab import PREFIXES

# Graphs, and bytes of their N-Triples, that are asked for and sent at a time.
BATCH_GRAPHS: Final = 32
BATCH_BYTES: Final = 4_000_000

_NO_GRAPH: Final = "urn:kgbuild:no-such-graph"
_TRIPLES: Final = "application/n-triples"
_TRIPLE_FORMATS: Final = {
    _TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_RESULT_FORMATS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_ROWS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_GRAPHS: Final = f"{_TRIPLES}, text/turtle;q=0.9, application/rdf+xml;q=0.8"
_FORM: Final = re.compile(r"<[^<>\s]*>|#[^\n]*|\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_NOT_FOUND: Final = 404
_NO_SUCH_PROTOCOL: Final = frozenset({400, 404, 405, 406, 415, 501})


class NotLoadedError(StoreError):
    """An endpoint that failed before all was loaded.

    Args:
        error: What happened.
        report: What was done before.
        missing: The articles that are not loaded.
    """

    def __init__(self, error: StoreError, report: LoadReport, missing: Sequence[str]) -> None:
        self.report = report
        self.missing = tuple(missing)
        super().__init__(error.reason, error.endpoint, error.status)


class _RefusedError(StoreError):
    """A graph that an endpoint does not take, while it may take others."""


def _ignore(_: ArticleGraph) -> None:
    pass


def ask_endpoint(url: str, sparql: str, patience: Patience | None = None) -> Answer:
    """Ask an endpoint; the prefixes of `kgbuild.vocab.PREFIXES` need no declaration.

    Args:
        url: Address that queries go to.
        sparql: The query.
        patience: How long to wait for it.

    Raises:
        StoreError: The endpoint cannot be reached or does not answer the query; status 400 says that it finds the query wrong.
    """
    with closing(Http(url, patience)) as http:
        return _ask(http, url, declare_prefixes(sparql))


def declare_prefixes(sparql: str) -> str:
    """Declare, on the first line, the prefixes of kgbuild that a query uses without a declaration.

    >>> declare_prefixes("ASK { ?event a kgo:Visit }")
    'PREFIX kgo: <https://w3id.org/kgbuild/ontology#> ASK { ?event a kgo:Visit }'
    """
    folded = sparql.casefold()
    words = "".join(folded.split())
    used = (p for p in PREFIXES if f"{p}:" in folded and f"prefix{p}:<" not in words)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used) + sparql


def load(
    graphs: Sequence[ArticleGraph],
    url: str,
    *,
    replace: bool = False,
    patience: Patience | None = None,
    done: Callable[[ArticleGraph], object] = _ignore,
) -> LoadReport:
    """Load the graphs of articles into the store behind an endpoint.

    What the store holds already is left alone, so that a load that broke off is taken up by doing it again.

    Args:
        graphs: What to load.
        url: Address of the Graph Store HTTP Protocol, or else of SPARQL Update.
        replace: Whether a graph takes the place of a different one of the same article, of which a record is kept.
        patience: How long to wait for the endpoint.
        done: Told of each graph that the store has taken, holds already, or refuses.

    Returns:
        What was done.

    Raises:
        NotLoadedError: The endpoint cannot be reached or breaks down.
        InputError: A file that holds graphs cannot be read or is broken.
    """
    report = LoadReport()
    with closing(Http(url, patience)) as http:
        left = list(graphs)
        try:
            store = _open(http)
            while left:
                for graph in _load_batch(store, _batch(left), report, replace=replace):
                    done(graph)
                    left.remove(graph)
        except StoreError as error:
            names = [graph.name.value for graph in left if isinstance(graph.name, ox.NamedNode)]
            raise NotLoadedError(error, report, names) from error
    return report


def _batch(graphs: Iterable[ArticleGraph]) -> list[ArticleGraph]:
    """The first graphs that fit into one batch, each name once."""
    batch: dict[Name, ArticleGraph] = {}
    size = 0
    for graph in islice(graphs, BATCH_GRAPHS):
        size += graph.length
        if graph.name in batch or (batch and size > BATCH_BYTES):
            break
        batch[graph.name] = graph
    return list(batch.values())


def _load_batch(store: "_RemoteStore", batch: list[ArticleGraph], report: LoadReport, *, replace: bool) -> Iterable[ArticleGraph]:
    """Load some graphs; yields each when it is done with."""
    present = store.read_graphs([graph.name for graph in batch])
    writing = []
    for graph in batch:
        old, new = present.get(graph.name, set()), graph.quads()
        verdict = judge(graph.name, old, new, replace=replace)
        if verdict in {"unchanged", "refused"}:
            report.add(graph.name, verdict, 0)
            yield graph
        else:
            writing.append(_Exchange(graph, old, new, verdict))
    for written, refusal in store.write_graphs(writing):
        for exchange in written:
            if refusal:
                report.failed.append((exchange.name.value if isinstance(exchange.name, ox.NamedNode) else "", refusal))
            else:
                report.add(exchange.name, exchange.verdict, len(exchange.new - exchange.old), exchange.revision)
            yield exchange.graph


def _open(http: Http) -> "_RemoteStore":
    """Find out by which protocol an endpoint takes graphs."""
    probe = http.send("GET", params={"graph": _NO_GRAPH}, headers={"Accept": _TRIPLES})
    # An endpoint of SPARQL that is asked nothing refuses or describes itself; a graph store has no such graph.
    if probe.status_code == _NOT_FOUND or (probe.is_success and not probe.content.strip()):
        return _GraphStore(http)
    if probe.status_code in _NO_SUCH_PROTOCOL or (probe.is_success and "sparql-service-description" in probe.text):
        return _UpdateStore(http)
    raise _unexpected(http.url, probe)


@dataclass(frozen=True, slots=True)
class _Exchange:
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


class _RemoteStore(ABC):
    """What a store can be told, whatever the protocol."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @abstractmethod
    def read_graphs(self, names: Sequence[Name]) -> dict[Name, set[ox.Quad]]:
        """What the store holds under some names, as Oxigraph would keep it."""

    @abstractmethod
    def write_graphs(self, exchanges: Sequence[_Exchange]) -> Iterable[tuple[list[_Exchange], str]]:
        """Put graphs in the place of what the store holds; yields those that are done with, and why the store refuses them."""


class _GraphStore(_RemoteStore):
    """A store that takes graphs by the Graph Store HTTP Protocol."""

    def read_graphs(self, names: Sequence[Name]) -> dict[Name, set[ox.Quad]]:
        found = {}
        for name in names:
            response = self._http.send("GET", params=_parameter(name), headers={"Accept": _TRIPLES})
            if response.status_code != _NOT_FOUND:
                found[name] = _read_triples(self._http.url, response, name)
        return found

    def write_graphs(self, exchanges: Sequence[_Exchange]) -> Iterable[tuple[list[_Exchange], str]]:
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
        response = self._http.send(method, params=_parameter(name), headers={"Content-Type": _TRIPLES}, content=triples)
        if response.status_code in {_NOT_FOUND, 405, 501}:
            raise _NoSuchProtocolError(describe(response), self._http.url, response.status_code)
        _check_written(self._http.url, response)


class _NoSuchProtocolError(StoreError):
    """An address that does not speak the protocol."""


class _UpdateStore(_RemoteStore):
    """A store that takes graphs by SPARQL Update and is asked for them by queries."""

    def __init__(self, http: Http) -> None:
        super().__init__(http)
        self._query_url = query_url(http.url)

    def read_graphs(self, names: Sequence[Name]) -> dict[Name, set[ox.Quad]]:
        named = [name for name in names if isinstance(name, ox.NamedNode)]
        values = " ".join(map(str, named))
        counts = _ask(
            self._http, self._query_url, f"SELECT DISTINCT ?g WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        )
        if not isinstance(counts, ox.QuerySolutions):
            raise StoreError("answers a question for names with something else: is it a SPARQL endpoint?", self._query_url)
        return {name: self._read(name) for row in counts for name in [row["g"]] if isinstance(name, ox.NamedNode)}

    def _read(self, name: ox.NamedNode) -> set[ox.Quad]:
        answer = _ask(self._http, self._query_url, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        if not isinstance(answer, ox.QueryTriples):
            raise StoreError("answers a question for a graph with something else: is it a SPARQL endpoint?", self._query_url)
        return _in_graph(answer, name)

    def write_graphs(self, exchanges: Sequence[_Exchange]) -> Iterable[tuple[list[_Exchange], str]]:
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

    def _update(self, exchanges: Sequence[_Exchange]) -> httpx.Response:
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


def _to_update(exchange: _Exchange) -> str:
    """The update that puts a graph in the place of another, and does the same when it is done twice."""
    name, triples = exchange.name, exchange.graph.to_ntriples().decode()
    if isinstance(name, ox.DefaultGraph):
        return f"INSERT DATA {{ {triples} }}"
    kept = _ntriples(exchange.record).decode()
    record = f"INSERT DATA {{ GRAPH {revisions_graph(name)} {{ {kept} }} }} ;\n" if kept else ""
    return f"{record}DROP SILENT GRAPH {name} ;\nINSERT DATA {{ GRAPH {name} {{ {triples} }} }}"


def _ask(http: Http, url: str, sparql: str) -> Answer:
    # Asked for either, Virtuoso gives a graph in the form of rows.
    form = next((found[1] for found in _FORM.finditer(sparql) if found[1]), "").upper()
    accept = _GRAPHS if form in {"CONSTRUCT", "DESCRIBE"} else _ROWS
    response = http.send("POST", url, headers={"Accept": accept}, data={"query": sparql})
    if not response.is_success:
        raise StoreError(f"does not answer the query: {describe(response)}", url, response.status_code)
    media = _media_type(response)
    try:
        if media in _RESULT_FORMATS:
            return ox.parse_query_results(response.content, format=_RESULT_FORMATS[media])
        if media in _TRIPLE_FORMATS:
            return _as_answer(ox.parse(response.content, format=_TRIPLE_FORMATS[media], base_iri=url))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"breaks off or answers with a broken document: {' '.join(str(error).split())}", url) from error
    raise _unexpected(url, response)


def _as_answer(quads: Iterable[ox.Quad]) -> Answer:
    memory = ox.Store()
    memory.bulk_extend(quads)
    return memory.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _read_triples(url: str, response: httpx.Response, name: Name) -> set[ox.Quad]:
    media = _media_type(response)
    if not response.is_success or (media not in _TRIPLE_FORMATS and response.content.strip()):
        raise _unexpected(url, response)
    try:
        found = list(ox.parse(response.content, format=_TRIPLE_FORMATS.get(media, ox.RdfFormat.N_TRIPLES), base_iri=url))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"breaks off or answers with a broken document: {' '.join(str(error).split())}", url) from error
    return _in_graph(found, name)


def _in_graph(triples: Iterable[ox.Triple | ox.Quad], name: Name) -> set[ox.Quad]:
    return as_stored(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)


def _check_written(url: str, response: httpx.Response) -> None:
    """Tell an endpoint that refuses a graph from one that refuses everybody, or broke down."""
    if response.is_success:
        return
    if response.status_code in {400, 409, 413, 422}:
        raise _RefusedError(describe(response), url, response.status_code)
    raise StoreError(f"refuses to be written to: {describe(response)}", url, response.status_code)


def _unexpected(url: str, response: httpx.Response) -> StoreError:
    media = _media_type(response)
    if response.is_success:
        what = "HTML" if media == "text/html" else media or "something without a type"
        return StoreError(f"answers with {what} where RDF was to come: is this the address of a SPARQL endpoint?", url)
    return StoreError(f"does not answer as a SPARQL endpoint: {describe(response)}", url, response.status_code)


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _parameter(name: Name) -> dict[str, str]:
    return {"graph": name.value} if isinstance(name, ox.NamedNode) else {"default": ""}


def _ntriples(quads: Iterable[ox.Quad]) -> bytes:
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
