"""How sure it is that an event is there and of its type: a learnt judge weighs word, construction, surroundings, participants."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.linear import LinearModel
from kgbuild.model import Actors, AnnotatedText, Event, Token
from kgbuild.vocab import ROLES

WRONG: Final = "wrong"
RIGHT: Final = "right"
LABELS: Final = (WRONG, RIGHT)
# An event less sure than this is left out: on articles not seen typed events have the same F1 from 0.0 to 0.3.
LEAST: Final = 0.25
_FEATURES = ("VerbForm", "Definite", "Number", "Mood", "Tense", "Person")
_COMPLEMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "amod", "acl", "ccomp", "xcomp", "csubj", "advcl"})
_MOST_SPECIFIC = 4
_MANY = 3


def weigh_events(
    text: AnnotatedText, references: Actors, triggers: Sequence[Trigger], events: Sequence[Event], judge: LinearModel
) -> tuple[float, ...]:
    """Give the chance that each event is there and has its type.

    Args:
        text: The analysed article.
        references: Its actors and which token refers to which.
        triggers: The words that report the events.
        events: The events with their participants, in the order of `triggers`.
        judge: A model over `LABELS`.
    """
    described = describe_events(text, references, triggers, events)
    return tuple(chances[RIGHT] for chances in judge.weigh(described))


def describe_events(
    text: AnnotatedText, references: Actors, triggers: Sequence[Trigger], events: Sequence[Event]
) -> Iterator[frozenset[str]]:
    """Give the features of each event, for `weigh_events`."""
    kinds = {a.key: a.type for a in references.actors}
    types = {index: kinds[key] for index, key in references.by_token.items()}
    known = {t.head.index: t for t in triggers}
    for trigger, event in zip(triggers, events, strict=True):
        yield frozenset(_describe(text, trigger, event, types, known))


def _describe(
    text: AnnotatedText, trigger: Trigger, event: Event, types: Mapping[int, str], known: Mapping[int, Trigger]
) -> Iterator[str]:
    token, frame = trigger.head, trigger.frame
    yield "bias"
    yield f"pos={token.upos}"
    yield f"entity={token.entity}"
    yield f"lemma={token.lemma.lower()}"
    yield f"relation={token.upos} {token.deprel}"
    yield f"title={token.start < text.title_end} {token.upos}"
    yield from (f"{token.upos} {name}={token.feats[name]}" for name in _FEATURES if name in token.feats)
    yield f"frame={frame.id}"
    yield f"class={frame.event_class}"
    yield f"type={frame.type} {token.upos}"
    yield f"type={frame.type} {token.deprel}"
    yield f"specificity={min(frame.specificity, _MOST_SPECIFIC)} {token.upos}"
    yield f"light verb={trigger.support is not None} {token.upos}"
    yield f"modality={trigger.modality} {token.upos}"
    yield from _participants(trigger, event)
    yield from _above(text, token, known)
    yield from _below(text, token, types, known)


def _participants(trigger: Trigger, event: Event) -> Iterator[str]:
    """Who takes part."""
    pos, kind = trigger.head.upos, trigger.frame.type
    taken = {argument.role for argument in event.arguments}
    filled = " ".join([role for role in ROLES if role in taken])
    yield f"roles={filled} {pos}"
    yield f"roles={filled} {kind}"
    yield f"participants={min(len(event.arguments), _MANY)} {pos}"
    surest = max((a.confidence for a in event.arguments), default=0.0)
    yield f"surest={int(surest * 5)} {pos}"
    yield f"time={event.time is not None} {pos}"
    yield f"theme={event.theme is not None} {pos}"


def _above(text: AnnotatedText, token: Token, known: Mapping[int, Trigger]) -> Iterator[str]:
    """What governs the trigger, and what introduces it."""
    head = text.head(token)
    if head.index != token.index:
        yield f"head={token.upos} {head.upos} {token.deprel}"
        governor = known.get(head.index)
        if governor is not None:
            yield f"head type={governor.frame.type} {token.relation} {token.upos}"
    preposition = syntax.preposition(text, token)
    if preposition:
        yield f"preposition={token.upos} {preposition}"
    introduced = syntax.subordinator(text, token)
    if introduced:
        yield f"introduced={token.upos} {introduced}"


def _below(text: AnnotatedText, token: Token, types: Mapping[int, str], known: Mapping[int, Trigger]) -> Iterator[str]:
    """What hangs on the trigger."""
    for child in text.children(token):
        yield f"has={token.upos} {child.deprel}"
        if child.relation not in _COMPLEMENTS:
            continue
        way = f"{child.relation} {syntax.preposition(text, child)}".rstrip()
        yield f"child={token.upos} {way}"
        if child.index in types:
            yield f"actor={token.upos} {way} {types[child.index]}"
        if child.index in known:
            yield f"event={token.upos} {way} {known[child.index].frame.type}"
    if token.upos == "VERB":
        yield f"passive={syntax.is_passive(text, token)}"
        yield f"reflexive={syntax.reflexive_clitic(text, token) is not None}"
        yield f"auxiliaries={' '.join(c.form.lower() for c in text.children(token) if c.relation == 'aux')}"
