"""Which names are linked to somebody of the gazetteer, and which are left alone since they may mean another."""

import pytest
from tests.extract.reading import read

from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.offices import load_common_surnames


def links(text: str, title: str = "Știrile zilei") -> set[str | None]:
    """The names in the gazetteer of the actors that are linked."""
    known = {e.wikidata: e.name for e in load_gazetteer().entries if e.wikidata}
    return {known[a.wikidata] for a in read(text, title).actors if a.wikidata}


@pytest.mark.parametrize(
    "text",
    [
        "Hoții au furat bani dintr-un magazin. Hoții au fost prinși de polițiști.",
        "Dragi colegi, a spus directorul, am câștigat procesul.",
        "Puțin după miezul nopții, poliția a arestat un bărbat.",
        "Sánchez a marcat de două ori, iar Williams a fost înlocuit.",
        "Antrenorul Conte a fost mulțumit după meciul de la Pisa.",
        "Talon a fost reținut la granița cu Ungaria.",
        "Polița RCA s-a scumpit, a anunțat ministrul. Asigurătorii RCA au protestat.",
        "Turiștii au vizitat statuia Libertății și au fost jefuiți de hoți.",
        "Primarul a încălcat articolul 5 al Legii, a anunțat poliția la Pisa.",
        "Femei și copii au fost evacuați din sat.",
        "Republicanii au respins propunerea primarului.",
    ],
)
def test_ordinary_words_and_names_that_many_have_are_linked_to_nobody(text: str) -> None:
    names = links(text)
    assert names <= {"Ungaria", "Pisa"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prim-ministrul spaniol a criticat planul. Sánchez a vorbit despre Spania.", "Pedro Sánchez"),
        ("Premierul Albaniei a venit la București. Rama a fost primit de președinte.", "Edi Rama"),
        ("Macron a vorbit la telefon cu omologul său.", "Emmanuel Macron"),
        ("Bolojan a anunțat alegeri.", "Ilie Bolojan"),
        ("Liderul Ligii a criticat guvernul Italiei.", "Liga"),
        ("Papa Leon a cerut pace. Papa Leon al XIV-lea a vorbit despre copii.", "Papa Leon al XIV-lea"),
    ],
)
def test_names_are_linked_where_few_have_them_or_the_article_speaks_of_the_country(text: str, name: str) -> None:
    assert name in links(text)


def test_a_first_name_alone_is_no_foreign_president() -> None:
    assert "Bernardo Arévalo de León" not in links("Papa Leon a cerut pace în Guatemala.")


def test_capitals_among_capitals_are_no_acronym() -> None:
    assert links("Prețul a urcat la un nivel record.", "PREȚUL DE AUR A CRESCUT") == set()
    assert "Alianța pentru Unirea Românilor" in links("Deputații AUR au protestat.", "AUR A CERUT ALEGERI")


def test_common_surnames_are_those_of_people_in_the_gazetteer() -> None:
    surnames = {fold(w) for e in load_gazetteer().entries if e.type == "Person" for w in e.name.split()[1:]}
    assert load_common_surnames() <= surnames


@pytest.mark.parametrize(
    "text",
    [
        "Potrivit datelor publicate de APIA, România a vândut grâu.",
        "Fermierii au depus cereri la APIA. Directorul APIA a demisionat.",
        "Kaufland a deschis un magazin la Victoria, Brașov, unde a izbucnit un incendiu.",
    ],
)
def test_initials_and_towns_of_ones_own_are_no_foreign_capitals(text: str) -> None:
    assert links(text) <= {"Kaufland", "România"}
    assert not {"WS", "SC"} & {a.iso for a in read(text).actors}


def test_a_capital_in_capitals_stays_one_where_it_says_where() -> None:
    assert {"Kiev", "Paris"} <= links("KIEV, 12 mai - Protest la PARIS față de război. Un incendiu a izbucnit la Kiev.")
