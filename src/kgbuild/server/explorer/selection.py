"""Chooses events by type, actor, source and time, as the filters of the pages ask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from kgbuild.server.explorer.search import pattern
from kgbuild.server.explorer.service import query
from kgbuild.server.explorer.terms import concept
from kgbuild.vocab import EVENT_TYPES, PREFIXES

# Without a filter, what the latest articles tell is shown: nobody looks through all of a large store.
LATEST: Final = 100
_MOST: Final = 2_000
_CLAIM: Final = (
    "?chosen_claim kgo:content ?event ; (grasp:wasAttributedTo|kgo:relayedBy)/(rdfs:label|skos:altLabel) ?source_name ."
)
_PARTICIPANT: Final = "?event (kgo:agent|kgo:patient|kgo:recipient|sem:hasPlace)/(rdfs:label|skos:altLabel) ?actor_name ."
_ROLES: Final = "kgo:agent kgo:patient kgo:recipient"


class SelectionError(ValueError):
    """A filter that is no date.

    Args:
        value: What was given.
    """

    def __init__(self, value: str) -> None:
        self.value = value
        super().__init__(value)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are wanted.

    Args:
        type: Their event type; empty for all.
        actor: Part of the name of a participant.
        source: Part of the name of a source or outlet.
        first: They happened on this day or later, `YYYY-MM-DD`.
        last: They happened on this day or earlier.
    """

    type: str = ""
    actor: str = ""
    source: str = ""
    first: str = ""
    last: str = ""

    @property
    def any(self) -> bool:
        """Whether something is asked for."""
        return bool(self.type or self.actor or self.source or self.first or self.last)

    def chosen(self, about: ox.NamedNode | None = None, *, articles: Sequence[ox.NamedNode] = ()) -> str:
        """Write the query for the events that are wanted: `?article` and `?event`.

        Args:
            about: An actor that takes part.
            articles: The only articles that count; none for all.
        """
        inside = []
        if about:
            inside.append(f"VALUES ?part {{ {_ROLES} }} ?event ?part {about} .")
        if self.type:
            inside.append(f"?event sem:eventType {ox.NamedNode(concept(self.type))} .")
        if self.actor:
            inside.append(f"{_PARTICIPANT} {_fits('?actor_name', self.actor)}")
        if self.source:
            inside.append(f"{_CLAIM} {_fits('?source_name', self.source)}")
        inside += self._days()
        return _events(inside or ["?event kgo:reportedIn ?article ; sem:eventType ?any ."], articles)

    def _days(self) -> list[str]:
        if not (self.first or self.last):
            return []
        bounds = [f'?chosen_latest >= "{self.first}"^^xsd:date'] if self.first else []
        bounds += [f'?chosen_earliest <= "{self.last}"^^xsd:date'] if self.last else []
        times = "?event sem:hasTime ?chosen_time . ?chosen_time kgo:earliest ?chosen_earliest ; kgo:latest ?chosen_latest ."
        return [f"{times} FILTER({' && '.join(bounds)})"]


def _fits(variable: str, words: str) -> str:
    return f'FILTER(REGEX({variable}, {ox.Literal(pattern(words))}, "i"))'


def _events(patterns: Sequence[str], articles: Sequence[ox.NamedNode]) -> str:
    within = f"VALUES ?article {{ {' '.join(map(str, articles))} }}" if articles else ""
    inside = f"{within} GRAPH ?article {{ {' '.join(patterns)} }}"
    return f"SELECT DISTINCT ?article ?event WHERE {{ {inside} }} LIMIT {_MOST}"


def parse_selection(parameters: Mapping[str, str]) -> Selection:
    """Read the filters of a request; what is no event type is left out.

    Raises:
        SelectionError: A day is none.
    """
    of_type = parameters.get("type", "")
    days = [_day(parameters.get(name, "").strip()) for name in ("first", "last")]
    words = [parameters.get(name, "").strip()[:100] for name in ("actor", "source")]
    return Selection(of_type if of_type in EVENT_TYPES else "", *words, *days)


def _day(text: str) -> str:
    if text and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise SelectionError(text)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise SelectionError(text) from None


def choose(name: str, chosen: Sequence[Mapping[str, str]]) -> str:
    """Take a query of the folder `queries` that asks about events or relations that were chosen before.

    That is asked in two steps: a query that chose and told at once would be planned as if all of a store were wanted.

    Args:
        name: The file's name without its ending.
        chosen: The rows that the first step gave.
    """
    pairs = " ".join(f"({ox.NamedNode(row['article'])} {ox.NamedNode(row['event'])})" for row in chosen)
    return query(name).replace("# CHOSEN", f"VALUES (?article ?event) {{ {pairs} }}")


def in_role(actor: ox.NamedNode, role: str, limit: int) -> str:
    """Ask for the latest events in which an actor has a role.

    Args:
        actor: The actor.
        role: `agent`, `undergone` (patient or recipient), `place` or `source`.
        limit: How many.
    """
    paths = {
        "agent": "?event kgo:agent ?actor .",
        "undergone": "?event (kgo:patient|kgo:recipient) ?actor .",
        "place": "?event sem:hasPlace ?actor .",
        "source": "?claim grasp:wasAttributedTo ?actor ; kgo:content ?event .",
    }
    dated = "OPTIONAL { ?article schema:datePublished ?day }"
    pattern_ = f"GRAPH ?article {{ VALUES ?actor {{ {actor} }} {paths[role]} ?event sem:eventType ?type . {dated} }}"
    return f"SELECT DISTINCT ?event ?day WHERE {{ {pattern_} }} ORDER BY DESC(?day) ?event LIMIT {limit}"


def related(actor: ox.NamedNode | None, articles: Sequence[ox.NamedNode] = ()) -> str:
    """Write the query for the relations of an actor, or within articles: `?article` and `?event`.

    Args:
        actor: The actor; None for all.
        articles: The only articles that count; none for all.
    """
    ends = f"VALUES ?end {{ rdf:subject rdf:object }} ?event ?end {actor} ." if actor else ""
    return _events([ends, "?event a kgo:RelationStatement ."], articles)


PREFIX_LINES: Final = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
