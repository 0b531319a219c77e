"""The part of SPARQL that kgbuild's constraints are written in, compiled to Python functions that run on a `DataGraph`.

rdflib parses a query to its algebra; each operator becomes a function that finds solutions and hands each one on. What is not
compiled, or turns out at run time to need more of SPARQL's rules for types than is written here, is left to Oxigraph.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import pyoxigraph as ox
import rdflib
from rdflib.paths import MulPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kgbuild.validate.data import DataGraph, Value
from kgbuild.validate.expressions import ExpressionError, Expressions
from kgbuild.validate.terms import NotCompiledError, ontology, to_oxigraph

# A solution as it grows: a value for each variable of the query, None where it is not bound; beside them the query's constants
# and, by subject, the objects of the properties that it names.
Bindings = list[Any]
# Finds solutions and hands each on; true once who takes them has had enough.
Solver = Callable[[DataGraph, Bindings], bool]
# Where a path leads from a node.
Follow = Callable[[DataGraph, Value], Collection[Value]]

_ONTOLOGY: Final = DataGraph((q.subject, q.predicate, q.object) for q in ontology())
_MOST: Final = 1 << 12


class Query:
    """A SELECT query compiled for one given variable, `this`.

    Args:
        text: The query, its prefixes declared.

    Raises:
        NotCompiledError: It uses more of SPARQL than is compiled.
    """

    def __init__(self, text: str) -> None:
        algebra = translateQuery(parseQuery(text)).algebra
        self.variables = [str(v) for v in algebra.PV]
        self._slots: dict[object, int] = {}
        self._constants: dict[int, Value] = {}
        self._tables: dict[int, ox.NamedNode] = {}
        self._this = self._slot(rdflib.Variable("this"))
        self._expressions = Expressions(self._slot, self._exists)
        pattern = algebra.p
        while pattern.name in {"Distinct", "Project"}:
            pattern = pattern.p
        shown = [self._slot(variable) for variable in algebra.PV]
        self._found: dict[tuple[Any, ...], None] = {}

        def keep(_data: DataGraph, bindings: Bindings) -> bool:
            self._found[tuple(bindings[slot] for slot in shown)] = None
            return False

        self._solve = self._compile(pattern, {"this"}, keep)

    def solutions(self, data: DataGraph, focus_nodes: Iterable[Value]) -> Iterator[dict[str, Value]]:
        """The solutions for each focus node, each once: what the variables are bound to.

        Raises:
            NotCompiledError: A value needs more of SPARQL's rules than is compiled.
        """
        start: Bindings = [self._constants.get(slot) for slot in range(len(self._slots))]
        for slot, predicate in self._tables.items():
            start[slot] = data.forward(predicate)
        for focus in focus_nodes:
            bindings = start.copy()
            bindings[self._this] = focus
            self._found.clear()
            self._solve(data, bindings)
            for found in self._found:
                yield {name: value for name, value in zip(self.variables, found, strict=True) if value is not None}

    def _slot(self, term: rdflib.term.Node) -> int:
        """Where a variable's value or a constant stands among the bindings."""
        slot = self._slots.setdefault(term, len(self._slots))
        if not isinstance(term, rdflib.Variable):
            self._constants[slot] = to_oxigraph(term)
        return slot

    def _table(self, predicate: ox.NamedNode) -> int:
        """Where the objects of a property stand among the bindings."""
        slot = self._slots.setdefault(predicate, len(self._slots))
        self._tables[slot] = predicate
        return slot

    def _compile(self, pattern: CompValue, bound: set[str], then: Solver) -> Solver:
        """Compile a pattern; `bound` gains the variables that it binds."""
        match pattern.name:
            case "BGP":
                return self._triples(list(pattern.triples), bound, then)
            case "Join":
                return self._join(pattern, bound, then)
            case "Union":
                left, right = set(bound), set(bound)
                branches = self._compile(pattern.p1, left, then), self._compile(pattern.p2, right, then)
                bound |= left & right
                return lambda data, bindings: branches[0](data, bindings[:]) or branches[1](data, bindings[:])
            case "Filter":
                return self._filter(pattern, bound, then)
            case "Extend":
                return self._extend(pattern, bound, then)
        raise NotCompiledError(f"SPARQL's {pattern.name}")

    def _join(self, pattern: CompValue, bound: set[str], then: Solver) -> Solver:
        # The second part must know what the first has bound, but is what the first hands on to.
        first_bound = set(bound)
        self._compile(pattern.p1, first_bound, then)
        second = self._compile(pattern.p2, first_bound, then)
        solver = self._compile(pattern.p1, bound, second)
        bound |= first_bound
        return solver

    def _filter(self, pattern: CompValue, bound: set[str], then: Solver) -> Solver:
        inner = set(bound)
        self._compile(pattern.p, inner, then)
        holds = self._expressions.truth(pattern.expr, inner)

        def filtered(data: DataGraph, bindings: Bindings) -> bool:
            try:
                if not holds(data, bindings):
                    return False
            except ExpressionError:
                return False
            return then(data, bindings)

        return self._compile(pattern.p, bound, filtered)

    def _extend(self, pattern: CompValue, bound: set[str], then: Solver) -> Solver:
        slot = self._slot(pattern.var)
        inner = set(bound)
        self._compile(pattern.p, inner, then)
        value = self._expressions.value(pattern.expr)

        def extended(data: DataGraph, bindings: Bindings) -> bool:
            try:
                bindings[slot] = value(data, bindings)
            except ExpressionError:
                bindings[slot] = None
            return then(data, bindings)

        solver = self._compile(pattern.p, bound, extended)
        bound.add(str(pattern.var))
        return solver

    def _exists(self, pattern: CompValue, bound: set[str]) -> Callable[[DataGraph, Bindings], bool]:
        solver = self._compile(pattern, set(bound), lambda _data, _bindings: True)
        return lambda data, bindings: solver(data, bindings[:])

    def _triples(self, triples: list[tuple[Any, Any, Any]], bound: set[str], then: Solver) -> Solver:
        """Triple patterns, those first that know the most."""
        known, ordered = set(bound), []
        while triples:
            best = min(triples, key=lambda triple: _cost(triple, known))
            triples.remove(best)
            ordered.append((best, frozenset(known)))
            known |= {str(term) for term in best if isinstance(term, rdflib.Variable)}
        bound |= known
        for triple, before in reversed(ordered):
            then = self._triple(triple, before, then)
        return then

    def _triple(self, triple: tuple[Any, Any, Any], bound: frozenset[str], then: Solver) -> Solver:
        subject, predicate, value = triple
        if not _is_known(subject, bound):
            if not _is_known(value, bound) or not isinstance(predicate, rdflib.URIRef):
                raise NotCompiledError("a pattern that starts from nothing known")
            return self._follow(value, _backward(predicate), subject, bound, then)
        if isinstance(predicate, rdflib.Variable):
            return self._any_predicate(triple, bound, then)
        if isinstance(predicate, rdflib.URIRef) and not _ONTOLOGY.forward(name := ox.NamedNode(str(predicate))):
            return self._look_up(subject, name, value, bound, then)
        return self._follow(subject, _forward(predicate), value, bound, then)

    def _look_up(self, start: Any, predicate: ox.NamedNode, end: Any, bound: frozenset[str], then: Solver) -> Solver:  # noqa: ANN401 — rdflib's terms
        """A property that the ontology says nothing with, from a known subject."""
        table, begin, slot = self._table(predicate), self._slot(start), self._slot(end)
        if _is_known(end, bound):
            return lambda data, bindings: bindings[slot] in bindings[table].get(bindings[begin], ()) and then(data, bindings)

        def solve(data: DataGraph, bindings: Bindings) -> bool:
            for value in bindings[table].get(bindings[begin], ()):
                bindings[slot] = value
                if then(data, bindings):
                    return True
            return False

        return solve

    def _follow(self, start: Any, follow: Follow, end: Any, bound: frozenset[str], then: Solver) -> Solver:  # noqa: ANN401 — rdflib's terms
        begin, slot = self._slot(start), self._slot(end)
        if _is_known(end, bound):
            return lambda data, bindings: bindings[slot] in follow(data, bindings[begin]) and then(data, bindings)

        def solve(data: DataGraph, bindings: Bindings) -> bool:
            for value in follow(data, bindings[begin]):
                bindings[slot] = value
                if then(data, bindings):
                    return True
            return False

        return solve

    def _any_predicate(self, triple: tuple[Any, Any, Any], bound: frozenset[str], then: Solver) -> Solver:
        begin, name, end = (self._slot(term) for term in triple)
        given, wanted = str(triple[1]) in bound, _is_known(triple[2], bound)

        def solve(data: DataGraph, bindings: Bindings) -> bool:
            subject = bindings[begin]
            for predicate in (bindings[name],) if given else dict.fromkeys((*data.about(subject), *_ONTOLOGY.about(subject))):
                values = _objects(data, predicate, subject)
                bindings[name] = predicate
                if wanted:
                    values = (bindings[end],) if bindings[end] in values else ()
                for value in values:
                    bindings[end] = value
                    if then(data, bindings):
                        return True
            return False

        return solve


