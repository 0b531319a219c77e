"""`kgbuild load` and `kgbuild query` with a store: what they say, and with which status they end."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads
from tests.stores.servers import Oxigraph, free_port

from kgbuild.cli import run


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graf.nq"
    path.write_bytes(ox.serialize(sample_quads(), format=ox.RdfFormat.N_QUADS) or b"")
    return path


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The same article, whose text now says of somebody else's guns."""
    path = tmp_path / "alt.nq"
    path.write_text("".join(f"{q} .\n" for q in sample_quads()).replace('"a atacat"', '"a lovit"'), encoding="utf-8")
    return path


@pytest.mark.parametrize("target", ["store", "endpoint"])
def test_load_again_refuse_and_replace(
    graph: Path, changed: Path, tmp_path: Path, oxigraph: Oxigraph, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    where = str(tmp_path / "magazie") if target == "store" else f"{oxigraph.url}/store"
    steps = [
        (graph, [], 0, "1 article added, 0 replaced, 0 unchanged; "),
        (graph, [], 0, "0 articles added, 0 replaced, 1 unchanged; 0 statements written"),
        (changed, [], 1, f"not loaded: holds a different graph of {ARTICLE_IRI}; load with --replace"),
        (changed, ["--replace"], 0, "replaced; 1 claim added, 1 dropped"),
    ]
    for file, options, status, message in steps:
        assert run(["load", str(file), f"--{target}", where, *options]) == status
        said = capsys.readouterr()
        assert message in said.err
        assert said.out == ""
    assert "+ Assault “a lovit” on the word of Kim Jong Un (negated, actual)" in said.err
    assert "- Assault “a atacat” on the word of Kim Jong Un (negated, actual)" in said.err


def test_load_rearranges_a_store_and_no_endpoint(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "magazie"
    assert run(["load", str(graph), "--store", str(store), "--optimize"]) == 0
    said = capsys.readouterr().err
    assert f"{store}: rearranging it for faster answers\n" in said
    assert "1 article added" in said
    assert run(["load", str(graph), "--endpoint", "http://127.0.0.1:9/store", "--optimize"]) == 2
    assert "--optimize is for --store" in capsys.readouterr().err


def test_query_an_endpoint(graph: Path, oxigraph: Oxigraph, capsys: pytest.CaptureFixture[str]) -> None:
    run(["load", str(graph), "--endpoint", f"{oxigraph.url}/store"])
    assert run(["query", "--endpoint", f"{oxigraph.url}/query", "--name", "killed"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].startswith("whom,did,at_least")
    assert "militari,au fost uciși,9" in out


def test_query_an_endpoint_shows_the_place_of_a_mistake(oxigraph: Oxigraph, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--endpoint", f"{oxigraph.url}/query", "SELECT ?a WHERE ("]) == 2
    assert "not valid SPARQL at line 1, column 17" in capsys.readouterr().err


def test_load_names_what_is_not_loaded(graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    url = f"http://127.0.0.1:{free_port()}/store"
    assert run(["load", str(graph), "--endpoint", url]) == 2
    said = capsys.readouterr().err
    assert f"{url}: not loaded: {ARTICLE_IRI}\n" in said
    assert f"{url}: cannot be reached, tried 5 times" in said
