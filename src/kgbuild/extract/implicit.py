"""Complete events whose participants stand elsewhere: with an earlier mention."""

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.intermediate import Trigger
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.word_forms import is_form_of
from kgbuild.model import Argument, Event, Token

_MAX_SENTENCES = 6
# Within how many sentences a noun takes up the verb that it is made of ("a acuzat", "acuzațiile"), and how many letters tell.
_SOON = 2
_STEM = 5
# With an article before it, a noun is the second word.
_NAMED_FIRST = 2
# Types of which one is mostly at issue: what somebody is accused of, who leaves. Who speaks twice says two things.
_SINGLE = frozenset({"ACCUSE", "POSITION", "PROTEST"})


def complete_arguments(triggers: Sequence[Trigger], events: Sequence[Event]) -> tuple[Event, ...]:
    """Give participants to events that have none of their own, in text order.

    Args:
        triggers: The words that report the events, in the order of `events`.
        events: The events with the roles that their own phrase fills.
    """
    done: list[Event] = []
    for number, (trigger, event) in enumerate(zip(triggers, events, strict=True)):
        completed = event
        if trigger.head.upos == "NOUN" and not any(a.role != "place" for a in event.arguments):
            earlier = _earlier_mention(trigger, triggers[:number], done)
            completed = _with(event, earlier.arguments) if earlier else event
        done.append(completed)
    return tuple(done)


def _with(event: Event, arguments: Sequence[Argument]) -> Event:
    """Add who acts and who undergoes it, without their words."""
    added = tuple(Argument(a.role, a.actor) for a in arguments if a.role in {"agent", "patient"})
    return replace(event, arguments=(*event.arguments, *added))


def _earlier_mention(trigger: Trigger, before: Sequence[Trigger], events: Sequence[Event]) -> Event | None:
    """The nearest earlier event of its type that a definite noun takes up: of its lemma or on what it names, else its class."""
    if trigger.head.feats.get("Definite") != "Def":
        return None
    alike: Event | None = None
    for other, event in zip(reversed(before), reversed(events), strict=True):
        distance = trigger.head.sentence - other.head.sentence
        if distance > _MAX_SENTENCES:
            break
        if other.frame.type != trigger.frame.type or all(a.role == "place" for a in event.arguments):
            continue
        single = trigger.frame.type in _SINGLE
        soon = distance <= _SOON
        same = other.head.lemma == trigger.head.lemma or _is_made(trigger.head, event)
        if same or (soon and single and _names(trigger.head, other.head)):
            return event
        if alike is None and distance > 0 and (soon or not single) and _is_of_kind(trigger, other):
            alike = event
    return alike


def _is_made(noun: Token, event: Event) -> bool:
    """Whether a noun names what was made or given ("au semnat un acord", "acordul")."""
    words = event.theme.text.split()[:_NAMED_FIRST] if event.theme is not None else ()
    return any(is_form_of(word, word, noun.lemma) for word in words)


def _is_of_kind(trigger: Trigger, other: Trigger) -> bool:
    """Whether two triggers report deeds of one class ("a bombardat", "atacul"); who speaks twice says two things."""
    return trigger.frame.event_class == other.frame.event_class and trigger.frame.type != "COMMUNICATE"


def _names(noun: Token, verb: Token) -> bool:
    """Whether a noun is made of a verb ("acuzație" of "acuza")."""
    return verb.upos == "VERB" and fold(noun.lemma)[:_STEM] == fold(verb.lemma)[:_STEM]
