"""Crime, accidents, disasters, hospitals: who is named, described and counted there, through the whole analysis."""

import pytest
from tests.extract.reading import event, fillers, propose, read, sources


def actors(text: str, title: str = "Știrile zilei") -> set[tuple[str, str]]:
    """Names and types of the actors of a text."""
    return {(a.name, a.type) for a in read(text, title).actors}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("La Mangalia, un turist a murit.", ("Mangalia", "Place")),
        (
            "Inspectoratul General al Poliției de Frontieră a anunțat arestarea a doi bărbați.",
            ("Inspectoratul General al Poliției de Frontieră", "Organization"),
        ),
        (
            "Administrația Națională de Meteorologie a emis o avertizare.",
            ("Administrația Națională de Meteorologie", "Organization"),
        ),
        (
            "Administrația Națională „Apele Române” a anunțat că râul a ieșit din matcă.",
            ("Administrația Națională „Apele Române”", "Organization"),
        ),
        (
            "„Căutăm supraviețuitori”, a declarat pentru Reuters Teddy Fontanilla, un responsabil local.",
            ("Teddy Fontanilla", "Person"),
        ),
        ("Un băiețel de doi ani a fost rănit.", ("băiețel de doi ani", "Person")),
        ("Managerul Spitalului Județean Mihaela Ciobanu a cerut o anchetă.", ("Mihaela Ciobanu", "Person")),
        ("Șase persoane au murit, iar alte 27 au fost rănite.", ("27 de persoane", "PersonGroup")),
        ("Trenul companiei private Iryo a deraiat.", ("Iryo", "Organization")),
        ("Un incendiu a izbucnit pe strada Transilvaniei.", ("strada Transilvaniei", "Place")),
        ("Un incendiu a izbucnit pe bulevardul 1 Decembrie 1918.", ("bulevardul 1 Decembrie 1918", "Place")),
        ("Un incendiu a izbucnit pe strada Mihai Viteazul.", ("strada Mihai Viteazul", "Place")),
        ("Un tânăr a fost rănit, scrie cotidianul La Gazzetta del Mezzogiorno.", ("La Gazzetta del Mezzogiorno", "Organization")),
        ("Un tânăr a fost rănit în La Spezia.", ("La Spezia", "Place")),
    ],
)
def test_names_and_descriptions_end_where_they_should(text: str, actor: tuple[str, str]) -> None:
    assert actor in actors(text)


def test_a_hospital_called_after_somebody_keeps_the_name() -> None:
    found = read("Directorul Spitalului Grigore Alexandrescu a demisionat.")
    assert "Grigore Alexandrescu" not in {a.name for a in found.actors}


@pytest.mark.parametrize("name", ["John Kerby", "Teddy Fontanilla"])
def test_who_tells_an_outlet_something_is_named_right_behind_it(name: str) -> None:
    found = read(f"„Situația este gravă”, a declarat pentru AFP {name}, un medic local.")
    assert fillers(found, "a declarat", "agent") == {name}


def test_others_of_whom_only_the_number_is_said_are_people_of_their_own() -> None:
    found = read("Două persoane au murit și alte patru au fost rănite, duminică, într-un accident.")
    assert fillers(found, "au murit", "patient") == {"două persoane"}
    assert fillers(found, "au fost rănite", "patient") == {"patru persoane"}


def test_other_things_are_no_people() -> None:
    assert not actors("Trei drone au fost doborâte, iar alte două au căzut.")


def test_the_dead_and_the_hurt_beside_one_another_are_each_in_their_own_event() -> None:
    found = read("Accident pe DN 2: doi morți și patru răniți după ce un microbuz s-a răsturnat.")
    assert fillers(found, "morți", "patient") == {"doi morți"}
    assert fillers(found, "răniți", "patient") == {"patru răniți"}


@pytest.mark.parametrize(
    "text",
    [
        "Uraganul Melissa a provocat inundații.",
        "Un tren de călători a deraiat.",
        "Un microbuz s-a ciocnit cu un TIR.",
        "Un copac s-a prăbușit peste o mașină.",
    ],
)
def test_storms_vehicles_and_what_they_carry_are_nobody(text: str) -> None:
    assert not actors(text)


def test_a_block_of_flats_is_no_bloc() -> None:
    assert {kind for _, kind in actors("Un incendiu a izbucnit la un bloc din Constanța.")} == {"Place"}


