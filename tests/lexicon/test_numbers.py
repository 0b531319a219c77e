import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import LexiconError
from kgbuild.lexicon.numbers import Bound, fold, load_numbers, read_rows, rows_of

UNITS = ["", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă"]
TEENS = [
    "zece",
    "unsprezece",
    "doisprezece",
    "treisprezece",
    "paisprezece",
    "cincisprezece",
    "șaisprezece",
    "șaptesprezece",
    "optsprezece",
    "nouăsprezece",
]
TENS = ["", "", "douăzeci", "treizeci", "patruzeci", "cincizeci", "șaizeci", "șaptezeci", "optzeci", "nouăzeci"]


def below_hundred(n: int) -> str:
    if n < 10:
        return UNITS[n]
    if n < 20:
        return TEENS[n - 10]
    return TENS[n // 10] + (f" și {UNITS[n % 10]}" if n % 10 else "")


def below_thousand(n: int) -> str:
    hundreds = {0: "", 1: "o sută", 2: "două sute"}.get(n // 100, f"{UNITS[n // 100]} sute")
    return f"{hundreds} {below_hundred(n % 100)}".strip()


def scaled(n: int, one: str, two: str, many: str) -> str:
    if n in {0, 1, 2}:
        return ["", one, two][n]
    link = "de " if n % 100 == 0 or n % 100 >= 20 else ""
    return f"{below_thousand(n)} {link}{many}"


def words(n: int) -> str:
    """A number in Romanian words, as a grammar has it."""
    millions = scaled(n // 1_000_000, "un milion", "două milioane", "milioane")
    thousands = scaled(n // 1000 % 1000, "o mie", "două mii", "mii")
    return " ".join(filter(None, (millions, thousands, below_thousand(n % 1000))))


@given(st.integers(1, 999_999_999))
def test_parse_reads_back_every_number_in_words(number: int) -> None:
    assert load_numbers().parse(words(number)) == number


@given(st.integers(0, 10**12))
def test_parse_reads_back_every_number_with_thousands_points(number: int) -> None:
    grouped = f"{number:,}"
    assert load_numbers().parse(grouped.replace(",", ".")) == number
    assert load_numbers().parse(grouped.replace(",", " ")) == number


@given(st.decimals(min_value=0, max_value=999, places=2))
def test_parse_reads_the_decimal_comma(number: object) -> None:
    assert load_numbers().parse(str(number).replace(".", ",")) == float(str(number))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("100 de mii", 100_000),
        ("2.5 milioane", 2_500_000),
        ("două milioane și jumătate", 2_500_000),
        ("DOUĂZECI ŞI UNU", 21),
        ("saptezeci si opt", 78),
    ],
)
def test_parse_reads_mixed_and_sloppy_numbers(written: str, value: float) -> None:
    assert load_numbers().parse(written) == value


@pytest.mark.parametrize("written", ["", "mâine", "o sută de oameni"])
def test_parse_refuses_what_is_no_number(written: str) -> None:
    assert load_numbers().parse(written) is None


@given(st.text())
def test_fold_keeps_every_code_point_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_fold_keeps_blank_lines() -> None:
    assert fold("Titlu\n\nUn rând\nalt\u00a0rând") == "titlu\n\nun rand alt rand"


def test_rows_of_names_the_wrong_row() -> None:
    row = {"effect": "minimum", "forms": ["peste"], "example": "Peste zece state."}
    with pytest.raises(LexiconError, match=r"numbers\.toml, row 2"):
        rows_of(Bound, [row, {"effect": "minimum", "form": "x"}], "numbers.toml")


def test_read_rows_names_a_missing_file() -> None:
    with pytest.raises(LexiconError, match=r"none\.toml"):
        read_rows("ro", "none.toml")
