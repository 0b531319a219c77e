"""The embedded store: Oxigraph in a folder on disk."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.serialize.graph_files import ArticleGraph
from kgbuild.stores.loading import LoadReport, compare, judge, revision_record, revisions_graph

# Bytes of N-Quads that are written in one transaction. Memory does not grow with it (Oxigraph's bulk loader sorts a million
# quads at a time), but each further batch has the store merge its files once more.
BATCH: Final = 2_000_000_000
# Below this, writing through the log is faster than making new files.
_SMALL: Final = 8_000_000


def _ignore(_: ArticleGraph) -> None:
    pass


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


def load(
    graphs: Iterable[ArticleGraph],
    directory: Path,
    *,
    replace: bool = False,
    batch: int = BATCH,
    done: Callable[[ArticleGraph], object] = _ignore,
) -> LoadReport:
    """Load the graphs of articles into the store in a folder, each of them whole or not at all.

    Loading the same graph again changes nothing. Oxigraph keeps the values of numbers and not how they are written: what comes
    back of `1.0` is `1`.

    Args:
        graphs: What to load.
        directory: The store's folder; made where it is missing.
        replace: Whether a graph takes the place of a different one of the same article, of which a record is kept.
        batch: Bytes of new graphs that are written at once. A process that dies has loaded whole batches.
        done: Told of each graph that is written, found unchanged or refused.

    Returns:
        What was done; articles of which the store holds a different graph are refused where `replace` is not set.

    Raises:
        StoreError: The store cannot be opened or written.
        InputError: A file that holds graphs cannot be read or is broken; whole batches before it are loaded.
    """
    loader = _Loader(open_store(directory, writable=True), batch=batch, replace=replace, done=done)
    try:
        _remove_leftovers(directory)
        for graph in graphs:
            loader.add(graph)
        return loader.finish()
    except (OSError, RuntimeError) as error:
        raise StoreError(_explain(error, directory), str(directory)) from error
    finally:
        # The store has no way to be closed but to be dropped; a traceback that holds this frame would keep it locked.
        del loader


def optimize(directory: Path) -> None:
    """Have a store merge its files into few, which questions are answered from in a fraction of the time.

    Args:
        directory: The store's folder.

    Raises:
        StoreError: There is no store, or it cannot be written or is in use.
    """
    store = open_store(directory, writable=True)
    try:
        store.optimize()
    except (OSError, RuntimeError) as error:
        raise StoreError(_explain(error, directory), str(directory)) from error
    finally:
        del store


def _remove_leftovers(directory: Path) -> None:
    """Remove what a bulk load that was killed has left in a store that nobody but this process can be writing to."""
    for file in directory.glob("bulk-*.sst"):
        file.unlink()


class _Loader:
    """Loads graphs: new ones together, others one by one."""

    def __init__(self, store: ox.Store, *, batch: int, replace: bool, done: Callable[[ArticleGraph], object]) -> None:
        self._store = store
        self._batch = batch
        self._replace = replace
        self._done = done
        self._report = LoadReport()
        self._waiting: dict[ox.NamedNode, ArticleGraph] = {}
        self._bytes = 0

    def add(self, graph: ArticleGraph) -> None:
        name = graph.name
        if name in self._waiting:
            self._write_waiting()
        if isinstance(name, ox.DefaultGraph) or self._store.contains_named_graph(name):
            self._merge(graph)
            self._done(graph)
            return
        self._waiting[name] = graph
        self._bytes += graph.length
        if self._bytes >= self._batch:
            self._write_waiting()

    def finish(self) -> LoadReport:
        self._write_waiting()
        self._store.flush()
        return self._report

    def _write_waiting(self) -> None:
        """Write the graphs that the store does not hold, in one transaction."""
        graphs = list(self._waiting.values())
        try:
            if self._bytes < _SMALL:
                self._store.load(b"".join(graph.to_nquads() for graph in graphs), format=ox.RdfFormat.N_QUADS)
            else:
                self._store.bulk_load(_Lines(graphs), format=ox.RdfFormat.N_QUADS)
        except SyntaxError:
            for graph in graphs:
                graph.quads()
            raise
        for graph in graphs:
            self._report.add(graph.name, "added", graph.size)
            self._done(graph)
        self._waiting.clear()
        self._bytes = 0

    def _merge(self, graph: ArticleGraph) -> None:
        """Bring a graph together with what the store holds under its name, in one transaction."""
        name = graph.name
        old, new = set(self._store.quads_for_pattern(None, None, None, name)), graph.quads()
        verdict = judge(name, old, new, replace=self._replace)
        if isinstance(name, ox.NamedNode) and verdict == "replaced":
            self._store.update(_exchange(name, old, new))
            self._report.add(name, verdict, len(new - old), compare(name, old, new))
            return
        written = new - old if verdict in {"added", "completed"} else set()
        self._store.extend(written)
        self._report.add(name, verdict, len(written))


class _Lines(io.BytesIO):
    """The N-Quads of graphs, read one graph after the other."""

    def __init__(self, graphs: Sequence[ArticleGraph]) -> None:
        super().__init__()
        self._graphs = iter(graphs)
        self._left = memoryview(b"")

    def read(self, size: int | None = -1, /) -> bytes:
        while not self._left:
            graph = next(self._graphs, None)
            if graph is None:
                return b""
            self._left = memoryview(graph.to_nquads())
        size = len(self._left) if size is None or size < 0 else size
        part, self._left = self._left[:size], self._left[size:]
        return bytes(part)


def _exchange(article: ox.NamedNode, old: set[ox.Quad], new: set[ox.Quad]) -> str:
    """One SPARQL update, and so one transaction, that puts a new version in the place of the old one and records that."""
    record = f"INSERT DATA {{ GRAPH {revisions_graph(article)} {{ {_triples(revision_record(article, old))} }} }}"
    delete = f"DELETE DATA {{ GRAPH {article} {{ {_triples(old - new)} }} }}"
    insert = f"INSERT DATA {{ GRAPH {article} {{ {_triples(new - old)} }} }}"
    return f"{record} ;\n{delete} ;\n{insert}"


def _triples(quads: Iterable[ox.Quad]) -> str:
    return " .\n".join(str(quad.triple) for quad in quads)


def _explain(error: Exception, directory: Path) -> str:
    said = " ".join(str(error).split())
    if "lock" in said.lower():
        return "the store is in use by another process: wait until it ends"
    if directory.exists() and not directory.is_dir():
        return "a store is a folder and this is a file: name another"
    return f"cannot open or write the store: {said}"
