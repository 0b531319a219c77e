"""Keep what belongs into the graph: the actors that the article is about, what they do, and its times and quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.standing import describe_actors
from kgbuild.lexicon.actor_nouns import load_institution_nouns, load_towns
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.word_forms import is_form_of
from kgbuild.linear import LinearModel
from kgbuild.model import Actor, ActorType, AnnotatedText, Argument, Event, Extraction, Relation, Role
from kgbuild.vocab import RELATION_ENDS

# What the model says of an actor that only stands in the text.
NOBODY: Final = "none"
# How likely an actor must take part to be kept: by itself, and where something found refers to it.
STANDING, REFERRED_TO = 0.48, 0.36
# How likely somebody without a name must take part, though no stage found how, to have it told where he belongs.
BELONGING: Final = 0.55
_OF_LANDS = frozenset({"citizenOf", "partOf"})
_PEOPLE = frozenset({"Person", "PersonGroup"})
_HARM = frozenset({"DEATH", "INJURY"})


def select(text: AnnotatedText, extraction: Extraction, named: frozenset[str], model: LinearModel) -> Extraction:
    """Drop the actors that the model takes for no participants, with what is said of them alone; times and quantities unused.

    A participant stays, though no stage found its role. So goes a relation of somebody without a name who takes part in
    nothing, unless it says of what country he is and he is likely to take part, and one between actors of types that it does
    not join.

    Args:
        text: The analysed article.
        extraction: All that the stages found.
        named: Keys of the actors that have a name of their own.
        model: Tells participants from others by the features of `standing`.

    Returns:
        The part of it that hangs together.
    """
    described = describe_actors(text, extraction, named)
    chances = {key: 1 - shares[NOBODY] for key, shares in zip(described, model.weigh(described.values()), strict=True)}
    extraction = _without(extraction, {key for key, chance in chances.items() if chance < REFERRED_TO})
    types = {a.key: a.type for a in extraction.actors}
    events = tuple(_fitting(e, types) for e in extraction.events)
    taking_part = {a.actor for e in events for a in e.arguments}
    taking_part |= {k for c in extraction.claims for k in (*c.sources, *c.relayed_by)}
    led = {r.object for r in extraction.relations if r.predicate == "leads"}
    actors = tuple(_typed_by_use(a, events, led) for a in extraction.actors)
    types = {a.key: a.type for a in actors}
    told = named | taking_part
    likely = told | {key for key, chance in chances.items() if chance >= BELONGING}
    relations = tuple(
        r for r in extraction.relations if r.subject in (likely if r.predicate in _OF_LANDS else told) and _joins(r, types)
    )
    extraction = replace(extraction, actors=actors, relations=relations)
    kept = {e.key for e in events} | {r.key for r in relations}
    claims = tuple(c for c in extraction.claims if c.content in kept)
    standing = {key for key, chance in chances.items() if chance >= STANDING}
    used = _referred_actors(events, extraction, standing.union(*((*c.sources, *c.relayed_by) for c in claims)))
    times_used = _with_anchors({e.time for e in events if e.time}, extraction)
    quantities_used = {q for e in events for q in e.quantities}
    recurrences_used = {e.recurrence for e in events}
    return replace(
        extraction,
        actors=tuple(a for a in actors if a.key in used),
        times=tuple(t for t in extraction.times if t.key in times_used),
        quantities=tuple(q for q in extraction.quantities if q.key in quantities_used),
        events=events,
        claims=claims,
        recurrences=tuple(r for r in extraction.recurrences if r.key in recurrences_used),
    )


def _without(extraction: Extraction, dropped: set[str]) -> Extraction:
    """Leave out actors with their roles and relations; what only they said is on the article's own word."""
    relations = tuple(r for r in extraction.relations if not {r.subject, r.object} & dropped)
    return replace(
        extraction,
        actors=tuple(replace(a, of=None) if a.of in dropped else a for a in extraction.actors if a.key not in dropped),
        events=tuple(_keeping(e, [a for a in e.arguments if a.actor not in dropped]) for e in extraction.events),
        relations=relations,
        claims=tuple(
            replace(
                c,
                sources=tuple(k for k in c.sources if k not in dropped),
                relayed_by=tuple(k for k in c.relayed_by if k not in dropped),
            )
            if not dropped.isdisjoint((*c.sources, *c.relayed_by))
            else c
            for c in extraction.claims
        ),
    )


def _keeping(event: Event, arguments: Sequence[Argument]) -> Event:
    """Leave an event some of its participants."""
    return event if len(arguments) == len(event.arguments) else replace(event, arguments=tuple(arguments))


def _fitting(event: Event, types: Mapping[str, ActorType]) -> Event:
    """Leave out people as places, and anything but people as the dead and the hurt."""

    def fits(role: Role, actor_type: ActorType) -> bool:
        is_people = actor_type in _PEOPLE
        return not is_people if role == "place" else is_people or role != "patient" or event.type not in _HARM

    return _keeping(event, [a for a in event.arguments if fits(a.role, types[a.actor])])


def _joins(relation: Relation, types: Mapping[str, ActorType]) -> bool:
    """Whether the relation holds between actors of these types."""
    subjects, objects = RELATION_ENDS[relation.predicate]
    return types[relation.subject] in subjects and types[relation.object] in objects


def _referred_actors(events: tuple[Event, ...], extraction: Extraction, others: set[str]) -> set[str]:
    """Keys of the actors that an event or relation refers to, of some others, and of what those belong to."""
    used = others | {a.actor for e in events for a in e.arguments}
    used |= {k for r in extraction.relations for k in (r.subject, r.object)}
    owners = {a.key: a.of for a in extraction.actors}
    queue = list(used)
    while queue:
        owner = owners.get(queue.pop())
        if owner is not None and owner not in used:
            used.add(owner)
            queue.append(owner)
    return used


def _with_anchors(keys: set[str], extraction: Extraction) -> set[str]:
    """Keys of times, and of the times that those count from."""
    anchors = {t.key: t.anchor for t in extraction.times}
    queue = list(keys)
    while queue:
        anchor = anchors.get(queue.pop())
        if anchor in anchors and anchor not in keys:
            keys.add(anchor)
            queue.append(anchor)
    return keys


def _typed_by_use(actor: Actor, events: tuple[Event, ...], led: set[str]) -> Actor:
    """A place that acts, or is led, is a polity or an institution; a polity that is only where things happen stays what it is."""
    if actor.type != "Place":
        return actor
    acts = any(a.actor == actor.key and a.role in {"agent", "recipient"} for e in events for a in e.arguments)
    if not acts and actor.key not in led:
        return actor
    noun = actor.name.partition(" ")[0].lower()
    institution = any(is_form_of(noun, noun, lemma) for lemma in load_institution_nouns())
    # Who tells something and is no place that anybody knows is an outlet ("scrie Insider").
    known = actor.wikidata or actor.geonames or fold(actor.name) in load_towns()
    tells = any(a.actor == actor.key and a.role == "agent" for e in events if e.type == "COMMUNICATE" for a in e.arguments)
    institution = institution or (tells and not known and " " not in actor.name)
    return replace(actor, type="Organization" if institution else "GeopoliticalEntity")
