"""Politics at home: who says what in long chains of quotation, who is meant by offices and trades, who belongs to which party."""

import pytest
from tests.extract.reading import fillers, read, sources

from kgbuild.model import Extraction


def relations(extraction: Extraction) -> set[tuple[str, str, str]]:
    """The relations of a text, by name."""
    name = {a.key: a.name for a in extraction.actors}
    return {(name[r.subject], r.predicate, name[r.object]) for r in extraction.relations}


def aliases(extraction: Extraction, name: str) -> set[str]:
    """The words for an actor."""
    return {m.text for a in extraction.actors if a.name == name for m in a.mentions}


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        (
            "Vlad Ene, liderul PNL, consideră că Maria Pop „a vândut țara”, iar deputata Ana Rusu a anunțat un protest.",
            "a vândut",
            "Vlad Ene",
        ),
        (
            "Ion Popa a spus că pleacă.\n„Profesorii au intrat în grevă”, crede fostul ministru al Justiției Raluca Rus.",
            "au intrat în grevă",
            "Raluca Rus",
        ),
        (
            "„Ungaria a blocat negocierile”, precizează Ion Popa, invocând o notă trimisă Moldovei de ambasadorii Olandei.",
            "a blocat",
            "Ion Popa",
        ),
        ("Ungaria a blocat negocierile, este de părere Ion Popa, care a condus echipa Moldovei.", "a blocat", "Ion Popa"),
    ],
)
def test_who_thinks_or_speaks_vouches_for_the_quotation_beside_it(text: str, trigger: str, who: str) -> None:
    assert sources(read(text), trigger) == {who}


def test_what_somebody_is_accused_of_is_no_hearsay_of_whoever_spoke_before() -> None:
    title = "Primarul Ion Popa: „E o răzbunare”"
    text = "Primarul Ion Popa a fost trimis în judecată, acuzat că ar fi primit bani de la un constructor."
    assert sources(read(text, title), "ar fi primit") == set()


def test_the_outlet_on_which_somebody_speaks_passes_it_on() -> None:
    assert sources(read("Ministrul Ion Popa a declarat luni, la Digi24, că pleacă."), "a declarat") == {"Digi24"}
    assert sources(read("Ministrul Ion Popa a declarat luni, la Iași, că pleacă."), "a declarat") == set()


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        (
            "Deputata USR Corina Sălăgean a votat.\n„Am cerut demisia”, a scris parlamentara pe Facebook.",
            "Corina Sălăgean",
            "parlamentara",
        ),
        (
            "Președinta instanței supreme, Maria Dumitru, a răspuns.\nJudecătoarea a spus că va pleca.",
            "Maria Dumitru",
            "Judecătoarea",
        ),
        ("Ion Popa a ajuns târziu la mină.\n„Am operat trei oameni. Unul a murit”, a povestit medicul.", "Ion Popa", "medicul"),
        ("Ministrul Dan Rusu a venit la spital.\nManagera Ana Pop l-a acuzat pe ministru.", "Dan Rusu", "ministru"),
        ("O delegație i-a cerut bani vicepremierului de atunci, Dan Rusu, la Iași.", "Dan Rusu", "vicepremierului"),
    ],
)
def test_nouns_that_take_up_who_was_named(text: str, name: str, alias: str) -> None:
    assert any(alias in words for words in aliases(read(text), name))


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("Ministrul Energiei, Dan Rusu, a venit luni.\n„Mina e sigură”, a declarat directorul.", "Dan Rusu", "directorul"),
        ("Ministrul Dan Rusu a venit luni.\n„Intrăm în grevă”, a spus liderul sindical.", "Dan Rusu", "liderul sindical"),
        (
            "Ion Popa a plecat.\n„Comisarul Marta Kos ne-a spus asta”, a adăugat el.\nDiplomatul a cerut bani.",
            "Marta Kos",
            "Diplomatul",
        ),
        ("Deputata Diana Șoșoacă a fost audiată.\nProcuroarea a cerut arestarea.", "Diana Șoșoacă", "Procuroarea"),
        ("Șefa DNA, Ana Popa, a fost audiată.\nJudecătoarea a cerut arestarea.", "Ana Popa", "Judecătoarea"),
        (
            "Președintele l-a demis pe ministru.\nOamenii au protestat.\nMinistrul Justiției, Ana Popa, a criticat decizia.",
            "Ana Popa",
            "ministru",
        ),
        ("Regele Charles a vizitat România.\nDomnul președinte a refuzat întâlnirea.", "Charles", "președinte"),
    ],
)
def test_nouns_that_mean_somebody_else(text: str, name: str, alias: str) -> None:
    assert alias not in aliases(read(text), name)


