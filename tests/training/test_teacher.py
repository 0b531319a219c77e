import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from training.conllu import Sentence, Word, parse_conllu, read_text, to_conllu
from training.halves import TAUGHT_PARTS, read_taught, syntax_weights
from training.teacher.arrays import EARLIER, MACHINE, TODAY, Corpus, Labels, read_corpus, to_corpus, to_sentences, write_corpus
from training.teacher.trees import best_tree

TREE = Sentence(
    (
        Word("Kim", "Kim", "PROPN", "Np", "_", 1, "nsubj"),
        Word("tace", "tăcea", "VERB", "Vmip3s", "Mood=Ind|Number=Sing", 1, "root", space_after=False),
        Word(".", ".", "PUNCT", "PERIOD", "_", 1, "punct"),
    )
)
NAMED = Sentence(
    (Word("Kim", iob="B-PERSON"), Word("vede", iob="O"), Word("Seul", iob="B-GPE", space_after=False), Word(".", iob="O"))
)
PLAIN = [Sentence(tuple(Word(word.form, space_after=word.space_after) for word in sentence.words)) for sentence in (TREE, NAMED)]
PARTS = {
    "gold": [TREE] * 8,
    "tags": [TREE],
    "today": [TREE],
    "reports": [TREE],
    "named": [NAMED] * 8,
    "renamed": [NAMED],
    "held-trees": [TREE],
    "held-named": [NAMED],
    "raw": PLAIN,
}
HABITS = dict.fromkeys(PARTS, EARLIER) | {"today": TODAY, "named": MACHINE}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return to_corpus(PARTS, HABITS, Labels.of([TREE, NAMED]))


