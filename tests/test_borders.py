from pathlib import Path

import pytest
import spacy

from kgbuild.annotate import SHIPPED, Pipeline, annotate, load_pipeline
from kgbuild.borders import FACTORY, LABELS, Borders, Words
from kgbuild.errors import LexiconError
from kgbuild.linear import LinearModel
from kgbuild.model import Article


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


def words(text: str) -> Words:
    doc = spacy.blank("ro")(text)
    return Words([t.text for t in doc], ["Ncms-n"] * len(doc), [bool(t.whitespace_) for t in doc])


def sentences(pipeline: Pipeline, body: str) -> list[str]:
    text = annotate(Article("a", "Titlu", body), pipeline)
    return [text.text[s.start : s.end] for s in text.sentences if s.start > text.title_end]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Da. Nu; poate… Sigur", [".", ";", "…"]),
        # Nothing is cut where no space is, and abbreviations and colons are the parser's affair.
        ("La 12.30 a venit dr. Pop", []),
        ("A spus: „Nu vin” Și a plecat", ["”"]),
        ("(azi) Guvernul (ieri) a tăcut", [")"]),
        ('A spus "Nu." Apoi a plecat', ['"']),
    ],
)
def test_candidates_are_marks_with_a_space_behind(text: str, before: list[str]) -> None:
    found = words(text)
    assert [found.forms[i] for i in found.candidates()] == before


def test_straight_quotation_marks_open_and_close_in_turn() -> None:
    found = words('" Da " . " Nu " Apoi')
    assert {"quotation=1", "mark=+quote"} <= found.features(6)
    assert "begins=quote" in found.features(3)


def test_features_say_whether_verbs_stand_on_both_sides() -> None:
    forms = ["El", "vine", ";", "Ea", "pleacă", "."]
    tags = ["Pp3msr", "Vmip3s", "SCOLON", "Pp3fsr", "Vmip3s", "PERIOD"]
    found = Words(forms, tags, [True] * 6).features(2)
    assert {"; capital near verbs=11", "right end=.", "; next=ea", "near left length=2"} <= found


def test_component_tells_where_it_is_sure() -> None:
    nlp = spacy.blank("ro")
    judge = LinearModel(LABELS, {"mark=;": (0.0, 5.0), "mark=!": (5.0, 0.0)})
    doc = Borders(judge)(nlp("Da; nu! poate. Sigur"))
    assert [token.is_sent_start for token in doc] == [True, None, True, None, False, None, None]


def test_component_without_a_model_leaves_all_to_the_parser() -> None:
    nlp = spacy.blank("ro")
    nlp.add_pipe(FACTORY)
    doc = nlp("Da; nu: poate. Sigur")
    assert not any(token.is_sent_start for token in doc[1:])


def test_component_comes_back_from_disk_and_bytes(tmp_path: Path) -> None:
    wanted = Borders(LinearModel(LABELS, {"mark=;": (0.0, 5.0)}))
    wanted.to_disk(tmp_path / "borders")
    assert Borders().from_disk(tmp_path / "borders").judge == wanted.judge
    assert Borders().from_bytes(wanted.to_bytes()).judge == wanted.judge


def test_component_broken_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text("{", encoding="utf-8")
    with pytest.raises(LexiconError, match="is no linear model"):
        Borders().from_disk(tmp_path)


def test_shipped_pipeline_has_a_judge_before_its_parser() -> None:
    names = load_pipeline().nlp.pipe_names
    assert names.index("borders") < names.index("parser")
    assert (SHIPPED / "borders" / "model.json").exists()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "Trei oameni au fost răniți în accident; Poliția caută acum martori care au văzut ce s-a întâmplat.",
            ["Trei oameni au fost răniți în accident;", "Poliția caută acum martori care au văzut ce s-a întâmplat."],
        ),
        ("El a adăugat: Acordul va fi semnat luni.", ["El a adăugat: Acordul va fi semnat luni."]),
        ("Ministrul a declarat: „Vom reveni cu detalii.”", ["Ministrul a declarat: „Vom reveni cu detalii.”"]),
        ('Primarul a spus: "Podul va fi deschis joi."', ['Primarul a spus: "Podul va fi deschis joi."']),
        ("Trei orașe au rămas fără apă: Bacău, Iași și Roman.", ["Trei orașe au rămas fără apă: Bacău, Iași și Roman."]),
        ("„Plecați? Nu se poate!” a strigat el.", ["„Plecați?", "Nu se poate!” a strigat el."]),
    ],
)
def test_borders_of_news(pipeline: Pipeline, body: str, wanted: list[str]) -> None:
    assert sentences(pipeline, body) == wanted


def test_quotation_mark_at_the_end_of_a_line_is_no_sentence(pipeline: Pipeline) -> None:
    assert sentences(pipeline, '"Nu plecăm. Rămânem aici."\nApoi au tăcut.')[-2:] == ['Rămânem aici."', "Apoi au tăcut."]
