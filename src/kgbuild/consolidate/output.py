"""What consolidation says in RDF: clusters of the same actors and of the same events, in a graph of their own.

CANON a kgo:CanonicalActor ; rdfs:label "…"@ro ; kgo:actorType kgo:Person ; owl:sameAs ACTOR, … ; skos:closeMatch ACTOR, … .
HAPPENING a kgo:Happening ; rdfs:label "…"@ro ; sem:eventType … ; kgo:account EVENT, … .
MERGE a kgo:Merge, rdf:Statement ; rdf:subject … ; rdf:predicate … ; rdf:object … ; kgo:confidence … ; kgo:reason "…", … .
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from kgbuild.consolidate.actors import ActorThing
from kgbuild.consolidate.clustering import Link
from kgbuild.consolidate.records import EventRecord
from kgbuild.consolidate.state import Thing
from kgbuild.graph import term
from kgbuild.vocab import PLOVER_TYPES, TYPE_OF_CLASS

_HASH: Final = 16


@dataclass(frozen=True, slots=True)
class Cluster:
    """Things that are the same.

    Args:
        kind: `actor` or `event`.
        root: Id of the first, by which the cluster goes.
        thing: The first.
        links: How each hangs together with the first, by id.
    """

    kind: str
    root: int
    thing: Thing
    links: dict[int, Link]


@dataclass(frozen=True, slots=True)
class Member:
    """An actor or event of one article.

    Args:
        iri: Its IRI.
        score: How sure it is that it belongs to its thing.
        why: What says so.
    """

    iri: str
    score: float
    why: tuple[str, ...]


@dataclass
class Output:
    """Keeps what is written, and tells what of it changes.

    Args:
        state: The database.
        base: Base IRI of what is written.
        same: The score from which on actors are said to be the same.
    """

    state: sqlite3.Connection
    base: str
    same: float
    _before: dict[str, str] = field(default_factory=dict)

    @property
    def graph(self) -> ox.NamedNode:
        """The graph that consolidation writes to."""
        return ox.NamedNode(f"{self.base}consolidation")

    def drop(self, owner: str) -> None:
        """Take back what was written about a cluster (`c:ID`) or a member (`m:IRI`)."""
        self._put(owner, "")

    def put_cluster(self, cluster: Cluster) -> None:
        """Write what a cluster is."""
        self._put(f"c:{cluster.root}", self._lines(self._cluster_triples(cluster)))

    def put_member(self, cluster: Cluster, number: int, member: Member, least: float) -> None:
        """Write that something belongs to a cluster, with how sure that is and why; nothing where it is not sure enough."""
        link = cluster.links[number]
        score = min(link.score, member.score)
        why = [*member.why, *(() if number == cluster.root else link.why)] or ["the first to tell of it"]
        self._put(f"m:{member.iri}", self._lines(self._member_triples(cluster, member.iri, score, why)) if score >= least else "")

    def changes(self) -> tuple[str, str]:
        """The N-Quads that are gone and those that are new since it was last asked."""
        gone, new = set[str](), set[str]()
        for owner, before in self._before.items():
            row = self.state.execute("SELECT lines FROM written WHERE owner = ?", (owner,)).fetchone()
            gone.update(before.splitlines(keepends=True))
            new.update((row[0] if row else "").splitlines(keepends=True))
        self._before.clear()
        return "".join(sorted(gone - new)), "".join(sorted(new - gone))

    def everything(self) -> Iterator[str]:
        """All N-Quads, in order."""
        for (lines,) in self.state.execute("SELECT lines FROM written ORDER BY owner"):
            yield lines

    def _put(self, owner: str, lines: str) -> None:
        row = self.state.execute("SELECT lines FROM written WHERE owner = ?", (owner,)).fetchone()
        before = row[0] if row else ""
        if before == lines:
            return
        self._before.setdefault(owner, before)
        if lines:
            self.state.execute("INSERT OR REPLACE INTO written VALUES (?, ?)", (owner, lines))
        else:
            self.state.execute("DELETE FROM written WHERE owner = ?", (owner,))

    def _lines(self, triples: Iterator[ox.Triple]) -> str:
        quads = (ox.Quad(t.subject, t.predicate, t.object, self.graph) for t in triples)
        return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()

    def _node(self, cluster: Cluster) -> ox.NamedNode:
        thing = cluster.thing
        key, kind = (thing.key, "canonical") if isinstance(thing, ActorThing) else (thing.iri, "happening")
        return ox.NamedNode(f"{self.base}{kind}/{_digest(key)}")

    def _cluster_triples(self, cluster: Cluster) -> Iterator[ox.Triple]:
        node, thing = self._node(cluster), cluster.thing
        yield ox.Triple(node, term("rdfs:label"), ox.Literal(thing.label, language="ro"))
        if isinstance(thing, ActorThing):
            yield ox.Triple(node, term("rdf:type"), term("kgo:CanonicalActor"))
            yield ox.Triple(node, term("kgo:actorType"), term(f"kgo:{thing.type}"))
        else:
            yield ox.Triple(node, term("rdf:type"), term("kgo:Happening"))
            yield ox.Triple(node, term("sem:eventType"), _event_type(thing))

    def _member_triples(self, cluster: Cluster, iri: str, score: float, why: list[str]) -> Iterator[ox.Triple]:
        node, member = self._node(cluster), ox.NamedNode(iri)
        if cluster.kind == "event":
            predicate = term("kgo:account")
        else:
            predicate = term("owl:sameAs" if score >= self.same else "skos:closeMatch")
        merge = ox.NamedNode(f"{node.value}/merge/{_digest(iri)}")
        yield ox.Triple(node, predicate, member)
        yield ox.Triple(merge, term("rdf:type"), term("kgo:Merge"))
        yield ox.Triple(merge, term("rdf:type"), term("rdf:Statement"))
        yield ox.Triple(merge, term("rdf:subject"), node)
        yield ox.Triple(merge, term("rdf:predicate"), predicate)
        yield ox.Triple(merge, term("rdf:object"), member)
        written = format(Decimal(repr(float(score))), "f")
        yield ox.Triple(merge, term("kgo:confidence"), ox.Literal(written, datatype=term("xsd:decimal")))
        for reason in why:
            yield ox.Triple(merge, term("kgo:reason"), ox.Literal(reason, language="en"))


def _event_type(event: EventRecord) -> ox.NamedNode:
    kind = TYPE_OF_CLASS[event.type]
    return term(f"plover:{kind}" if kind in PLOVER_TYPES else f"kgo:{event.type}")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_HASH]
