"""Where things happen: the places that the complements of a trigger name."""

from collections.abc import Container, Iterator

from kgbuild.extract import syntax
from kgbuild.extract.nominals import Nominals, Participant
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import AnnotatedText, Token
from kgbuild.vocab import LANDS

# What stands before where something happens.
PLACE_PREPOSITIONS = frozenset(
    {
        "în",
        "într",
        "la",
        "din",
        "dintr",
        "pe",
        "lângă",
        "deasupra",
        "spre",
        "până la",
        "până în",
        "de la",
        "de pe",
        "în jurul",
        "în apropierea",
        "în apropiere de",
        "în largul",
        "în direcția",
    }
)
# What introduces what somebody is sent for, and what stands before where a thing is.
_PURPOSE = frozenset({"pentru a", "ca să", "pentru ca să", "să"})
# Parts of buildings and of land, which have in the genitive what they are parts of.
_PARTS = ("part_of_place",)
_WHERE = "unde"
LYING = frozenset({"din", "de la", "de pe", "în", "la", "lângă"})


def places_named(nominals: Nominals, token: Token) -> Iterator[Participant]:
    """Give the places that a nominal names itself."""
    return ((key, mention) for key, mention in nominals.actors_of(token) if nominals.types[key] in LANDS)


def places_around(nominals: Nominals, token: Token, events: Container[int]) -> Iterator[Participant]:
    """Give the places that a complement names, and where a thing that is no event is ("într-o casă din Londra").

    Args:
        nominals: The actors behind nouns.
        token: The complement.
        events: The indices of words that report events.
    """
    yield from places_named(nominals, token)
    if token.form.lower() == _WHERE:
        yield from _place_meant(nominals, token)
    for whole in syntax.dependents(nominals.text, token, "appos"):
        # "În comuna Ciocani, județul Vaslui"
        yield from places_named(nominals, whole)
    if token.upos == "NOUN" and token.entity != "DATETIME" and token.index not in events and not _acts(nominals, token):
        part = load_frames().in_class(token, _PARTS)
        for child in syntax.dependents(nominals.text, token, "nmod"):
            if syntax.preposition(nominals.text, child) in LYING or (part and syntax.is_genitive(nominals.text, child)):
                yield from places_around(nominals, child, events)


def _place_meant(nominals: Nominals, where: Token) -> Iterator[Participant]:
    """Give the place that a relative clause is said of ("a sosit la Geneva, unde a fost primit")."""
    verb = nominals.text.head(where)
    if verb.relation == "acl":
        yield from places_named(nominals, nominals.text.head(verb))


def _acts(nominals: Nominals, token: Token) -> bool:
    """Whether a noun means somebody, and not nobody or a place."""
    return any(nominals.types[key] != "Place" for key, _ in nominals.actors_of(token))


def purpose_complements(text: AnnotatedText, verb: Token) -> Iterator[Token]:
    """Give what may say where somebody is sent ("au trimis trupe pentru a demina regiunea Kursk")."""
    for clause in syntax.dependents(text, verb, "advcl"):
        if syntax.subordinator(text, clause) in _PURPOSE:
            yield from syntax.dependents(text, clause, "obj", "obl")
