"""Times: dates, months, years, weekdays, relative and anchored expressions, each with the precision of its words.

A weekday, or a date without its year, is resolved by the tense of the clause: the last one on or before the day of publication,
or the next one after a verb in the future. Several dates joined make one interval from the first to the last. What has no
calendar value is left out: durations ("120 de zile"), ages, habits ("duminica", see `kgbuild.extract.recurrences`), clock times,
vague stretches ("în ultimii ani").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Final

from kgbuild.diacritics import has_diacritics
from kgbuild.extract import calendar, tense
from kgbuild.extract.calendar import Period, Tense
from kgbuild.extract.time_values import Context, Groups, Value, candidates, has_year, resolve
from kgbuild.lexicon.needed_words import words_of
from kgbuild.lexicon.numbers import fold, load_numbers
from kgbuild.lexicon.time_words import Since
from kgbuild.lexicon.times import CompiledRule, TimeLexicon, load_times
from kgbuild.model import AnnotatedText, Mention, TimeExpression

_COMMA_BELOW: Final = str.maketrans("şţ", "șț")
_JOIN: Final = re.compile(
    r" ?- ?|/|,? (?:si|sau|spre) (?:(?:in|pe|pana (?:in|la|pe)) )?(?:data de |luna |anul )?"
    r"|,? pana (?:in|la|pe) (?:data de )?| pana "
)
_JOINED_BEFORE: Final = re.compile(r"([\w.]+)(?:,| si| sau| ?-) ?$")
_DISTANCES: Final = frozenset({"after", "before"})
_JOINABLE: Final = frozenset({"date", "month", "year", "weekday", "relative_day"})
_MEMORY: Final = 3
_REACH: Final = 60
_end: Final = attrgetter("end")


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule's match: the words, and what the groups of the rule hold."""

    start: int
    end: int
    kind: str
    groups: Groups


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article's text, ready to be searched."""

    text: AnnotatedText
    folded: str
    lexicon: TimeLexicon
    published: date | None

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that a stretch of text touches."""
        first = min(bisect_right(self.text.tokens, start, key=_end), len(self.text.tokens) - 1)
        last = first + 1
        while last < len(self.text.tokens) and self.text.tokens[last].start < end:
            last += 1
        return first, last

    def sentence(self, offset: int) -> int:
        """The index of the sentence that a code point stands in."""
        return bisect_right(self.text.sentences, offset, key=_end)


def find_times(
    text: AnnotatedText, published: date | None, language: str = "ro", *, apart: Sequence[Mention] = ()
) -> tuple[TimeExpression, ...]:
    """Find all times of an article and work out what they mean.

    Args:
        text: The annotated article.
        published: Its day of publication; without it only absolute times, and those counted from them, are found.
        language: Whose words for times to look for.
        apart: Words that are no times, since they say that something happens again and again.

    Returns:
        The times in text order, keys `t1`, `t2`, …
    """
    if not text.tokens:
        return ()
    lexicon = load_times(language)
    reading = _Reading(text, fold(text.text), lexicon, published)
    groups = _joined(reading, _select(reading, apart))
    return _expressions(reading, groups)


def _select(reading: _Reading, apart: Sequence[Mention]) -> list[_Match]:
    """The leftmost longest of all matches that nothing speaks against."""
    words = words_of(reading.folded)
    found = [m for rule in reading.lexicon.compiled_rules if rule.may_match(words) for m in _matches(reading, rule)]
    found = [m for m in found if not any(a.start < m.end and m.start < a.end for a in apart)]
    found.sort(key=lambda m: (m.start, -m.end))
    chosen: list[_Match] = []
    for match in found:
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    return chosen


def _matches(reading: _Reading, rule: CompiledRule) -> Iterator[_Match]:
    for found in rule.search.finditer(reading.folded):
        start, end = found.span("m")
        match = _Match(start, end, rule.kind, found.groupdict())
        if rule.unless_before and rule.unless_before.search(reading.folded[max(0, start - _REACH) : start]):
            continue
        if not _is_excluded(reading, match):
            yield match


def _is_excluded(reading: _Reading, match: _Match) -> bool:
    before = reading.folded[max(0, match.start - _REACH) : match.start]
    after = reading.folded[match.end : match.end + _REACH]
    opened = reading.lexicon.open_before.search(before)
    if opened and not opened["units"]:
        return True
    if match.kind in {"date", "days", "month"} and reading.lexicon.name_before.search(before):
        return True
    return _is_no_month(reading, match, before, after) or _is_other_word(reading, match, before, after)


def _is_no_month(reading: _Reading, match: _Match, before: str, after: str) -> bool:
    """Whether a form that is also another word is no month here ("mai târziu")."""
    month = match.groups.get("month")
    if not month or match.groups.get("day2"):
        return False
    row = reading.lexicon.month_of[month]
    if row.unless_followed_by and after.startswith(" ") and not has_year(match.groups):
        follower = reading.text.token_at(match.end + 1)
        if _starts(after, row.unless_followed_by) or (follower is not None and follower.upos in {"ADJ", "ADV"}):
            return True
    joined = _JOINED_BEFORE.search(before) if match.kind == "month" and match.groups["m"] == month else None
    return joined is not None and joined[1] not in reading.lexicon.month_of


def _is_other_word(reading: _Reading, match: _Match, before: str, after: str) -> bool:
    """Whether words that may be a time are something else here."""
    match match.kind:
        case "weekday":
            return _is_no_weekday(reading, match, before, after)
        case "holiday" if reading.lexicon.holiday_of[match.groups["holiday"] or ""].church and _is_lower(reading, match):
            return True
        case "lasting" | "holiday":
            return before.endswith(" de ") and not _follows_verb(reading, match)
        case "relative_day":
            relative = reading.lexicon.relative_of[match.groups["relative"] or ""]
            return relative.exact and not _is_spelt(reading, match, relative.forms)
        case _:
            return False


def _is_lower(reading: _Reading, match: _Match) -> bool:
    """Whether no word of a match begins with a capital ("paste" are no Easter)."""
    return reading.text.text[match.start : match.end].islower()


def _follows_verb(reading: _Reading, match: _Match) -> bool:
    """Whether the "de" before a time follows a verb ("judecat de zece luni"), not a noun ("un copil de zece luni")."""
    first, _ = reading.tokens(match.start, match.end)
    before = reading.text.tokens[first - 2] if first > 1 else None
    return before is not None and (before.upos == "VERB" or before.feats.get("VerbForm") == "Part")


def _is_no_weekday(reading: _Reading, match: _Match, before: str, after: str) -> bool:
    word = match.groups["weekday"] or ""
    row = reading.lexicon.weekday_of[word]
    if row.unless_preceded_by or row.unless_followed_by:
        words = before.removesuffix(" de ").split()
        number = words and (words[-1].isdigit() or words[-1] in load_numbers().values)
        if number or before.endswith(tuple(f" {w} " for w in row.unless_preceded_by)) or _starts(after, row.unless_followed_by):
            return True
    if match.groups.get("which"):
        return False
    if row.exact:
        return not _is_spelt(reading, match, row.forms)
    return word not in map(fold, row.forms)


def _starts(after: str, words: Sequence[str]) -> bool:
    return any(re.match(rf" {re.escape(w)}\b", after) for w in words)


def _is_spelt(reading: _Reading, match: _Match, forms: Sequence[str]) -> bool:
    written = reading.text.text[match.start : match.end].lower().translate(_COMMA_BELOW)
    return written.startswith(tuple(forms)) or not has_diacritics(reading.text.text)


def _joined(reading: _Reading, matches: Sequence[_Match]) -> list[list[_Match]]:
    """Group the times that the text joins to one: "sâmbătă și duminică", "iulie, august și noiembrie 2025"."""
    groups: list[list[_Match]] = []
    position = 0
    while position < len(matches):
        size = 1
        for end in range(position + 1, len(matches)):
            between = reading.folded[matches[end - 1].end : matches[end].start]
            if not _may_join(matches[end - 1], matches[end], between):
                break
            if between != ", ":
                size = end - position + 1
        group = list(matches[position : position + size])
        if size > 1 and reading.published is None and not has_year(group[-1].groups):
            groups.extend([m] for m in group)  # the last one has no value here, and the others may
        else:
            groups.append(group)
        position += size
    return groups


def _may_join(first: _Match, second: _Match, between: str) -> bool:
    """Whether two times with these words between them make one."""
    if not {first.kind, second.kind} <= _JOINABLE or not (between == ", " or _JOIN.fullmatch(between)):
        return False
    if first.kind != second.kind:
        return {first.kind, second.kind} <= {"date", "month", "year"} and ("pana" in between or "-" in between)
    return has_year(second.groups) or not has_year(first.groups)


def _expressions(reading: _Reading, groups: Sequence[list[_Match]]) -> tuple[TimeExpression, ...]:
    found: list[TimeExpression] = []
    periods: list[tuple[int, str, Period]] = []
    for position, group in enumerate(groups):
        first, last = reading.tokens(group[0].start, group[-1].end)
        sentence = reading.text.tokens[first].sentence
        near = [(key, p) for s, key, p in reversed(periods) if sentence - s < _MEMORY]
        context = Context(
            reading.published,
            _tense(reading, group[0], first, last),
            reading.lexicon,
            [p for _, p in near],
            _following(reading, groups, position),
        )
        value = resolve(group[0].kind, group[0].groups, context) if len(group) == 1 else _resolve_joined(group, context)
        if value is None:
            continue
        period, anchor = value.period, value.anchor
        if len(group) == 1 and reading.published and _is_since(reading, group[0], period, (first, last)):
            period = calendar.span(period, calendar.day(reading.published), period.granularity)
        elif _is_about(reading, group[0]):
            period = period.about()
        key = f"t{len(found) + 1}"
        if anchor == "text":
            anchor = near[0][0] if near else None
        periods.append((sentence, key, period))
        found.append(_expression(reading, group, period, key, anchor))
    return tuple(found)


def _expression(reading: _Reading, group: Sequence[_Match], period: Period, key: str, anchor: str | None) -> TimeExpression:
    start = group[0].start
    if edge := reading.lexicon.edge_before.search(reading.folded[max(0, start - _REACH) : start]):
        start -= len(edge[0])
        if period.granularity == "week" and reading.lexicon.edge_of[edge["edge"]].end:
            period = calendar.end_of_week(period.earliest)
    mention = Mention.of(reading.text.text, start, group[-1].end)
    return TimeExpression(
        key, mention, period.earliest, period.latest, period.granularity, period.edtf, anchor, period.approximate
    )


def _tense(reading: _Reading, match: _Match, first: int, last: int) -> Tense:
    found = tense.tense_at(reading.text, first, last, reading.lexicon)
    before = reading.folded[max(0, match.start - _REACH) : match.start]
    for ahead, pattern in reading.lexicon.ahead_before:
        if pattern.search(before):
            to_the_day = match.kind in {"date", "days", "weekday"}
            verb = tense.governor(reading.text, first, last)
            still = (ahead.always and to_the_day) or (verb is not None and verb.lemma in ahead.beside)
            return "future" if found != "past" or still else found
    return found


def _following(reading: _Reading, groups: Sequence[list[_Match]], position: int) -> Period | None:
    """What the next time means, where it stands near in the same sentence and a distance may be counted from it."""
    if groups[position][0].kind not in _DISTANCES or position + 1 == len(groups):
        return None
    here, following = groups[position][-1], groups[position + 1][0]
    near = following.start - here.end <= _REACH and reading.sentence(here.start) == reading.sentence(following.start)
    if not near or following.kind in _DISTANCES:
        return None
    first, last = reading.tokens(following.start, following.end)
    context = Context(reading.published, _tense(reading, following, first, last), reading.lexicon)
    value = resolve(following.kind, following.groups, context)
    return value.period if value else None


def _resolve_joined(group: Sequence[_Match], context: Context) -> Value | None:
    """From the first to the last of several times; the last is resolved first, the others lie before it."""
    last = resolve(group[-1].kind, group[-1].groups, context)
    if last is None:
        return None
    periods = [last.period]
    for match in reversed(group[:-1]):
        period = _before(match, periods[0], context)
        if period is None:
            return None
        periods.insert(0, period)
    first = min(periods, key=lambda p: p.earliest)
    end = max(periods, key=lambda p: p.latest)
    return Value(calendar.span(first, end), last.anchor)


def _before(match: _Match, following: Period, context: Context) -> Period | None:
    if match.kind not in {"date", "month", "weekday"} or has_year(match.groups) or match.groups.get("which"):
        value = resolve(match.kind, match.groups, context)
        return value.period if value else None
    possible = candidates(match.kind, match.groups, replace(context, published=following.latest, tense="past"))
    return next((p for p in reversed(possible) if p.earliest <= following.latest), None)


def _is_since(reading: _Reading, match: _Match, period: Period, tokens: tuple[int, int]) -> bool:
    """Whether the words stretch a past time to the day of publication."""
    if (
        reading.published is None
        or period.earliest >= reading.published
        or "/" in period.edtf
        or match.kind in {*_DISTANCES, "ago"}
    ):
        return False
    edge = match.groups.get("edge")
    start = match.start + len(edge) + 1 if edge else match.start
    before = reading.folded[max(0, start - _REACH) : start]
    if reading.lexicon.until_now_after.match(reading.folded, match.end):
        return True
    for since, pattern in reading.lexicon.since_before:
        if pattern.search(before):
            return _holds(reading, since, period, tokens)
    return False


def _holds(reading: _Reading, since: Since, period: Period, tokens: tuple[int, int]) -> bool:
    if since.when == "always":
        return True
    governor = tense.governor(reading.text, *tokens)
    if (
        reading.published is None
        or period.latest >= reading.published
        or governor is None
        or governor.upos not in {"VERB", "AUX"}
    ):
        return False
    found = tense.tense_of(reading.text, governor, reading.lexicon)
    if since.when == "verbal":
        return found != "future"
    participle = governor.feats.get("VerbForm") == "Part"
    bare = participle and not any(c.relation == "aux" for c in reading.text.children(governor))
    return found == "present" or bare


def _is_about(reading: _Reading, match: _Match) -> bool:
    """Whether the words before a time make it approximate ("în jurul datei de")."""
    if match.groups.get("approx"):
        return False
    before = reading.folded[max(0, match.start - _REACH) : match.start]
    return reading.lexicon.approximation_before.search(before) is not None
