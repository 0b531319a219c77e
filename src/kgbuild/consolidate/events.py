"""Which events of different articles are the same happening: by type, participants, time, place, words and company.

Statements ("a declarat") are left out: each is its speaker's, and what is said of an event is for the claims about it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kgbuild.consolidate.event_likeness import CASUALTIES, NEWS_DAYS, befallen, weigh_events
from kgbuild.consolidate.matching import SURE, Likeness
from kgbuild.consolidate.records import COUNTRY_KEY, GROUP_KEY, NAME_KEY, EventRecord

LEAST: Final = 0.5
# What lasts for years, or is told of for years, by what it is taken together with.
_LASTING: Final = {"War": "War", "Conflict": "War", "Invasion": "Invasion"}
# "Agresiunea" of one state against another is told of like an invasion.
_AGGRESSION: Final = "agres"
_DAYS_OF_MONTH: Final = 31
_LONG_AGO: Final = timedelta(days=3650)
# What is ahead is planned for one of so many days.
_DAYS_AHEAD: Final = 7
# So many of those whom its article names stand for an event that tells of nobody.
_MOST_KEYS: Final = 8
# What the keys of events begin with that have a day to meet others on, and of those that have none.
_DATED: Final = "t:"
_UNDATED: Final = "u:"


def to_thing(event: EventRecord) -> EventRecord:
    """Find the thing that an event belongs to: itself, or of a war all that is told of war between the same countries.

    Wars and invasions are named for years without a date. One that lies ten years before its article is told apart by year.

    Args:
        event: An event of an article.
    """
    countries = {p.country: p for p in event.participants if p.country and p.is_country}
    kind = _LASTING.get(event.event_class)
    if kind is None and _AGGRESSION in event.stems and len(countries) > 1:
        kind = "Invasion"
    if kind is None or not countries:
        return event
    era = ""
    if event.latest and event.published and event.published - event.latest > _LONG_AGO:
        era = str(event.latest.year)
    taking_part = tuple(sorted({replace(p, role="party") for p in countries.values()}, key=lambda p: p.key))
    return replace(
        event,
        iri="|".join((kind, "+".join(sorted(countries)), era)),
        article="",
        event_class=kind,
        stems=frozenset((era,)),
        participants=taking_part,
        earliest=None,
        latest=None,
        recurrence=None,
        is_ahead=False,
        published=None,
        figures=frozenset(),
        context=frozenset(),
        names=frozenset(),
        theme=frozenset(),
        text="",
    )


def is_lasting(thing: EventRecord) -> bool:
    """Whether a thing stands for a war and not for one event."""
    return not thing.article


@dataclass(frozen=True, slots=True)
class EventMatcher:
    """Compares events of different articles.

    Args:
        least: The score from which on two are put together.
        kept: The score from which on a pair counts for cohesion.
        cohesion: The least mean score between two clusters that become one.
    """

    least: float = LEAST
    kept: float = 0.2
    cohesion: float = 0.3
    name: str = "event"

    def blocks(self, event: EventRecord) -> Collection[str]:
        """Keys: type with a participant, word or toll, and a day where one is known; of wars, countries; of reprints, words."""
        if is_lasting(event):
            return {f"w:{event.event_class}:{p.country}" for p in event.participants}
        keys = {p.key for p in event.participants} | {f"c:{p.country}" for p in event.participants if p.country} | event.stems
        if event.type in CASUALTIES:
            keys |= {f"#{figure}" for figure in event.figures}
        days = list(_days(event))
        found = {f"d:{event.type}:{key}:{day}" for key in keys for day in days} or {f"v:{event.type}:{key}" for key in keys}
        found |= {f"{_DATED if days else _UNDATED}{event.type}:{key}" for key in _telling(event)}
        return found | {f"o:{event.event_class}:{key}" for key in befallen(event)} | {f"r:{event.text}:{event.label}"}

    def meets(self, key: str) -> Collection[str]:
        """What has the same key; what has no date also what has one, and the other way round."""
        if key.startswith(_DATED):
            return (_UNDATED + key.removeprefix(_DATED),)
        return (key, _DATED + key.removeprefix(_UNDATED)) if key.startswith(_UNDATED) else (key,)

    def compare(self, one: EventRecord, other: EventRecord, _shared: Collection[str]) -> Likeness | None:
        """Compare two events; their articles' actors stand in the records."""
        if is_lasting(one) or is_lasting(other):
            return _compare_wars(one, other)
        if (one.text, one.label, one.participants) == (other.text, other.label, other.participants):
            return Likeness(SURE, ["told in the same words: one article is a near duplicate of the other"])
        return weigh_events(one, other)

    def excludes(self, one: EventRecord, other: EventRecord) -> bool:
        """Whether they are of different types, at different times, befall others, or one recurs and the other happened once."""
        if (
            one.type != other.type
            or is_lasting(one) != is_lasting(other)
            or _recurs_otherwise(one, other)
            or _told_apart(one, other)
        ):
            return True
        if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
            return False
        return one.latest < other.earliest or other.latest < one.earliest

    def apart(self, one: EventRecord, other: EventRecord) -> bool:
        """Whether they are of different articles; an article tells its own events apart."""
        return not one.article or one.article != other.article


def _telling(event: EventRecord) -> set[str]:
    """Keys that tell an event without its day: who takes part, class and countries; of nobody at all, whom its article names."""
    found = {p.key for p in event.participants if not p.is_country and not p.key.startswith(GROUP_KEY)}
    if event.event_class != event.type:
        countries = {f"{COUNTRY_KEY}{p.country}" for p in event.participants if p.country}
        told = countries or {key for key in event.context if key.startswith(COUNTRY_KEY)}
        found |= {f"{event.event_class}:{key}" for key in told}
    return found or set(sorted(key for key in event.context if key.startswith(NAME_KEY))[:_MOST_KEYS])


def _told_apart(one: EventRecord, other: EventRecord) -> bool:
    """Whether one article tells them of different people or things."""
    first, second = ({p.key for p in event.participants if p.role == "patient"} for event in (one, other))
    return one.article == other.article and bool(first) and bool(second) and not first & second


def _recurs_otherwise(one: EventRecord, other: EventRecord) -> bool:
    """Whether two recur by different rules, or one recurs and the other has a time of its own."""
    if one.recurrence and other.recurrence:
        return one.recurrence != other.recurrence
    once = other if one.recurrence else one
    return one.recurrence != other.recurrence and once.earliest is not None


def _compare_wars(one: EventRecord, other: EventRecord) -> Likeness | None:
    if (one.event_class, one.stems) != (other.event_class, other.stems):
        return None
    first, second = ({p.country for p in war.participants} for war in (one, other))
    common = first & second
    score = round(0.3 + 0.6 * len(common) / len(first | second), 2)
    return Likeness(
        score, [f"{one.event_class} in which {len(common)} of {len(first | second)} countries are the same ({score:.2f})"]
    )


def _days(event: EventRecord) -> Iterator[date]:
    """The days on which an event can meet others: those of its time where they are few, else those before the news of it."""
    if event.earliest and event.latest and (event.latest - event.earliest).days <= _DAYS_OF_MONTH:
        first, last = event.earliest, event.latest
    elif event.published and event.is_ahead:
        first, last = event.published - timedelta(days=NEWS_DAYS), event.published + timedelta(days=_DAYS_AHEAD)
    elif event.published:
        first, last = event.published - timedelta(days=NEWS_DAYS), event.published
    else:
        return
    for day in range((last - first).days + 1):
        yield first + timedelta(days=day)
