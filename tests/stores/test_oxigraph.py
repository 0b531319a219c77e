"""The embedded store: whole articles or nothing, again changes nothing, and one clear line when it cannot be."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads

from kgbuild.errors import StoreError
from kgbuild.query import ask
from kgbuild.stores.oxigraph import LoadReport, load, open_store


def as_stored(quads: list[ox.Quad]) -> set[ox.Quad]:
    """Quads with their numbers as Oxigraph keeps them."""
    memory = ox.Store()
    memory.extend(quads)
    return set(memory)


def stored(directory: Path) -> set[ox.Quad]:
    return set(open_store(directory))


def changed() -> list[ox.Quad]:
    """The sample's graph with another headline and one triple more."""
    headline = ox.NamedNode("https://schema.org/headline")
    article = ox.NamedNode(ARTICLE_IRI)
    kept = [q for q in sample_quads() if q.predicate != headline]
    return [*kept, ox.Quad(article, headline, ox.Literal('„Altul” "\\\n', language="ro"), article)]


def test_load_makes_a_store_of_named_graphs(tmp_path: Path) -> None:
    assert load(sample_quads(), tmp_path / "nou") == LoadReport((ARTICLE_IRI,), (), (), len(sample_quads()))
    assert stored(tmp_path / "nou") == as_stored(sample_quads())


def test_load_twice_changes_nothing(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    assert load(sample_quads(), tmp_path) == LoadReport((), (), (ARTICLE_IRI,), 0)
    assert stored(tmp_path) == as_stored(sample_quads())


def test_load_finds_the_graph_of_triples(tmp_path: Path) -> None:
    load((ox.Quad(q.subject, q.predicate, q.object) for q in sample_quads()), tmp_path)
    assert stored(tmp_path) == as_stored(sample_quads())


def test_load_refuses_another_graph_of_the_same_article(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    new = ox.NamedNode("https://exemplu.ro/2")
    with pytest.raises(StoreError, match=f"different graph of {ARTICLE_IRI}: load with --replace"):
        load([*changed(), ox.Quad(new, new, new, new)], tmp_path)
    assert stored(tmp_path) == as_stored(sample_quads())


def test_load_replaces_a_graph_when_told(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    assert load(changed(), tmp_path, replace=True) == LoadReport((), (ARTICLE_IRI,), (), 1)
    assert stored(tmp_path) == as_stored(changed())


def test_load_adds_what_belongs_to_no_article_to_the_default_graph(tmp_path: Path) -> None:
    lonely = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "abc"))
    load([lonely], tmp_path)
    assert load([lonely], tmp_path) == LoadReport((), (), (), 0)
    assert stored(tmp_path) == {lonely}


def test_load_of_a_broken_input_loads_nothing(tmp_path: Path) -> None:
    def breaking() -> Iterator[ox.Quad]:
        yield from sample_quads()
        raise KeyboardInterrupt

    load([], tmp_path)
    with pytest.raises(KeyboardInterrupt):
        load(breaking(), tmp_path)
    assert stored(tmp_path) == set()


def test_store_is_asked_like_files(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    assert bool(ask(open_store(tmp_path), f"ASK {{ GRAPH <{ARTICLE_IRI}> {{ ?event a kgo:Killing }} ?any a kgo:Killing }}"))


def test_open_store_says_that_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here: make one with"):
        open_store(tmp_path / "lipsa")
    assert not (tmp_path / "lipsa").exists()
    with pytest.raises(StoreError, match="there is no store here"):
        open_store(tmp_path)


@pytest.mark.parametrize("writable", [False, True])
def test_open_store_leaves_a_foreign_folder_alone(tmp_path: Path, writable: bool) -> None:
    (tmp_path / "note.txt").write_text("altceva", encoding="utf-8")
    with pytest.raises(StoreError, match="no Oxigraph store"):
        open_store(tmp_path, writable=writable)
    assert [p.name for p in tmp_path.iterdir()] == ["note.txt"]


def test_open_store_refuses_a_file(tmp_path: Path) -> None:
    path = tmp_path / "fisier"
    path.write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="a store is a folder and this is a file"):
        open_store(path, writable=True)


def test_open_store_refuses_damaged_files_in_one_line(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    (tmp_path / "CURRENT").write_text("stricat\n", encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        open_store(tmp_path)
    assert "\n" not in str(raised.value)


def test_load_refuses_a_folder_it_cannot_make() -> None:
    with pytest.raises(StoreError, match="cannot open or write the store"):
        load(sample_quads(), Path("/proc/kgbuild/magazie"))


def test_load_refuses_a_store_in_use(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    code = "import sys, pyoxigraph; store = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match="in use by another process"):
            load(sample_quads(), tmp_path)
        assert stored(tmp_path) == as_stored(sample_quads())