def test_a_bare_office_that_nobody_was_told_of_by_is_somebody() -> None:
    text = "L-a demis pe director și l-au dat în judecată sindicatele."
    assert fillers(read(text), "a demis", "patient") == {"director"}


def test_whom_the_title_describes_is_who_is_named_in_the_lead() -> None:
    title = "Fostul negociator-șef: „Ungaria a blocat dosarul”"
    text = "Moldova ar putea adera în 2030, este de părere Iulian Marian, care a condus echipa de negociatori."
    assert "Fostul negociator-șef" in aliases(read(text, title), "Iulian Marian")


def test_a_pronoun_that_speaks_is_who_spoke_before() -> None:
    text = "„Grevele sunt ilegale”, crede avocata Raluca Rus.\nEa a reamintit că Ungaria a blocat negocierile."
    assert fillers(read(text), "a reamintit", "agent") == {"Raluca Rus"}


def test_brussels_that_acts_is_the_union() -> None:
    assert fillers(read("În 2023, Bruxelles-ul a blocat o tranșă din bani."), "a blocat", "agent") == {"Uniunea Europeană"}
    assert fillers(read("Belgia a protestat. Bruxelles-ul a blocat acordul."), "a blocat", "agent") == {"Belgia"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Președintele PSD Bacău, senatorul Costel Rus, a demisionat.", ("Costel Rus", "leads", "PSD Bacău")),
        (
            "Președintele Organizației de Femei a PSD, Ana Rus, a criticat PSD.",
            ("Ana Rus", "leads", "Organizația de Femei a PSD"),
        ),
        ("Liderul Federației Spiru Haret, Ana Manole, a cerut bani.", ("Ana Manole", "leads", "Federația Spiru Haret")),
        ("Consilierul local USR Dragoș Ene a protestat.", ("Dragoș Ene", "memberOf", "USR")),
        ("Ion Popa a candidat. În 2018 s-a înscris în PNL.", ("Ion Popa", "memberOf", "PNL")),
        ("Ion Popa a fost exclus din PSD.", ("Ion Popa", "memberOf", "PSD")),
        ("Ion Popa a candidat. Un an mai târziu a devenit membru al PNL.", ("Ion Popa", "memberOf", "PNL")),
        ("Ministerul Finanțelor, condus de tehnocratul Ion Popa, a protestat.", ("Ion Popa", "leads", "Ministerul Finanțelor")),
        ("Ion Popa a candidat. Soția sa, Ana Popa, a fost arestată.", ("Ana Popa", "relativeOf", "Ion Popa")),
        ("Parlamentul European a votat. Eurodeputatul Ion Popa a protestat.", ("Ion Popa", "memberOf", "Parlamentul European")),
        (
            "Parlamentul European a votat. Deputatul european Ion Popa a protestat.",
            ("Ion Popa", "memberOf", "Parlamentul European"),
        ),
        ("Guvernul a adoptat bugetul. Ministrul Dezvoltării, Ion Popa, a protestat.", ("Ion Popa", "holdsPosition", "Guvernul")),
    ],
)
def test_relations_that_offices_and_careers_state(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in relations(read(text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Deputata Partidului Nostru Ana Rusu a protestat.", ("Ana Rusu", "leads", "Partidul Nostru")),
        ("Primarul PNL Ion Popa a protestat.", ("Ion Popa", "leads", "PNL")),
        ("Ion Popa nu s-a înscris în PNL.", ("Ion Popa", "memberOf", "PNL")),
        ("Parlamentul European a votat. Deputatul Ion Popa a protestat.", ("Ion Popa", "memberOf", "Parlamentul European")),
        ("Ion Popa a candidat. Sora lui Kim Jong Un, Kim Yo Jong, a protestat.", ("Kim Yo Jong", "relativeOf", "Ion Popa")),
        ("Ion Popa a candidat. Soția lui A. Rusu, Maria Rusu, a protestat.", ("Maria Rusu", "relativeOf", "Ion Popa")),
    ],
)
def test_relations_that_nothing_states(text: str, relation: tuple[str, str, str]) -> None:
    assert relation not in relations(read(text))
