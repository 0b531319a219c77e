"""The view in schema.org's terms: nothing else in it, and what search engines need of a NewsArticle."""

import pyoxigraph as ox
from tests.sample import ARTICLE, ARTICLE_IRI, sample_quads

from kgbuild.graph import term
from kgbuild.schema_org import to_schema_org
from kgbuild.vocab import PREFIXES

VIEW = to_schema_org(sample_quads())
ARTICLE_NODE = ox.NamedNode(ARTICLE_IRI)


def objects(predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    return [q.object for q in VIEW if q.subject == ARTICLE_NODE and q.predicate == term(predicate)]


def test_all_terms_are_of_schema_org() -> None:
    kinds = {q.object.value for q in VIEW if q.predicate == term("rdf:type") and isinstance(q.object, ox.NamedNode)}
    assert all(kind.startswith(PREFIXES["schema"]) for kind in kinds)
    assert {q.predicate.value for q in VIEW if not q.predicate.value.startswith(PREFIXES["schema"])} == {term("rdf:type").value}


def test_article_has_what_a_news_article_needs() -> None:
    assert term("schema:NewsArticle") in objects("rdf:type")
    assert [getattr(o, "value", "") for o in objects("schema:headline")] == [ARTICLE.title]
    assert [getattr(o, "value", "") for o in objects("schema:datePublished")] == ["2025-12-27"]
    assert [getattr(o, "value", "") for o in objects("schema:articleBody")] == [ARTICLE.text]


def test_article_is_about_the_most_named_and_mentions_the_others() -> None:
    names = {q.subject: q.object for q in VIEW if q.predicate == term("schema:name")}
    about = {getattr(names[o], "value", "") for o in objects("schema:about")}  # type: ignore[index]
    assert {"Coreea de Nord", "Rusia"} <= about
    assert len(objects("schema:about")) == 3
    assert len(objects("schema:mentions")) == 6


def test_linked_actors_lead_to_wikidata() -> None:
    same = {getattr(q.object, "value", "") for q in VIEW if q.predicate == term("schema:sameAs")}
    assert "http://www.wikidata.org/entity/Q423" in same
