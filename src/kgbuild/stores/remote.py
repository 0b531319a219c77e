"""Loading into remote stores: any SPARQL 1.1 endpoint, by the Graph Store HTTP Protocol or else by SPARQL Update."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from itertools import islice
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.serialize.graph_files import ArticleGraph, Name
from kgbuild.stores.http import Http, Patience
from kgbuild.stores.loading import LoadReport, judge
from kgbuild.stores.protocols import Exchange, RemoteStore, connect

# Graphs, and bytes of their N-Triples, that are asked for and sent at a time.
BATCH_GRAPHS: Final = 32
BATCH_BYTES: Final = 4_000_000


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


def _ignore(_: ArticleGraph) -> None:
    pass


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
            store = connect(http)
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


def _load_batch(store: RemoteStore, batch: list[ArticleGraph], report: LoadReport, *, replace: bool) -> Iterable[ArticleGraph]:
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
            writing.append(Exchange(graph, old, new, verdict))
    for written, refusal in store.write_graphs(writing):
        for exchange in written:
            if refusal:
                report.failed.append((exchange.name.value if isinstance(exchange.name, ox.NamedNode) else "", refusal))
            else:
                report.add(exchange.name, exchange.verdict, len(exchange.new - exchange.old), exchange.revision)
            yield exchange.graph
