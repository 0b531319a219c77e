import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
import zstandard
from tests.cli.conftest import Run

from kgbuild import __version__
from kgbuild.cli import cli, run
from kgbuild.cli.options import FORMAT_OF_ENDING
from kgbuild.errors import OutputError
from kgbuild.serialize.reading import FORMATS_BY_ENDING

COMMANDS = {
    "build",
    "validate",
    "query",
    "load",
    "consolidate",
    "export",
    "serve",
    "ontology",
    "model",
    "evaluate",
    "kb",
    "watch",
}
NODE = "<https://exemplu.ro/a>"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    path = tmp_path_factory.mktemp("graf") / "graf.nq"
    run(["build", str(example), "-o", str(path)])
    return path


@pytest.fixture
def folder(tmp_path: Path, graph: Path) -> Path:
    """A folder of graphs, packed and not, as a corpus has them, with other files beside them."""
    shards = tmp_path / "corpus" / "shards"
    shards.mkdir(parents=True)
    (shards / "00000.nq.zst").write_bytes(zstandard.compress(graph.read_bytes()))
    (shards / ".half.nq").write_text("nonsense")
    (shards / "manifest.json").write_text("{}")
    return tmp_path / "corpus"


class TestFolders:
    def test_all_commands_take_the_graphs_in_a_folder(self, kgbuild: Run, folder: Path, graph: Path, tmp_path: Path) -> None:
        for command in (["query", "--name", "killed"], ["export", "--to", "csv"], ["validate"]):
            name, *options = command
            whole = kgbuild(name, folder, *options)
            assert whole.status == 0
            assert whole.out == kgbuild(name, graph, *options).out
        assert kgbuild("load", folder, "--store", tmp_path / "kg").status == 0
        assert (
            kgbuild("query", "--store", tmp_path / "kg", "--name", "killed").out
            == kgbuild("query", graph, "--name", "killed").out
        )

    def test_a_folder_without_graphs_is_named(self, kgbuild: Run, tmp_path: Path) -> None:
        for command in (["query", tmp_path, "--name", "killed"], ["load", tmp_path, "--store", tmp_path / "kg"]):
            outcome = kgbuild(*command)
            assert outcome.status == 2
            assert f"{tmp_path}: there is no RDF file in this folder" in outcome.err

    def test_a_folder_is_no_query(self, kgbuild: Run, folder: Path) -> None:
        assert f"nothing is asked of {folder}" in kgbuild("query", folder).err


class TestHelp:
    def test_loads_nothing_heavy(self) -> None:
        program = (
            "import sys; from kgbuild.cli import run; run(['--help']); "
            "print([m for m in ('spacy', 'rdflib', 'pyoxigraph', 'pyshacl', 'owlready2') if m in sys.modules], file=sys.stderr)"
        )
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
        assert done.stderr.strip() == "[]"

    def test_names_every_command(self, kgbuild: Run) -> None:
        outcome = kgbuild("--help")
        assert outcome.status == 0
        assert set(cli.commands) == COMMANDS
        assert all(f"\n  {name} " in outcome.out for name in COMMANDS)

    def test_every_command_and_option_has_help(self) -> None:
        def check(command: click.Command) -> None:
            assert command.help, command.name
            for parameter in command.params:
                if isinstance(parameter, click.Option):
                    assert parameter.help or parameter.name == "form", (command.name, parameter.name)
            if isinstance(command, click.Group):
                for below in command.commands.values():
                    check(below)

        check(cli)

    def test_version(self, kgbuild: Run) -> None:
        assert kgbuild("--version").out == f"kgbuild, version {__version__}\n"


def test_what_is_written_can_be_read_back() -> None:
    assert FORMAT_OF_ENDING.keys() <= FORMATS_BY_ENDING.keys()


