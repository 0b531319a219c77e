"""Whether something is said to have happened, and how firmly."""

import pytest
from tests.extract.reading import claim, event, read

from kgbuild.lexicon.cues import Cue, load_cues


@pytest.mark.parametrize(
    ("sentence", "trigger", "polarity", "modality"),
    [
        ("Israelul va redeschide granița, a declarat la Ierusalim ministrul Ion Popa.", "a declarat", "affirmed", "actual"),
        ("Suspectul va fi arestat și judecat.", "judecat", "affirmed", "planned"),
        ("Rusia a atacat Odesa.", "a atacat", "affirmed", "actual"),
        ("Rusia nu a atacat Odesa.", "a atacat", "negated", "actual"),
        ("Trupele ruse s-au retras fără să atace orașul.", "atace", "negated", "actual"),
        ("Germania va trimite tancuri Ucrainei.", "va trimite", "affirmed", "planned"),
        ("Germania intenționează să trimită tancuri Ucrainei.", "trimită", "affirmed", "planned"),
        ("Rusia ar putea ataca Moldova.", "ataca", "affirmed", "hypothetical"),
        ("Alegerile anticipate ar putea avea loc în martie.", "Alegerile", "affirmed", "hypothetical"),
        ("Ministrul a evitat probleme în campania pentru alegeri.", "campania", "affirmed", "actual"),
        (
            "Ion Popa a fost împiedicat să plece, deoarece instanțele au susținut că minte.",
            "au susținut",
            "affirmed",
            "actual",
        ),
        ("Poliția a împiedicat un atac la Iași.", "atac", "negated", "planned"),
        ("Rusia ar fi atacat un spital.", "ar fi atacat", "affirmed", "actual"),
        ("Polonia a refuzat să trimită avioane Ucrainei.", "să trimită", "negated", "planned"),
        ("Rusia a negat că a atacat Odesa.", "a atacat", "negated", "actual"),
        ("Rusia a respins acuzațiile Ucrainei.", "acuzațiile", "affirmed", "actual"),
        ("Rusia a respins armistițiul.", "armistițiul", "negated", "planned"),
        ("Soldații ruși au început să bombardeze orașul.", "bombardeze", "affirmed", "actual"),
        ("Alegerile parlamentare din Moldova au loc pe 12 ianuarie 2026.", "Alegerile", "affirmed", "planned"),
        ("Deși Rusia a atacat Odesa, negocierile continuă.", "a atacat", "affirmed", "actual"),
        ("Explozia nu a provocat pagube.", "pagube", "negated", "actual"),
        ("Nu s-au înregistrat pagube în sat.", "pagube", "negated", "actual"),
        ("Întâlnirea dintre Putin și Zelenski va avea loc la Istanbul.", "Întâlnirea", "affirmed", "planned"),
        ("Franța nu va ajuta Siria până când guvernul nu va semna un acord cu rebelii.", "va semna", "affirmed", "planned"),
        ("Arabia Saudită va găzdui negocierile de pace.", "negocierile", "affirmed", "planned"),
        ("Nerecunoașterea alegerilor de către România a surprins.", "Nerecunoașterea", "affirmed", "actual"),
        ("Opoziția a fost învinsă, neobținând niciun mandat.", "neobținând", "negated", "actual"),
        ("Negând acuzațiile, primarul a plecat din sală.", "Negând", "affirmed", "actual"),
        ("Premierul va veni la summit.", "summit", "affirmed", "planned"),
        ("Premierul a venit la summit.", "summit", "affirmed", "actual"),
        ("Ministrul va comenta alegerile.", "alegerile", "affirmed", "actual"),
        ("Germania va sprijini Ucraina împotriva invaziei Rusiei.", "invaziei", "affirmed", "actual"),
        ("Nu este adevărat că Rusia a atacat Odesa.", "a atacat", "negated", "actual"),
        ("Nu este exclus că Rusia a atacat Odesa.", "a atacat", "affirmed", "hypothetical"),
        ("Emmanuel Macron nu a exclus că va trimite trupe.", "va trimite", "affirmed", "hypothetical"),
        ("Premierul nu neagă că a semnat contractul.", "a semnat", "affirmed", "actual"),
        ("Rusia a respins afirmațiile Ucrainei.", "afirmațiile", "affirmed", "actual"),
        ("Ministrul a ținut să precizeze că armata s-a retras.", "precizeze", "affirmed", "actual"),
        ("Ministrul a dorit să clarifice că armata s-a retras.", "clarifice", "affirmed", "actual"),
        ("Ministrul dorește să clarifice situația.", "clarifice", "affirmed", "planned"),
        ("„Vreau să subliniez că armata s-a retras”, a spus premierul.", "Vreau să subliniez", "affirmed", "actual"),
        ("Vrem să anunțăm mâine bugetul, a spus ministrul.", "Vrem să anunțăm", "affirmed", "planned"),
        ("„Vreau să le mulțumesc pompierilor”, a spus primarul.", "mulțumesc", "affirmed", "actual"),
        ("Vrem să le mulțumim pompierilor, a spus primarul.", "mulțumim", "affirmed", "actual"),
        ("Primarul vrea să le mulțumească pompierilor.", "mulțumească", "affirmed", "planned"),
        ("„Vreau să susțin Ucraina”, a spus premierul.", "susțin", "affirmed", "planned"),
        ("Opoziția a încercat să blocheze votul, susținând că legea este neconstituțională.", "susținând", "affirmed", "actual"),
        ("Premierul va pleca la Kiev, anunțând acolo un nou ajutor.", "anunțând", "affirmed", "planned"),
        ("Jandarmii nu i-au lăsat pe fermieri să intre.", "nu i-au lăsat", "affirmed", "actual"),
        ("Federația a acceptat cererea antrenorilor.", "cererea", "affirmed", "actual"),
        ("Guvernul a renunțat la creșterea taxelor.", "creșterea", "negated", "actual"),
        ("Primăria a renunțat la hotărârea privind parcările.", "hotărârea", "affirmed", "actual"),
        ("Guvernul a anulat hotărârea privind taxele.", "hotărârea", "affirmed", "actual"),
        ("Premierul nu a anunțat decât două măsuri.", "a anunțat", "affirmed", "actual"),
        ("Poliția nu a arestat decât doi suspecți.", "a arestat", "affirmed", "actual"),
        ("Președintele nu l-a acuzat decât pe premier.", "a acuzat", "affirmed", "actual"),
        ("Premierul nu a anunțat mai mult decât știau toți.", "a anunțat", "negated", "actual"),
        ("Hamas nu va elibera ostaticii decât dacă Israelul se retrage.", "va elibera", "negated", "planned"),
        ("Președintele nu va semna legea decât după decizia CCR.", "va semna", "negated", "planned"),
        ("Ucraina nu va ceda teritorii decât prin referendum.", "va ceda", "negated", "planned"),
        ("Ministrul nu va pleca decât împreună cu premierul.", "va pleca", "negated", "planned"),
        ("Ion Popa nu a fost arestat, decât audiat.", "a fost arestat", "negated", "actual"),
        ("Niciun partid nu a criticat decât guvernul.", "a criticat", "negated", "actual"),
        ("Legea ar putea duce la proteste în Franța.", "proteste", "affirmed", "hypothetical"),
        ("Legea va duce la proteste în Franța.", "proteste", "affirmed", "planned"),
        ("Legea a dus la proteste în Franța.", "proteste", "affirmed", "actual"),
        ("Ministrul a spus că guvernul va trimite trupe, precizând că nu are dubii.", "precizând", "affirmed", "actual"),
        ("Premierul a spus că ar trebui să plece, amenințând opoziția.", "amenințând", "affirmed", "actual"),
        ("Polonia va livra tancuri Ucrainei, iar Germania a trimis muniție.", "a trimis", "affirmed", "actual"),
        ("Guvernul va trimite trupe în Mali, însă opoziția respinge decizia.", "respinge", "affirmed", "actual"),
        ("Guvernul va trimite trupe în Mali și va ajuta rebelii.", "va ajuta", "affirmed", "planned"),
        ("Dacă Rusia va ataca Moldova, iar NATO trimite trupe, România va ajuta.", "trimite", "affirmed", "hypothetical"),
    ],
)
def test_polarity_and_modality(sentence: str, trigger: str, polarity: str, modality: str) -> None:
    found = claim(read(sentence), trigger)
    assert (found.polarity, found.modality) == (polarity, modality)


