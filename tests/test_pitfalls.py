"""Pitfalls of ontologies, after the catalogue of OOPS!, and the global restrictions of OWL 2 DL, as checks of our own."""

import re

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kgbuild.resources import ontology_text
from kgbuild.vocab import PREFIXES

KGO = PREFIXES["kgo"]
ONTOLOGY = rdflib.Graph().parse(data=ontology_text("kgbuild.ttl"), format="turtle")
ALIGNED = ONTOLOGY + rdflib.Graph().parse(data=ontology_text("alignments.ttl"), format="turtle")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# The datatypes of OWL 2 in use; xsd:date is none of them.
DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.nonNegativeInteger, RDFS.Literal, RDF.langString}


def own(kind: rdflib.URIRef) -> list[rdflib.term.Node]:
    return sorted((s for s in ONTOLOGY.subjects(RDF.type, kind) if str(s).startswith(KGO)), key=str)


OBJECT_PROPERTIES = own(OWL.ObjectProperty)
DATA_PROPERTIES = own(OWL.DatatypeProperty)
CLASSES = [c for c in own(OWL.Class) if isinstance(c, rdflib.URIRef)]


def name(term: object) -> str:
    return str(term).partition("#")[2]


@pytest.mark.parametrize("term", [*OBJECT_PROPERTIES, *DATA_PROPERTIES], ids=name)
def test_property_has_one_domain_and_one_range(term: rdflib.term.Node) -> None:
    # Several domains would mean all of them at once (P19); none lets anything pass (P11).
    assert len(list(ONTOLOGY.objects(term, RDFS.domain))) == 1
    assert len(list(ONTOLOGY.objects(term, RDFS.range))) == 1


def test_inverses_have_domain_and_range_the_other_way_round() -> None:
    pairs = [(a, b) for a, b in ONTOLOGY.subject_objects(OWL.inverseOf) if str(a).startswith(KGO)]
    assert pairs
    for one, other in pairs:
        assert one != other
        for here, there in ((RDFS.range, RDFS.domain), (RDFS.domain, RDFS.range)):
            if isinstance(ONTOLOGY.value(other, there), rdflib.URIRef):
                assert ONTOLOGY.value(one, here) == ONTOLOGY.value(other, there), one


def test_symmetric_properties_have_domain_equal_to_range_and_no_inverse() -> None:
    for term in ONTOLOGY.subjects(RDF.type, OWL.SymmetricProperty):
        assert ONTOLOGY.value(term, RDFS.domain) == ONTOLOGY.value(term, RDFS.range)
        assert ONTOLOGY.value(term, OWL.inverseOf) is None


@pytest.mark.parametrize("term", CLASSES, ids=name)
def test_class_is_connected(term: rdflib.term.Node) -> None:
    links = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith)
    assert any((term, p, None) in ONTOLOGY or (None, p, term) in ONTOLOGY for p in links) or any(
        (None, p, term) in ONTOLOGY for p in (RDFS.domain, RDFS.range, RDF.first)
    )


def test_names_follow_one_convention() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name(c)) for c in CLASSES)
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", name(p)) for p in (*OBJECT_PROPERTIES, *DATA_PROPERTIES))
    labels = [str(o) for c in CLASSES for o in ONTOLOGY.objects(c, RDFS.label) if o.language == "en"]  # type: ignore[attr-defined]
    assert len(labels) == len(set(labels))


def test_nothing_is_below_itself() -> None:
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(ALIGNED.subjects(relation)):
            above = {a for o in ALIGNED.objects(term, relation) for a in ALIGNED.transitive_objects(o, relation)}
            assert term not in above, term


def test_no_term_is_two_kinds_of_thing() -> None:
    kinds = [set(ALIGNED.subjects(RDF.type, kind)) for kind in (OWL.Class, *PROPERTIES)]
    assert not any(one & other for i, one in enumerate(kinds) for other in kinds[i + 1 :])


def test_every_property_in_use_is_declared() -> None:
    declared = {s for kind in PROPERTIES for s in ALIGNED.subjects(RDF.type, kind)}
    built_in = (str(RDF), str(RDFS), str(OWL))
    assert {p for p in ALIGNED.predicates() if not str(p).startswith(built_in)} <= declared


def test_only_simple_properties_are_restricted_as_owl_2_dl_has_it() -> None:
    composite = {*ONTOLOGY.subjects(RDF.type, OWL.TransitiveProperty), *ONTOLOGY.subjects(OWL.propertyChainAxiom)}
    for term in list(composite):
        composite |= {above for above in ONTOLOGY.transitive_objects(term, RDFS.subPropertyOf) if above is not None}
        composite |= {*ONTOLOGY.subjects(OWL.inverseOf, term), *ONTOLOGY.objects(term, OWL.inverseOf)}
    for kind in (OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty):
        assert not composite & set(ONTOLOGY.subjects(RDF.type, kind)), kind
    for restriction, term in ONTOLOGY.subject_objects(OWL.onProperty):
        if term in composite:
            assert (restriction, OWL.allValuesFrom, None) in ONTOLOGY or (restriction, OWL.someValuesFrom, None) in ONTOLOGY


def test_chains_keep_to_the_order_that_owl_2_dl_asks_for() -> None:
    for term, chain in ONTOLOGY.subject_objects(OWL.propertyChainAxiom):
        assert term not in list(Collection(ONTOLOGY, chain))


@pytest.mark.parametrize("term", DATA_PROPERTIES, ids=name)
def test_data_ranges_are_of_owl_2(term: rdflib.term.Node) -> None:
    assert set(ONTOLOGY.objects(term, RDFS.range)) <= DATATYPES


def test_plover_concepts_are_complete() -> None:
    codes = rdflib.Graph().parse(data=ontology_text("plover.ttl"), format="turtle")
    skos = rdflib.Namespace(PREFIXES["skos"])
    notations = {str(n) for n in codes.objects(None, skos.notation)}
    assert len({n for n in notations if re.fullmatch(r"CAMEO/\d\d", n)}) == 20
    assert len({n for n in notations if re.fullmatch(r"[A-Z]+", n)}) == 16
    assert {n.partition("/")[0] for n in notations if "/" in n} >= {"context", "auxiliary", "sector", "CAMEO"}
    for concept in codes.subjects(RDF.type, skos.Concept):
        if not str(concept).startswith(f"{PREFIXES['plover']}CAMEO"):
            assert {d.language for d in codes.objects(concept, skos.definition)} == {"en", "ro"}, concept  # type: ignore[attr-defined]
