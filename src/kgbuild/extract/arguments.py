"""Decide who takes part in each event: a learnt judge weighs what the rules propose against everybody else near the trigger."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.argument_features import ArgumentFeatures, Candidate
from kgbuild.extract.armament import strikes_place
from kgbuild.extract.intermediate import Trigger
from kgbuild.linear import LinearModel
from kgbuild.model import Actor, Actors, AnnotatedText, Argument, Event, Mention, Role, Token
from kgbuild.vocab import LANDS

# What the judge tells apart: whoever is attacked may also be where it happens.
NO_ROLE: Final = "none"
BOTH: Final = "patient+place"
LABELS: Final = (NO_ROLE, "agent", "patient", "recipient", "place", BOTH)
_ROLES_OF: Final[Mapping[str, tuple[Role, ...]]] = {
    "agent": ("agent",),
    "patient": ("patient",),
    "recipient": ("recipient",),
    "place": ("place",),
    BOTH: ("patient", "place"),
}
# What nobody is in events of these types: nobody does a disaster, and nobody receives a death.
_CLOSED: Final[Mapping[str, frozenset[str]]] = {
    "DISASTER": frozenset({"agent", "recipient"}),
    "DEATH": frozenset({"agent", "recipient"}),
    "INJURY": frozenset({"recipient"}),
    "ACCIDENT": frozenset({"recipient"}),
    "DAMAGE": frozenset({"recipient"}),
    "CONFLICT": frozenset({"recipient"}),
}
# These no country does, and a war nobody by himself.
_UNDONE: Final = frozenset({"ACCIDENT", "INJURY"})
_WAR: Final = "War"
# From this chance on an actor takes part, and from these on in the role that is likeliest, and at a place beside a surer one.
LEAST: Final = 0.34
_LEAST_IN_ROLE: Final = 0.25
_LEAST_FURTHER_PLACE: Final = 0.5


def judge_arguments(
    text: AnnotatedText, references: Actors, triggers: Sequence[Trigger], events: Sequence[Event], judge: LinearModel
) -> tuple[Event, ...]:
    """Keep, add, drop and change participants.

    Args:
        text: The analysed article.
        references: Its actors and which token refers to which.
        triggers: The words that report the events.
        events: The events as the rules fill them, in the order of `triggers`.
        judge: A model over `LABELS`.

    Returns:
        The events; each participant with its chance and what spoke for it.
    """
    features = ArgumentFeatures(text, references, triggers, events)
    pairs = [(number, c, features.describe(number, c)) for number in range(len(events)) for c in features.candidates(number)]
    alone = judge.weigh_groups(groups for *_, groups in pairs)
    together = _share_coordinated([(number, *_whole(text, references, c)) for number, c, _ in pairs], alone)
    proposed: dict[int, list[Argument]] = {number: [] for number in range(len(events))}
    speakers = [_is_by_pronoun(text, trigger) for trigger in triggers]

    def is_apart(number: int, candidate: Candidate) -> bool:
        return features.is_apart(number, candidate) or _is_beside_victims(text, references, triggers[number].head, candidate)

    for (number, candidate, groups), chances in zip(pairs, together, strict=True):
        open_to = _open_roles(events[number].type, events[number].event_class, features.actors[candidate.actor].type)
        speaking = speakers[number] and candidate.actor in events[number].actors("agent")
        if speaking or (sum([chances[label] for label in open_to]) >= LEAST and not is_apart(number, candidate)):
            label = "agent" if speaking else max(open_to, key=chances.__getitem__)
            why = judge.reasons(groups, label, NO_ROLE)
            for role in _ROLES_OF[label]:
                by_rule = next((a for a in events[number].arguments if (a.actor, a.role) == (candidate.actor, role)), None)
                mention = by_rule.mention if by_rule else _words(text, features.actors[candidate.actor], candidate)
                chance = round(chances[label], 2)
                proposed[number].append(Argument(role, candidate.actor, mention, "rule" if by_rule else "judge", chance, why))
    return tuple(_with_arguments(event, references, proposed[number]) for number, event in enumerate(events))


def _is_by_pronoun(text: AnnotatedText, trigger: Trigger) -> bool:
    """Whether a pronoun says who does it, so that nothing but the rules tells whom: "am plecat", "ea a adăugat că …"."""
    subjects = syntax.dependents(text, trigger.predicate, "nsubj") if trigger.tells else []
    said = any(t.upos == "PRON" and (t.has("PronType", "Prs") or t.has("PronType", "Dem")) for t in subjects)
    return said or syntax.is_first_person(text, trigger.outer, "Sing")


def _is_beside_victims(text: AnnotatedText, references: Actors, trigger: Token, candidate: Candidate) -> bool:
    """Whether a trigger itself means those who suffer, and others are coordinated with it ("doi morți și patru răniți")."""
    victims = references.by_token.get(trigger.index)
    if victims in {None, candidate.actor} or candidate.sentences or candidate.token.index == trigger.index:
        return False
    return _first_of(text, candidate.token) == _first_of(text, trigger)


def _whole(text: AnnotatedText, references: Actors, candidate: Candidate) -> tuple[int, str]:
    """What a candidate's word is coordinated with: the first word's index; and for one of several that a noun means, its key."""
    token = candidate.token
    if token.index in references.several:
        return token.index, candidate.actor
    return _first_of(text, token), ""


def _first_of(text: AnnotatedText, token: Token) -> int:
    """The index of the first word of a coordination."""
    while token.relation == "conj" and token.head != token.index:
        token = text.head(token)
    return token.index


def _share_coordinated(wholes: Sequence[Hashable], chances: Sequence[Mapping[str, float]]) -> list[Mapping[str, float]]:
    """Give all that are coordinated the mean of their chances: who stands together mostly takes the same part.

    Args:
        wholes: For each pair what it has in common with those that are coordinated: the event and the coordination.
        chances: For each pair its chances alone.
    """
    members: dict[Hashable, list[Mapping[str, float]]] = defaultdict(list)
    for whole, alone in zip(wholes, chances, strict=True):
        members[whole].append(alone)
    means = {whole: _mean(each) for whole, each in members.items()}
    return [means[whole] for whole in wholes]


def _mean(chances: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """The mean of some chances, label by label."""
    return chances[0] if len(chances) == 1 else {label: sum(c[label] for c in chances) / len(chances) for label in LABELS}


@cache
def _open_roles(event_type: str, event_class: str, actor_type: str) -> Sequence[str]:
    """The labels that an actor of some type may have in an event of some type and class."""
    undone = (event_type in _UNDONE and actor_type in LANDS) or (event_class == _WAR and actor_type == "Person")
    closed = _CLOSED.get(event_type, frozenset()) | ({"agent"} if undone else set())
    return [label for label in LABELS[1:] if label not in closed]


def _with_arguments(event: Event, references: Actors, proposed: Sequence[Argument]) -> Event:
    """Give an event those of the proposed participants that go together."""
    arguments = _without_doubtful(proposed)
    arguments += _attacked_places(references, event, arguments)
    return replace(event, arguments=tuple(sorted(arguments, key=lambda a: LABELS.index(a.role))))


def _without_doubtful(arguments: Sequence[Argument]) -> list[Argument]:
    """Keep what rules propose, which see coordination, and of the others the surest in each role and further likely places."""
    likely = [a for a in arguments if a.by == "rule" or a.confidence >= _LEAST_IN_ROLE]
    surest = {role: max(a.confidence for a in likely if a.role == role) for role in {a.role for a in likely}}

    def stays(argument: Argument) -> bool:
        further = argument.role == "place" and argument.confidence >= _LEAST_FURTHER_PLACE
        return argument.by == "rule" or argument.confidence == surest[argument.role] or further

    return [a for a in likely if stays(a)]


def _attacked_places(references: Actors, event: Event, arguments: Sequence[Argument]) -> list[Argument]:
    """A country or city that is attacked is also where the attack happens."""
    if not strikes_place(event.type, event.event_class):
        return []
    lands = {a.key for a in references.actors if a.type in LANDS}
    places = {a.actor for a in arguments if a.role == "place"}
    return [replace(a, role="place") for a in arguments if a.role == "patient" and a.actor in lands - places]


def _words(text: AnnotatedText, actor: Actor, candidate: Candidate) -> Mention | None:
    """The words that name a participant in the trigger's sentence; None where an earlier one does."""
    if candidate.sentences:
        return None
    around = next((m for m in actor.mentions if m.start <= candidate.token.start < m.end), None)
    return around or syntax.mention_of(text, [candidate.token])
