"""Corpora: the same bytes whatever happens on the way, and nothing lost."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import fsspec
import pytest
from tests.cli.conftest import Run
from tests.corpus.corpora import AS_THE_COMMAND, lines, output, records, write, written

from kgbuild.build import Failure, attempt_many
from kgbuild.corpus import Plan, Progress, build_corpus, stages
from kgbuild.errors import OutputError

# Batches of the corpus below: of 16 and 4 documents, twice, and of 11.
BATCHES = 5
LONG = (
    "Premierul Ion Ionescu a anunțat vineri, la București, că guvernul va trimite ajutoare de urgență zonelor inundate din "
    "Moldova. Potrivit acestuia, primele camioane cu apă și alimente au plecat deja spre județele Vrancea și Galați. Opoziția a "
    "criticat întârzierea cu care autoritățile au reacționat și a cerut demisia ministrului de interne."
)


def rows(folder: Path, columns: str = "source, status, reason") -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / "ledger.sqlite") as database:
        found = database.execute(f"SELECT {columns} FROM articles ORDER BY position").fetchall()  # noqa: S608 — columns of ours
    database.close()
    return found


def build(corpus: Path, folder: Path, **options: int) -> dict[str, int]:
    return build_corpus(Plan([corpus], folder, AS_THE_COMMAND, shard_size=20, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(folder / "a.jsonl", records(50))
    (folder / "b.txt").touch()
    return folder


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an uninterrupted run with one worker writes."""
    folder = tmp_path_factory.mktemp("whole")
    build(corpus, folder)
    return folder


def test_shards_manifest_and_ledger_tell_of_every_article(corpus: Path, whole: Path) -> None:
    manifest = json.loads((whole / "manifest.json").read_bytes())
    assert [shard["articles"] for shard in manifest["shards"]] == [20, 20, 10]
    assert manifest["totals"]["done"] == 50
    assert manifest["totals"]["statements"] == lines(whole).count("\n")
    assert rows(whole)[-1] == (str(corpus / "b.txt"), "failed", f"{corpus / 'b.txt'}: is empty")
    assert len(rows(whole)) == 51


def test_two_workers_write_the_same_bytes(corpus: Path, whole: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path, workers=2)
    assert output(tmp_path) == output(whole)
    assert rows(tmp_path, "*") == rows(whole, "*")


