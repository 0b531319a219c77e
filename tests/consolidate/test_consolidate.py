"""Consolidation: what is the same across articles, why, and what a further run costs and changes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard
from tests.consolidate.articles import What, Who, article

from kgbuild.consolidate import consolidate, explain
from kgbuild.consolidate.actors import SAME
from kgbuild.consolidate.clustering import Pair, cluster
from kgbuild.consolidate.engine import Engine
from kgbuild.consolidate.events import EventMatcher
from kgbuild.consolidate.output import Output
from kgbuild.consolidate.records import EventRecord, Participant, read_article
from kgbuild.consolidate.state import open_state
from kgbuild.corpus import shard_files
from kgbuild.corpus.ledger import Ledger
from kgbuild.errors import InputError, StoreError
from kgbuild.graph import term
from kgbuild.query import ask, question, to_dataset
from kgbuild.serialize.graph_files import to_article_graphs
from kgbuild.stores.oxigraph import load, open_store
from kgbuild.validate import validate
from kgbuild.vocab import BASE

DAY = date(2025, 3, 10)
GRAPH = ox.NamedNode(f"{BASE}consolidation")
Graph = list[ox.Quad]


def together(graphs: Iterable[Graph]) -> Graph:
    """What consolidation says of some articles, taken in one after the other."""
    with open_state(None) as state:
        engine = Engine(state, Output(state, BASE, SAME))
        for quads in graphs:
            engine.add(read_article(name_of(quads), quads), "1")
            engine.settle()
        return list(ox.parse("".join(engine.output.everything()), format=ox.RdfFormat.N_QUADS))


def name_of(quads: Graph) -> str:
    assert isinstance(quads[0].graph_name, ox.NamedNode)
    return quads[0].graph_name.value


def links(quads: Iterable[ox.Quad], predicate: str) -> set[frozenset[str]]:
    """The members of each cluster that are bound by a predicate, as ARTICLE#NODE or the last part of an IRI."""
    clusters: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate == term(predicate):
            assert isinstance(quad.object, ox.NamedNode)
            clusters.setdefault(str(quad.subject), set()).add(quad.object.value.rpartition("/")[2])
    return {frozenset(members) for members in clusters.values()}


def people(first: Sequence[Who], second: Sequence[Who]) -> Graph:
    return together([article("1", DAY, first), article("2", DAY + timedelta(days=40), second)])


# ---- actors


def test_same_full_name_and_country_is_the_same_person() -> None:
    found = people([Who("Ana Pop", country="RO")], [Who("Ana Pop", country="RO")])
    assert links(found, "owl:sameAs") == {frozenset({"1#actor-1", "2#actor-1"})}
    assert {quad.graph_name for quad in found} == {GRAPH}


def test_same_name_alone_is_only_perhaps_the_same_person() -> None:
    found = people([Who("Ana Pop")], [Who("Ana Pop")])
    assert links(found, "owl:sameAs") == set()
    assert links(found, "skos:closeMatch") == {frozenset({"1#actor-1", "2#actor-1"})}


def test_company_makes_a_name_sure() -> None:
    both = [Who("Ana Pop"), Who("Radu Munteanu")]
    assert frozenset({"1#actor-1", "2#actor-1"}) in links(people(both, both), "owl:sameAs")


def test_a_name_that_the_lexicon_has_without_an_id_is_one_actor() -> None:
    found = people([Who("Agerpres", "Organization")], [Who("Agerpres", "Organization")])
    assert links(found, "owl:sameAs") == {frozenset({"1#actor-1", "2#actor-1"})}
    found = people([Who("Oportunitatea", "Organization")], [Who("Oportunitatea", "Organization")])
    assert links(found, "owl:sameAs") == set()


