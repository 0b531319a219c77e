"""Who does what to whom, sentence by sentence."""

import gc
from weakref import ref

import pytest
from tests.extract.reading import event, fillers, propose

from kgbuild.annotate import annotate
from kgbuild.extract import propose_events
from kgbuild.model import Article


@pytest.mark.parametrize(
    ("sentence", "trigger", "role", "names"),
    [
        ("Germania a livrat tancuri Ucrainei.", "a livrat", "agent", {"Germania"}),
        ("Germania a livrat tancuri Ucrainei.", "a livrat", "recipient", {"Ucraina"}),
        ("Franța și Italia au condamnat Rusia.", "au condamnat", "agent", {"Franța", "Italia"}),
        ("Franța și Italia au condamnat Rusia.", "au condamnat", "patient", {"Rusia"}),
        ("Orașul Harkov a fost atacat de Rusia.", "a fost atacat", "agent", {"Rusia"}),
        ("Podul a fost distrus de armata ucraineană.", "a fost distrus", "agent", {"armata ucraineană"}),
        ("Premierul Viktor Orban s-a întâlnit cu Vladimir Putin.", "întâlnit", "recipient", {"Vladimir Putin"}),
        ("Vizita lui Emmanuel Macron la Kiev a durat două zile.", "Vizita", "agent", {"Emmanuel Macron"}),
        ("Atacul Rusiei asupra Ucrainei continuă.", "Atacul", "patient", {"Ucraina"}),
        ("Atacul Rusiei asupra Ucrainei continuă.", "Atacul", "agent", {"Rusia"}),
        ("Polonia a refuzat să trimită avioane Ucrainei.", "trimită", "agent", {"Polonia"}),
        ("Statele Unite au cerut Rusiei să elibereze prizonierii.", "elibereze", "agent", {"Rusia"}),
        ("Ion Popa l-a rugat pe Radu Rusu să plece.", "plece", "agent", {"Radu Rusu"}),
        ("Ion Popa l-a avertizat înainte să moară pe Radu Rusu să nu plece.", "moară", "patient", {"Ion Popa"}),
        ("UE a adoptat un nou pachet de sancțiuni împotriva Rusiei.", "pachet de sancțiuni", "patient", {"Rusia"}),
        ("Un atac masiv cu drone asupra orașului Harkov a fost respins.", "atac", "patient", {"Harkov"}),
        ("Rusia a lansat un atac cu rachete balistice asupra orașului Harkov.", "atac", "patient", {"Harkov"}),
        ("Hamas a predat Crucii Roșii trupurile a doi ostatici israelieni.", "a predat", "patient", {"doi ostatici israelieni"}),
        ("Dronele au pătruns în spațiul aerian al României.", "au pătruns", "place", {"România"}),
        ("Ucraina a lovit un depozit de petrol din Rostov.", "a lovit", "place", {"depozit de petrol din Rostov", "Rostov"}),
        ("Statele Unite și-au retras trupele din Siria.", "au retras", "place", {"Siria"}),
        ("Poliția i-a reținut pe activiștii din Siria.", "a reținut", "place", set()),
        ("Israelul a bombardat instalațiile nucleare ale Iranului.", "a bombardat", "patient", {"Iran"}),
        ("Israelul a bombardat instalațiile nucleare ale Iranului.", "a bombardat", "place", set()),
        ("Ministrul a condamnat atacurile asupra instalațiilor energetice ale Ucrainei.", "atacurile", "patient", {"Ucraina"}),
        ("Un tânăr a bombardat depozitele vecinului.", "a bombardat", "patient", {"depozitele vecinului"}),
        ("Israelul a lovit ținte Hezbollah în sudul Libanului.", "a lovit", "patient", {"Hezbollah"}),
        ("Ion Popa a sosit la Geneva, unde va fi primit de premierul Elveției.", "va fi primit", "recipient", {"Ion Popa"}),
        ("Ion Popa a sosit la Geneva, unde va fi primit de premierul Elveției.", "va fi primit", "place", {"Geneva"}),
        ("Ministrul nu știe unde a fost arestat Ion Popa la Geneva.", "a fost arestat", "place", {"Geneva"}),
        ("Premierul Ion Popa, aflat în vizită oficială la Vilnius, a cerut ajutor.", "în vizită", "agent", {"Ion Popa"}),
        ("Premierul Ion Popa, aflat în vizită oficială la Vilnius, a cerut ajutor.", "în vizită", "place", {"Vilnius"}),
        ("Washingtonul a forțat Ucraina să cedeze teritorii.", "cedeze", "agent", {"Ucraina"}),
        ("Polițiștii au reținut un suspect pentru a preveni un atentat.", "preveni", "agent", {"Polițiștii"}),
        ("Agenții au prins un șofer în timp ce ar fi vândut arme.", "ar fi vândut", "agent", {"șofer"}),
        ("Polițiștii au reținut un bărbat în timp ce patrulau prin oraș.", "patrulau", "agent", {"Polițiștii"}),
        ("Ucraina acuză Rusia că a atacat un spital.", "a atacat", "agent", {"Rusia"}),
        ("Rusia a atacat Ucraina.", "a atacat", "place", {"Ucraina"}),
        ("Coreea de Nord a trimis trupe pentru a demina regiunea Kursk.", "a trimis", "place", {"Kursk"}),
        ("Premierul a fost ținta unor critici dure.", "critici", "patient", {"Premierul"}),
        ("Orașul Odesa a devenit ținta unui atac rusesc.", "atac", "patient", {"Orașul Odesa"}),
        ("Declarațiile unor soldați ruși au fost publicate.", "Declarațiile", "agent", {"soldați ruși"}),
        ("Expulzarea a doi diplomați a fost decisă de Praga.", "Expulzarea", "agent", {"Cehia"}),
        ("Rebelii i-au eliberat pe ziariștii francezi luați ostatici în august.", "luați", "patient", {"ziariștii francezi"}),
        ("Un bărbat a fost lovit cu pumnul de un șofer.", "lovit", "agent", {"șofer"}),
        ("Acordul a fost semnat la Geneva de Rusia.", "semnat", "agent", {"Rusia"}),
        ("Orașul a fost bombardat cu drone de fabricație iraniană.", "bombardat", "agent", set()),
        ("Guvernul a aprobat preluarea companiei Dacia de către grupul Renault.", "preluarea", "agent", {"Renault"}),
        ("Ministrul a anunțat retragerea trupelor de către Rusia.", "retragerea", "agent", {"Rusia"}),
        ("Ministrul a anunțat retragerea trupelor de către Rusia.", "retragerea", "patient", {"trupele"}),
        ("Sancțiunile impuse Moscovei rămân.", "Sancțiunile", "patient", {"Rusia"}),
        ("Ajutorul acordat Ucrainei de Statele Unite scade.", "Ajutorul", "agent", {"Statele Unite ale Americii"}),
        ("Un bărbat a fost arestat pentru uciderea unui turist.", "uciderea", "agent", {"bărbat"}),
        ("Premierul Ion Popa, alături de ministrul Dan Rusu, a vizitat baza.", "a vizitat", "agent", {"Ion Popa", "Dan Rusu"}),
        ("Împreună cu Polonia, Germania a livrat tancuri.", "a livrat", "agent", {"Germania", "Polonia"}),
        ("Ion Popa a fost arestat împreună cu Dan Rusu.", "arestat", "patient", {"Ion Popa", "Dan Rusu"}),
        ("Poliția l-a arestat pe Ion Popa alături de Dan Rusu.", "a arestat", "agent", {"Poliția"}),
        ("Banca Transilvania a finalizat achiziția băncii OTP.", "achiziția", "agent", {"Banca Transilvania"}),
        ("Atacul a fost pregătit de Hamas.", "Atacul", "agent", {"Hamas"}),
        ("Israelul l-a ucis pe comandant într-un raid aerian.", "raid", "agent", {"Israel"}),
        ("Rusia a lansat 440 de drone și 32 de rachete asupra Kievului.", "a lansat", "patient", {"Ucraina"}),
        ("O dronă rusească a lovit o casă.", "a lovit", "agent", {"Rusia"}),
        ("Două drone rusești au pătruns în spațiul aerian al României.", "au pătruns", "agent", {"Rusia"}),
        ("Drone rusești care au survolat Vaslui au fost căutate.", "au survolat", "agent", {"Rusia"}),
        ("Polonia a doborât o dronă rusească.", "a doborât", "patient", {"Rusia"}),
        ("Polonia a doborât o dronă rusească.", "a doborât", "place", set()),
        ("Germania a livrat Ucrainei tancuri poloneze.", "a livrat", "patient", set()),
        ("Mario Draghi a vizitat Kievul împreună cu Emmanuel Macron.", "a vizitat", "agent", {"Mario Draghi", "Emmanuel Macron"}),
        ("Trei fete au fost înjunghiate la o lecție de dans din Southport.", "înjunghiate", "place", {"Southport"}),
        ("Trei fete au fost înjunghiate cu un cuțit din Japonia.", "înjunghiate", "place", set()),
        ("Armata chineză a început exerciții în jurul Taiwanului.", "exerciții", "place", {"Taiwan"}),
        ("Papa a spus asta în fața credincioșilor.", "a spus", "recipient", {"credincioșii"}),
        ("Un bărbat a fost împușcat în fața copiilor săi.", "împușcat", "recipient", set()),
        ("Sancțiunile din partea Uniunii Europene rămân.", "Sancțiunile", "agent", {"Uniunea Europeană"}),
        ("Poliția i-a convins pe protestatari să plece.", "plece", "agent", {"protestatari"}),
        ("Ion Popa le-a promis protestatarilor să plece.", "plece", "agent", {"Ion Popa"}),
        ("Protestul activiștilor, condamnat de premier, continuă.", "condamnat", "patient", {"activiștii"}),
        ("Victimele exploziei au fost identificate.", "exploziei", "patient", {"Victimele exploziei"}),
        ("Ion Popa a criticat decizia PNL de a vota legea.", "a criticat", "patient", {"PNL"}),
        ("Bombardarea NATO a Serbiei a fost contestată.", "Bombardarea", "agent", {"NATO"}),
        ("Guvernul a anunțat vizita FMI la București.", "vizita", "agent", {"FMI"}),
        ("Domnul Ion Popa a criticat guvernul Japoniei.", "a criticat", "agent", {"Ion Popa"}),
        ("Ministrul a avut o întâlnire cu domnul Ion Popa.", "a avut o întâlnire", "recipient", {"Ion Popa"}),
        ("Ion Popa a fost propus în funcția de prefect din partea PNL.", "a fost propus", "agent", {"PNL"}),
        ("Premierul britanic Tony Blair, aflat într-o vizită în Polonia, a plecat.", "vizită", "place", {"Polonia"}),
        (
            "Ion Popa a fost destituit din funcție de Parlamentul de la Vilnius.",
            "destituit",
            "agent",
            {"Parlamentul de la Vilnius"},
        ),
        ("Au sosit în Suceava 52 de refugiați.", "Au sosit", "agent", {"52 de refugiați"}),
        (
            "Ambasada SUA, șeful delegației UE și reprezentanța FMI au criticat dur proiectul.",
            "au criticat",
            "agent",
            {"Ambasada SUA", "șeful delegației UE", "FMI"},
        ),
        ("Ilia Popa a criticat invazia rusă.", "a criticat", "patient", {"Rusia"}),
        ("Invazia rusă a fost condamnată de Polonia.", "a fost condamnată", "patient", {"Rusia"}),
        ("Ana Rusu a criticat politica lui Dan Popa.", "a criticat", "patient", {"Dan Popa"}),
        ("Ana Rusu a condamnat uciderea lui Dan Popa.", "a condamnat", "patient", set()),
        ("Ana Rusu a relatat despre politica lui Dan Popa.", "a relatat", "patient", set()),
        ("Rusia a folosit gaze toxice împotriva soldaților ucraineni.", "a folosit", "patient", {"soldații ucraineni"}),
        ("Compania Dacia va achita datoria către Gazprom.", "va achita", "recipient", {"Gazprom"}),
        ("Emmanuel Macron a amânat vizita sa la Kiev.", "vizita", "agent", {"Emmanuel Macron"}),
        ("Parlamentarii ucraineni au comentat vizita sa la Kiev.", "vizita", "agent", set()),
        ("„Sprijinul nostru continuă”, a declarat premierul britanic Rishi Sunak.", "Sprijinul", "agent", {"Regatul Unit"}),
        ("Klaus Iohannis a spus că România va fi alături de Ucraina.", "alături", "agent", {"România"}),
        ("Klaus Iohannis a spus că România va fi alături de Ucraina.", "alături", "recipient", {"Ucraina"}),
        ("„Suntem alături de Ucraina”, a declarat premierul britanic Rishi Sunak.", "alături", "agent", {"Regatul Unit"}),
        ("Avocatul a cerut instanței excluderea probelor.", "excluderea", "agent", {"instanța"}),
        ("Premierul a cerut Ungariei o întâlnire la Paris.", "întâlnire", "agent", set()),
        ("Dino Petrov a fost cel care l-a lovit pe Dan Rusu.", "a lovit", "agent", {"Dino Petrov"}),
        ("Dino Petrov nu este cel care l-a lovit pe Dan Rusu.", "a lovit", "agent", set()),
        ("Ana Rusu se numără printre cei care au criticat guvernul.", "au criticat", "agent", {"Ana Rusu"}),
        ("Ion Popa se ascunsese printre protestatarii care au atacat Guvernul.", "au atacat", "agent", {"protestatarii"}),
        (
            "Condamnarea fostului premier pakistanez a surprins.",
            "Condamnarea",
            "patient",
            {"fostul premier pakistanez"},
        ),
    ],
)
def test_roles_are_filled(sentence: str, trigger: str, role: str, names: set[str]) -> None:
    assert fillers(propose(sentence), trigger, role) == names


