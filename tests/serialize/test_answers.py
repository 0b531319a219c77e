"""Answers as text: tables for people, W3C formats for programs."""

import csv
import io
import json

import pyoxigraph as ox
import pytest

from kgbuild.errors import QueryError
from kgbuild.query import ask
from kgbuild.serialize.answers import to_text

TROOPS = "SELECT ?who ?on_whose_word { VALUES (?who ?on_whose_word) { ('Coreea de Nord'@ro UNDEF) (kgo:Person 5) } }"
GRAPH = "CONSTRUCT { kgo:a kgo:b 'ș' } {}"


def text(sparql: str, form: str, width: int | None = None) -> str:
    return to_text(ask(ox.Store(), sparql), form, width=width)


def test_table_is_aligned_and_short() -> None:
    assert text(TROOPS, "table").splitlines() == [
        "who             on whose word",
        "Coreea de Nord",
        "kgo:Person      5",
    ]


def test_table_leaves_out_empty_columns_on_a_terminal() -> None:
    assert text("SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 'x') } }", "table", 80).split() == ["b", "─", "x"]


def test_table_folds_into_the_terminal() -> None:
    lines = text(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ ('x' '{'cuvânt ' * 30}') }} }}", "table", 60).splitlines()
    assert max(map(len, lines)) <= 60


def test_table_writes_rows_below_each_other_where_they_do_not_fit() -> None:
    columns = " ".join(f"?coloana_{n}" for n in range(8))
    values = " ".join(f"'valoarea numărul {n}'" for n in range(8))
    written = text(f"SELECT {columns} {{ VALUES ({columns}) {{ ({values}) ({values}) }} }}", "table", 60)
    assert written.splitlines()[0] == "coloana 0  valoarea numărul 0"
    assert written.count("\n\n") == 1


def test_table_says_that_there_is_no_answer() -> None:
    assert text("SELECT ?who { ?who a kgo:Person }", "table") == "who\n(no answer)\n"


def test_table_shows_markup_as_it_is() -> None:
    assert "[bold]x[/bold]" in text("SELECT ('[bold]x[/bold]' AS ?a) {}", "table")


def test_table_keeps_a_row_on_one_line() -> None:
    assert text("SELECT ('un\\nrând' AS ?a) {}", "table") == "a\nun rând\n"


def test_ask_is_answered_in_words() -> None:
    assert text("ASK {}", "table") == "yes\n"
    assert text("ASK { ?s ?p ?o }", "table") == "no\n"
    assert json.loads(text("ASK {}", "json"))["boolean"] is True


def test_csv_is_read_by_the_csv_module() -> None:
    rows = list(csv.DictReader(io.StringIO(text(TROOPS, "csv"))))
    assert rows[0] == {"who": "Coreea de Nord", "on_whose_word": ""}


def test_json_xml_and_tsv_are_the_formats_of_the_w3c() -> None:
    assert json.loads(text(TROOPS, "json"))["head"]["vars"] == ["who", "on_whose_word"]
    assert text(TROOPS, "xml").startswith('<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">')
    assert text(TROOPS, "tsv").splitlines()[1] == '"Coreea de Nord"@ro\t'


def test_graphs_are_written_in_turtle_and_as_rows() -> None:
    assert 'kgo:a kgo:b "ș" .' in text(GRAPH, "turtle")
    assert text(GRAPH, "table").splitlines()[1].split() == ["kgo:a", "kgo:b", "ș"]
    assert text(GRAPH, "csv").splitlines()[0] == "subject,predicate,object"
    assert text(GRAPH, "tsv").splitlines()[1].endswith('"ș"')


def test_turtle_is_the_same_whatever_the_order_of_the_triples() -> None:
    pattern = "CONSTRUCT {{ kgo:a ?p 1 }} {{ VALUES ?p {{ {} }} }}"
    predicates = ["kgo:agent", "kgo:patient", "kgo:cue"]
    written = {text(pattern.format(" ".join(order)), "turtle") for order in (predicates, predicates[::-1])}
    assert len(written) == 1


@pytest.mark.parametrize(("sparql", "form"), [(TROOPS, "turtle"), ("ASK {}", "turtle"), (GRAPH, "json"), (GRAPH, "xml")])
def test_an_answer_is_refused_a_format_that_cannot_hold_it(sparql: str, form: str) -> None:
    with pytest.raises(QueryError, match="choose"):
        text(sparql, form)