def test_an_outlet_is_no_company() -> None:
    both = [Who("Ana Pop"), Who("Reuters", "Organization", wikidata="Q130879")]
    assert links(people(both, both), "owl:sameAs") == set()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Who("Ana Pop", country="RO"), Who("Ana Pop", country="MD")),
        (Who("Pop"), Who("Pop")),
        (Who("Ana Pop"), Who("Ana Pop", "Organization")),
        (Who("Ana Pop"), Who("Radu Pop")),
        (Who("Ministerul Apărării", "Organization"), Who("Ministerul Apărării", "Organization")),
        (Who("Ana Pop", wikidata="Q1"), Who("Ana Pop", wikidata="Q2")),
        (Who("soldați", "PersonGroup", "RO"), Who("soldați", "PersonGroup", "RO")),
    ],
    ids=["countries", "surnames", "types", "first names", "ministries of no country", "ids", "groups"],
)
def test_what_is_not_the_same(first: Who, second: Who) -> None:
    states = [Who("Țara RO", "Place")] if "Țara" in first.name else []
    found = people([first, *states], [second, *states])
    assert not any("actor-1" in m for cluster in links(found, "owl:sameAs") | links(found, "skos:closeMatch") for m in cluster)


def test_ministry_of_one_country_is_the_same() -> None:
    ministry = Who("Ministerul Apărării", "Organization", "RO")
    assert links(people([ministry], [ministry]), "owl:sameAs") == {frozenset({"1#actor-1", "2#actor-1"})}


@pytest.mark.parametrize(
    "names",
    [("Marcel Ciolacu", "Ion-Marcel Ciolacu"), ("Alexander Lukashenko", "Aleksandr Lukașenko"), ("Oleh Kiper", "Oleg Kiper")],
)
def test_names_spelt_otherwise_are_perhaps_the_same(names: tuple[str, str]) -> None:
    found = people([Who(names[0])], [Who(names[1])])
    assert links(found, "skos:closeMatch") == {frozenset({"1#actor-1", "2#actor-1"})}


def test_an_unlinked_name_goes_to_the_linked_actor_and_never_joins_two() -> None:
    graphs = [
        article("1", DAY, [Who("Ana Pop", country="RO", wikidata="Q1")]),
        article("2", DAY, [Who("Ana Pop", country="RO")]),
        article("3", DAY, [Who("Ana Pop", country="RO", wikidata="Q2")]),
    ]
    found = links(together(graphs), "owl:sameAs")
    assert len(found) == 1
    assert len(next(iter(found)) & {"wd-Q1", "wd-Q2"}) == 1


# ---- events


def killing(name: str, day: date | None, place: str = "Odesa", reprints: str | None = None, **rest: object) -> Graph:
    what = What("Killing", day=day, **rest)  # type: ignore[arg-type]
    who = [Who(place, "Place", role="place"), Who("civili", "PersonGroup", role="patient")]
    return article(name, DAY, who, [what], reprints)


def test_events_of_one_day_and_place_are_one_happening_with_their_claims_apart() -> None:
    found = together([killing("1", DAY, dead=3), killing("2", DAY, dead=5)])
    assert links(found, "kgo:account") == {frozenset({"1#event-1", "2#event-1"})}
    assert not [quad for quad in found if quad.subject.value.startswith("https://exemplu.ro/")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "other",
    [killing("2", DAY - timedelta(days=9)), killing("2", DAY, "Herson"), article("2", DAY, [], [What("Killing", day=DAY)])],
    ids=["another day", "another place", "nothing in common"],
)
def test_other_events_are_other_happenings(other: Graph) -> None:
    assert links(together([killing("1", DAY), other]), "kgo:account") == set()


def protest(name: str, **rest: object) -> Graph:
    return article(name, DAY, [Who("Cluj", "Place", role="place")], [What("Protest", "au protestat", **rest)])  # type: ignore[arg-type]