def test_roles_of_coordinated_verbs_share_the_subject() -> None:
    extraction = propose("Rusia a atacat Ucraina și a bombardat Odesa.")
    assert fillers(extraction, "a bombardat", "agent") == {"Rusia"}


def test_roles_of_a_participle_belong_to_its_noun() -> None:
    extraction = propose("Soldații trimiși de Coreea de Nord au luptat în Kursk.")
    assert fillers(extraction, "trimiși", "agent") == {"Coreea de Nord"}


def test_roles_of_a_dropped_subject_come_from_the_sentence_before() -> None:
    extraction = propose("Vladimir Putin a sosit la Beijing. A discutat cu Xi Jinping.")
    assert fillers(extraction, "A discutat", "agent") == {"Vladimir Putin"}


def test_roles_of_the_first_person_belong_to_the_speaker() -> None:
    extraction = propose("„Am semnat acordul cu Ucraina”, a declarat Emmanuel Macron.")
    assert fillers(extraction, "Am semnat", "agent") == {"Emmanuel Macron"}


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("„Vom livra tancuri Ucrainei”, a declarat premierul britanic Rishi Sunak.", {"Regatul Unit"}),
        ("„Voi livra tancuri Ucrainei”, a declarat premierul britanic Rishi Sunak.", {"Rishi Sunak"}),
        ("„Vom livra tancuri Ucrainei”, a declarat liderul PSD, Ion Popa.", {"Ion Popa"}),
        ("„Vom livra tancuri Ucrainei”, a declarat actorul român Ion Popa.", {"Ion Popa"}),
    ],
)
def test_we_of_an_office_means_the_state(text: str, agents: set[str]) -> None:
    """A party's leader and whoever only comes from a country speak for themselves."""
    assert fillers(propose(text), "livra", "agent") == agents


