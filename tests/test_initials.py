from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.lookups import Lookups

from kgbuild.annotate import SHIPPED, Pipeline, annotate, load_pipeline
from kgbuild.errors import LexiconError
from kgbuild.initials import FACTORY, FORM_TABLE, Initials, Words
from kgbuild.model import Article


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("ro")
    nlp.vocab.lookups = Lookups()
    nlp.vocab.lookups.add_table(FORM_TABLE, {"medicii": "medic", "negri": "negru"})
    return nlp


WORDS = Words(frozenset({"acest", "a", "dacă"}), frozenset({"cu", "lui"}), frozenset({"gen"}))


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Conține vitamina C. Acest lucru ajută", ["C"]),
        ("Conține vitamina C. Medicii o recomandă", ["C"]),
        ("La 20 ° C. Medicii spun", ["C"]),
        ("La 90 mV. Acest nivel", ["mV"]),
        ("Așa e. Dacă pleacă", ["e"]),
        # What stays whole: initials, also before a name that is a common word; items of a list; what goes on in lower case.
        ("Prietenul lui C. Negri a venit", []),
        ("Prietenul Ion C. Negri a venit", []),
        ("Cu C. A. Rosetti", []),
        ("George W. Bush a plecat", []),
        ("Unu. B. Acest punct", []),
        ("A. Acest punct", []),
        ("Domnul C. a plecat", []),
        ("La secția C.", []),
    ],
)
def test_letters_are_parted_where_a_sentence_begins(nlp: Language, text: str, parted: list[str]) -> None:
    before = nlp(text)
    doc = Initials(nlp.vocab, WORDS)(before)
    kept = {token.idx for token in before if token.text[-1:] == "."}
    assert [doc[token.i - 1].text for token in doc if token.text == "." and token.idx not in kept] == parted
    assert doc.text == text


def test_without_a_table_of_forms_only_beginners_part() -> None:
    blank = spacy.blank("ro")
    texts = ["Vitamina C. Acest lucru", "Vitamina C. Medicii spun"]
    assert [len(Initials(blank.vocab, WORDS)(blank(text))) for text in texts] == [5, 4]


def test_component_without_words_leaves_pronouns_alone() -> None:
    fresh = spacy.blank("ro")
    fresh.add_pipe(FACTORY)
    assert [token.text for token in fresh("Vitamina C. Acest lucru")] == ["Vitamina", "C.", "Acest", "lucru"]


def test_component_comes_back_from_disk_and_bytes(nlp: Language, tmp_path: Path) -> None:
    wanted = Initials(nlp.vocab, WORDS)
    wanted.to_disk(tmp_path / "initials")
    assert Initials(nlp.vocab).from_disk(tmp_path / "initials").words == WORDS
    assert Initials(nlp.vocab).from_bytes(wanted.to_bytes()).words == WORDS


@pytest.mark.parametrize("content", ["{", "[]", '{"links": []}', '{"beginners": 1, "links": [], "nouns": []}'])
def test_component_broken_lists_are_named(nlp: Language, tmp_path: Path, content: str) -> None:
    (tmp_path / "words.json").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.json.*no lists of words.*training"):
        Initials(nlp.vocab).from_disk(tmp_path)


def test_shipped_pipeline_begins_with_it(pipeline: Pipeline) -> None:
    assert pipeline.nlp.pipe_names[0] == "initials"
    assert (SHIPPED / "initials" / "words.json").exists()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "Spitalul testează pacienții pentru hepatita C. Medicii spun că boala se tratează.",
            ["Spitalul testează pacienții pentru hepatita C.", "Medicii spun că boala se tratează."],
        ),
        (
            "Poliția a amendat 30 de fapte de acest gen. Amenzile trec de un milion de lei.",
            ["Poliția a amendat 30 de fapte de acest gen.", "Amenzile trec de un milion de lei."],
        ),
        ("Ambasadorul Dereck J. Hogan a plecat luni.", ["Ambasadorul Dereck J. Hogan a plecat luni."]),
        ("Ordinul a fost semnat de gen. Nicolae Ciucă.", ["Ordinul a fost semnat de gen. Nicolae Ciucă."]),
    ],
)
def test_initials_in_news(pipeline: Pipeline, body: str, wanted: list[str]) -> None:
    text = annotate(Article("a", "Titlu", body), pipeline)
    assert [text.text[s.start : s.end] for s in text.sentences if s.start > text.title_end] == wanted
