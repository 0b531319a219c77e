import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.cli.conftest import Run

import kgbuild as library
from kgbuild.articles.plain import MAX_CHARACTERS
from kgbuild.build import KnowledgeGraph
from kgbuild.extract import extract
from kgbuild.validate import GateResult, Report, Result, gate

# `kgbuild.build` is a function to type checkers, as it is to users.
BUILD = sys.modules["kgbuild.build"]

ARTICLE = (
    "date 2025-12-27 Președintele Ionescu a vizitat Franța\n\n"
    "Președintele Ion Ionescu a vizitat vineri Franța, a anunțat purtătorul de cuvânt Ana Pop.\n"
)
BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n \n", "is empty"),
    "binary": (bytes(range(256)), "is binary"),
    "zip": (b"PK\x03\x04\x00\x00", "ZIP archive"),
    "cyrillic": ("Заголовок\n\nТекст статьи о войне".encode("cp1251"), "neither UTF-8 nor Romanian"),
    "broken": ("Știre despre țară".encode() + b"\xff\n\nCorp", "broken character at byte"),
    "untitled": (b"date 2025-12-27\n\nUn corp.\n\nAltul.", "has no title"),
    "bodiless": (b"Un titlu\n", "only a title"),
    "date": (b"date 2025-02-30 Un titlu\n\nUn corp.", "“2025-02-30” is not a day of the calendar"),
    "long": (b"Un titlu\n\n" + b"Un text lung. " * 360_000, f"more than {MAX_CHARACTERS:,}"),
}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "vizita.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def files_in(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_turtle_on_standard_output_and_all_else_on_standard_error(kgbuild: Run, article: Path) -> None:
    outcome = kgbuild("build", article)
    assert outcome.status == 0
    assert "Ion Ionescu" in outcome.out
    assert list(ox.parse(outcome.out, format=ox.RdfFormat.TURTLE))
    assert "1 article built" in outcome.err
    assert "0 dropped" in outcome.err


