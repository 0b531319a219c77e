"""What the worker processes do: they open the store, so that a query that runs away can be ended with its process."""

import io
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec

import pyoxigraph as ox

from kgbuild.errors import KgbuildError, QueryError
from kgbuild.query import Graphs, ask, syntax_message
from kgbuild.server.media import GRAPHS, RESULTS
from kgbuild.stores.oxigraph import open_store
from kgbuild.vocab import PREFIXES

# Virtual memory of a worker: what a sane query over a big store needs, a few times over.
MEMORY: Final = 8 << 30
# Statements about one thing that are told when it is looked up.
MOST_STATEMENTS: Final = 10_000

_LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_ARTICLE: Final = ox.NamedNode(f"{PREFIXES['schema']}NewsArticle")

P = ParamSpec("P")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the client.

    Args:
        status: HTTP status.
        body: The answer, or a line that says what is wrong.
        media: Its media type.
    """

    status: int
    body: bytes
    media: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Described:
    """What the store says about something.

    Args:
        triples: N-Triples; empty where it says nothing.
        labels: Names of other things in them, by IRI.
        complete: Whether that is all.
    """

    triples: bytes = b""
    labels: dict[str, str] = field(default_factory=dict)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much there is in the store, and one article of it."""

    statements: int = 0
    articles: int = 0
    example: str = ""


class _TooLargeError(Exception):
    pass


class _Limited(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, largest: int) -> None:
        super().__init__()
        self._largest = largest

    def write(self, data: object, /) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self._largest:
            raise _TooLargeError
        return written


_opened: dict[Path, tuple[object, ox.Store]] = {}
_counted: dict[Path, tuple[object, Statistics]] = {}


