import dataclasses

import pytest

from kgbuild.errors import LexiconError
from kgbuild.lexicon.time_words import Rule
from kgbuild.lexicon.times import load_times


def test_load_times_knows_every_month_and_weekday() -> None:
    lexicon = load_times()
    assert [m.number for m in lexicon.months] == list(range(1, 13))
    assert [d.number for d in lexicon.weekdays] == list(range(1, 8))


def test_forms_are_folded() -> None:
    lexicon = load_times()
    assert lexicon.weekday_of["marti"].number == 2
    assert lexicon.month_of["iulie"].number == 7


@pytest.mark.parametrize("pattern", ["<nothing> <year>", "(<year>"])
def test_rule_with_a_wrong_pattern_is_refused(pattern: str) -> None:
    rule = Rule(kind="year", pattern=pattern, example="", expect="")
    with pytest.raises(LexiconError, match=r"time_rules\.toml"):
        _ = dataclasses.replace(load_times(), rules=(rule,)).compiled_rules
