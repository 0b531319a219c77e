"""The order in which a graph is written: that of reading, and the same for the same graph wherever it comes from.

Within an article: the article itself, actors, events and relations (each followed by its roles and what is claimed of it), times,
quantities, anything else, the run that made it, sentences, mentions. Within each of these, by place in the text, then by IRI.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kgbuild.vocab import ACTOR_TYPES, EVENT_CLASSES, PREFIXES

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
# Natural order: the digits of a name count as numbers, so that e2 stands before e10.
NaturalKey = tuple[tuple[int, str], ...]

_P = PREFIXES
RDF_TYPE: Final = ox.NamedNode(_P["rdf"] + "type")
_BEGIN: Final = ox.NamedNode(_P["nif"] + "beginIndex")
_CONTENT: Final = ox.NamedNode(_P["kgo"] + "content")
_STATEMENT_SUBJECT: Final = ox.NamedNode(_P["rdf"] + "subject")
_EVIDENCE: Final = frozenset(ox.NamedNode(i) for i in (_P["gaf"] + "denotedBy", _P["kgo"] + "cue"))
_FIRST_PREDICATES: Final = (
    RDF_TYPE.value,
    _P["rdfs"] + "label",
    _P["skos"] + "prefLabel",
    _P["skos"] + "altLabel",
    _P["schema"] + "headline",
)
_LAST_PREDICATES: Final = (_P["gaf"] + "denotedBy", _P["nif"] + "isString")

_ARTICLE, _ACTOR, _EVENT, _TIME, _QUANTITY, _OTHER, _RUN, _SENTENCE, _MENTION = range(9)
_RANKS: Final = {
    _P["schema"] + "NewsArticle": _ARTICLE,
    **{_P["kgo"] + actor: _ACTOR for actor in ACTOR_TYPES},
    **{_P["kgo"] + name: _EVENT for classes in EVENT_CLASSES.values() for name in classes},
    _P["sem"] + "Event": _EVENT,
    _P["rdf"] + "Statement": _EVENT,
    _P["kgo"] + "Claim": _EVENT,
    _P["time"] + "Instant": _TIME,
    _P["time"] + "ProperInterval": _TIME,
    _P["schema"] + "QuantitativeValue": _QUANTITY,
    _P["nif"] + "OffsetBasedString": _MENTION,
    _P["nif"] + "Sentence": _SENTENCE,
    _P["prov"] + "Activity": _RUN,
}


@dataclass(frozen=True)
class Block:
    """All that is said of one subject.

    Args:
        subject: The subject.
        predicates: Each predicate with its objects, in the order of writing.
    """

    subject: Subject
    predicates: tuple[tuple[ox.NamedNode, tuple[Term, ...]], ...]


@dataclass(frozen=True)
class Section:
    """All that one graph says.

    Args:
        graph: Name of the graph.
        blocks: Its subjects in the order of writing.
    """

    graph: Graph
    blocks: tuple[Block, ...]


@dataclass
class _Draft:
    """The statements of a graph while they are sorted, by subject and predicate."""

    statements: dict[Subject, dict[ox.NamedNode, set[Term]]] = field(default_factory=dict)

    def add(self, quad: ox.Quad) -> None:
        self.statements.setdefault(quad.subject, {}).setdefault(quad.predicate, set()).add(quad.object)


def in_reading_order(quads: Iterable[ox.Quad]) -> list[Section]:
    """Sort a dataset for writing.

    Args:
        quads: The dataset, in any order, duplicates allowed.

    Returns:
        Its graphs, the default graph first, then by name.
    """
    drafts: dict[Graph, _Draft] = {}
    for quad in quads:
        drafts.setdefault(quad.graph_name, _Draft()).add(quad)
    return [Section(graph, _blocks(drafts[graph])) for graph in sorted(drafts, key=_graph_key)]


def merged(sections: Iterable[Section]) -> list[Section]:
    """Make one graph of many for a format of triples: each subject is written once, in the first section that has it.

    Args:
        sections: The sections in order.

    Returns:
        Sections of the same names without a subject in common.
    """
    sections = list(sections)
    if len(sections) <= 1:
        return sections
    everything = _Draft()
    home: dict[Subject, Graph] = {}
    for section in sections:
        for block in section.blocks:
            home.setdefault(block.subject, section.graph)
            for predicate, objects in block.predicates:
                everything.statements.setdefault(block.subject, {}).setdefault(predicate, set()).update(objects)
    result = []
    for section in sections:
        blocks = tuple(
            _block(block.subject, everything.statements[block.subject])
            for block in section.blocks
            if home[block.subject] == section.graph
        )
        if blocks:
            result.append(Section(section.graph, blocks))
    return result


def _graph_key(graph: Graph) -> tuple[bool, NaturalKey]:
    return (False, ()) if isinstance(graph, ox.DefaultGraph) else (True, natural_key(str(graph)))


def natural_key(text: str) -> NaturalKey:
    """Key for sorting names as people count.

    >>> sorted(["e10", "e9", "e1"], key=natural_key)
    ['e1', 'e9', 'e10']
    """
    # ASCII digits only: what `\\d` also finds, `int` reads, but then two different names could have one key.
    parts = re.split(r"([0-9]+)", text)
    numbered = [(int(part), "") if part.isdigit() and part.isascii() else (-1, part) for part in parts]
    return (*numbered, (-1, text))


def _blocks(draft: _Draft) -> tuple[Block, ...]:
    keys = _Keys(draft.statements)
    return tuple(_block(subject, draft.statements[subject]) for subject in sorted(draft.statements, key=keys.of))


def _block(subject: Subject, predicates: dict[ox.NamedNode, set[Term]]) -> Block:
    ordered = sorted(predicates, key=_predicate_key)
    return Block(subject, tuple((p, _ordered(predicates[p])) for p in ordered))


def _ordered(objects: set[Term]) -> tuple[Term, ...]:
    # Most predicates have one object, and the keys are what sorting costs.
    return tuple(sorted(objects, key=_object_key) if len(objects) > 1 else objects)


def _predicate_key(predicate: ox.NamedNode) -> tuple[int, str]:
    iri = predicate.value
    if iri in _FIRST_PREDICATES:
        return _FIRST_PREDICATES.index(iri) - len(_FIRST_PREDICATES), iri
    return (1 + _LAST_PREDICATES.index(iri) if iri in _LAST_PREDICATES else 0), iri


def _object_key(term: Term) -> tuple[bool, NaturalKey]:
    return isinstance(term, ox.Literal), natural_key(str(term))


class _Keys:
    """Sorting keys of the subjects of one graph."""

    def __init__(self, statements: dict[Subject, dict[ox.NamedNode, set[Term]]]) -> None:
        self._statements = statements

    def of(self, subject: Subject) -> tuple[int, int, NaturalKey, int, NaturalKey]:
        """Rank, place in the text, what it belongs to, whether it is that or what hangs on it, its own name."""
        above = self._above(subject)
        return self._rank(above), self._place(above), natural_key(str(above)), int(above != subject), natural_key(str(subject))

    def _above(self, subject: Subject) -> Subject:
        """What a subject is written behind: a claim behind what it claims, a role behind its event; else itself."""
        content = self._only(subject, _CONTENT)
        if content in self._statements:
            return content
        event = self._only(subject, _STATEMENT_SUBJECT)
        return event if event in self._statements and self._rank(event) == _EVENT else subject

    def _only(self, subject: Subject, predicate: ox.NamedNode) -> Subject | None:
        objects = self._statements.get(subject, {}).get(predicate, ())
        return min((o for o in objects if not isinstance(o, ox.Literal)), key=str, default=None)

    def _rank(self, subject: Subject) -> int:
        types = self._statements[subject].get(RDF_TYPE, ())
        ranks = [_RANKS[t.value] for t in types if isinstance(t, ox.NamedNode) and t.value in _RANKS]
        return min(ranks, default=_OTHER)

    def _place(self, subject: Subject) -> int:
        """First code point of the first mention; 0 for what has none."""
        predicates = self._statements[subject]
        begins = [int(o.value) for o in predicates.get(_BEGIN, ()) if isinstance(o, ox.Literal) and o.value.isdecimal()]
        for evidence in _EVIDENCE:
            for mention in predicates.get(evidence, ()):
                if not isinstance(mention, ox.Literal) and mention in self._statements and mention != subject:
                    begins += self._begins(mention)
        return min(begins, default=0)

    def _begins(self, mention: Subject) -> list[int]:
        objects = self._statements[mention].get(_BEGIN, ())
        return [int(o.value) for o in objects if isinstance(o, ox.Literal) and o.value.isdecimal()]
