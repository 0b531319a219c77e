"""The explorer's catalogue: what it finds and in which order, and that it follows the store."""

import asyncio
import os
import sqlite3
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads

from kgbuild.errors import StoreError
from kgbuild.serialize.graph_files import to_article_graphs
from kgbuild.server.explorer.catalog import FILE_NAME, lookups
from kgbuild.server.explorer.catalog.keeping import distrust, make, refresh
from kgbuild.server.explorer.catalog.lookups import Filter, Found
from kgbuild.server.explorer.catalog.upkeep import Upkeep
from kgbuild.server.explorer.catalog.words import expression
from kgbuild.stores.oxigraph import load, open_store
from kgbuild.vocab import BASE, PREFIXES

KOREA = f"{BASE}place/gn-1873107"
RUSSIA = f"{BASE}place/gn-2017370"
LATER = f"{BASE}article/mai-nou"


def graph(**changes: str) -> list[ox.Quad]:
    """The sample's graph, with words changed."""
    lines = to_article_graphs(sample_quads())[0].to_nquads().decode()
    for old, new in changes.items():
        lines = lines.replace({"iri": ARTICLE_IRI, "day": "2025-12-27", "title": "confirmă trupele"}.get(old, old), new)
    return list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def put(quads: list[ox.Quad], directory: Path) -> None:
    load(to_article_graphs(quads), directory, replace=True)


