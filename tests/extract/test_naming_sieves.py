"""Whom an article names only after it has told of them, and which part people have in a crime or an accident."""

import pytest
from tests.extract.reading import event, fillers, read


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Un român de 40 de ani a căzut de pe schelă. Victima, Costel Hrițcu, era din Vaslui. L-a plâns Ana Rusu.", "a căzut"),
        ("Un biciclist a fost lovit de un camion. Biciclistul, Costel Hrițcu, era din Iași. Îl plânge Ana Rusu.", "a fost lovit"),
        ("Un tânăr a fost înjunghiat. Victima, identificată drept Costel Hrițcu, e din Iași. L-a plâns Ana Rusu.", "înjunghiat"),
        ("Un tânăr a fost înjunghiat. Este vorba despre Costel Hrițcu, de 30 de ani. L-a plâns Ana Rusu.", "înjunghiat"),
    ],
)
def test_who_is_named_later_is_whom_the_text_told_of(text: str, trigger: str) -> None:
    assert "Costel Hrițcu" in fillers(read(text), trigger, "patient") | fillers(read(text), trigger, "agent")


def test_the_accused_who_is_named_is_not_the_victim() -> None:
    found = read("Un tânăr a fost înjunghiat la Galați. Agresorul, Marius Lazăr, a fugit.")
    assert "Marius Lazăr" not in fillers(found, "a fost înjunghiat", "patient")


def test_victim_and_accused_take_up_who_was_hurt_and_who_struck() -> None:
    found = read("Un tânăr a fost înjunghiat de un bărbat. Victima a murit la spital. Agresorul a fost arestat.")
    assert fillers(found, "a murit", "patient") == {"tânăr"}
    assert fillers(found, "a fost arestat", "patient") == {"bărbat"}


def test_victim_of_title_and_lead_is_one() -> None:
    found = read("Un român de 46 de ani a decedat pe un șantier.", title="Un muncitor a murit la Stuttgart")
    assert fillers(found, "a murit", "patient") == fillers(found, "a decedat", "patient")


def test_two_victims_in_the_title_are_not_the_one_of_the_lead() -> None:
    found = read("Un bărbat de 46 de ani a decedat la spital.", title="Un șofer și o fată au murit la Stuttgart")
    assert len(fillers(found, "au murit", "patient") | fillers(found, "a decedat", "patient")) > 1


def test_as_many_people_in_title_and_text_are_the_same() -> None:
    found = read("Carabinierii au eliberat 13 cetățeni români.", title="Treisprezece români au fost bătuți la Foggia")
    assert fillers(found, "au fost bătuți", "patient") == fillers(found, "au eliberat", "patient")


@pytest.mark.parametrize(
    "others", ["Două femei au fost rănite", "Doi polițiști au fost răniți", "Alți doi bărbați au fost răniți"]
)
def test_as_many_of_another_kind_are_others(others: str) -> None:
    found = read(f"{others} la Cluj.", title="Doi bărbați, arestați la Iași")
    patients = [
        {a.actor for a in event(found, trigger).arguments if a.role == "patient"} for trigger in ("arestați", "au fost răni")
    ]
    assert patients[0].isdisjoint(patients[1])
