"""The order in which a graph is written: that of reading, and the same for the same graph wherever it comes from.

Within an article: the article itself, actors, events and relations (each followed by its roles and what is claimed of it), times,
quantities, anything else, the run that made it, sentences, mentions. Within each of these, by place in the text, then by IRI.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import pyoxigraph as ox

from kgbuild.named_graph import Name, Subject, Term, Triple, triples_by_graph
from kgbuild.vocab import ACTOR_TYPES, EVENT_CLASSES, PREFIXES

# Natural order: the digits of a name count as numbers, so that e2 stands before e10.
NaturalKey = tuple[tuple[str | int, ...], str]
# The statements of a graph while they are sorted.
_Predicates = dict[ox.NamedNode, set[Term]]
_Statements = dict[Subject, _Predicates]

# ASCII digits only: what `\d` also finds, `int` reads, but then two different names could have one key.
_NUMBERS: Final = re.compile("([0-9]+)")
_P = PREFIXES
RDF_TYPE: Final = ox.NamedNode(_P["rdf"] + "type")
_BEGIN: Final = ox.NamedNode(_P["nif"] + "beginIndex")
_CONTENT: Final = ox.NamedNode(_P["kgo"] + "content")
_STATEMENT_SUBJECT: Final = ox.NamedNode(_P["rdf"] + "subject")
_DENOTED_BY: Final = ox.NamedNode(_P["gaf"] + "denotedBy")
_CUE: Final = ox.NamedNode(_P["kgo"] + "cue")
_FIRST_PREDICATES: Final = (
    RDF_TYPE.value,
    _P["rdfs"] + "label",
    _P["skos"] + "prefLabel",
    _P["skos"] + "altLabel",
    _P["schema"] + "headline",
)
_LAST_PREDICATES: Final = (_DENOTED_BY.value, _P["nif"] + "isString")

_ARTICLE, _ACTOR, _EVENT, _TIME, _QUANTITY, _OTHER, _RUN, _SENTENCE, _MENTION = range(9)
_RANK_OF_TYPE: Final = {
    _P["schema"] + "NewsArticle": _ARTICLE,
    **{_P["kgo"] + actor: _ACTOR for actor in ACTOR_TYPES},
    **{_P["kgo"] + name: _EVENT for classes in EVENT_CLASSES.values() for name in classes},
    _P["sem"] + "Event": _EVENT,
    _P["rdf"] + "Statement": _EVENT,
    _P["kgo"] + "Claim": _EVENT,
    _P["time"] + "Instant": _TIME,
    _P["time"] + "ProperInterval": _TIME,
    _P["kgo"] + "Recurrence": _TIME,
    _P["schema"] + "QuantitativeValue": _QUANTITY,
    _P["nif"] + "OffsetBasedString": _MENTION,
    _P["nif"] + "Sentence": _SENTENCE,
    _P["prov"] + "Activity": _RUN,
}
_RANKS: Final[dict[Term, int]] = {ox.NamedNode(iri): rank for iri, rank in _RANK_OF_TYPE.items()}


class Block(NamedTuple):
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

    graph: Name
    blocks: tuple[Block, ...]


def in_reading_order(quads: Iterable[ox.Quad]) -> list[Section]:
    """Sort a dataset for writing.

    Args:
        quads: The dataset, in any order, duplicates allowed.

    Returns:
        Its graphs, the default graph first, then by name.
    """
    drafts = {name: _statements(triples) for name, triples in triples_by_graph(quads).items()}
    return [Section(name, _blocks(drafts[name])) for name in sorted(drafts, key=_graph_key)]


def _statements(triples: Iterable[Triple]) -> _Statements:
    """Sort the triples of a graph by subject and predicate."""
    statements: _Statements = {}
    current: Subject | None = None
    predicates: _Predicates = {}
    for subject, predicate, value in triples:
        # What is said of one subject mostly comes together.
        if subject != current:
            current, predicates = subject, statements.setdefault(subject, {})
        if predicate in predicates:
            predicates[predicate].add(value)
        else:
            predicates[predicate] = {value}
    return statements


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
    everything: _Statements = {}
    home: dict[Subject, Name] = {}
    for section in sections:
        for block in section.blocks:
            home.setdefault(block.subject, section.graph)
            for predicate, objects in block.predicates:
                everything.setdefault(block.subject, {}).setdefault(predicate, set()).update(objects)
    result = []
    for section in sections:
        blocks = tuple(
            _block(block.subject, everything[block.subject]) for block in section.blocks if home[block.subject] == section.graph
        )
        if blocks:
            result.append(Section(section.graph, blocks))
    return result


def _graph_key(graph: Name) -> tuple[bool, NaturalKey]:
    return (False, natural_key("")) if isinstance(graph, ox.DefaultGraph) else (True, natural_key(str(graph)))


@lru_cache(maxsize=1 << 12)
def natural_key(text: str) -> NaturalKey:
    """Key for sorting names as people count.

    >>> sorted(["e10", "e9", "e1"], key=natural_key)
    ['e1', 'e9', 'e10']
    """
    parts: list[str | int] = [*_NUMBERS.split(text)]
    # Every second part is a number, so that like is compared with like.
    parts[1::2] = map(int, parts[1::2])
    return tuple(parts), text


def _blocks(statements: _Statements) -> tuple[Block, ...]:
    return tuple(_block(subject, statements[subject]) for subject in _Subjects(statements).ordered())


def _block(subject: Subject, predicates: _Predicates) -> Block:
    return Block(subject, tuple([(p, _ordered(predicates[p])) for p in _in_order(tuple(predicates))]))


@lru_cache(maxsize=1 << 10)
def _in_order(predicates: tuple[ox.NamedNode, ...]) -> Sequence[ox.NamedNode]:
    """Sort predicates; subjects of a kind mostly have the same."""
    return sorted(predicates, key=_predicate_key)


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


class _Subjects:
    """The subjects of one graph, to be sorted."""

    def __init__(self, statements: _Statements) -> None:
        self._statements = statements
        self._ranks = {subject: self._rank(predicates) for subject, predicates in statements.items()}
        self._begins: dict[Term, int] = {
            subject: begin for subject, p in statements.items() if (begin := self._begin(p.get(_BEGIN, ()))) is not None
        }

    def ordered(self) -> Iterator[Subject]:
        """The subjects by rank, place in the text, what they belong to, whether they are that or hang on it, their own name."""
        drawn: dict[tuple[int, int], list[tuple[Subject, Subject]]] = {}
        for subject, predicates in self._statements.items():
            above = self._above(subject, predicates)
            drawn.setdefault((self._ranks[above], self._place(above)), []).append((above, subject))
        # Names are compared where nothing else decides, for their keys are what sorting costs.
        return chain.from_iterable(self._by_name(drawn[place]) for place in sorted(drawn))

    @staticmethod
    def _by_name(pairs: list[tuple[Subject, Subject]]) -> Iterator[Subject]:
        if len(pairs) > 1:
            names = {term: natural_key(str(term)) for term in chain.from_iterable(pairs)}
            pairs.sort(key=lambda pair: (names[pair[0]], pair[0] != pair[1], names[pair[1]]))
        return (subject for _, subject in pairs)

    def _above(self, subject: Subject, predicates: _Predicates) -> Subject:
        """What a subject is written behind: a claim behind what it claims, a role behind its event; else itself."""
        content = _first_node(predicates.get(_CONTENT, ()))
        if content in self._statements:
            return content
        event = _first_node(predicates.get(_STATEMENT_SUBJECT, ()))
        return event if event in self._statements and self._ranks[event] == _EVENT else subject

    @staticmethod
    def _rank(predicates: _Predicates) -> int:
        return min([_RANKS[kind] for kind in predicates.get(RDF_TYPE, ()) if kind in _RANKS], default=_OTHER)

    def _place(self, subject: Subject) -> int:
        """First code point of the first mention; 0 for what has none."""
        predicates = self._statements[subject]
        mentions = [subject, *predicates.get(_DENOTED_BY, ()), *predicates.get(_CUE, ())]
        return min([self._begins[mention] for mention in mentions if mention in self._begins], default=0)

    @staticmethod
    def _begin(objects: Iterable[Term]) -> int | None:
        return min((int(o.value) for o in objects if isinstance(o, ox.Literal) and o.value.isdecimal()), default=None)


def _first_node(objects: Iterable[Term]) -> Subject | None:
    """The first by name of those objects that are no literals."""
    return min((o for o in objects if not isinstance(o, ox.Literal)), key=str, default=None) if objects else None
