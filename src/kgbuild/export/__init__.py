"""Exports what a graph says in other forms than RDF: the JSON exchange form, tables of events, PLOVER; read from the RDF alone.

One object for each article, in the form of the project's annotation guidelines, with more:

- `sentence`, the words of the sentence, in place of its number; `span`, the code points of the trigger in the article's text;
- `class`, the event's leaf class, beside `type`; `recurrence`, the rule of RFC 5545 by which it recurs, beside `time`;
- `iri` for events and actors; `wikidata` and `geonames` for linked actors.

An event has a row for each trigger, with the claim that stands there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyoxigraph as ox

from kgbuild.export.plover import to_plover
from kgbuild.export.tables import to_csv, to_lines, to_parquet
from kgbuild.serialize.article_graphs import by_graph
from kgbuild.vocab import ACTOR_TYPES, EVENT_CLASSES, PREFIXES, ROLES, TYPE_OF_CLASS, type_class

EXPORT_FORMATS: Final = ("json", "csv", "plover")

Row = dict[str, Any]
Node = ox.NamedNode | ox.BlankNode | ox.Triple
Term = Node | ox.Literal

_KGO: Final = PREFIXES["kgo"]
_PLOVER: Final = PREFIXES["plover"]
_ISO_8601: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_QUALIFIERS: Final = re.compile("[~?%]")


def export(quads: Iterable[ox.Quad], to: str) -> str:
    """Write what graphs say in one of `EXPORT_FORMATS`.

    Args:
        quads: Graphs of articles, as `kgbuild.graph.to_quads` makes them.
        to: `json` for JSON Lines of `to_json_rows`; `csv` for a row for each event, with the names of actors in place of their
            ids; `plover` for PLOVER's JSON Lines of events.

    Returns:
        The document, the same for the same graphs.

    Raises:
        ValueError: There is no such form.
    """
    rows = to_json_rows(quads)
    match to:
        case "json":
            return to_lines(rows)
        case "csv":
            return to_csv(rows)
        case "plover":
            return to_lines(record for row in rows for record in to_plover(row))
        case _:
            raise ValueError(f"“{to}” is no form of export; there are {', '.join(EXPORT_FORMATS)}")


def export_parquet(quads: Iterable[ox.Quad]) -> bytes:
    """Write the table of events that `export(quads, "csv")` writes as Apache Parquet.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    return to_parquet(to_json_rows(quads))


def to_json_rows(quads: Iterable[ox.Quad]) -> Iterator[Row]:
    """Read the exchange form back from graphs.

    Args:
        quads: Graphs of articles; triples without a graph find their article as when a store is loaded.

    Yields:
        An object for each article, by name of its graph.
    """
    graphs = by_graph(quads)
    for name in sorted((g for g in graphs if isinstance(g, ox.NamedNode)), key=lambda g: g.value):
        if article := _ArticleGraph(name, graphs[name]).row():
            yield article


def _term(curie: str) -> ox.NamedNode:
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


_TYPE: Final = _term("rdf:type")
_DENOTED_BY: Final = _term("gaf:denotedBy")
_ROLE_PROPERTIES: Final = {role: _term("sem:hasPlace" if role == "place" else f"kgo:{role}") for role in ROLES}

_UNDERSTOOD: Final = frozenset({_ROLE_PROPERTIES["agent"], _ROLE_PROPERTIES["patient"]})