def test_explain_writes_why_each_event_is_there(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    why = tmp_path / "why.jsonl"
    assert kgbuild("build", article, "-o", tmp_path / "graph.ttl", "--explain", why).status == 0
    rows = [json.loads(line) for line in why.read_text(encoding="utf-8").splitlines()]
    assert {"a vizitat", "a anunțat"} <= {row["trigger"] for row in rows}


def test_explain_to_where_nothing_can_be_written_is_refused_at_once(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    outcome = kgbuild("build", article, "--explain", tmp_path)
    assert outcome.status == 2
    assert "is a folder; name a file" in outcome.err
    assert not outcome.out


@pytest.mark.parametrize(
    ("ending", "form"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("trig", ox.RdfFormat.TRIG),
        ("nq", ox.RdfFormat.N_QUADS),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_format_is_guessed_from_the_ending(kgbuild: Run, article: Path, tmp_path: Path, ending: str, form: ox.RdfFormat) -> None:
    out = tmp_path / "new" / f"graf.{ending}"
    assert kgbuild("build", article, "-o", out).status == 0
    triples = {quad.triple for quad in ox.parse(path=out, format=form)}
    assert triples == {
        quad.triple for quad in ox.parse(kgbuild("build", article, "-f", "nquads").out, format=ox.RdfFormat.N_QUADS)
    }


def test_a_folder_gets_a_file_for_each_article(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    for name in ("other/vizita.txt", "other/plan.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Alt titlu\n\nAlt corp, {name}.", encoding="utf-8")
    out = tmp_path / "grafuri"
    assert kgbuild("build", article, tmp_path / "other", "-o", out, "-f", "trig").status == 0
    names = files_in(out)
    assert {"vizita.trig", "plan.trig"} < names
    assert len(names) == 3


@pytest.mark.parametrize("kind", sorted(BAD))
def test_bad_input_alone_gives_one_line_and_status_2(kgbuild: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rău.txt"
    data, message = BAD[kind]
    path.write_bytes(data)
    outcome = kgbuild("build", path, "-o", tmp_path / "graf.ttl")
    assert outcome.status == 2
    assert outcome.out == ""
    [line, total] = outcome.err.splitlines()
    assert message in line
    assert str(path) in line
    assert total == "kgbuild: 0 articles built, 1 failed: 0 statements kept, 0 dropped by the shapes"
    assert files_in(tmp_path) == {"rău.txt"}


def test_missing_file(kgbuild: Run, tmp_path: Path) -> None:
    outcome = kgbuild("build", tmp_path / "nu.txt")
    assert outcome.status == 2
    assert "no such file" in outcome.err
    assert "Traceback" not in outcome.err


def test_some_bad_input_gives_status_1_and_the_rest(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "gol.txt").touch()
    outcome = kgbuild("build", tmp_path / "gol.txt", article)
    assert outcome.status == 1
    assert "gol.txt: is empty" in outcome.err
    assert "1 article built, 1 failed" in outcome.err
    assert "Ion Ionescu" in outcome.out


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-16", "utf-16"])
def test_other_encodings_give_the_same_names(kgbuild: Run, article: Path, encoding: str) -> None:
    text = ARTICLE.translate(str.maketrans("șț", "şţ")) if encoding == "cp1250" else ARTICLE
    article.write_bytes(text.encode(encoding))
    outcome = kgbuild("build", article)
    assert outcome.status == 0
    assert '"Franța"@ro' in outcome.out


def test_control_characters_are_cleaned_away(kgbuild: Run, article: Path) -> None:
    clean = kgbuild("build", article).out
    article.write_text(ARTICLE.replace("Ion", "I\u200bo\x07n\u202e").replace("\n", "\r\n"), encoding="utf-8")
    assert kgbuild("build", article).out == clean


def test_another_language_is_said_and_built(kgbuild: Run, tmp_path: Path) -> None:
    path = tmp_path / "english.txt"
    path.write_text(
        "The president has visited France\n\nThe president of the country said that he would not be at the meeting, and that it "
        "was for the government to say what has been agreed with those who were there.",
        encoding="utf-8",
    )
    outcome = kgbuild("build", path)
    assert outcome.status == 0
    assert "english: this looks like English, not Romanian; building anyway" in outcome.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-f", "docx"], "docx"),
        (["--published", "2025-02-30"], "not a day of the calendar"),
        (["--published", "ieri"], "write YYYY-MM-DD"),
        (["--base", "not an iri"], "not absolute"),
        (["--source-url", "nu e adresă"], "not absolute"),
        (["--model", "no_such_model"], "no language pipeline"),
        (["--workers", "0"], "0 is not in the range"),
        (["--lang", "xx"], "xx"),
        (["--nonsense"], "--nonsense"),
        (["--map", "titlu=x"], "no key of an article"),
        (["--input-format", "docx"], "docx"),
    ],
)
def test_wrong_usage_gives_status_2(kgbuild: Run, article: Path, options: list[str], message: str) -> None:
    outcome = kgbuild("build", article, *options)
    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


def test_iri_with_spaces_and_quotes_is_encoded(kgbuild: Run, article: Path) -> None:
    outcome = kgbuild("build", article, "--source-url", 'https://exemplu.ro/o "știre" nouă')
    assert outcome.status == 0
    assert "<https://exemplu.ro/o%20%22știre%22%20nouă>" in outcome.out
    assert list(ox.parse(outcome.out, format=ox.RdfFormat.TURTLE))


def test_no_text_leaves_the_text_out(kgbuild: Run, article: Path) -> None:
    assert "nif:isString" in kgbuild("build", article).out
    outcome = kgbuild("build", article, "--no-text")
    assert outcome.status == 0
    assert "nif:isString" not in outcome.out
    assert "nif:anchorOf" in outcome.out


@pytest.mark.parametrize("place", ["dosar", "dosar/x.ttl/y.ttl", "/proc/graf.ttl", "/proc/grafuri"])
def test_unwritable_output(kgbuild: Run, article: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "dosar.ttl").mkdir()
    (tmp_path / "dosar").write_text("")
    outcome = kgbuild("build", article, "-o", tmp_path / place)
    assert outcome.status == 2
    assert "cannot be written" in outcome.err
    assert outcome.err.count("\n") == 1
    assert (tmp_path / "dosar").read_text() == ""


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt, 130), (OSError(28, "No space left on device"), 2)])
def test_nothing_half_written_stays(
    kgbuild: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int
) -> None:
    out = tmp_path / "graf.ttl"
    out.write_text("before")

    def fail(path: Path, *_: object, **__: object) -> None:
        path.write_bytes(b"half")
        raise error

    monkeypatch.setattr(Path, "write_text", fail)
    outcome = kgbuild("build", article, "-o", out)
    assert outcome.status == status
    assert out.read_bytes() == b"before"
    assert files_in(tmp_path) == {"graf.ttl", "vizita.txt"}


class TestNonconforming:
    @pytest.fixture(autouse=True)
    def gate_that_drops(self, monkeypatch: pytest.MonkeyPatch) -> None:
        node = ox.NamedNode("https://exemplu.ro/1")
        broken = Result(
            node, None, None, "http://www.w3.org/ns/shacl#Violation", (("wrong", "en"),), None, "http://www.w3.org/ns/shacl#x"
        )

        def drop(quads: list[ox.Quad]) -> GateResult:
            return GateResult(Report((broken,), dropped=7), gate(quads).kept)

        monkeypatch.setattr(BUILD, "gate", drop)

    def test_is_counted_and_gives_status_1(self, kgbuild: Run, article: Path, tmp_path: Path) -> None:
        outcome = kgbuild("build", article, "-o", tmp_path / "graf.ttl", "--report", tmp_path / "report.ttl")
        assert outcome.status == 1
        assert "7 dropped by the shapes" in outcome.err
        assert (tmp_path / "graf.ttl").exists()
        assert "sh:ValidationReport" in (tmp_path / "report.ttl").read_text(encoding="utf-8")

    @pytest.mark.parametrize("out", ["graf.ttl", "grafuri"])
    def test_strict_writes_nothing_but_the_report(self, kgbuild: Run, article: Path, tmp_path: Path, out: str) -> None:
        outcome = kgbuild(
            "build", article, "--strict", "-o", tmp_path / out, "--report", tmp_path / "r.ttl", "--store", tmp_path / "s"
        )
        assert outcome.status == 1
        assert "--strict writes nothing" in outcome.err
        assert files_in(tmp_path) == {"vizita.txt", "r.ttl"}


def test_store_is_loaded_and_answers(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    outcome = kgbuild("build", article, "--store", tmp_path / "store")
    assert (outcome.status, outcome.out) == (0, "")
    answer = kgbuild("query", "--store", tmp_path / "store", "ASK { ?person rdfs:label 'Ion Ionescu'@ro }")
    assert answer.out == "true\n"


def test_columns_are_named_and_the_form_is_given(kgbuild: Run, tmp_path: Path) -> None:
    path = tmp_path / "tabel"
    path.write_text("titlu;corp\nUn titlu;Premierul Ion Ionescu a plecat la Paris.\n", encoding="utf-8")
    outcome = kgbuild("build", path, "--input-format", "csv", "--map", "title=titlu,text=corp")
    assert outcome.status == 0
    assert "Ion Ionescu" in outcome.out


def test_an_address_is_not_fetched_unasked(kgbuild: Run) -> None:
    outcome = kgbuild("build", "https://exemplu.ro/rss")
    assert outcome.status == 2
    assert "--fetch lets kgbuild read it" in outcome.err


def test_workers_give_the_same_bytes(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "gol.txt").touch()
    (tmp_path / "alt.txt").write_text("Alt titlu\n\nAlt corp.", encoding="utf-8")
    inputs = [article, tmp_path / "gol.txt", tmp_path / "alt.txt"]
    alone, shared = kgbuild("build", *inputs, "-f", "trig"), kgbuild("build", *inputs, "-f", "trig", "--workers", 2)
    assert (shared.status, shared.out) == (alone.status, alone.out)
    assert sorted(shared.err.splitlines()) == sorted(alone.err.splitlines())


def test_an_article_that_breaks_the_program_does_not_stop_the_others(
    kgbuild: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BUILD, "extract", lambda a, text, names: extract(a, text, names) if a.identifier == "vizita" else 1 // 0)
    (tmp_path / "a.txt").write_text("Alt titlu\n\nAlt corp.", encoding="utf-8")
    outcome = kgbuild("build", tmp_path / "a.txt", article)
    assert outcome.status == 1
    assert "a: kgbuild broke (ZeroDivisionError" in outcome.err
    assert "Ion Ionescu" in outcome.out


def test_bytes_do_not_depend_on_run_or_hash_seed(example: Path) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "kgbuild", "build", example, "-f", form],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "99")
        for form in ("trig",)
    }
    assert len(outputs) == 1


def test_library_gives_what_the_command_gives(kgbuild: Run, article: Path) -> None:
    graph = library.build(article)
    assert isinstance(graph, KnowledgeGraph)
    assert graph.turtle() == kgbuild("build", article).out
    assert graph.report.conforms
    assert len(graph.graph) == len({quad.triple for quad in graph.quads})
    assert graph.query("ASK { ?person rdfs:label 'Ion Ionescu'@ro }")
    assert '"@context"' in graph.jsonld()