@pytest.mark.parametrize(
    ("text", "trigger", "role", "names"),
    [
        ("„Rusia ne șantajează”, a declarat premierul moldovean Dorin Recean.", "șantajează", "patient", {"Republica Moldova"}),
        ("„Ministrul m-a amenințat”, a spus deputatul Ion Popa.", "amenințat", "recipient", {"Ion Popa"}),
        ("„Ne-am retras trupele”, a spus premierul moldovean Dorin Recean.", "retras", "recipient", set()),
    ],
)
def test_us_and_me_in_a_quotation_mean_who_speaks(text: str, trigger: str, role: str, names: set[str]) -> None:
    """What is reflexive says no more than the verb: "ne-am retras"."""
    assert fillers(propose(text), trigger, role) == names


def test_roles_keep_the_words_that_fill_them() -> None:
    extraction = propose("Germania a livrat tancuri Ucrainei.")
    words = {a.mention.text for a in event(extraction, "a livrat").arguments if a.mention}
    assert words >= {"Germania", "Ucrainei"}


def test_roles_leave_a_repeated_event_its_participants() -> None:
    extraction = propose("Rusia a lansat un atac asupra Odesei. Atacul a avut loc noaptea.")
    assert fillers(extraction, "Atacul", "agent") == {"Rusia"}


