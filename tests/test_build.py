import gc
import os
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
from tests.conftest import ROOT, SHARED

from kgbuild.articles import read_article
from kgbuild.build import Failure, KnowledgeGraph, Settings, build, build_many
from kgbuild.vocab import PREFIXES

GOLD = sorted(p for p in SHARED.glob("gold/*/*.txt") if not p.name.endswith(".sents.txt"))
GOLDEN = ROOT / "tests" / "golden" / "mesaj-anul-nou.ttl"
NIF = PREFIXES["nif"]


def quoted(graph: KnowledgeGraph) -> dict[str, dict[str, str]]:
    """Offsets and words of everything that quotes the text, by node."""
    nodes: dict[str, dict[str, str]] = {}
    for quad in graph.quads:
        wanted = quad.predicate.value in {NIF + "beginIndex", NIF + "endIndex", NIF + "anchorOf"}
        if wanted and isinstance(quad.object, ox.Literal):
            nodes.setdefault(str(quad.subject), {})[quad.predicate.value.removeprefix(NIF)] = quad.object.value
    return nodes


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_quotations_are_the_text_at_their_offsets(path: Path) -> None:
    graph = build(path)
    text = read_article(path).text
    assert [q.object for q in graph.quads if q.predicate.value == NIF + "isString"] == [ox.Literal(text)]
    nodes = quoted(graph)
    assert nodes
    for found in nodes.values():
        assert found["anchorOf"] == text[int(found["beginIndex"]) : int(found["endIndex"])]


def test_example_gives_the_graph_that_is_kept(example: Path, request: pytest.FixtureRequest) -> None:
    turtle = build(example).turtle()
    if request.config.getoption("--update-golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(turtle, encoding="utf-8")
    if not GOLDEN.exists():
        pytest.skip("there is no golden file yet; pytest --update-golden writes it")
    assert turtle == GOLDEN.read_text(encoding="utf-8"), (
        "run pytest --update-golden if the change is meant, and read the difference"
    )


def test_title_line_of_its_own_gives_the_same_graph(shared: Path, example: Path) -> None:
    ours = build(example).turtle().replace('"mesaj-anul-nou"', '"000"')
    assert ours == build(shared / "gold" / "dev" / "000.txt").turtle()


def test_what_a_time_counted_from_an_event_puts_ahead_is_planned(tmp_path: Path) -> None:
    path = tmp_path / "acord.txt"
    path.write_text(
        "date 2024-01-10\nAcord după summit\n\n"
        "Summitul are loc pe 8 ianuarie 2024. La trei luni după summit, Franța a semnat acordul cu Germania.\n",
        encoding="utf-8",
    )
    graph = build(path)
    assert graph.report.results == ()
    kgo = PREFIXES["kgo"]
    april = {str(q.subject) for q in graph.quads if q.predicate.value == kgo + "earliest" and "2024-04" in str(q.object)}
    ahead = {q.subject for q in graph.quads if q.predicate.value == PREFIXES["sem"] + "hasTime" and str(q.object) in april}
    claims = {q.subject for q in graph.quads if q.predicate.value == kgo + "content" and q.object in ahead}
    modalities = {q.object for q in graph.quads if q.subject in claims and q.predicate.value == kgo + "modality"}
    assert modalities == {ox.NamedNode(kgo + "planned")}


def test_base_and_text_can_be_chosen(example: Path) -> None:
    graph = build(example, Settings(base="https://exemplu.ro/kg/", text=False))
    iris = {str(q.subject) for q in graph.quads}
    assert all(iri.startswith("<https://exemplu.ro/kg/") for iri in iris)
    assert NIF + "isString" not in {q.predicate.value for q in graph.quads}


def test_each_article_has_a_graph_of_its_own(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Titlul {name}\n\nPremierul a plecat la Paris.", encoding="utf-8")
    (tmp_path / "c.txt").touch()
    first, second, failure = build_many([tmp_path])
    assert isinstance(first, KnowledgeGraph)
    assert isinstance(second, KnowledgeGraph)
    assert isinstance(failure, Failure)
    assert {q.graph_name for q in first.quads}.isdisjoint({q.graph_name for q in second.quads})
    assert str(failure).endswith("c.txt: is empty")


def tell_of_collector(_article: object, settings: Settings) -> tuple[int, int, int]:
    """Stand in for `kgbuild.build.attempt`: say how the process that an article comes to collects garbage."""
    del settings
    return gc.get_threshold()[0], gc.get_freeze_count(), os.getpid()


def test_the_collector_looks_seldom_and_never_at_what_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # In a process of its own: what the collector passes over here would outlive the other tests.
    path = tmp_path / "a.txt"
    path.write_text("Titlul\n\nPremierul a plecat la Paris.", encoding="utf-8")
    monkeypatch.setattr("kgbuild.build.attempt", tell_of_collector)
    [told] = build_many([path], workers=2)
    threshold, frozen, process = cast("tuple[int, int, int]", told)
    assert process != os.getpid()
    assert threshold > 700
    assert frozen > 0