FRIDAYS, DAILY = "FREQ=WEEKLY;BYDAY=FR", "FREQ=DAILY"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"rule": FRIDAYS}, {"rule": FRIDAYS}, True),
        ({"rule": FRIDAYS}, {"rule": DAILY}, False),
        ({"rule": FRIDAYS}, {"day": DAY}, False),
        ({"rule": FRIDAYS, "day": DAY}, {"rule": FRIDAYS, "day": DAY}, True),
        ({"day": DAY}, {"day": DAY}, True),
    ],
)
def test_what_recurs_is_no_single_event_and_recurs_by_one_rule(
    first: dict[str, object], second: dict[str, object], *, same: bool
) -> None:
    found = together([protest("1", **first), protest("2", **second)])
    assert links(found, "kgo:account") == ({frozenset({"1#event-1", "2#event-1"})} if same else set())


def test_one_dated_event_keeps_a_habit_out_of_what_joins_both() -> None:
    graphs = [protest("1", rule=FRIDAYS), protest("2"), protest("3", day=DAY)]
    for order in permutations(graphs):
        (account,) = links(together(order), "kgo:account")
        assert not {"1#event-1", "3#event-1"} <= account


PLACE = Participant("place", "n:odesa")


def score(first: Sequence[Participant], second: Sequence[Participant], *, ahead: bool = False, **rest: object) -> float:
    """How alike a killing is to one of three weeks later that is told otherwise."""
    (event,) = read_article("https://exemplu.ro/1", killing("1", None)).events
    one = replace(event, participants=(PLACE, *first), published=DAY, context=frozenset())
    other = replace(one, participants=(PLACE, *second), article="2", text="2", published=DAY + timedelta(days=21))
    found = EventMatcher().compare(replace(one, is_ahead=ahead), replace(other, **rest), ())  # type: ignore[arg-type]
    assert found is not None
    return found.score


def test_a_group_may_be_whom_another_article_names_or_calls_otherwise() -> None:
    dead, people = Participant("patient", "g:morti:"), Participant("patient", "g:perso:")
    ana, radu = Participant("patient", "n:ana pop"), Participant("patient", "n:radu stan")
    assert score([dead], [ana]) > score([dead], [people]) > score([radu], [ana])


def test_what_is_ahead_is_at_no_day_shortly_before_its_article() -> None:
    assert score([], [], ahead=True) > score([], [])
    planned, done = protest("1", modality="planned"), protest("2")
    assert [read_article(name_of(g), g).events[0].is_ahead for g in (planned, done)] == [True, False]


def test_places_of_different_countries_speak_against_it_more_than_unknown_ones() -> None:
    turkey, vilnius = Participant("place", "gn-298795", "TR", is_country=True), Participant("place", "wd-Q216")
    one = EventMatcher().compare(visit(turkey), visit(vilnius), ())
    other = EventMatcher().compare(visit(turkey), visit(replace(vilnius, country="LT")), ())
    assert one
    assert other
    assert one.score > EventMatcher().least > other.score


def visit(place: Participant) -> EventRecord:
    quads = article(place.key, DAY, [Who("Ana Pop", role="agent")], [What("Visit", "a vizitat")])
    (event,) = read_article(name_of(quads), quads).events
    return replace(event, participants=(*event.participants, place))


def test_the_country_of_a_linked_actor_is_known_though_its_article_does_not_tell() -> None:
    quads = article("1", DAY, [Who("Vilnius", "Place", wikidata="Q216", role="place")], [What("Visit", "a vizitat")])
    (event,) = read_article(name_of(quads), quads).events
    assert [(p.key.rpartition("/")[2], p.country) for p in event.participants] == [("wd-Q216", "LT")]


