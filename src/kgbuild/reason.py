"""The ontology as owlready2 sees it, whether a reasoner finds it consistent, and what follows from graphs by it."""

import io
import shutil
from collections.abc import Iterable, Iterator
from typing import Any, Final

import owlready2
import owlrl
import pyoxigraph as ox
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kgbuild.errors import MissingExtraError, OntologyError
from kgbuild.resources import ontology_text
from kgbuild.vocab import PREDICATES, PREFIXES

_IRI = PREFIXES["kgo"].removesuffix("#")
_INFERRED: Final = "#inferred"
# What the rules need of the ontology: hierarchies, inverses, symmetry, transitivity, chains.
_AXIOMS: Final = frozenset({RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyChainAxiom, RDF.first, RDF.rest})
_CHARACTERISTICS: Final = frozenset({OWL.SymmetricProperty, OWL.TransitiveProperty})
_TYPE: Final = ox.NamedNode(str(RDF.type))
_RELATIONS: Final = frozenset(ox.NamedNode(PREFIXES["kgo"] + name) for name in PREDICATES)
_SAME: Final = ox.NamedNode(str(OWL.sameAs))
_SENTENCES: Final = ox.NamedNode(PREFIXES["nif"] + "referenceContext")


def ontology(*, alignments: bool = False) -> Any:  # noqa: ANN401 — owlready2 has no types
    """Load the ontology into an owlready2 World of its own.

    Args:
        alignments: Whether the alignments to other vocabularies are loaded with it.

    Returns:
        An owlready2 ontology; its classes are attributes of `ontology().get_namespace("https://w3id.org/kgbuild/ontology#")`.

    Raises:
        OntologyError: The ontology is not installed, or owlready2 cannot load it.
    """
    texts = [ontology_text("kgbuild.ttl")] + ([ontology_text("alignments.ttl")] if alignments else [])
    triples = [
        q.triple
        for text in texts
        for q in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        if not q.predicate.value.endswith("#imports")
    ]
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    try:
        return owlready2.World().get_ontology(f"{_IRI}#").load(fileobj=io.BytesIO(lines or b""))
    except owlready2.OwlReadyError as error:
        raise OntologyError(f"owlready2 cannot load it: {error}", _IRI) from error


def has_java() -> bool:
    """Whether the reasoner can run: HermiT needs Java."""
    return shutil.which("java") is not None


def check() -> list[str]:
    """Let HermiT classify the ontology with its alignments.

    Returns:
        IRIs of the classes that can have no members; none in a sound ontology.

    Raises:
        OntologyError: There is no Java, the ontology is inconsistent, or HermiT refuses it as no OWL 2 DL.
    """
    if not has_java():
        raise OntologyError("the reasoner HermiT needs Java: install a Java runtime and try again", _IRI)
    loaded = ontology(alignments=True)
    try:
        with loaded:
            owlready2.sync_reasoner_hermit(loaded.world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise OntologyError("the ontology is inconsistent", _IRI) from error
    except owlready2.OwlReadyError as error:
        raise OntologyError(f"the reasoner refuses the ontology: {str(error).strip()[:300]}", _IRI) from error
    return sorted(c.iri for c in loaded.world.inconsistent_classes() if c is not owlready2.Nothing)


def infer(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Find what follows from graphs by the ontology, with OWL 2 RL rules.

    Class and property hierarchies, inverse and symmetric relations, transitivity, property chains. `owl:sameAs` is not followed:
    an actor and its item in Wikidata would get all statements twice.

    Args:
        quads: Graphs of articles; each is reasoned over by itself.

    Returns:
        The statements that are new, those of each graph in a graph of their own: its name and `#inferred`.

    Raises:
        MissingExtraError: The reasoner is not installed.
    """
    graphs: dict[str, dict[ox.Quad, None]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else _IRI
        if not name.endswith(_INFERRED):
            graphs.setdefault(name, {})[quad] = None
    return [q for name, given in graphs.items() for q in _closure(given, ox.NamedNode(f"{name}{_INFERRED}"))]


def _closure(given: Iterable[ox.Quad], name: ox.NamedNode) -> list[ox.Quad]:
    try:
        import reasonable  # noqa: PLC0415 — an extra
    except ImportError as error:
        raise MissingExtraError("infer", "inference") from error
    given = list(given)
    mentions = {q.subject for q in given if q.predicate == _SENTENCES}
    known = {
        (q.subject, q.predicate, q.object)
        for q in given
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode) and q.predicate != _SAME
    }
    about = {(s, p, o) for s, p, o in known if s not in mentions and o not in mentions}
    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(_with_axioms(about))
    # reasonable lacks the rule for chains; owlrl has it, but takes its time, so it sees the relations between actors alone.
    relations = _with_axioms(t for t in about if t[1] in _RELATIONS)
    relations.remove((None, RDFS.subClassOf, None))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(relations)
    nodes = {node for s, p, o in about for node in ((s,) if p == _TYPE else (s, o))}
    found = {
        (ox.NamedNode(str(s)), ox.NamedNode(str(p)), ox.NamedNode(str(o)))
        for s, p, o in (*reasoner.reason(), *relations)
        if isinstance(s, rdflib.URIRef) and isinstance(o, rdflib.URIRef) and not str(p).startswith(str(OWL))
    }
    new = [(s, p, o) for s, p, o in found - known if s in nodes and not o.value.startswith((str(OWL), str(RDFS)))]
    return [ox.Quad(s, p, o, name) for s, p, o in sorted(new, key=str)]


def _with_axioms(triples: Iterable[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for axiom in _axioms():
        graph.add(axiom)
    for triple in triples:
        graph.add((rdflib.URIRef(triple[0].value), rdflib.URIRef(triple[1].value), rdflib.URIRef(triple[2].value)))
    return graph


def _axioms() -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]:
    for s, p, o in rdflib.Graph().parse(data=ontology_text("kgbuild.ttl"), format="turtle"):
        if p in _AXIOMS or (p == RDF.type and o in _CHARACTERISTICS):
            yield s, p, o
