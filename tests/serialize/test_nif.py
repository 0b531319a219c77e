"""The NIF in a graph, read by a NIF library: nifigator of De Nederlandsche Bank."""

import pytest
from tests.sample import ARTICLE, ARTICLE_IRI, sample_quads

from kgbuild.serialize import serialize


@pytest.mark.filterwarnings("ignore")
def test_nifigator_finds_context_sentences_and_their_text() -> None:
    nifigator = pytest.importorskip("nifigator", reason="needs nifigator: pip install '.[independent]'")
    graph = nifigator.NifGraph()
    graph.parse(data=serialize(sample_quads(), "turtle"), format="turtle")
    [context] = graph.contexts
    assert str(context.uri) == ARTICLE_IRI
    assert str(context.isString) == ARTICLE.text
    sentences = context.sentences
    assert len(sentences) > 3
    for sentence in sentences:
        begin, end = int(sentence.beginIndex), int(sentence.endIndex)
        assert str(sentence.anchorOf) == ARTICLE.text[begin:end]