def test_pairs_that_are_nearly_alike_speak_for_a_cluster() -> None:
    things = {1: "a", 2: "a", 3: "b", 4: "b"}
    alike: dict[Pair, tuple[float, tuple[str, ...]]] = {(1, 3): (0.55, ()), (1, 4): (0.55, ()), (2, 4): (0.5, ())}

    def roots(pairs: Mapping[Pair, tuple[float, tuple[str, ...]]]) -> set[int]:
        links = cluster(
            things,
            pairs,
            excludes=lambda *_: False,
            apart=lambda one, other: one != other,
            least=0.5,
            cohesion=0.3,
            order=lambda n: (False, "", str(n)),
        )
        return {link.root for link in links.values()}

    assert roots(alike) == {1, 2}
    assert roots(alike | {(2, 3): (0.3, ())}) == {1}


def test_statements_are_left_to_their_speakers() -> None:
    said = [article(n, DAY, [Who("Ana Pop", role="agent")], [What("Statement", "a declarat", DAY)]) for n in "12"]
    assert links(together(said), "kgo:account") == set()


def test_a_war_is_one_happening_however_far_apart_it_is_named() -> None:
    graphs = [
        article(n, DAY + timedelta(days=400 * int(n)), [Who("Rusia", "Organization", "RU"), Who("Kiev", "Place", "UA")])
        for n in "12"
    ]
    for n, quads in enumerate(graphs, start=1):
        state = next(q.subject for q in quads if q.predicate == term("kgo:countryCode") and q.object.value == "UA")  # type: ignore[union-attr]
        event = ox.NamedNode(f"https://exemplu.ro/{n}#event-1")
        graph = quads[0].graph_name
        for predicate, value in (("rdf:type", term("kgo:War")), ("kgo:reportedIn", graph), ("sem:hasPlace", state)):
            quads.append(ox.Quad(event, term(predicate), value, graph))  # type: ignore[arg-type]
    assert links(together(graphs), "kgo:account") == {frozenset({"1#event-1", "2#event-1"})}


def test_five_reprints_are_no_five_sources() -> None:
    reprints = [killing(n, DAY, reprints="1") for n in "2345"]
    assert links(together([killing("1", DAY), *reprints]), "kgo:account") == set()
    assert links(together(reprints), "kgo:account") == set()
    (happening,) = links(together([killing("1", DAY), *reprints, killing("6", DAY)]), "kgo:account")
    assert len(happening) == 6


def test_a_reprint_tells_of_what_its_original_tells_of_however_little_it_says() -> None:
    def told(name: str, reprints: str | None = None) -> Graph:
        return article(name, None, [], [What("Visit", "vizita")], reprints)

    assert links(together([told("1"), told("2")]), "kgo:account") == set()
    with open_state(None) as state:
        engine = Engine(state, Output(state, BASE, SAME))
        for quads in (told("1"), told("2", "1")):
            engine.add(read_article(name_of(quads), quads), "1")
        engine.settle()
        assert state.execute("SELECT count(DISTINCT root) FROM thing WHERE kind = 'event'").fetchone() == (1,)


def test_order_of_reprints_changes_nothing() -> None:
    graphs = [killing("1", DAY), killing("2", DAY, reprints="1"), killing("3", DAY)]
    expected = set(together(graphs))
    for order in permutations(graphs):
        assert set(together(order)) == expected


def test_what_one_article_tells_twice_does_not_weaken_what_another_tells() -> None:
    pairs = {(1, 3): (0.55, ()), (2, 3): (0.55, ())}

    def roots(things: dict[int, str]) -> list[int]:
        links = cluster(
            things,
            pairs,
            excludes=lambda *_: False,
            apart=lambda one, other: one != other,
            least=0.5,
            cohesion=0.3,
            order=lambda n: (False, "", str(n)),
        )
        return [links[n].root for n in sorted(things)]

    assert roots({1: "a", 2: "a", 3: "b"}) == [1, 1, 1]
    assert roots({1: "a", 2: "c", 3: "b"}) == [1, 2, 1]


# ---- runs


