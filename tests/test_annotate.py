from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.training import Example

from kgbuild.annotate import SHIPPED, Pipeline, annotate, annotate_many, as_prose, load_pipeline, text_lines
from kgbuild.errors import ModelError
from kgbuild.model import AnnotatedText, Article, Token

Analyse = Callable[[str], AnnotatedText]

SENTENCES = [
    "Premierul a declarat joi că bugetul va fi adoptat în martie.",
    "Ministrul s-a întâlnit la Chișinău cu omologul său, care l-a primit într-o sală goală.",
    "„Nu vom ceda”, a spus președintele.",
    "Cel puțin nouă soldați au fost uciși în regiunea Kursk, potrivit KCNA.",
    "Guvernul S.U.A. a trimis Ucrainei 2.000 de rachete în valoare de 12,5 milioane de dolari.",
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="module")
def analyse(pipeline: Pipeline) -> Analyse:
    return lambda body: annotate(Article("a", "Titlu", body), pipeline)


def body_tokens(text: AnnotatedText) -> list[Token]:
    return [token for token in text.tokens if token.start > text.title_end]


def forms(text: AnnotatedText) -> list[str]:
    return [token.form for token in body_tokens(text)]


def token(text: AnnotatedText, form: str) -> Token:
    return next(token for token in body_tokens(text) if token.form == form)


def entities(text: AnnotatedText) -> dict[str, str]:
    found: dict[str, str] = {}
    name, kind = "", ""
    for token in [*body_tokens(text), None]:
        if name and (token is None or not token.entity or token.entity_start):
            found[name], name = kind, ""
        if token is not None and token.entity:
            name, kind = f"{name} {token.form}".strip(), token.entity
    return found


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("S-a întors într-o zi.", ["S-", "a", "întors", "într-", "o", "zi", "."]),
        ("Omul care l-a văzut.", ["Omul", "care", "l-", "a", "văzut", "."]),
        ("I-au spus.", ["I-", "au", "spus", "."]),
        ("Liderul nord-coreean tace.", ["Liderul", "nord-coreean", "tace", "."]),
        ("Oficialii U.E. și S.U.A. tac.", ["Oficialii", "U.E.", "și", "S.U.A.", "tac", "."]),
        ("Dl. Popescu tace.", ["Dl.", "Popescu", "tace", "."]),
        ("Au venit 2.000 de oameni.", ["Au", "venit", "2.000", "de", "oameni", "."]),
    ],
)
def test_annotate_parts_words_as_the_treebank_does(analyse: Analyse, body: str, wanted: list[str]) -> None:
    assert forms(analyse(body)) == wanted


@pytest.mark.parametrize("body", SENTENCES)
def test_annotate_offsets_point_at_the_forms(analyse: Analyse, body: str) -> None:
    text = analyse(body)
    assert [text.text[token.start : token.end] for token in text.tokens] == [token.form for token in text.tokens]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(alphabet=st.sampled_from("aăîșțşţ B.,\n\r\t„”-1\u00a0ĂȘ😀"), min_size=1, max_size=60))
def test_annotate_any_text_gives_a_forest_over_its_own_offsets(pipeline: Pipeline, body: str) -> None:
    text = annotate(Article("a", "Titlu", body), pipeline)
    assert [token.index for token in text.tokens] == list(range(len(text.tokens)))
    for token in text.tokens:
        assert text.sentences[token.sentence].first <= token.head < text.sentences[token.sentence].last
        assert len(token.form) == token.end - token.start
    ends = [(token.start, token.end) for token in text.tokens]
    assert ends == sorted(ends)
    assert sum(len(range(sentence.first, sentence.last)) for sentence in text.sentences) == len(text.tokens)


def test_annotate_each_sentence_has_one_root(analyse: Analyse) -> None:
    text = analyse(" ".join(SENTENCES))
    for sentence in text.sentences:
        assert sum(token.deprel == "root" for token in text.sentence_tokens(sentence)) == 1


def test_annotate_title_is_a_sentence_of_its_own(pipeline: Pipeline) -> None:
    text = annotate(Article("a", "Kim a trimis trupe", "Kim a trimis trupe în Rusia."), pipeline)
    assert text.title_end == len("Kim a trimis trupe")
    assert (text.sentences[0].start, text.sentences[0].end) == (0, text.title_end)


def test_annotate_line_break_ends_a_sentence(analyse: Analyse) -> None:
    text = analyse("Kim a plecat\nPutin a rămas")
    assert [text.text[s.start : s.end] for s in text.sentences[1:]] == ["Kim a plecat", "Putin a rămas"]


def test_annotate_cedilla_gives_the_same_analysis(analyse: Analyse) -> None:
    comma = analyse("Președintele țării și soldații săi au plecat.")
    cedilla = analyse("Preşedintele ţării şi soldaţii săi au plecat.")
    assert cedilla.tokens == comma.tokens
    assert "ş" in cedilla.text


@pytest.mark.parametrize(
    "body",
    [
        "Dl. Popescu a plecat la Iași.",
        "Oficialii S.U.A. au plecat la Iași.",
        "Legea nr. 5 a fost adoptată.",
        "Gen. Ionescu a fost numit ministru.",
    ],
)
def test_annotate_abbreviation_ends_no_sentence(analyse: Analyse, body: str) -> None:
    assert len(analyse(body).sentences) == 2


def test_annotate_full_stop_ends_a_sentence(analyse: Analyse) -> None:
    text = analyse("Președintele a plecat la Moscova. Premierul a rămas la București.")
    assert len(text.sentences) == 3