def test_men_of_science_are_not_any_people() -> None:
    found = read("Un cutremur a ucis 30 de oameni. Oamenii de știință spun că pericolul a trecut.")
    assert len([a for a in found.actors if a.type == "PersonGroup"]) == 2


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Cinci copii au fost internați.", "internați", "INJURY"),
        ("Un pescar a fost găsit înecat în Dunăre.", "găsit înecat", "DEATH"),
        ("O femeie a fost găsită carbonizată în casă.", "găsită carbonizată", "DEATH"),
        ("Doi pasageri au fost declarați decedați de medici.", "declarați decedați", "DEATH"),
        ("Râul Suha a ieșit din matcă la Ostra.", "ieșit din matcă", "DISASTER"),
        ("Un muncitor a fost strivit de o presă.", "strivit", "ACCIDENT"),
        ("Femeia este căutată de pompieri.", "căutată", "AID"),
        ("Femeia este căutată de Interpol.", "căutată", "COERCE"),
        ("Oamenii au ieșit speriați în stradă.", "ieșit", "MOVE"),
        ("Oamenii au ieșit în stradă la Belgrad împotriva guvernului.", "ieșit", "PROTEST"),
        ("Zece jandarmi au participat la percheziții.", "au participat", "MOBILIZE"),
        ("Zece jandarmi au participat la ședința comisiei.", "au participat", "CONSULT"),
        ("Un avion al companiei Wizz Air a fost întors din drum.", "întors din drum", "MOVE"),
    ],
)
def test_words_of_local_news_are_of_the_type_that_their_construction_says(text: str, trigger: str, kind: str) -> None:
    assert event(read(text), trigger).type == kind


@pytest.mark.parametrize(
    "text",
    [
        "Șoferul a rămas prins între fiare.",
        "Polițiștii nu exclud nicio ipoteză.",
        "Doi bărbați mascați și înarmați cu pistoale așteptau în fața băncii.",
        "O bătrână imobilizată la pat locuia acolo.",
        "Alertă la Aeroportul Otopeni.",
        "Traficul este blocat pe ambele sensuri de mers.",
        "Rudele persoanelor internate sunt îngrijorate.",
    ],
)
def test_what_only_says_how_somebody_or_something_is_reports_nothing(text: str) -> None:
    assert not read(text).events


def test_people_of_two_ages_are_two_and_of_one_age_one() -> None:
    found = read(
        "Un bărbat în vârstă de 41 de ani și un băiețel de doi ani au fost uciși într-un parc. "
        "Suspectul, un cetățean afgan de 28 de ani, a fost arestat. Copilul de doi ani a murit pe loc."
    )
    people = [{m.text for m in a.mentions} for a in found.actors if a.type == "Person"]
    assert {"un băiețel de doi ani", "Copilul de doi ani"} in people
    assert any("Suspectul" in words and "un cetățean afgan de 28 de ani" in words for words in people)
    assert len(people) == 3


def test_a_woman_is_not_the_man_named_before() -> None:
    found = read(
        "Fostul director al spitalului, Ioan Ardelean, a fost condamnat la trei ani de închisoare. "
        "Ardelean va face recurs. Fosta contabilă a spitalului a fost achitată."
    )
    assert "Ioan Ardelean" not in fillers(found, "achitată", "patient")


def test_what_somebody_is_suspected_of_does_not_put_the_arrest_on_anybodys_word() -> None:
    found = read("Un bărbat a fost reținut de polițiști, fiind suspectat că și-a ucis soția.")
    assert not sources(found, "reținut")


def test_who_takes_over_an_office_passes_nothing_on() -> None:
    found = read("Prefectul va anunța încetarea mandatului, iar atribuțiile vor fi preluate de consilierul Ana Lazăr.")
    assert not sources(found, "va anunța")


def test_a_woman_is_rather_who_is_said_to_be_one() -> None:
    found = read("Mama copilului a venit la spital. Medicul de gardă i-a trimis acasă. Femeia a acuzat medicii de neglijență.")
    assert fillers(found, "a acuzat", "agent") == {"Mama copilului"}


