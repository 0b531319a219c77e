"""PLOVER's event records, one JSON object for each event of its sixteen types, under the IRI that the RDF has for it.

Modes and contexts come from the ontology: what an event's class says of itself by `skos:closeMatch` and `skos:related`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import pyoxigraph as ox

from kgbuild.resources import ontology_text
from kgbuild.vocab import PLOVER_TYPES, PREFIXES

Row = dict[str, Any]

_CLOSE: Final = ox.NamedNode(PREFIXES["skos"] + "closeMatch")
_RELATED: Final = ox.NamedNode(PREFIXES["skos"] + "related")
_CONTEXT: Final = "context-"


def to_plover(article: Row) -> Iterator[Row]:
    """Make PLOVER's records of an article's events.

    Args:
        article: An article in the exchange form of `kgbuild.export.to_json_rows`.

    Yields:
        A record for each row, with recipients and places of the event's other rows where its own has none: `id`, `date` (of the
        event, else of the publication, None for neither), `recurrence` (a rule of RFC 5545, None for once), `actor`,
        `recipient`, `event`, `mode`, `context`, `auxiliary` modes, `location`, `text` (the sentence), `span` (code points of
        the trigger).
    """
    actors = {actor["id"]: actor for actor in article["actors"]}
    told = {(event["iri"], role): event[role] for event in article["events"] for role in ("recipient", "place") if event[role]}
    for event in article["events"]:
        recipients, places = (event[role] or told.get((event["iri"], role), []) for role in ("recipient", "place"))
        if event["type"] not in PLOVER_TYPES:
            continue
        mode, contexts = _coding().get(event["class"], (None, ()))
        yield {
            "id": _record_iri(event),
            "date": event["time"] or article["published"],
            "recurrence": event["recurrence"],
            "publication_date": article["published"],
            "actor": [_actor(actors[key]) for key in event["agent"]],
            "recipient": [_actor(actors[key]) for key in dict.fromkeys([*event["patient"], *recipients])],
            "event": event["type"],
            "mode": mode,
            "context": list(contexts),
            "auxiliary": _auxiliary(event),
            "location": [_actor(actors[key]) for key in places],
            "source": [_actor(actors[key]) for key in event["source"]],
            "article": article["iri"],
            "text": event["sentence"],
            "trigger": event["trigger"],
            "span": event["span"],
        }


def _record_iri(event: Row) -> str:
    """The event's IRI; behind it the number of the trigger, from the second on."""
    number = event["id"].partition(".")[2]
    return f"{event['iri']}.{number}" if number else str(event["iri"])


def _actor(actor: Row) -> Row:
    known = {"name": actor["name"], "type": actor["type"], "country": actor.get("iso"), "wikidata": actor.get("wikidata")}
    return {key: value for key, value in known.items() if value} | {"iri": actor["iri"]}


def _auxiliary(event: Row) -> list[str]:
    modality = {"planned": ["future"], "hypothetical": ["hypothetical"]}.get(event["modality"], [])
    return [*modality, *(["negated"] if event["polarity"] == "negated" else [])]


@cache
def _coding() -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Mode and contexts of each event class, by its local name."""
    modes: dict[str, str] = {}
    contexts: dict[str, list[str]] = {}
    for quad in ox.parse(ontology_text("kgbuild.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            name, code = quad.subject.value.removeprefix(PREFIXES["kgo"]), quad.object.value.removeprefix(PREFIXES["plover"])
            if quad.predicate == _CLOSE:
                modes[name] = code.partition("-")[2]
            elif quad.predicate == _RELATED and code.startswith(_CONTEXT):
                contexts.setdefault(name, []).append(code.removeprefix(_CONTEXT))
    return {name: (modes.get(name), tuple(contexts.get(name, ()))) for name in {*modes, *contexts}}
