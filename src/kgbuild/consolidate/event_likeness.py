"""How alike two events of different articles are: weights for class, words, participants, place, time, figures and story.

Each weight has its reason in words. They were chosen on the tuning half of the benchmark's articles and on
stories of our own (`docs/benchmarks.md`).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from kgbuild.consolidate.actors import is_evidence
from kgbuild.consolidate.matching import Likeness
from kgbuild.consolidate.records import COUNTRY_KEY, GROUP_KEY, NAME_KEY, EventRecord, Participant
from kgbuild.consolidate.words import SHORTEST, to_name_stem

_BASE: Final = -0.1
# For so many days an event stays in the news.
NEWS_DAYS: Final = 3
_WEEK: Final = 7
# What seldom befalls one person twice.
_ONCE: Final = frozenset({"Death", "PositionChange", "Sanction"})
# Of these it is told how many they befall.
CASUALTIES: Final = frozenset({"Death", "Injury"})
_CLOSE: Final = 0.75
_FAR: Final = 0.25
_FEW: Final = 10
# Whom these befall is called now this, now that.
_BEFALLING: Final = frozenset({"Accident", "Damage", "Death", "Disaster", "Injury"})
# Of these a word for the kind may be any of its classes ("atacul", "bombardamentul").
_OF_A_KIND: Final = frozenset({"Accident", "Assault", "Disaster", "Election", "Protest"})
# Two sides do these with one another.
_MUTUAL: Final = frozenset({"Agreement", "Consultation", "Conflict", "Cooperation"})
_SIDE: Final = "side"
_SIDES: Final = ("agent", "recipient")
_KEY_ROLES: Final = ("agent", "patient", "recipient")
# What the keys of groups begin with that may be anybody.
_ANYBODY: Final = f"{GROUP_KEY}:"
# How much common company of two articles weighs, by how much there is.
_ONE_STORY: Final = 3.0
_CONTEXT: Final = ((4.5, 0.35), (3.0, 0.25), (2.0, 0.15), (1.0, 0.08))
# From so many on that articles name, what they share or do not share tells something.
_MANY: Final = 4
_MOST_ALIKE: Final = 0.5
_LEAST_ALIKE: Final = 0.15
# The most that is said of what has a date and what has none, where nobody seldom named is in both articles.
_MOST_UNDATED: Final = 0.4


def weigh_events(one: EventRecord, other: EventRecord) -> Likeness:
    """Weigh what speaks for two events being the same and what against it.

    Args:
        one: An event of an article.
        other: An event of the same type of another.
    """
    likeness = Likeness(_BASE)
    _weigh_words(likeness, one, other)
    for role in (_SIDE, "patient") if one.type in _MUTUAL else _KEY_ROLES:
        _weigh_role(likeness, one, other, role)
    _weigh_place(likeness, one, other)
    _weigh_time(likeness, one, other)
    _weigh_theme(likeness, one, other)
    _weigh_figures(likeness, one, other)
    _weigh_context(likeness, one, other)
    if likeness.score > _MOST_UNDATED and _is_date_missing(one, other) and not _share_rare(one, other):
        likeness.weigh(_MOST_UNDATED - likeness.score, "one without a date, and nobody seldom named in common")
    return likeness.settled()


def _weigh_words(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    general = one.type
    if one.event_class == other.event_class:
        likeness.weigh(0.2 if one.event_class != general else 0.1, f"both {one.event_class}")
    elif general not in {one.event_class, other.event_class}:
        likeness.weigh(-0.2, f"{one.event_class} is not {other.event_class}")
    common = one.stems & other.stems
    if common:
        likeness.weigh(0.2 if one.event_class == general else 0.15, f"words alike: {min(common)}-")
    elif one.event_class == other.event_class == general or (
        general in {one.event_class, other.event_class} and general not in _OF_A_KIND
    ):
        likeness.weigh(-0.15, "of no particular kind, and in other words")


def _weigh_role(likeness: Likeness, one: EventRecord, other: EventRecord, role: str) -> None:
    first, second = (_in_role(event, role) for event in (one, other))
    if not first or not second:
        return
    common = {p.key for p in first} & {p.key for p in second}
    specific = common - {p.key for p in first if p.is_country or p.key.startswith(GROUP_KEY)}
    affiliations = {p.country for p in first if p.country} & {p.country for p in second if p.country}
    if len(specific) > 1 and role == _SIDE:
        likeness.weigh(0.5, "same sides")
    elif specific:
        likeness.weigh(0.3, f"same {role}")
    elif any(not key.startswith(_ANYBODY) for key in common):
        likeness.weigh(0.15, f"same country or group as {role}")
    elif affiliations and _are_named(first) and _are_named(second):
        likeness.weigh(-0.15, f"different {role}s of one country")
    elif affiliations and role == "agent":
        likeness.weigh(0.1, f"agents of the same country {min(affiliations)}")
    elif not affiliations and _is_named(first) and _is_named(second):
        likeness.weigh(-0.3, f"different {role}s")
    elif not affiliations and _are_groups(first) and _are_groups(second) and not common:
        likeness.weigh(-0.05 if one.type in _BEFALLING else -0.15, f"{role}s called otherwise")


def _in_role(event: EventRecord, role: str) -> list[Participant]:
    """Who has a role; of what two sides do with one another, either may be told as the one who acts."""
    roles = _SIDES if role == _SIDE else (role,)
    return [p for p in event.participants if p.role in roles]


def _is_named(participants: Iterable[Participant]) -> bool:
    """Whether some of them have a name: a group may be whoever another article names."""
    return any(not p.key.startswith(GROUP_KEY) for p in participants)


def _are_groups(participants: Iterable[Participant]) -> bool:
    """Whether all of them are groups, and of something: "trei oameni" may be anybody."""
    return all(p.key.startswith(GROUP_KEY) and not p.key.startswith(_ANYBODY) for p in participants)


def _are_named(participants: Iterable[Participant]) -> bool:
    """Whether all of them have names and none is a country, for which many speak."""
    return all(not p.is_country and not p.key.startswith(GROUP_KEY) for p in participants)


def _weigh_place(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    first = {p.key: p for p in one.participants if p.role == "place"}
    second = {p.key: p for p in other.participants if p.role == "place"}
    if not first or not second:
        _weigh_place_of_article(likeness, first or second, other if first else one)
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


def _weigh_place_of_article(likeness: Likeness, places: Mapping[str, Participant], other: EventRecord) -> None:
    """Weigh whether the article of an event without a place names where the other happened: what it tells of, it would."""
    told = {key for key, p in places.items() if not p.is_country and not key.startswith(GROUP_KEY)}
    if told and not any(_is_named_by(other, key) for key in told):
        likeness.weigh(-0.2, "an article that does not name the place")
    elif told:
        likeness.weigh(0.1, "an article that names the place")


def _is_named_by(event: EventRecord, key: str) -> bool:
    """Whether the article of an event names somebody or a place."""
    words = key.removeprefix(NAME_KEY).split() if key.startswith(NAME_KEY) else ()
    return key in event.context or any(to_name_stem(word) in event.names for word in words if len(word) >= SHORTEST)


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
    elif not befallen(one) & befallen(other):
        likeness.weigh(-0.3, f"likely {apart} days or more apart")


def _likely_days(event: EventRecord) -> tuple[date, date] | None:
    """When an event most likely happened: as said, else shortly before its article; not to be told of what is ahead or recurs."""
    if event.earliest and event.latest:
        return event.earliest, event.latest
    if event.is_ahead or event.recurrence:
        return None
    return (event.published - timedelta(days=NEWS_DAYS), event.published) if event.published else None


def befallen(event: EventRecord) -> set[str]:
    """The named people whom an event befalls that seldom befalls anybody twice: whenever it is told, it is the same."""
    if event.type not in _ONCE:
        return set()
    return {p.key for p in event.participants if p.role == "patient" and not p.is_country and not p.key.startswith(GROUP_KEY)}


def _weigh_theme(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    """Weigh what is said, given, done."""
    if not one.theme or not other.theme:
        return
    common = one.theme & other.theme
    if common:
        likeness.weigh(0.15, f"about the same: {min(common)}-")
    else:
        likeness.weigh(-0.15, "about other things")


def _is_date_missing(one: EventRecord, other: EventRecord) -> bool:
    """Whether it is known of one of them alone when it happened or was told."""
    return bool(one.published or _likely_days(one)) != bool(other.published or _likely_days(other))


def _share_rare(one: EventRecord, other: EventRecord) -> bool:
    """Whether articles name the same people, bodies or places that no list knows, or tell of what befell the same person."""
    rare = {key for key in one.context & other.context if key.startswith(NAME_KEY) and is_evidence(key.rpartition("/")[2])}
    counted = any(float(figure.partition(" ")[0]) > _FEW for figure in one.figures & other.figures)
    return len(rare) + counted > 1 or bool(befallen(one) & befallen(other))


def _share_somebody(one: EventRecord, other: EventRecord) -> bool:
    """Whether two events share somebody, a country in the same role, or one is at a place that the other's article names."""
    one_side, other_side = ({(p.role if p.is_country else "", p.key) for p in event.participants} for event in (one, other))
    if one_side & other_side:
        return True
    first, second = ({p.key for p in event.participants if p.role == "place" and not p.is_country} for event in (one, other))
    return any(_is_named_by(other, key) for key in first) or any(_is_named_by(one, key) for key in second)


