"""What the catalogue keeps of an article, read from its graph."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

import pyoxigraph as ox

from kgbuild.server.explorer.catalog.words import fold
from kgbuild.server.explorer.triples import expand
from kgbuild.vocab import PREFIXES

# Roles of actors in events, by the number under which the catalogue keeps them.
AGENT, PATIENT, RECIPIENT, PLACE, SOURCE, RELAY = range(6)

_BY_PREDICATE: Final = {AGENT: "kgo:agent", PATIENT: "kgo:patient", RECIPIENT: "kgo:recipient", PLACE: "sem:hasPlace"}
_BY_CLAIM: Final = {SOURCE: "grasp:wasAttributedTo", RELAY: "kgo:relayedBy"}
_PREDICATES: Final = (
    *("schema:headline", "schema:datePublished", "rdfs:label", "skos:altLabel", "sem:eventType"),
    *("sem:hasTime", "kgo:earliest", "kgo:latest", "kgo:content", *_BY_PREDICATE.values(), *_BY_CLAIM.values()),
)
_CURIE: Final = {expand(curie): curie for curie in _PREDICATES}
_TYPE: Final = ox.NamedNode(expand("rdf:type"))
_ARTICLE: Final = ox.NamedNode(expand("schema:NewsArticle"))
_SAID: Final = f"SELECT ?p ?s ?o {{ VALUES ?p {{ {' '.join(_PREDICATES)} }} GRAPH {{ ?s ?p ?o }} }}"
_SENTENCES: Final = "SELECT ?sentence ?text { GRAPH { ?sentence a nif:Sentence ; nif:anchorOf ?text } }"
_RELATIONS: Final = """
SELECT ?relation ?subject ?predicate ?object (MIN(?denoted) AS ?words)
WHERE {
  GRAPH {
    ?relation a kgo:RelationStatement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    OPTIONAL { ?relation gaf:denotedBy/nif:anchorOf ?denoted }
  }
}
GROUP BY ?relation ?subject ?predicate ?object
"""

Said = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event.

    Args:
        iri: Its IRI.
        concept: What `sem:eventType` names.
        first: Its first day, `YYYY-MM-DD`; None where it has no time.
        last: Its last day.
        parts: Roles and the IRIs of who has them.
    """

    iri: str
    concept: str
    first: str | None
    last: str | None
    parts: frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """A relation: two actors, and a key that is the same wherever the same is said of the same."""

    iri: str
    subject: str
    object: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article.

    Args:
        iri: Its IRI.
        day: The day it was published, as `date.toordinal` counts; 0 where that is not known.
        title: Its headline, folded.
        actors: The folded names of each actor, its label first.
        events: Its events.
        relations: Its relations.
        sentences: Its sentences, folded, by IRI.
    """

    iri: str
    day: int
    title: str
    actors: dict[str, tuple[str, ...]]
    events: tuple[EventEntry, ...]
    relations: tuple[RelationEntry, ...]
    sentences: dict[str, str]


def read_entry(store: ox.Store, graph: ox.NamedNode) -> Entry | None:
    """Read an article's graph.

    Args:
        store: The store.
        graph: The graph's name.

    Returns:
        What the catalogue keeps; None where the graph is no article's.
    """
    if ox.Quad(graph, _TYPE, _ARTICLE, graph) not in store:
        return None

    def rows(pattern: str) -> Iterator[tuple[str, ...]]:
        found = store.query(pattern.replace("GRAPH", f"GRAPH {graph}"), prefixes=PREFIXES)
        return (tuple(map(_text, row)) for row in cast("ox.QuerySolutions", found))

    said: dict[str, list[tuple[str, str]]] = {curie: [] for curie in _PREDICATES}
    for predicate, subject, value in rows(_SAID):
        said[_CURIE[predicate]].append((subject, value))
    names = _names(said)
    relations = [
        RelationEntry(iri, one, other, (predicate, fold(words))) for iri, one, predicate, other, words in rows(_RELATIONS)
    ]
    about = {curie: dict(said[curie]).get(graph.value, "") for curie in ("schema:datePublished", "schema:headline")}
    return Entry(
        graph.value,
        _ordinal(about["schema:datePublished"]),
        fold(about["schema:headline"]),
        {iri: tuple(dict.fromkeys(map(fold, forms))) for iri, forms in names.items()},
        tuple(_events(said)),
        tuple(relation for relation in relations if {relation.subject, relation.object} <= names.keys()),
        {iri: fold(text) for iri, text in rows(_SENTENCES)},
    )


def _names(said: Said) -> dict[str, list[str]]:
    """The names of what has names: actors, and nothing else."""
    names: dict[str, list[str]] = {}
    for iri, name in (*said["rdfs:label"], *said["skos:altLabel"]):
        names.setdefault(iri, []).append(name)
    return names


def _events(said: Said) -> Iterator[EventEntry]:
    parts: dict[str, set[tuple[int, str]]] = {}
    for role, curie in _BY_PREDICATE.items():
        for event, actor in said[curie]:
            parts.setdefault(event, set()).add((role, actor))
    content = dict(said["kgo:content"])
    for role, curie in _BY_CLAIM.items():
        for claim, source in said[curie]:
            parts.setdefault(content.get(claim, ""), set()).add((role, source))
    times, first, last = (dict(said[curie]) for curie in ("sem:hasTime", "kgo:earliest", "kgo:latest"))
    for event, concept in said["sem:eventType"]:
        time = times.get(event, "")
        known = time in first and time in last
        days = (first[time], last[time]) if known else (None, None)
        yield EventEntry(event, concept, days[0], days[1], frozenset(parts.get(event, ())))


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return 0


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value
