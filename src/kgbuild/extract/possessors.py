"""Who a possessive beside the noun for an event means: "vizita sa", "sprijinul nostru"."""

from collections.abc import Callable, Iterator, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.nominals import Nominals
from kgbuild.model import Token


def possessor_of(nominals: Nominals, noun: Token, speaker: Callable[[Token], Sequence[str]]) -> tuple[str, ...]:
    """Find whose a possessive says that an event is: the subject around it, or for "our" whoever speaks.

    Args:
        nominals: The actors behind nouns.
        noun: The noun for the event.
        speaker: Gives whom "I" or "we" means at a word.

    Returns:
        The keys of the actors, none where there is no possessive or nobody fits.
    """
    own = next((c for c in syntax.dependents(nominals.text, noun, "det") if "Number[psor]" in c.feats), None)
    if own is None or own.has("Person", "2"):
        return ()
    if own.has("Person", "1"):
        return tuple(speaker(own))
    several = own.has("Number[psor]", "Plur")
    fitting = (s for s in _subjects(nominals, noun) if _is_several(nominals, s) == several)
    keys = ([key for key, _ in nominals.actors_of(s)] for s in fitting)
    return tuple(next((k for k in keys if k), ()))


def _subjects(nominals: Nominals, noun: Token) -> Iterator[Token]:
    """The subjects of the clauses around a noun, the nearest first."""
    text = nominals.text
    above = {noun.index, *(a.index for a in text.ancestors(noun))}
    yield from (s for clause in text.ancestors(noun) for s in syntax.dependents(text, clause, "nsubj") if s.index not in above)


def _is_several(nominals: Nominals, subject: Token) -> bool:
    """Whether a subject stands for several, by its form or because others are coordinated with it."""
    people = any(nominals.types[key] == "PersonGroup" for key, _ in nominals.actors_of(subject))
    return people or subject.has("Number", "Plur") or bool(syntax.dependents(nominals.text, subject, "conj"))
