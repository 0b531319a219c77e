"""What an article and the rules say of its actors, before each is looked at beside a trigger; for `argument_features`."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from kgbuild.extract.intermediate import Trigger
from kgbuild.model import Actors, AnnotatedText, Argument, Event, Role, Token
from kgbuild.vocab import ROLES

NO_ROLE = "none"

Heads = Mapping[int, Mapping[str, Sequence[Token]]]
# The roles that the rules give to an actor, whether the words say so, and in the order of `ROLES` whether others have each.
Standing = tuple[str, bool, tuple[str, ...]]


def heads_of(text: AnnotatedText, references: Actors) -> Heads:
    """The heads of the mentions of each actor, by sentence."""
    by_token = references.by_token
    heads: dict[int, dict[str, list[Token]]] = {}
    for index, key in sorted(by_token.items()):
        token = text.tokens[index]
        if by_token.get(token.head) != key or token.head == index:
            heads.setdefault(token.sentence, {}).setdefault(key, []).append(token)
    for index, keys in references.several.items():
        token = text.tokens[index]
        for key in keys:
            heads.setdefault(token.sentence, {}).setdefault(key, []).append(token)
    return heads


def standing_of(arguments: Sequence[Argument], key: str = "") -> Standing:
    """What the rules make of an actor, given by its key, in an event; without one, of whoever takes no part."""
    mine = [a for a in arguments if a.actor == key]
    states = dict.fromkeys(ROLES, "open")
    for argument in arguments:
        if argument.actor != key and states[argument.role] != "said":
            states[argument.role] = "understood" if argument.mention is None else "said"
    rule = "+".join(sorted({a.role for a in mine})) or NO_ROLE
    return rule, any(a.mention is not None for a in mine), tuple(states.values())


def taken_roles(triggers: Sequence[Trigger], events: Sequence[Event]) -> Mapping[str, Mapping[str, Mapping[Role, int]]]:
    """How often the rules give each role: by actor, then by nothing, an event type (in capitals) or a trigger's lemma."""
    counts: dict[str, dict[str, Counter[Role]]] = defaultdict(lambda: defaultdict(Counter))
    for trigger, event in zip(triggers, events, strict=True):
        for argument in event.arguments:
            for scope in ("", event.type, trigger.head.lemma):
                counts[argument.actor][scope][argument.role] += 1
    return counts


def mostly(taken: Mapping[Role, int], here: Collection[str]) -> str:
    """The role that comes most often without those of one event, the first of those that come as often."""
    best, most = NO_ROLE, 0
    for role, count in taken.items():
        elsewhere = count - (role in here)
        if elsewhere > most:
            best, most = role, elsewhere
    return best
