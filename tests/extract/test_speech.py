"""On whose word something stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.reading import claim, fillers, read, sources

from kgbuild.extract.quotations import find_quotations


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Emmanuel Macron a declarat că Rusia a atacat Odesa.", "a atacat", {"Emmanuel Macron"}),
        ("Rusia a atacat Odesa, a declarat Emmanuel Macron.", "a atacat", {"Emmanuel Macron"}),
        ("„Rusia a atacat Odesa”, a declarat Emmanuel Macron.", "a atacat", {"Emmanuel Macron"}),
        ("Potrivit ONU, nouă civili au fost uciși la Odesa.", "au fost uciși", {"ONU"}),
        ("Nouă civili au fost uciși la Odesa, potrivit ONU.", "au fost uciși", {"ONU"}),
        ("Rusia a atacat Odesa, relatează Reuters.", "a atacat", {"Reuters"}),
        ("Rusia a atacat Odesa, după cum a relatat Reuters.", "a atacat", {"Reuters"}),
        ("Armata rusă va fi alungată din Odesa, consideră Emmanuel Macron.", "va fi alungată", {"Emmanuel Macron"}),
        ("„Rusia a atacat Odesa”, a spus Emmanuel Macron, alături de Olaf Scholz.", "a atacat", {"Emmanuel Macron"}),
        (
            "„Rusia a atacat Odesa”, a spus Emmanuel Macron, împreună cu Olaf Scholz.",
            "atacat",
            {"Emmanuel Macron", "Olaf Scholz"},
        ),
        ("Retragerea trupelor a fost anunțată de Emmanuel Macron.", "Retragerea", {"Emmanuel Macron"}),
        ("ONU a informat despre bombardarea unui spital.", "bombardarea", {"ONU"}),
        ("Emmanuel Macron a fost informat despre bombardarea unui spital.", "bombardarea", set()),
        ("Emmanuel Macron a vorbit despre bombardarea unui spital.", "bombardarea", set()),
        ("Emmanuel Macron a pledat pentru trimiterea de arme.", "trimiterea", {"Emmanuel Macron"}),
        ("Emmanuel Macron crede că Rusia va ataca Odesa.", "va ataca", {"Emmanuel Macron"}),
        ("Emmanuel Macron speră că Rusia va respecta armistițiul semnat la Odesa.", "semnat", set()),
        ("Ucraina acuză Rusia de bombardarea Odesei.", "bombardarea", {"Ucraina"}),
        ("Emmanuel Macron a condamnat bombardarea Odesei.", "bombardarea", set()),
        ("Rusia a negat bombardarea Odesei.", "bombardarea", set()),
        ("Emmanuel Macron susține că va cere noi sancțiuni.", "va cere", {"Emmanuel Macron"}),
        ("Rusia a atacat Odesa, a transmis Emmanuel Macron în mesajul de Anul Nou.", "a atacat", {"Emmanuel Macron"}),
        ("Rusia a atacat Odesa.", "a atacat", set()),
        ("Emmanuel Macron a declarat că Rusia a atacat Odesa.", "a declarat", set()),
    ],
)
def test_source_is_the_nearest_speaker(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


def test_source_of_a_quotation_over_two_sentences() -> None:
    extraction = read("„Rusia a atacat Odesa. Soldații au ucis civili”, a declarat Emmanuel Macron.")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}
    assert sources(extraction, "au ucis") == {"Emmanuel Macron"}


def test_a_quotation_goes_on_after_its_reporting_clause() -> None:
    extraction = read(
        "„Rusia a atacat Odesa”, a spus Emmanuel Macron. „Soldații au ucis civili. Au bombardat și un spital”.\n"
        "Doi civili au fost răniți, a declarat Volodimir Zelenski."
    )
    assert sources(extraction, "au ucis") == {"Emmanuel Macron"}
    assert sources(extraction, "au bombardat") == {"Emmanuel Macron"}


@pytest.mark.parametrize(
    "document",
    ["datelor publicate de ONU", "unor informații noi, furnizate de ONU", "raportului prezentat la Odesa de către ONU"],
)
def test_source_is_whoever_made_the_document(document: str) -> None:
    extraction = read(f"Potrivit {document}, rebelii au bombardat un spital.")
    assert sources(extraction, "au bombardat") == {"ONU"}


def test_the_document_itself_is_on_nobodys_word() -> None:
    extraction = read("Potrivit unui sondaj realizat de Reuters, Emmanuel Macron va câștiga alegerile.")
    assert sources(extraction, "va câștiga") == {"Reuters"}
    assert sources(extraction, "sondaj") == set()


@pytest.mark.parametrize("again", ["Conform aceleiași surse", "Potrivit sursei citate"])
def test_the_same_source_is_the_one_named_before(again: str) -> None:
    extraction = read(f"Potrivit ONU, nouă civili au fost uciși la Odesa. {again}, rebelii au bombardat un spital.")
    assert sources(extraction, "au bombardat") == {"ONU"}


def test_source_after_a_name_and_a_colon_in_a_headline() -> None:
    extraction = read("Situația rămâne gravă.", title="Emmanuel Macron: Rusia a atacat Odesa")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}


def test_source_of_the_statement_itself_is_the_outlet() -> None:
    extraction = read("Rusia a atacat Odesa, a declarat Emmanuel Macron, potrivit Reuters.")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}
    assert sources(extraction, "a declarat") == {"Reuters"}


@pytest.mark.parametrize("pronoun", ["a adăugat el", "a mai spus acesta"])
def test_a_pronoun_behind_a_verb_of_speech_means_whoever_spoke_last(pronoun: str) -> None:
    extraction = read(
        "Emmanuel Macron a criticat pasivitatea, a transmis Dmitri Peskov, relatează Reuters.\n"
        f"„Rusia nu va ataca Odesa”, {pronoun}."
    )
    assert sources(extraction, "va ataca") == {"Dmitri Peskov"}


def test_a_pronoun_of_many_does_not_mean_one_speaker() -> None:
    extraction = read("Volodimir Zelenski a felicitat poporul, a spus Emmanuel Macron.\nEi au declarat că Rusia a atacat Odesa.")
    assert "Emmanuel Macron" not in sources(extraction, "a atacat")


@pytest.mark.parametrize("again", ["sursa citată", "aceeași sursă", "respectiva sursă", "sursa respectivă"])
def test_the_source_that_speaks_again_is_the_one_named_before(again: str) -> None:
    extraction = read(f"Nouă civili au fost uciși la Odesa, potrivit ONU.\nRebelii au bombardat și un spital, mai arată {again}.")
    assert sources(extraction, "au bombardat") == {"ONU"}


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Emmanuel Macron a spus că va izbucni un „nou război” dacă Rusia atacă Odesa.", "atacă", {"Emmanuel Macron"}),
        ("Anunțul armatei că rebelii au bombardat un spital a stârnit proteste.", "au bombardat", {"armata"}),
        ("Pasagerii s-au plâns că polițiștii au arestat un bărbat.", "au arestat", {"Pasagerii"}),
    ],
)
def test_conditions_and_what_other_words_for_speech_report(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


def test_an_outlet_that_somebody_cites_speaks_for_itself() -> None:
    extraction = read(
        "Nouă civili au fost uciși, potrivit ONU.\nRebelii au bombardat un spital, scrie ziarul Le Monde, citat de Reuters."
    )
    assert sources(extraction, "au bombardat") == {"Le Monde"}


def test_a_pronoun_means_whoever_was_named_as_the_source() -> None:
    extraction = read(
        "Nouă soldați au fost răniți, potrivit lui Emmanuel Macron.\nAcesta a adăugat că rebelii au bombardat un spital."
    )
    assert sources(extraction, "au bombardat") == {"Emmanuel Macron"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Emmanuel Macron a declarat că Rusia a cucerit Odesa, subliniind că soldații au ucis civili.",
        "Emmanuel Macron a cerut Germaniei să trimită arme, avertizând că soldații au ucis civili.",
        "Emmanuel Macron spune că Rusia a cucerit Odesa, iar soldații au ucis civili.",
        "„Rusia a cucerit Odesa. Noi am anunțat deja că soldații au ucis civili”, a declarat Emmanuel Macron.",
        "„Rusia a cucerit Odesa. Eu am spus că soldații au ucis civili”, a declarat Emmanuel Macron.",
    ],
)
def test_source_of_what_a_speaker_goes_on_to_say(sentence: str) -> None:
    assert sources(read(sentence), "au ucis") == {"Emmanuel Macron"}


@pytest.mark.parametrize(
    "sentence",
    [
        "„Rebelii au bombardat un spital”, se arată în raportul ONU.",
        "„Rebelii au bombardat un spital”, se arată într-un raport publicat de ONU.",
        "O declarație emisă de ONU spune că rebelii au bombardat un spital.",
    ],
)
def test_source_is_whose_document_says_it(sentence: str) -> None:
    assert sources(read(sentence), "au bombardat") == {"ONU"}


def test_source_may_be_named_in_quotation_marks() -> None:
    assert sources(read("Potrivit „Le Monde”, rebelii au bombardat un spital."), "au bombardat") == {"Le Monde"}


def test_a_source_named_within_a_quotation_vouches_for_no_more_than_that() -> None:
    extraction = read("„Conform ONU, rebelii au bombardat un spital”, a declarat Emmanuel Macron după ce Rusia a atacat Odesa.")
    assert sources(extraction, "au bombardat") == {"ONU"}
    assert sources(extraction, "a declarat") == set()
    assert sources(extraction, "a atacat") == set()


def test_what_somebody_says_of_his_own_demand_is_on_his_word() -> None:
    assert sources(read("Procurorii spun că au cerut arestarea primarului."), "au cerut") == {"Procurorii"}


def test_quoted_words_of_a_demand_are_on_the_word_of_whoever_makes_it() -> None:
    extraction = read("Emmanuel Macron a cerut Rusiei „să retragă trupele” din Odesa, potrivit Reuters.")
    assert sources(extraction, "să retragă") == {"Emmanuel Macron"}
    assert sources(extraction, "a cerut") == {"Reuters"}


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("„Condamnăm ferm atacul Rusiei asupra Odesei”, a declarat Emmanuel Macron.", "Condamnăm"),
        ("Emmanuel Macron și-a anunțat susținerea pentru Volodimir Zelenski.", "susținerea"),
    ],
)
def test_an_act_in_words_is_done_and_not_told(sentence: str, trigger: str) -> None:
    assert sources(read(sentence), trigger) == set()


def test_an_act_in_words_still_to_come_is_told() -> None:
    assert sources(read("Emmanuel Macron a anunțat că va susține Ucraina."), "va susține") == {"Emmanuel Macron"}


def test_a_capital_shows_where_a_sentence_begins() -> None:
    extraction = read("Rebelii s-au retras, a transmis Emmanuel Macron:\nConform ONU, rebelii au bombardat un spital.")
    joined = read("Emmanuel Macron a criticat ferm atacul: Conform ONU, rebelii au bombardat un spital.")
    assert sources(extraction, "au bombardat") == sources(joined, "au bombardat") == {"ONU"}
    assert sources(joined, "a criticat") == set()


def test_an_outlet_may_cite_somebody_before_his_verb() -> None:
    extraction = read("Emmanuel Macron, citat de Reuters, a declarat că Rusia a atacat Odesa.")
    assert sources(extraction, "a atacat") == {"Emmanuel Macron"}
    assert sources(extraction, "a declarat") == {"Reuters"}


def test_whoever_stands_behind_the_verb_of_a_headline_tells() -> None:
    extraction = read("Situația rămâne gravă.", title="Rachete doborâte lângă Kiev, anunță Volodimir Zelenski")
    assert sources(extraction, "doborâte") == {"Volodimir Zelenski"}


@pytest.mark.parametrize("heading", ["Reacția lui Emmanuel Macron", "Declarația de miercuri a lui Emmanuel Macron"])
def test_a_heading_says_whose_words_a_quotation_is(heading: str) -> None:
    extraction = read(f"{heading}: „Rusia a atacat Odesa. Soldații au ucis civili.”")
    assert sources(extraction, "au ucis") == {"Emmanuel Macron"}


def test_a_quotation_behind_a_colon_is_by_the_subject_of_its_clause() -> None:
    extraction = read("Emmanuel Macron i-a dat lui Vladimir Putin un sfat: „Armata rusă trebuie să părăsească Odesa”.")
    assert sources(extraction, "părăsească") == {"Emmanuel Macron"}


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Emmanuel Macron a declarat că pacea este departe și că Rusia a atacat Odesa.", "a atacat", {"Emmanuel Macron"}),
        ("Emmanuel Macron a promis că Franța va trimite rachete Ucrainei.", "va trimite", {"Emmanuel Macron"}),
        ("Emmanuel Macron a promis că Franța va trimite rachete Ucrainei, relatează Reuters.", "va trimite", {"Emmanuel Macron"}),
        ("Emmanuel Macron a ajuns la concluzia că Rusia a atacat Odesa.", "a atacat", {"Emmanuel Macron"}),
        ("„Rusia a atacat Odesa”, a postat Emmanuel Macron pe Twitter.", "a atacat", {"Emmanuel Macron"}),
        ("Un raport al ONU arată că Rusia a atacat Odesa.", "a atacat", {"ONU"}),
        ("Rebelii au bombardat un spital, arată un raport al ONU.", "au bombardat", {"ONU"}),
        ("Rusia a atacat Odesa, au anunțat agențiile de presă TASS și Interfax.", "a atacat", {"TASS", "Interfax"}),
        ("Din câte spun vecinii, poliția a arestat doi tineri.", "a arestat", {"vecinii"}),
        ("Părinții au sesizat poliția că învățătoarea i-a lovit pe elevi.", "a lovit", {"Părinții"}),
        ("Amnesty International acuză Israelul de genocid.", "genocid", {"Amnesty International"}),
        ("Raport ONU: Rebelii au bombardat un spital", "au bombardat", {"ONU"}),
        ("Un oficial american: Israelul a atacat Iranul", "a atacat", {"oficial american"}),
        ("Un raport al ONU, potrivit căruia rebelii au bombardat un spital, a fost publicat.", "au bombardat", {"ONU"}),
        ("Volodimir Zelenski, potrivit căruia Rusia a atacat Odesa, e la Paris.", "a atacat", {"Volodimir Zelenski"}),
        ("Procurorii anunță că au finalizat urmărirea penală a primarului.", "urmărirea", {"Procurorii"}),
    ],
)
def test_source_of_what_is_said_in_other_ways(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


@pytest.mark.parametrize(
    ("text", "trigger", "names"),
    [
        ("Emmanuel Macron a declarat că pacea e departe. Potrivit lui, Rusia a atacat Odesa.", "a atacat", {"Emmanuel Macron"}),
        (
            "ONU a publicat un raport, a anunțat Reuters. Zece civili au murit. Doi copii au fost răniți, potrivit raportului.",
            "au fost răniți",
            {"Reuters"},
        ),
        ("Emmanuel Macron a criticat Rusia. A adăugat că armata a bombardat un spital.", "a bombardat", {"Emmanuel Macron"}),
        ("Procurorii spun că primarul e vinovat. Acesta ar fi furat 20 de mașini.", "ar fi furat", {"Procurorii"}),
        ("Rusia a atacat Odesa. Potrivit lui, armata s-a retras.", "s-a retras", set()),
    ],
)
def test_what_goes_on_with_what_was_said_before(text: str, trigger: str, names: set[str]) -> None:
    assert sources(read(text), trigger) == names


def test_a_pronoun_inside_of_a_sentence_does_not_name_a_source() -> None:
    extraction = read("Emmanuel Macron a vizitat Odesa, a anunțat Reuters. Dmitri Peskov s-a retras, potrivit lui, la Moscova.")
    assert sources(extraction, "s-a retras") == set()


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Emmanuel Macron nu a confirmat vizita lui Volodimir Zelenski la Paris.", "vizita"),
        ("Emmanuel Macron a spus că armata se va retrage, deși Rusia a atacat Odesa.", "a atacat"),
        ("Rebelii s-au retras, potrivit unui raport al ONU, publicat după vizita lui Emmanuel Macron la Paris.", "vizita"),
        ("Emmanuel Macron a comentat vizita lui Volodimir Zelenski la Londra.", "vizita"),
        ("Kremlinul a dezmințit informațiile potrivit cărora Vladimir Putin s-ar fi întâlnit cu Xi Jinping.", "s-ar fi întâlnit"),
        ("Fata a declarat că a fost bătută de trei bărbați, însă aceștia neagă acuzațiile.", "neagă"),
        ("Dmitri Peskov a respins acuzațiile că Rusia ar fi otrăvit un opozant.", "ar fi otrăvit"),
        ("Directorul i-a spus procurorului: „Primarul mi-a cerut bani.”", "a spus"),
    ],
)
def test_what_a_speaker_does_not_say_is_on_the_word_of_the_article(sentence: str, trigger: str) -> None:
    assert sources(read(sentence), trigger) == set()


@pytest.mark.parametrize(
    ("sentence", "trigger", "names"),
    [
        ("Emmanuel Macron a spus că, deși Rusia a atacat Odesa, armata se va retrage.", "a atacat", {"Emmanuel Macron"}),
        ("Emmanuel Macron a spus că pleacă la Kiev, unde va vizita un spital.", "va vizita", {"Emmanuel Macron"}),
        ("Emmanuel Macron spune că Rusia a atacat Odesa și va solicita ajutor ONU.", "va solicita", {"Emmanuel Macron"}),
        ("UE a emis avertismente privind faptul că nu va sprijini Siria.", "va sprijini", {"UE"}),
        ("Emmanuel Macron este convins că Rusia va ataca Odesa.", "va ataca", {"Emmanuel Macron"}),
        ("Rusia a atacat Odesa, relatează luni Reuters.", "a atacat", {"Reuters"}),
        ("Rebelii au bombardat un spital, conform comunicatului de presă al ONU.", "au bombardat", {"ONU"}),
    ],
)
def test_how_far_a_speaker_vouches(sentence: str, trigger: str, names: set[str]) -> None:
    assert sources(read(sentence), trigger) == names


def test_whoever_takes_a_report_over_names_its_source() -> None:
    extraction = read("Rusia a atacat Odesa, scrie Agerpres, preluând Reuters.")
    relayed = {extraction.actor(k).name for k in claim(extraction, "a atacat").relayed_by}
    assert relayed == {"Reuters"}
    assert sources(extraction, "scrie") == {"Reuters"}
    assert sources(read("Orban a cerut negocieri, preluând de multe ori teme ale Rusiei."), "a cerut") == set()


@pytest.mark.parametrize("cites", ["citând armata ucraineană", "cu trimitere la armata ucraineană"])
def test_whom_an_outlet_cites_is_the_source_of_what_it_tells(cites: str) -> None:
    extraction = read(f"Reuters relatează, {cites}, că Rusia a atacat Odesa.")
    assert sources(extraction, "a atacat") == {"armata ucraineană"}
    assert {extraction.actor(k).name for k in claim(extraction, "a atacat").relayed_by} == {"Reuters"}


def test_relay_is_kept() -> None:
    extraction = read("Rusia a atacat Odesa, relatează Reuters, preluată de Agerpres.")
    relayed = {extraction.actor(k).name for k in claim(extraction, "a atacat").relayed_by}
    assert relayed == {"Agerpres"}


def test_the_outlet_that_tells_of_a_statement_relays_what_it_says() -> None:
    extraction = read("Emmanuel Macron a declarat că Rusia a atacat Odesa, relatează Reuters, citată de Agerpres.")
    found = claim(extraction, "a atacat")
    assert [extraction.actor(k).name for k in (*found.sources, *found.relayed_by)] == ["Emmanuel Macron", "Reuters", "Agerpres"]


def test_who_tells_of_another_speaker_is_no_outlet() -> None:
    extraction = read("Emmanuel Macron a spus că Volodimir Zelenski a anunțat că Rusia a atacat Odesa.")
    assert claim(extraction, "a atacat").relayed_by == ()


def test_cue_is_the_words_that_attribute() -> None:
    cue = claim(read("Potrivit ONU, nouă civili au fost uciși la Odesa."), "au fost uciși").cue
    assert cue is not None
    assert cue.text == "Potrivit"


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("„Da”, a spus. «Nu», a zis.", ["„Da”", "«Nu»"]),
        ('A spus: "Da".', ['"Da"']),
        ("„Fără capăt\nAlt alineat", ["„Fără capăt"]),
        ("„Valéry d’Estaing a plecat’. Gata.", ["„Valéry d’Estaing a plecat’"]),
        ('"Da”, a spus. "Nu", a zis.', ['"Da”', '"Nu"']),
        ('"Acea ”înțelegere” nu se repetă", a zis.', ['"Acea ”înțelegere” nu se repetă"']),
        ("Nimic.", []),
    ],
)
def test_quotations_end_with_their_mark_or_paragraph(text: str, quotations: list[str]) -> None:
    assert [text[a:b] for a, b in find_quotations(text)] == quotations


@given(st.text(alphabet='ab „”"«»\n', max_size=60))
def test_quotations_never_overlap_nor_leave_the_text(text: str) -> None:
    spans = find_quotations(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))


def test_who_speaks_of_himself_in_a_form_that_others_share_is_the_speaker() -> None:
    found = read("„Cer Rusiei să oprească atacul”, a spus Donald Tusk.")
    assert fillers(found, "Cer", "agent") == {"Donald Tusk"}
    assert sources(found, "Cer") == set()
    found = read("„Mulțumesc Poloniei pentru sprijin. Susțin acordul”, a adăugat Volodimir Zelenski.")
    assert fillers(found, "Mulțumesc", "agent") == {"Volodimir Zelenski"}
    found = read("„Soldații ruși au venit. Resping acordul”, a spus Donald Tusk.")
    assert fillers(found, "Resping", "agent") != {"Donald Tusk"}


def test_a_gerund_of_what_is_done_in_words_is_done_by_whoever_tells() -> None:
    found = read("Viktor Orban a spus că Ungaria va bloca ajutorul, acuzând Kievul de șantaj.")
    assert fillers(found, "acuzând", "agent") == {"Viktor Orban"}
    assert (claim(found, "acuzând").modality, sources(found, "acuzând")) == ("actual", set())
    found = read("Viktor Orban a spus că va bloca ajutorul, trimițând trupe la graniță.")
    assert claim(found, "trimițând").modality == "planned"


def test_who_told_what_stands_before_goes_on_behind_a_conjunction() -> None:
    found = read("Rebelii au atacat baza, a declarat Ion Popa, și a adăugat că armata a ripostat.")
    assert fillers(found, "a adăugat", "agent") == {"Ion Popa"}
    found = read("Rușii au cerut pace, a spus Donald Tusk, și au promis că se retrag.")
    assert fillers(found, "au promis", "agent") == {"Rusia"}


def test_what_a_verb_announces_behind_a_conjunction_is_not_what_stands_before() -> None:
    found = read("Iranul a respins acuzațiile, dar a anunțat că va trimite trupe.")
    assert sources(found, "a respins") == set()
    assert sources(found, "va trimite") == {"Iran"}


def test_who_speaks_from_within_a_body_is_not_the_body() -> None:
    found = read("Surse din cadrul SBU au declarat pentru Kyiv Independent că armata a bombardat o bază.")
    assert sources(found, "a bombardat") == {"Surse din cadrul SBU"}
