"""Terms between Oxigraph, which holds the graphs, and rdflib, which pySHACL works on."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDFS

from kgbuild.errors import ShapesError
from kgbuild.named_graph import Triple
from kgbuild.report import Term
from kgbuild.resources import ontology_text
from kgbuild.vocab import PREFIXES

TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS: Final = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")


class NotCompiledError(Exception):
    """Shapes, a query or data that need more than is compiled; the caller turns to pySHACL or Oxigraph."""


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """The ontology and the event types, for constraints that read them."""
    files = ("kgbuild.ttl", "plover.ttl")
    return tuple(q for f in files for q in ox.parse(ontology_text(f), format=ox.RdfFormat.TURTLE))


@cache
def hierarchy() -> tuple[tuple[ox.NamedNode, ox.NamedNode], ...]:
    """The subclass axioms between named classes: all that the core constraints need of the ontology."""
    return tuple(
        (q.subject, q.object)
        for q in ontology()
        if q.predicate == SUBCLASS and isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
    )


@contextmanager
def quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging each ill-typed literal, and undo what a failing pySHACL leaves changed in it."""
    logger, normalize = logging.getLogger("rdflib.term"), rdflib.NORMALIZE_LITERALS
    disabled, logger.disabled = logger.disabled, True
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        logger.disabled = disabled
        rdflib.NORMALIZE_LITERALS = normalize


def to_rdflib_literal(term: ox.Literal) -> rdflib.Literal:
    """The same literal for rdflib, its lexical form untouched within `quiet_rdflib`."""
    return rdflib.Literal(term.value, lang=term.language, datatype=None if term.language else term.datatype.value)


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """The same triples, and the class hierarchy of the ontology, for pySHACL.

    Raises:
        ShapesError: A triple stands as a term.
    """
    known: dict[object, rdflib.term.Node] = {}

    def convert(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
        if term in known:
            return known[term]
        made: rdflib.term.Node
        if isinstance(term, ox.Literal):
            made = to_rdflib_literal(term)
        elif isinstance(term, ox.BlankNode):
            made = rdflib.BNode(term.value)
        elif isinstance(term, ox.NamedNode):
            made = rdflib.URIRef(term.value)
        else:
            raise ShapesError("the data holds a triple as a term, which SHACL cannot check: write it without RDF 1.2")
        return known.setdefault(term, made)

    graph = rdflib.Graph()
    graph.addN((convert(s), convert(p), convert(o), graph) for s, p, o in triples)
    graph.addN((convert(below), RDFS.subClassOf, convert(above), graph) for below, above in hierarchy())
    return graph


def to_oxigraph(term: rdflib.term.Node | None) -> Term:
    """The same term for Oxigraph."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))


def texts(messages: Iterable[rdflib.term.Node]) -> tuple[tuple[str, str], ...]:
    """Texts with their language tags, empty where there is none, in a fixed order."""
    return tuple(sorted((str(m), getattr(m, "language", None) or "") for m in messages))


def first_line(error: object) -> str:
    """The first line of an error's message."""
    return str(error).strip().partition("\n")[0]
