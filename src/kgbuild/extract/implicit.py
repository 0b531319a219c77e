"""Complete events whose participants stand elsewhere: with an earlier mention of the same event, or in the clause around it."""

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.model import AnnotatedText, Argument, Event

_MAX_SENTENCES = 6


def complete_arguments(
    text: AnnotatedText, triggers: Sequence[Trigger], events: Sequence[Event]
) -> tuple[Event, ...]:
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
    return tuple(done)


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
