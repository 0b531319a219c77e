"""What happens again and again: "în fiecare vineri", "zilnic", "o dată la patru ani", as recurrence rules.

EDTF has no value for such sets of times, so they are no times. RFC 5545 has no rule for "de două ori pe an".

Source: Internet Calendaring and Scheduling (RFC 5545), section 3.3.10.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kgbuild.diacritics import has_diacritics
from kgbuild.extract import calendar, syntax, tense
from kgbuild.lexicon.needed_words import words_of
from kgbuild.lexicon.numbers import fold, load_numbers
from kgbuild.lexicon.recurrences import Cycle, RecurrenceLexicon, habit_form, load_recurrences
from kgbuild.lexicon.time_words import Weekday
from kgbuild.lexicon.times import CompiledRule
from kgbuild.model import AnnotatedText, Mention, Recurrence, Token

_COMMA_BELOW: Final = str.maketrans("şţ", "șț")
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LEAP_YEAR: Final = 2024
_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule's match: where it stands, what its groups hold, and the article it is in."""

    start: int
    end: int
    groups: Mapping[str, str | None]
    text: AnnotatedText
    lexicon: RecurrenceLexicon

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens it covers."""
        return tuple(self.text.tokens_within(self.start, self.end))

    def group(self, name: str) -> str:
        """The folded words of a group, empty where it did not match."""
        return self.groups.get(name) or ""


def find_recurrences(text: AnnotatedText, language: str = "ro") -> tuple[Recurrence, ...]:
    """Find all words that say that something happens again and again.

    Args:
        text: The annotated article.
        language: Whose words to look for.

    Returns:
        The recurrences in text order, keys `s1`, `s2`, …
    """
    lexicon, folded = load_recurrences(language), fold(text.text)
    words = words_of(folded)
    found = [m for rule in lexicon.compiled_rules if rule.may_match(words) for m in _matches(text, folded, rule, lexicon)]
    found.sort(key=lambda m: (m[0].start, -m[0].end))
    chosen: list[tuple[Mention, str]] = []
    for mention, rule in found:
        if not chosen or mention.start >= chosen[-1][0].end:
            chosen.append((mention, rule))
    return tuple(Recurrence(f"s{number}", *each) for number, each in enumerate(chosen, 1))


def _matches(text: AnnotatedText, folded: str, rule: CompiledRule, lexicon: RecurrenceLexicon) -> Iterator[tuple[Mention, str]]:
    for found in rule.search.finditer(folded):
        start, end = found.span("m")
        if rule.unless_before and rule.unless_before.search(folded[max(0, start - _REACH) : start]):
            continue
        value = _VALUES[rule.kind](_Match(start, end, found.groupdict(), text, lexicon))
        if value is not None:
            yield Mention.of(text.text, start, end), value


# ---- values


def _cycle(match: _Match) -> str | None:
    """The rule of "în fiecare zi", "la fiecare două săptămâni", "o dată la patru ani"."""
    number = load_numbers().parse(match.group("n")) if match.group("n") else 1
    if _is_told_apart(match) or number is None or number < 1 or number % 1:
        return None
    return _every(match.lexicon.cycle_of[match.group("noun")], int(number))


def _every(cycle: Cycle, number: int) -> str:
    interval = cycle.interval * number
    parts = [f"FREQ={cycle.frequency}"]
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if cycle.days:
        parts.append(f"BYDAY={','.join(cycle.days)}")
    return ";".join(parts)


def _is_told_apart(match: _Match) -> bool:
    """Whether an adjective says which ones are meant ("în fiecare an electoral")."""
    if not match.tokens:
        return True
    last = match.tokens[-1]
    following = match.text.tokens[last.index + 1 : last.index + 2]
    return any(t.upos == "ADJ" and t.head == last.index for t in following)


def _pace(match: _Match) -> str | None:
    """The rule of "din două în două luni": both numbers are the same."""
    first, second = (load_numbers().parse(match.group(name)) for name in ("n", "n2"))
    return _cycle(match) if first == second else None


def _chain(match: _Match) -> str | None:
    """The rule of "zi de zi": both nouns are the same."""
    return _cycle(match) if match.group("noun") == match.group("noun2") else None


def _word(match: _Match) -> str | None:
    """The rule of an adverb ("zilnic"), or of an adjective of what happens ("protestele zilnice")."""
    if len(match.tokens) != 1:
        return None
    token = match.tokens[0]
    cycle = match.lexicon.cycle_of_word[fold(token.form)]
    governor = match.text.head(token)
    is_name = token.form[0].isupper() and token.index > 0 and match.text.tokens[token.index - 1].sentence == token.sentence
    is_of_kind = governor.lemma.lower() in match.lexicon.kinds.union(cycle.not_of)
    return None if is_name or is_of_kind or token.upos not in {"ADJ", "ADV"} else _every(cycle, 1)


def _weekly(match: _Match) -> str | None:
    """The rule of "în fiecare luni și joi"."""
    return f"FREQ=WEEKLY;BYDAY={_days(_weekdays(match))}"


def _habit(match: _Match) -> str | None:
    """The rule of "vinerea" beside a verb in the present or imperfect; beside others such forms are mostly misspelt dates."""
    first, last = match.tokens[0].index, match.tokens[-1].index + 1
    verb = tense.governor(match.text, first, last)
    if verb is None or not (verb.upos == "AUX" or syntax.is_verbal(verb)) or not _is_lasting(match, verb):
        return None
    days = _weekdays(match)
    return f"FREQ=WEEKLY;BYDAY={_days(days)}" if all(_is_spelt(match, day) for day in days) else None


def _is_lasting(match: _Match, verb: Token) -> bool:
    """Whether a verb is in the present or the imperfect."""
    return verb.has("Tense", "Imp") or tense.tense_of(match.text, verb, match.lexicon.times) == "present"


def _weekdays(match: _Match) -> list[Weekday]:
    by_form = match.lexicon.times.weekday_of
    return [by_form[word] for word in map(fold, (t.form for t in match.tokens)) if word in by_form]


def _is_spelt(match: _Match, day: Weekday) -> bool:
    """Whether a form that only its diacritics tell from a date stands in a text that has them ("sâmbăta", "sâmbătă")."""
    forms = {t.form.lower().translate(_COMMA_BELOW) for t in match.tokens}
    return not day.exact or (habit_form(day) in forms and has_diacritics(match.text.text))


def _days(days: list[Weekday]) -> str:
    return ",".join(_DAYS[number - 1] for number in sorted({d.number for d in days}))


def _weekday_of_month(match: _Match) -> str | None:
    """The rule of "în prima duminică a fiecărei luni"."""
    number = match.lexicon.ordinal_of[match.group("ordinal")]
    day = match.lexicon.times.weekday_of[match.group("weekday")]
    return f"FREQ=MONTHLY;BYDAY={number}{_days([day])}"


def _day_of_month(match: _Match) -> str | None:
    """The rule of "pe 15 ale fiecărei luni"."""
    return f"FREQ=MONTHLY;BYMONTHDAY={_day(match)}"


def _date(match: _Match) -> str | None:
    """The rule of "în fiecare an, pe 9 mai"."""
    row = match.lexicon.times.month_of[match.group("month")]
    following = fold(match.text.text[match.end : match.end + _REACH])
    if not match.group("day"):
        is_other_word = any(re.match(rf" {re.escape(w)}\b", following) for w in row.unless_followed_by)
        return None if is_other_word else f"FREQ=YEARLY;BYMONTH={row.number}"
    if calendar.valid_date(_LEAP_YEAR, row.number, _day(match)) is None:
        return None
    return f"FREQ=YEARLY;BYMONTH={row.number};BYMONTHDAY={_day(match)}"


def _day(match: _Match) -> int:
    return int(match.group("day")) if match.group("day").isdigit() else 1  # "întâi"


_VALUES: Final[Mapping[str, Callable[[_Match], str | None]]] = {
    "cycle": _cycle,
    "pace": _pace,
    "chain": _chain,
    "word": _word,
    "days": _weekly,
    "habit": _habit,
    "weekday_of_month": _weekday_of_month,
    "day_of_month": _day_of_month,
    "date": _date,
}
