"""What the server tells about itself and its data.

Source: SPARQL 1.1 Service Description (W3C Recommendation of 2013); Describing Linked Datasets with the VoID Vocabulary (W3C
Interest Group Note of 2011).
"""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kgbuild.server.media import GRAPHS, RESULTS
from kgbuild.server.work import Statistics
from kgbuild.vocab import PREFIXES

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_TITLE: Final = ox.NamedNode(f"{PREFIXES['dcterms']}title")
_INTEGER: Final = ox.NamedNode(f"{PREFIXES['xsd']}integer")


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def service_description(root: str, counts: Statistics, *, writable: bool) -> list[ox.Quad]:
    """Describe the SPARQL service.

    Args:
        root: The server's own address.
        counts: How much there is.
        writable: Whether it takes updates.
    """
    service, endpoint, dataset = _node(f"{root}sparql#service"), _node(f"{root}sparql"), _node(f"{root}.well-known/void#dataset")
    triples: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (service, _TYPE, _node(f"{_SD}Service")),
        (service, _node(f"{_SD}endpoint"), endpoint),
        (service, _node(f"{_SD}supportedLanguage"), _node(f"{_SD}SPARQL11Query")),
        (service, _node(f"{_SD}feature"), _node(f"{_SD}UnionDefaultGraph")),
        (service, _node(f"{_SD}defaultDataset"), dataset),
        (dataset, _TYPE, _node(f"{_SD}Dataset")),
        (dataset, _node(f"{_SD}defaultGraph"), _node(f"{root}.well-known/void#default-graph")),
        (_node(f"{root}.well-known/void#default-graph"), _TYPE, _node(f"{_SD}Graph")),
        (_node(f"{root}.well-known/void#default-graph"), _node(f"{_VOID}triples"), _number(counts.statements)),
    ]
    if writable:
        triples.append((service, _node(f"{_SD}supportedLanguage"), _node(f"{_SD}SPARQL11Update")))
    formats = dict.fromkeys([*(f.iri for f in RESULTS.values()), *(f.iri for f in GRAPHS.values())])
    triples += [(service, _node(f"{_SD}resultFormat"), _node(iri)) for iri in formats]
    return [ox.Quad(subject, predicate, value) for subject, predicate, value in triples]


def void(root: str, base: str, counts: Statistics) -> list[ox.Quad]:
    """Describe the dataset.

    Args:
        root: The server's own address.
        base: Base IRI of its resources.
        counts: How much there is.
    """
    return [ox.Quad(_node(f"{root}.well-known/void#dataset"), *rest) for rest in _void(root, base, counts)]


def _void(root: str, base: str, counts: Statistics) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _TYPE, _node(f"{_VOID}Dataset")
    yield _TITLE, ox.Literal("Who did what to whom, where, when, and on whose word: a knowledge graph of news", language="en")
    yield _node(f"{_VOID}sparqlEndpoint"), _node(f"{root}sparql")
    yield _node(f"{_VOID}uriSpace"), ox.Literal(base)
    yield _node(f"{_VOID}triples"), _number(counts.statements)
    yield _node(f"{_VOID}documents"), _number(counts.articles)
    if counts.example:
        yield _node(f"{_VOID}exampleResource"), _node(counts.example)
    for prefix in ("kgo", "plover", "sem", "gaf", "grasp", "nif", "prov", "time", "schema", "skos"):
        yield _node(f"{_VOID}vocabulary"), _node(PREFIXES[prefix])
    for form in dict.fromkeys(GRAPHS.values()):
        yield _node(f"{_VOID}feature"), _node(form.iri)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_INTEGER)
