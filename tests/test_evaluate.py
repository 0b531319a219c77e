import importlib.util
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kgbuild.errors import InputError
from kgbuild.evaluate import EMPTY, GoldArticle, pair_actors, read_gold, same_name, score
from kgbuild.vocab import EVENT_TYPES

GOLD = GoldArticle(
    "a",
    {
        "actors": [
            {"id": "kim", "type": "Person", "name": "Kim Jong Un", "aliases": ["Kim", "liderul nord-coreean"]},
            {"id": "nk", "type": "GeopoliticalEntity", "name": "Coreea de Nord", "aliases": ["Phenianul"], "iso": "KP"},
        ],
        "events": [
            {"sent": 0, "trigger": "a trimis", "type": "MOBILIZE", "agent": ["nk"], "time": "2025-08", "polarity": "affirmed",
             "modality": "actual", "source": ["kim"]},
            {"sent": 1, "trigger": "a declarat", "type": "COMMUNICATE", "agent": ["kim"], "time": None, "polarity": "affirmed",
             "modality": "actual", "source": []},
        ],
        "relations": [{"subject": "kim", "predicate": "leads", "object": "nk"}],
    },
    ("Coreea de Nord a trimis trupe.", "Kim a declarat ceva."),
)  # fmt: skip


def test_gold_against_itself_is_perfect() -> None:
    scores = score([GOLD], {"a": GOLD.record})
    assert {m.f1 for m in scores.measures.values()} == {1.0}


def test_nothing_predicted_scores_nothing() -> None:
    scores = score([GOLD], {})
    assert {m.recall for m in scores.measures.values()} == {0.0}
    assert scores.measures["triggers"].gold == 2


def test_event_is_found_by_the_text_of_its_sentence() -> None:
    event = {k: v for k, v in GOLD.record["events"][0].items() if k != "sent"} | {"sentence": GOLD.sentences[0]}
    scores = score([GOLD], {"a": {**GOLD.record, "events": [event]}})
    assert scores.measures["typed events"].right == 1


def test_event_in_another_sentence_does_not_count() -> None:
    event = GOLD.record["events"][0] | {"sent": 1}
    assert score([GOLD], {"a": {**GOLD.record, "events": [event]}}).measures["triggers"].right == 0


def test_actors_are_paired_by_inflected_name_or_country_code() -> None:
    predicted = [
        {"id": "p1", "type": "Person", "name": "liderului nord-coreean"},
        {"id": "p2", "type": "GeopoliticalEntity", "name": "RPDC", "iso": "KP"},
        {"id": "p3", "type": "Person", "name": "altcineva"},
    ]
    assert pair_actors(GOLD.record["actors"], predicted) == {"p1": "kim", "p2": "nk"}


def test_names_of_other_length_differ() -> None:
    assert not same_name("Kim Jong Un", "Kim")


def test_read_gold_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without gold annotation"):
        read_gold(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps(EMPTY))
    with pytest.raises(InputError, match=r"a\.sents\.txt"):
        read_gold(tmp_path)
    (tmp_path / "a.sents.txt").write_text("[0] Un titlu\n")
    assert read_gold(tmp_path)[0].sentences == ("Un titlu",)
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(InputError, match="is no annotation"):
        read_gold(tmp_path)


def spoil(record: Mapping[str, Any], sentences: tuple[str, ...], chance: random.Random) -> dict[str, Any]:
    """A copy of an annotation with mistakes of every kind in it."""
    spoilt: dict[str, Any] = json.loads(json.dumps(record))
    for event in spoilt["events"]:
        _spoil_event(event, sentences, chance)
    for actor in spoilt["actors"]:
        if chance.random() < 0.3:
            actor["aliases"] = actor["aliases"][:1]
        if chance.random() < 0.2:
            actor["type"] = "Place"
    spoilt["events"] = [event for event in spoilt["events"] if chance.random() < 0.8]
    for part in ("events", "relations", "actors"):
        chance.shuffle(spoilt[part])
    return spoilt


def _spoil_event(event: dict[str, Any], sentences: tuple[str, ...], chance: random.Random) -> None:
    if chance.random() < 0.3:
        event["type"] = chance.choice(EVENT_TYPES)
    if chance.random() < 0.3:
        event["trigger"] = event["trigger"].split()[-1]
    if chance.random() < 0.5:
        event["sentence"] = sentences[event.pop("sent")]
    if chance.random() < 0.2:
        event["agent"], event["patient"] = event["patient"], event["agent"]
    if chance.random() < 0.2:
        event["time"], event["polarity"] = "2024", "negated"


@pytest.mark.parametrize("seed", range(3))
def test_figures_are_those_of_the_reference_scorer(shared: Path, tmp_path: Path, seed: int) -> None:
    spec = importlib.util.spec_from_file_location("reference_scorer", shared / "eval" / "score.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    chance = random.Random(seed)
    gold = read_gold(shared / "gold" / "dev")
    predicted = {g.identifier: spoil(g.record, g.sentences, chance) for g in gold if chance.random() < 0.9}
    for identifier, record in predicted.items():
        (tmp_path / f"{identifier}.json").write_text(json.dumps(record))
    measures, types, _ = reference.score(shared / "gold" / "dev", tmp_path)
    scores = score(gold, predicted)
    assert json.loads(scores.to_json()) == {name: tally.row() for name, tally in measures.items()}
    assert {t: m.f1 for t, m in scores.types.items()} == {t: tally.row()["f1"] for t, tally in types.items()}
