"""The same actors under other guises, and others under the same words, through the whole analysis."""

import pytest
from tests.extract.reading import propose, read

from kgbuild.model import Actor, Extraction


def named(extraction: Extraction, words: str) -> Actor:
    """The actor that some words mean."""
    found = [a for a in extraction.actors if words in {m.text for m in a.mentions}]
    assert found, f"nobody is called “{words}” among {[(a.name, [m.text for m in a.mentions]) for a in extraction.actors]}"
    return found[0]


def related(text: str) -> set[tuple[str, str, str]]:
    """What a text says of how actors stand to one another, by their names."""
    found = read(text)
    names = {a.key: a.name for a in found.actors}
    return {(names[r.subject], r.predicate, names[r.object]) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Gruparea Hezbollah a confirmat moartea comandantului. Mișcarea șiită a atacat Israelul.",
            "Gruparea Hezbollah",
            "Mișcarea șiită",
        ),
        (
            "Comisia a amendat compania Meta. Gigantul american a contestat decizia.",
            "Meta",
            "Gigantul american",
        ),
        (
            "Producătorul turc Karsan a semnat contractul. Firma din Turcia va livra autobuzele.",
            "Producătorul turc Karsan",
            "Firma din Turcia",
        ),
        (
            "CCR va discuta sesizarea. Legea a fost trimisă la Curtea Constituțională.",
            "CCR",
            "Curtea Constituțională",
        ),
        (
            "Autoritatea franceză pentru protecția datelor (CNIL) a amendat compania. CNIL a publicat decizia.",
            "Autoritatea franceză pentru protecția datelor",
            "CNIL",
        ),
        (
            "Procurorii DNA l-au audiat pe primar. Procurorii Direcției Naționale Anticorupție au cerut arestarea.",
            "Procurorii DNA",
            "Procurorii Direcției Naționale Anticorupție",
        ),
        (
            "Premierul israelian a criticat Franța. Tel Avivul a rechemat ambasadorul.",
            "israelian",
            "Tel Avivul",
        ),
        (
            "Banca Națională menține dobânda. Banca Națională a României a publicat prognoza.",
            "Banca Națională",
            "Banca Națională a României",
        ),
        (
            "Italia a primit delegația României. Giorgia Meloni a promis că va sprijini România. Italia ajută țara noastră.",
            "României",
            "țara noastră",
        ),
        (
            "Liderul turc Recep Tayyip Erdogan a amenințat Grecia. Premierul Kyriakos Mitsotakis i-a răspuns omologului turc.",
            "Recep Tayyip Erdogan",
            "omologului turc",
        ),
        (
            "Polițistul a primit bani de la un șofer beat. Bărbatul lucra la Poliția Rutieră.",
            "Polițistul",
            "Bărbatul",
        ),
        (
            "Rusia a atacat din nou. Rusia a distrus poduri. Ministrul a cerut Ucrainei explicații despre viitorul țării.",
            "Ucrainei",
            "țării",
        ),
    ],
)
def test_one_actor_in_two_guises(text: str, one: str, other: str) -> None:
    assert named(propose(text), one) == named(propose(text), other)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Primăria capitalei moldovene a interzis circulația. Primăria Iași a amendat șoferii.",
            "Primăria capitalei moldovene",
            "Primăria Iași",
        ),
        (
            "Judecătoria Chișinău a respins cererea. Judecătoria Cahul a admis cererea.",
            "Judecătoria Chișinău",
            "Judecătoria Cahul",
        ),
        (
            "Ministerul ucrainean al Apărării a mulțumit României. Ministerul Apărării Naționale a trimis ajutoare Ucrainei.",
            "Ministerul ucrainean al Apărării",
            "Ministerul Apărării Naționale",
        ),
        (
            "Partidul Smer a acuzat opoziția. Poliția slovacă a arestat un suspect.",
            "Partidul Smer",
            "Poliția slovacă",
        ),
        (
            "Iulia Navalnaia acuză Kremlinul că i-a ucis soțul. Femeia a vorbit la Bruxelles.",
            "soțul",
            "Femeia",
        ),
    ],
)
def test_two_actors_in_one_guise(text: str, one: str, other: str) -> None:
    assert named(propose(text), one) != named(propose(text), other)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("FRF a respins cererea antrenorului.", "FRF", "Organization"),
        ("Antrenorul va contesta decizia la TAS.", "TAS", "Organization"),
        ("Liderul de sindicat Adrian Jurca l-a acuzat pe ministru.", "Adrian Jurca", "Person"),
        ("Liderul FSLI a cerut demisia ministrului.", "FSLI", "Organization"),
        ("NASA a semnat un contract cu Blue Origin.", "Blue Origin", "Organization"),
        ("Samantha Power a criticat Rusia.", "Samantha Power", "Person"),
        ("Black Sea Oil & Gas a vândut gaze.", "Black Sea Oil & Gas", "Organization"),
        ("Terenul a fost cumpărat de la fondatorul Dedeman, Dragoș Pavăl.", "Dedeman", "Organization"),
        ("Directorul Popa, Ion Ionescu și Ana Rusu au fost arestați.", "Popa", "Person"),
        ("Alstom va livra 20 de trenuri. Alstom a fost amendată de minister.", "Alstom", "Organization"),
        ("Angajații Mobexpert au protestat. Mobexpert a respins acuzațiile.", "Mobexpert", "Organization"),
        ("Grupul polonez cumpără producătorul de conserve Scandia Food.", "Scandia Food", "Organization"),
    ],
)
def test_a_name_is_of_the_type_that_its_letters_and_its_title_show(text: str, words: str, expected: str) -> None:
    assert named(propose(text), words).type == expected


