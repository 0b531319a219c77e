"""Mentions of one happening are one event; claims that cannot both be true contradict one another."""

from dataclasses import replace

import pytest
from tests.extract.reading import PUBLISHED, event, read

from kgbuild.annotate import annotate
from kgbuild.export import to_json_rows
from kgbuild.extract import extract, find_everything, load_judges
from kgbuild.extract.identity import unite
from kgbuild.graph import Run, to_quads
from kgbuild.model import Argument, Article, Claim, Extraction, Role


def triggers(extraction: Extraction, words: str) -> list[str]:
    """The words of all mentions of the event with a trigger."""
    return [t.text for t in event(extraction, words).triggers]


def claims_about(extraction: Extraction, words: str) -> list[Claim]:
    key = event(extraction, words).key
    return [c for c in extraction.claims if c.content == key]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Rusia a atacat Odesa. Atacul a durat două ore.", "a atacat", ["a atacat", "Atacul"]),
        ("Rusia a atacat Odesa. Ucraina a condamnat atacul Rusiei.", "a atacat", ["a atacat", "atacul"]),
        ("Rusia a invadat Ucraina. Invazia a durat trei ani.", "a invadat", ["a invadat", "Invazia"]),
        (
            "Polonia a livrat tancuri Ucrainei. Germania a anunțat că Polonia a livrat tancuri Ucrainei.",
            "a livrat",
            ["a livrat", "a livrat"],
        ),
        (
            "Boris Nemțov a fost asasinat. Boris Nemțov a fost împușcat la Moscova. Uciderea lui Boris Nemțov a fost condamnată.",
            "asasinat",
            ["a fost asasinat", "a fost împușcat", "Uciderea"],
        ),
        (
            "Emmanuel Macron va călători la Kiev. Emmanuel Macron se va deplasa la Kiev.",
            "va călători",
            ["va călători", "se va deplasa"],
        ),
        (
            "Asasinarea lui Boris Nemțov a șocat lumea. Ancheta despre asasinare continuă.",
            "Asasinarea",
            ["Asasinarea", "asasinare"],
        ),
        (
            "România și Polonia au semnat un acord despre energie. Guvernul polonez a publicat acordul.",
            "au semnat",
            ["au semnat", "acordul"],
        ),
        ("Un paznic a fost ucis la Craiova. Crima a avut loc marți.", "a fost ucis", ["a fost ucis", "Crima"]),
        ("Rusia a bombardat Harkov. Atacul a durat o oră.", "a bombardat", ["a bombardat", "Atacul"]),
        ("Maia Sandu a plecat într-o vizită la Paris. Vizita durează două zile.", "Vizita", ["a plecat într-o vizită", "Vizita"]),
        (
            "Doi tineri au murit într-un accident la Cluj. Accidentul s-a produs luni.",
            "accident",
            ["accident", "Accidentul s-a produs"],
        ),
        (
            "Ion Popescu a fost reținut și arestat preventiv. Arestarea lui Ion Popescu a fost criticată.",
            "arestat",
            ["arestat", "Arestarea"],
        ),
        (
            "Germania a sancționat luni Iranul. Ministrul german de externe a apărat sancțiunile împotriva Iranului.",
            "a sancționat",
            ["a sancționat", "sancțiunile"],
        ),
    ],
)
def test_mentions_of_one_happening_are_one_event(text: str, words: str, expected: list[str]) -> None:
    assert triggers(read(text), words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rusia a atacat Odesa. Ucraina a atacat Belgorod.", "a atacat"),
        ("Rusia a atacat Odesa pe 3 mai. Rusia a atacat Odesa pe 5 iunie.", "a atacat"),
        ("Rusia a atacat Odesa. Un nou atac este așteptat.", "a atacat"),
        ("Rusia a atacat Odesa. Atacurile continuă.", "a atacat"),
        ("Atacul asupra Odesei a durat o oră. Un atac a fost respins.", "Atacul"),
        ("Alegerile regionale din Polonia au trecut. Donald Tusk a pierdut alegerile europene.", "Alegerile"),
        ("Atacurile aeriene din Gaza continuă. Atacurile antisemite din Franța s-au înmulțit.", "Atacurile"),
        ("Polonia a livrat tancuri Ucrainei. Polonia va livra avioane Ucrainei.", "a livrat"),
        ("Germania a trimis tancuri Ucrainei. Germania a trimis avioane Ucrainei.", "a trimis"),
        ("Rusia a atacat Kievul. Rusia pregătește un atac asupra Kievului.", "a atacat"),
        ("Ion Popescu a fost reținut și arestat preventiv.", "a fost reținut"),
        ("Uniunea Europeană a sancționat Iranul. Uniunea Europeană a izolat Iranul.", "a sancționat"),
        ("Rusia a atacat Odesa luni. Invazia Ucrainei continuă.", "a atacat"),
        ("Premierul Viktor Orban a declarat că pleacă. Premierul Viktor Orban a declarat că rămâne.", "a declarat"),
    ],
)
def test_different_happenings_stay_apart(text: str, words: str) -> None:
    assert len(triggers(read(text), words)) == 1


