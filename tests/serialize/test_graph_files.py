"""Graphs of articles in files: in stretches where that is certain, else read whole; the same graphs either way."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads

from kgbuild.errors import InputError
from kgbuild.serialize.graph_files import ArticleGraph, Stretch, as_stored, read_article_graphs, to_article_graphs

ONE, TWO = "https://exemplu.ro/1", "https://exemplu.ro/2"
LONG = "x" * 300_000


def quad(graph: str, text: str = "a b") -> str:
    return f'<{graph}> <https://exemplu.ro/p> "{text}" <{graph}> .\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "graf.nq"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def everything(graphs: Sequence[ArticleGraph]) -> set[ox.Quad]:
    return {found for graph in graphs for found in graph.quads()}


@pytest.mark.parametrize(
    "text",
    [
        quad(ONE) + quad(ONE, "<c> <d> .") + quad(TWO),
        quad(ONE, LONG) + quad(ONE) + quad(TWO, LONG),
        quad(ONE, "\\n") + f"_:b <{ONE}> <{TWO}> <{ONE}> .\n" + f"<{ONE}> <{ONE}> <{ONE}> <{TWO}> .\n",
    ],
)
def test_stretches_stay_in_the_file(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    graphs = read_article_graphs([path])
    assert [(g.name, isinstance(g.lines, Stretch)) for g in graphs] == [(ox.NamedNode(ONE), True), (ox.NamedNode(TWO), True)]
    assert b"".join(g.to_nquads() for g in graphs) == text.encode()
    assert sum(g.size for g in graphs) == text.count("\n")
    assert all(g.length == len(g.to_nquads()) for g in graphs)


@pytest.mark.parametrize(
    "text",
    [
        quad(ONE) + quad(TWO) + quad(ONE, "c"),
        quad(ONE) + f"<{TWO}> <{TWO}> <{ONE}> .\n" + quad(ONE, "c"),
        quad(ONE) + f"<{TWO}>  <{TWO}> <{ONE}> .\n",
        quad(ONE) + f"<{TWO}>\t<{TWO}> <{ONE}> .\n",
        quad(ONE) + f"<{TWO}><{TWO}> <{ONE}> .\n",
        quad(ONE) + f" <{TWO}> <{TWO}> <{ONE}> .\n",
        quad(ONE) + f"_:b<{TWO}> <{ONE}> .\n",
        f"<{TWO}> <{TWO}> <{ONE}> .\n",
        f'<{TWO}> <{TWO}> "a" .\n',
        quad(ONE).replace("\n", "\r\n"),
        quad(ONE).removesuffix("\n"),
        "# a comment\n" + quad(ONE),
        quad("https://exemplu.ro/\\u0219tire"),
        "\n",
        "",
    ],
)
def test_other_files_are_read_whole(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    graphs = read_article_graphs([path])
    assert not any(isinstance(g.lines, Stretch) for g in graphs)
    assert everything(graphs) == as_stored(ox.parse(text, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("form", [ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.TURTLE])
def test_every_format_gives_the_same_graphs(tmp_path: Path, form: ox.RdfFormat) -> None:
    path = tmp_path / f"graf.{form.file_extension}"
    quads = sample_quads() if form.supports_datasets else [q.triple for q in sample_quads()]
    path.write_bytes(ox.serialize(quads, format=form) or b"")
    [graph] = read_article_graphs([path])
    assert graph.name == ox.NamedNode(ARTICLE_IRI)
    assert graph.quads() == as_stored(sample_quads())
    assert {q.triple for q in ox.parse(graph.to_ntriples(), format=ox.RdfFormat.N_TRIPLES)} == {q.triple for q in sample_quads()}


def test_what_belongs_to_no_article_comes_last() -> None:
    lonely = ox.Quad(*(ox.NamedNode(f"https://example.org/{name}") for name in "abc"))
    graphs = to_article_graphs([lonely, *sample_quads()])
    assert [g.name for g in graphs] == [ox.NamedNode(ARTICLE_IRI), ox.DefaultGraph()]
    assert graphs[1].quads() == {lonely}


def test_broken_line_is_named_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, quad(ONE) + quad(TWO) + quad(TWO, "a").replace('"a"', '"a'))
    with pytest.raises(InputError, match=r"line 3: not valid N-Quads"):
        everything(read_article_graphs([path]))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_article_graphs([tmp_path / "nu.nq"])