def follow(directory: Path) -> Path:
    """The catalogue, brought to what the store holds."""
    assert refresh(directory, directory / FILE_NAME, 60).complete
    return directory / FILE_NAME


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample and a later article that tells the same."""
    directory = tmp_path_factory.mktemp("catalog")
    put(graph() + graph(iri=LATER, day="2026-02-03", title="confirmă ţara şi"), directory)
    return directory


@pytest.fixture(scope="module")
def catalog(store: Path) -> Path:
    return follow(store)


def iris(found: list[Found]) -> list[str]:
    return [one.iri for one in found]


class TestLookups:
    def test_latest_come_first(self, catalog: Path) -> None:
        assert lookups.latest(catalog, 10, 0) == [LATER, ARTICLE_IRI]
        assert lookups.latest(catalog, 10, 1) == [ARTICLE_IRI]
        assert lookups.actor_articles(catalog, KOREA, 1) == [LATER]
        assert lookups.actor_articles(catalog, f"{ARTICLE_IRI}#actor-3", 5) == [ARTICLE_IRI]
        assert (lookups.counts(catalog).articles, lookups.counts(catalog).events) == (2, 20)

    def test_events_by_role(self, catalog: Path) -> None:
        found = lookups.events_of(catalog, KOREA, "agent", 50)
        assert [one.article for one in found] == [LATER] * (len(found) // 2) + [ARTICLE_IRI] * (len(found) // 2)
        assert lookups.events_of(catalog, KOREA, "agent", 2, 2) == found[2:4]
        assert iris(lookups.events_of(catalog, RUSSIA, "undergone", 50)) == [f"{LATER}#event-6", f"{ARTICLE_IRI}#event-6"]
        assert f"{LATER}#event-2" in iris(lookups.events_of(catalog, RUSSIA, "place", 50))
        assert f"{LATER}#event-5" in iris(lookups.events_of(catalog, KOREA, "source", 50))

    def test_companions_and_actors_of_articles(self, catalog: Path) -> None:
        assert (RUSSIA, 2) in [(one.iri, one.count) for one in lookups.others(catalog, KOREA, 100, 20)]
        assert (KOREA, 2) in [(one.iri, one.count) for one in lookups.actors_of(catalog, [LATER, ARTICLE_IRI], 20)]
        assert dict(lookups.kinds(catalog, [LATER]))[f"{PREFIXES['plover']}AID"] == 1

    def test_relation_told_twice_is_one(self, catalog: Path) -> None:
        found = {one.iri: (one.count, one.first) for one in lookups.relations_of(catalog, KOREA, 20)}
        assert found == {f"{LATER}#relation-{number}": (2, ARTICLE_IRI) for number in (1, 2)}

    @pytest.mark.parametrize(
        ("wanted", "events"),
        [
            (Filter(concept=f"{PREFIXES['plover']}AID", article=LATER), {6}),
            (Filter(actor="kim jong", article=LATER), {7, 9}),
            (Filter(actor="jong rusia", article=LATER), set()),
            (Filter(source="AGERP", article=LATER), {2, 3}),
            (Filter(source="...", article=LATER), set()),
            (Filter(first="2025-12-20", last="2025-12-31", article=ARTICLE_IRI), {7}),
            (Filter(about=RUSSIA, latest=1), {6}),
            (Filter(about=RUSSIA, latest=1, before=2), set()),
        ],
    )
    def test_filters(self, catalog: Path, wanted: Filter, events: set[int]) -> None:
        assert {int(iri.rpartition("-")[2]) for iri in iris(lookups.choose(catalog, wanted, 100))} == events

    def test_events_with_a_time_come_by_that_time(self, catalog: Path) -> None:
        found = iris(lookups.choose(catalog, Filter(article=ARTICLE_IRI), 100, having="time"))
        assert found == [f"{ARTICLE_IRI}#event-{number}" for number in (7, 9, 4)]
        placed = iris(lookups.choose(catalog, Filter(article=ARTICLE_IRI), 100, having="place"))
        assert placed == [f"{ARTICLE_IRI}#event-2"]


class TestSearch:
    @pytest.mark.parametrize("words", ["țară", "ţară", "TARA", "tara", "t\u0326ara\u0306", "ta conf"])
    def test_titles_are_found_whatever_the_diacritics(self, catalog: Path, words: str) -> None:
        assert lookups.search_titles(catalog, words, 10, 0) == [LATER]

    def test_names(self, catalog: Path) -> None:
        shared, own = lookups.search_actors(catalog, "phenian", 10)
        assert [(one.iri, one.article, one.count) for one in shared] == [(KOREA, LATER, 2)]
        assert own == []
        shared, own = lookups.search_actors(catalog, "SOLDAȚI", 10)
        assert [one.article for one in own] == [LATER, ARTICLE_IRI]

    @pytest.mark.parametrize(
        ("words", "number"),
        [("obuze furniz", 1), ('"obuze de artilerie"', 1), ('"artilerie de obuze"', 0), ("„obuze de”", 1), ("obuze nicăieri", 0)],
    )
    def test_sentences(self, catalog: Path, words: str, number: int) -> None:
        found = lookups.search_sentences(catalog, words, 10, 0)
        assert [one.article for one in found] == [LATER, ARTICLE_IRI][: 2 * number]
        assert all("#char=" in one.iri for one in found)

    @pytest.mark.parametrize("words", ['"', "' OR 1=1 --", "NEAR(a b)", "text:x", "a*b^c", "(", "\x00", "-", "„"])
    def test_what_people_type_is_no_expression(self, catalog: Path, words: str) -> None:
        assert lookups.search_titles(catalog, words, 10, 0) in ([], [LATER, ARTICLE_IRI], [LATER], [ARTICLE_IRI])
        assert lookups.choose(catalog, Filter(actor=words), 10) is not None

    def test_no_words(self, catalog: Path) -> None:
        assert expression("…") == ""
        assert lookups.choose(catalog, Filter(actor="…"), 10) == []


class TestFollowing:
    def test_new_replaced_and_deleted_articles(self, tmp_path: Path) -> None:
        put(graph(), tmp_path)
        file = follow(tmp_path)
        put(graph(iri=LATER, day="2026-02-03"), tmp_path)
        follow(tmp_path)
        assert lookups.latest(file, 10, 0) == [LATER, ARTICLE_IRI]
        put(graph(title="neagă orice"), tmp_path)
        follow(tmp_path)
        assert lookups.search_titles(file, "neaga", 10, 0) == [ARTICLE_IRI]
        assert lookups.search_titles(file, "confirma", 10, 0) == [LATER]
        open_store(tmp_path, writable=True).update(f"DROP GRAPH <{ARTICLE_IRI}>")
        follow(tmp_path)
        assert lookups.latest(file, 10, 0) == [LATER]
        assert [one.count for one in lookups.search_actors(file, "phenian", 10)[0]] == [1]
        assert {one.article for one in lookups.search_sentences(file, "obuze", 10, 0)} == {LATER}
        assert {one.article for one in lookups.choose(file, Filter(), 100)} == {LATER}

    def test_all_is_read_again_when_anything_may_have_changed(self, tmp_path: Path) -> None:
        put(graph(), tmp_path)
        file = follow(tmp_path)
        changed = "DELETE { GRAPH ?g { ?a schema:headline ?t } } INSERT { GRAPH ?g { ?a schema:headline 'Altul' } } "
        where = "WHERE { GRAPH ?g { ?a schema:headline ?t } }"
        open_store(tmp_path, writable=True).update(changed + where, prefixes=PREFIXES)
        distrust(file)
        assert lookups.search_titles(file, "confirma", 10, 0) == [ARTICLE_IRI], "until it is read, the old stays"
        follow(tmp_path)
        assert lookups.search_titles(file, "altul", 10, 0) == [ARTICLE_IRI]

    def test_stops_in_time_and_goes_on(self, store: Path, tmp_path: Path) -> None:
        file = tmp_path / FILE_NAME
        assert (refresh(store, file, 0).done, lookups.latest(file, 10, 0)) == (0, [])
        assert refresh(store, file, 60).complete
        assert len(lookups.latest(file, 10, 0)) == 2

    def test_catalogue_of_another_layout_is_made_anew(self, store: Path, tmp_path: Path) -> None:
        file = tmp_path / FILE_NAME
        refresh(store, file, 60)
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 99")
        connection.close()
        assert refresh(store, file, 60).complete
        assert len(lookups.latest(file, 10, 0)) == 2

    def test_broken_catalogue_is_told(self, store: Path, tmp_path: Path) -> None:
        file = tmp_path / FILE_NAME
        file.write_bytes(b"kein SQLite" * 1000)
        with pytest.raises(StoreError, match="delete it"):
            refresh(store, file, 60)
        with pytest.raises(StoreError, match="delete it"):
            lookups.latest(file, 10, 0)
        make(file)
        assert lookups.latest(file, 10, 0) == []

    def test_store_that_cannot_be_written_has_its_catalogue_elsewhere(self, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)

        async def opened() -> Path:
            upkeep = Upkeep(store)
            upkeep.start()
            while await upkeep.progress():
                pass
            assert lookups.latest(upkeep.file, 10, 0)[0] == LATER
            upkeep.close()
            return upkeep.file

        file = asyncio.run(opened())
        assert file.parent != store
        assert not file.exists()