def _is_known(term: Any, bound: Iterable[str]) -> bool:  # noqa: ANN401 — rdflib's terms
    if isinstance(term, rdflib.BNode):
        raise NotCompiledError("a blank node in a pattern")
    return not isinstance(term, rdflib.Variable) or str(term) in bound


def _cost(triple: tuple[Any, Any, Any], bound: set[str]) -> tuple[bool, bool, bool]:
    subject, predicate, value = triple
    return (
        not _is_known(subject, bound),
        not (isinstance(predicate, Path) or _is_known(predicate, bound)),
        not _is_known(value, bound),
    )


def _objects(data: DataGraph, predicate: ox.NamedNode, subject: Value) -> Collection[Value]:
    here = data.forward(predicate).get(subject, ())
    known = _ONTOLOGY.forward(predicate).get(subject, ())
    return {**dict.fromkeys(here), **dict.fromkeys(known)} if here and known else here or known


def _forward(path: rdflib.URIRef | Path) -> Follow:
    """Where a property or path leads to."""
    if isinstance(path, rdflib.URIRef):
        predicate = ox.NamedNode(str(path))
        if _ONTOLOGY.forward(predicate):
            return lambda data, node: _objects(data, predicate, node)
        return lambda data, node: data.forward(predicate).get(node, ())
    if isinstance(path, SequencePath):
        return _sequence([_forward(part) for part in path.args])
    if isinstance(path, MulPath) and isinstance(path.path, rdflib.URIRef) and path.mod in "*+":
        return _closure(ox.NamedNode(str(path.path)), with_start=path.mod == "*")
    raise NotCompiledError(f"the path {path}")


