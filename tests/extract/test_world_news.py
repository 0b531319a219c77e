"""World news: people without a noun, parties and their people, nationals, names of other languages."""

import pytest
from tests.extract.reading import fillers, propose, read

from kgbuild.model import Extraction


def types(found: Extraction) -> dict[str, str]:
    """The type of each actor by the words that mean it."""
    return {m.text: a.type for a in found.actors for m in a.mentions}


def related(found: Extraction) -> set[tuple[str, str, str]]:
    """What is said of how actors stand to one another, by their names."""
    names = {a.key: a.name for a in found.actors}
    return {(names[r.subject], r.predicate, names[r.object]) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "trigger", "role", "name"),
    [
        ("Poliția îi caută pe cei care au atacat magazinul.", "au atacat", "agent", "cei care au atacat magazinul"),
        ("Premierul le-a mulțumit celor care au ajutat victimele.", "a mulțumit", "recipient", "cei care au ajutat victimele"),
        ("Poliția i-a arestat pe toți cei implicați în atac.", "a arestat", "patient", "toți cei implicați în atac"),
        ("Cei din Franța vor vota duminică.", "vor vota", "agent", "cei din Franța"),
        (
            "I-a condamnat pe cei care au incendiat școala și pe cei care au tras.",
            "A condamnat",
            "patient",
            "cei care au incendiat școala",
        ),
    ],
)
def test_those_of_whom_only_a_clause_tells_are_people(text: str, trigger: str, role: str, name: str) -> None:
    assert name in fillers(propose(text), trigger, role)


@pytest.mark.parametrize(
    "text",
    [
        "Este unul dintre cei care au atacat magazinul.",
        "Oamenii, cei care au suferit, au protestat.",
        "Mineri sunt cei care au atacat magazinul.",
        "Cele care au fost avariate vor fi demolate.",
        "Un purtător de cuvânt al celor de la HBO a demisionat.",
    ],
)
def test_those_who_say_more_of_somebody_else_are_no_people_of_their_own(text: str) -> None:
    assert not [name for name in types(propose(text)) if name.lower().startswith(("cei", "cele", "celor"))]


def test_those_who_do_other_things_are_others() -> None:
    found = propose("Cei care au votat au plecat. Cei care au protestat au fost arestați. Toți cei care au votat au murit.")
    assert fillers(found, "au fost arestați", "patient") == {"cei care au protestat"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Republicanii", "PersonGroup"),
        ("democrații", "PersonGroup"),
        ("social-democrații", "Organization"),
        ("Laburiștii", "Organization"),
    ],
)
def test_whose_name_only_one_country_has_as_a_party_are_its_people(words: str, expected: str) -> None:
    found = propose(
        "Republicanii au acuzat presa din SUA, iar democrații au salutat decizia. În Germania, social-democrații au negat. "
        "Laburiștii au demisionat."
    )
    assert types(found)[words] == expected


def test_those_of_two_parties_are_two_bodies() -> None:
    found = read("Conservatorii au cerut alegeri. Liberalii au acuzat presa.")
    assert fillers(found, "au acuzat", "agent") == {"Liberalii"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Spaniolul Rafael Nadal l-a criticat pe arbitru.", "Rafael Nadal", "Spania"),
        ("Trei bulgari au fost arestați la Londra.", "trei bulgari", "Bulgaria"),
        ("Poliția a arestat un ceh.", "ceh", "Cehia"),
    ],
)
def test_a_noun_for_a_national_names_the_country(text: str, name: str, country: str) -> None:
    found = read(text)
    assert (name, "citizenOf", country) in related(found)
    assert not [a for e in found.events for a in e.arguments if found.actor(a.actor).name == country]


def test_people_of_a_body_are_called_by_its_whole_name() -> None:
    found = propose("Meteorologii de la Centrul Național pentru Uragane au avertizat populația.")
    assert fillers(found, "au avertizat", "agent") == {"Meteorologii de la Centrul Național pentru Uragane"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Producătorul Harvey Meyer a fost arestat.", "Harvey Meyer", "Person"),
        ("Producătorul Karsan a fost amendat.", "Producătorul Karsan", "Organization"),
    ],
)
def test_somebody_may_produce_as_companies_do(text: str, name: str, expected: str) -> None:
    assert types(propose(text))[name] == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Experții în securitate de la Kaspersky au avertizat publicul.",
            "Experții în securitate de la Kaspersky",
            "PersonGroup",
        ),
        (
            "Candidatul democrat la funcția de primar, Ion Popa, a fost rănit.",
            "Candidatul democrat la funcția de primar",
            "Person",
        ),
        ("Ana Popa, membră a Comisiei pentru Buget, a demisionat.", "Comisiei pentru Buget", "Organization"),
    ],
)
def test_what_somebody_knows_serves_or_runs_for_says_who_it_is(text: str, words: str, expected: str) -> None:
    found = types(propose(text))
    assert found.get(words, found.get(f"a {words}")) == expected


def test_an_office_is_no_broadcaster() -> None:
    assert "postul de guvernator" not in types(propose("Ion Popa a câștigat postul de guvernator."))


MATCH = (
    "Everton a pierdut meciul cu Burnley, iar jucătorii au criticat arbitrul. Fotbaliștii lui Watford au câștigat. "
    "Antrenorul a acuzat suporterii lui Everton. Echipa a plecat la Liverpool."
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Burnley", "Organization"), ("Watford", "Organization"), ("Everton", "Organization"), ("Liverpool", "Place")],
)
def test_towns_that_play_are_clubs(name: str, expected: str) -> None:
    assert types(propose(MATCH))[name] == expected


def test_towns_elsewhere_are_no_clubs() -> None:
    assert types(propose("Poliția din Burnley a arestat un bărbat. Drumul cu Watford a fost închis."))["Burnley"] == "Place"


def test_a_president_is_known_by_the_surname_that_his_wife_has_too() -> None:
    found = read("Președintele Trump a acuzat presa americană.")
    assert ("Donald Trump", "leads", "Statele Unite ale Americii") in related(found)


@pytest.mark.parametrize("text", ["Doi români au tradus romane celebre.", "Doi români au citit un roman celebru al lui Popa."])
def test_novels_are_no_nationals(text: str) -> None:
    assert not [words for words in types(read(text)) if "roman" in words]


def test_a_language_names_no_country_as_a_national_does() -> None:
    assert not [r for r in related(read("Doi turiști au vorbit în rusă.")) if r[2] == "Rusia"]


def test_somebody_of_one_name_holds_the_office_in_front_of_it() -> None:
    found = propose("Ministrul Securității, Wiranto, a demisionat.")
    assert types(found)["Wiranto"] == "Person"
    assert fillers(found, "a demisionat", "agent") == {"Wiranto"}


def test_whose_office_follows_his_name_holds_it_in_the_body_before() -> None:
    found = read("Sindicatul Unite a protestat, iar Len McCluskey, secretarul său general, a acuzat guvernul.")
    assert ("Len McCluskey", "leads", "Sindicatul Unite") in related(found)


def test_who_runs_for_a_seat_does_not_hold_it() -> None:
    found = read("Candidatul la Curtea Supremă, Brett Kavanaugh, a fost acuzat de democrați.")
    assert types(found)["Candidatul la Curtea Supremă"] == "Person"
    assert not [r for r in related(found) if r[2] == "Curtea Supremă"]
