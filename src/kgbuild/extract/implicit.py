"""Complete events whose participants stand elsewhere: with an earlier mention of the same event, or in the clause around it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.model import AnnotatedText, Argument, Event

_MAX_SENTENCES = 6


def complete_arguments(text: AnnotatedText, triggers: Sequence[Trigger], events: Sequence[Event]) -> tuple[Event, ...]:
    """Give participants to events that have none of their own, in text order.

    Args:
        text: The analysed article.
        triggers: The words that report the events, in the order of `events`.
        events: The events with the roles that their own phrase fills.
    """
    agents = {t.predicate.index: e.actors("agent") for t, e in zip(triggers, events, strict=True)}
    agents |= {t.outer.index: e.actors("agent") for t, e in zip(triggers, events, strict=True)}
    done: list[Event] = []
    for number, (trigger, event) in enumerate(zip(triggers, events, strict=True)):
        participants = [a for a in event.arguments if a.role != "place"]
        completed = event
        if trigger.head.upos == "NOUN" and not participants:
            earlier = _earlier_mention(trigger, triggers[:number], done)
            if earlier is not None:
                completed = _with(event, earlier.arguments)
        if trigger.head.upos == "NOUN" and trigger.frame.genitive == "agent" and not completed.actors("agent"):
            completed = _with(completed, [Argument("agent", k) for k in _around(text, trigger, agents)])
        done.append(completed)
    return tuple(_timed(text, triggers, done))


def _timed(text: AnnotatedText, triggers: Sequence[Trigger], events: Sequence[Event]) -> Iterator[Event]:
    """Date what is said in a speech, message or interview by the time of that ("într-un discurs susținut pe 12 decembrie")."""
    times = {t.head.index: e.time for t, e in zip(triggers, events, strict=True) if e.time and e.type == "COMMUNICATE"}
    for trigger, event in zip(triggers, events, strict=True):
        if event.time is None and event.type == "COMMUNICATE" and trigger.head.upos == "VERB":
            nouns = [c for c in text.children(trigger.head) if c.relation in {"obl", "nmod"}]
            below = (times.get(t.index) for noun in nouns for t in (noun, *text.children(noun)))
            yield replace(event, time=next((t for t in below if t), None))
        else:
            yield event


def _with(event: Event, arguments: Sequence[Argument]) -> Event:
    """Add arguments without their words; an actor that has a role keeps it."""
    known = {a.actor for a in event.arguments}
    added = tuple(Argument(a.role, a.actor) for a in arguments if a.actor not in known)
    return replace(event, arguments=(*event.arguments, *added))


def _earlier_mention(trigger: Trigger, before: Sequence[Trigger], events: Sequence[Event]) -> Event | None:
    """The nearest earlier event of the same type that a definite noun can take up again."""
    definite = trigger.head.feats.get("Definite") == "Def"
    for other, event in zip(reversed(before), reversed(events), strict=True):
        if trigger.head.sentence - other.head.sentence > _MAX_SENTENCES:
            return None
        same = other.head.lemma == trigger.head.lemma or (definite and other.frame.type == trigger.frame.type)
        if same and any(a.role != "place" for a in event.arguments):
            return event
    return None


def _around(text: AnnotatedText, trigger: Trigger, agents: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    """Who acts in the clause that an event noun stands in, unless the noun is its subject."""
    token = trigger.predicate
    for ancestor in text.ancestors(token):
        if token.relation in {"nsubj", "conj", "appos"}:
            return ()
        if ancestor.upos == "VERB":
            return () if syntax.is_passive(text, ancestor) else agents.get(ancestor.index, ())
        token = ancestor
    return ()
