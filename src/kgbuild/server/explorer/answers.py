"""A query's answer as a graph: the triples of a CONSTRUCT, or the first two columns of a SELECT that hold things."""

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kgbuild.serialize.answers import short_name
from kgbuild.server.explorer.cards import Party
from kgbuild.server.explorer.layout import Edge
from kgbuild.server.explorer.service import Service
from kgbuild.server.explorer.triples import expand

_Link = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]

_MOST: Final = 2_000
_LABELS: Final = frozenset({expand("rdfs:label"), expand("schema:headline"), expand("schema:name")})


async def answer_graph(service: Service, sparql: str) -> tuple[dict[str, Party], list[Edge]]:
    """Ask a query, and make a graph of its answer.

    Args:
        service: The SPARQL service.
        sparql: The query.

    Returns:
        The things by IRI, and what connects them.

    Raises:
        AskError: The service refused or stopped the query.
    """
    triples = await service.answer(sparql)
    names: dict[str, str] = {}
    links: list[_Link] = []
    for triple in triples:
        match triple.subject, triple.object:
            case ox.NamedNode() as subject, ox.NamedNode() as value:
                links.append((subject, triple.predicate, value))
            case ox.NamedNode() as subject, ox.Literal() as text if triple.predicate.value in _LABELS:
                names.setdefault(subject.value, text.value)
    things: dict[str, Party] = {}
    for subject, _, value in links[:_MOST]:
        for node in (subject, value):
            things.setdefault(node.value, Party(node.value, names.get(node.value) or short_name(node), ""))
    return things, list(_edges(links[:_MOST]))


def _edges(links: Iterable[_Link]) -> Iterator[Edge]:
    told: dict[tuple[str, str], dict[str, None]] = {}
    for subject, predicate, value in links:
        if subject != value:
            words = short_name(predicate).rpartition(":")[2].replace("_", " ")
            told.setdefault((subject.value, value.value), {})[words] = None
    for (source, target), predicates in told.items():
        yield Edge(source, target, ", ".join(predicates), "relation", ())