def test_the_title_and_the_first_sentence_tell_the_same() -> None:
    extraction = read("Rusia a bombardat marți orașul Odesa.", title="Rusia a bombardat Odesa")
    assert triggers(extraction, "a bombardat") == ["a bombardat", "a bombardat"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("OMV Petrom cumpără parcuri solare", "OMV Petrom va achiziționa patru parcuri.", ["cumpără", "va achiziționa"]),
        ("Accident pe DN1", "Un microbuz s-a ciocnit luni cu un TIR pe DN1.", ["Accident", "s-a ciocnit"]),
        ("Atac la Odesa: doi morți", "Doi oameni au murit luni la Odesa.", ["morți", "au murit"]),
        ("Polonia interzice importul de cereale", "Guvernul polonez a interzis importul.", ["interzice", "a interzis"]),
        ("Fermierii protestează la Afumați", "Sute de fermieri au protestat luni.", ["protestează", "au protestat"]),
        ("Un tânăr a fost înjunghiat la Bacău", "Vasile Pop a fost ucis luni la Bacău.", ["a fost înjunghiat", "a fost ucis"]),
    ],
)
def test_the_first_sentence_says_otherwise_what_the_title_tells(title: str, text: str, expected: list[str]) -> None:
    assert triggers(read(text, title=title), expected[0]) == expected


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("Accident pe DN1", "Un autocar s-a răsturnat luni la Cluj.", "Accident"),
        ("Atac la Odesa: doi morți", "Trei oameni au murit luni la Harkov.", "morți"),
        ("Polonia interzice importul de cereale", "Guvernul ungar a interzis exportul.", "interzice"),
        ("Fermierii protestează la Afumați", "Profesorii au protestat luni la Afumați.", "protestează"),
        ("Rusia a atacat Odesa", "Armata ucraineană a doborât la Odesa opt drone.", "a atacat"),
    ],
)
def test_the_first_sentence_tells_of_another_happening_than_the_title(title: str, text: str, words: str) -> None:
    assert len(triggers(read(text, title=title), words)) == 1


def test_participants_of_all_mentions_are_merged_with_their_words() -> None:
    extraction = read("Rusia a atacat un oraș. Atacul Rusiei asupra Ucrainei a durat două ore.")
    united = event(extraction, "a atacat")
    assert len(united.triggers) == 2
    words = {extraction.actor(a.actor).name: a.mention.text for a in united.arguments if a.mention}
    assert {"Rusia", "Ucraina"} <= set(words)


def test_each_mention_keeps_its_claim() -> None:
    claims = claims_about(read("Rusia a atacat Odesa. Potrivit Ucrainei, Rusia a atacat Odesa marți."), "a atacat")
    assert [bool(c.sources) for c in claims] == [False, True]
    assert not any(c.contradicts for c in claims)


