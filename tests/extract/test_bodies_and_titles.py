"""How the names of bodies and people go on in the news: what belongs to them, and whose they are."""

import pytest
from tests.extract.reading import read


def names(text: str) -> set[tuple[str, str]]:
    """The types and names of the actors of a text."""
    return {(a.type, a.name) for a in read(text).actors}


def relations(text: str) -> set[tuple[str, str, str]]:
    """The relations of a text, by names."""
    found = read(text)
    return {(found.actor(r.subject).name, r.predicate, found.actor(r.object).name) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Premierul irakian Nuri al-Maliki a demisionat luni.", "Nuri al-Maliki"),
        ("Gruparea lui Abu Bakr al-Baghdadi a atacat două sate.", "Abu Bakr al-Baghdadi"),
        ("Clericul Moqtada es-Sadr a chemat la proteste.", "Moqtada es-Sadr"),
    ],
)
def test_an_arabic_article_is_part_of_the_name(text: str, name: str) -> None:
    assert ("Person", name) in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Directorul spitalului, dr. Ion Popescu, a confirmat decesul.",
        "Președintele Consiliului Județean Bihor, dl Ion Popescu, a anunțat proiectul.",
        "Managerul Spitalului Județean, domnul doctor Ion Popescu, a confirmat decesul.",
        "Rectorul universității, prof. univ. dr. Ion Popescu, a demisionat.",
    ],
)
def test_what_anybody_is_addressed_by_may_stand_before_the_name_of_who_holds_an_office(text: str) -> None:
    assert [a.name for a in read(text).actors if a.type == "Person"] == ["Ion Popescu"]


def test_whom_a_clause_is_about_does_not_hold_the_office_before_its_comma() -> None:
    found = names("După discuția cu ministrul, doamna Maria Rusu a plecat.")
    assert {("Person", "ministrul"), ("Person", "Maria Rusu")} <= found


def test_an_article_may_end_behind_the_comma_of_an_office() -> None:
    assert ("Person", "comisarul") in names("A declarat comisarul, dl")


@pytest.mark.parametrize(
    "text",
    [
        "VIDEO Protest la București: zeci de persoane au blocat traficul.",
        "UPDATE 10:30 Coreea de Nord a efectuat luni un test nuclear.",
        "BREAKING NEWS: Guvernul a demisionat.",
    ],
)
def test_what_headlines_begin_with_is_nobody(text: str) -> None:
    assert not {name for _, name in names(text)} & {"VIDEO", "UPDATE", "Breaking News", "BREAKING NEWS"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Institutul de Arheologie „Vasile Pârvan” a anunțat o descoperire.", "Institutul de Arheologie „Vasile Pârvan”"),
        ("Rectorul Universității „Al. I. Cuza” din Iași a demisionat.", "Universitatea „Al. I. Cuza” din Iași"),
        ("Academia de Poliție „Al. I. Cuza” a exmatriculat un student.", "Academia de Poliție „Al. I. Cuza”"),
    ],
)
def test_whom_an_institution_is_called_after_is_part_of_its_name(text: str, actor: str) -> None:
    assert {name for kind, name in names(text) if kind == "Organization"} == {actor}


def test_a_party_is_called_by_the_name_in_quotation_marks() -> None:
    assert ("Organization", "Renaștere") in names("Partidul „Renaștere” a criticat legea.")


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("Consiliul de Securitate al ONU", "ONU"),
        ("Consiliul pentru Drepturile Omului al ONU", "ONU"),
        ("Biroul ONU din Chișinău", "ONU"),
        ("Comisia de Disciplină a Federației Engleze de Fotbal", "Federația Engleză de Fotbal"),
    ],
)
def test_a_body_is_part_of_the_one_that_its_name_holds(body: str, whole: str) -> None:
    assert {o for s, p, o in relations(f"{body} a condamnat atacul de luni.") if p == "partOf" and s == body} == {whole}


@pytest.mark.parametrize(
    "text",
    [
        "Fundația Berenger din Olanda a donat aparatură.",
        "Universitatea Politehnica din Timișoara a semnat un acord.",
        "Bill Gates a investit prin Fundația Bill & Melinda Gates.",
    ],
)
def test_no_body_is_part_of_its_own_name(text: str) -> None:
    assert not {o for _, p, o in relations(text) if p == "partOf"} - {"Țările de Jos"}


