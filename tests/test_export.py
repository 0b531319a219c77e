"""The exchange form, read back from the RDF alone."""

import csv
import importlib.util
import io
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from tests.sample import ACTORS, ARTICLE, EXTRACTION, RUN, SENTENCES, sample_quads
from tests.strategies import extractions

from kgbuild.errors import MissingExtraError
from kgbuild.export import export, export_parquet, to_json_rows
from kgbuild.graph import Run, term, to_quads
from kgbuild.model import Extraction
from kgbuild.vocab import EVENT_CLASSES


def sample_row(*, text: bool = True) -> dict[str, Any]:
    (row,) = to_json_rows(sample_quads(text=text))
    return row


def event(trigger: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in sample_row()["events"] if e["trigger"] == trigger)
    return found


def test_row_names_the_article() -> None:
    row = sample_row()
    assert (row["id"], row["published"]) == ("proba", "2025-12-27")


def test_row_gives_actors_with_names_and_links() -> None:
    actors = {a["name"]: a for a in sample_row()["actors"]}
    assert list(actors) == [a.name for a in ACTORS]
    korea = actors["Coreea de Nord"]
    assert korea == {
        "id": "gn-1873107",
        "type": "GeopoliticalEntity",
        "name": "Coreea de Nord",
        "aliases": ["Coreea de Nord", "Phenianul"],
        "iso": "KP",
        "wikidata": "Q423",
        "geonames": "1873107",
        "iri": "https://w3id.org/kgbuild/id/place/gn-1873107",
    }
    assert actors["militari"]["of"] == korea["id"]
    assert "wikidata" not in actors["militari"]


def test_row_gives_an_event_for_each_trigger_in_text_order() -> None:
    triggers = [(e["id"], e["trigger"]) for e in sample_row()["events"]]
    assert triggers[:3] == [("event-1", "confirmă"), ("event-2", "trimise"), ("event-2.2", "a trimis")]
    assert len(triggers) == 11


def test_event_has_the_claim_of_its_trigger() -> None:
    actors = {a["id"]: a["name"] for a in sample_row()["actors"]}
    assert [actors[s] for s in event("trimise")["source"]] == ["Coreea de Nord"]
    assert [actors[s] for s in event("a trimis")["source"]] == ["servicii de informații"]
    assert event("confirmă")["source"] == []
    assert (event("a atacat")["polarity"], event("producției")["modality"]) == ("negated", "planned")


def test_event_has_its_words_types_and_roles() -> None:
    sent = event("a trimis")
    assert (sent["sentence"], sent["type"], sent["class"]) == (SENTENCES[1].text, "MOBILIZE", "TroopDeployment")
    assert (sent["agent"], sent["place"]) == (["gn-1873107"], ["gn-2017370"])
    assert event("a furnizat")["theme"] == "obuze de artilerie"
    assert (event("a declarat")["type"], event("a declarat")["class"]) == ("COMMUNICATE", "Statement")
    assert (event("a atacat")["type"], event("a atacat")["class"]) == ("ASSAULT", "Assault")


def test_event_time_is_as_precise_as_the_words() -> None:
    assert [e["time"] for e in sample_row()["events"] if e["time"]] == ["2025-04", "2025-12-25", "2025-12-12"]


@pytest.mark.parametrize(
    ("edtf", "time"),
    [
        ("2022~", "2022"),
        ("2025-04?", "2025-04"),
        ("2024-12-11/2024-12-12", "2024-12-11/2024-12-12"),
        ("2024~/2025~", "2024/2025"),
        ("2025-21", "2025-04-01/2025-04-30"),
        ("202X", "2025-04-01/2025-04-30"),
        ("2025-04/..", "2025-04-01/2025-04-30"),
    ],
)
def test_event_time_is_iso_8601(edtf: str, time: str) -> None:
    predicate = ox.NamedNode("https://w3id.org/kgbuild/ontology#edtf")
    quads = [
        ox.Quad(q.subject, q.predicate, ox.Literal(edtf), q.graph_name)
        if q.predicate == predicate and q.object == ox.Literal("2025-04")
        else q
        for q in sample_quads()
    ]
    (row,) = to_json_rows(quads)
    assert [e["time"] for e in row["events"] if e["trigger"] == "a recunoscut"] == [time]


def test_row_gives_relations_that_are_said_to_hold() -> None:
    assert sample_row()["relations"] == [
        {"subject": "wd-Q56226", "predicate": "leads", "object": "gn-1873107"},
        {"subject": "gn-1873107", "predicate": "alliedWith", "object": "gn-2017370"},
    ]


def test_row_without_the_text_has_everything_but_sentences() -> None:
    with_text, without = sample_row(), sample_row(text=False)
    assert {e["sentence"] for e in without["events"]} == {""}
    assert [e | {"sentence": ""} for e in with_text["events"]] == without["events"]


def test_export_is_the_same_for_the_same_graph() -> None:
    loose = [ox.Quad(q.subject, q.predicate, q.object) for q in sample_quads()]
    assert export(sample_quads(), "json") == export(sample_quads()[::-1], "json") == export(loose, "json")