def archive(days: int, start: int = 0) -> list[Graph]:
    """Days of news: a minister who is always there, a new victim and a new attack each day, told twice."""
    graphs = []
    for n in range(start, start + days):
        day = DAY + timedelta(days=n)
        for outlet in "ab":
            who = [
                Who("Ana Pop", country="RO"),
                Who(f"Victor Nume{n}", country="RO", role="patient"),
                Who("Odesa", "Place", role="place"),
            ]
            graphs.append(article(f"{outlet}{n}", day, who, [What("Killing", day=day, dead=n + 1)]))
    return graphs


def test_order_of_articles_changes_nothing() -> None:
    graphs = archive(2)
    expected = set(together(graphs))
    assert expected
    for order in permutations(graphs):
        assert set(together(order)) == expected


def test_one_run_says_what_many_say() -> None:
    with open_state(None) as state:
        engine = Engine(state, Output(state, BASE, SAME))
        for quads in archive(4):
            engine.add(read_article(name_of(quads), quads), "1")
        engine.settle()
        at_once = "".join(engine.output.everything())
    assert set(ox.parse(at_once, format=ox.RdfFormat.N_QUADS)) == set(together(archive(4)))


def test_a_new_day_compares_no_more_pairs_in_a_longer_archive() -> None:
    compared = []
    for length in (3, 30):
        with open_state(None) as state:
            engine = Engine(state, Output(state, BASE, SAME))
            for quads in archive(length):
                engine.add(read_article(name_of(quads), quads), "1")
            engine.settle()
            before = engine.progress.compared
            for quads in archive(1, start=length):
                engine.add(read_article(name_of(quads), quads), "1")
            engine.settle()
            compared.append(engine.progress.compared - before)
    assert compared[0] > 0
    assert compared[1] <= compared[0]


def test_everything_conforms_to_the_shapes() -> None:
    assert validate(together(archive(3))).results == ()


# ---- stores and folders


def stored(graphs: Iterable[Graph], folder: Path, *, replace: bool = False) -> None:
    load(to_article_graphs(q for quads in graphs for q in quads), folder, replace=replace)


def in_store(folder: Path, graph: ox.NamedNode = GRAPH) -> Graph:
    return list(open_store(folder).quads_for_pattern(None, None, None, graph))


def test_store_gets_a_graph_of_its_own_and_keeps_the_others(tmp_path: Path) -> None:
    stored(archive(2), tmp_path / "s")
    before = {q for q in open_store(tmp_path / "s") if q.graph_name != GRAPH}
    summary = consolidate(tmp_path / "s")
    assert summary.added == len(in_store(tmp_path / "s")) > 0
    assert {q for q in open_store(tmp_path / "s") if q.graph_name != GRAPH} == before


def test_second_run_does_nothing(tmp_path: Path) -> None:
    stored(archive(2), tmp_path)
    consolidate(tmp_path)
    again = consolidate(tmp_path)
    assert (again.progress.articles, again.progress.compared, again.added, again.removed) == (0, 0, 0, 0)


def test_new_day_in_a_store_gives_what_all_at_once_gives(tmp_path: Path) -> None:
    for days, start in ((2, 0), (1, 2)):
        stored(archive(days, start), tmp_path)
        summary = consolidate(tmp_path)
    assert summary.progress.articles == 2
    assert links(in_store(tmp_path), "kgo:account") == links(together(archive(3)), "kgo:account")


def test_replaced_article_leaves_what_it_no_longer_belongs_to(tmp_path: Path) -> None:
    stored([killing("1", DAY), killing("2", DAY)], tmp_path)
    consolidate(tmp_path)
    stored([killing("2", DAY, "Herson")], tmp_path, replace=True)
    summary = consolidate(tmp_path)
    assert summary.progress.removed == 1
    assert links(in_store(tmp_path), "kgo:account") == set()
    stored([killing("2", DAY)], tmp_path, replace=True)
    consolidate(tmp_path)
    assert links(in_store(tmp_path), "kgo:account") == {frozenset({"1#event-1", "2#event-1"})}


