"""Pairing what is found with the annotation, to learn from it."""

from pathlib import Path

from training.arguments import to_event_record

from kgbuild.annotate import annotate, load_pipeline
from kgbuild.articles import read_article
from kgbuild.evaluate import GoldArticle, pair_events
from kgbuild.extract import propose_events


def test_events_of_a_title_and_of_the_lead_that_repeats_it_are_paired_each_with_its_own(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Rusia a bombardat orașul Odesa\n\nRusia a bombardat orașul Odesa.\n")
    text = annotate(read_article(path), load_pipeline(None))
    found = propose_events(read_article(path), text)
    gold = GoldArticle("article", {"events": []}, ("Rusia a bombardat orașul Odesa", "Rusia a bombardat orașul Odesa."))
    annotated = [{"sent": number, "trigger": "a bombardat", "type": "ASSAULT"} for number in (0, 1)]

    records = [to_event_record(gold, text, event) for event in found.events]

    assert pair_events(annotated, records, gold.sentences) == {0: 0, 1: 1}