def test_export_of_a_store_is_that_of_its_files() -> None:
    store = ox.Store()
    store.extend(sample_quads())
    assert export(store, "json") == export(sample_quads(), "json")


def test_json_is_one_object_a_line() -> None:
    assert [json.loads(line)["id"] for line in export(sample_quads(), "json").splitlines()] == ["proba"]
    assert export([], "json") == ""


def test_csv_has_a_line_for_each_event_with_names() -> None:
    rows = list(csv.DictReader(io.StringIO(export(sample_quads(), "csv"))))
    assert len(rows) == 11
    assert (rows[2]["trigger"], rows[2]["agent"], rows[2]["source"]) == ("a trimis", "Coreea de Nord", "servicii de informații")


def test_export_refuses_other_forms() -> None:
    with pytest.raises(ValueError, match="there are json, csv"):
        export([], "parquet")


@given(extraction=extractions())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_row_gives_back_what_any_extraction_holds(extraction: Extraction) -> None:
    (row,) = to_json_rows(to_quads(extraction, run=Run("0")))
    actors = {a["id"] for a in row["actors"]}
    assert row["id"] == extraction.article.identifier
    assert sorted((e["trigger"], e["type"], e["class"]) for e in row["events"]) == sorted(
        (t.text, e.type, e.event_class) for e in extraction.events for t in e.triggers
    )
    assert sorted(a["name"] for a in row["actors"]) == sorted(a.name for a in extraction.actors)
    for found in row["events"]:
        assert {a for role in ("agent", "patient", "recipient", "place", "source") for a in found[role]} <= actors


@pytest.mark.parametrize(("kind", "leaf"), [(t, c) for t, classes in EVENT_CLASSES.items() for c in classes])
def test_event_class_is_read_back(kind: str, leaf: str) -> None:
    first = EXTRACTION.events[0]
    changed = Extraction(
        EXTRACTION.article,
        actors=EXTRACTION.actors,
        events=(type(first)("e1", kind, leaf, first.triggers, first.arguments),),
    )
    (row,) = to_json_rows(to_quads(changed, run=RUN))
    assert [(e["type"], e["class"]) for e in row["events"]] == [(kind, leaf)]


def scorer() -> ModuleType:
    """The scoring program beside the project; the test is skipped where it is missing."""
    path = Path(__file__).resolve().parents[2] / "shared" / "eval" / "score.py"
    if not path.is_file():
        pytest.skip("the evaluation program is not beside the project")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_exchange_form_scored_against_itself_is_perfect(tmp_path: Path) -> None:
    row = sample_row()
    gold = row | {"events": [e | {"sent": [s.text for s in SENTENCES].index(e["sentence"])} for e in row["events"]]}
    for folder, content in (("gold", gold), ("predicted", row)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "proba.json").write_text(json.dumps(content), encoding="utf-8")
    lines = "".join(f"[{n}] {s.text}\n" for n, s in enumerate(SENTENCES))
    (tmp_path / "gold" / "proba.sents.txt").write_text(lines, encoding="utf-8")
    tallies, _, errors = scorer().score(tmp_path / "gold", tmp_path / "predicted")
    assert errors == []
    assert {name: tally.row()["f1"] for name, tally in tallies.items()} == dict.fromkeys(tallies, 1.0)


def test_plover_records_have_what_plover_requires_under_the_events_own_iris() -> None:
    records = [json.loads(line) for line in export(sample_quads(), "plover").splitlines()]
    events = {q.subject.value for q in sample_quads() if q.predicate == term("sem:eventType")}  # type: ignore[union-attr]
    assert {record["event"] for record in records} == {"MOBILIZE", "ASSAULT", "AID", "REQUEST"}
    for record in records:
        assert {"id", "date", "actor", "recipient", "event", "mode", "context", "location", "text", "span"} <= record.keys()
        assert record["id"].partition(".2")[0] in events
        begin, end = record["span"]
        assert ARTICLE.text[begin:end] == record["trigger"]
    assert len({record["id"] for record in records}) == len(records)
    deployed, transferred = records[0], next(r for r in records if r["event"] == "AID")
    assert (deployed["mode"], deployed["context"], deployed["location"][0]["country"]) == ("troops", ["military"], "RU")
    assert [actor["name"] for actor in transferred["recipient"]] == ["Rusia"]
    assert transferred["date"] == "2025-12-27"


def test_plover_tells_plans_and_denials() -> None:
    auxiliary = {r["trigger"]: r["auxiliary"] for r in map(json.loads, export(sample_quads(), "plover").splitlines())}
    assert auxiliary["producției"] == ["future"]
    assert auxiliary["a atacat"] == ["negated"]
    assert auxiliary["a furnizat"] == []


def test_parquet_holds_the_table_of_the_csv() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(export_parquet(sample_quads()))).to_pylist()
    rows = list(csv.DictReader(io.StringIO(export(sample_quads(), "csv"))))
    assert [{k: v or "" for k, v in row.items()} for row in table] == rows


def test_parquet_without_pyarrow_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"kgbuild\[parquet\]"):
        export_parquet(sample_quads())