def test_run_that_broke_off_before_the_store_was_written_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(archive(2), tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("kgbuild.consolidate.sources.StoreSource.write", _break)
        with pytest.raises(KeyboardInterrupt):
            consolidate(tmp_path)
    assert in_store(tmp_path) == []
    consolidate(tmp_path)
    assert links(in_store(tmp_path), "kgo:account") == links(together(archive(2)), "kgo:account")


def _break(*_: object) -> None:
    raise KeyboardInterrupt


def test_folder_gets_a_file_and_follows_its_files(tmp_path: Path) -> None:
    def write(name: str, graphs: Iterable[Graph]) -> None:
        (tmp_path / name).write_bytes(ox.serialize((q for quads in graphs for q in quads), format=ox.RdfFormat.N_QUADS) or b"")

    write("a.nq", archive(1))
    (tmp_path / "manifest.json").write_text("{}")
    write("b.nq", archive(1, start=1))
    consolidate(tmp_path)
    file = tmp_path / "consolidation.nq"
    whole = file.read_text()
    assert links(ox.parse(whole, format=ox.RdfFormat.N_QUADS), "kgo:account") == links(together(archive(2)), "kgo:account")
    assert consolidate(tmp_path).progress.articles == 0
    (tmp_path / "b.nq").unlink()
    assert consolidate(tmp_path).progress.removed == 2
    assert set(ox.parse(file.read_text(), format=ox.RdfFormat.N_QUADS)) == set(together(archive(1)))
    write("b.nq", archive(1, start=1))
    consolidate(tmp_path, anew=True)
    assert file.read_text() == whole


def write_shard(folder: Path, number: int, lines: bytes) -> None:
    """A shard as building a corpus writes it: a frame for each batch."""
    (folder / "shards").mkdir(exist_ok=True)
    (folder / f"shards/{number:05d}.nq.zst").write_bytes(zstandard.compress(lines))


def test_the_shards_of_a_corpus_are_a_folder_like_any_other(tmp_path: Path) -> None:
    def write(number: int, graphs: Iterable[Graph]) -> None:
        write_shard(tmp_path, number, ox.serialize((q for g in graphs for q in g), format=ox.RdfFormat.N_QUADS) or b"")

    write(0, archive(1))
    (tmp_path / "manifest.json").write_text("{}")
    Ledger(tmp_path / "ledger.sqlite").close()
    consolidate(tmp_path)
    file = tmp_path / "consolidation.nq"
    assert set(ox.parse(file.read_text(), format=ox.RdfFormat.N_QUADS)) == set(together(archive(1)))
    write(1, archive(1, start=1))
    assert consolidate(tmp_path).progress.articles == 2
    found = ox.parse(file.read_text(), format=ox.RdfFormat.N_QUADS)
    assert links(found, "kgo:account") == links(together(archive(2)), "kgo:account")
    assert len(shard_files(tmp_path)) == 2


def test_a_broken_shard_is_named(tmp_path: Path) -> None:
    write_shard(tmp_path, 0, b"no quads")
    with pytest.raises(InputError, match=r"00000\.nq\.zst"):
        consolidate(tmp_path)


def test_explanation_gives_the_reasons_of_each_merge(tmp_path: Path) -> None:
    stored(archive(1), tmp_path)
    consolidate(tmp_path)
    rows = [json.loads(line) for line in explain(tmp_path)]
    ana = next(row for row in rows if row["member"] == "https://exemplu.ro/a0#actor-1")
    assert ana["as"] == term("owl:sameAs").value
    assert "same country RO (+0.15)" in ana["reasons"]
    assert all(row["reasons"] for row in rows)


def test_folder_without_graphs_and_another_base_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="neither a store nor an RDF file"):
        consolidate(tmp_path)
    stored(archive(1), tmp_path)
    consolidate(tmp_path)
    with pytest.raises(StoreError, match="keep to that, or add --anew"):
        consolidate(tmp_path, base="https://exemplu.ro/id/")


