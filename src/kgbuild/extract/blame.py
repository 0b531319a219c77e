"""Whom words blame for a deed: whoever is accused, sentenced or arrested for it has done it."""

from collections.abc import Callable, Mapping

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.extract.nominals import Nominals
from kgbuild.model import Role, Token

# With these it is the one who is blamed or punished, also in finite clauses ("acuză Rusia că a atacat").
_BLAME_TYPES = frozenset({"ACCUSE", "SANCTION"})
# So it is with these, but only behind "pentru" ("arestat pentru uciderea unui vecin").
_SEIZING = frozenset({"Arrest", "Deportation"})
_FOR = frozenset({"pentru", "pentru că"})
# What stands between a charge and what it is of ("suspiciunea de furt", "săvârșirea infracțiunii de furt").
_OF = frozenset({"pentru", "de", ""})
_MOST_NOUNS = 4


def blamed_for(
    nominals: Nominals,
    by_verb: Mapping[int, Trigger],
    participants: Callable[[Trigger, tuple[Role, ...]], tuple[str, ...]],
    deed: Token,
) -> tuple[str, ...]:
    """Give whom the governor of a clause or noun blames for what it says.

    Args:
        nominals: The actors behind nouns.
        by_verb: The trigger that each of its words belongs to.
        participants: Gives the actors in some roles of a trigger.
        deed: The verb of the clause, or the noun.
    """
    text = nominals.text
    head = text.head(deed)
    if deed.relation == "acl" and deed.head not in by_verb and syntax.subordinator(text, deed) == "că":
        # "a acuzat primăria că …": the parser may hang the charge on the accused.
        above = by_verb.get(head.head)
        charged = above is not None and above.frame.type in _BLAME_TYPES and nominals.refers(head)
        return tuple(key for key, _ in nominals.actors_of(head)) if charged else ()
    charge = _charge(nominals, by_verb, deed) if deed.upos == "NOUN" else deed
    governor = by_verb.get(charge.head)
    if governor is None or governor.head.index == charge.index or not _blames(nominals, governor, charge):
        return ()
    if charge.relation in {"ccomp", "xcomp", "advcl"} or (charge.upos == "NOUN" and charge.relation in {"obl", "nmod"}):
        return participants(governor, ("patient",))
    return ()


def _charge(nominals: Nominals, by_verb: Mapping[int, Trigger], deed: Token) -> Token:
    """Give the noun that hangs on the governor: the deed, the first of several, or what the charge or penalty is called.

    "Condamnat la șase ani de închisoare pentru furt", "cercetat pentru săvârșirea infracțiunii de furt".
    """
    text, noun, joined = nominals.text, deed, False
    for _ in range(_MOST_NOUNS):
        above = text.head(noun)
        if above.upos != "NOUN" or nominals.refers(above):
            break
        # "Ucidere din culpă și furt": the parser hangs what is joined on the last noun before.
        called = above.index not in by_verb and syntax.preposition(text, noun) in _OF
        if noun.relation != "conj" and not (noun.relation == "nmod" and (called or joined)):
            break
        joined = joined or noun.relation == "conj"
        noun = above
    return noun


def _blames(nominals: Nominals, governor: Trigger, charge: Token) -> bool:
    """Whether an event is against somebody for what depends on it; one is arrested "pentru" what one did."""
    noun = charge.upos == "NOUN"
    behind = syntax.preposition(nominals.text, charge) if noun else syntax.subordinator(nominals.text, charge)
    seized = governor.frame.event_class in _SEIZING and behind in _FOR
    return seized or governor.frame.type in _BLAME_TYPES
