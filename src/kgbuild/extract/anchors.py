"""Times that count from an event: "la două zile după atac", "cu o lună înainte de alegeri", "de când a început războiul"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from kgbuild.extract import calendar, syntax, tense
from kgbuild.extract.calendar import Period
from kgbuild.extract.intermediate import Trigger
from kgbuild.lexicon.needed_words import Search
from kgbuild.lexicon.numbers import alternatives, fold, load_numbers
from kgbuild.lexicon.occurrence import SinceEvent, load_occurrence
from kgbuild.lexicon.time_words import UnitName
from kgbuild.lexicon.times import load_times
from kgbuild.model import AnnotatedText, Event, Granularity, Mention, TimeExpression, Token

_REACH: Final = 8
# What a time must be precise to for some of a unit to be counted from it.
_FINE: Final[dict[UnitName, frozenset[Granularity]]] = {
    "hour": frozenset({"day"}),
    "day": frozenset({"day"}),
    "week": frozenset({"day"}),
    "month": frozenset({"day", "month"}),
    "year": frozenset({"day", "month", "year"}),
}
_HOURS_IN_DAY: Final = 24
_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class _Distance:
    """Some of a unit after (before) an event."""

    mention: Mention
    unit: UnitName
    number: float

    def reversed(self) -> "_Distance":
        return replace(self, number=-self.number)


def anchor_times(
    text: AnnotatedText,
    triggers: Sequence[Trigger],
    events: Sequence[Event],
    times: Sequence[TimeExpression],
    published: date | None = None,
    language: str = "ro",
) -> tuple[tuple[TimeExpression, ...], tuple[Event, ...]]:
    """Work out the times that count from an event, and give them to the events they belong to.

    "La zece zile după declarație" dates the event around it where the day of the other is known, else the other way round. What
    happens "de când a început războiul" lasts from the time of that event to the day of publication.

    Args:
        text: The analysed article.
        triggers: The words that report the events.
        events: The events, in the order of `triggers`, with their times.
        times: The times found so far.
        published: The article's day of publication.
        language: Whose words for times to look for.

    Returns:
        All times in text order, and the events, dated where they were not.
    """
    found = list(times)
    dated = list(events)
    for distance in _distances(text, times, language):
        owner, anchor = _owner(text, triggers, distance.mention), _anchor(text, triggers, distance.mention)
        if owner is None or anchor is None or owner == anchor:
            continue
        for undated, base, counted in ((owner, anchor, distance), (anchor, owner, distance.reversed())):
            if dated[undated].time is None and (time := _time(counted, _known(triggers, dated, found, base), dated[base])):
                found.append(replace(time, key=f"t{len(found) + 1}"))
                dated[undated] = replace(dated[undated], time=found[-1].key)
                break
    for lasting, start, mention in _lasting(text, triggers, language) if published else ():
        origin = _known(triggers, dated, found, start)
        if dated[lasting].time is None and published and origin is not None and origin.latest < published:
            found.append(replace(_since(origin, mention, published), key=f"t{len(found) + 1}", anchor=dated[start].key))
            dated[lasting] = replace(dated[lasting], time=found[-1].key)
    return tuple(sorted(found, key=lambda t: t.mention)), tuple(dated)


def _distances(text: AnnotatedText, times: Sequence[TimeExpression], language: str) -> Iterator[_Distance]:
    """The distances whose value no time of the text has given yet."""
    lexicon, folded = load_times(language), fold(text.text)
    for rule in (r for r in lexicon.compiled_rules if r.kind in {"after", "before"}):
        for match in rule.search.finditer(folded):
            start, end = match.span("m")
            number = load_numbers(language).parse(match["n"])
            if number is None or any(t.mention.start < end and start < t.mention.end for t in times):
                continue
            unit = lexicon.unit_of[match["units"]].name
            yield _Distance(Mention.of(text.text, start, end), unit, number if rule.kind == "after" else -number)


def _owner(text: AnnotatedText, triggers: Sequence[Trigger], mention: Mention) -> int | None:
    """The event whose clause a distance stands in."""
    top = syntax.top(text, mention)
    above = () if top is None else text.ancestors(top)
    heads = {token.index: n for n, t in enumerate(triggers) for token in (t.head, t.outer)}
    return next((heads[t.index] for t in above if t.index in heads and not mention.start <= t.start < mention.end), None)


def _anchor(text: AnnotatedText, triggers: Sequence[Trigger], mention: Mention) -> int | None:
    """The event right behind a distance."""
    behind = [t.index for t in text.tokens if t.start >= mention.end][:_REACH]
    sentence = next((t.sentence for t in text.tokens if t.start >= mention.start), None)
    return next((n for n, t in enumerate(triggers) if t.head.index in behind and t.head.sentence == sentence), None)


def _known(
    triggers: Sequence[Trigger], events: Sequence[Event], times: Sequence[TimeExpression], position: int
) -> TimeExpression | None:
    """The time of an event, else that of the nearest earlier one that a word of the same stem reports."""
    by_key = {t.key: t for t in times}
    if (own := events[position].time) is not None:
        return by_key[own]
    here = triggers[position]
    for other, event in zip(reversed(triggers[:position]), reversed(events[:position]), strict=True):
        if event.time and event.type == events[position].type and _is_same_word(other.head, here.head):
            return by_key[event.time]
    return None


def _is_same_word(first: Token, second: Token) -> bool:
    """Whether two words are one, or of one stem ("a invadat", "invazia")."""
    one, two = fold(first.lemma), fold(second.lemma)
    return one == two or (len(one) > _STEM < len(two) and one[:_STEM] == two[:_STEM])


def _time(distance: _Distance, base: TimeExpression | None, anchor: Event) -> TimeExpression | None:
    if base is None or base.granularity not in _FINE.get(distance.unit, frozenset()):
        return None
    period = _at(distance, base)
    if period is None:
        return None
    return TimeExpression(
        "t", distance.mention, period.earliest, period.latest, period.granularity, period.edtf, anchor.key, base.approximate
    )


def _at(distance: _Distance, base: TimeExpression) -> Period | None:
    number, unit = distance.number, distance.unit
    if unit == "hour":
        number, unit = int(number / _HOURS_IN_DAY), "day"
    try:
        return calendar.distance(base.latest if number > 0 else base.earliest, unit, number)
    except (ValueError, OverflowError):  # beyond the calendar
        return None


# ---- since an event


@cache
def _search_for(forms: tuple[str, ...]) -> Search:
    """Finds the words for since."""
    return Search(re.compile(rf"\b{alternatives(forms)}(?= )"))


def _lasting(text: AnnotatedText, triggers: Sequence[Trigger], language: str) -> Iterator[tuple[int, int, Mention]]:
    """The events that last since another one, that other one, and the words that say so."""
    folded, units = fold(text.text), load_times(language).unit_of
    for row in load_occurrence(language).since:
        for match in _search_for(row.forms).finditer(folded):
            opening = next(t for t in text.tokens if t.end > match.start())
            before = fold(text.tokens[opening.index - 1].form) if opening.index else ""
            start = _start(text, triggers, row, match.end())
            if start is None or before in units or before in map(fold, row.unless_preceded_by):
                continue
            lasting = _governing(text, triggers, opening, start)
            if lasting is not None:
                yield lasting, start, Mention.of(text.text, match.start(), triggers[start].head.end)


def _start(text: AnnotatedText, triggers: Sequence[Trigger], row: SinceEvent, offset: int) -> int | None:
    """The event right behind the words for since."""
    behind = [t for t in text.tokens if t.start >= offset][:_REACH]
    if not behind:
        return None
    within = {t.index for t in behind if t.sentence == behind[0].sentence}
    near = [n for n, t in enumerate(triggers) if t.head.index in within]
    for number in near[:1]:
        trigger = triggers[number]
        begins = behind[0].lemma.lower() in row.nouns or (trigger.head == behind[0] and trigger.frame.type in row.types)
        if row.clause or (begins and trigger.head.upos == "NOUN"):
            return number
    return None


def _governing(text: AnnotatedText, triggers: Sequence[Trigger], opening: Token, start: int) -> int | None:
    """The event whose verb a clause or phrase hangs on, unless it is a speech act, which does not last, or lies ahead."""
    heads = {token.index: n for n, t in enumerate(triggers) for token in (t.head, t.outer)}
    top = next((t for t in text.ancestors(opening) if t.upos == "NOUN" or syntax.is_verbal(t)), None)
    if top is None or top.index < opening.index:
        return None
    for token in text.ancestors(top):
        number = heads.get(token.index, start)
        if number != start:
            verb = triggers[number].outer
            lasts = syntax.is_verbal(verb) and triggers[number].frame.type != "COMMUNICATE"
            return number if lasts and tense.tense_of(text, verb, load_times()) != "future" else None
        if syntax.is_verbal(token):
            return None
    return None


def _since(base: TimeExpression, mention: Mention, published: date) -> TimeExpression:
    period = Period(base.earliest, base.latest, base.granularity, base.edtf, base.approximate)
    lasting = calendar.span(period, calendar.day(published), base.granularity)
    return replace(base, mention=mention, latest=lasting.latest, edtf=lasting.edtf, further=())
