"""How sure events are, and what becomes of unsure ones."""

from dataclasses import replace

from tests.extract.reading import claim, event, read

from kgbuild.annotate import annotate
from kgbuild.extract import find_everything, load_judges
from kgbuild.extract.credence import LABELS
from kgbuild.linear import LinearModel, load_linear_model


def test_a_plain_report_is_surer_than_a_bare_noun() -> None:
    sure = claim(read("Rusia a atacat Odesa vineri."), "a atacat").confidence
    unsure = claim(read("Rezultatele alegerilor sunt importante pentru țară."), "alegerilor").confidence
    assert 0 < unsure < sure < 1


def test_unsure_events_are_left_out() -> None:
    extraction = read("Rusia a atacat Odesa vineri.")
    assert event(extraction, "a atacat")
    doubting = replace(load_judges(), credence=LinearModel(LABELS, {"bias": (9.0, 0.0)}))
    everything, _ = find_everything(extraction.article, annotate(extraction.article), doubting)
    assert everything.events == ()
    assert {c.content for c in everything.claims} == {r.key for r in everything.relations}


def test_the_shipped_judge_tells_right_from_wrong() -> None:
    assert load_linear_model("credence").labels == LABELS
