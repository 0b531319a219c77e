"""Which article a triple belongs to, found again from triples alone."""

from collections.abc import Sequence

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from tests.sample import sample_quads
from tests.strategies import extractions

from kgbuild.graph import Run, to_quads
from kgbuild.model import Actor, Article, Claim, Extraction, Mention, Relation
from kgbuild.serialize.article_graphs import by_graph


def without_graph(quads: Sequence[ox.Quad]) -> list[ox.Quad]:
    return [ox.Quad(q.subject, q.predicate, q.object) for q in quads]


def in_graph(quads: Sequence[ox.Quad]) -> dict[object, set[ox.Quad]]:
    return {quads[0].graph_name: set(quads)}


def second_article() -> Sequence[ox.Quad]:
    """An article that shares North Korea with the sample, but no relation."""
    article = Article("alta", "Coreea de Nord neagă", "Kim conduce Coreea de Nord.")
    korea = Actor("a1", "GeopoliticalEntity", "Coreea de Nord", (Mention.of(article.text, 0, 14),), "Q423", "1873107", "KP")
    kim = Actor("a2", "Person", "Kim Jong Un", (Mention.of(article.text, 22, 25),), "Q56226")
    words = Mention.of(article.text, 26, 33)
    relation, claim = Relation("r1", "a2", "opposes", "a1", (words,)), Claim("c1", "r1", words)
    return to_quads(Extraction(article, actors=(korea, kim), relations=(relation,), claims=(claim,)), run=Run("0"))


def test_by_graph_leaves_named_graphs_alone() -> None:
    assert by_graph(sample_quads()) == in_graph(sample_quads())


def test_by_graph_finds_the_graph_of_one_article() -> None:
    assert by_graph(without_graph(sample_quads())) == in_graph(sample_quads())


def test_by_graph_keeps_evidence_and_relations_in_their_article() -> None:
    first, second = sample_quads(), second_article()
    graphs = by_graph(without_graph([*first, *second]))
    shared = {ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"), ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")}
    for quads in (first, second):
        found = graphs[quads[0].graph_name]
        assert found >= set(quads)
        assert {q.predicate for q in found - set(quads)} <= shared


def test_by_graph_leaves_what_no_article_leads_to_in_the_default_graph() -> None:
    lonely = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "abc"))
    graphs = by_graph([*without_graph([*sample_quads(), *second_article()]), lonely])
    assert graphs[ox.DefaultGraph()] == {lonely}


def test_by_graph_takes_triples_of_no_article_as_they_are() -> None:
    lonely = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "abc"))
    assert by_graph([lonely]) == {ox.DefaultGraph(): {lonely}}


@given(extraction=extractions())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_by_graph_finds_the_graph_of_any_article(extraction: Extraction) -> None:
    quads = to_quads(extraction, run=Run("0"))
    assert by_graph(without_graph(quads)) == in_graph(quads)