@pytest.mark.parametrize(("batches", "workers"), [(0, 1), (1, 2), (3, 1), (3, 2)])
def test_a_run_that_was_killed_goes_on_and_writes_the_same_bytes(
    corpus: Path, whole: Path, tmp_path: Path, batches: int, workers: int
) -> None:
    command = [sys.executable, "-m", "kgbuild", "build", str(corpus), "-o", str(tmp_path / "out"), "--shard-size", "20"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ledger = tmp_path / "out" / "ledger.sqlite"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if ledger.exists() and written(ledger) >= batches:
            break
        time.sleep(0.005)
    assert process.poll() is None, "the run was over before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "out" / "manifest.json").exists()
    # A write that was cut off leaves files that nothing tells of.
    (tmp_path / "out" / "parts" / "00000.nq.zst").write_bytes(b"half")
    (tmp_path / "out" / "parts" / f"{written(ledger):08d}.zst").write_bytes(b"half")
    already = written(ledger)
    seen: list[Progress] = []
    build_corpus(Plan([corpus], tmp_path / "out", AS_THE_COMMAND, shard_size=20), seen.append)
    assert sum(1 for progress in seen if progress.fresh) == BATCHES - already
    assert output(tmp_path / "out") == output(whole)
    assert rows(tmp_path / "out", "*") == rows(whole, "*")


def test_what_is_built_is_not_built_again(corpus: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = output(whole)
    monkeypatch.setattr(stages, "attempt_many", lambda *_: pytest.fail("nothing is to be built"))
    build(corpus, whole)
    assert output(whole) == before


@pytest.mark.parametrize("change", ["grown", "shrunk", "changed", "lost"])
def test_a_corpus_that_changed_gives_what_a_new_run_gives(tmp_path: Path, change: str) -> None:
    corpus, old, new = tmp_path / "a.jsonl", tmp_path / "old", tmp_path / "new"
    found = records(50)
    build(write(corpus, found), old)
    if change == "grown":
        found = records(57)
    elif change == "shrunk":
        found = found[:37]
    elif change == "changed":
        found[25]["text"] = "Guvernul a anunțat alegeri."
    else:
        (old / "shards" / "00001.nq.zst").unlink()
    build(write(corpus, found), old)
    build(corpus, new)
    assert output(old) == output(new)
    assert rows(old, "*") == rows(new, "*")


def test_other_settings_are_refused(corpus: Path, whole: Path) -> None:
    with pytest.raises(OutputError, match="another shard size"):
        build_corpus(Plan([corpus], whole, AS_THE_COMMAND, shard_size=30))


def test_reprints_are_linked_and_the_same_address_is_built_once(tmp_path: Path) -> None:
    found = [
        {"title": "Ajutoare", "text": LONG, "url": "https://exemplu.ro/1"},
        {"title": "Ajutoare pentru Moldova", "text": f"{LONG} Sursa: Agerpres.", "url": "https://alt.ro/1"},
        {"title": "Ajutoare", "text": LONG, "url": "https://exemplu.ro/1"},
        {"title": "Altceva", "text": " ".join(r["text"] for r in records(12)), "url": "https://exemplu.ro/2"},
    ]
    totals = build(write(tmp_path / "a.jsonl", found), tmp_path / "out")
    assert (totals["done"], totals["duplicate"], totals["near duplicates"]) == (3, 1, 1)
    link = "<https://alt.ro/1> <https://w3id.org/kgbuild/ontology#nearDuplicateOf> <https://exemplu.ro/1> <https://alt.ro/1> ."
    assert link in lines(tmp_path / "out")
    assert lines(tmp_path / "out").count("ontology#nearDuplicateOf") == 1
    assert rows(tmp_path / "out")[2][1:] == ("duplicate", f"has the IRI of {tmp_path / 'a.jsonl'}, line 1")


def test_another_language_is_left_out_and_told(tmp_path: Path) -> None:
    english = (
        "The president of the country said that he would not be at the meeting, and that it was for the government to say what "
        "has been agreed with those who were there."
    )
    totals = build(write(tmp_path / "a.jsonl", [{"title": "News", "text": english}, *records(1)]), tmp_path / "out")
    assert (totals["done"], totals["other language"]) == (1, 1)
    assert rows(tmp_path / "out")[0][1:] == ("other language", "looks like English")


def test_an_article_that_breaks_the_program_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Failure("a0", ZeroDivisionError("x"))
    monkeypatch.setattr(
        stages,
        "attempt_many",
        lambda articles, settings: [broken, *attempt_many(articles[1:], settings)],
    )
    assert build(write(tmp_path / "a.jsonl", records(3)), tmp_path / "out")["failed"] == 1
    assert "kgbuild broke (ZeroDivisionError" in rows(tmp_path / "out")[0][2]


def test_shards_of_a_url(corpus: Path, whole: Path, tmp_path: Path) -> None:
    plan = Plan([corpus], "memory://graf", AS_THE_COMMAND, shard_size=20, ledger=tmp_path / "ledger.sqlite")
    build_corpus(plan)
    files = fsspec.filesystem("memory")
    shards = {path.rpartition("/")[2]: files.cat_file(path) for path in files.find("/graf")}
    assert shards == output(whole)


@pytest.mark.parametrize(
    ("url", "reason"), [("memory://x", "where the ledger is to lie"), ("abc://x", "cannot be written: Protocol not known: abc")]
)
def test_urls_that_cannot_be(corpus: Path, tmp_path: Path, url: str, reason: str) -> None:
    ledger = tmp_path / "ledger.sqlite" if url.startswith("abc") else None
    with pytest.raises(OutputError, match=reason):
        build_corpus(Plan([corpus], url, AS_THE_COMMAND, ledger=ledger))


class TestCommand:
    def test_builds_loads_and_answers(self, kgbuild: Run, corpus: Path, tmp_path: Path) -> None:
        outcome = kgbuild("build", corpus, "-o", tmp_path / "out", "--shard-size", "20", "--store", tmp_path / "store")
        assert outcome.status == 1
        assert outcome.out == ""
        assert f"kgbuild: {corpus / 'b.txt'}: is empty" in outcome.err.splitlines()
        assert "50 articles built, 1 failed" in outcome.err
        question = "SELECT (COUNT(*) AS ?n) { ?article a schema:NewsArticle }"
        assert kgbuild("query", "--store", tmp_path / "store", question, "-f", "csv").out.split() == ["n", "50"]
        shards = sorted((tmp_path / "out" / "shards").iterdir())
        assert kgbuild("query", *shards, question, "-f", "csv").out.split() == ["n", "50"]

    def test_json_log(self, kgbuild: Run, corpus: Path, tmp_path: Path) -> None:
        outcome = kgbuild("build", corpus, "-o", tmp_path / "out", "--json-log")
        events = [json.loads(line) for line in outcome.err.splitlines()]
        failed, finished = (event for event in events if event["event"] != "progress")
        assert failed == {"event": "failed", "source": str(corpus / "b.txt"), "reason": f"{corpus / 'b.txt'}: is empty"}
        assert (finished["event"], finished["done"], finished["failed"]) == ("finished", 50, 1)

    @pytest.mark.parametrize("option", [["--strict"], ["--report", "r.ttl"], ["--infer"], ["--profile", "schema"]])
    def test_options_for_single_articles_are_refused(self, kgbuild: Run, corpus: Path, tmp_path: Path, option: list[str]) -> None:
        outcome = kgbuild("build", corpus, "-o", tmp_path / "out", *option)
        assert outcome.status == 2
        assert "single articles" in outcome.err

    @pytest.mark.parametrize("option", [["--json-log"], ["--engine", "ray"], ["--ledger", "l.sqlite"], ["-o", "s3://graf/x.ttl"]])
    def test_options_of_corpora_are_refused_for_one_article(
        self, kgbuild: Run, example: Path, tmp_path: Path, option: list[str]
    ) -> None:
        outcome = kgbuild("build", example, "-o", tmp_path / "graf.ttl", *option)
        assert outcome.status == 2
        assert "is for a corpus" in outcome.err

    @pytest.mark.parametrize("option", [["--address", "10.0.0.1:6379"], ["--store", "kg", "-o", "s3://graf"]])
    def test_options_that_do_not_go_together(self, kgbuild: Run, corpus: Path, tmp_path: Path, option: list[str]) -> None:
        outcome = kgbuild("build", corpus, "-o", tmp_path / "out", *option)
        assert outcome.status == 2
        assert "add --engine ray" in outcome.err or "leave it out" in outcome.err

    def test_a_folder_that_cannot_be_written(self, kgbuild: Run, corpus: Path) -> None:
        outcome = kgbuild("build", corpus, "-o", "/proc/out")
        assert outcome.status == 2
        assert "cannot be written" in outcome.err
