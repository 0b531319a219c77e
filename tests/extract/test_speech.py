"""On whose word something stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.reading import claim, read, sources

from kgbuild.extract.speech import find_quotations


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Emmanuel Macron a declarat că Rusia a atacat Odesa.", "a atacat", {"Emmanuel Macron"}),
        ("Rusia a atacat Odesa, a declarat Emmanuel Macron.", "a atacat", {"Emmanuel Macron"}),
        ("„Rusia a atacat Odesa”, a declarat Emmanuel Macron.", "a atacat", {"Emmanuel Macron"}),
        ("Potrivit ONU, nouă civili au fost uciși la Odesa.", "au fost uciși", {"ONU"}),
        ("Nouă civili au fost uciși la Odesa, potrivit ONU.", "au fost uciși", {"ONU"}),
        ("Rusia a atacat Odesa, relatează Reuters.", "a atacat", {"Reuters"}),
        ("Rusia a atacat Odesa.", "a atacat", set()),
        ("Emmanuel Macron a declarat că Rusia a atacat Odesa.", "a declarat", set()),
    ],
)
def test_source_is_the_nearest_speaker(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


def test_source_of_a_quotation_over_two_sentences() -> None:
    extraction = read("„Rusia a atacat Odesa. Soldații au ucis civili”, a declarat Emmanuel Macron.")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}
    assert sources(extraction, "au ucis") == {"Emmanuel Macron"}


@pytest.mark.parametrize("again", ["Conform aceleiași surse", "Potrivit sursei citate"])
def test_the_same_source_is_the_one_named_before(again: str) -> None:
    extraction = read(f"Potrivit ONU, nouă civili au fost uciși la Odesa. {again}, rebelii au bombardat un spital.")
    assert sources(extraction, "au bombardat") == {"ONU"}


def test_source_after_a_name_and_a_colon_in_a_headline() -> None:
    extraction = read("Situația rămâne gravă.", title="Emmanuel Macron: Rusia a atacat Odesa")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}


def test_source_of_the_statement_itself_is_the_outlet() -> None:
    extraction = read("Rusia a atacat Odesa, a declarat Emmanuel Macron, potrivit Reuters.")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}
    assert sources(extraction, "a declarat") == {"Reuters"}


def test_relay_is_kept() -> None:
    extraction = read("Rusia a atacat Odesa, relatează Reuters, preluată de Agerpres.")
    relayed = {extraction.actor(k).name for k in claim(extraction, "a atacat").relayed_by}
    assert relayed == {"Agerpres"}


def test_cue_is_the_words_that_attribute() -> None:
    cue = claim(read("Potrivit ONU, nouă civili au fost uciși la Odesa."), "au fost uciși").cue
    assert cue is not None
    assert cue.text == "Potrivit"


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("„Da”, a spus. «Nu», a zis.", ["„Da”", "«Nu»"]),
        ('A spus: "Da".', ['"Da"']),
        ("„Fără capăt\nAlt alineat", ["„Fără capăt"]),
        ("Nimic.", []),
    ],
)
def test_quotations_end_with_their_mark_or_paragraph(text: str, quotations: list[str]) -> None:
    assert [text[a:b] for a, b in find_quotations(text)] == quotations


@given(st.text(alphabet='ab „”"«»\n', max_size=60))
def test_quotations_never_overlap_nor_leave_the_text(text: str) -> None:
    spans = find_quotations(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
