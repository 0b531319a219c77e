"""`--infer`, `--profile schema`, the exports to Parquet and PLOVER, and the HTML reference, on the command line."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT
from tests.sample import sample_quads

from kgbuild.serialize import serialize

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LEDBY = "SELECT ?who ?by WHERE { ?who kgo:ledBy ?by }"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graf.nq"
    path.write_text(serialize(sample_quads(), "nquads"), encoding="utf-8")
    return path


def test_build_infers_into_a_graph_of_its_own(kgbuild: Run, example: Path, tmp_path: Path) -> None:
    assert kgbuild("build", example, "--infer", "-o", tmp_path / "i.nq").status == 0
    assert kgbuild("build", example, "-o", tmp_path / "g.nq").status == 0
    said, all_of_it = (list(ox.parse(path=tmp_path / n, format=ox.RdfFormat.N_QUADS)) for n in ("g.nq", "i.nq"))
    follows = [q for q in all_of_it if str(q.graph_name).endswith("#inferred>")]
    assert follows
    assert {q for q in all_of_it if q not in follows} == set(said)


def test_build_infers_in_formats_with_graphs_alone(kgbuild: Run, example: Path) -> None:
    outcome = kgbuild("build", example, "--infer")
    assert outcome.status == 2
    assert "write trig or nquads" in outcome.err


def test_query_asks_what_follows(kgbuild: Run, graph: Path) -> None:
    assert kgbuild("query", graph, LEDBY, "-f", "csv").out.splitlines()[1:] == []
    assert len(kgbuild("query", graph, "--infer", LEDBY, "-f", "csv").out.splitlines()) == 2


def test_query_infers_for_no_endpoint(kgbuild: Run) -> None:
    outcome = kgbuild("query", "--endpoint", "http://localhost:1", "--infer", LEDBY)
    assert outcome.status == 2
    assert "an endpoint reasons by itself" in outcome.err


def test_build_writes_the_view_of_schema_org(kgbuild: Run, example: Path, tmp_path: Path) -> None:
    assert kgbuild("build", example, "--profile", "schema", "-o", tmp_path / "s.nt").status == 0
    predicates = {q.predicate.value for q in ox.parse(path=tmp_path / "s.nt", format=ox.RdfFormat.N_TRIPLES)}
    assert {p for p in predicates if not p.startswith("https://schema.org/")} == {_TYPE}
    assert kgbuild("build", example, "--profile", "schema", "--infer", "-o", tmp_path / "s.nq").status == 2


def test_view_of_schema_org_is_plain_json_for_search_engines(kgbuild: Run, example: Path) -> None:
    document = json.loads(kgbuild("build", example, "--profile", "schema", "-f", "jsonld").out)
    article = next(node for node in document["@graph"] if node["@type"] == "NewsArticle")
    assert article["datePublished"] == "2025-12-27"
    assert article["inLanguage"] == "ro"
    assert article["headline"].startswith("Kim Jong Un")
    assert len(article["about"]) == 3
    assert all(isinstance(node.get("name", ""), str) for node in document["@graph"])


def test_export_writes_plover_and_parquet(kgbuild: Run, graph: Path, tmp_path: Path) -> None:
    records = [json.loads(line) for line in kgbuild("export", graph, "--to", "plover").out.splitlines()]
    assert {record["event"] for record in records} == {"MOBILIZE", "ASSAULT", "AID", "REQUEST"}
    pytest.importorskip("pyarrow")
    assert kgbuild("export", graph, "--to", "parquet", "-o", tmp_path / "t.parquet").status == 0
    assert (tmp_path / "t.parquet").read_bytes()[:4] == b"PAR1"
    folder = kgbuild("export", graph, "--to", "parquet", "-o", tmp_path / "folder")
    assert folder.status == 2
    assert "let OUT end in .parquet" in folder.err


def test_ontology_docs_writes_pages(kgbuild: Run, tmp_path: Path) -> None:
    pytest.importorskip("pylode", reason="needs pyLODE: pip install '.[docs]'")
    assert kgbuild("ontology", "docs", "-o", tmp_path / "docs").status == 0
    names = {path.name for path in (tmp_path / "docs").iterdir()}
    assert names == {"index.html", "ontology.html", "plover.html", *(p.name for p in (ROOT / "ontology").iterdir())}


def test_list_groups_the_questions(kgbuild: Run) -> None:
    out = kgbuild("query", "--list").out
    assert out.index("On whose word, and who denies what") < out.index("  denials: ") < out.index("Casualties, by source")
    assert "--param target=… (text, optional)" in out