def test_a_definite_noun_takes_up_a_deed_of_its_class() -> None:
    text = "Ion Popa l-a ucis pe Dan Rusu. {} a fost anunțat{} seara."
    assert fillers(propose(text.format("Crima", "ă")), "Crima", "agent") == {"Ion Popa"}
    assert fillers(propose(text.format("Un atentat", "")), "atentat", "agent") == set()


def test_theme_is_what_is_given() -> None:
    theme = event(propose("Germania a livrat tancuri Ucrainei."), "a livrat").theme
    assert theme is not None
    assert "tancuri" in theme.text


def test_time_belongs_to_the_clause_it_stands_in() -> None:
    extraction = propose("Rusia a atacat vineri orașul Odesa, după ce Ucraina a anunțat joi negocieri.")
    times = {t.key: t.edtf for t in extraction.times}
    assert times[event(extraction, "a atacat").time or ""] == "2025-12-26"
    assert times[event(extraction, "a anunțat").time or ""] == "2025-12-25"


@pytest.mark.parametrize(
    ("text", "trigger", "role", "names"),
    [
        (
            "Maia Sandu s-a întâlnit cu Klaus Iohannis. Cei doi președinți au discutat despre energie.",
            "discutat",
            "agent",
            ("MS", "KI"),
        ),
        ("Maia Sandu s-a întâlnit cu Klaus Iohannis. Cei doi oficiali au plecat.", "au plecat", "agent", ("MS", "KI")),
        ("Maia Sandu s-a întâlnit cu Klaus Iohannis. Părțile au semnat un acord.", "semnat", "agent", ("MS", "KI")),
        ("Polonia și Lituania negociază. Părțile au semnat un acord.", "au semnat", "agent", ("Polonia", "Lituania")),
        ("Polonia și Lituania negociază. A plouat. Părțile au semnat un acord.", "au semnat", "agent", ()),
        ("Ion Popa, Dan Rusu și Ana Rusu au negociat. Părțile au semnat un acord.", "au semnat", "agent", ()),
        ("Polonia și Lituania negociază. Ambele state au semnat un acord.", "au semnat", "agent", ("Polonia", "Lituania")),
        ("Maia Sandu s-a întâlnit cu Klaus Iohannis. Discuțiile celor doi au durat o oră.", "Discuțiile", "agent", ("MS", "KI")),
        (
            "Ion Popa și Dan Rusu au fugit. Poliția i-a arestat pe cei doi suspecți.",
            "a arestat",
            "patient",
            ("Ion Popa", "Dan Rusu"),
        ),
        ("Germania, Rusia și Polonia au negociat. Cele două țări au semnat un acord.", "au semnat", "agent", ("țări",)),
        (
            "Ion Popa a vizitat baza cu Dan Rusu. Cei doi soldați răniți au fost uciși.",
            "au fost uciși",
            "patient",
            ("soldați răniți",),
        ),
        ("Ion Popa l-a audiat pe Dan Rusu. Cei doi martori au fost arestați.", "arestați", "patient", ("martori",)),
        (
            "Doi bărbați au fugit. Ion Popa și Dan Rusu i-au urmărit. Cei doi bărbați au fost reținuți.",
            "reținuți",
            "patient",
            ("doi bărbați",),
        ),
    ],
)
def test_counted_phrases_stand_for_those_named_before(text: str, trigger: str, role: str, names: tuple[str, ...]) -> None:
    """Who is taken up by "cei doi" takes part himself; those of whom more is told, or who were counted before, are a group."""
    full = {"MS": "Maia Sandu", "KI": "Klaus Iohannis"}
    found = propose(text)
    assert fillers(found, trigger, role) == {full.get(name, name) for name in names}, found.actors


