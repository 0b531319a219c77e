"""One graph in five formats, read by two parsers; the frame; the NIF that NIF tools expect."""

import json
from itertools import pairwise

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld
from rdflib.compare import to_isomorphic
from tests.sample import ARTICLE, ARTICLE_IRI, sample_quads

from kgbuild.resources import ontology_text, read_context
from kgbuild.serialize import serialize

FORMATS = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "nquads": ("nquads", ox.RdfFormat.N_QUADS),
    "rdfxml": ("xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
}


def by_rdflib(text: str, form: str) -> rdflib.Graph:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=text, format=form)
    graph = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        graph.add(triple[:3])
    return graph


def by_oxigraph(text: str, form: ox.RdfFormat) -> rdflib.Graph:
    triples = ox.serialize((q.triple for q in ox.parse(text, format=form)), format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=triples.decode(), format="nt")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_all_formats_are_isomorphic_for_both_parsers() -> None:
    graphs = []
    for form, (rdflib_form, ox_form) in FORMATS.items():
        text = serialize(sample_quads(), form, read_context())
        graphs += [to_isomorphic(by_rdflib(text, rdflib_form)), to_isomorphic(by_oxigraph(text, ox_form))]
    assert len(graphs[0]) == len({q.triple for q in sample_quads()})
    assert all(one == other for one, other in pairwise(graphs))


def test_frame_gives_the_article_with_its_events_and_their_claims() -> None:
    document = json.loads(serialize(sample_quads(), "jsonld", read_context()))
    framed = jsonld.frame(document, json.loads(ontology_text("frame.jsonld")))
    assert framed["@id"] == ARTICLE_IRI
    events = framed["@reverse"]["kgo:reportedIn"]
    assert {e["@id"].rpartition("#")[2] for e in events} >= {f"event-{n}" for n in range(1, 11)}
    deployment = next(e for e in events if e["@id"].endswith("#event-2"))
    assert len(deployment["@reverse"]["kgo:content"]) == 2


def test_nif_holds_what_nif_2_asks_of_strings() -> None:
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    graph = by_oxigraph(serialize(sample_quads(), "turtle"), ox.RdfFormat.TURTLE)
    [context] = graph.subjects(rdflib.RDF.type, nif.Context)
    assert str(graph.value(context, nif.isString)) == ARTICLE.text
    strings = set(graph.subjects(nif.referenceContext, context))
    assert len(strings) > 30
    for string in strings:
        begin, end = (int(str(graph.value(string, p))) for p in (nif.beginIndex, nif.endIndex))
        assert str(graph.value(string, nif.anchorOf)) == ARTICLE.text[begin:end]
        assert str(string) == f"{context}#char={begin},{end}"
        assert {nif.OffsetBasedString, nif.Sentence} & set(graph.objects(string, rdflib.RDF.type))
