"""The embedded store: whole articles or nothing, again changes nothing, and one clear line when it cannot be."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads

from kgbuild.errors import InputError, StoreError
from kgbuild.query import ask
from kgbuild.serialize.graph_files import as_stored, read_article_graphs, to_article_graphs
from kgbuild.stores.loading import LoadReport, revision_record
from kgbuild.stores.oxigraph import load as load_graphs
from kgbuild.stores.oxigraph import open_store, optimize

ARTICLE = ox.NamedNode(ARTICLE_IRI)


def load(quads: Iterable[ox.Quad], directory: Path, *, replace: bool = False) -> LoadReport:
    return load_graphs(to_article_graphs(quads), directory, replace=replace)


def stored(directory: Path) -> set[ox.Quad]:
    return set(open_store(directory))


def changed() -> list[ox.Quad]:
    """The sample's graph with another headline and one triple more."""
    headline = ox.NamedNode("https://schema.org/headline")
    article = ox.NamedNode(ARTICLE_IRI)
    kept = [q for q in sample_quads() if q.predicate != headline]
    return [*kept, ox.Quad(article, headline, ox.Literal('„Altul” "\\\n', language="ro"), article)]


def test_load_makes_a_store_of_named_graphs(tmp_path: Path) -> None:
    assert load(sample_quads(), tmp_path / "nou") == LoadReport(added=[ARTICLE_IRI], statements=len(sample_quads()))
    assert stored(tmp_path / "nou") == as_stored(sample_quads())


def test_optimize_leaves_fewer_files_and_the_same_quads(tmp_path: Path) -> None:
    for quads in (sample_quads()[:100], sample_quads()[:200], sample_quads()):
        load(quads, tmp_path)
    files, held = len(list(tmp_path.glob("*.sst"))), stored(tmp_path)
    optimize(tmp_path)
    assert 0 < len(list(tmp_path.glob("*.sst"))) < files
    assert stored(tmp_path) == held == as_stored(sample_quads())


def test_load_twice_changes_nothing(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    assert load(sample_quads(), tmp_path) == LoadReport(unchanged=[ARTICLE_IRI])
    assert stored(tmp_path) == as_stored(sample_quads())


def test_load_finds_the_graph_of_triples(tmp_path: Path) -> None:
    load((ox.Quad(q.subject, q.predicate, q.object) for q in sample_quads()), tmp_path)
    assert stored(tmp_path) == as_stored(sample_quads())


def test_load_refuses_another_graph_of_the_same_article_and_loads_the_others(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    new = ox.NamedNode("https://exemplu.ro/2")
    other = ox.Quad(new, new, new, new)
    assert load([*changed(), other], tmp_path) == LoadReport(added=[new.value], refused=[ARTICLE_IRI], statements=1)
    assert stored(tmp_path) == as_stored([*sample_quads(), other])


def test_load_replaces_a_graph_when_told_and_keeps_a_record_of_the_old_one(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    report = load(changed(), tmp_path, replace=True)
    assert [r.article for r in report.replaced] == [ARTICLE_IRI]
    assert report.statements == 1
    record = revision_record(ARTICLE, as_stored(sample_quads()))
    assert stored(tmp_path) == as_stored([*changed(), *record])
    assert load(changed(), tmp_path, replace=True) == LoadReport(unchanged=[ARTICLE_IRI])


def test_record_of_an_old_version_gives_its_hash(tmp_path: Path) -> None:
    load(sample_quads(), tmp_path)
    load(changed(), tmp_path, replace=True)
    question = "ASK { ?article prov:wasRevisionOf [ kgo:contentHash ?hash ; prov:wasGeneratedBy ?run ] . ?run a prov:Activity }"
    assert bool(ask(open_store(tmp_path), question))


def test_load_completes_a_part_of_a_graph(tmp_path: Path) -> None:
    load(sample_quads()[:50], tmp_path)
    assert load(sample_quads(), tmp_path).added == [ARTICLE_IRI]
    assert stored(tmp_path) == as_stored(sample_quads())


def test_graphs_wait_for_one_another_when_an_article_comes_twice(tmp_path: Path) -> None:
    report = load_graphs([*to_article_graphs(sample_quads()), *to_article_graphs(changed())], tmp_path)
    assert (report.added, report.refused) == ([ARTICLE_IRI], [ARTICLE_IRI])
    assert stored(tmp_path) == as_stored(sample_quads())


def test_process_killed_in_the_middle_leaves_whole_articles(tmp_path: Path) -> None:
    file, store = tmp_path / "grafuri.nq", tmp_path / "magazie"
    article = sorted(f"{quad} .\n" for quad in sample_quads())
    names = [f"https://exemplu.ro/{number}" for number in range(80)]
    file.write_text("".join(line.replace(ARTICLE_IRI, name) for name in names for line in article), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from kgbuild.serialize.graph_files import read_article_graphs as read\n"
        "from kgbuild.stores.oxigraph import load\n"
        "load(read([Path(sys.argv[1])]), Path(sys.argv[2]), batch=300_000, done=lambda g: print(g.name.value, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", code, file, store], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.kill()
    left = stored(store)
    whole = {name for name in names if ox.NamedNode(name) in {quad.graph_name for quad in left}}
    assert 0 < len(whole) < len(names)
    assert len(left) == len(whole) * len(article)
    report = load_graphs(read_article_graphs([file]), store)
    assert (len(report.added), len(report.unchanged)) == (len(names) - len(whole), len(whole))
    assert len(stored(store)) == len(names) * len(article)


def test_load_removes_what_a_killed_one_has_left(tmp_path: Path) -> None:
    load([], tmp_path)
    (tmp_path / "bulk-123.sst").touch()
    load(sample_quads(), tmp_path)
    assert not list(tmp_path.glob("bulk-*"))


def test_load_of_a_broken_file_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "graf.nq"
    lines = [f"{quad} .\n" for quad in sample_quads()]
    lines[40] = lines[40].replace(" <", " <not an iri", 1)
    file.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"graf.nq: line 41: not valid N-Quads"):
        load_graphs(read_article_graphs([file]), tmp_path / "magazie")
    assert stored(tmp_path / "magazie") == set()


def test_load_adds_what_belongs_to_no_article_to_the_default_graph(tmp_path: Path) -> None:
    lonely = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "abc"))
    load([lonely], tmp_path)
    assert load([lonely], tmp_path) == LoadReport()
    assert stored(tmp_path) == {lonely}


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
