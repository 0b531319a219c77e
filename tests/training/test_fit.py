import json
import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from training.conllu import Sentence, Word
from training.fit import batches, count_words, fit, load, to_example
from training.halves import Half, kept, learned
from training.mixture import fixed
from training.tokenizer import tokenizer_of

TREE = Sentence(
    (
        Word("Kim", "Kim", "PROPN", "Np", "_", 1, "nsubj"),
        Word("tace", "tăcea", "VERB", "Vmip3s", "Mood=Ind|Number=Sing", 1, "root", space_after=False),
        Word(".", ".", "PUNCT", "PERIOD", "_", 1, "punct"),
    )
)
OTHER = Sentence(
    (
        Word("Casele", "casă", "NOUN", "Ncfpry", "Definite=Def|Gender=Fem|Number=Plur", 1, "nsubj"),
        Word("ard", "arde", "VERB", "Vmip3p", "Mood=Ind|Number=Plur", 1, "root", space_after=False),
        Word(".", ".", "PUNCT", "PERIOD", "_", 1, "punct"),
    )
)
SYNTAX = Half(
    parts=lambda *_: {"all": fixed([TREE, OTHER] * 20)},
    weights=lambda _: {"all": 1.0},
    held_out=lambda _: [[TREE, OTHER]],
    scores={"tag_acc": 0.5, "lemma_acc": 0.5},
    largest=2,
    words=3_000,
    batch=60,
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of work in which the half was trained, on two sentences."""
    folder = tmp_path_factory.mktemp("work")
    nlp = spacy.blank("ro")
    for form in ("Kim", "tace", "Casele", "ard"):
        nlp.vocab.set_vector(form, np.full(8, 0.1 * len(form), dtype=np.float32))  # type: ignore[arg-type]
    nlp.to_disk(folder / "vectors")
    tokenizer_of(nlp).to_disk(folder / "tokenizer")
    fit(SYNTAX, folder, folder, folder / "syntax")
    return folder


def test_fit_learns_tags_lemmas_and_trees(work: Path) -> None:
    doc = spacy.load(work / "syntax")("Casele ard.")
    assert [token.tag_ for token in doc] == ["Ncfpry", "Vmip3p", "PERIOD"]
    assert [token.lemma_ for token in doc] == ["casă", "arde", "."]
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "punct"]


def test_fit_goes_on_from_an_earlier_run(work: Path, tmp_path: Path) -> None:
    (tmp_path / "vectors").symlink_to(work / "vectors")
    fit(SYNTAX, tmp_path, tmp_path, tmp_path / "syntax", words=300, start=work / "syntax")
    assert [token.lemma_ for token in spacy.load(tmp_path / "syntax")("Casele ard.")] == ["casă", "arde", "."]


def test_fit_with_the_same_seed_gives_the_same(work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = []
    for _ in range(2):
        fit(SYNTAX, work, work, tmp_path, words=600)
        rows.append(json.loads(capsys.readouterr().out.splitlines()[-1]))
    assert rows[0]["losses"] == rows[1]["losses"]


def test_load_restores_the_labels_of_the_lemmatizer(work: Path) -> None:
    lemmatizer = load(work / "syntax").get_pipe("trainable_lemmatizer")
    assert set(lemmatizer.tree2label) == set(lemmatizer.labels)  # type: ignore[attr-defined]


def test_to_example_gives_the_words_and_hides_the_rest() -> None:
    nlp = spacy.blank("ro")
    example = to_example(nlp, [TREE])
    assert [token.text for token in example.predicted] == ["Kim", "tace", "."]
    assert not example.predicted.has_annotation("TAG")
    assert [token.tag_ for token in example.reference] == ["Np", "Vmip3s", "PERIOD"]


def test_batches_put_documents_of_like_length_together() -> None:
    documents = [[TREE] * (number % 5 + 1) for number in range(40)]
    cut = batches(documents, 30, random.Random(0))
    assert sum(len(batch) for batch in cut) == 40
    spread = [count_words(batch[-1]) - count_words(batch[0]) for batch in cut]
    assert max(spread) <= 3


def test_learned_and_kept_share_no_sentence() -> None:
    sentences = [Sentence((Word(str(number)),)) for number in range(11)]
    assert not set(learned(sentences)) & set(kept(sentences))
    assert len(learned(sentences)) + len(kept(sentences)) == 11
