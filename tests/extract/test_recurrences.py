"""What happens again and again: every row of the data on its own example, then what is no recurrence, or of something else."""

import dataclasses
from typing import Final

import pytest
from tests.extract.reading import event, read

from kgbuild.annotate import annotate
from kgbuild.errors import LexiconError
from kgbuild.explain import to_explanations
from kgbuild.export import export, to_json_rows
from kgbuild.extract.recurrences import find_recurrences
from kgbuild.graph import Run, to_quads
from kgbuild.lexicon.recurrences import load_recurrences
from kgbuild.lexicon.time_words import Rule
from kgbuild.model import Article, Extraction
from kgbuild.validate import gate

LEXICON: Final = load_recurrences()
EXAMPLES: Final = [
    *((r.example, r.expect) for r in LEXICON.cycles),
    *((r.example, r.expect) for r in LEXICON.ordinals),
    *((r.example, r.expect) for r in LEXICON.rules),
]


def rules(sentence: str) -> list[str]:
    """The rules found in a sentence, whatever they belong to."""
    return [r.rule for r in find_recurrences(annotate(Article("exemplu", "Știri", sentence)))]


def rule_of(extraction: Extraction, trigger: str) -> str | None:
    """The recurrence rule of the event with a trigger."""
    by_key = {r.key: r.rule for r in extraction.recurrences}
    key = event(extraction, trigger).recurrence
    return by_key[key] if key else None


@pytest.mark.parametrize(("sentence", "expected"), EXAMPLES)
def test_every_row_gives_an_event_of_its_example_its_rule(sentence: str, expected: str) -> None:
    extraction = read(sentence)
    used = {e.recurrence for e in extraction.events}
    assert [r.rule for r in extraction.recurrences if r.key in used] == [expected]
    assert extraction.times == ()


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Protestele au loc în fiecare vineri la Sofia.", "Protestele", "FREQ=WEEKLY;BYDAY=FR"),
        ("Protestele din fiecare duminică au adunat mii de oameni.", "Protestele", "FREQ=WEEKLY;BYDAY=SU"),
        ("Mii de oameni protestau duminica la Belgrad.", "protestau", "FREQ=WEEKLY;BYDAY=SU"),
        ("Ministrul a declarat că armata se antrenează săptămânal la Cincu.", "se antrenează", "FREQ=WEEKLY"),
        ("În luna mai a fiecărui an, liderii se întâlnesc la Bruxelles.", "se întâlnesc", "FREQ=YEARLY;BYMONTH=5"),
        ("În fiecare an în mai multe orașe au loc proteste.", "proteste", "FREQ=YEARLY"),
        ("Alegerile prezidențiale se organizează odată la cinci ani.", "Alegerile", "FREQ=YEARLY;INTERVAL=5"),
    ],
)
def test_a_recurrence_belongs_to_the_event_that_it_modifies(sentence: str, trigger: str, expected: str) -> None:
    assert rule_of(read(sentence), trigger) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Ziarul care apare zilnic a anunțat demisia ministrului.",
        "Guvernul a aprobat bugetul anual.",
        "Ministrul a citat raportul anual al băncii.",
        "Un cotidian american a anunțat că ministrul a demisionat.",
        "Anul Nou Lunar a fost marcat de proteste la Taipei.",
    ],
)
def test_an_adjective_of_something_else_makes_no_event_recur(sentence: str) -> None:
    assert [e.recurrence for e in read(sentence).events if e.recurrence] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Alegerile au avut loc duminica.",
        "Papa ii primeste sambata pe pelerini.",
        "Poliția a arestat doi bărbați duminica trecută.",
        "Vinerea neagră a adus protestele angajaților Amazon.",
        "În fiecare zi de război mor o mie de soldați.",
        "Ministrul va merge la Kiev în fiecare an electoral.",
        "Guvernul a plătit de două ori pe an ajutoare refugiaților.",
        "Comisia a votat bugetul încă o dată pe an.",
        "Vizitele la Kiev au loc din două în trei luni.",
        "Negocierile au loc la fiecare an și jumătate.",
        "Veteranii se întâlnesc în fiecare 31 februarie.",
        "Companiile plătesc amenzi pentru fiecare zi de întârziere.",
    ],
)
def test_other_words_are_no_recurrence(sentence: str) -> None:
    assert rules(sentence) == []


def test_a_weekday_in_a_recurrence_is_no_date_and_one_beside_it_is() -> None:
    extraction = read("Minerii protestează în fiecare vineri la București. Guvernul a demisionat vineri.")
    assert rule_of(extraction, "protestează") == "FREQ=WEEKLY;BYDAY=FR"
    assert event(extraction, "protestează").time is None
    assert [t.edtf for t in extraction.times] == ["2025-12-26"]
    assert event(extraction, "demisionat").recurrence is None


def test_an_event_that_recurs_is_not_one_that_happened_once() -> None:
    extraction = read("Protestul minerilor are loc în fiecare vineri. Protestul minerilor de luni a fost interzis.")
    assert len([e for e in extraction.events if e.type == "PROTEST"]) == 2


def test_the_same_rule_is_one_recurrence_with_all_its_words() -> None:
    extraction = read("Rusia atacă zilnic Odesa. Ucraina bombardează în fiecare zi Belgorod.")
    (recurrence,) = extraction.recurrences
    assert [m.text for m in (recurrence.mention, *recurrence.further)] == ["zilnic", "fiecare zi"]
    assert {e.recurrence for e in extraction.events} == {recurrence.key}


def test_a_recurrence_passes_the_gate_and_comes_back_in_every_export() -> None:
    extraction = read("Rusia atacă Odesa o dată la două zile.")
    outcome = gate(to_quads(extraction, run=Run("test")))
    assert outcome.report.conforms
    (row,) = [e for article in to_json_rows(outcome.kept) for e in article["events"]]
    assert (row["recurrence"], row["time"]) == ("FREQ=DAILY;INTERVAL=2", None)
    assert all("FREQ=DAILY;INTERVAL=2" in export(outcome.kept, to) for to in ("json", "csv", "plover"))


def test_an_explanation_gives_the_rule_with_its_words() -> None:
    (row,) = to_explanations(read("Rusia atacă Odesa o dată la două zile."))
    assert row["recurrence"] == {"rule": "FREQ=DAILY;INTERVAL=2", "words": ["o dată la două zile"]}


def test_an_event_without_one_is_exported_without() -> None:
    extraction = read("Rusia atacă Odesa.")
    (row,) = [e for article in to_json_rows(to_quads(extraction, run=Run("test"))) for e in article["events"]]
    assert row["recurrence"] is None


@pytest.mark.parametrize("pattern", ["<nothing>", "(<noun>"])
def test_a_rule_with_a_wrong_pattern_is_refused(pattern: str) -> None:
    rule = Rule(kind="cycle", pattern=pattern, example="", expect="")
    with pytest.raises(LexiconError, match=r"recurrences\.toml"):
        _ = dataclasses.replace(LEXICON, rules=(rule,)).compiled_rules