class TestQuery:
    def test_named_question_over_a_file(self, kgbuild: Run, graph: Path) -> None:
        outcome = kgbuild("query", graph, "--name", "leaders")
        assert outcome.status == 0
        assert "Kim Jong Un" in outcome.out.replace("-", " ").replace("un", "Un")

    @pytest.mark.parametrize(
        ("sparql", "first"),
        [
            ("SELECT ?a ?b { ?a a kgo:Claim }", "a,b"),
            ("ASK {}", "true"),
            ("CONSTRUCT { ?c a kgo:Claim } { ?c a kgo:Claim }", "@prefix"),
        ],
    )
    def test_programs_get_csv_or_turtle(self, kgbuild: Run, graph: Path, sparql: str, first: str) -> None:
        assert kgbuild("query", graph, sparql).out.startswith(first)

    def test_terminals_get_a_table_with_short_names(self, kgbuild: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        outcome = kgbuild("query", graph, "SELECT DISTINCT ?kind { ?c a ?kind FILTER(?kind = kgo:Claim) }")
        assert [line.strip() for line in outcome.out.splitlines()] == ["kind", "─────────", "kgo:Claim"]

    def test_explain(self, kgbuild: Run, graph: Path, tmp_path: Path) -> None:
        kgbuild("load", graph, "--store", tmp_path / "store")
        outcome = kgbuild("query", "--store", tmp_path / "store", "ASK { ?c a kgo:Claim }", "--explain")
        assert outcome.status == 0
        assert "QuadPattern(?c" in outcome.out
        assert "kgo:Claim" not in outcome.out

    def test_explain_without_the_extra(self, kgbuild: Run, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        kgbuild("load", graph, "--store", tmp_path / "store")
        monkeypatch.setattr("shutil.which", lambda *_, **__: None)
        outcome = kgbuild("query", "--store", tmp_path / "store", "ASK {}", "--explain")
        assert outcome.status == 2
        assert "pip install 'kgbuild[explain]'" in outcome.err

    def test_sparql_with_a_format(self, kgbuild: Run, graph: Path) -> None:
        outcome = kgbuild("query", graph, "SELECT (COUNT(*) AS ?n) WHERE { ?c a kgo:Claim }", "-f", "csv")
        assert outcome.out.splitlines()[0] == "n"
        assert int(outcome.out.splitlines()[1]) > 10

    def test_file_with_a_query(self, kgbuild: Run, graph: Path, tmp_path: Path) -> None:
        (tmp_path / "q.rq").write_text("ASK { ?c a kgo:Claim }", encoding="utf-8")
        assert kgbuild("query", graph, "--file", tmp_path / "q.rq", "-f", "table").out == "yes\n"

    def test_list(self, kgbuild: Run) -> None:
        outcome = kgbuild("query", "--list")
        assert "troop-movements:" in outcome.out
        assert "--param" in outcome.out

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "nothing is asked"),
            (["{graph}"], "nothing is asked of"),
            (["SELECT * { ?s ?p ?o }"], "nothing to ask"),
            (["{graph}", "SELECT WHERE"], "not valid SPARQL"),
            (["{graph}", "--name", "no-such-question"], "no question is called"),
            (["{graph}", "--name", "leaders", "--param", "x"], "not KEY=VALUE"),
            (["{graph}", "--param", "a=b", "ASK {}"], "belongs to --name"),
            (["{graph}", "--name", "leaders", "--file", "{graph}"], "leave one out"),
            (["{graph}", "--store", "/nu", "ASK {}"], "either files or a store"),
            (["--endpoint", "http://localhost:1", "--store", "/nu", "ASK {}"], "or an endpoint"),
            (["--endpoint", "localhost", "ASK {}"], "is no web address"),
            (["{graph}", "ASK {}", "--explain"], "--explain needs --store"),
            (["{graph}", "SELECT ?s {\n  ?s a kgo:Claim ;;; FILTER }"], "at line 2, column"),
            (["nu.ttl", "ASK {}"], "no such file"),
            (["--store", "/nu/este", "ASK {}"], "there is no store here"),
        ],
    )
    def test_wrong_usage(self, kgbuild: Run, graph: Path, arguments: list[str], message: str) -> None:
        outcome = kgbuild("query", *(a.replace("{graph}", str(graph)) for a in arguments))
        assert outcome.status == 2
        assert message in outcome.err
        assert outcome.out == ""


class TestValidate:
    def test_what_build_writes_conforms(self, kgbuild: Run, graph: Path) -> None:
        outcome = kgbuild("validate", graph)
        assert outcome.status == 0
        assert outcome.err == "kgbuild: conforms\n"

    @pytest.mark.parametrize("form", ["text", "turtle", "json"])
    def test_what_breaks_a_shape_is_named(self, kgbuild: Run, tmp_path: Path, form: str) -> None:
        file = tmp_path / "bad.ttl"
        file.write_text(f"{NODE} a <https://w3id.org/kgbuild/ontology#Claim> .", encoding="utf-8")
        outcome = kgbuild("validate", file, "-f", form)
        assert outcome.status == 1
        assert "does not conform" in outcome.err
        assert "exemplu.ro/a" in outcome.out
        if form == "json":
            assert json.loads(outcome.out)["conforms"] is False

    def test_file_that_is_no_rdf(self, kgbuild: Run, tmp_path: Path) -> None:
        (tmp_path / "bad.ttl").write_text("<a> <b>", encoding="utf-8")
        outcome = kgbuild("validate", tmp_path / "bad.ttl")
        assert outcome.status == 2
        assert "not valid Turtle" in outcome.err

    def test_folder_without_shapes(self, kgbuild: Run, graph: Path, tmp_path: Path) -> None:
        outcome = kgbuild("validate", graph, "--shapes", tmp_path)
        assert outcome.status == 2
        assert "no shapes here" in outcome.err


