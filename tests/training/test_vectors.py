import pytest

pytest.importorskip("scipy")

from collections import Counter

import numpy as np
from training.vectors import cooccurrences, count_words, mutual_information, spellings


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
