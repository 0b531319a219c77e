"""Whose weapons, craft and installations those are that move, strike or are struck: they stand for whoever has them."""

from collections.abc import Container, Iterator, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.extract.nominals import Nominals
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import Mention, Role, Token

# Classes of nouns for weapons and craft.
_ARMAMENT = ("weapon", "aircraft", "warship")
# Types of what weapons do, of what befalls those who have them, and of what is done to weapons.
_DOING = frozenset({"ASSAULT", "DAMAGE", "MOBILIZE", "MOVE", "RETREAT"})
_BEFALLING = frozenset({"ACCIDENT"})
_SUFFERING = frozenset({"ASSAULT", "COERCE", "DAMAGE"})
# What is shot down is no place.
SHOOTDOWN = "Shootdown"
_RELATIVES = frozenset({"care", "ce"})
# What stands between a noun and what is struck.
_STRIKING_AT = frozenset({"asupra", "împotriva", "contra"})
# Who has what can be struck; whatever is a town's only lies there.
_STATES = frozenset({"GeopoliticalEntity", "Organization"})


def owners(nominals: Nominals, noun: Token) -> Iterator[tuple[str, Mention]]:
    """Give whose a weapon or craft is that is nobody itself ("o dronă rusească", "avioanele armatei chineze").

    Args:
        nominals: The actors behind nouns.
        noun: The noun.
    """
    if noun.index not in nominals.by_token and load_frames().in_class(noun, _ARMAMENT):
        yield from _having(nominals, noun)


def _having(nominals: Nominals, noun: Token) -> Iterator[tuple[str, Mention]]:
    """Whose a thing is: its genitive, its adjective of nationality, and a bare name ("ținte Hezbollah")."""
    text = nominals.text
    for child in text.children(noun):
        adjective = child.relation == "amod" and child.index in nominals.by_token
        name = child.upos == "PROPN" and not syntax.preposition(text, child)
        if adjective or (child.relation == "nmod" and (name or syntax.is_genitive(text, child))):
            yield from nominals.actors_of(child)


def owners_struck(nominals: Nominals, reporting: Container[int], trigger: Trigger) -> Iterator[tuple[str, Mention]]:
    """Give whose things an attack strikes that are nobody themselves ("atacurile asupra rafinăriilor Rusiei").

    Args:
        nominals: The actors behind nouns.
        reporting: Indices of the words that report events.
        trigger: The attack.
    """
    text, frame, head = nominals.text, trigger.frame, trigger.head
    if frame.type != "ASSAULT" or frame.event_class == SHOOTDOWN:
        return
    passive = frame.pos == "verb" and syntax.is_passive(text, head)
    for child in text.children(head):
        at = syntax.preposition(text, child)
        done_to = frame.pos == "verb" and frame.object == "patient" and child.relation == ("nsubj" if passive else "obj")
        if done_to or at in _STRIKING_AT or frame.pp.get(at) == "patient":
            for noun in syntax.coordinated(text, child):
                if noun.upos == "NOUN" and noun.index not in reporting and not nominals.refers(noun):
                    yield from (p for p in _having(nominals, noun) if nominals.types[p[0]] in _STATES)


def as_subject(
    nominals: Nominals, trigger: Trigger, subjects: Sequence[Token], *, passive: bool
) -> Iterator[tuple[Role, str, Mention]]:
    """Give whose weapons and craft do or suffer what a verb says, each with the role.

    Args:
        nominals: The actors behind nouns.
        trigger: The verb.
        subjects: Its subjects; without any it may be a participle of the noun.
        passive: Whether the verb is in the passive.
    """
    text = nominals.text
    verb = trigger.outer
    modified = verb.relation in {"acl", "amod"} and all(s.lemma.lower() in _RELATIVES for s in subjects)
    role = as_object(trigger) or "agent" if passive else "agent"
    if trigger.frame.type in _BEFALLING:
        role = "patient"
    elif trigger.frame.type not in (_SUFFERING if passive else _DOING):
        return
    for noun in [text.head(verb)] if modified else subjects:
        yield from ((role, key, mention) for part in syntax.coordinated(text, noun) for key, mention in owners(nominals, part))


def as_object(trigger: Trigger) -> Role | None:
    """The role of whose weapons are the object of a verb: whom it is done to, nobody where they are used in it ("a lansat")."""
    suffers = trigger.frame.type in _SUFFERING and (trigger.frame.object == "patient" or trigger.frame.event_class == SHOOTDOWN)
    return "patient" if suffers else None


def strikes_place(event_type: str, event_class: str) -> bool:
    """Whether a country or city that an event is done to is also where it happens: an attack, unless something is shot down."""
    return event_type == "ASSAULT" and event_class != SHOOTDOWN
