"""On whose word something stands: quotations with several verbs, demands and promises, phrases, relays, asides."""

import pytest
from tests.extract.reading import fillers, read, sources


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("„Am arestat trei suspecți – a spus comisarul Ion Popa – și am confiscat arme”.", "am confiscat", {"Ion Popa"}),
        (
            "Dominic Fritz a scris că „primarii PSD au angajat mii de oameni” și a acuzat partidul că blochează reforma.",
            "a scris",
            set(),
        ),
        ("„Am criticat Rusia”, a spus Emmanuel Macron.", "Am criticat", {"Emmanuel Macron"}),
        (
            "Ilia Iașin, un activist, fost purtător de cuvânt și care a fost eliberat, a descris arestarea lui Popa drept gravă.",
            "eliberat",
            set(),
        ),
        (
            "„Germania va trimite încă o baterie”, a declarat Volodimir Zelenski, în timp ce Berlinul nu a confirmat anunțul.",
            "a confirmat",
            set(),
        ),
    ],
)
def test_whose_words_a_quotation_is(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


def test_a_gerund_behind_the_speaker_of_a_quotation_is_his() -> None:
    extraction = read("„Rusia a lansat rachete”, a spus Volodimir Zelenski, precizând că armata a doborât o dronă.")
    assert fillers(extraction, "precizând", "agent") == {"Volodimir Zelenski"}


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Kievul a cerut o încetare a focului și negocieri cu Rusia.", "negocieri", {"Ucraina"}),
        ("Franța a promis bani pentru a sprijini Ucraina, invadată de Rusia.", "a sprijini", {"Franța"}),
        ("Franța a promis bani pentru a sprijini Ucraina, invadată de Rusia.", "invadată", set()),
        ("Ucraina cere un vot mai rapid în Congres pentru aprobarea legii.", "aprobarea", {"Ucraina"}),
        ("Germania a primit cererea Poloniei de a trimite tancuri Ucrainei.", "a trimite", {"Polonia"}),
        ("Polonia cere ca Germania să trimită tancuri, relatează Reuters.", "să trimită", {"Polonia"}),
        ("Polonia cere ca Germania să trimită tancuri, a anunțat Donald Tusk.", "să trimită", {"Donald Tusk"}),
    ],
)
def test_what_is_asked_or_promised_is_on_the_word_of_whoever_does_so(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        (
            "Rusia și Ucraina negociază.\nZece civili au fost uciși, potrivit celor două țări.",
            "au fost uciși",
            {"Rusia", "Ucraina"},
        ),
        (
            "Conform informațiilor plasate pe pagina oficială a Poliției Române, hoțul a fost arestat.",
            "arestat",
            {"Poliția Română"},
        ),
        (
            "Potrivit unui mesaj postat pe pagina de Facebook a Poliției Române, hoțul a fost arestat.",
            "arestat",
            {"Poliția Română"},
        ),
        ("Potrivit unui comunicat publicat joi, hoțul a fost arestat de Poliția Română.", "arestat", set()),
        ("Igor Dodon a vizitat Moscova. Potrivit lui, Rusia a bombardat Odesa.", "a bombardat", {"Igor Dodon"}),
        (
            "Presa elenă scria că Ion Popa a plătit pentru un pașaport fals, citând surse din poliție.",
            "a plătit",
            {"surse din poliție"},
        ),
        ("Ion Popa a demisionat, a spus generalul la postul TVR Moldova.", "a spus", {"TVR Moldova"}),
    ],
)
def test_whom_a_phrase_names(text: str, trigger: str, names: set[str]) -> None:
    assert sources(read(text), trigger) == names


@pytest.mark.parametrize("opening", ["Amintim că", "De menționat că"])
def test_what_whoever_writes_opens_a_sentence_with_is_no_event(opening: str) -> None:
    extraction = read(f"Ion Popa a criticat poliția.\n{opening} Vladimir Plahotniuc a fost arestat în Grecia.")
    assert sources(extraction, "arestat") == set()
    assert [t.text for e in extraction.events for t in e.triggers] == ["a criticat", "a fost arestat"]


def test_who_a_speaker_is_says_nothing_of_what_he_does() -> None:
    extraction = read("Bătălia abia începe, a declarat Ion Popa, un oficial al Hamas, organizație care atacă Israelul.")
    assert sources(extraction, "Bătălia") == {"Ion Popa"}