def test_no_place_lies_in_the_country_behind_it_in_a_list() -> None:
    assert not relations("Banii circulă în Boemia, Ungaria, Germania și Franța, a anunțat banca.")
    assert relations("Un atac a lovit orașul Reni, Ucraina, luni dimineață.") == {("Reni", "partOf", "Ucraina")}


def test_a_first_minister_in_the_genitive_leads_the_government() -> None:
    assert ("Anders Rasmussen", "leads", "Danemarca") in relations(
        "Premierul a primit felicitări din partea primului-ministru danez, Anders Rasmussen."
    )


def test_a_manager_leads_the_hospital_but_not_the_company_whose_project_he_leads() -> None:
    assert ("Florin Popa", "leads", "Spitalul Județean Buzău") in relations(
        "Managerul Spitalului Județean Buzău, Florin Popa, a anunțat achiziția."
    )
    assert ("Ion Popa", "holdsPosition", "Microsoft") in relations("Managerul de proiect al Microsoft, Ion Popa, a demisionat.")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Rusu, avocat, fost președinte al Baroului Iași, a criticat decizia.",
        "Ana Rusu, de 45 de ani, președintele Baroului Iași, a fost reținută.",
        "Ana Rusu, un jurist specializat în contracte, fost președinte al Baroului Iași, a criticat decizia.",
    ],
)
def test_an_office_behind_another_is_said_of_the_same_person(text: str) -> None:
    assert ("Ana Rusu", "leads", "Baroul Iași") in relations(text)
    assert [a.name for a in read(text).actors if a.type == "Person"] == ["Ana Rusu"]


def test_offices_in_a_list_are_those_of_several_people() -> None:
    found = names("La eveniment au participat Ion Popa, ministrul Muncii, președinta Senatului și primarul Iașului.")
    assert ("Person", "președinta Senatului") in found


def test_a_seat_in_parliament_is_not_in_the_party_named_with_the_next_office() -> None:
    found = relations("Ion Popa, fost ministru al Muncii, actual senator PSD, a criticat decizia.")
    assert found == {("Ion Popa", "memberOf", "PSD")}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Ion Popa, primarul comunei Runcu, membru PNL, a fost reținut.", ("Ion Popa", "leads", "Runcu")),
        ("Omul de afaceri Ion Popa, patronul firmei Nova, a fost reținut.", ("Ion Popa", "leads", "Nova")),
        ("Președintele CFR SA, Ana Popa, a criticat decizia.", ("Ana Popa", "leads", "CFR SA")),
        ("Ion Popa a fost promovat director al Romgaz.", ("Ion Popa", "leads", "Romgaz")),
        ("Inspectorul-șef al ISU Dolj, Ana Popa, a criticat decizia.", ("Ana Popa", "leads", "ISU Dolj")),
        ("Co-președintele Grupului USR, Ana Popa, a criticat decizia.", ("Ana Popa", "leads", "Grupul USR")),
    ],
)
def test_whom_offices_of_towns_firms_and_services_lead(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in relations(text)


@pytest.mark.parametrize("office", ["Ministrul delegat pentru Afaceri Europene,", "Ministrul delegat pentru buget"])
def test_a_delegate_minister_is_named_behind_what_he_is_there_for(office: str) -> None:
    assert [a.name for a in read(f"{office} Ana Popa a criticat decizia.").actors if a.type == "Person"] == ["Ana Popa"]


def test_an_honorific_with_a_possessive_is_no_company() -> None:
    assert ("Organization", "Excelența Sa") not in names("A sosit la Timișoara Excelența Sa, ambasadorul Ion Popa.")


def test_a_woman_named_in_full_in_the_genitive_is_a_person() -> None:
    assert ("Person", "Maria Rusu") in names("Decizia Mariei Rusu a fost criticată de Ion Popa.")


def test_that_something_works_is_nobody() -> None:
    found = names("Înființarea și funcționarea Oficiului Român pentru Adopții au fost aprobate de Guvern.")
    assert not [name for kind, name in found if kind == "Person"]