def test_whom_a_body_is_there_for_is_nobody() -> None:
    found = read("Copiii au fost preluați de Direcția Generală de Asistență Socială și Protecția Copilului.")
    assert not any("Copilului" in {m.text for m in a.mentions} for a in found.actors)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Poliția caută un bărbat după înjunghierea unei femei.", ("femeie", "Person")),
        ("Poliția cercetează răpirea unor femei.", ("femei", "PersonGroup")),
        ("Liderii unei grupări teroriste au fost uciși de armată.", ("grupare teroristă", "Organization")),
    ],
)
def test_what_stands_in_the_genitive_without_an_article_is_called_by_its_base_form(text: str, actor: tuple[str, str]) -> None:
    assert actor in actors(text)


def test_the_short_form_of_a_month_is_nobody() -> None:
    found = propose("O femeie a fost rănită. Sunați la 101 sau scrieți pe X, dosarul CAD 5365/2 Feb, dacă știți ceva.")
    assert [actor.name for actor in found.actors] == ["femeie"]


def test_a_town_in_front_of_a_colon_vouches_for_nothing() -> None:
    found = read("Accidentul s-a produs pe DN 2.", title="Buzău: Un tânăr a fost arestat de polițiști")
    assert sources(found, "a fost arestat") == set()


def test_whoever_stands_behind_the_comma_of_a_source_is_not_it() -> None:
    assert ("La Nazione", "Organization") in actors("Potrivit La Nazione, un tânăr a fost ucis la Pisa.")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Spania: Trei români au fost arestați", set()),
        ("Spania: Vom acorda azil", {"Spania"}),
        ("Kremlinul: UE va fi atacată", {"Rusia"}),
    ],
)
def test_a_countrys_own_name_before_a_colon_says_where_unless_it_speaks(title: str, told: set[str]) -> None:
    found = read("Știrea a apărut azi.", title=title)
    assert {name for e in found.events for t in e.triggers for name in sources(found, t.text)} == told


def test_who_is_told_something_for_it_is_an_outlet() -> None:
    assert ("Heraldo de Aragón", "Organization") in actors("Un camionagiu a povestit pentru Heraldo de Aragón cum a scăpat.")


def test_part_of_a_building_lies_where_the_building_does() -> None:
    found = propose("O explozie s-a produs la parterul unui bloc de pe bulevardul Republicii.")
    assert fillers(found, "explozie", "place") == {"bulevardul Republicii"}


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("Carabinierii din Foggia au arestat un bărbat. Carabinierii au găsit arme.", "Carabinierii", "Carabinierii din Foggia"),
        (
            "Inspectoratul pentru Situații de Urgență Prahova a anunțat un incendiu. ISU a trimis pompieri.",
            "ISU",
            "Inspectoratul pentru Situații de Urgență Prahova",
        ),
    ],
)
def test_a_body_without_its_town_is_the_one_with_it(text: str, short: str, name: str) -> None:
    assert {a.name for a in read(text).actors if short in {m.text for m in a.mentions}} == {name}


def test_drivers_of_two_vehicles_are_two() -> None:
    found = read("Șoferul autobuzului a fost rănit. Șoferul microbuzului a murit.")
    assert fillers(found, "a fost rănit", "patient") != fillers(found, "a murit", "patient")


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Radu Pop este cercetat pentru ucidere din culpă și furt.", "furt"),
        ("Radu Pop a fost condamnat la șase ani de închisoare pentru incendiere.", "incendiere"),
        ("Radu Pop a fost arestat pentru săvârșirea infracțiunii de viol.", "viol"),
    ],
)
def test_who_is_blamed_has_done_all_that_the_charge_says(text: str, deed: str) -> None:
    assert fillers(propose(text), deed, "agent") == {"Radu Pop"}


def test_whose_plan_is_criticised_is_not_who_carries_it_out() -> None:
    assert "Guvernul" not in fillers(propose("Guvernul a criticat ideea retragerii trupelor."), "retragerii", "agent")


def test_a_woman_is_nobody_whose_first_name_is_no_womans() -> None:
    found = read("O femeie a fost ucisă la Iași. Vlad Moga a plecat ieri din oraș.")
    assert fillers(found, "a fost ucisă", "patient") == {"femeie"}


def test_what_a_village_lies_in_is_where_it_happens_too() -> None:
    found = propose("Un bărbat a murit în comuna Ciocani, județul Vaslui.")
    assert fillers(found, "a murit", "place") == {"Ciocani", "Vaslui"}
