"""Which mentions report the same happening: they become one event with several triggers, and each keeps its own claim.

A mention joins the latest event of its type with all of whose mentions it agrees, and to one of which something binds it
(`kgbuild.extract.sameness`); best one that a word of the same stem reports.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.event_mentions import EventMention, find_event_mentions, sure_roles
from kgbuild.extract.sameness import agree, are_bound, same_stem
from kgbuild.model import AnnotatedText, Argument, Event, Extraction, Quantity, Recurrence, Role, TimeExpression


def unite(text: AnnotatedText, extraction: Extraction) -> Extraction:
    """Make one event of all that report the same happening.

    Args:
        text: The analysed article.
        extraction: What was extracted, an event for each trigger.

    Returns:
        The same with fewer events: each has all its triggers, participants and quantities.
        A claim stays for each trigger; where mentions of one event give different figures, each claim has its own.
    """
    clusters: list[list[EventMention]] = []
    by_type: dict[str, list[list[EventMention]]] = defaultdict(list)
    for mention in find_event_mentions(text, extraction):
        homes = [c for c in reversed(by_type[mention.event.type]) if _belongs(mention, c)]
        named_alike = (c for c in homes if any(same_stem(mention, other) for other in c))
        home = next(named_alike, homes[0] if homes else None)
        if home is None:
            clusters.append([mention])
            by_type[mention.event.type].append(clusters[-1])
        else:
            home.append(mention)
    if all(len(c) == 1 for c in clusters):
        return extraction
    return _united(extraction, [[m.event for m in cluster] for cluster in clusters])


def _belongs(mention: EventMention, cluster: Sequence[EventMention]) -> bool:
    """Whether a mention reports what a cluster does: bound to one of its mentions, against none of them."""
    if mention.is_new or not all(agree(mention, other) for other in cluster):
        return False
    return any(are_bound(mention, other) for other in cluster)


# ---- making one of several


def _united(extraction: Extraction, clusters: Iterable[Sequence[Event]]) -> Extraction:
    quantities = {q.key: q for q in extraction.quantities}
    events: list[Event] = []
    home: dict[str, str] = {}
    figures: dict[str, tuple[str, ...]] = {}
    for cluster in clusters:
        events.append(_merged(cluster))
        home |= {event.key: cluster[0].key for event in cluster[1:]}
        if len({tuple(_figures(e, quantities)) for e in cluster if e.quantities}) > 1:
            figures |= {event.key: event.quantities for event in cluster}
    claims = tuple(
        replace(c, content=home.get(c.content, c.content), quantities=figures.get(c.content, ()))
        if c.content in home or c.content in figures
        else c
        for c in extraction.claims
    )
    times = tuple(replace(t, anchor=home[t.anchor]) if t.anchor in home else t for t in extraction.times)
    return replace(extraction, events=tuple(events), claims=claims, times=times)


def _figures(event: Event, quantities: Mapping[str, Quantity]) -> Iterator[tuple[object, ...]]:
    for key in event.quantities:
        quantity = quantities[key]
        yield quantity.value, quantity.minimum, quantity.maximum, quantity.unit


def _merged(cluster: Sequence[Event]) -> Event:
    first = cluster[0]
    if len(cluster) == 1:
        return first
    return replace(
        first,
        triggers=tuple(sorted({t for e in cluster for t in e.triggers})),
        arguments=tuple(_arguments(cluster)),
        theme=next((e.theme for e in cluster if e.theme), None),
        time=next((e.time for e in cluster if e.time), None),
        quantities=tuple(dict.fromkeys(q for e in cluster for q in e.quantities)),
        recurrence=next((e.recurrence for e in cluster if e.recurrence), None),
    )


def _arguments(cluster: Sequence[Event]) -> Iterator[Argument]:
    """Everybody's roles, each with its words wherever it has some; beside who surely has one, no others but places."""
    sure = {(role, key) for e in cluster for role in sure_roles(e) for key in e.actors(role)}
    filled = {role for role, _ in sure if role != "place"}
    arguments = list(dict.fromkeys(a for e in cluster for a in e.arguments if a.role not in filled or (a.role, a.actor) in sure))
    told = {(a.role, a.actor) for a in arguments if a.mention is not None}
    understood: set[tuple[Role, str]] = set()
    for argument in arguments:
        place = (argument.role, argument.actor)
        if argument.mention is not None:
            yield argument
        elif place not in told and place not in understood:
            understood.add(place)
            yield argument


def unite_times(extraction: Extraction) -> Extraction:
    """Make one time of all that mean the same stretch of the calendar, so that events on the same day share it."""
    first: dict[tuple[str, bool], TimeExpression] = {}
    home: dict[str, str] = {}
    for time in extraction.times:
        kept = first.setdefault((time.edtf, time.approximate), time)
        home[time.key] = kept.key
        if kept.key != time.key:
            first[time.edtf, time.approximate] = replace(kept, further=(*kept.further, time.mention))
    anchored = (replace(t, anchor=home.get(t.anchor, t.anchor)) if t.anchor else t for t in first.values())
    return replace(
        extraction,
        times=tuple(anchored),
        events=tuple(replace(e, time=home[e.time]) if e.time and e.time != home[e.time] else e for e in extraction.events),
    )


def unite_recurrences(extraction: Extraction) -> Extraction:
    """Make one recurrence of all with the same rule."""
    first: dict[str, Recurrence] = {}
    home: dict[str, str] = {}
    for recurrence in extraction.recurrences:
        kept = first.setdefault(recurrence.rule, recurrence)
        home[recurrence.key] = kept.key
        if kept.key != recurrence.key:
            first[recurrence.rule] = replace(kept, further=(*kept.further, recurrence.mention))
    events = tuple(replace(e, recurrence=home[e.recurrence]) if e.recurrence else e for e in extraction.events)
    return replace(extraction, recurrences=tuple(first.values()), events=events)