def test_load_needs_one_target(kgbuild: Run, graph: Path, tmp_path: Path) -> None:
    for targets in ([], ["--store", tmp_path, "--endpoint", "http://localhost:1"]):
        outcome = kgbuild("load", graph, *targets)
        assert outcome.status == 2
        assert "either --store DIR or --endpoint URL" in outcome.err


def test_load_and_export_the_store(kgbuild: Run, graph: Path, tmp_path: Path) -> None:
    loaded = kgbuild("load", graph, "--store", tmp_path / "store")
    assert loaded.status == 0
    assert "1 article added" in loaded.err
    assert "1 unchanged" in kgbuild("load", graph, "--store", tmp_path / "store").err
    exported = kgbuild("export", "--store", tmp_path / "store", "--to", "json")
    assert exported.out == kgbuild("export", graph, "--to", "json").out


class TestExport:
    def test_folder_of_articles(self, kgbuild: Run, graph: Path, tmp_path: Path) -> None:
        assert kgbuild("export", graph, "--to", "json", "-o", tmp_path / "articole").status == 0
        [file] = (tmp_path / "articole").iterdir()
        assert file.name == "mesaj-anul-nou.json"
        assert json.loads(file.read_text(encoding="utf-8"))["published"] == "2025-12-27"

    def test_one_file(self, kgbuild: Run, graph: Path, tmp_path: Path) -> None:
        assert kgbuild("export", graph, "--to", "csv", "-o", tmp_path / "events.csv").status == 0
        assert (tmp_path / "events.csv").read_text(encoding="utf-8").startswith("article,")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--to", "json"], "either files or --store"),
            (["{graph}", "--to", "csv", "-o", "folder"], "makes one file"),
            (["{graph}", "--to", "docx"], "docx"),
            (["nu.nq", "--to", "json"], "does not exist"),
        ],
    )
    def test_wrong_usage(self, kgbuild: Run, graph: Path, arguments: list[str], message: str) -> None:
        outcome = kgbuild("export", *(a.replace("{graph}", str(graph)) for a in arguments))
        assert outcome.status == 2
        assert message in outcome.err


class TestOntology:
    def test_check(self, kgbuild: Run) -> None:
        outcome = kgbuild("ontology", "check")
        assert outcome.status == 0
        assert outcome.err.endswith("kgbuild: the ontology and the shapes are in order\n")

    @pytest.mark.parametrize(
        "term", ["TroopDeployment", "kgo:TroopDeployment", "https://w3id.org/kgbuild/ontology#TroopDeployment"]
    )
    def test_show_a_term(self, kgbuild: Run, term: str) -> None:
        outcome = kgbuild("ontology", "show", term)
        assert "desfășurare de trupe" in outcome.out
        assert "rdfs:subClassOf kgo:Mobilization" in outcome.out

    def test_show_all(self, kgbuild: Run) -> None:
        assert "owl:Ontology" in kgbuild("ontology", "show").out

    def test_show_an_unknown_term(self, kgbuild: Run) -> None:
        assert kgbuild("ontology", "show", "Nimic").status == 2


def test_model_info(kgbuild: Run) -> None:
    outcome = kgbuild("model", "info", "--json")
    assert outcome.status == 0
    assert json.loads(outcome.out)["lang"] == "ro"
    assert "components:" in kgbuild("model", "info").out


def test_evaluate(kgbuild: Run, shared: Path, tmp_path: Path) -> None:
    for ending in ("txt", "json", "sents.txt"):
        (tmp_path / f"000.{ending}").write_bytes((shared / "gold" / "dev" / f"000.{ending}").read_bytes())
    outcome = kgbuild("evaluate", tmp_path, "--json")
    assert outcome.status == 0
    assert json.loads(outcome.out)["typed events"]["f1"] > 0.3


def test_evaluate_of_a_folder_without_gold(kgbuild: Run, tmp_path: Path) -> None:
    assert kgbuild("evaluate", tmp_path).status == 2


def test_debug_shows_where(example: Path, tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(OutputError):
        run(["build", str(example), "--debug", "-o", str(tmp_path / "a" / "b.ttl")])


class TestConsolidate:
    def test_says_what_it_did_and_explains(self, kgbuild: Run, graph: Path, tmp_path: Path) -> None:
        kgbuild("load", graph, "--store", tmp_path / "s")
        outcome = kgbuild("consolidate", tmp_path / "s", "--explain", tmp_path / "why.jsonl")
        assert outcome.status == 0
        assert "1 article read, 0 taken out, " in outcome.err
        assert (tmp_path / "why.jsonl").is_file()

    def test_refuses_a_folder_without_graphs(self, kgbuild: Run, tmp_path: Path) -> None:
        outcome = kgbuild("consolidate", tmp_path)
        assert outcome.status == 2
        assert "neither a store nor an RDF file" in outcome.err
