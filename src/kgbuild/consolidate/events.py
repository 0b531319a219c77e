"""Which events of different articles are the same happening: by type, participants, time, place, words and company.

Statements ("a declarat") are left out: each is its speaker's, and what is said of an event is for the claims about it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kgbuild.consolidate.matching import SURE, Likeness
from kgbuild.consolidate.records import COUNTRY_KEY, GROUP_KEY, EventRecord, Participant

LEAST: Final = 0.5
_BASE: Final = -0.1
# What lasts for years, or is told of for years, by what it is taken together with.
_LASTING: Final = {"War": "War", "Conflict": "War", "Invasion": "Invasion"}
# "Agresiunea" of one state against another is told of like an invasion.
_AGGRESSION: Final = "agres"
# For so many days an event stays in the news.
_NEWS_DAYS: Final = 3
_DAYS_OF_MONTH: Final = 31
_LONG_AGO: Final = timedelta(days=3650)
_WEEK: Final = 7
# What seldom befalls one person twice.
_ONCE: Final = frozenset({"Death", "PositionChange", "Sanction"})
# How much common company of two articles weighs, by how much there is.
_ONE_STORY: Final = 3.0
_CONTEXT: Final = ((4.5, 0.35), (3.0, 0.25), (2.0, 0.15), (1.0, 0.08))
_KEY_ROLES: Final = ("agent", "patient", "recipient")


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
        headline=frozenset(),
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
        """Keys: type with a participant and a day; of wars, the countries; without any date, participants; of reprints, words."""
        if is_lasting(event):
            return {f"w:{event.event_class}:{p.country}" for p in event.participants}
        keys = {p.key for p in event.participants} | {f"c:{p.country}" for p in event.participants if p.country} | event.stems
        days = list(_days(event))
        found = {f"d:{event.type}:{key}:{day}" for key in keys for day in days} or {f"u:{event.type}:{key}" for key in keys}
        return found | {f"o:{event.event_class}:{key}" for key in _befallen(event)} | {f"r:{event.text}:{event.label}"}

    def compare(self, one: EventRecord, other: EventRecord, _shared: Collection[str]) -> Likeness | None:
        """Compare two events; their articles' actors stand in the records."""
        if is_lasting(one) or is_lasting(other):
            return _compare_wars(one, other)
        if (one.text, one.label, one.participants) == (other.text, other.label, other.participants):
            return Likeness(SURE, ["told in the same words: one article is a near duplicate of the other"])
        likeness = Likeness(_BASE)
        _weigh_words(likeness, one, other)
        for role in _KEY_ROLES:
            _weigh_role(likeness, one, other, role)
        _weigh_place(likeness, one, other)
        _weigh_time(likeness, one, other)
        if one.figures & other.figures:
            likeness.weigh(0.25, f"same figure: {min(one.figures & other.figures)}")
        _weigh_context(likeness, one, other)
        return likeness.settled()

    def excludes(self, one: EventRecord, other: EventRecord) -> bool:
        """Whether they are of different types, happened at different times, or one recurs and the other happened once."""
        if one.type != other.type or is_lasting(one) != is_lasting(other) or _recurs_otherwise(one, other):
            return True
        if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
            return False
        return one.latest < other.earliest or other.latest < one.earliest

    def apart(self, one: EventRecord, other: EventRecord) -> bool:
        """Whether they are of different articles; an article tells its own events apart."""
        return not one.article or one.article != other.article


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
    elif event.published:
        first, last = event.published - timedelta(days=_NEWS_DAYS), event.published
    else:
        return
    for day in range((last - first).days + 1):
        yield first + timedelta(days=day)


