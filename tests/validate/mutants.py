"""Random mutations of small parts of real graphs."""

import random
from collections import defaultdict
from functools import cache
from typing import Any, Final

import pyoxigraph as ox

from kgbuild.graph import term
from kgbuild.vocab import BASE, PREDICATES

_INWARD: Final = frozenset({term("kgo:content"), term("rdf:subject")})
_STATEMENT: Final = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))
_RELATIONS: Final = frozenset(term(f"kgo:{predicate}") for predicate in PREDICATES)
_OFFSETS: Final = frozenset({term("nif:beginIndex"), term("nif:endIndex")})
_DATATYPES: Final = ("xsd:string", "xsd:integer", "xsd:date", "xsd:boolean", "xsd:decimal", "xsd:nonNegativeInteger")
_VALUES: Final[tuple[ox.NamedNode | ox.Literal, ...]] = (
    ox.Literal("altceva"),
    ox.Literal("", language="ro"),
    ox.Literal("vineri", datatype=term("xsd:date")),
    ox.Literal("1500-01-01", datatype=term("xsd:date")),
    ox.Literal("-1", datatype=term("xsd:nonNegativeInteger")),
    ox.Literal("7", datatype=term("xsd:integer")),
    ox.Literal("1.5", datatype=term("xsd:decimal")),
    term("kgo:Person"),
    term("kgo:Organization"),
    term("kgo:negated"),
    term("kgo:hypothetical"),
    ox.NamedNode("http://www.wikidata.org/entity/Q1"),
)
_LINKS: Final = ("kgo:contradicts", "kgo:relayedBy", "kgo:anchor", "kgo:belongsTo", "kgo:partOf", "kgo:agent", "kgo:patient")


def part_of(quads: list[ox.Quad], chance: random.Random) -> list[ox.Quad]:
    """An event or relation, or two, with all that hangs on them, out of an article's graph."""
    by_subject: dict[object, list[ox.Quad]] = defaultdict(list)
    inward: dict[object, list[object]] = defaultdict(list)
    for quad in quads:
        by_subject[quad.subject].append(quad)
        if quad.predicate in _INWARD:
            inward[quad.object].append(quad.subject)
    contents = sorted({q.object for q in quads if q.predicate == term("kgo:content")}, key=str)
    queue: list[object] = chance.sample(contents, min(chance.choice((1, 2)), len(contents)))
    chosen: dict[object, None] = {}
    while queue:
        node = queue.pop()
        if node in chosen or node not in by_subject:
            continue
        chosen[node] = None
        actor = any(q.predicate == term("rdfs:label") for q in by_subject[node])
        queue.extend(() if actor else inward[node])
        queue.extend(q.object for q in by_subject[node])
    part = [quad for node in chosen for quad in by_subject[node]]
    stated: dict[object, object] = {(q.subject, q.predicate): q.object for q in part if q.predicate in _STATEMENT}
    said = {tuple(stated.get((node, p)) for p in _STATEMENT) for node in chosen}
    return [q for q in part if q.predicate not in _RELATIONS or (q.subject, q.predicate, q.object) in said]


def renamed(quads: list[ox.Quad], name: str) -> list[ox.Quad]:
    """The same graph under names of its own, so that graphs can be judged together without touching one another."""

    @cache
    def rename(node: Any) -> Any:  # noqa: ANN401 — only names occur
        return ox.NamedNode(node.value.replace(BASE, f"{BASE}{name}/", 1))

    return [
        ox.Quad(
            rename(q.subject),
            q.predicate,
            rename(q.object) if isinstance(q.object, ox.NamedNode) else q.object,
            rename(q.graph_name),
        )
        for q in quads
    ]


def mutated(quads: list[ox.Quad], chance: random.Random) -> list[ox.Quad]:
    """A graph with one to three things changed."""
    quads = list(quads)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(quads))
        change = chance.choice((_drop, _drop_all, _retype, _revalue, _swap, _move, _move, _resubject, _link, _double))
        change(quads, at, chance)
    return list(dict.fromkeys(quads))


def _drop(quads: list[ox.Quad], at: int, _chance: random.Random) -> None:
    del quads[at]


def _drop_all(quads: list[ox.Quad], at: int, _chance: random.Random) -> None:
    subject, predicate = quads[at].subject, quads[at].predicate
    quads[:] = [q for q in quads if q.subject != subject or q.predicate != predicate] or quads


def _retype(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    literals = [i for i, q in enumerate(quads) if isinstance(q.object, ox.Literal)]
    at = chance.choice(literals or [at])
    written = quads[at].object
    value = written.value if isinstance(written, ox.Literal) else "x"
    _put(quads, at, ox.Literal(value, datatype=term(chance.choice(_DATATYPES))))


def _revalue(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    _put(quads, at, chance.choice(_VALUES))


def _swap(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    other = chance.randrange(len(quads))
    one, two = quads[at].object, quads[other].object
    _put(quads, at, two)
    _put(quads, other, one)


def _move(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    offsets = [i for i, q in enumerate(quads) if q.predicate in _OFFSETS]
    if offsets:
        at = chance.choice(offsets)
        value = int(getattr(quads[at].object, "value", "0") or 0) + chance.choice((-3, -1, 1, 2, 40))
        _put(quads, at, ox.Literal(str(value), datatype=term("xsd:nonNegativeInteger")))


def _resubject(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    quad = quads[at]
    quads[at] = ox.Quad(chance.choice(quads).subject, quad.predicate, quad.object, quad.graph_name)


def _link(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    """A link between any two nodes, or from a node to itself: cycles and wrong kinds."""
    node = quads[at].subject
    other = chance.choice((node, chance.choice(quads).subject))
    quads.append(ox.Quad(node, term(chance.choice(_LINKS)), other, quads[at].graph_name))


def _double(quads: list[ox.Quad], at: int, chance: random.Random) -> None:
    quad = quads[at]
    quads.append(ox.Quad(quad.subject, quad.predicate, chance.choice(quads).object, quad.graph_name))


def _put(quads: list[ox.Quad], at: int, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> None:
    quad = quads[at]
    quads[at] = ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)
