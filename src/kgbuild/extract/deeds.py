"""Whose deeds words stand for: who blames or praises a deed means whoever has done it."""

from collections.abc import Callable, Iterator, Mapping

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.extract.nominals import Nominals
from kgbuild.model import Mention, Role, Token

# What says what somebody thinks of a deed.
JUDGING = frozenset({"ACCUSE", "SUPPORT"})


def doers_of(
    nominals: Nominals,
    by_verb: Mapping[int, Trigger],
    participants: Callable[[Trigger, tuple[Role, ...]], tuple[str, ...]],
    deed: Token,
) -> Iterator[tuple[str, Mention | None]]:
    """Give who has done what a noun names: an event's agents; of what is nobody and no event, whose it is.

    Args:
        nominals: The actors behind nouns.
        by_verb: The trigger that each of its words belongs to.
        participants: Gives the actors in some roles of a trigger.
        deed: The noun ("invazia Rusiei", "politica guvernului").
    """
    event = by_verb.get(deed.index)
    if event is not None:
        yield from ((key, None) for key in participants(event, ("agent",)))
    elif not nominals.refers(deed):
        for owner in syntax.dependents(nominals.text, deed, "nmod"):
            if syntax.is_owner(nominals.text, owner):
                yield from nominals.actors_of(owner)
