from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from tests.sample import ARTICLE_IRI, EXTRACTION, RUN, sample_quads
from tests.strategies import extractions

from kgbuild.errors import IriError
from kgbuild.graph import Run, term, to_quads
from kgbuild.model import Article, Claim, Extraction


def objects(quads: Sequence[ox.Quad], subject: str, predicate: str) -> list[object]:
    return [q.object for q in quads if q.subject == ox.NamedNode(subject) and q.predicate == term(predicate)]


def test_to_quads_is_deterministic_and_without_repetition() -> None:
    assert sample_quads() == sample_quads()
    assert max(Counter(sample_quads()).values()) == 1


def test_to_quads_has_no_blank_nodes_and_one_graph() -> None:
    quads = sample_quads()
    assert {q.graph_name for q in quads} == {ox.NamedNode(ARTICLE_IRI)}
    assert not any(isinstance(t, ox.BlankNode) for q in quads for t in (q.subject, q.object))


def test_to_quads_begins_with_the_article_and_ends_with_mentions() -> None:
    quads = sample_quads()
    assert quads[0].triple == ox.Triple(ox.NamedNode(ARTICLE_IRI), term("rdf:type"), term("schema:NewsArticle"))
    assert "#char=" in str(quads[-1].subject)


def test_no_text_leaves_out_the_text_but_not_the_words_of_mentions() -> None:
    quads = sample_quads(text=False)
    assert not objects(quads, ARTICLE_IRI, "nif:isString")
    sentences = {q.subject for q in quads if q.object == term("nif:Sentence")}
    mentions = {q.subject for q in quads if q.object == term("nif:OffsetBasedString")}
    quoted = {q.subject for q in quads if q.predicate == term("nif:anchorOf")}
    assert sentences
    assert quoted == mentions


def test_quoted_words_stand_at_their_offsets() -> None:
    quads = sample_quads()
    for quad in quads:
        if quad.predicate == term("nif:anchorOf"):
            begin, end = map(int, str(quad.subject).rstrip(">").partition("#char=")[2].split(","))
            assert isinstance(quad.object, ox.Literal)
            assert quad.object.value == EXTRACTION.article.text[begin:end]


def test_every_event_has_its_type_and_a_claim() -> None:
    quads = sample_quads()
    for event in EXTRACTION.events:
        node = f"{ARTICLE_IRI}#event-{event.key[1:]}"
        assert term(f"kgo:{event.event_class}") in objects(quads, node, "rdf:type")
        assert len(objects(quads, node, "sem:eventType")) == 1
        assert any(q.predicate == term("kgo:content") and q.object == ox.NamedNode(node) for q in quads)


def test_claim_without_source_is_the_articles() -> None:
    claim = next(c for c in EXTRACTION.claims if not c.sources)
    node = f"{ARTICLE_IRI}#claim-{claim.key[1:]}"
    assert objects(sample_quads(), node, "grasp:wasAttributedTo") == [ox.NamedNode(ARTICLE_IRI)]


def test_denied_relation_is_stated_but_not_asserted() -> None:
    relation = EXTRACTION.relations[0]
    denial = Claim("c99", relation.key, relation.mentions[0], polarity="negated")
    others = tuple(c for c in EXTRACTION.claims if c.content != relation.key)
    quads = to_quads(replace(EXTRACTION, claims=(*others, denial)), run=RUN)
    asserted = [q for q in quads if q.predicate == term(f"kgo:{relation.predicate}")]
    assert len(asserted) == sum(r.predicate == relation.predicate for r in EXTRACTION.relations) - 1
    assert term("kgo:RelationStatement") in objects(quads, f"{ARTICLE_IRI}#relation-{relation.key[1:]}", "rdf:type")


def test_base_and_address_name_things() -> None:
    article = replace(EXTRACTION.article, source_url="https://exemplu.ro/o știre")
    quads = to_quads(replace(EXTRACTION, article=article), base="https://exemplu.ro/kg", run=RUN)
    subjects = {str(q.subject).strip("<>") for q in quads}
    assert "https://exemplu.ro/o%20știre" in subjects
    assert all(s.startswith("https://exemplu.ro/") for s in subjects)


def test_bad_base_is_refused() -> None:
    with pytest.raises(IriError):
        to_quads(EXTRACTION, base="no base", run=RUN)


def test_article_with_nothing_in_it() -> None:
    quads = to_quads(Extraction(Article("gol", "Titlu", "Corp.")), run=Run("0.1.0"))
    assert {q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term("schema:NewsArticle")}


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(extractions())
def test_to_quads_takes_any_extraction(extraction: Extraction) -> None:
    quads = to_quads(extraction, run=RUN)
    assert len(set(quads)) == len(quads)
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    assert set(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) == set(quads)