def test_who_recalls_something_in_a_quotation_does() -> None:
    extraction = read("Ion Popa a scris: „Reamintim că Vladimir Plahotniuc a fost arestat în Grecia”.")
    assert fillers(extraction, "Reamintim", "agent") == {"Ion Popa"}


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Rusia va ataca Polonia, arată un raport al CIA.", "va ataca", {"CIA"}),
        ("Rusia va ataca Polonia, arată un raport.", "va ataca", set()),
        ("Rusia a atacat Odesa, crede generalul Ion Popa.", "a atacat", {"Ion Popa"}),
        ("„Rusia a atacat Odesa”, a atras atenția generalul Ion Popa.", "a atacat", {"Ion Popa"}),
        ("Rusia, din câte spune generalul Ion Popa, a atacat Odesa.", "a atacat", {"Ion Popa"}),
        ("După cum susține Ion Popa, Rusia a atacat Odesa.", "a atacat", {"Ion Popa"}),
        ("Rusia a atacat Odesa, arată un raport publicat joi de Amnesty International.", "a atacat", {"Amnesty International"}),
        ("Rusia a atacat Odesa, arată un raport al Amnesty International.", "raport", set()),
    ],
)
def test_who_or_what_tells_stands_behind_its_verb(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


@pytest.mark.parametrize("again", ["Documentul mai arată că", "În raport se mai arată că", "Același raport arată că"])
def test_a_document_named_again_is_by_whoever_made_it(again: str) -> None:
    text = f"Un raport al Amnesty International a fost publicat joi.\n{again} soldații au incendiat satul."
    assert sources(read(text), "au incendiat") == {"Amnesty International"}


def test_a_new_document_is_not_by_whoever_made_the_one_before() -> None:
    text = "Un raport al Amnesty International a fost publicat joi.\nUn alt raport arată că soldații au incendiat satul."
    assert sources(read(text), "au incendiat") == set()


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Rusia a atacat Odesa, iar Ucraina a lovit, potrivit Moscovei, un depozit din Kursk.", "a atacat", set()),
        ("Rusia a atacat Odesa, iar Ucraina a lovit un depozit din Kursk, potrivit Moscovei.", "a atacat", {"Rusia"}),
        ("Rusia a atacat Odesa, iar Ucraina s-a retras, potrivit AFP, preluată de Reuters.", "a atacat", {"AFP"}),
        ("Ion Popa a demisionat, a declarat Ana Pop, citată de AFP, preluată de Reuters.", "a declarat", {"AFP"}),
    ],
)
def test_how_far_a_phrase_vouches(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


@pytest.mark.parametrize(
    ("title", "trigger", "names"),
    [
        ("Primarul, trimis în judecată. Ion Popa: A furat banii", "A furat", {"Ion Popa"}),
        ("Ucraina: Rușii au bombardat un spital", "au bombardat", set()),
        ("Marea Britanie: Rușii au bombardat un spital", "au bombardat", set()),
        ("Kiev: Rușii au bombardat un spital", "au bombardat", {"Ucraina"}),
        ("Ion Popa: „Rușii au bombardat un spital” - Ce a declarat Ana Pop", "a declarat", set()),
    ],
)
def test_whom_the_heading_of_a_title_names(title: str, trigger: str, names: set[str]) -> None:
    assert sources(read("Ion Popa și Ana Pop au vizitat Ucraina.", title), trigger) == names


@pytest.mark.parametrize(
    "before",
    [
        "Amnesty International cere, într-o scrisoare adresată ministrului, o anchetă.",
        "Amnesty International a trimis o scrisoare ministrului.",
    ],
)
def test_a_letter_named_again_is_by_whoever_wrote_it(before: str) -> None:
    assert sources(read(f"{before}\n„Soldații au incendiat satul”, se arată în scrisoare."), "au incendiat") == {
        "Amnesty International"
    }


def test_a_pronoun_behind_a_quotation_means_nobody_whom_it_names() -> None:
    text = "Purtătoarea de cuvânt, Ana Pop, a vorbit ieri.\n„Ion Albu a fost lovit. Șoferul a fost prins”, a precizat aceasta."
    assert sources(read(text), "a fost prins") == {"Ana Pop"}


@pytest.mark.parametrize("verb", ["vorbește", "a relatat"])
def test_who_cites_somebody_speaks_for_himself_that_he_tells(verb: str) -> None:
    extraction = read(f"CNN {verb}, invocând surse medicale, despre zece oameni uciși în atac.")
    assert sources(extraction, verb) == set()
    assert sources(extraction, "uciși") == {"surse medicale"}
    assert not any("invocând" in t.text for e in extraction.events for t in e.triggers)


@pytest.mark.parametrize(
    "tells",
    [
        "a scris pe Facebook șeful statului-major, Ion Popa",
        "a declarat la București șeful statului-major, Ion Popa",
        "a anunțat într-un comunicat generalul Ion Popa",
        "a declarat la postul TVR generalul Ion Popa",
        "a scris pe rețeaua X generalul Ion Popa",
        "a declarat agenției de presă Reuters generalul Ion Popa",
        "a declarat marți, într-o conferință de presă, generalul Ion Popa",
    ],
)
def test_whoever_tells_may_stand_behind_where_and_to_whom(tells: str) -> None:
    assert sources(read(f"Rusia a atacat un sat, {tells}."), "a atacat") == {"Ion Popa"}


def test_what_a_verb_is_about_does_not_tell() -> None:
    extraction = read("Emmanuel Macron a vizitat Praga, a descris eliberarea lui Ion Popa drept o victorie.")
    assert sources(extraction, "a vizitat") != {"Ion Popa"}


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("După un articol publicat de CNN, Ion Popa a scris că rebelii au ucis un om.", "au ucis", {"Ion Popa"}),
        ("Ion Popa acuză Rusia că a folosit gaze toxice, potrivit unui comunicat al CIA.", "a folosit", {"Ion Popa"}),
        ("CNN a relatat despre război.\nGuvernul a cerut satelor să anunțe poliția, potrivit sursei citate.", "a cerut", {"CNN"}),
    ],
)
def test_which_of_two_tells(text: str, trigger: str, names: set[str]) -> None:
    assert sources(read(text), trigger) == names


def test_who_criticises_a_report_does_not_tell_what_it_says() -> None:
    assert sources(read("Rusia a criticat un raport. Raportul arată că Rusia a ucis civili."), "a ucis") == set()
