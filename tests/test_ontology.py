"""The ontology: complete, in step with the code, and the only source of the terms in use."""

import json
import re

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from tests.conftest import ROOT

from kgbuild.resources import ontology_text
from kgbuild.vocab import (
    ACTOR_TYPES,
    EVENT_CLASSES,
    ONTOLOGY_VERSION,
    PLOVER_TYPES,
    PREDICATES,
    PREFIXES,
    RELATION_ENDS,
    SYMMETRIC_PREDICATES,
)

KGO = rdflib.Namespace(PREFIXES["kgo"])
PLOVER = rdflib.Namespace(PREFIXES["plover"])
HEADER = rdflib.URIRef(PREFIXES["kgo"].removesuffix("#"))
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
ONTOLOGY = rdflib.Graph().parse(data=ontology_text("kgbuild.ttl"), format="turtle")
CODES = rdflib.Graph().parse(data=ontology_text("plover.ttl"), format="turtle")
OURS = sorted({s for s in ONTOLOGY.subjects() if isinstance(s, rdflib.URIRef) and s.startswith(KGO)})
DECLARED = {str(s) for graph in (ONTOLOGY, CODES) for s in graph.subjects(RDF.type) if isinstance(s, rdflib.URIRef)}
# Vocabularies that stand below OWL: their terms are used as the specifications have them and are not declared again.
BUILT_IN = tuple(PREFIXES[p] for p in ("rdf", "rdfs", "owl", "xsd", "wd", "gn"))
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty)


def languages(graph: rdflib.Graph, node: rdflib.term.Node, predicate: rdflib.URIRef) -> set[str | None]:
    return {getattr(o, "language", None) for o in graph.objects(node, predicate)}


def test_header_is_complete() -> None:
    assert ONTOLOGY.value(HEADER, OWL.versionIRI) == rdflib.URIRef(f"{HEADER}/{ONTOLOGY_VERSION}")
    assert ONTOLOGY.value(HEADER, OWL.versionInfo) == rdflib.Literal(ONTOLOGY_VERSION)
    assert ONTOLOGY.value(HEADER, rdflib.DCTERMS.license)
    assert str(ONTOLOGY.value(HEADER, VANN.preferredNamespacePrefix)) == "kgo"
    assert str(ONTOLOGY.value(HEADER, VANN.preferredNamespaceUri)) == str(KGO)


@pytest.mark.parametrize("term", OURS, ids=lambda t: str(t).partition("#")[2])
def test_every_term_has_label_and_definition_in_both_languages(term: rdflib.URIRef) -> None:
    assert languages(ONTOLOGY, term, RDFS.label) == {"en", "ro"}
    assert languages(ONTOLOGY, term, SKOS.definition) == {"en", "ro"}
    assert ONTOLOGY.value(term, RDFS.isDefinedBy) == HEADER


def test_event_classes_are_those_of_the_code() -> None:
    for event_type, (kind, *leaves) in EVENT_CLASSES.items():
        assert ONTOLOGY.value(KGO[kind], SKOS.notation) == rdflib.Literal(event_type)
        assert (KGO[kind], RDFS.subClassOf, KGO.Event) in ONTOLOGY
        below = {str(c).partition("#")[2] for c in ONTOLOGY.subjects(RDFS.subClassOf, KGO[kind])}
        assert below == set(leaves)
    assert (KGO.Event, RDFS.subClassOf, rdflib.URIRef(PREFIXES["sem"] + "Event")) in ONTOLOGY
    assert len(set(ONTOLOGY.subjects(SKOS.notation))) == len(EVENT_CLASSES)


def test_actors_and_relations_are_those_of_the_code() -> None:
    assert all((KGO[name], RDF.type, OWL.Class) in ONTOLOGY for name in ACTOR_TYPES)
    assert all((KGO[name], RDF.type, OWL.ObjectProperty) in ONTOLOGY for name in PREDICATES)
    symmetric = {str(p).partition("#")[2] for p in ONTOLOGY.subjects(RDF.type, OWL.SymmetricProperty)} - {"contradicts"}
    assert symmetric == SYMMETRIC_PREDICATES
    inverted = {str(p).partition("#")[2] for p in ONTOLOGY.objects(None, OWL.inverseOf)}
    assert inverted >= set(PREDICATES) - SYMMETRIC_PREDICATES