def test_claims_that_deny_what_others_affirm_contradict_them() -> None:
    claims = claims_about(read("Ucraina spune că Rusia a atacat Odesa. Rusia a negat că a atacat Odesa."), "a atacat")
    affirmed, denied = claims
    assert (affirmed.polarity, denied.polarity) == ("affirmed", "negated")
    assert (affirmed.contradicts, denied.contradicts) == ((denied.key,), (affirmed.key,))


def test_the_rows_of_a_united_event_keep_their_own_time_and_source() -> None:
    text = "Ucraina spune că Rusia a atacat Odesa. Rusia a negat că a atacat Odesa marți."
    article = Article("exemplu", "Știrile zilei", text, PUBLISHED)
    (row,) = to_json_rows(to_quads(extract(article, annotate(article)), run=Run("0")))
    attacks = [e for e in row["events"] if e["type"] == "ASSAULT"]
    assert [e["polarity"] for e in attacks] == ["affirmed", "negated"]
    assert [e["time"] for e in attacks] == [None, "2025-12-23"]
    assert len({e["iri"] for e in attacks}) == 1
    assert attacks[0]["source"] != attacks[1]["source"]


def test_the_row_of_a_later_mention_takes_over_who_acts_and_not_where() -> None:
    article = Article("exemplu", "Știrile zilei", "Rusia a atacat un spital la Odesa. Atacul a durat două ore.", PUBLISHED)
    (row,) = to_json_rows(to_quads(extract(article, annotate(article)), run=Run("0")))
    first, second = (e for e in row["events"] if e["type"] == "ASSAULT")
    assert first["iri"] == second["iri"]
    assert first["agent"] == second["agent"] != []
    assert first["place"] != []
    assert second["place"] == []


def test_times_that_mean_the_same_are_one_with_all_their_words() -> None:
    extraction = read("Rusia a atacat marți Odesa. Polonia a criticat marți Rusia.")
    assert [(t.mention.text, [m.text for m in t.further]) for t in extraction.times] == [("marți", ["marți"])]


@pytest.mark.parametrize(("role", "stay"), [("place", True), ("recipient", False)])
def test_a_doubtful_place_stays_beside_a_sure_one(role: Role, stay: bool) -> None:
    """An attack may strike several places; who else doubtfully has another role does not."""
    article = Article("exemplu", "Știri", "Rusia a atacat Odesa. Atacul a durat două ore. Ucraina și Polonia au tăcut.")
    text = annotate(article)
    everything, _ = find_everything(article, text, load_judges())
    keys = {a.name: a.key for a in everything.actors}
    first, second = everything.events
    sure, doubtful = (Argument(role, keys[n], None, "judge", c, ()) for n, c in (("Ucraina", 0.9), ("Polonia", 0.4)))
    events = (replace(first, arguments=(*first.arguments, sure)), replace(second, arguments=(*second.arguments, doubtful)))
    (united,) = unite(text, replace(everything, events=events)).events
    assert (keys["Polonia"] in united.actors(role)) is stay


@pytest.mark.parametrize(("chance", "happenings"), [(0.45, 1), (0.9, 2)])
def test_only_who_surely_takes_part_speaks_against_one_happening(chance: float, happenings: int) -> None:
    article = Article("exemplu", "Știri", "Rusia a atacat Odesa. Atacul a durat două ore. Ucraina a tăcut.")
    text = annotate(article)
    everything, _ = find_everything(article, text, load_judges())
    ukraine = next(a.key for a in everything.actors if a.name == "Ucraina")
    first, second = (replace(e, arguments=tuple(replace(a, confidence=0.9) for a in e.arguments)) for e in everything.events)
    others = tuple(a for a in first.arguments if a.role != "agent")
    second = replace(second, arguments=(Argument("agent", ukraine, None, "judge", chance, ()), *others))
    assert len(unite(text, replace(everything, events=(first, second))).events) == happenings
