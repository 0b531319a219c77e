from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kgbuild.annotate import SHIPPED, annotate, load_pipeline, read_doc
from kgbuild.errors import ModelError
from kgbuild.events import ACTORS, EVENTS, FACTORY
from kgbuild.model import Article

TITLE = "Armata rusă a bombardat din nou orașul Kiev"
BODY = (
    "Rusia a atacat vineri Kievul cu drone. Doi oameni au murit, a anunțat președintele Volodimir Zelenski.\n"
    "Germania a condamnat atacul."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load(SHIPPED)
    pipeline.add_pipe(FACTORY)
    return pipeline


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(f"{TITLE}\n\n{BODY}")


def test_events_have_type_chance_and_one_key_for_a_happening(doc: Doc) -> None:
    events = doc.spans[EVENTS]
    assert [(span.text, span.label_) for span in events] == [
        ("a bombardat", "ASSAULT"),
        ("a atacat", "ASSAULT"),
        ("au murit", "DEATH"),
        ("a anunțat", "COMMUNICATE"),
        ("a condamnat", "ACCUSE"),
        ("atacul", "ASSAULT"),
    ]
    assert events[1].id_ == events[5].id_ != events[2].id_
    scores = events.attrs["scores"]
    assert isinstance(scores, np.ndarray)
    assert len(scores) == len(events)
    assert (scores >= 0.25).all()
    assert (scores <= 1).all()


def test_actors_have_type_key_and_wikidata_id(doc: Doc) -> None:
    found = {span.text: span for span in doc.spans[ACTORS]}
    assert {(text, found[text].label_, found[text].kb_id_) for text in ("Rusia", "Volodimir Zelenski", "Doi oameni")} == {
        ("Rusia", "GeopoliticalEntity", "Q159"),
        ("Volodimir Zelenski", "Person", "Q3874799"),
        ("Doi oameni", "PersonGroup", ""),
    }
    assert found["Armata rusă"].id_ != found["Germania"].id_


def test_spans_come_back_from_bytes(nlp: Language, doc: Doc) -> None:
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span.label_ for span in again.spans[EVENTS]] == [span.label_ for span in doc.spans[EVENTS]]
    assert list(again.spans[EVENTS].attrs["scores"]) == list(doc.spans[EVENTS].attrs["scores"])


def test_pipeline_with_it_comes_back_from_disk(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)(doc.text)
    assert [span.text for span in again.spans[EVENTS]] == [span.text for span in doc.spans[EVENTS]]


def test_read_doc_is_the_analysis_of_the_article(doc: Doc) -> None:
    read, wanted = read_doc(doc), annotate(Article("a", TITLE, BODY), load_pipeline())
    assert read.title_end == wanted.title_end == len(TITLE)
    assert read.sentences == wanted.sentences
    assert [(t.start, t.form, t.upos, t.lemma, t.entity) for t in read.tokens] == [
        (t.start, t.form, t.upos, t.lemma, t.entity) for t in wanted.tokens
    ]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Rusia a atacat Ucraina.", "Fără titlu.\nRusia a atacat Ucraina.\n\nA treia linie."]
)
def test_text_without_title(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert read_doc(doc).title_end == 0
    assert [span.text for span in doc.spans[EVENTS]] == ["a atacat"] * ("atacat" in text)


def test_doc_without_analysis_is_refused() -> None:
    empty = spacy.blank("ro")
    empty.add_pipe(FACTORY)
    with pytest.raises(ModelError, match=r"no parts of speech, no lemmas, no dependencies, no named entities: analyse it first"):
        empty("Rusia a atacat Ucraina.")


def test_pipeline_of_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match="reads Romanian, not 'en'"):
        spacy.blank("en").add_pipe(FACTORY)


def test_line_begins_a_sentence_in_the_shipped_pipeline() -> None:
    doc = load_pipeline().nlp("Un titlu fără punct\n\nRusia a atacat\nUcraina a răspuns.")
    assert [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()] == [
        "Un titlu fără punct",
        "Rusia a atacat",
        "Ucraina a răspuns.",
    ]