def test_store_in_use_and_memory_that_cannot_be_made_are_told(tmp_path: Path) -> None:
    stored(archive(1), tmp_path)
    store = open_store(tmp_path, writable=True)
    with pytest.raises(StoreError, match="in use by another process"):
        consolidate(tmp_path)
    del store
    (tmp_path / "consolidation.sqlite").mkdir()
    with pytest.raises(StoreError, match="cannot be used"):
        consolidate(tmp_path)


def test_memory_of_another_kind_is_refused(tmp_path: Path) -> None:
    stored(archive(1), tmp_path)
    (tmp_path / "consolidation.sqlite").write_text("altceva, nu o bază de date" * 50)
    with pytest.raises(StoreError, match="cannot be used"):
        consolidate(tmp_path)


# ---- questions


def answers(name: str, quads: Graph, **values: str) -> list[dict[str, str]]:
    answer = ask(to_dataset(quads), question(name).bind(values))
    assert isinstance(answer, ox.QuerySolutions)
    names = [v.value for v in answer.variables]
    return [{n: value.value for n in names if isinstance(value := row[n], ox.Literal)} for row in answer]


def whole(graphs: Sequence[Graph]) -> Graph:
    return [*(q for quads in graphs for q in quads), *together(graphs)]


def test_question_who_says_what_lists_each_articles_claims() -> None:
    rows = answers("who-says-what", whole([killing("1", DAY, dead=3), killing("2", DAY, polarity="negated")]), about="odesa")
    assert [(row["headline"], row["status"]) for row in rows] == [("Titlul 1", "actual"), ("Titlul 2", "denied")]


def test_question_of_casualties_gives_figures_in_order_of_publication() -> None:
    later = article(
        "1",
        DAY + timedelta(days=1),
        [Who("Odesa", "Place", role="place"), Who("civili", "PersonGroup", role="patient")],
        [What("Killing", day=DAY, dead=5)],
    )
    rows = answers("casualties-across", whole([later, killing("2", DAY, dead=3)]))
    assert [(row["published"], row["at_least"]) for row in rows] == [("2025-03-10", "3"), ("2025-03-11", "5")]


def test_question_of_disagreements_finds_denials_and_figures() -> None:
    (row,) = answers("disagreements", whole([killing("1", DAY, dead=3), killing("2", DAY, dead=5)]))
    assert (row["figure"], row["other_figure"]) == ("3", "5")
    (row,) = answers("disagreements", whole([killing("1", DAY), killing("2", DAY, polarity="negated")]))
    assert (row["status"], row["other_status"]) == ("affirmed", "negated")
    assert answers("disagreements", whole([killing("1", DAY, dead=3), killing("2", DAY, dead=3)])) == []


def test_questions_across_articles_count_reprints_once() -> None:
    graphs = whole([killing("1", DAY, dead=3), killing("2", DAY, reprints="1", dead=3), killing("3", DAY, dead=5)])
    assert [row["headline"] for row in answers("who-says-what", graphs)] == ["Titlul 1", "Titlul 3"]
    assert [row["at_least"] for row in answers("casualties-across", graphs)] == ["3", "5"]
    assert len(answers("disagreements", graphs)) == 1
    (row,) = answers("places", graphs)
    assert (row["where"], row["events"]) == ("Odesa", "2")


def test_a_reprint_whose_original_is_not_there_counts() -> None:
    (row,) = answers("places", killing("2", DAY, reprints="1"))
    assert row["events"] == "1"


def test_question_of_same_actors_says_how_sure_and_why() -> None:
    rows = answers("same-actors", whole([article(n, DAY, [Who("Ana Pop", country="RO")]) for n in "12"]))
    assert [(row["actor"], row["as"]) for row in rows] == [("Ana Pop", "the same")] * 2
    assert "same country RO" in rows[0]["why"]
