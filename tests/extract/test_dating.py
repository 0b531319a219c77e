"""Which event a time belongs to: the lexicon's rows on their own examples, then the rules one by one."""

import pytest
from tests.extract.reading import event, read

from kgbuild.lexicon.occurrence import load_occurrence
from kgbuild.model import Extraction

LEXICON = load_occurrence()
EXAMPLES = [
    *((r.example, r.trigger, r.expect) for r in LEXICON.words),
    *((r.example, r.trigger, r.expect) for r in LEXICON.occasions),
    *((r.example, r.trigger, r.expect) for r in LEXICON.since),
]


def time_of(extraction: Extraction, trigger: str) -> str | None:
    """EDTF value of the time of the event with a trigger."""
    times = {t.key: t.edtf for t in extraction.times}
    key = event(extraction, trigger).time
    return times[key] if key else None


@pytest.mark.parametrize(("sentence", "trigger", "expected"), EXAMPLES)
def test_every_row_dates_the_event_of_its_example(sentence: str, trigger: str, expected: str) -> None:
    assert time_of(read(sentence), trigger) == expected


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Ministrul a denunțat luni cererea Curții și a criticat procurorii.", "criticat", "2025-12-22"),
        ("Premierul Ion Popescu a condus țara până în 2021, când a fost demis de președinte.", "demis", "2021"),
        ("Revolta a început pe 18 iulie, când polițiștii au arestat un copil.", "arestat", "2025-07-18"),
        ("Președintele va participa la summitul NATO din 11 ianuarie.", "participa", "2026-01-11"),
        ("Într-un interviu publicat pe 9 martie, papa a cerut Ucrainei să negocieze.", "a cerut", "2025-03-09"),
        ("Reuniunea alianței, care va avea loc pe 5 ianuarie, a fost anunțată de NATO.", "Reuniunea", "2026-01-05"),
        ("Liderul a ordonat creșterea producției de rachete începând cu 2030.", "producției", "2030"),
        ("Rusia a trimis trupe pentru a demina regiunea Kursk în august 2025.", "a trimis", "2025-08"),
        ("Ministrul a declarat, într-un discurs susținut pe 12 decembrie, că Rusia atacă.", "a declarat", "2025-12-12"),
        ("Ion Pop a declarat, într-un discurs susținut pe 12 decembrie, că nouă soldați au fost uciși.", "au fost uciși", None),
        ("Atacul s-a produs în seara zilei de 14 iunie 2020.", "Atacul", "2020-06-14"),
        ("Judecătorii au respins plângerea depusă luni de avocați.", "plângerea", "2025-12-22"),
    ],
)
def test_an_event_shares_the_time_of_what_it_happens_with(sentence: str, trigger: str, expected: str) -> None:
    assert time_of(read(sentence), trigger) == expected


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Guvernul va retrage medaliile oferite generalului în 2006.", "va retrage"),
        ("Uniunea Europeană a condamnat bombardarea orașului construit în 1960.", "a condamnat"),
        ("Ministrul s-a referit la un raport din 2019 și a criticat Rusia.", "a criticat"),
        ("Premierul intenționează să viziteze Kievul înainte de 24 februarie.", "viziteze"),
    ],
)
def test_a_time_of_something_else_stays_away(sentence: str, trigger: str) -> None:
    assert time_of(read(sentence), trigger) is None


def test_a_clause_with_its_own_time_shares_none() -> None:
    extraction = read("Duminică, ministra Annalena Baerbock a plecat la Kiev, iar luni premierul Mario Draghi a criticat Rusia.")
    assert time_of(extraction, "a plecat") == "2025-12-21"
    assert time_of(extraction, "a criticat") == "2025-12-22"


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "Atacul asupra Odesei a avut loc pe 3 mai 2025. La două zile după atac, guvernul a demisionat.",
            "demisionat",
            "2025-05-05",
        ),
        ("Papa a cerut miercuri pace, la zece zile după declarația sa despre Kiev.", "declarația", "2025-12-14"),
        ("Guvernul a demisionat la o zi după ce Rusia a atacat marți Odesa.", "demisionat", "2025-12-24"),
        (
            "Alegerile au avut loc pe 10 mai 2025. Cu o săptămână înainte de alegeri, guvernul a demisionat.",
            "demisionat",
            "2025-05-03",
        ),
        ("Guvernul a demisionat cu două zile înainte de 10 mai 2025.", "demisionat", "2025-05-08"),
    ],
)
def test_a_time_counts_from_an_event(text: str, trigger: str, expected: str) -> None:
    assert time_of(read(text), trigger) == expected


def test_a_time_counted_from_an_event_names_it() -> None:
    extraction = read("Papa a cerut miercuri pace, la zece zile după declarația sa despre Kiev.")
    time = next(t for t in extraction.times if t.mention.text.startswith("zece zile"))
    assert time.anchor == event(extraction, "a cerut").key


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        (
            "Ion Popescu a fost numit ministru în mai 2024. De când a fost numit ministru, Ion Popescu a vizitat Kievul.",
            "a vizitat",
            "2024-05/2025-12-27",
        ),
        (
            "Talibanii au preluat puterea în august 2021. De la preluarea puterii, talibanii au închis școlile.",
            "au închis",
            "2021-08/2025-12-27",
        ),
        (
            "Rusia a invadat Ucraina pe 24 februarie 2022. De la invazia Rusiei în Ucraina, Polonia a primit refugiați.",
            "a primit",
            "2022-02-24/2025-12-27",
        ),
    ],
)
def test_what_is_so_since_an_event_lasts_until_the_publication(text: str, trigger: str, expected: str) -> None:
    extraction = read(text)
    assert time_of(extraction, trigger) == expected
    assert {t.key: t.anchor for t in extraction.times}[event(extraction, trigger).time or ""] == extraction.events[0].key


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Premierul a demisionat de când Rusia a atacat Odesa.", "a demisionat"),
        (
            "Rusia a atacat Odesa pe 10 mai 2025. Ministrul a declarat că lucrurile s-au schimbat de când Rusia a atacat Odesa.",
            "a declarat",
        ),
        ("Rusia a atacat Odesa pe 10 mai 2025. Polonia va trimite trupe de când Rusia a atacat Odesa.", "va trimite"),
        ("Rusia a atacat Odesa pe 10 mai 2025. Este prima vizită a papei la Kiev de când Rusia a atacat Odesa.", "vizită"),
        ("Summitul a avut loc pe 10 mai 2025. Premierul a plecat de la summit.", "a plecat"),
    ],
)
def test_nothing_lasts_since_an_event_without_date_nor_where_it_is_another_verb_that_does(text: str, trigger: str) -> None:
    assert time_of(read(text), trigger) is None