@pytest.mark.parametrize(
    ("body", "verb", "subject"),
    [
        ("Trupele vor rămâne în Rusia, a declarat premierul Popescu.", "declarat", "premierul"),
        ("Acordul va fi semnat vineri, a anunțat ministrul apărării.", "anunțat", "ministrul"),
        ("„Nu vom ceda”, a spus președintele.", "spus", "președintele"),
    ],
)
def test_annotate_subject_after_a_verb_of_saying(analyse: Analyse, body: str, verb: str, subject: str) -> None:
    text = analyse(body)
    found = token(text, subject)
    assert (text.head(found).form, found.relation) == (verb, "nsubj")


def test_annotate_plain_clause_has_subject_and_object(analyse: Analyse) -> None:
    text = analyse("Guvernul a trimis soldați în Rusia.")
    assert text.tokens[token(text, "Guvernul").head].form == "trimis"
    assert token(text, "Guvernul").relation == "nsubj"
    assert token(text, "soldați").relation == "obj"


@pytest.mark.parametrize(
    ("body", "form", "lemma"),
    [
        ("Soldații au fost trimiși.", "Soldații", "soldat"),
        ("Președintele a plecat.", "Președintele", "președinte"),
        ("Au declarat război.", "declarat", "declara"),
        ("Rachetele au căzut.", "au", "avea"),
    ],
)
def test_annotate_lemma_is_the_base_form(analyse: Analyse, body: str, form: str, lemma: str) -> None:
    assert token(analyse(body), form).lemma == lemma


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("Președintele Volodîmîr Zelenski a ajuns la Moscova.", "Moscova", "GPE"),
        ("România și Ucraina au semnat acordul.", "Ucraina", "GPE"),
        ("Alianța NATO a trimis trupe.", "NATO", "ORGANIZATION"),
        ("Acordul va fi semnat vineri la București.", "București", "GPE"),
    ],
)
def test_annotate_finds_names(analyse: Analyse, body: str, name: str, kind: str) -> None:
    assert any(name in found and kind == its for found, its in entities(analyse(body)).items())


def test_annotate_foreign_name_is_one_person(analyse: Analyse) -> None:
    found = entities(analyse("Liderul Kim Jong Un s-a întâlnit cu Ursula von der Leyen."))
    assert any("Kim Jong Un" in name and kind == "PERSON" for name, kind in found.items())
    assert any("Ursula von der Leyen" in name and kind == "PERSON" for name, kind in found.items())


def test_annotate_many_keeps_the_order(pipeline: Pipeline) -> None:
    articles = [Article(str(number), f"Titlul {number}", sentence) for number, sentence in enumerate(SENTENCES)]
    assert [text.text for text in annotate_many(articles, pipeline)] == [article.text for article in articles]


def test_annotate_twice_gives_the_same(analyse: Analyse) -> None:
    body = " ".join(SENTENCES)
    assert analyse(body) == analyse(body)


def test_annotate_keeps_the_first_words_alone_and_gives_the_same(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    vocab, article = pipeline.nlp.vocab, Article("exemplu", "Știri", "Xantipologii zburdavnicesc cvasiintergalactic.")
    monkeypatch.setattr("kgbuild.annotate.MOST_WORDS", 0)
    unlearnt = annotate(article, pipeline)
    assert "Xantipologii" not in vocab
    monkeypatch.setattr("kgbuild.annotate.MOST_WORDS", len(vocab) + 1)
    learning, learnt = (annotate(article, pipeline) for _ in range(2))
    assert "Xantipologii" in vocab
    assert unlearnt == learning == learnt


def test_text_lines_breaks_endless_lines_after_sentences() -> None:
    pieces = list(text_lines("Un om a venit. " * 20_000))
    assert max(len(piece) for _, piece in pieces) <= 100_000
    assert all(piece.startswith("Un om") for _, piece in pieces)


def test_as_prose_keeps_the_length() -> None:
    line = "PREŞEDINTELE ION POPESCU,\tNATO"
    assert len(as_prose(line)) == len(line)


def test_load_pipeline_missing_one_is_named() -> None:
    with pytest.raises(ModelError, match="no language pipeline 'xx_none'"):
        load_pipeline("xx_none")


def test_load_pipeline_broken_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="language pipeline"):
        load_pipeline(tmp_path)


def test_load_pipeline_without_components_is_refused(tmp_path: Path) -> None:
    spacy.blank("ro").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="gives no parts of speech, no lemmas"):
        load_pipeline(tmp_path / "blank")


def unfit(tmp_path: Path, component: str, label: str) -> Path:
    """The shipped pipeline with one component that knows no label but one."""
    nlp = spacy.load(SHIPPED, exclude=[component])
    annotation = {"heads": [1, 1], "deps": [label, "ROOT"], "entities": [f"U-{label}", "O"]}
    example = Example.from_dict(nlp.make_doc("Kim tace"), annotation)
    nlp.add_pipe(component).initialize(lambda: [example] * 40, nlp=nlp)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / component)
    return tmp_path / component


def test_load_pipeline_with_other_relations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"parser of .* does not use the relations of Universal Dependencies"):
        load_pipeline(unfit(tmp_path, "parser", "subject"))


def test_load_pipeline_with_other_entities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"entities of .* are not those of RONEC"):
        load_pipeline(unfit(tmp_path, "ner", "GENE"))
