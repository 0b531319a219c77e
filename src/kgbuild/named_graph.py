"""A graph with its name, held as triples: to make quads and to take them apart costs more than most that is done with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import pyoxigraph as ox

Name = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# Oxigraph's own triples make new objects each time they are looked into.
Triple = tuple[Subject, ox.NamedNode, Term]


@dataclass(frozen=True)
class NamedGraph(Sequence[ox.Quad]):
    """The quads of one graph, each made when it is asked for.

    Args:
        name: Name of the graph.
        triples: Its triples.

    >>> iri = ox.NamedNode("https://example.org/a")
    >>> NamedGraph(iri, ((iri, iri, ox.Literal(1)),))[0] == ox.Quad(iri, iri, ox.Literal(1), iri)
    True
    """

    name: Name
    triples: Sequence[Triple]

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[ox.Quad]:
        return (ox.Quad(*triple, self.name) for triple in self.triples)

    @overload
    def __getitem__(self, place: int) -> ox.Quad: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[ox.Quad]: ...

    def __getitem__(self, place: int | slice) -> ox.Quad | Sequence[ox.Quad]:
        if isinstance(place, slice):
            return NamedGraph(self.name, self.triples[place])
        return ox.Quad(*self.triples[place], self.name)


def triples_by_graph(quads: Iterable[ox.Quad]) -> Mapping[Name, Sequence[Triple]]:
    """Take quads apart.

    Args:
        quads: The quads of any graphs.

    Returns:
        The triples of each graph, in their order; the graphs in the order in which they begin.
    """
    if isinstance(quads, NamedGraph):
        return {quads.name: quads.triples}
    graphs: dict[Name, list[Triple]] = {}
    # Each look into a quad makes new objects, so it is unpacked once.
    for subject, predicate, value, name in quads:
        graphs.setdefault(name, []).append((subject, predicate, value))
    return graphs
