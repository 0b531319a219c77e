"""Questions: free SPARQL, and the named ones, with answers that a reader understands."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sample import ARTICLE, ARTICLE_IRI, SENTENCES, sample_quads

import kgbuild
from kgbuild.errors import InputError, QueryError
from kgbuild.query import GROUPS, Dataset, Question, ask, parse_question, question, questions, read_dataset, to_dataset
from kgbuild.serialize.answers import to_text
from kgbuild.vocab import PREFIXES

# What the named questions that need to be told something are told.
VALUES = {"said-on": {"date": "2025-12-12"}, "happened-in": {"period": "2025-04"}}

TEXT_QUESTION = """# title: Cine
# description: Actori cu acest nume
# param actor (text): Numele
SELECT ?name { VALUES ?actor { UNDEF } ?a rdfs:label ?name FILTER(STR(?name) = ?actor) }
"""


def dataset(*, text: bool = True, named: bool = True) -> Dataset:
    return to_dataset(q if named else ox.Quad(*q.triple) for q in sample_quads(text=text))


def loaded() -> ox.Store:
    store = ox.Store()
    store.extend(sample_quads())
    return store


def rows(name: str, values: dict[str, str] | None = None, *, store: Dataset | ox.Store | None = None) -> list[dict[str, str]]:
    """Answers to a named question, unbound and empty values left out."""
    answer = ask(
        dataset() if store is None else store, question(name).bind(values if values is not None else VALUES.get(name, {}))
    )
    assert isinstance(answer, ox.QuerySolutions)
    names = [v.value for v in answer.variables]
    found = []
    for row in answer:
        cells = {n: row[n] for n in names}
        assert all(c is None or isinstance(c, ox.Literal) for c in cells.values()), "a bare IRI in an answer"
        found.append({n: _in_order(c.value) for n, c in cells.items() if isinstance(c, ox.Literal) and c.value})
    return found


def _in_order(cell: str) -> str:
    """A cell with the names that it lists in alphabetical order: SPARQL promises none."""
    return cell if cell.endswith(".") else ", ".join(sorted(cell.split(", ")))


def test_troop_movements_say_who_where_and_on_whose_word() -> None:
    title, body = rows("troop-movements")
    assert body == {
        "who": "Coreea de Nord",
        "did": "a trimis",
        "how_many": "două mii de soldați",
        "whom": "soldați",
        "where": "Rusia",
        "on_whose_word": "servicii de informații",
        "relayed_by": "Agence France-Presse, Agerpres",
        "status": "actual",
        "sentence": SENTENCES[1].text,
    }
    assert (title["on_whose_word"], title["sentence"]) == ("Coreea de Nord", ARTICLE.title)


def test_troops_sent_to_help_move_and_goods_do_not(tmp_path: Path) -> None:
    article = tmp_path / "ajutor.txt"
    article.write_text(
        "Ajutor pentru Estonia\n\n"
        "Franța a trimis soldați în Estonia pentru a sprijini NATO. Germania oferă Estoniei sprijin militar.\n",
        encoding="utf-8",
    )
    store = ox.Store()
    store.extend(kgbuild.build(article).quads)
    assert [(row["who"], row["whom"]) for row in rows("troop-movements", store=store)] == [("Franța", "soldați")]


def test_supplies_say_what_to_whom() -> None:
    (row,) = rows("supplies")
    assert (row["who"], row["what"], row["to_whom"]) == ("Coreea de Nord", "obuze de artilerie", "Rusia")
    assert row["on_whose_word"] == "the article"


def test_killed_says_how_many_at_least_and_according_to_whom() -> None:
    (row,) = rows("killed")
    assert (row["whom"], row["at_least"], row["on_whose_word"]) == ("militari", "9", "Coreea de Nord")
    assert "at_most" not in row


def test_orders_say_what_was_ordered() -> None:
    (row,) = rows("orders")
    assert (row["who"], row["what"], row["when"]) == ("Kim Jong Un", "creșterea producției de rachete", "2025-12-25")


def test_said_on_gives_what_was_said_that_day() -> None:
    (row,) = rows("said-on")
    assert (row["who"], row["about"], row["when"]) == ("Kim Jong Un", "a atacat", "2025-12-12")
    assert rows("said-on", {"date": "2025-12-13"}) == []


def test_happened_in_keeps_months_as_months() -> None:
    (row,) = rows("happened-in")
    assert (row["when"], row["within"], row["who"], row["did"]) == ("2025-04", "yes", "Coreea de Nord", "a recunoscut")
    assert [row["within"] for row in rows("happened-in", {"period": "2025-04-12"})] == ["perhaps"]


@pytest.mark.parametrize(
    ("period", "times"),
    [
        ("2025", ["2025-04", "2025-12-12", "2025-12-25"]),
        ("2025-12", ["2025-12-12", "2025-12-25"]),
        ("2025-04-12", ["2025-04"]),
        ("2025-05", []),
    ],
)
def test_happened_in_finds_times_that_lie_in_the_period_or_may(period: str, times: list[str]) -> None:
    assert [row["when"] for row in rows("happened-in", {"period": period})] == times


def test_leaders_say_who_leads_what() -> None:
    assert rows("leaders") == [
        {
            "leader": "Kim Jong Un",
            "of": "Coreea de Nord",
            "called": "Liderul Kim Jong Un",
            "sentence": SENTENCES[4].text,
        }
    ]


def test_relays_say_which_outlets_passed_on_what() -> None:
    claim, report = rows("relays")
    assert claim["did"] == "a trimis"
    assert (report["relayed_by"], report["who"]) == ("Agerpres", "Agence France-Presse")


def test_denials_say_who_denies() -> None:
    (row,) = rows("denials")
    assert (row["on_whose_word"], row["who"], row["did"]) == ("Kim Jong Un", "Coreea de Sud", "a atacat")


def test_plans_say_who_plans() -> None:
    (row,) = rows("plans")
    assert (row["did"], row["on_whose_word"], row["status"]) == ("producției", "Kim Jong Un", "planned")


def test_recurring_says_how_often_in_the_words_of_each_sentence(tmp_path: Path) -> None:
    article = tmp_path / "proteste.txt"
    article.write_text(
        "Proteste la Cluj\n\n"
        "Studenții protestează în fiecare vineri la Cluj. Potrivit poliției, minerii blochează zilnic drumul. Premierul Ion "
        "Ionescu a vizitat luni Parisul. Armata rusă bombardează orașul Harkov în fiecare noapte.\n",
        encoding="utf-8",
    )
    store = ox.Store()
    store.extend(kgbuild.build(article).quads)
    assert [(row["rule"], row["how_often"], row["did"], row["on_whose_word"]) for row in rows("recurring", store=store)] == [
        ("FREQ=WEEKLY;BYDAY=FR", "fiecare vineri", "protestează", "the article"),
        ("FREQ=DAILY", "zilnic", "blochează", "poliția"),
        ("FREQ=DAILY", "fiecare noapte", "bombardează", "the article"),
    ]


def test_events_are_narrowed_by_part_of_a_name() -> None:
    assert len(rows("events")) == 11
    assert [row["did"] for row in rows("events", {"actor": "kim"})] == ["a ordonat", "a declarat"]
    assert [row["did"] for row in rows("events", {"actor": "SEUL"})] == ["a atacat"]


def test_relations_between_are_narrowed_by_actor_and_kind() -> None:
    assert [row["stands"] for row in rows("relations-between")] == ["leads", "allied with"]
    assert [row["who"] for row in rows("relations-between", {"actor": "Rusia"})] == ["Coreea de Nord"]
    assert [row["who"] for row in rows("relations-between", {"relation": "leads"})] == ["Kim Jong Un"]


@pytest.mark.parametrize("name", questions())
def test_named_question_answers_with_its_source_sentence(name: str) -> None:
    found = rows(name)
    # Nobody contradicts anybody in the sample, nothing recurs, and it is one article; tests of their own have what these ask for.
    assert found or name in {"contradictions", "recurring"} or question(name).group == "across"
    assert {row["sentence"] for row in found} <= {s.text for s in SENTENCES}


@pytest.mark.parametrize("name", questions())
def test_named_question_answers_alike_without_graph_names(name: str) -> None:
    assert rows(name, store=dataset(named=False)) == rows(name)


@pytest.mark.parametrize("name", questions())
def test_named_question_answers_alike_in_a_store(name: str) -> None:
    assert rows(name, store=loaded()) == rows(name)


@pytest.mark.parametrize("name", questions())
def test_named_question_answers_without_the_text(name: str) -> None:
    without = [{n: v for n, v in row.items() if n != "sentence"} for row in rows(name)]
    assert rows(name, store=dataset(text=False)) == without


@pytest.mark.parametrize("name", questions())
def test_named_question_finds_nothing_in_nothing(name: str) -> None:
    assert rows(name, store=ox.Store()) == []


def test_question_that_is_unknown_names_similar_ones() -> None:
    with pytest.raises(QueryError, match="no question is called “leader”: did you mean leaders"):
        question("leader")
    with pytest.raises(QueryError, match="there are acted-on, aid-flows"):
        question("zzz")


def test_bind_asks_for_what_is_missing() -> None:
    with pytest.raises(QueryError, match="question said-on needs --param date=…: The day, for example 2025-12-12"):
        question("said-on").bind({})


def test_bind_refuses_what_is_unknown() -> None:
    with pytest.raises(QueryError, match="question said-on has no parameter “day”: it takes date"):
        question("said-on").bind({"day": "2025-12-12"})
    with pytest.raises(QueryError, match="it takes none"):
        question("leaders").bind({"actor": "Kim"})


@pytest.mark.parametrize("value", ["azi", "2025-02-30", "2025", "2025-13-01", "12.12.2025", "2025-12-12 }", "0000-01-01", ""])
def test_bind_refuses_what_is_no_day(value: str) -> None:
    with pytest.raises(QueryError, match="parameter date: "):
        question("said-on").bind({"date": value})


@pytest.mark.parametrize("value", ["2025-4", "2025-13", "aprilie", "2025-02-29", "2025/2026"])
def test_bind_refuses_what_is_no_period(value: str) -> None:
    with pytest.raises(QueryError, match="parameter period: "):
        question("happened-in").bind({"period": value})


@pytest.mark.parametrize("value", ["a\\u0022b", "a\nb", "\x00", "\x7f"])
def test_bind_refuses_backslashes_and_control_characters(value: str) -> None:
    with pytest.raises(QueryError, match="backslashes and control characters are not allowed"):
        question("events").bind({"actor": value})


@pytest.mark.parametrize(
    "value",
    [
        '"',
        "'",
        'x" } } #',
        'x") UNION { ?s ?p ?o } #',
        "x' } SELECT",
        "} VALUES ?actor { UNDEF",
        '" } ; DROP ALL #',
        "<https://example.org/>",
        "?actor",
        '"@ro',
    ],
)
def test_parameters_cannot_change_the_question(value: str) -> None:
    assert rows("events", {"actor": value}) == []


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\\"), min_size=1).map(str.strip).filter(bool))
def test_a_parameter_is_bound_to_just_its_text(value: str) -> None:
    asked = parse_question("cine", TEXT_QUESTION).bind({"actor": value})
    bound = ask(ox.Store(), asked.replace("SELECT ?name {", "SELECT ?actor {").partition("?a rdfs:label")[0] + "}")
    assert isinstance(bound, ox.QuerySolutions)
    (row,) = bound
    told = parse_question("cine", TEXT_QUESTION).bind({"actor": row["actor"].value})
    assert told == asked


def test_a_parameter_with_quotes_finds_names_with_quotes() -> None:
    store = ox.Store()
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    store.add(ox.Quad(ox.NamedNode("https://example.org/a"), label, ox.Literal('Partida "Şansa" d\'Aur', language="ro")))
    store.add(ox.Quad(ox.NamedNode("https://example.org/b"), label, ox.Literal('Partida "Șansa" d\'Aur', language="ro")))
    answer = ask(store, parse_question("cine", TEXT_QUESTION).bind({"actor": 'Partida "Şansa" d\'Aur'}))
    assert to_text(answer, "csv").splitlines()[1:] == ['"Partida ""Șansa"" d\'Aur"']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "header lines"),
        ("# title: a\n# description: b\n# param x (number): c\nSELECT * {}", "number is none of text, date, period"),
        ("# title: a\n# description: b\n# param x (text): c\nSELECT * {}", "bind it once"),
        ("# title: a\n# description: b\n# param x (period): c\nSELECT * { VALUES ?x { UNDEF } }", "VALUES \\?x_first"),
    ],
)
def test_parse_question_refuses_a_wrong_header(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse_question("proba", text)


@pytest.mark.parametrize("asked", questions().values(), ids=lambda q: q.name)
def test_named_question_is_described_and_plain_sparql(asked: Question) -> None:
    assert asked.title
    assert asked.description.endswith(".")
    ask(ox.Store(), asked.sparql)


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELEC ?x", "not valid SPARQL at line 1, column 9"),
        ("SELECT ?x WHERE {\n  ?x foo:bar ?y }", "line 2, column 13: prefix not found, here: “?x foo:bar ▸ ?y }”"),
        ("SELECT ?y { ?x a ?y } GROUP BY ?x", "the SELECT contains a variable that is unbound"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "not valid SPARQL at line 1"),
        ("DROP ALL", "not valid SPARQL"),
        ("", "not valid SPARQL"),
    ],
)
def test_ask_shows_the_place_of_an_error(sparql: str, message: str) -> None:
    with pytest.raises(QueryError) as raised:
        ask(ox.Store(), sparql)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("asked", [dataset(), dataset(named=False), loaded()], ids=["named", "triples", "store"])
def test_ask_takes_the_default_graph_for_all_graphs(asked: Dataset | ox.Store) -> None:
    graph = sample_quads()[0].graph_name
    assert bool(ask(asked, "ASK { ?event a kgo:Killing }"))
    assert bool(ask(asked, f"ASK {{ GRAPH {graph} {{ ?event a kgo:Killing }} }}"))


def test_ask_heeds_from() -> None:
    graph = sample_quads()[0].graph_name
    for asked in (dataset(), loaded()):
        assert bool(ask(asked, f"ASK FROM {graph} {{ ?event a kgo:Killing }}"))
        assert not bool(ask(asked, "ASK FROM <https://example.org/none> { ?event a kgo:Killing }"))
        assert bool(ask(asked, "ASK { ?event a kgo:Killing } # not FROM <x:y>"))
        assert bool(ask(asked, "ASK { ?event a kgo:Killing FILTER('FROM' != \"from\") }"))


def test_a_triple_of_several_articles_counts_once_in_files() -> None:
    a, b, c, *articles = (ox.NamedNode(f"https://example.org/{name}") for name in "abc12")
    twice = to_dataset(ox.Quad(a, b, c, article) for article in articles)
    assert to_text(ask(twice, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "csv").split() == ["n", "1"]


def test_read_dataset_puts_files_together(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a:a> <a:b> 1 .", encoding="utf-8")
    (tmp_path / "b.nq").write_text("<a:a> <a:b> <a:c> <a:g> .\n", encoding="utf-8")
    both = read_dataset([tmp_path / "a.ttl", tmp_path / "b.nq"])
    assert to_text(ask(both, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "csv").split() == ["n", "2"]


def test_read_dataset_names_the_broken_file(tmp_path: Path) -> None:
    (tmp_path / "b.nq").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.nq: line 1"):
        read_dataset([tmp_path / "b.nq"])


def test_query_loads_neither_spacy_nor_rdflib() -> None:
    code = "import sys, kgbuild.query; print([m for m in ('spacy', 'rdflib', 'pyshacl') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_questions_are_many_and_grouped() -> None:
    assert len(questions()) >= 25
    assert {q.group for q in questions().values()} == set(GROUPS)


def test_question_of_no_group_is_refused() -> None:
    with pytest.raises(QueryError, match="there is no group “altele”"):
        parse_question("proba", "# title: a\n# group: altele\n# description: b\nSELECT * {}")


def test_contradictions_are_found() -> None:
    graph = sample_quads()[0].graph_name
    one, other = (ox.NamedNode(f"{ARTICLE_IRI}#claim-{n}") for n in (3, 6))
    contradicts = ox.NamedNode(f"{PREFIXES['kgo']}contradicts")
    marked = to_dataset([*sample_quads(), ox.Quad(one, contradicts, other, graph)])
    [row] = rows("contradictions", store=marked)
    assert (row["one_says"], row["other_says"]) == ("servicii de informații", "Coreea de Nord")


@pytest.mark.parametrize(
    ("name", "values", "column", "expected"),
    [
        ("acted-on", {"target": "Rusia"}, "did", ["a furnizat"]),
        ("acted-on", {"actor": "Kim"}, "did", []),
        ("attacks", {}, "did", ["au fost uciși", "a atacat"]),
        ("claims-by", {"source_name": "Kim"}, "did", ["producției", "a atacat"]),
        ("sources", {}, "on_whose_word", ["Coreea de Nord", "Kim Jong Un", "servicii de informații"]),
        ("casualties-over-time", {}, "at_least", ["9"]),
        ("aid-flows", {}, "to_whom", ["Rusia"]),
        ("alliances", {}, "relation", ["allied with"]),
        ("positions", {}, "who", ["Kim Jong Un"]),
        ("relay-chains", {}, "relayed_by", ["Agence France-Presse", "Agerpres", "Agerpres"]),
        ("places", {}, "where", ["Rusia"]),
        ("mentions-of", {"actor": "kim"}, "words", ["Liderul Kim Jong Un", "Kim"]),
        ("arms", {}, "did", ["a furnizat", "producției"]),
    ],
)
def test_new_questions_answer_from_the_sample(name: str, values: dict[str, str], column: str, expected: list[str]) -> None:
    assert [row[column] for row in rows(name, values)] == expected


@pytest.mark.parametrize("name", questions())
def test_named_question_runs_on_gold_articles(name: str, gold_graphs: Dataset) -> None:
    values = {"said-on": {"date": "2025-12-12"}, "happened-in": {"period": "2025"}}.get(name, {})
    found = rows(name, values, store=gold_graphs)
    # No two of the annotated articles that are put together give figures or deny one another.
    assert found or name in {"casualties-across", "disagreements"}
    assert all(row.get("sentence") for row in found) or name == "same-actors"


@pytest.fixture(scope="module")
def gold_graphs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The graphs of a few gold articles, among them some with contradictions or a recurrence, and what is the same in them."""
    from kgbuild.build import build  # noqa: PLC0415 — the pipeline is loaded only where there is gold
    from kgbuild.consolidate import consolidate  # noqa: PLC0415 — likewise

    paths = [p for p in sorted((shared / "gold/dev").glob("*.txt")) if not p.name.endswith(".sents.txt")][:8]
    paths += [shared / f"gold/train/{number}.txt" for number in ("061", "065", "081", "151")]
    folder = tmp_path_factory.mktemp("gold")
    (folder / "gold.nq").write_text("".join(build(path).serialize("nquads") for path in paths), encoding="utf-8")
    consolidate(folder)
    return read_dataset(sorted(folder.glob("*.nq")))
