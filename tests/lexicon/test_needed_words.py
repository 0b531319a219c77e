import re

import pytest

from kgbuild.lexicon.needed_words import Search, needed_words, openings, words_of
from kgbuild.lexicon.numbers import fold
from kgbuild.lexicon.recurrences import load_recurrences
from kgbuild.lexicon.time_words import Rule
from kgbuild.lexicon.times import CompiledRule, load_times

LEXICONS = (load_times(), load_recurrences())
RULES = [pair for lexicon in LEXICONS for pair in zip(lexicon.rules, lexicon.compiled_rules, strict=True)]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"peste \d+ zile", [{"peste"}, {"zile"}]),
        # No word by itself: it may go on, or be a part of another.
        (r"zil[ae]", []),
        (r"fiecar(?:ei|ui) zi\b", [{"zi"}]),
        # What may be left out is not needed, nor what one of several has not.
        (r"(?:pe )?luni\b", []),
        (r"(?:luni|\d+)\b", []),
        (r"(?:in urma|acum) (?:cu )?\d+", [{"urma", "acum"}]),
        (r"sec\. (?P<century>[ivx]+)", [{"sec"}]),
    ],
)
def test_words_that_every_match_has_are_needed(pattern: str, needed: list[set[str]]) -> None:
    assert list(needed_words(pattern)) == needed


@pytest.mark.parametrize(("row", "rule"), RULES)
def test_a_rule_may_match_its_example(row: Rule, rule: CompiledRule) -> None:
    text = fold(row.example)
    assert rule.may_match(words_of(text)) or not rule.search.pattern.search(text)


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        (r"(?:de )?luni\b", {"de", "luni"}),
        (r"(?<!\w)(?P<m>in (?:mai|\d+))", {"in"}),
        (r"(?:0?[1-9]|[12]\d) mai", {"0"}),
        (r"un(?:ui|a)? an", {"un", "unui", "una"}),
        # A word that goes on in no one way, what comes again, and what is no word may be anything.
        (r"zil[ae]", {""}),
        (r"(?:mai){2} an", {"", "mai"}),
        (r"(?:luni)?", {"", "luni"}),
        (r", luni", {""}),
    ],
)
def test_words_that_a_match_can_begin_with(pattern: str, begun: set[str]) -> None:
    assert openings(pattern) == begun


@pytest.mark.parametrize("pattern", [r"(?<!\w)(?:luni, )?\d+ mai\b", r"(?<!\w)zi(?:lele|ua)?\b", r"(?<!\w)[,a] luni\b"])
def test_a_search_finds_what_the_expression_matches(pattern: str) -> None:
    text = "luni, 3 mai, 14 mai si 1mai, o zi si zilele, ziua, zile; a luni, luni"
    found = [match.span() for match in re.finditer(pattern, text)]
    assert found == [match.span() for match in Search(re.compile(pattern)).finditer(text)] != []


@pytest.mark.parametrize(("row", "rule"), RULES)
def test_a_rule_is_run_where_its_example_has_it(row: Rule, rule: CompiledRule) -> None:
    text = fold(row.example)
    assert [m.span() for m in rule.search.finditer(text)] == [m.span() for m in rule.search.pattern.finditer(text)]


def test_most_rules_need_not_be_run_on_a_text_without_words_for_times() -> None:
    words = words_of(fold("Ministrul a semnat un acord cu firma din Iași."))
    assert sum(rule.may_match(words) for _, rule in RULES) < len(RULES) / 2