class _ArticleGraph:
    """The graph of one article, read by subject and by type.

    Args:
        article: The article.
        quads: Its graph.
    """

    def __init__(self, article: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        self._article = article
        self._objects: dict[tuple[Term, ox.NamedNode], list[Term]] = defaultdict(list)
        self._instances: dict[Term, list[Node]] = defaultdict(list)
        # Sorted, since a set of quads has no order of its own.
        for quad in sorted(quads, key=str):
            self._objects[quad.subject, quad.predicate].append(quad.object)
            if quad.predicate == _TYPE:
                self._instances[quad.object].append(quad.subject)
        self._actor_types: dict[Term, str] = {
            actor: kind for kind in ACTOR_TYPES for actor in self._instances[_term(f"kgo:{kind}")]
        }
        self._actors = sorted(self._actor_types, key=self._place)
        self._claims: dict[Term, list[Node]] = defaultdict(list)
        for claim in self._instances[_term("kgo:Claim")]:
            for content in self._all(claim, "kgo:content"):
                self._claims[content].append(claim)
        self._told_in: dict[tuple[Term | None, ...], set[Term | None]] = defaultdict(set)
        for role in self._instances[_term("kgo:RoleAssignment")]:
            parts = tuple(self._one(role, f"rdf:{part}") for part in ("subject", "predicate", "object"))
            self._told_in[parts].update(self._one(m, "nif:sentence") for m in self._mentions(role))

    def row(self) -> Row | None:
        """The article in the exchange form; None where the graph describes no article."""
        if self._article not in self._instances[_term("schema:NewsArticle")]:
            return None
        return {
            "id": self._text(self._article, "dcterms:identifier") or _local_name(self._article),
            "iri": _value(self._article),
            "published": self._text(self._article, "schema:datePublished") or None,
            "actors": [self._actor(actor) for actor in self._actors],
            "events": self._events(),
            "relations": self._relations(),
        }

    def _all(self, subject: Term, curie: str) -> list[Term]:
        return self._objects.get((subject, _term(curie)), [])

    def _one(self, subject: Term | None, curie: str) -> Term | None:
        found = self._all(subject, curie) if subject is not None else []
        return found[0] if found else None

    def _text(self, subject: Term | None, curie: str) -> str:
        found = self._one(subject, curie)
        return _value(found) if found is not None else ""

    def _begin(self, mention: Term) -> int:
        begin = self._text(mention, "nif:beginIndex")
        return int(begin) if begin.isdecimal() else 0

    def _end(self, mention: Term) -> int:
        end = self._text(mention, "nif:endIndex")
        return int(end) if end.isdecimal() else 0

    def _mentions(self, subject: Term) -> list[Term]:
        """The mentions of a thing in this article, in text order."""
        mentions = self._objects.get((subject, _DENOTED_BY), [])
        own = [m for m in mentions if self._one(m, "nif:referenceContext") == self._article]
        return sorted(own, key=lambda m: (self._begin(m), str(m)))

    def _place(self, subject: Term) -> tuple[int, str]:
        mentions = self._mentions(subject)
        return (self._begin(mentions[0]) if mentions else 0, str(subject))

    def _actor(self, actor: Term) -> Row:
        words = (self._text(m, "nif:anchorOf") for m in self._mentions(actor))
        links = {_value(same) for same in self._all(actor, "owl:sameAs")}
        optional = {
            "iso": self._text(actor, "kgo:countryCode"),
            "of": "".join(self._actor_ids(self._all(actor, "kgo:belongsTo"))[:1]),
            "wikidata": _identifier(links, PREFIXES["wd"]),
            "geonames": _identifier(links, PREFIXES["gn"]),
        }
        return {
            "id": _local_name(actor),
            "type": self._actor_types[actor],
            "name": self._text(actor, "rdfs:label"),
            "aliases": list(dict.fromkeys(w for w in words if w)),
            **{key: value for key, value in optional.items() if value},
            "iri": _value(actor),
        }

    def _actor_ids(self, actors: Iterable[Term]) -> list[str]:
        """Identifiers of the actors among some terms, in the order of their first mentions."""
        wanted = set(actors)
        return [_local_name(actor) for actor in self._actors if actor in wanted]

    def _events(self) -> list[Row]:
        events = {e for e in self._instances_of_events() if self._article in self._all(e, "kgo:reportedIn")}
        rows = []
        for event in events:
            for number, trigger in enumerate(self._mentions(event), start=1):
                identifier = _local_name(event) if number == 1 else f"{_local_name(event)}.{number}"
                rows.append((self._begin(trigger), identifier, self._event(event, trigger, identifier)))
        return [row for *_, row in sorted(rows, key=lambda r: r[:2])]

    def _instances_of_events(self) -> Iterator[Node]:
        for kind in EVENT_CLASSES:
            yield from self._instances[_term(f"kgo:{type_class(kind)}")]

    def _event(self, event: Term, trigger: Term, identifier: str) -> Row:
        kind = _event_type(self._text(event, "sem:eventType"))
        claim = self._claim_at(event, trigger)
        return {
            "id": identifier,
            "iri": _value(event),
            "sentence": self._text(self._one(trigger, "nif:sentence"), "nif:anchorOf"),
            "trigger": self._text(trigger, "nif:anchorOf"),
            "span": [self._begin(trigger), self._end(trigger)],
            "type": kind,
            "class": self._event_class(event, kind),
            **{role: self._actor_ids(self._fillers(event, trigger, p)) for role, p in _ROLE_PROPERTIES.items()},
            "theme": self._text(self._one(event, "kgo:theme"), "nif:anchorOf"),
            "time": self._time(self._at(event, trigger, "sem:hasTime")),
            "recurrence": self._text(self._at(event, trigger, "kgo:recurrence"), "kgo:recurrenceRule") or None,
            "polarity": self._text(claim, "kgo:polarity").removeprefix(_KGO) or "affirmed",
            "modality": self._text(claim, "kgo:modality").removeprefix(_KGO) or "actual",
            "source": self._actor_ids(self._all(claim, "grasp:wasAttributedTo")) if claim is not None else [],
        }

    def _fillers(self, event: Term, trigger: Term, role: ox.NamedNode) -> list[Term]:
        """Who has a role: of an event with several mentions those whose words stand in the sentence.

        Where none do, it is still known who acts and whom it is done to; where and to whom need not hold for what this one tells.
        """
        everybody = self._objects.get((event, role), [])
        if len(self._mentions(event)) == 1:
            return everybody
        sentence = self._one(trigger, "nif:sentence")
        here = [actor for actor in everybody if sentence in self._told_in.get((event, role, actor), ())]
        return here or (everybody if role in _UNDERSTOOD else [])

    def _event_class(self, event: Term, kind: str) -> str:
        """The most specific class of an event."""
        names = [_value(t).removeprefix(_KGO) for t in self._objects.get((event, _TYPE), [])]
        classes = [name for name in names if TYPE_OF_CLASS.get(name) == kind]
        return next((name for name in classes if name != type_class(kind)), type_class(kind))

    def _claim_at(self, event: Term, trigger: Term) -> Term | None:
        """The claim that stands at a trigger; the event's first one where none does."""
        claims = sorted(self._claims.get(event, []), key=self._place)
        here = [c for c in claims if trigger in self._objects.get((c, _DENOTED_BY), [])]
        return next(iter(here or claims), None)

    def _at(self, event: Term, trigger: Term, curie: str) -> Term | None:
        """The time or recurrence of an event, as far as a mention among several gives it: its words stand in that sentence."""
        found = self._one(event, curie)
        if found is None or len(self._mentions(event)) == 1:
            return found
        sentence = self._one(trigger, "nif:sentence")
        return found if any(self._one(m, "nif:sentence") == sentence for m in self._mentions(found)) else None

    def _time(self, time: Term | None) -> str | None:
        if time is None:
            return None
        edtf = _QUALIFIERS.sub("", self._text(time, "kgo:edtf"))
        if all(_ISO_8601.fullmatch(part) for part in edtf.split("/")):
            return edtf
        return f"{self._text(time, 'kgo:earliest')}/{self._text(time, 'kgo:latest')}"

    def _relations(self) -> list[Row]:
        rows = []
        for statement in sorted(self._instances[_term("kgo:RelationStatement")], key=self._place):
            ends = [self._one(statement, f"rdf:{part}") for part in ("subject", "predicate", "object")]
            if self._is_stated(statement) and None not in ends:
                subject, predicate, value = (end for end in ends if end is not None)
                rows.append(
                    {
                        "subject": _local_name(subject),
                        "predicate": _value(predicate).removeprefix(_KGO),
                        "object": _local_name(value),
                    }
                )
        return rows

    def _is_stated(self, statement: Term) -> bool:
        """Whether a relation is said to hold by somebody, not only denied or planned."""
        said = [(self._text(c, "kgo:polarity"), self._text(c, "kgo:modality")) for c in self._claims.get(statement, [])]
        return not said or (f"{_KGO}affirmed", f"{_KGO}actual") in said


def _value(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _local_name(term: Term) -> str:
    """The last part of an IRI."""
    return re.split(r"[/#]", _value(term))[-1]


def _identifier(iris: Iterable[str], namespace: str) -> str:
    return next((i.removeprefix(namespace).rstrip("/") for i in sorted(iris) if i.startswith(namespace)), "")


def _event_type(iri: str) -> str:
    if iri.startswith(_PLOVER):
        return iri.removeprefix(_PLOVER)
    return TYPE_OF_CLASS.get(iri.removeprefix(_KGO), "")
