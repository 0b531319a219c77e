"""What the terms of the ontology are called in the languages of the interface, and which colour they have."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from kgbuild.resources import ontology_text
from kgbuild.vocab import EVENT_CLASSES, PREFIXES, TYPE_OF_CLASS, type_class

_KGO: Final = PREFIXES["kgo"]
_PLOVER: Final = PREFIXES["plover"]
_LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")

# Each event type has the colour of its family: PLOVER's four quadrants, and five of our own for its types beyond PLOVER.
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
        "dispute": ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"),
        "force": ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "CONFLICT"),
        "speech": ("COMMUNICATE",),
        "harm": ("DEATH", "INJURY", "DAMAGE", "DISASTER", "ACCIDENT"),
        "politics": ("ELECTION", "LEGISLATE", "POSITION"),
        "economy": ("TRADE", "MOVE"),
    }
)
_FAMILY_OF: Final = {event_type: family for family, types in FAMILIES.items() for event_type in types}


def family(event_type: str) -> str:
    """The family of an event type.

    >>> family("AID"), family("DEATH")
    ('cooperation', 'harm')
    """
    return _FAMILY_OF.get(event_type, "speech")


def event_type(concept: str) -> str:
    """The event type that `sem:eventType` names by IRI: a PLOVER concept or a class of kgbuild's own.

    >>> event_type("https://w3id.org/kgbuild/plover#AID"), event_type("https://w3id.org/kgbuild/ontology#Disaster")
    ('AID', 'DISASTER')
    """
    if concept.startswith(_PLOVER):
        return concept.removeprefix(_PLOVER)
    return TYPE_OF_CLASS.get(concept.removeprefix(_KGO), "")


def concept(of_type: str) -> str:
    """The IRI by which `sem:eventType` names an event type.

    >>> concept("AID"), concept("DISASTER")
    ('https://w3id.org/kgbuild/plover#AID', 'https://w3id.org/kgbuild/ontology#Disaster')
    """
    plover = of_type in tuple(EVENT_CLASSES)[:16]
    return f"{_PLOVER}{of_type}" if plover else f"{_KGO}{type_class(of_type)}"


def label(iri: str, language: str) -> str:
    """What a term is called; its local name where it has no label.

    Args:
        iri: The term.
        language: `en` or `ro`.

    >>> label("https://w3id.org/kgbuild/ontology#Person", "ro")
    'persoană'
    """
    return _labels(language).get(iri) or iri.rpartition("#")[2].rpartition("/")[2] or iri


def type_label(of_type: str, language: str) -> str:
    """What an event type is called.

    >>> type_label("DEATH", "en")
    'death'
    """
    return label(f"{_KGO}{type_class(of_type)}", language) if of_type in EVENT_CLASSES else of_type.lower()


@cache
def _labels(language: str) -> Mapping[str, str]:
    quads = ox.parse(ontology_text("kgbuild.ttl"), format=ox.RdfFormat.TURTLE)
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate == _LABEL
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == language
    }


def local(iri: str) -> str:
    """The local name of a term.

    >>> local("https://w3id.org/kgbuild/ontology#Person"), local("http://semanticweb.cs.vu.nl/2009/11/sem/hasPlace")
    ('Person', 'hasPlace')
    """
    return iri.rpartition("#")[2].rpartition("/")[2]
