"""Names of the features that the judge of arguments weighs, made of what `argument_features` finds out.

The same few facts hold for many pairs, and making names of them costs more than finding them: the names are kept.
"""

from kgbuild.linear import named_once
from kgbuild.vocab import ROLES


@named_once
def of_type(kind: str, event_type: str, event_class: str, before: bool) -> tuple[str, ...]:
    """Name what kind of actor it is and what kind of event, and what holds for all pairs."""
    return "bias", f"kind={kind} type={event_type}", f"kind={kind} class={event_class} {before}"


@named_once
def of_actor(kind: str, named: bool, rank: int, in_title: bool, distance: int, pos: str) -> tuple[str, ...]:
    """Name what holds for an actor wherever it stands."""
    return (
        f"kind={kind} distance={distance}",
        f"named={named} distance={distance}",
        f"rank={rank} distance={distance} {pos}",
        f"in title={in_title} distance={distance}",
    )


@named_once
def of_name(name: str, word: str, event_type: str, event_class: str, pos: str, before: bool) -> tuple[str, ...]:
    """Name who the actor is: some do much of the same in all the news of their years, or it is done to them."""
    return (
        f"name={name} type={event_type}",
        f"name={name} class={event_class}",
        f"name={name} word={word}",
        f"name={name} {pos} {before}",
    )


@named_once
def of_head(lemma: str, event_type: str, event_class: str, before: bool) -> tuple[str, ...]:
    """Name the word that stands for the actor: "victimele", "procurorii", "el"."""
    return f"head={lemma}", f"head={lemma} type={event_type}", f"head={lemma} class={event_class} {before}"


@named_once
def of_other_events(
    overall: str, of_type: str, of_word: str, event_type: str, pos: str, kind: str, before: bool
) -> tuple[str, ...]:
    """Name what an actor mostly is in the other events, in those of the type and in those of the word; empty: there are none."""
    found: list[str] = []
    if overall:
        found += f"elsewhere={overall} {pos} {before}", f"elsewhere={overall} kind={kind} {before}"
    if of_type:
        found += (
            f"elsewhere in type={of_type} {pos} {before}",
            f"elsewhere in type={of_type} kind={kind} {before}",
            f"elsewhere in type={of_type} {event_type} {before}",
        )
    if of_word:
        found += f"elsewhere by word={of_word} {pos} {before}", f"elsewhere by word={of_word} kind={kind} {before}"
    return tuple(found)


@named_once
def of_rule(rule: str, said: bool, voice: str, event_type: str, pos: str, kind: str, distance: int) -> tuple[str, ...]:
    """Name what the rules make of an actor."""
    return (
        f"rule={rule}",
        f"rule={rule} said={said} {voice}",
        f"rule={rule} type={event_type} {pos}",
        f"rule={rule} kind={kind}",
        f"rule={rule} distance={distance}",
    )


@named_once
def of_rivals(states: tuple[str, ...], rule: str, pos: str, kind: str, distance: int) -> tuple[str, ...]:
    """Name whether the roles, in the order of `ROLES`, are open or filled by others."""
    found: list[str] = []
    for role, state in zip(ROLES, states, strict=True):
        found += (
            f"{role} {state}",
            f"{role} {state} distance={distance} {pos} kind={kind}",
            f"{role} {state} rule={rule}",
        )
    return tuple(found)


@named_once
def of_path(path: str, way: str, voice: str, event_type: str, pos: str, kind: str) -> tuple[str, ...]:
    """Name how the tree leads from a mention to the trigger."""
    return (
        f"path={path} {voice}",
        f"path={path} {way} {voice}",
        f"path={path} {way} type={event_type}",
        f"path={path} kind={kind}",
        f"path={path} {way} kind={kind} {pos}",
    )


@named_once
def of_way(way: str, order: str, deprel: str, pos: str, event_type: str, voice: str, kind: str) -> tuple[str, ...]:
    """Name in what way a mention stands in its sentence."""
    return (
        f"relation={deprel} {way} {order} {pos}",
        f"relation={deprel.partition(':')[0]} {way} type={event_type}",
        f"way={way} kind={kind} {event_type} {order}",
        f"way={way} kind={kind} {voice}",
    )


@named_once
def of_word(lemma: str, path: str, way: str) -> tuple[str, ...]:
    """Name the trigger's word, and how the tree leads there from a mention."""
    return (f"lemma={lemma} {path} {way}",)


@named_once
def of_length(length: int, order: str) -> tuple[str, ...]:
    """Name how long the way from a mention to the trigger is."""
    return (f"length={length} {order}",)


@named_once
def of_pronoun(lemma: str, relation: str, voice: str) -> tuple[str, ...]:
    """Name the pronoun that stands for the actor."""
    return (f"pronoun={lemma} {relation} {voice}",)


@named_once
def of_filler(filler: str, kind: str, event_type: str) -> tuple[str, ...]:
    """Name what the frame makes of the complement that a mention stands in."""
    return f"filler={filler}", f"filler={filler} kind={kind}", f"filler={filler} type={event_type}"


@named_once
def of_holder(role: str, event_type: str, pos: str, kind: str) -> tuple[str, ...]:
    """Name what part the actor has within whose words the mention stands: the liberals of "liderul liberalilor"."""
    return f"holder={role} {pos}", f"holder={role} type={event_type}", f"holder={role} kind={kind}"


@named_once
def of_gap(near: int, others: int, verbs: int, same_clause: bool, relation: str, manner: str, kind: str) -> tuple[str, ...]:
    """Name what stands between a mention and the trigger."""
    return (
        f"gap={near} {manner}",
        f"gap={near} {manner} kind={kind}",
        f"actors between={others} {manner}",
        f"verbs between={verbs} {relation} {manner}",
        f"same clause={same_clause} {manner}",
    )


@named_once
def of_earlier(
    relation: str, distance: int, agrees: bool, pos: str, event_type: str, subject: bool, kind: str
) -> tuple[str, ...]:
    """Name how an actor stood in a sentence before."""
    return (
        f"earlier={relation} distance={distance} {pos} subject={subject}",
        f"earlier={relation} kind={kind} type={event_type}",
        f"earlier={relation} kind={kind} {pos} subject={subject} distance={distance}",
        f"agrees={agrees} {relation} {pos} subject={subject}",
    )


@named_once
def of_governor(above: str, role: str, event_type: str, pos: str, relation: str) -> tuple[str, ...]:
    """Name what an actor is to the event that governs this one."""
    return (
        f"governor role={role} {pos} {relation}",
        f"governor={above} role={role} {event_type}",
        f"governor={above} role={role} {pos} {relation}",
    )


@named_once
def of_neighbour(name: str, other: str, role: str, same_sentence: bool, event_type: str, pos: str) -> tuple[str, ...]:
    """Name what an actor is to the event before or behind."""
    return f"{name} role={role} same={same_sentence} {pos}", f"{name}={other} role={role} {event_type}"


@named_once
def of_alike(role: str, same_word: bool, pos: str, distance: int) -> tuple[str, ...]:
    """Name what an actor is to the nearest earlier event of the same word or type."""
    return (f"alike role={role} lemma={same_word} {pos} distance={distance}",)


@named_once
def of_sentence(role: str, pos: str, distance: int) -> tuple[str, ...]:
    """Name what an actor is to another event of the sentence."""
    return (f"in sentence={role} {pos} distance={distance}",)
