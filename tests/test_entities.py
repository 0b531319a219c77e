import itertools
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from kgbuild.annotate import SHIPPED, load_pipeline
from kgbuild.entities import FACTORY, EntityTagger
from kgbuild.places import Found, best_entities

CLASSES = 2
NAMES = ("GPE", "PERSON")


def tagger(scores: np.ndarray, vocab: Vocab) -> EntityTagger:
    """A component whose model gives the first words' scores to every doc."""

    def forward(_model: object, docs: list[Doc], is_train: bool) -> tuple[list[np.ndarray], object]:
        assert not is_train
        return [scores[: len(doc)] for doc in docs], None

    component = EntityTagger(vocab, Model("scores", forward), "ner")
    component.cfg["labels"] = list(NAMES)
    return component


def test_best_entities_are_the_best_of_all_sequences() -> None:
    rng = np.random.default_rng(3)
    sentences = [rng.normal(size=(length, 1 + 4 * CLASSES)).astype(np.float32) for length in (1, 4, 3, 4, 2) * 5]
    for scores, found in zip(sentences, best_entities(sentences), strict=True):
        assert found == max(_sequences(len(scores)), key=lambda entities: _sum(scores, entities))


def _sequences(length: int, start: int = 0) -> list[list[Found]]:
    """All ways of entities in words from one on."""
    if start >= length:
        return [[]]
    ways = list(_sequences(length, start + 1))
    for end, kind in itertools.product(range(start + 1, length + 1), range(CLASSES)):
        ways += [[(start, end, kind), *rest] for rest in _sequences(length, end)]
    return ways


def _sum(scores: np.ndarray, entities: list[Found]) -> float:
    columns = np.zeros(len(scores), dtype=int)
    for start, end, kind in entities:
        columns[start:end] = 1 + 4 * kind + 1
        columns[end - 1] = 1 + 4 * kind + 2
        columns[start] = 1 + 4 * kind + (3 if end == start + 1 else 0)
    return float(scores[np.arange(len(scores)), columns].sum())


@pytest.mark.parametrize(("starts", "wanted"), [([True, False, False], ["a b c"]), ([True, False, True], ["a b", "c"])])
def test_no_entity_goes_over_the_border_of_a_sentence(starts: list[bool | int | None], wanted: list[str]) -> None:
    scores = np.zeros((3, 9), dtype=np.float32)
    scores[0, 5] = scores[1, 6] = scores[2, 7] = 2.0
    scores[1, 7] = scores[2, 8] = 1.5
    nlp = spacy.blank("ro")
    doc = tagger(scores, nlp.vocab)(Doc(nlp.vocab, words=["a", "b", "c"], sent_starts=starts))
    assert [(entity.text, entity.label_) for entity in doc.ents] == [(words, "PERSON") for words in wanted]


def test_no_entity_begins_or_ends_with_a_space() -> None:
    scores = np.zeros((3, 9), dtype=np.float32)
    scores[:, 4] = 1.0
    scores[0, 1] = scores[2, 3] = scores[1, 2] = 0.5
    nlp = spacy.blank("ro")
    docs = [Doc(nlp.vocab, words=words) for words in (["Seul", "  ", "Kiev"], ["  "], [], [" ", "Seul"])]
    found = [[entity.text for entity in doc.ents] for doc in tagger(scores, nlp.vocab).pipe(docs)]
    assert found == [["Seul", "Kiev"], [], [], ["Seul"]]
    assert all(doc.has_annotation("ENT_IOB") for doc in docs if len(doc))


def test_the_shipped_pipeline_finds_entities_as_it_did_before_it_was_written_and_read(tmp_path: Path) -> None:
    line = "Kim Jong Un a sosit vineri la Phenian, a anunțat KCNA."
    nlp = spacy.load(SHIPPED, exclude=["parser", "trainable_lemmatizer", "morphologizer"])
    nlp.to_disk(tmp_path)
    assert nlp.get_pipe_meta("ner").factory == FACTORY
    wanted = [(entity.text, entity.label_) for entity in nlp(line).ents]
    assert ("Kim Jong Un", "PERSON") in wanted
    assert [(entity.text, entity.label_) for entity in spacy.load(tmp_path)(line).ents] == wanted


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline().nlp


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Ministrul Apărării, Rustem Umerov, s-a întâlnit cu Mark Rutte la Bruxelles.", ("Bruxelles", "GPE")),
        ("Insula Șerpilor din Marea Neagră a fost lovită.", ("Marea Neagră", "LOC")),
        ("Contractul are valoarea de 12,5 milioane de dolari.", ("12,5 milioane de dolari", "MONEY")),
    ],
)
def test_classes_of_entities(nlp: Language, line: str, wanted: tuple[str, str]) -> None:
    assert wanted in [(entity.text, entity.label_) for entity in nlp(line).ents]