REALITY_CUES = [c for c in load_cues() if c.expect in {"negated", "planned", "hypothetical"}]


@pytest.mark.parametrize("cue", REALITY_CUES, ids=lambda c: c.words[0])
def test_cue_on_its_example(cue: Cue) -> None:
    found = claim(read(cue.example), cue.trigger)
    assert cue.expect in {found.polarity, found.modality}


def test_every_event_and_relation_has_a_claim() -> None:
    extraction = read("Președintele rus Vladimir Putin a vizitat Beijingul. Xi Jinping l-a primit vineri.")
    assert {c.content for c in extraction.claims} == {e.key for e in extraction.events} | {r.key for r in extraction.relations}
    assert event(extraction, "a vizitat").key in {c.content for c in extraction.claims}


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Comisia a respins candidatura lui Ion Popa la alegerile prezidențiale.", "alegerile", ("affirmed", "actual")),
        ("Deputații au respins moțiunea depusă de opoziție.", "depusă", ("affirmed", "actual")),
        ("Curtea de Apel a anulat hotărârea Consiliului Local.", "hotărârea", ("affirmed", "actual")),
        ("Ministrul a anulat vizita la Paris.", "vizita", ("negated", "actual")),
        ("Tribunalul a admis cererea procurorilor.", "cererea", ("affirmed", "actual")),
        ("Rusia a refuzat retragerea trupelor.", "retragerea", ("negated", "planned")),
        ("Rusia a negat acuzația, susținând că a evacuat copiii.", "susținând", ("affirmed", "actual")),
        ("Acuzațiile au fost respinse de rectorul care a lovit un student.", "a lovit", ("affirmed", "actual")),
        (
            "Nu au avut loc doar atacuri asupra porturilor, ci și trei atacuri asupra ambasadei.",
            "au avut loc",
            ("affirmed", "actual"),
        ),
        ("Armata nu a atacat orașul, ci doar a tras în aer.", "a atacat", ("negated", "actual")),
        ("Gazul a fost oprit din cauza neachitării facturii.", "neachitării", ("negated", "actual")),
        ("Primarul s-a retras din negocieri.", "negocieri", ("affirmed", "actual")),
    ],
)
def test_only_what_is_denied_or_decided_itself_is_no_fact(text: str, trigger: str, expected: tuple[str, str]) -> None:
    found = claim(read(text), trigger)
    assert (found.polarity, found.modality) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Se cere demisia ministrului.", "demisia", ("affirmed", "planned")),
        ("A fost anulată vizita premierului la Kiev.", "vizita", ("negated", "actual")),
        ("Guvernul a alocat bani pentru achiziționarea de arme.", "achiziționarea", ("affirmed", "planned")),
        ("Guvernul a folosit banii pentru achiziționarea de arme.", "achiziționarea", ("affirmed", "actual")),
        ("Franța a fost criticată pentru vânzarea de arme.", "vânzarea", ("affirmed", "actual")),
        ("Legea prevede interzicerea exportului și oprirea tranzitului.", "oprirea", ("affirmed", "planned")),
        ("Alegerile și referendumul vor avea loc la toamnă.", "referendumul", ("affirmed", "planned")),
        ("Nu au fost înregistrate incendii sau explozii.", "explozii", ("negated", "actual")),
        (
            "Alegerile vor avea loc la toamnă.\nMaia Sandu a vorbit despre importanța alegerilor.",
            "alegerilor",
            ("affirmed", "planned"),
        ),
        (
            "Alegerile au avut loc în mai.\nMaia Sandu a vorbit despre importanța alegerilor.",
            "alegerilor",
            ("affirmed", "actual"),
        ),
    ],
)
def test_a_noun_is_as_real_as_what_governs_it(text: str, trigger: str, expected: tuple[str, str]) -> None:
    found = claim(read(text), trigger)
    assert (found.polarity, found.modality) == expected
