import logging
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sample import ARTICLE_IRI, EXTRACTION, RUN, mention, sample_quads
from tests.strategies import extractions

from kgbuild.errors import ShapesError
from kgbuild.graph import term, to_quads
from kgbuild.iri import mention_iri
from kgbuild.model import Extraction
from kgbuild.validate import Report, gate, merge_reports, validate

QUADS = sample_quads()
GRAPH = ox.NamedNode(ARTICLE_IRI)
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def node(fragment: str) -> ox.NamedNode:
    return ox.NamedNode(f"{ARTICLE_IRI}#{fragment}")


def subjects(quads: Sequence[ox.Quad]) -> set[object]:
    return {q.subject for q in quads}


def test_what_conforms_passes_whole() -> None:
    result = gate(QUADS)
    assert result.report.conforms
    assert result.report.dropped == 0
    assert [*result.kept] == QUADS


def test_nothing_passes() -> None:
    assert gate([]) == (Report(), [])


def moved(words: str) -> list[ox.Quad]:
    """The sample with the words of a mention moved by one."""
    broken = ox.NamedNode(mention_iri(ARTICLE_IRI, mention(words)))
    quads = []
    for q in QUADS:
        if q.subject == broken and q.predicate == term("nif:beginIndex") and isinstance(q.object, ox.Literal):
            offset = ox.Literal(str(int(q.object.value) + 1), datatype=q.object.datatype)
            quads.append(ox.Quad(q.subject, q.predicate, offset, q.graph_name))
        else:
            quads.append(q)
    assert quads != QUADS
    return quads


def test_broken_trigger_takes_event_claims_and_roles() -> None:
    event = EXTRACTION.events[-1]
    result = gate(moved(event.triggers[0].text))
    left = subjects(result.kept)
    assert not result.report.conforms
    assert node(f"event-{event.key[1:]}") not in left
    claims = [c for c in EXTRACTION.claims if c.content == event.key]
    assert claims
    assert not {node(f"claim-{c.key[1:]}") for c in claims} & left
    assert not any(str(s).startswith(f"<{ARTICLE_IRI}#event-{event.key[1:]}-") for s in left)
    assert result.report.dropped == len(QUADS) - len(result.kept)
    assert result.report.dropped_nodes["Event"] == 1
    assert result.report.dropped_nodes["Claim"] == len(claims)
    assert gate(result.kept).report.conforms


def test_event_without_claims_goes() -> None:
    event = EXTRACTION.events[0]
    claims = {node(f"claim-{c.key[1:]}") for c in EXTRACTION.claims if c.content == event.key}
    result = gate([q for q in QUADS if q.subject not in claims])
    assert node(f"event-{event.key[1:]}") not in subjects(result.kept)


def test_wrong_value_goes_alone() -> None:
    event = node("event-1")
    wrong = ox.Quad(event, term("kgo:agent"), GRAPH, GRAPH)
    result = gate([*QUADS, wrong])
    assert [*result.kept] == QUADS
    assert result.report.dropped == 1
    assert result.report.dropped_nodes == {}


def test_relation_goes_with_its_evidence() -> None:
    relation = EXTRACTION.relations[0]
    statement = node(f"relation-{relation.key[1:]}")
    result = gate([q for q in QUADS if not (q.subject == statement and q.predicate == term("gaf:denotedBy"))])
    assert statement not in subjects(result.kept)
    asserted = [q for q in QUADS if q.predicate == term(f"kgo:{relation.predicate}")]
    kept = [q for q in result.kept if q.predicate == term(f"kgo:{relation.predicate}")]
    assert len(kept) == len(asserted) - 1


def test_broken_article_takes_all() -> None:
    result = gate([q for q in QUADS if q.predicate != term("schema:headline")])
    assert not {q.subject for q in result.kept if ARTICLE_IRI in str(q.subject)}


def test_each_graph_is_judged_by_itself() -> None:
    other = ox.NamedNode("https://exemplu.ro/2")
    shared = next(q.subject for q in QUADS if q.predicate == term("owl:sameAs"))
    assert isinstance(shared, ox.NamedNode)
    alone = [ox.Quad(shared, term("rdf:type"), term("kgo:Organization"), other)]
    result = gate([*QUADS, *alone])
    assert [q for q in result.kept if q.graph_name == GRAPH] == QUADS
    assert not [q for q in result.kept if q.graph_name == other]


def test_event_told_as_fact_loses_a_time_after_the_publication_and_stays() -> None:
    key, time_key = next((e.key, e.time) for e in EXTRACTION.events if e.time)
    when, happening = node(f"time-{time_key[1:]}"), node(f"event-{key[1:]}")
    late = ox.Literal("2999-01-01", datatype=term("xsd:date"))
    days = {term("kgo:earliest"), term("kgo:latest"), term("time:inXSDDate")}
    quads = [ox.Quad(q.subject, q.predicate, late, GRAPH) if q.subject == when and q.predicate in days else q for q in QUADS]
    result = gate(quads)
    assert not result.report.conforms
    assert when not in subjects(result.kept)
    assert [q for q in result.kept if q.subject == happening] == [
        q for q in QUADS if q.subject == happening and q.predicate != term("sem:hasTime")
    ]