@pytest.mark.parametrize("predicate", PREDICATES)
def test_relations_join_the_classes_of_the_ontology(predicate: str) -> None:
    above = {t: set(ONTOLOGY.transitive_objects(KGO[t], RDFS.subClassOf)) for t in ACTOR_TYPES}
    for side, allowed in zip((RDFS.domain, RDFS.range), RELATION_ENDS[predicate], strict=True):
        assert allowed == {t for t in ACTOR_TYPES if ONTOLOGY.value(KGO[predicate], side) in above[t]}


def test_plover_types_match_cameo() -> None:
    for name in PLOVER_TYPES:
        assert CODES.value(PLOVER[name], SKOS.notation) == rdflib.Literal(name)
        assert list(CODES.objects(PLOVER[name], SKOS.closeMatch))
    for concept in CODES.subjects(RDF.type, SKOS.Concept):
        assert CODES.value(concept, SKOS.inScheme)
        assert CODES.value(concept, SKOS.prefLabel)
    matched = {str(c) for c in CODES.objects(None, SKOS.closeMatch)}
    assert matched <= {str(c) for c in CODES.subjects(RDF.type, SKOS.Concept)}
    assert CODES.value(PLOVER.scheme, rdflib.DCTERMS.license) == rdflib.URIRef("https://creativecommons.org/licenses/by-sa/4.0/")


@pytest.mark.parametrize(("collection", "size"), [("contexts", 37), ("former-contexts", 11), ("auxiliarys", 4), ("sectors", 27)])
def test_plover_collections_are_whole_and_defined_in_both_languages(collection: str, size: int) -> None:
    members = set(CODES.objects(PLOVER[collection], SKOS.member))
    assert len(members) == size
    assert all(languages(CODES, member, SKOS.definition) == {"en", "ro"} for member in members)


def test_every_property_of_ours_is_connected() -> None:
    for kind in PROPERTY_TYPES:
        for term in ONTOLOGY.subjects(RDF.type, kind):
            if str(term).startswith(KGO):
                connected = (RDFS.domain, RDFS.range, OWL.inverseOf)
                assert any(ONTOLOGY.value(term, p) is not None for p in connected), term


def test_class_hierarchy_has_no_cycles() -> None:
    for term in OURS:
        above = set(ONTOLOGY.transitive_objects(term, RDFS.subClassOf)) - {term}
        assert not any((a, RDFS.subClassOf, term) in ONTOLOGY for a in above)


def curies(text: str) -> set[str]:
    names = "|".join(PREFIXES)
    found = re.findall(rf"(?<![\w:/])({names}):([A-Za-z][\w-]*)", text)
    return {PREFIXES[prefix] + local for prefix, local in found}


def undeclared(terms: set[str]) -> set[str]:
    return {t for t in terms if t not in DECLARED and not t.startswith(BUILT_IN)}


def test_code_uses_declared_terms_alone() -> None:
    source = (ROOT / "src/kgbuild/graph.py").read_text(encoding="utf-8")
    used = {PREFIXES[p] + n for p, n in re.findall(r'"([a-z]+):([A-Za-z]+)"', source) if p in PREFIXES}
    assert len(used) > 50
    assert undeclared(used) == set()


def test_shapes_use_declared_terms_alone() -> None:
    for file in sorted((ROOT / "shapes").glob("*.ttl")):
        text = re.sub(r"(?m)^@prefix.*$", "", file.read_text(encoding="utf-8"))
        assert undeclared(curies(text) - {PREFIXES["skos"] + "notation"}) == set(), file.name


def test_queries_use_declared_terms_alone() -> None:
    for file in sorted((ROOT / "src/kgbuild/queries").glob("*.rq")):
        text = "\n".join(x for x in file.read_text(encoding="utf-8").splitlines() if not x.startswith(("PREFIX", "#")))
        assert undeclared(curies(text)) == set(), file.name


def test_context_uses_declared_terms_alone() -> None:
    context = json.loads(ontology_text("context.jsonld"))["@context"]
    used = set()
    for value in context.values():
        entry = value if isinstance(value, dict) else {"@id": value}
        name = str(entry.get("@id", entry.get("@reverse", "")))
        prefix, _, local = name.partition(":")
        if prefix in PREFIXES and local:
            used.add(PREFIXES[prefix] + local)
    assert len(used) > 60
    assert undeclared(used) == set()


def test_context_names_each_term_once() -> None:
    context = json.loads(ontology_text("context.jsonld"))["@context"]
    names = [json.dumps(v, sort_keys=True) for k, v in context.items() if not k.startswith("@")]
    assert len(names) == len(set(names))
    for prefix in PREFIXES.keys() & context.keys():
        if isinstance(context[prefix], str) and context[prefix].endswith(("#", "/")):
            assert context[prefix] == PREFIXES[prefix]
