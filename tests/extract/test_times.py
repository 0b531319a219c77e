"""Times: every row of the data on its own example, then the rules of resolution one by one."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.annotate import annotate
from kgbuild.extract.times import find_times
from kgbuild.lexicon.times import load_times
from kgbuild.model import AnnotatedText, Article, Sentence, TimeExpression, Token

SATURDAY = date(2025, 12, 27)
MONTHS = [m.forms[0] for m in load_times().months]
TRAIN = next((p / "shared" / "gold" / "train" for p in Path(__file__).resolve().parents if (p / "shared").is_dir()), None)


def unparsed(text: str) -> AnnotatedText:
    """A text of one sentence without tags and trees."""
    found = list(re.finditer(r"\w+|[^\w\s]", text))
    tokens = tuple(
        Token(n, m.start(), m.end(), m[0], m[0].lower(), "X", "", {}, n, "root", "", entity_start=False, sentence=0)
        for n, m in enumerate(found)
    )
    return AnnotatedText(text, tokens, (Sentence(0, 0, len(tokens), 0, len(text)),) if tokens else (), 0)


def times_in(sentence: str, published: date | None = SATURDAY) -> tuple[TimeExpression, ...]:
    return find_times(annotate(Article("exemplu", "Știri", sentence)), published)


def values(sentence: str, published: date | None = SATURDAY) -> list[str]:
    return [t.edtf for t in times_in(sentence, published)]


def mentions(sentence: str) -> list[str]:
    return [t.mention.text for t in times_in(sentence)]


def rows() -> Iterator[object]:
    lexicon = load_times()
    tables = (
        lexicon.months,
        lexicon.weekdays,
        lexicon.relative_days,
        lexicon.parts,
        lexicon.units,
        lexicon.seasons,
        lexicon.which,
        lexicon.windows,
        lexicon.edges,
        lexicon.approximations,
        lexicon.since,
        lexicon.until_now,
        lexicon.tenses,
        lexicon.phases,
        lexicon.ahead,
        lexicon.year_cues,
        lexicon.names,
        lexicon.opens,
        lexicon.holidays,
        lexicon.anchored,
        lexicon.rules,
    )
    for table in tables:
        for row in table:
            yield pytest.param(row.example, row.expect, id=f"{type(row).__name__}: {row.example}")


@pytest.mark.parametrize(("example", "expect"), list(rows()))
def test_every_row_finds_its_example(example: str, expect: str) -> None:
    found = values(example)
    assert (found[-1] if found else "") == expect


@given(
    st.dates(date(1000, 1, 1), date(2099, 12, 31)), st.sampled_from(["{d} {name} {y}", "{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}"])
)
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    written = form.format(d=day.day, m=day.month, y=f"{day.year:04}", name=MONTHS[day.month - 1])
    (found,) = find_times(unparsed(f"Acordul a fost semnat pe {written} la Viena."), None)
    assert (found.mention.text, found.edtf, found.granularity, found.anchor) == (written, day.isoformat(), "day", None)
    assert found.earliest == found.latest == day


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(0, 6))
def test_a_weekday_in_the_past_is_one_of_the_last_seven_days(published: date, number: int) -> None:
    name = load_times().weekdays[number].forms[0]
    (found,) = find_times(unparsed(f"Ministrul a demisionat {name}."), published)
    assert timedelta(0) <= published - found.earliest <= timedelta(days=6)
    assert found.earliest.weekday() == number


@given(st.text(max_size=200), st.dates() | st.none())
def test_any_text_gives_times_in_order_whose_words_stand_there(text: str, published: date | None) -> None:
    found = find_times(unparsed(text), published)
    assert [t.key for t in found] == [f"t{n}" for n in range(1, len(found) + 1)]
    assert all(text[t.mention.start : t.mention.end] == t.mention.text and t.earliest <= t.latest for t in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Parlamentul va vota luni legea.", "2025-12-29"),
        ("Prizonierii vor fi eliberați de Paști.", "2026-04-12"),
        ("Prizonierii au fost eliberați de Paștele din 2022.", "2022-04-24"),
        ("Deputații urmează să voteze marți legea.", "2025-12-30"),
        ("Parlamentul a votat luni legea.", "2025-12-22"),
        ("Alegerile locale au loc luni.", "2025-12-29"),
        ("Guvernul a anunțat sâmbătă măsurile.", "2025-12-27"),
        ("Ședința este programată pentru miercuri.", "2025-12-31"),
        ("Miniștrii vor discuta la reuniunea de marți despre sancțiuni.", "2025-12-30"),
        ("Pachetul va fi aprobat în cadrul summitului de joi.", "2026-01-01"),
        ("Ministrul a prezentat planul la reuniunea de marți.", "2025-12-23"),
        ("Armata va răspunde la atacul de marți.", "2025-12-23"),
    ],
)
def test_a_weekday_follows_the_tense_of_its_verb(sentence: str, expected: str) -> None:
    assert values(sentence) == [expected]


def test_weekdays_of_two_clauses_are_resolved_apart() -> None:
    assert values("Parlamentul va vota luni legea, a anunțat vineri premierul.") == ["2025-12-29", "2025-12-26"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Draghi a vizitat Kievul în februarie.", "2025-02"),
        ("Draghi va vizita Kievul în februarie.", "2026-02"),
        ("Alegerile din 4 ianuarie vor fi libere.", "2026-01-04"),
        ("Atacul din 7 noiembrie a făcut victime.", "2025-11-07"),
        ("Rusia a cerut retragerea trupelor până la 1 mai.", "2026-05-01"),
        ("Armata a bombardat orașul până la 1 mai.", "2025-05-01"),
    ],
)
def test_a_date_without_year_follows_the_tense_or_lies_near(sentence: str, expected: str) -> None:
    assert values(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Summitul a avut loc în 11-12 decembrie.", "2025-12-11/2025-12-12"),
        ("Documentele au fost depuse în perioada 17 noiembrie 2021 – 4 august 2022.", "2021-11-17/2022-08-04"),
        ("Negocierile au avut loc între septembrie 2020 și ianuarie 2021.", "2020-09/2021-01"),
        ("Orașul a fost condus din 2014 până în 2020 de un primar.", "2014/2020"),
        ("Schimbul de prizonieri a continuat joi și vineri.", "2025-12-25/2025-12-26"),
        ("Greva de marți până joi a oprit metroul.", "2025-12-23/2025-12-25"),
        ("Jafurile au avut loc în 2018 și 2019.", "2018/2019"),
    ],
)
def test_several_dates_make_one_interval(sentence: str, expected: str) -> None:
    assert values(sentence) == [expected]


def test_the_precision_of_the_words_is_kept() -> None:
    (found,) = times_in("Phenianul a confirmat în luna aprilie că a trimis trupe.")
    assert (found.edtf, found.granularity, found.earliest, found.latest) == (
        "2025-04",
        "month",
        date(2025, 4, 1),
        date(2025, 4, 30),
    )
    assert (found.mention.text, found.anchor, found.approximate) == ("luna aprilie", "publication", False)


def test_an_approximate_time_says_so() -> None:
    (found,) = times_in("Invazia a fost declanșată în urmă cu aproape patru ani.")
    assert (found.edtf, found.granularity, found.approximate) == ("2022~", "year", True)


def test_a_time_counted_from_another_names_it() -> None:
    first, second = times_in("Podul a fost atacat pe 10 mai 2024. Trei zile mai târziu a fost reparat.")
    assert (second.edtf, second.anchor) == ("2024-05-13", first.key)


def test_the_year_of_an_earlier_time_is_taken_over() -> None:
    assert values("Rebeliunea a izbucnit în iunie 2023, iar liderul ei a murit în august același an.") == ["2023-06", "2023-08"]


def test_a_distance_from_an_event_told_here_for_the_first_time_is_left_out() -> None:
    sentences = (
        "Discursul a fost ținut pe 12 decembrie. Mesajul a fost transmis la o zi după ce liderul a cerut mai multe rachete."
    )
    assert values(sentences) == ["2025-12-12"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Misiunea a durat 120 de zile.",
        "Mesajul de Anul Nou a fost transmis președintelui.",
        "Un bărbat de 42 de ani a fost arestat.",
        "Războiul de doi ani a distrus țara.",
        "Legea 95/2006 a fost modificată.",
        "Restaurantul este deschis 24/7.",
        "Guvernul a plătit 2022 de lei.",
        "În ultimii ani au fost testate rachete.",
        "Negocierile durează de luni de zile.",
        "Poliția a așteptat trei luni.",
        "Uzina are mai mulți angajați.",
        "Apărarea lucrează la mari înălțimi, mai arată sursa citată.",
        "Magazinul este închis duminica.",
        "Atacul a început la ora 14:00.",
        "Ministrul are mai mult de 5 mai multe propuneri.",
    ],
)
def test_what_is_no_time_is_left_out(sentence: str) -> None:
    assert values(sentence) == []


def test_capitals_cedillas_and_missing_diacritics_are_read() -> None:
    assert values("MINISTRUL A DEMISIONAT MARŢI") == values("Ministrul a demisionat marți") == ["2025-12-23"]
    assert [t.edtf for t in find_times(unparsed("Ministrul a demisionat sambata"), SATURDAY)] == ["2025-12-27"]


def test_without_publication_only_absolute_times_are_found() -> None:
    assert values("Podul a fost atacat luni, ca pe 10 mai 2024 și în februarie.", None) == ["2024-05-10"]


def test_a_weekday_beside_a_date_settles_its_year() -> None:
    assert values("Contractul a fost semnat miercuri, 31 ianuarie.", date(2026, 3, 1)) == ["2024-01-31"]


def test_clock_times_stay_out_of_the_mention() -> None:
    assert mentions("Explozia s-a produs vineri seara, la ora 20.10.") == ["vineri seara"]


def test_an_empty_text_has_no_times() -> None:
    assert find_times(unparsed(""), SATURDAY) == ()


@pytest.mark.skipif(TRAIN is None, reason="the gold articles are not here")
def test_the_times_of_the_gold_articles_are_found() -> None:
    assert TRAIN is not None
    found = total = 0
    for file in sorted(TRAIN.glob("*.json"))[:25]:
        gold = json.loads(file.read_text(encoding="utf-8"))
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", gold["published"] or ""):
            continue
        lines = file.with_suffix(".sents.txt").read_text(encoding="utf-8").splitlines()
        sentences = [m[1] for line in lines if (m := re.match(r"\[\d+\] (.*)", line))]
        article = Article(gold["id"], sentences[0], "\n".join(sentences[1:]))
        times = find_times(annotate(article), date.fromisoformat(gold["published"]))
        for event in gold["events"]:
            start = article.text.index(sentences[event["sent"]])
            end = start + len(sentences[event["sent"]])
            total += bool(event["time"])
            found += any(t.edtf == event["time"] for t in times if start <= t.mention.start < end)
    assert found / total >= 0.85


def test_food_in_lower_case_is_no_easter() -> None:
    assert values("Fabrica a vândut paste.") == []
