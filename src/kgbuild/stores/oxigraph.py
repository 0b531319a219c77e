"""The embedded store: Oxigraph in a folder on disk."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.serialize.article_graphs import Graph, by_graph


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did, by article (IRI of its graph).

    Args:
        added: Articles that were new to the store.
        replaced: Articles whose graph was another one before.
        unchanged: Articles that the store already held just so.
        quads: How many quads were written.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    quads: int


def open_store(directory: Path, *, writable: bool = False) -> ox.Store:
    """Open an Oxigraph store on disk.

    Args:
        directory: The store's folder; a writable store is made in it where there is none yet.
        writable: Whether to open it for writing, which only one process at a time can do.

    Raises:
        StoreError: There is no store, the folder holds something else, or it cannot be read or written or is in use.
    """
    # RocksDB, on which Oxigraph stands, keeps the name of its current manifest in a file of this name.
    is_store = (directory / "CURRENT").is_file()
    try:
        if not is_store and directory.is_dir() and any(directory.iterdir()):
            raise StoreError("the folder holds something that is no Oxigraph store: name a new or empty one", str(directory))
        if not is_store and not writable:
            raise StoreError("there is no store here: make one with `kgbuild load FILE --store DIR`", str(directory))
        return ox.Store(directory) if writable else ox.Store.read_only(str(directory))
    except (OSError, RuntimeError) as error:
        raise StoreError(_explain(error, directory), str(directory)) from error


def load(quads: Iterable[ox.Quad], directory: Path, *, replace: bool = False) -> LoadReport:
    """Load the graphs of articles into the store in a folder, each of them whole or not at all.

    Loading the same graph again changes nothing. See `by_graph` for how triples without graph names find their article;
    those of none are added to the default graph. Oxigraph keeps the values of numbers and not how they are written: what comes
    back of `"5"^^xsd:nonNegativeInteger` is `5`, of `1.0` it is `1`.

    Args:
        quads: What to load.
        directory: The store's folder; made where it is missing.
        replace: Whether a graph takes the place of a different one of the same article.

    Raises:
        StoreError: The store cannot be opened or written; or it holds a different graph of one of the articles and `replace`
            is not set, and then nothing is loaded.
        InputError: The quads come from a file that cannot be read, and then nothing is loaded.
    """
    graphs = by_graph(_as_stored(quads))
    store = open_store(directory, writable=True)
    try:
        present = {graph: set(store.quads_for_pattern(None, None, None, graph)) for graph in graphs}
        differing = [g for g in graphs if isinstance(g, ox.NamedNode) and present[g] and present[g] != graphs[g]]
        if differing and not replace:
            names = ", ".join(sorted(g.value for g in differing))
            raise StoreError(
                f"holds a different graph of {names}: load with --replace to put the new one in its place", str(directory)
            )
        report = _write(store, graphs, present)
        store.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(_explain(error, directory), str(directory)) from error
    finally:
        # The store has no way to be closed but to be dropped; a traceback that holds this frame would keep it locked.
        del store
    return report


def _as_stored(quads: Iterable[ox.Quad]) -> ox.Store:
    """The quads as a store gives them back."""
    memory = ox.Store()
    memory.bulk_extend(quads)
    return memory


def _write(store: ox.Store, graphs: dict[Graph, set[ox.Quad]], present: dict[Graph, set[ox.Quad]]) -> LoadReport:
    added: list[str] = []
    replaced: list[str] = []
    unchanged: list[str] = []
    written = 0
    for graph in sorted(graphs, key=str):
        new, old = graphs[graph], present[graph]
        if isinstance(graph, ox.NamedNode) and old and old != new:
            store.update(_exchange(graph, old - new, new - old))
            replaced.append(graph.value)
        else:
            store.extend(new - old)
            if isinstance(graph, ox.NamedNode):
                (unchanged if old else added).append(graph.value)
        written += len(new - old)
    return LoadReport(tuple(added), tuple(replaced), tuple(unchanged), written)


def _exchange(graph: ox.NamedNode, old: set[ox.Quad], new: set[ox.Quad]) -> str:
    """One SPARQL update, and so one transaction, that takes quads out of a graph and puts others in."""
    drop, insert = (" .\n".join(str(q.triple) for q in quads) for quads in (old, new))
    return f"DELETE DATA {{ GRAPH {graph} {{ {drop} }} }} ; INSERT DATA {{ GRAPH {graph} {{ {insert} }} }}"


def _explain(error: Exception, directory: Path) -> str:
    said = " ".join(str(error).split())
    if "lock" in said.lower():
        return "the store is in use by another process: wait until it ends"
    if directory.exists() and not directory.is_dir():
        return "a store is a folder and this is a file: name another"
    return f"cannot open or write the store: {said}"