def _weigh_words(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    general = one.type
    if one.event_class == other.event_class:
        likeness.weigh(0.2 if one.event_class != general else 0.1, f"both {one.event_class}")
    elif general not in {one.event_class, other.event_class}:
        likeness.weigh(-0.2, f"{one.event_class} is not {other.event_class}")
    common = one.stems & other.stems
    if common:
        likeness.weigh(0.2 if one.event_class == general else 0.15, f"words alike: {min(common)}-")


def _weigh_role(likeness: Likeness, one: EventRecord, other: EventRecord, role: str) -> None:
    first = [p for p in one.participants if p.role == role]
    second = [p for p in other.participants if p.role == role]
    if not first or not second:
        return
    common = {p.key for p in first} & {p.key for p in second}
    specific = common - {p.key for p in first if p.is_country or p.key.startswith(GROUP_KEY)}
    affiliations = {p.country for p in first if p.country} & {p.country for p in second if p.country}
    if specific:
        likeness.weigh(0.3, f"same {role}")
    elif common:
        likeness.weigh(0.15, f"same country or group as {role}")
    elif affiliations and role == "agent":
        likeness.weigh(0.1, f"agents of the same country {min(affiliations)}")
    elif not affiliations and _is_named(first) and _is_named(second):
        likeness.weigh(-0.3, f"different {role}s")
    elif not affiliations and not _is_named(first) and not _is_named(second):
        likeness.weigh(-0.15, f"{role}s called otherwise")


def _is_named(participants: Iterable[Participant]) -> bool:
    """Whether some of them have a name: a group may be whoever another article names."""
    return any(not p.key.startswith(GROUP_KEY) for p in participants)


def _weigh_place(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    first = {p.key: p for p in one.participants if p.role == "place"}
    second = {p.key: p for p in other.participants if p.role == "place"}
    if not first or not second:
        return
    towns, others = ({key for key, p in places.items() if not p.is_country} for places in (first, second))
    if towns & others:
        likeness.weigh(0.25, "same place")
    elif towns and others:
        likeness.weigh(-0.35, "different places")
    elif first.keys() & second.keys():
        likeness.weigh(0.1, "same country as place")
    else:
        countries, other_countries = ({p.country for p in places.values()} for places in (first, second))
        if None not in countries | other_countries and not countries & other_countries:
            likeness.weigh(-0.5, "places in different countries")
        elif not (countries & other_countries) - {None}:
            likeness.weigh(-0.2, "different places")


def _weigh_time(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    if one.earliest and one.latest and other.earliest and other.latest:
        longest = max((one.latest - one.earliest).days, (other.latest - other.earliest).days)
        likeness.weigh(0.3 if longest <= _WEEK else 0.15, "same time")
        return
    first, second = _likely_days(one), _likely_days(other)
    if first is None or second is None:
        return
    apart = max((second[0] - first[1]).days, (first[0] - second[1]).days)
    if apart <= 0:
        likeness.weigh(0.15, "likely at the same time")
    elif not _befallen(one) & _befallen(other):
        likeness.weigh(-0.3, f"likely {apart} days or more apart")


def _likely_days(event: EventRecord) -> tuple[date, date] | None:
    """When an event most likely happened: as said, else shortly before its article; not to be told of what is ahead or recurs."""
    if event.earliest and event.latest:
        return event.earliest, event.latest
    if event.is_ahead or event.recurrence:
        return None
    return (event.published - timedelta(days=_NEWS_DAYS), event.published) if event.published else None


def _befallen(event: EventRecord) -> set[str]:
    """The named people whom an event befalls that seldom befalls anybody twice: whenever it is told, it is the same."""
    if event.type not in _ONCE:
        return set()
    return {p.key for p in event.participants if p.role == "patient" and not p.is_country and not p.key.startswith(GROUP_KEY)}


def _weigh_context(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    """Weigh whom both articles name (a country counts half, since many name it): what else binds events that share nobody?"""
    common = one.context & other.context
    amount = sum(0.5 if key.startswith(COUNTRY_KEY) else 1.0 for key in common)
    weight = next((w for least, w in _CONTEXT if amount >= least), 0.0)
    if weight:
        likeness.weigh(weight, f"articles that name {len(common)} of the same")
    if amount < _ONE_STORY and not {p.key for p in one.participants} & {p.key for p in other.participants}:
        likeness.weigh(-0.15, "nobody and no place in common")
