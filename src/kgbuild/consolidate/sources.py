"""Where consolidation reads articles' graphs and writes its own: an Oxigraph store, or a folder of RDF files."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox

from kgbuild.consolidate.output import Output
from kgbuild.errors import StoreError
from kgbuild.graph import term
from kgbuild.serialize.graph_files import read_article_graphs
from kgbuild.serialize.reading import find_graphs
from kgbuild.stores.oxigraph import open_store

# An article that is new or another than before: IRI, version, file; its graph, None where it is gone.
Change = tuple[str, str, str, list[ox.Quad] | None]

GRAPH_FILE: Final = "consolidation.nq"


class Source(Protocol):
    """Holds articles' graphs, and takes the graph of consolidation."""

    def changes(self, state: sqlite3.Connection, graph: ox.NamedNode) -> Iterator[Change]:
        """The articles that are new, changed or gone since the state was written; `graph` is none of them."""

    def write(self, graph: ox.NamedNode, gone: str, new: str) -> None:
        """Take N-Quads out of the graph and put others in, all or nothing."""

    def write_all(self, graph: ox.NamedNode, lines: Iterable[str]) -> None:
        """Put N-Quads in the place of the whole graph."""

    def finish(self, output: Output) -> None:
        """Write what is written once, at the end."""


class StoreSource:
    """An Oxigraph store. The names of its graphs are listed at each run, the graphs themselves read once.

    Args:
        path: The store's folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store = open_store(path, writable=True)

    def changes(self, state: sqlite3.Connection, graph: ox.NamedNode) -> Iterator[Change]:
        """The store's changes: a replaced article is known by the record that loading keeps of its earlier version."""
        revisions: dict[str, int] = {}
        for quad in self._store.quads_for_pattern(None, term("prov:wasRevisionOf"), None, None):
            if isinstance(quad.subject, ox.NamedNode):
                revisions[quad.subject.value] = revisions.get(quad.subject.value, 0) + 1
        known = dict(state.execute("SELECT iri, version FROM article"))
        present = {n.value: n for n in self._store.named_graphs() if _may_be_article(n) and n != graph}
        for iri in sorted(known.keys() - present.keys()):
            yield iri, "", "", None
        for iri in sorted(present):
            version = str(revisions.get(iri, 0))
            if known.get(iri) != version:
                yield iri, version, "", list(self._store.quads_for_pattern(None, None, None, present[iri]))

    def write(self, graph: ox.NamedNode, gone: str, new: str) -> None:
        """One SPARQL update, and so one transaction.

        Raises:
            StoreError: The store cannot be written.
        """
        parts = [
            f"{verb} DATA {{ GRAPH {graph} {{ {_triples(lines)} }} }}"
            for verb, lines in (("DELETE", gone), ("INSERT", new))
            if lines
        ]
        with self._explained():
            self._store.update(" ;\n".join(parts))
            self._store.flush()

    def write_all(self, graph: ox.NamedNode, lines: Iterable[str]) -> None:
        """Clear the graph and fill it.

        Raises:
            StoreError: The store cannot be written.
        """
        lines = iter(lines)
        with self._explained():
            self._store.update(f"DROP SILENT GRAPH {graph}")
            while part := "".join(islice(lines, 1000)):
                self._store.load(part.encode(), format=ox.RdfFormat.N_QUADS)
            self._store.flush()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(f"cannot write the store: {' '.join(str(error).split())}", str(self._path)) from error

    def finish(self, output: Output) -> None:
        """Nothing is left to do."""


def _may_be_article(name: ox.NamedNode | ox.BlankNode) -> bool:
    # What is derived from an article stands in graphs named ARTICLE#….
    return isinstance(name, ox.NamedNode) and "#" not in name.value


def _triples(lines: str) -> str:
    return " .\n".join(str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS))


class FolderSource:
    """A folder of RDF files. Files that have not changed are not read again.

    Args:
        path: The folder.

    Raises:
        StoreError: There are no RDF files in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = {str(f.relative_to(path)): f for f in find_graphs(path) if f.name != GRAPH_FILE}
        if not self._files:
            raise StoreError(
                "there is neither a store nor an RDF file in this folder: name one that holds articles' graphs", str(path)
            )

    def changes(self, state: sqlite3.Connection, graph: ox.NamedNode) -> Iterator[Change]:
        """The articles of files that are new, changed or gone; of an article in several files the last one counts."""
        known = dict(state.execute("SELECT path, version FROM source"))
        for name in sorted(known.keys() - self._files.keys()):
            yield from _gone(state, name, set())
            state.execute("DELETE FROM source WHERE path = ?", (name,))
        for name, file in self._files.items():
            status = file.stat()
            version = f"{status.st_size} {status.st_mtime_ns}"
            if known.get(name) == version:
                continue
            found = set[str]()
            for article in read_article_graphs([file]):
                if isinstance(article.name, ox.NamedNode) and _may_be_article(article.name) and article.name != graph:
                    found.add(article.name.value)
                    yield article.name.value, version, name, list(article.quads())
            yield from _gone(state, name, found)
            state.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (name, version))

    def write(self, graph: ox.NamedNode, gone: str, new: str) -> None:
        """Nothing: the file is written at the end."""

    def write_all(self, graph: ox.NamedNode, lines: Iterable[str]) -> None:
        """Nothing: the file is written at the end."""

    def finish(self, output: Output) -> None:
        """Write the file under a passing name and move it to its place."""
        target = self._path / GRAPH_FILE
        passing = target.with_name(f".{GRAPH_FILE}.new")
        try:
            with passing.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(output.everything())
            passing.replace(target)
        except OSError as error:
            raise StoreError(f"cannot be written: {error.strerror}", str(target)) from error


def _gone(state: sqlite3.Connection, file: str, found: set[str]) -> Iterator[Change]:
    for (iri,) in state.execute("SELECT iri FROM article WHERE source = ?", (file,)).fetchall():
        if iri not in found:
            yield iri, "", "", None
