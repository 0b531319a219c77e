"""Finds the graphs of articles in RDF files, so that stores can load them one by one without holding the files in memory.

N-Quads as kgbuild writes them have each article's lines in one stretch: only where each stretch begins and ends is remembered.
Any other file is read whole and sorted by article.
"""

import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kgbuild.errors import InputError
from kgbuild.serialize.article_graphs import by_graph
from kgbuild.serialize.reading import is_packed, rdf_format, read_quads

Name = ox.NamedNode | ox.DefaultGraph

_SUFFIX: Final = re.compile(rb" <[^<>\s\\]+> \.\n")
# What canonical N-Quads have nowhere but within literals: ways to part terms by other than one space.
_UNUSUAL: Final = (b"\t", b"><", b"  <", b"\n ")
_SPACES_IN_QUAD: Final = 2
_WINDOW: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of an N-Quads file.

    Args:
        path: The file.
        start: Its first byte.
        end: The byte behind its last one.
    """

    path: Path
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """The graph of one article, in memory or still in its file.

    Args:
        name: The article's IRI; the default graph for what belongs to no article.
        size: How many statements its lines hold.
        lines: The graph as N-Quads, or where they stand.
    """

    name: Name
    size: int
    lines: bytes | Stretch

    @property
    def length(self) -> int:
        """Bytes of its N-Quads."""
        return len(self.lines) if isinstance(self.lines, bytes) else self.lines.end - self.lines.start

    def to_nquads(self) -> bytes:
        """Its lines.

        Raises:
            InputError: The file that holds them cannot be read any more.
        """
        if isinstance(self.lines, bytes):
            return self.lines
        try:
            with self.lines.path.open("rb") as file:
                file.seek(self.lines.start)
                return file.read(self.length)
        except OSError as error:
            raise InputError(f"cannot read: {error.strerror}", self.lines.path) from error

    def to_ntriples(self) -> bytes:
        """Its triples, as N-Triples.

        Raises:
            InputError: The lines are no N-Quads.
        """
        return ox.serialize((quad.triple for quad in self._parsed()), format=ox.RdfFormat.N_TRIPLES) or b""

    def quads(self) -> set[ox.Quad]:
        """Its quads, as Oxigraph stores them: numbers by their value and not as they are written.

        Raises:
            InputError: The lines are no N-Quads; the message gives the line of the file.
        """
        return as_stored(self._parsed())

    def _parsed(self) -> Iterator[ox.Quad]:
        try:
            yield from ox.parse(self.to_nquads(), format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            if isinstance(self.lines, bytes):
                raise
            line = (error.lineno or 1) + _lines_before(self.lines)
            raise InputError(f"line {line}: not valid N-Quads: {' '.join(str(error.msg).split())}", self.lines.path) from error


def as_stored(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Quads as an Oxigraph store gives them back.

    >>> five = ox.Literal("5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger"))
    >>> a = ox.NamedNode("https://example.org/a")
    >>> [quad.object.value for quad in as_stored([ox.Quad(a, a, ox.Literal("01", datatype=five.datatype))])]
    ['1']
    """
    memory = ox.Store()
    memory.bulk_extend(quads)
    return set(memory)


def to_article_graphs(quads: Iterable[ox.Quad]) -> list[ArticleGraph]:
    """Sort quads by article; see `by_graph` for triples without a graph.

    Args:
        quads: The quads, in any order.

    Returns:
        The graphs by name, what belongs to no article last.
    """
    graphs = by_graph(quads)
    named = sorted((g for g in graphs if isinstance(g, ox.NamedNode)), key=lambda g: g.value)
    result = [_in_memory(name, graphs[name]) for name in named]
    # A graph without a name that lasts has no article; its triples are all that can be kept.
    rest = [ox.Quad(*quad.triple) for graph, found in graphs.items() if not isinstance(graph, ox.NamedNode) for quad in found]
    return [*result, _in_memory(ox.DefaultGraph(), rest)] if rest else result


def read_article_graphs(paths: Iterable[Path]) -> list[ArticleGraph]:
    """Find the graphs of articles in RDF files.

    Args:
        paths: The files; their endings tell the formats.

    Returns:
        The graphs, file by file in the order of the files.

    Raises:
        InputError: A file cannot be read as RDF.
    """
    graphs: list[ArticleGraph] = []
    for path in paths:
        found = _stretches(path) if rdf_format(path) == ox.RdfFormat.N_QUADS and not is_packed(path) else None
        graphs += to_article_graphs(read_quads(path)) if found is None else found
    return graphs


def _in_memory(name: Name, quads: Iterable[ox.Quad]) -> ArticleGraph:
    lines = ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.N_QUADS) or b""
    return ArticleGraph(name, lines.count(b"\n"), lines)


def _stretches(path: Path) -> list[ArticleGraph] | None:
    """The stretches of a file that has each graph in one; None where it has not, or has anything but quads of named graphs."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _scan(path, data)
    except (OSError, ValueError):
        # What cannot be mapped (a pipe, an empty file) or read is left to the reader, which says what is wrong.
        return None


def _scan(path: Path, data: mmap.mmap) -> list[ArticleGraph] | None:
    graphs: dict[bytes, ArticleGraph] = {}
    start = 0
    while start < len(data):
        found = _SUFFIX.search(data, start, data.find(b"\n", start) + 1)
        suffix = found[0] if found else b""
        if not suffix or suffix in graphs:
            return None
        end, size = _end_of_stretch(data, start, suffix)
        if not size:
            return None
        name = ox.NamedNode(suffix[2:-4].decode())
        graphs[suffix] = ArticleGraph(name, size, Stretch(path, start, end))
        start = end
    return list(graphs.values())


def _end_of_stretch(data: mmap.mmap, start: int, suffix: bytes) -> tuple[int, int]:
    """Where the lines with an ending stop, and how many they are; none where they cannot be told from others for certain."""
    window, end, size = _WINDOW, start, 0
    while True:
        text = data[end : data.find(b"\n", min(end + window, len(data) - 1)) + 1]
        last = text.rfind(suffix)
        if last < 0:
            return end, size
        text = text[: last + len(suffix)]
        lines = text.count(suffix)
        if lines != text.count(b"\n") or any(mark in text for mark in _UNUSUAL) or _has_triple(text, suffix):
            return end, 0
        end += len(text)
        size += lines


def _has_triple(text: bytes, suffix: bytes) -> bool:
    """Whether a line is a triple without a graph, whose object is what others have for their graph."""
    *bodies, _ = text.split(suffix)
    return min(map(bytes.count, bodies, repeat(b" "))) < _SPACES_IN_QUAD


def _lines_before(stretch: Stretch) -> int:
    with stretch.path.open("rb") as file:
        return file.read(stretch.start).count(b"\n")
