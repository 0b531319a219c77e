"""JSON-LD: the same triples as everywhere, nested for reading, never anything from the network."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from pyld import jsonld
from tests.sample import ARTICLE_IRI, sample_quads
from tests.strategies import extractions

from kgbuild.errors import OutputError
from kgbuild.graph import Run, to_quads
from kgbuild.model import Extraction
from kgbuild.serialize.jsonld import to_jsonld

CONTEXT: Mapping[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "ontology" / "context.jsonld").read_text(encoding="utf-8")
)


def triples(quads: Sequence[ox.Quad]) -> set[ox.Triple]:
    return {q.triple for q in quads}


def parsed(document: str) -> set[ox.Triple]:
    return triples(list(ox.parse(document, format=ox.RdfFormat.JSON_LD)))


def sample_document(*, text: bool = True) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_jsonld(sample_quads(text=text), CONTEXT))
    return document


def test_jsonld_expands_to_the_triples_by_pyoxigraph() -> None:
    assert parsed(to_jsonld(sample_quads(), CONTEXT)) == triples(sample_quads())


# rdflib 7.6 still uses its own deprecated class in its JSON-LD parser.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_jsonld_expands_to_the_triples_by_rdflib() -> None:
    read = rdflib.Graph().parse(data=to_jsonld(sample_quads(), CONTEXT), format="json-ld")
    lines = ox.serialize(triples(sample_quads()), format=ox.RdfFormat.N_TRIPLES) or b""
    assert set(read) == set(rdflib.Graph().parse(data=lines, format="nt"))


def test_jsonld_expands_to_the_triples_by_pyld() -> None:
    lines = jsonld.to_rdf(json.loads(to_jsonld(sample_quads(), CONTEXT)), {"format": "application/n-quads"})
    assert triples(list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))) == triples(sample_quads())


@given(extraction=extractions())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_jsonld_expands_to_the_triples_of_any_extraction(extraction: Extraction) -> None:
    quads = to_quads(extraction, run=Run("0"))
    assert parsed(to_jsonld(quads, CONTEXT)) == triples(quads)


def test_jsonld_is_the_same_whatever_the_order_of_the_quads() -> None:
    assert to_jsonld(sample_quads(), CONTEXT) == to_jsonld(sample_quads()[::-1], CONTEXT)


def test_jsonld_nests_claims_in_events_in_the_article() -> None:
    article = sample_document()["graph"][0]
    assert article["headline"] == {"ro": "Coreea de Nord confirmă trupele trimise Rusiei"}
    killing = next(e for e in article["events"] if "kgo:Killing" in e["type"])
    assert [m["quote"] for m in killing["mentions"]] == ["au fost uciși"]
    assert [q["minimum"] for q in killing["quantity"]] == [9]
    assert [c["polarity"] for c in killing["claims"]] == ["affirmed"]


def test_jsonld_refers_to_actors_by_id() -> None:
    document = sample_document()
    article, *others = document["graph"]
    labels = {node["id"]: node["label"]["ro"] for node in others if "label" in node}
    transfer = next(e for e in article["events"] if "kgo:ArmsTransfer" in e["type"])
    assert [labels[i] for i in transfer["recipient"]] == ["Rusia"]


def test_jsonld_lists_sentences_in_the_article() -> None:
    assert len(sample_document()["graph"][0]["sentences"]) == 7
    assert "quote" not in sample_document(text=False)["graph"][0]["sentences"][0]


def test_jsonld_has_no_blank_nodes() -> None:
    assert "_:" not in to_jsonld(sample_quads(), CONTEXT)


def test_jsonld_of_several_articles_is_one_document() -> None:
    other = "https://exemplu.ro/2"
    second = [
        ox.Quad(ox.NamedNode(other), q.predicate, q.object, ox.NamedNode(other))
        for q in sample_quads()
        if q.subject == q.graph_name
    ]
    document = json.loads(to_jsonld([*sample_quads(), *second], CONTEXT))
    assert [n["id"] for n in document["graph"] if "NewsArticle" in n["type"]] == [other, ARTICLE_IRI]


def test_jsonld_of_nothing_is_an_empty_graph() -> None:
    assert parsed(to_jsonld([], CONTEXT)) == set()


def test_jsonld_keeps_what_hangs_together_in_a_circle() -> None:
    a, b, p = (ox.NamedNode(f"https://example.org/{name}") for name in "abp")
    content = ox.NamedNode("https://w3id.org/kgbuild/ontology#content")
    circle = [ox.Quad(a, content, b), ox.Quad(b, content, a), ox.Quad(a, p, a)]
    assert parsed(to_jsonld(circle, CONTEXT)) == triples(circle)


@pytest.mark.parametrize("lexical", ["007", "+7", "12345678901234567890", "7.0", "-0"])
def test_jsonld_keeps_unusual_lexical_forms_of_integers(lexical: str) -> None:
    value = ox.Literal(lexical, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    quads = [ox.Quad(ox.NamedNode("https://example.org/a"), ox.NamedNode("https://schema.org/value"), value)]
    assert parsed(to_jsonld(quads, CONTEXT)) == triples(quads)


def test_jsonld_never_fetches_a_context() -> None:
    with pytest.raises(OutputError, match="nothing is fetched"):
        to_jsonld(sample_quads(), {"@context": "https://example.org/context.jsonld"})


def test_jsonld_says_what_is_wrong_with_a_context() -> None:
    with pytest.raises(OutputError, match="context cannot be used"):
        to_jsonld(sample_quads(), {"@context": {"@version": 2.0}})
