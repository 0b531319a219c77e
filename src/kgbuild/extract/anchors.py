"""Times that count from an event: "la două zile după atac", "cu o lună înainte de alegeri"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.extract import calendar, syntax
from kgbuild.extract.calendar import Period
from kgbuild.extract.intermediate import Trigger
from kgbuild.lexicon.numbers import fold, load_numbers
from kgbuild.lexicon.time_words import UnitName
from kgbuild.lexicon.times import load_times
from kgbuild.model import AnnotatedText, Event, Granularity, Mention, TimeExpression

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
    language: str = "ro",
) -> tuple[tuple[TimeExpression, ...], tuple[Event, ...]]:
    """Work out the times that count from an event, and give them to the events they belong to.

    "La zece zile după declarație" dates the event around it where the day of the other is known, else the other way round.

    Args:
        text: The analysed article.
        triggers: The words that report the events.
        events: The events, in the order of `triggers`, with their times.
        times: The times found so far.
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
    return tuple(sorted(found, key=lambda t: t.mention)), tuple(dated)


def _distances(text: AnnotatedText, times: Sequence[TimeExpression], language: str) -> Iterator[_Distance]:
    """The distances whose value no time of the text has given yet."""
    lexicon, folded = load_times(language), fold(text.text)
    for rule in (r for r in lexicon.compiled_rules if r.kind in {"after", "before"}):
        for match in rule.pattern.finditer(folded):
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
    """The time of an event, else that of the nearest earlier one that the same noun or verb reports."""
    by_key = {t.key: t for t in times}
    if (own := events[position].time) is not None:
        return by_key[own]
    here = triggers[position]
    for other, event in zip(reversed(triggers[:position]), reversed(events[:position]), strict=True):
        if event.time and event.type == events[position].type and other.head.lemma == here.head.lemma:
            return by_key[event.time]
    return None


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
