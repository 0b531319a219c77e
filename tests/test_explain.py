"""Why events are there: what is said of them as JSON."""

import json

from tests.extract.reading import read

from kgbuild.build import build
from kgbuild.explain import to_explanations
from kgbuild.model import Article


def test_explanations_name_the_row_the_words_and_the_reasons() -> None:
    extraction = read("Germania a livrat tancuri Ucrainei.")
    (row,) = [r for r in to_explanations(extraction) if r["trigger"] == "a livrat"]
    assert row["lexicon"]["row"].startswith("aid.")
    assert extraction.article.text[row["start"] : row["end"]] == "a livrat"
    assert 0 < row["confidence"] < 1
    recipient = next(a for a in row["arguments"] if a["role"] == "recipient")
    assert (recipient["actor"], recipient["words"], recipient["by"]) == ("Ucraina", "Ucrainei", "rule")
    assert recipient["why"]


def test_explanations_cover_every_event_of_a_graph() -> None:
    graph = build(Article("exemplu", "Știrile zilei", "Rusia a atacat Odesa. Ucraina a condamnat atacul."))
    rows = [json.loads(line) for line in graph.explain().splitlines()]
    triggers = sorted(t for e in graph.extractions[0].events for t in e.triggers)
    assert [(r["start"], r["end"]) for r in rows] == [(t.start, t.end) for t in triggers]