def test_who_leads_a_company_is_no_body_however_the_office_is_spelt() -> None:
    assert ("Ana Popa", "leads", "OMV Petrom") in related("Ana Popa, CEO al OMV Petrom, a declarat că va investi.")


def test_the_company_that_announces_is_the_subject_of_what_it_announces() -> None:
    found = read("Furnizorul Electrica a semnat un acord cu grupul spaniol Iberdrola, a anunțat compania.")
    assert named(found, "compania") == named(found, "Furnizorul Electrica")


@pytest.mark.parametrize(
    "text",
    [
        "Grupul Mondly a concediat oameni. Guvernul a cerut Comisiei amânarea închiderii grupurilor pe cărbune.",
        "Fondul Actis a cumpărat acțiuni. Fermierii au primit fonduri, iar fondurile au fost plătite de APIA.",
    ],
)
def test_several_things_are_not_the_one_body_of_that_noun(text: str) -> None:
    bodies = {m.text for a in read(text).actors for m in a.mentions}
    assert not bodies & {"grupurilor", "fonduri", "fondurile"}


def test_the_noun_of_a_company_is_no_part_of_its_name() -> None:
    assert (
        named(read("Turoperatorul Christian Tour a cerut insolvența."), "Turoperatorul Christian Tour").name == "Christian Tour"
    )


def test_what_a_company_makes_stands_between_its_noun_and_its_name() -> None:
    found = read("Producătorul german de cablaje auto Leoni concediază 700 de angajați. Leoni a închis o fabrică.")
    assert named(found, "Producătorul german de cablaje auto Leoni") == named(found, "Leoni")


@pytest.mark.parametrize("text", ["Uber va plăti TVA pe comisioane.", "Fitch a confirmat ratingul României la BBB-."])
def test_taxes_and_ratings_are_nobody(text: str) -> None:
    assert not {"TVA", "BBB-"} & {a.name for a in read(text).actors}


def test_who_is_blamed_is_called_without_what_for() -> None:
    assert named(propose("George Simion i-a acuzat pe deputații PSD de trădare."), "deputații PSD")


def test_what_a_body_is_an_association_of_is_no_actor_of_its_own() -> None:
    found = propose("Asociația Română a Băncilor a salutat decizia.")
    assert {m.text for a in found.actors for m in a.mentions} == {"Asociația Română a Băncilor", "Română"}


def test_the_name_of_a_body_keeps_its_noun_in_the_genitive() -> None:
    found = propose("Procurorii Direcției Naționale Anticorupție au cerut arestarea primarului.")
    assert named(found, "Direcției Naționale Anticorupție").name == "Direcția Națională Anticorupție"


def test_those_whom_the_title_counts_are_those_of_whom_the_lead_says_more() -> None:
    found = propose("Doi soți din Hunedoara au murit într-un incendiu.", "Doi soți, morți într-un incendiu")
    assert named(found, "Doi soți") == named(found, "Doi soți din Hunedoara")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Președintele Nicușor Dan s-a întâlnit joi cu omologul său polonez, Karol Nawrocki.",
            ("Karol Nawrocki", "leads", "Polonia"),
        ),
        (
            "Ministrul ucrainean Rustem Umerov s-a întâlnit cu omologul său român, Angel Tîlvăr.",
            ("Angel Tîlvăr", "holdsPosition", "România"),
        ),
        (
            "Compania Meta, proprietarul Facebook, a anunțat că va contesta decizia.",
            ("Facebook", "partOf", "Meta"),
        ),
    ],
)
def test_relation_is_told_of_the_right_one(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in related(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Guvernul Republicii Moldova a cerut ajutor. Primarul Ion Ceban a criticat decizia.", "Ion Ceban"),
        ("România a cerut ajutor. Guvernatorul Mugur Isărescu a anunțat o nouă prognoză pentru România.", "Mugur Isărescu"),
    ],
)
def test_who_leads_no_state_does_not_lead_the_country(text: str, wrong: str) -> None:
    assert not {r for r in related(text) if r[:2] == (wrong, "leads")}


def test_no_country_owns_a_body_in_the_nominative() -> None:
    assert ("Consiliul Europei", "partOf", "Georgia") not in related("Consiliul Europei critică Georgia.")


def test_somebody_known_need_not_lead_the_body_whose_leader_is_named_next() -> None:
    found = read("Ion Ceban a cerut demisia guvernului. Liderul PAS a respins acuzațiile.")
    assert not [r for r in found.relations if r.predicate == "leads" and r.subject == named(found, "Ion Ceban").key]