def test_warning_is_reported_and_takes_nothing(tmp_path: Path) -> None:
    (tmp_path / "warning.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kgo: <https://w3id.org/kgbuild/ontology#> .
<https://exemplu.ro/shape> a sh:NodeShape ; sh:targetClass kgo:Event ; sh:severity sh:Warning ; sh:property [
    sh:path kgo:frame ; sh:minCount 9 ; sh:severity sh:Warning ; sh:message "frames"@en ] .
""",
        encoding="utf-8",
    )
    result = gate(QUADS, tmp_path)
    assert result.report.results
    assert result.report.conforms
    assert result.report.dropped == 0


def test_ill_typed_literals_are_told_quietly(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        wrong = ox.Literal("vineri", datatype=term("xsd:date"))
        predicate = term("schema:datePublished")
        quads = [ox.Quad(q.subject, q.predicate, wrong, GRAPH) if q.predicate == predicate else q for q in QUADS]
        result = gate(quads)
    assert result.report.dropped == 1
    assert not caplog.records


_VALUES: list[ox.NamedNode | ox.Literal] = [
    ox.Literal("altceva"),
    ox.Literal("-1", datatype=term("xsd:nonNegativeInteger")),
    ox.Literal("vineri", datatype=term("xsd:date")),
    ox.Literal("1500-01-01", datatype=term("xsd:date")),
    ox.Literal("7", datatype=term("xsd:integer")),
    ox.Literal("", language="ro"),
    term("kgo:Person"),
    GRAPH,
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_the_gate_keeps_conforms(data: st.DataObject) -> None:
    quads = list(QUADS)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(quads) - 1))
        quad = quads[at]
        how = data.draw(st.sampled_from(["drop", "value", "swap", "add"]))
        other = quads[data.draw(st.integers(0, len(quads) - 1))]
        if how == "drop":
            del quads[at]
        elif how == "value":
            quads[at] = ox.Quad(quad.subject, quad.predicate, data.draw(st.sampled_from(_VALUES)), GRAPH)
        elif how == "swap":
            quads[at] = ox.Quad(quad.subject, quad.predicate, other.object, GRAPH)
        else:
            quads.append(ox.Quad(quad.subject, other.predicate, other.object, GRAPH))
    result = gate(quads)
    assert set(result.kept) <= set(quads)
    assert validate(result.kept).conforms
    assert result.report.conforms == (result.report.dropped == 0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_the_gate_copes_with_any_extraction(extraction: Extraction) -> None:
    assert validate(gate(to_quads(extraction, run=RUN)).kept).conforms


def test_report_is_one_of_the_w3c() -> None:
    report = gate(moved(EXTRACTION.events[-1].triggers[0].text)).report
    graph = rdflib.Graph().parse(data=report.turtle(), format="turtle")
    top = graph.value(None, rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(top, SH.conforms) == rdflib.Literal("false", datatype=rdflib.XSD.boolean)
    results = list(graph.objects(top, SH.result))
    assert len(results) == len(report.results)
    for result in results:
        for needed in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultMessage):
            assert graph.value(result, needed) is not None
    assert report.turtle() == gate(moved(EXTRACTION.events[-1].triggers[0].text)).report.turtle()


def test_reports_merge() -> None:
    one = gate(moved(EXTRACTION.events[-1].triggers[0].text)).report
    both = merge_reports([one, Report(), one])
    assert both.dropped == 2 * one.dropped
    assert both.dropped_nodes["Event"] == 2
    assert not both.conforms


@pytest.mark.parametrize(
    "shape",
    [
        "not turtle",
        "",
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
        <urn:s> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:sparql [ sh:select "SELECT $this WHERE { nothing" ] .""",
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
        <urn:s> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:minCount "many" ; sh:pattern "(" ; sh:path 7 .""",
    ],
)
def test_bad_shapes_are_told_and_leave_rdflib_as_it_was(tmp_path: Path, shape: str) -> None:
    if shape:
        (tmp_path / "s.ttl").write_text(shape)
    with pytest.raises(ShapesError):
        gate(QUADS, tmp_path)
    assert rdflib.NORMALIZE_LITERALS
    assert not logging.getLogger("rdflib.term").disabled


def test_own_shapes_are_used(tmp_path: Path) -> None:
    (tmp_path / "s.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
        <urn:s> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:message "Prea scurt." ;
            sh:property [ sh:path schema:headline ; sh:minLength 500 ] ."""
    )
    report = validate(QUADS, tmp_path)
    assert [str(r.focus_node) for r in report.results] == [f"<{ARTICLE_IRI}>"]


def test_gate_is_quick_enough() -> None:
    gate(QUADS)
    start = time.process_time()
    gate(QUADS)
    assert time.process_time() - start < 1
