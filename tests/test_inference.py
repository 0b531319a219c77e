import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from kgbuild import inference
from kgbuild.annotate import SHIPPED, load_pipeline
from kgbuild.inference import analyse

LINES = [
    "Cel puțin nouă soldați nord-coreeni au fost uciși în regiunea Kursk, potrivit KCNA.",
    "Premierul a declarat joi că bugetul va fi adoptat în martie. „Nu vom ceda”, a spus el.",
    "  ",
    "Da.",
    "Guvernul S.U.A. a trimis Ucrainei 2.000 de rachete în valoare de 12,5 milioane de dolari.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline().nlp


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(SHIPPED)


def analyses(docs: list[Doc]) -> list[object]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for doc in docs
        for t in doc
    ]


@pytest.mark.parametrize("together", [2, 128])
def test_analyse_gives_what_spacy_gives(nlp: Language, plain: Language, monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    monkeypatch.setattr(inference, "_TOGETHER", together)
    assert analyses(list(analyse(nlp, LINES))) == analyses(list(plain.pipe(LINES)))


def test_words_are_embedded_once(nlp: Language) -> None:
    model = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    once, embed = model.get_ref("embed"), model.get_ref("embed").layers[0]
    docs = [nlp.make_doc(line) for line in (*LINES, "", *LINES)]
    for given, wanted in zip(once.predict(docs), embed.predict(docs), strict=True):
        assert given == pytest.approx(wanted, abs=1e-5)
    # Training goes the usual way.
    assert [len(part) for part in once.begin_update(docs)[0]] == [len(doc) for doc in docs]


@pytest.mark.parametrize("name", ["light_maxout", "light_layernorm"])
def test_light_layers_predict_the_same_and_train_the_usual_way(nlp: Language, name: str) -> None:
    light = next(node for node in nlp.get_pipe("tok2vec").model.walk() if node.name == name).copy()  # type: ignore[attr-defined]
    plain = light.layers[0]
    wide = plain.get_dim("nI")
    given = np.random.default_rng(0).standard_normal((7, wide), dtype=np.float32)
    given[3] = 0
    before = given.copy()
    assert np.array_equal(light.predict(given), plain.predict(given))
    assert np.array_equal(given, before)
    trained, back = light.begin_update(given)
    assert np.array_equal(trained, plain.predict(given))
    assert back(trained).shape == given.shape


def test_analyse_passes_over_known_lemmas(nlp: Language, plain: Language) -> None:
    guessed = {t.text: t.lemma_ for doc in plain.pipe(LINES) for t in doc}
    known = {"soldați", "rachete"}
    found = {t.text: t.lemma_ for doc in analyse(nlp, LINES, lambda form, _tag: form in known) for t in doc}
    assert found == guessed | dict.fromkeys(known, "")


def test_analyse_where_all_lemmas_are_known(nlp: Language) -> None:
    assert not any(t.lemma for doc in analyse(nlp, LINES, lambda _form, _tag: True) for t in doc)


@Language.component("kgbuild_test_shout")
def shout(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = token.text.upper()
    return doc


def test_analyse_runs_any_component() -> None:
    nlp = spacy.blank("ro")
    for name in ("sentencizer", "kgbuild_test_shout"):
        nlp.add_pipe(name)
    recogniser = nlp.add_pipe("beam_ner")
    recogniser.add_label("PERSON")  # type: ignore[attr-defined]
    nlp.initialize()
    assert analyses(list(analyse(nlp, LINES))) == analyses(list(nlp.pipe(LINES)))


def test_analyse_of_nothing(nlp: Language) -> None:
    assert list(analyse(nlp, [])) == []


def test_matrices_are_multiplied_by_one_processor(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def threads() -> set[int]:
        return {library["num_threads"] for library in inference._libraries().info() if library["user_api"] == "blas"}

    seen = []
    apply = inference._apply

    def watched(component: object, docs: list[Doc], knows: inference.Knows | None) -> list[Doc]:
        seen.append(threads())
        return apply(component, docs, knows)

    monkeypatch.setattr(inference, "_apply", watched)
    with threadpool_limits(limits=2, user_api="blas"):
        next(analyse(nlp, LINES))
        assert threads() == {2}, "the caller's own setting is back while it works on what it was given"
    assert seen
    assert all(found == {1} for found in seen)