def start(memory: int = MEMORY) -> None:
    """Prepare a worker process: interrupts are for the server, and memory is bounded where the system can do that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A handler in Python would have to wait until the query ends.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 — not there on every system

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def state_of(directory: Path) -> object:
    """What is another whenever somebody has written to a store.

    Args:
        directory: The store's folder.
    """
    current = directory / "CURRENT"
    manifest = directory / current.read_text(encoding="utf-8").strip() if current.is_file() else current
    return (manifest.name, manifest.stat().st_mtime_ns) if manifest.is_file() else None


def opened(directory: Path) -> tuple[object, ox.Store]:
    """The store as it is now, opened anew when somebody has written to it, and its state.

    Args:
        directory: The store's folder.

    Raises:
        StoreError: There is no store.
    """
    state = state_of(directory)
    if directory not in _opened or _opened[directory][0] != state:
        _opened.pop(directory, None)
        _opened[directory] = (state, open_store(directory))
    return _opened[directory]


def _store(directory: Path) -> ox.Store:
    return opened(directory)[1]


def _replying(function: Callable[P, Reply]) -> Callable[P, Reply]:
    @wraps(function)
    def reply(*args: P.args, **kwargs: P.kwargs) -> Reply:
        try:
            return function(*args, **kwargs)
        except QueryError as error:
            return Reply(400, f"{error}\n".encode())
        except (_TooLargeError, MemoryError):
            return Reply(403, b"the answer is larger than this server gives: ask for less, for example with LIMIT\n")
        except (KgbuildError, OSError) as error:
            return Reply(500, f"{error}\n".encode())

    return reply


@_replying
def query(directory: Path, sparql: str, graphs: Graphs | None, wanted: tuple[str | None, str | None], largest: int) -> Reply:
    """Answer a query.

    Args:
        directory: The store's folder.
        sparql: The query.
        graphs: Its dataset, where the request gives one.
        wanted: Media types for rows and for graphs; None where the client takes none that there is.
        largest: Bytes of the largest answer.
    """
    answer = ask(_store(directory), sparql, graphs)
    rows, graph = wanted
    media = graph if isinstance(answer, ox.QueryTriples) else rows
    if media is None:
        return Reply(406, b"there is no format that you accept: JSON, XML, CSV, TSV; Turtle, JSON-LD, N-Triples, RDF/XML\n")
    out = _Limited(largest)
    try:
        if isinstance(answer, ox.QueryTriples):
            ox.serialize(answer, out, GRAPHS[media], prefixes=PREFIXES)
        else:
            answer.serialize(out, RESULTS[media])
    except (OSError, ValueError, RuntimeError) as error:
        if out.tell() > largest:
            raise _TooLargeError from error
        raise QueryError(f"the query cannot be answered: {' '.join(str(error).split())}") from error
    return Reply(200, out.getvalue(), media)


@_replying
def update(directory: Path, sparql: str) -> Reply:
    """Carry out an update, all of it or nothing.

    Args:
        directory: The store's folder.
        sparql: The update.
    """
    _opened.pop(directory, None)
    store = open_store(directory, writable=True)
    try:
        store.update(sparql, prefixes=PREFIXES)
        store.flush()
    except SyntaxError as error:
        raise QueryError(syntax_message(sparql, str(error.msg))) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the update cannot be carried out: {' '.join(str(error).split())}") from error
    finally:
        del store
    return Reply(204, b"")


@_replying
def graph(directory: Path, name: str | None, media: str, largest: int) -> Reply:
    """Give a whole graph.

    Args:
        directory: The store's folder.
        name: IRI of the graph; None for the default graph.
        media: Its media type.
        largest: Bytes of the largest answer.
    """
    store = _store(directory)
    if name is not None and not store.contains_named_graph(ox.NamedNode(name)):
        return Reply(404, f"there is no graph {name}\n".encode())
    node = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    out = _Limited(largest)
    try:
        triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, node))
        ox.serialize(triples, out, GRAPHS[media], prefixes=PREFIXES)
    except (OSError, ValueError) as error:
        if out.tell() > largest:
            raise _TooLargeError from error
        raise
    return Reply(200, out.getvalue(), media)


def describe(directory: Path, iri: str) -> Described:
    """Tell what the store says about something: an article's whole graph, or the statements that a thing stands in.

    Args:
        directory: The store's folder.
        iri: The thing.

    Raises:
        StoreError: There is no store.
    """
    store = _store(directory)
    node = ox.NamedNode(iri)
    if store.contains_named_graph(node):
        return _described(store, store.quads_for_pattern(None, None, None, node))
    about = (store.quads_for_pattern(node, None, None, None), store.quads_for_pattern(None, None, node, None))
    return _described(store, (quad for quads in about for quad in quads))


def _described(store: ox.Store, quads: Iterable[ox.Quad]) -> Described:
    triples: dict[ox.Triple, None] = {}
    for quad in quads:
        if len(triples) == MOST_STATEMENTS:
            break
        triples[quad.triple] = None
    others = {t for triple in triples for t in (triple.subject, triple.object) if isinstance(t, ox.NamedNode)}
    labels = {other.value: label for other in others if (label := _label(store, other))}
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Described(lines, labels, complete=len(triples) < MOST_STATEMENTS)


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    found = next(iter(store.quads_for_pattern(node, _LABEL, None, None)), None)
    return found.object.value if found and isinstance(found.object, ox.Literal) else ""


def statistics(directory: Path) -> Statistics:
    """Count what there is in the store.

    Args:
        directory: The store's folder.

    Raises:
        StoreError: There is no store.
    """
    state, store = opened(directory)
    # Counting reads all of a store, and so it is done once for each state of it.
    if directory not in _counted or _counted[directory][0] != state:
        _counted[directory] = (state, _count(store))
    return _counted[directory][1]


def _count(store: ox.Store) -> Statistics:
    found = (quad.subject for quad in store.quads_for_pattern(None, _TYPE, _ARTICLE, None))
    articles = sorted({article.value for article in found if isinstance(article, ox.NamedNode)})
    return Statistics(len(store), len(articles), articles[0] if articles else "")