def _weigh_figures(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    """Weigh figures, and how far two numbers of dead or hurt are apart: a toll rises, but two dead are not two hundred."""
    if one.figures & other.figures:
        likeness.weigh(0.25, f"same figure: {min(one.figures & other.figures)}")
        return
    if one.type not in CASUALTIES:
        return
    tolls = [max((float(figure.partition(" ")[0]) for figure in event.figures), default=0.0) for event in (one, other)]
    if min(tolls) > 0:
        ratio = min(tolls) / max(tolls)
        if ratio >= _CLOSE and min(tolls) > _FEW:
            likeness.weigh(0.1, "figures close to one another")
        elif ratio < _FAR:
            likeness.weigh(-0.2, "figures far from one another")


def _weigh_context(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    """Weigh whom both articles name: what else binds events that share nobody?"""
    common = {key for key in one.context & other.context if is_evidence(key.rpartition("/")[2])}
    amount = sum(map(_worth, common))
    weight = next((w for least, w in _CONTEXT if amount >= least), 0.0)
    if weight:
        likeness.weigh(weight, f"articles that name {len(common)} of the same")
    taking_part = {p.key for p in one.participants} & {p.key for p in other.participants}
    if common <= taking_part and min(len(one.context), len(other.context)) >= _MANY:
        likeness.weigh(-0.15, "articles that name nobody else of the same")
    _weigh_names(likeness, one, other)
    told = one.participants and other.participants
    if (amount < _ONE_STORY or one.event_class == one.type or told) and not _share_somebody(one, other):
        likeness.weigh(-0.15, "nobody and no place in common")


def _worth(key: str) -> float:
    """How much it says that two articles name somebody: a country stands in many, who is in no list in few."""
    return 0.5 if key.startswith(COUNTRY_KEY) else 1.5 if key.startswith(NAME_KEY) else 1.0


def _weigh_names(likeness: Likeness, one: EventRecord, other: EventRecord) -> None:
    """Weigh how much of what has a name in the shorter of two articles stands in the other."""
    common, fewest = len(one.names & other.names), min(len(one.names), len(other.names))
    if common > _MANY and common >= _MOST_ALIKE * fewest:
        likeness.weigh(0.1, f"articles that share {common} names")
    elif fewest > _MANY and common < _LEAST_ALIKE * fewest:
        likeness.weigh(-0.15, "articles that share few names")
