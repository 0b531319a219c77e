"""What loading means, whatever the store: when a graph is new, the same, or another version, and what is kept of the old one.

Of a version that was replaced a record stays, in the graph `ARTICLE#revisions`:

    ARTICLE prov:wasRevisionOf ARTICLE#revision-DIGEST .
    ARTICLE#revision-DIGEST a prov:Entity ; kgo:contentHash "…" ; prov:wasGeneratedBy RUN .

DIGEST is made of the old graph, the hash is that of the text it was built from, and the run says by which software.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Literal

import pyoxigraph as ox

from kgbuild.serialize.graph_files import Name
from kgbuild.vocab import PREFIXES, TYPE_OF_CLASS, type_class

Verdict = Literal["added", "completed", "replaced", "unchanged", "refused"]

_PROV: Final = PREFIXES["prov"]
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_ENTITY: Final = ox.NamedNode(f"{_PROV}Entity")
_GENERATED_BY: Final = ox.NamedNode(f"{_PROV}wasGeneratedBy")
_REVISION_OF: Final = ox.NamedNode(f"{_PROV}wasRevisionOf")
_CONTENT_HASH: Final = ox.NamedNode(f"{PREFIXES['kgo']}contentHash")
_RUN: Final = ox.NamedNode(f"{_PROV}Activity")
_CLAIMS: Final = """
SELECT ?claim (SAMPLE(?found) AS ?words) (SAMPLE(?names) AS ?what) (GROUP_CONCAT(DISTINCT ?label; separator=", ") AS ?source)
  (SAMPLE(?p) AS ?polarity) (SAMPLE(?m) AS ?modality)
WHERE {
  ?claim a kgo:Claim ; kgo:content ?content .
  OPTIONAL { ?claim kgo:polarity ?p }
  OPTIONAL { ?claim kgo:modality ?m }
  OPTIONAL { ?claim gaf:denotedBy/nif:anchorOf ?found }
  OPTIONAL { ?claim grasp:wasAttributedTo/rdfs:label ?label }
  {
    SELECT ?content (GROUP_CONCAT(DISTINCT STRAFTER(STR(?kind), "#")) AS ?names)
    WHERE { ?content a|rdf:predicate ?kind FILTER(?kind NOT IN (kgo:RelationStatement, rdf:Statement)) }
    GROUP BY ?content
  }
}
GROUP BY ?claim
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """How an article's new graph differs from the one it took the place of.

    Args:
        article: IRI of the article.
        claims_added: The claims that only the new graph has, each in a few words.
        claims_dropped: The claims that only the old one had.
    """

    article: str
    claims_added: tuple[str, ...] = ()
    claims_dropped: tuple[str, ...] = ()


@dataclass(slots=True)
class LoadReport:
    """What loading did, by article (IRI of its graph).

    Args:
        added: Articles that were new to the store, or there in part.
        replaced: Articles whose graph was another one before.
        unchanged: Articles that the store already held just so.
        refused: Articles of which the store holds another graph, when `replace` is not set.
        failed: Articles that the store did not take, with its words.
        statements: How many statements were written.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[Revision] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    statements: int = 0

    def add(self, name: Name, verdict: Verdict, statements: int, revision: Revision | None = None) -> None:
        """Note what became of a graph."""
        self.statements += statements
        if isinstance(name, ox.DefaultGraph):
            return
        if revision:
            self.replaced.append(revision)
        elif verdict == "unchanged":
            self.unchanged.append(name.value)
        elif verdict == "refused":
            self.refused.append(name.value)
        else:
            self.added.append(name.value)


def judge(name: Name, old: AbstractSet[ox.Quad], new: AbstractSet[ox.Quad], *, replace: bool) -> Verdict:
    """Tell what is to be done with a graph.

    A part of the new graph is completed and no version of its own: a store that takes no graph at once and dies leaves such a
    part. What belongs to no article is added to what is there.

    Args:
        name: The graph's name.
        old: What the store holds under it.
        new: What is to be loaded.
        replace: Whether another version may be replaced.
    """
    if new <= old and (old <= new or isinstance(name, ox.DefaultGraph)):
        return "unchanged"
    if not old:
        return "added"
    if old < new or isinstance(name, ox.DefaultGraph):
        return "completed"
    return "replaced" if replace else "refused"


def revisions_graph(article: ox.NamedNode) -> ox.NamedNode:
    """Name of the graph that keeps the records of an article's earlier versions."""
    return ox.NamedNode(f"{article.value}#revisions")


def revision_record(article: ox.NamedNode, old: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What is kept of a version that is replaced.

    Args:
        article: The article.
        old: Its graph, as `kgbuild.serialize.graph_files.as_stored` gives it.

    Returns:
        Quads in the graph of the article's revisions.
    """
    quads = sorted(old, key=str)
    digest = hashlib.sha256("\n".join(map(str, quads)).encode()).hexdigest()[:16]
    revision = ox.NamedNode(f"{article.value}#revision-{digest}")
    record = [ox.Triple(article, _REVISION_OF, revision), ox.Triple(revision, _TYPE, _ENTITY)]
    for quad in quads:
        if quad.predicate == _CONTENT_HASH and quad.subject == article:
            record.append(ox.Triple(revision, _CONTENT_HASH, quad.object))
        if quad.predicate == _TYPE and quad.object == _RUN:
            record.append(ox.Triple(revision, _GENERATED_BY, quad.subject))
    graph = revisions_graph(article)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in record]


def compare(article: ox.NamedNode, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> Revision:
    """Tell which claims a new version of an article adds and which it drops.

    Claims are the same when they say the same of the same words on the same word: their numbers and offsets may move.
    """
    before, after = _claims(old), _claims(new)
    return Revision(article.value, _sorted(after - before), _sorted(before - after))


def _sorted(claims: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(claims.elements()))


def _claims(quads: Iterable[ox.Quad]) -> Counter[str]:
    memory = ox.Store()
    memory.bulk_extend(ox.Quad(*quad.triple) for quad in quads)
    answer = memory.query(_CLAIMS, prefixes=PREFIXES)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("a SELECT query gives solutions")
    names = ("what", "words", "source", "polarity", "modality")
    return Counter(_in_words([_text(row[name]) for name in names]) for row in answer)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.Literal):
        return term.value
    return term.value.rpartition("#")[2] if isinstance(term, ox.NamedNode) else ""


def _in_words(parts: Sequence[str]) -> str:
    names, words, source, *status = parts
    what = min(names.split(), key=_breadth)
    on_word = f" on the word of {source}" if source else ""
    return f"{what} “{words}”{on_word} ({', '.join(part for part in status if part)})"


def _breadth(name: str) -> tuple[bool, str]:
    """Sorts an event's own class before that of its type, which says less."""
    kind = TYPE_OF_CLASS.get(name)
    return kind is not None and type_class(kind) == name, name