def _backward(predicate: rdflib.URIRef) -> Follow:
    name = ox.NamedNode(str(predicate))
    return lambda data, node: (*data.backward(name).get(node, ()), *_ONTOLOGY.backward(name).get(node, ()))


def _sequence(parts: list[Follow]) -> Follow:
    def follow(data: DataGraph, node: Value) -> Collection[Value]:
        reached: Collection[Value] = (node,)
        for part in parts:
            reached = {end: None for start in reached for end in part(data, start)}
        return reached

    return follow


def _closure(predicate: ox.NamedNode, *, with_start: bool) -> Follow:
    @lru_cache(_MOST)
    def in_ontology(node: Value) -> frozenset[Value]:
        return _reached(lambda n: _ONTOLOGY.forward(predicate).get(n, ()), node, with_start=with_start)

    def follow(data: DataGraph, node: Value) -> Collection[Value]:
        if not data.forward(predicate):
            return in_ontology(node)
        return _reached(lambda n: _objects(data, predicate, n), node, with_start=with_start)

    return follow


def _reached(step: Callable[[Value], Iterable[Value]], start: Value, *, with_start: bool) -> frozenset[Value]:
    seen: set[Value] = {start} if with_start else set()
    queue = [start]
    while queue:
        more = [node for node in step(queue.pop()) if node not in seen]
        seen.update(more)
        queue.extend(more)
    return frozenset(seen)