def test_who_decides_on_a_request_received_it() -> None:
    extraction = propose("Avocații au sunat. Tribunalul i-a admis cererea.")
    assert fillers(extraction, "cererea", "agent") == set()
    assert fillers(extraction, "cererea", "recipient") == {"Tribunalul"}


def test_a_noun_takes_up_the_accusation_right_before() -> None:
    extraction = propose("Ion Popa i-a acuzat pe liberali de fraudă. Ana Rusu a respins acuzațiile.")
    assert fillers(extraction, "acuzațiile", "agent") == {"Ion Popa"}
    later = propose("Ion Popa i-a acuzat pe liberali de fraudă. Plouă. Ninge. Ana Rusu a respins acuzațiile.")
    assert fillers(later, "acuzațiile", "agent") == set()


def test_nobody_does_what_people_do() -> None:
    text = "Comandantul Ion Popa a vorbit cu presa. Dacă nu se ajunge la un acord, Rusia va ataca."
    assert fillers(propose(text), "se ajunge la un acord", "agent") == set()


def test_a_definite_noun_takes_up_who_made_what_it_names() -> None:
    found = propose("Polonia și Franța au semnat un acord despre energie. Ministrul a plecat. Acordul a fost criticat.")
    assert fillers(found, "Acordul", "agent") == {"Polonia", "Franța"}


def test_whoever_is_made_something_may_be_named_before_it() -> None:
    extraction = propose("Președintele a numit-o pe Ana Corbeanu ministru al Mediului.")
    assert fillers(extraction, "a numit", "patient") == {"Ana Corbeanu"}


@pytest.mark.parametrize(
    ("sentence", "trigger", "theme"),
    [
        ("Legea bugetului a fost adoptată de parlament.", "a fost adoptată", "Legea bugetului"),
        ("Achiziția a fost aprobată de Consiliul Concurenței.", "a fost aprobată", "Achiziția"),
        ("Ion Popa a fost arestat de poliție.", "a fost arestat", None),
    ],
)
def test_the_subject_of_a_passive_that_is_nobody_is_the_theme(sentence: str, trigger: str, theme: str | None) -> None:
    found = event(propose(sentence), trigger).theme
    assert (found.text if found else None) == theme


def test_an_analysed_text_goes_with_its_last_use() -> None:
    article = Article("exemplu", "Știrile zilei", "Ministrul a spus că Rusia a atacat Ucraina.")
    text = annotate(article)
    kept = ref(text)
    gc.disable()
    try:
        propose_events(article, text)
        del text
        assert kept() is None
    finally:
        gc.enable()