@pytest.fixture(scope="module")
def work(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the teacher needs."""
    folder = tmp_path_factory.mktemp("teacher")
    write_corpus(corpus, folder / "corpus.npz")
    rows = np.arange(len(corpus.forms), dtype=np.int32) - 1
    vectors = np.eye(len(rows) - 1, dtype=np.int8) * 100
    np.savez(folder / "words.npz", vectors=vectors, row=rows, classes=np.zeros(len(rows), dtype=np.uint8))
    return folder


def test_a_corpus_is_read_as_it_was_written(corpus: Corpus, work: Path) -> None:
    again = read_corpus(work / "corpus.npz")
    assert (again.forms, again.labels, again.parts) == (corpus.forms, corpus.labels, corpus.parts)
    for name, values in corpus.columns.items():
        assert (again.columns[name] == values).all()
    assert again.of_part("raw").tolist() == [len(again.lengths) - 2, len(again.lengths) - 1]


def test_what_is_not_annotated_is_not_known(corpus: Corpus) -> None:
    last = slice(int(corpus.starts[-1]), None)
    assert all((values[last] == -1).all() for values in corpus.columns.values())


def test_sentences_are_made_of_labels(corpus: Corpus) -> None:
    columns = {name: np.where(values == -1, 0, values) for name, values in corpus.columns.items()}
    (sentence,) = to_sentences(corpus, columns, corpus.of_part("today"))
    assert [
        (word.form, word.upos, word.xpos, word.feats, word.head, word.deprel, word.space_after) for word in sentence.words
    ] == [(word.form, word.upos, word.xpos, word.feats, word.head, word.deprel, word.space_after) for word in TREE.words]


@pytest.mark.parametrize(
    ("likely", "heads"),
    [
        ([[0.9, 0.1], [0.8, 0.2]], [0, 0]),
        # Two roots: the likelier stays.
        ([[0.6, 0.4], [0.3, 0.7]], [1, 1]),
        # Two words that govern each other: the circle is broken where that costs least.
        ([[0.1, 0.8, 0.1], [0.5, 0.4, 0.1], [0.2, 0.3, 0.5]], [1, 1, 1]),
        ([[0.02, 0.9, 0.08], [0.9, 0.04, 0.06], [0.1, 0.1, 0.8]], [2, 0, 2]),
    ],
)
def test_the_best_tree_has_one_root_and_no_circle(likely: list[list[float]], heads: list[int]) -> None:
    assert best_tree(np.log(np.array(likely))).tolist() == heads


def test_the_best_tree_is_the_best_of_all() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        scores = np.log(rng.dirichlet(np.full(4, 0.5), size=4) + 1e-9)
        every = np.stack(np.meshgrid(*[range(4)] * 4), -1).reshape(-1, 4)
        best = max((tree for tree in every if _is_tree(tree)), key=lambda tree: scores[np.arange(4), tree].sum())
        assert best_tree(scores).tolist() == best.tolist()


def _is_tree(heads: np.ndarray) -> bool:
    top = heads[heads[heads[heads]]]
    return (heads == np.arange(4)).sum() == 1 and bool((heads[top] == top).all())


def test_what_a_teacher_wrote_is_read_as_parts(tmp_path: Path) -> None:
    for name, sentences in (("tags", [TREE]), ("raw", [TREE, TREE])):
        with gzip.open(tmp_path / f"{name}.conllup.gz", "wt", encoding="utf-8") as file:
            file.writelines(map(to_conllu, sentences))
    parts = read_taught(tmp_path, "tags", "raw")
    assert {name: part(0) for name, part in parts.items()} == {"tags": [TREE], "raw": [TREE, TREE]}


def test_a_teachers_text_weighs_less_than_trees_of_people_and_at_the_end_least() -> None:
    assert set(TAUGHT_PARTS) <= set(syntax_weights(0.0))
    assert syntax_weights(0.9)["raw"] < syntax_weights(0.1)["raw"] < syntax_weights(0.1)["gold"]


def test_a_teacher_takes_as_many_steps_as_it_is_told(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch", reason="the teacher needs PyTorch (training/requirements-teacher.txt)")
    from training.teacher import learn, network  # noqa: PLC0415 (they need PyTorch)

    for name in ("HIDDEN", "EMBEDDED", "ARC", "LABEL", "SPAN"):
        monkeypatch.setattr(network, name, 8)
    for _ in range(2):
        _run(monkeypatch, learn.main, work, "--steps", "5", "--out", tmp_path)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row.pop("step") for row in rows] == [1, 2, 3, 4, 5] * 2
    assert [row["uas"] for row in rows[:5]] == [row["uas"] for row in rows[5:]]


def test_a_teacher_learns_labels_and_writes(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason="the teacher needs PyTorch (training/requirements-teacher.txt)")
    from training.teacher import label, learn, network, write  # noqa: PLC0415 (they need PyTorch)

    for name in ("HIDDEN", "EMBEDDED", "ARC", "LABEL", "SPAN"):
        monkeypatch.setattr(network, name, 16)
    monkeypatch.setattr(learn, "RATE", 0.02)
    monkeypatch.setattr(learn, "MEASUREMENTS", 1)
    for seed in ("1", "2"):
        _run(monkeypatch, learn.main, work, "--seed", seed, "--steps", "120", "--out", tmp_path)
    monkeypatch.setattr(write, "learned_parts", lambda _: {name: part for name, part in PARTS.items() if name != "raw"})
    monkeypatch.setattr(write, "SURE", 0.0)
    monkeypatch.setattr(write, "DOUBT", 0.5)
    _run(monkeypatch, label.main, work, "--networks", tmp_path, "--out", work, "--share", "0/2")
    with pytest.raises(FileNotFoundError, match=r"run training\.teacher\.label for every share"):
        _run(monkeypatch, write.main, tmp_path, work, tmp_path)
    _run(monkeypatch, label.main, work, "--networks", tmp_path, "--out", work, "--share", "1/2")
    _run(monkeypatch, write.main, tmp_path, work, tmp_path)

    (named, *_) = read_taught(tmp_path, "named")["named"](0)
    assert [word.iob for word in named.words] == [word.iob for word in NAMED.words]
    assert [word.head for word in named.words].count(None) == 0
    (tags,) = read_taught(tmp_path, "tags")["tags"](0)
    assert [word.lemma for word in tags.words] == ["Kim", "tăcea", "."]
    tree, entities = parse_conllu(read_text(tmp_path / "raw.conllup.gz"))
    assert [(word.form, word.xpos, word.head, word.deprel, word.space_after) for word in tree.words] == [
        ("Kim", "Np", 1, "nsubj", True),
        ("tace", "Vmip3s", 1, "root", False),
        (".", "PERIOD", 1, "punct", True),
    ]
    assert [word.iob for word in entities.words] == [word.iob for word in NAMED.words]


def _run(monkeypatch: pytest.MonkeyPatch, main: object, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["teacher", *map(str, arguments)])
    main()  # type: ignore[operator]
