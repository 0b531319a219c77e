"""Names of the vocabularies that kgbuild writes: namespaces, event types and event classes.

The ontology in `ontology/` defines them; a test holds this module to it.
"""

from typing import Final

BASE: Final = "https://w3id.org/kgbuild/id/"
ONTOLOGY_VERSION: Final = "0.1.0"

PREFIXES: Final[dict[str, str]] = {
    "kgo": "https://w3id.org/kgbuild/ontology#",
    "plover": "https://w3id.org/kgbuild/plover#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "prov": "http://www.w3.org/ns/prov#",
    "time": "http://www.w3.org/2006/time#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "wd": "http://www.wikidata.org/entity/",
    "gn": "https://sws.geonames.org/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# The class of each event type, then its leaf classes. Order as in the annotation guidelines: where two types fit, the first wins.
EVENT_CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "AGREE": ("Agreement", "Treaty", "Promise", "Acceptance"),
    "CONSULT": ("Consultation", "Visit", "Meeting", "Summit", "PhoneCall", "Negotiation", "Mediation"),
    "SUPPORT": ("Support", "Praise", "Thanks", "DiplomaticRecognition"),
    "CONCEDE": ("Concession", "Apology", "Pardon"),
    "COOPERATE": ("Cooperation", "PrisonerExchange", "JointExercise"),
    "AID": ("Aid", "ArmsTransfer", "FinancialAid", "HumanitarianAid", "MilitaryAssistance"),
    "RETREAT": ("Retreat", "TroopWithdrawal", "Release", "Ceasefire"),
    "REQUEST": ("Request", "Demand", "Order", "Summons"),
    "ACCUSE": ("Accusation", "Criticism", "Charge", "Investigation", "Lawsuit"),
    "REJECT": ("Rejection", "Denial", "Veto", "Prevention"),
    "THREATEN": ("Threat",),
    "PROTEST": ("Protest", "Demonstration", "Strike"),
    "SANCTION": ("Sanction", "EconomicSanction", "Fine", "Conviction", "Expulsion"),
    "MOBILIZE": ("Mobilization", "TroopDeployment", "MissileTest", "MilitaryExercise", "WeaponsProduction"),
    "COERCE": ("Coercion", "Arrest", "Seizure", "Restriction", "Deportation", "CyberAttack", "Annexation"),
    "ASSAULT": (
        "Assault", "Killing", "AirStrike", "DroneAttack", "Shelling", "Invasion", "Battle", "Abduction", "Shooting",
        "Shootdown",
    ),
    "COMMUNICATE": ("Communication", "Statement", "Announcement", "Report", "Confirmation"),
    "DEATH": ("Death",),
    "INJURY": ("Injury",),
    "DAMAGE": ("Damage", "Destruction"),
    "CONFLICT": ("Conflict", "War"),
    "ELECTION": ("ElectoralEvent", "Election", "Vote", "Candidacy", "ElectionVictory", "Referendum", "OpinionPoll"),
    "LEGISLATE": ("Legislation", "LawAdoption", "Ruling"),
    "POSITION": ("PositionChange", "Appointment", "Resignation", "Dismissal"),
    "TRADE": ("Trade", "Purchase", "Sale", "Contract", "Investment"),
    "DISASTER": ("Disaster", "Earthquake", "Flood", "Storm", "Epidemic"),
    "ACCIDENT": ("Accident", "Crash", "Fire", "Explosion"),
    "MOVE": ("Movement", "Journey", "Escape", "AirspaceIncursion"),
}  # fmt: skip

EVENT_TYPES: Final = tuple(EVENT_CLASSES)
PLOVER_TYPES: Final = EVENT_TYPES[:16]
TYPE_OF_CLASS: Final[dict[str, str]] = {c: t for t, classes in EVENT_CLASSES.items() for c in classes}
ACTOR_TYPES: Final = ("Person", "Organization", "GeopoliticalEntity", "PersonGroup", "Place")
# Types of what lies somewhere: that something is one or the other is often a matter of the part it plays.
LANDS: Final = frozenset({"Place", "GeopoliticalEntity"})
ROLES: Final = ("agent", "patient", "recipient", "place")
PREDICATES: Final = ("leads", "holdsPosition", "memberOf", "partOf", "citizenOf", "alliedWith", "opposes", "relativeOf")
_HUMANS: Final = frozenset({"Person", "PersonGroup"})
_ACTING: Final = frozenset({*_HUMANS, "Organization", "GeopoliticalEntity"})
# The actor types that may be subject and object of each relation.
RELATION_ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "leads": (_HUMANS, frozenset({"Organization", "GeopoliticalEntity"})),
    "holdsPosition": (_HUMANS, frozenset({"Organization", "GeopoliticalEntity"})),
    "memberOf": (frozenset(ACTOR_TYPES), frozenset({"Organization", "PersonGroup"})),
    "partOf": (frozenset(ACTOR_TYPES) - {"Person"}, frozenset({"Organization", "GeopoliticalEntity", "Place"})),
    "citizenOf": (_HUMANS, frozenset({"GeopoliticalEntity"})),
    "alliedWith": (_ACTING, _ACTING),
    "opposes": (_ACTING, _ACTING),
    "relativeOf": (_HUMANS, _HUMANS),
}
SYMMETRIC_PREDICATES: Final = frozenset({"alliedWith", "opposes", "relativeOf"})


def type_class(event_type: str) -> str:
    """The class of an event type: `Assault` for `ASSAULT`.

    >>> type_class("ELECTION")
    'ElectoralEvent'
    """
    return EVENT_CLASSES[event_type][0]
