"""Quantities: every row of the data on its own example, then bounds, units and what is no quantity."""

import pytest

from kgbuild.annotate import annotate
from kgbuild.extract import propose_events
from kgbuild.extract.quantities import find_quantities
from kgbuild.extract.times import find_times
from kgbuild.lexicon.numbers import Amount, Bound, Cardinal, Cue, Unit, load_numbers
from kgbuild.model import Article, Quantity

LEXICON = load_numbers()


def quantities_in(sentence: str) -> tuple[Quantity, ...]:
    text = annotate(Article("exemplu", "Știri", sentence))
    return find_quantities(text, find_times(text, None))


def only(sentence: str) -> Quantity:
    (quantity,) = quantities_in(sentence)
    return quantity


@pytest.mark.parametrize("row", LEXICON.cardinals, ids=lambda r: r.forms[0])
def test_every_number_word_finds_its_example(row: Cardinal) -> None:
    assert only(row.example).value == row.expect


@pytest.mark.parametrize("row", LEXICON.vague, ids=lambda r: r.forms[0])
def test_every_vague_amount_gives_a_lower_bound(row: Amount) -> None:
    quantity = only(row.example)
    assert (quantity.value, quantity.minimum, quantity.maximum) == (None, row.expect, None)


@pytest.mark.parametrize("row", LEXICON.fractions, ids=lambda r: r.forms[0])
def test_every_collective_finds_its_example(row: Amount) -> None:
    assert only(row.example).value == row.expect


@pytest.mark.parametrize("row", LEXICON.bounds, ids=lambda r: r.forms[0])
def test_every_bound_has_its_effect(row: Bound) -> None:
    quantity = only(row.example)
    found = {
        "minimum": quantity.minimum is not None,
        "maximum": quantity.maximum is not None,
        "approximate": quantity.approximate,
    }
    assert found == {effect: effect == row.effect for effect in found}


@pytest.mark.parametrize("row", [*LEXICON.labels, *LEXICON.ages, *LEXICON.followers], ids=lambda r: r.forms[0])
def test_every_label_takes_its_number_out(row: Cue) -> None:
    assert quantities_in(row.example) == ()


@pytest.mark.parametrize("row", LEXICON.units, ids=lambda r: r.code)
def test_every_unit_finds_its_example(row: Unit) -> None:
    assert row.code in [q.unit for q in quantities_in(row.example)]


@pytest.mark.parametrize(
    ("sentence", "words", "counted"),
    [
        ("Cel puțin nouă soldați au fost uciși.", "Cel puțin nouă soldați", "soldat"),
        ("Poliția a reținut 20 de bărbați.", "20 de bărbați", "bărbat"),
        ("Poliția a găsit 12 dintre cele 15 mașini.", "12", "mașină"),
    ],
)
def test_the_counted_thing_is_named(sentence: str, words: str, counted: str) -> None:
    quantity = quantities_in(sentence)[0]
    assert (quantity.mention.text, quantity.counted) == (words, counted)


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("Între 5 și 7 soldați au fost răniți.", (None, 5, 7)),
        ("Au fost lansate 5-7 rachete.", (None, 5, 7)),
        ("Două sau trei nave au fost lovite.", (None, 2, 3)),
        ("Pagubele sunt de 2-3 milioane de euro.", (None, 2_000_000, 3_000_000)),
        ("Zeci de mii de oameni au fugit.", (None, 20_000, None)),
        ("Câteva sute de oameni au protestat.", (None, 200, None)),
        ("Peste o sută douăzeci de case au ars.", (None, 120, None)),
        ("Între 10 km și 20 km de drum au fost distruși.", (None, 10, 20)),
        ("Pedeapsa crește de la 100 de lei la 200 de lei.", (None, 100, 200)),
        ("Statul a dat 37 de mii 500 de lei.", (37_500, None, None)),
        ("Statul a dat 3 milioane 200 de mii de lei.", (3_200_000, None, None)),
        ("Aproape 300 de case au ars.", (300, None, None)),
        ("Cel mult 40 de case au ars.", (None, None, 40)),
        ("Au murit 1.500 de oameni.", (1500, None, None)),
        ("Au murit 10 000 de oameni.", (10_000, None, None)),
    ],
)
def test_numbers_keep_their_bounds(sentence: str, bounds: tuple[float | None, float | None, float | None]) -> None:
    quantity = only(sentence)
    assert (quantity.value, quantity.minimum, quantity.maximum) == bounds


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Firma a plătit $520 de milioane.", 520_000_000, "USD"),
        ("Prețul a crescut cu 2,5%.", 2.5, "%"),
        ("Zece la sută dintre alegători au votat.", 10, "%"),
        ("Banca a oferit 500 de milioane de dolari canadieni.", 500_000_000, "CAD"),
        ("Misiunea a durat 120 de zile.", 120, "day"),
    ],
)
def test_money_shares_and_durations_have_units(sentence: str, value: float, unit: str) -> None:
    quantity = only(sentence)
    assert (quantity.value, quantity.unit, quantity.counted) == (value, unit, "")


def test_two_numbers_with_units_of_their_own_are_no_range() -> None:
    assert [(q.value, q.unit) for q in quantities_in("Drumul a durat 2 ore sau 3 zile.")] == [(2, "hour"), (3, "day")]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Republica Moldova a plătit 500 de lei.", "MDL"),
        ("România a plătit 500 de lei.", "RON"),
        ("România a oferit Republicii Moldova 500 de lei.", "RON"),
        ("Franța a plătit 500 de lei.", "RON"),
        ("Republica Moldova a plătit 500 de lei românești.", "RON"),
        ("Republica Moldova a plătit 500 de euro.", "EUR"),
    ],
)
def test_lei_are_the_money_of_the_country_spoken_of(sentence: str, unit: str) -> None:
    article = Article("exemplu", "Știri", sentence)
    text = annotate(article)
    (quantity,) = propose_events(article, text).quantities
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "sentence",
    [
        "Un soldat a fost ucis.",
        "Pe 12 decembrie 2025 a fost semnat acordul.",
        "Legea a fost votată pe 4 august.",
        "Polonia trimite tancuri Leopard 2 în Ucraina.",
        "Un avion F-16 a fost doborât.",
        "Liderii G7 s-au reunit.",
        "Pandemia de COVID-19 a luat sfârșit.",
        "Atacul a început la 14:30.",
        "Este a doua lovitură asupra orașului.",
        "O nouă lege a fost votată.",
        "Iustin Dobre, de 37 de ani, a fost condamnat.",
    ],
)
def test_what_is_no_quantity_is_left_out(sentence: str) -> None:
    assert quantities_in(sentence) == ()


def test_quantities_are_keyed_in_text_order() -> None:
    found = quantities_in("Doi soldați și trei civili au fost uciși.")
    assert [(q.key, q.value) for q in found] == [("q1", 2), ("q2", 3)]


def test_the_full_stop_behind_a_share_stays_out_of_its_words() -> None:
    assert only("Inflația a scăzut sub 1%.").mention.text == "sub 1%"
