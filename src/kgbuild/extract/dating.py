"""When events happen whose time stands with another: coordinated verbs, "când" clauses, occasions, distances from an event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger, triggers_by_word
from kgbuild.lexicon.occurrence import Occurrence
from kgbuild.model import AnnotatedText, Event, TimeExpression, Token

_WHEN: Final = "când"
# What one is at or in, rather than what one speaks of ("la summit", "în interviu"; not "s-a referit la atac").
_OCCASION_TYPES: Final = frozenset({"CONSULT", "ELECTION", "COMMUNICATE"})


class Dating:
    """Gives a time to events that have none of their own.

    Args:
        text: The analysed article.
        triggers: The words that report the events.
        events: The events, in the order of `triggers`, with the times of their own clauses and phrases.
        times: The times in the text.
        occurrence: The words for taking place.
        future_times: Keys of the times after the article's day, at which nothing can have happened.
    """

    def __init__(
        self,
        text: AnnotatedText,
        triggers: Sequence[Trigger],
        events: Sequence[Event],
        times: Sequence[TimeExpression],
        occurrence: Occurrence,
        future_times: frozenset[str],
    ) -> None:
        self._text = text
        self._triggers = triggers
        self._times = times
        self._occurrence = occurrence
        self._future = future_times
        self._found = {t.head.index: e.time for t, e in zip(triggers, events, strict=True)}
        self._beside = {text.head(top).index: t.key for t in times if (top := syntax.top(text, t.mention)) is not None}
        self._by_token = triggers_by_word(triggers)

    def times(self) -> Mapping[int, str | None]:
        """The key of the time of each event, by its trigger's head, in the order of the triggers."""
        for trigger in self._triggers:
            if self._found[trigger.head.index] is None:
                candidates = (t for t in self._shared(trigger) if t is not None and self._may_be(trigger, t))
                self._found[trigger.head.index] = next(candidates, None)
        return self._found

    def _may_be(self, trigger: Trigger, time: str) -> bool:
        return time not in self._future or not syntax.is_past(self._text, trigger.outer)

    def _shared(self, trigger: Trigger) -> Iterator[str | None]:
        yield self._of_when_clause(trigger)
        yield self._of_coordination(trigger)
        yield from self._of_own_occasion(trigger)
        yield self._of_verb_it_is_occasion_of(trigger)

    def _time_at(self, token: Token) -> str | None:
        """The time of the event that a word reports, else the time that stands with the word."""
        trigger = self._by_token.get(token.index)
        return self._found[trigger.head.index] if trigger is not None else self._beside.get(token.index)

    def _of_when_clause(self, trigger: Trigger) -> str | None:
        """The time right before "când" ("în 2021, când a fost demis"), else that of the clause above."""
        verb = trigger.outer
        when = next((c for c in self._text.children(verb) if c.form.lower() == _WHEN and c.index < verb.index), None)
        if when is None or self._text.tokens[when.index - 1].form.lower() == "de":  # since then, not then
            return None
        before = when.index - 1
        while before >= 0 and self._text.tokens[before].form == ",":
            before -= 1
        end = self._text.tokens[before].end if before >= 0 else 0
        beside = next((t.key for t in self._times if t.mention.end == end), None)
        return beside or self._time_at(self._text.head(verb))

    def _of_coordination(self, trigger: Trigger) -> str | None:
        """A verb shares the time of the verb it is coordinated with, in the same tense."""
        verb, head = trigger.outer, self._text.head(trigger.outer)
        if verb.relation != "conj" or not syntax.is_verbal(verb) or head.index == verb.index:
            return None
        if syntax.subordinator(self._text, verb) not in {"", syntax.subordinator(self._text, head)}:
            return None  # "a declarat pe 12 decembrie că nouă soldați au fost uciși": whatever the parser says, no coordination
        taken = set(self._found.values())
        if any(head.start < t.mention.start < verb.start and t.key not in taken for t in self._times):
            return None
        alike = syntax.is_past(self._text, verb) == syntax.is_past(self._text, head)
        return self._time_at(head) if alike or syntax.is_bare_participle(self._text, verb) else None

    def _of_own_occasion(self, trigger: Trigger) -> Iterator[str | None]:
        """What is said in a speech, done at a meeting, happens when that does ("într-un discurs susținut pe 12 decembrie")."""
        if trigger.head.upos != "VERB":
            return
        for noun in syntax.dependents(self._text, trigger.head, "obl", "nmod"):
            inner = (noun, *syntax.dependents(self._text, noun, "nmod", "acl"))
            for token in inner:
                occasion = self._by_token.get(token.index)
                if occasion is not None and occasion.frame.type in _OCCASION_TYPES and self._is_occasion(noun, occasion):
                    yield self._found[occasion.head.index]

    def _of_verb_it_is_occasion_of(self, trigger: Trigger) -> str | None:
        if trigger.head.upos != "NOUN" or trigger.support is not None or trigger.head.relation not in {"obl", "nmod"}:
            return None
        verb = self._text.head(trigger.head)
        return self._time_at(verb) if syntax.is_verbal(verb) and self._is_occasion(trigger.head, trigger) else None

    def _is_occasion(self, noun: Token, occasion: Trigger) -> bool:
        return self._occurrence.is_occasion(syntax.preposition(self._text, noun), occasion.frame.type)


def date_events(
    text: AnnotatedText,
    triggers: Sequence[Trigger],
    events: Sequence[Event],
    times: Sequence[TimeExpression],
    occurrence: Occurrence,
    future_times: frozenset[str],
) -> tuple[Event, ...]:
    """Give events without a time of their own the time of what they happen with. See `Dating`."""
    found = Dating(text, triggers, events, times, occurrence, future_times).times()
    dated = ((event, found[trigger.head.index]) for trigger, event in zip(triggers, events, strict=True))
    return tuple(replace(event, time=time) if time != event.time else event for event, time in dated)
