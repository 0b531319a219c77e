"""Core constraints compiled to Python: the results of pySHACL, a good deal faster.

What is compiled is the part of SHACL core that kgbuild's shapes are written in. Shapes that use more are not compiled, and
pySHACL runs them. Where SHACL leaves room (which literals are ill-typed, how values compare), rdflib decides, as in pySHACL.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pyoxigraph as ox
import rdflib
from pyshacl.rdfutil.compare import compare_literal
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD

from kgbuild.report import Result
from kgbuild.validate.data import TARGETS, DataGraph, Targets, Value, targets_of
from kgbuild.validate.terms import NotCompiledError, quiet_rdflib, texts, to_rdflib_literal

# Focus nodes, each with the values that a shape looks at.
Looks = Iterable[tuple[Value, Collection[Value]]]
# The values that break a constraint, each with its focus node; None where no single value does.
Check = Callable[[DataGraph, Looks], Iterable[tuple[Value, Value | None]]]

_DOCUMENTATION: Final = frozenset({RDF.type, SH.path, SH.name, SH.description, SH.severity, SH.message, SH.order, SH.group})
_PYTHON_TYPES: Final = {
    XSD[name]: rdflib.Literal(example, datatype=XSD[name]).value.__class__
    for name, example in [
        ("string", "a"),
        ("integer", "1"),
        ("float", "1.5"),
        ("decimal", "1.5"),
        ("boolean", "true"),
        ("date", "2025-12-27"),
        ("time", "10:00:00"),
        ("dateTime", "2025-12-27T10:00:00"),
    ]
}
_WITH_STRINGS: Final = (ox.NamedNode, ox.Literal)
_LITERALS_KEPT: Final = 1 << 16


@dataclass(frozen=True)
class _Constraint:
    component: str
    check: Check


@dataclass(frozen=True)
class _Shape:
    """A shape: the values it looks at and what must hold of them.

    Args:
        node: The shape's own name.
        path: The property, None for a node shape.
        inverse: Whether the property is followed backwards.
    """

    node: rdflib.term.Node
    path: ox.NamedNode | None
    inverse: bool
    severity: str
    messages: tuple[tuple[str, str], ...]
    constraints: tuple[_Constraint, ...]
    parts: tuple["_Shape", ...]

    def broken_by(self, data: DataGraph, focus_nodes: Collection[Value]) -> set[Value]:
        """The nodes that do not conform."""
        looks = self._looks(data, focus_nodes)
        broken = {focus for constraint in self.constraints for focus, _ in constraint.check(data, looks)}
        for part in self.parts:
            wrong = part.broken_by(data, self._values(focus_nodes, looks))
            broken.update(focus for focus, values in looks if not wrong.isdisjoint(values))
        return broken

    def results(self, data: DataGraph, focus_nodes: Collection[Value]) -> Iterator[Result]:
        """What breaks the shape."""
        looks = self._looks(data, focus_nodes)
        for constraint in self.constraints:
            for focus, value in constraint.check(data, looks):
                yield self._result(focus, value, constraint.component)
        for part in self.parts:
            yield from part.results(data, self._values(focus_nodes, looks))

    def _values(self, focus_nodes: Collection[Value], looks: Looks) -> Collection[Value]:
        return focus_nodes if self.path is None else _values_of(looks)

    def _looks(self, data: DataGraph, focus_nodes: Iterable[Value]) -> list[tuple[Value, Collection[Value]]]:
        if self.path is None:
            return [(focus, (focus,)) for focus in focus_nodes]
        links = (data.backward if self.inverse else data.forward)(self.path)
        return [(focus, links.get(focus, ())) for focus in focus_nodes]

    def _result(self, focus: Value, value: Value | None, component: str) -> Result:
        path = None if self.path is None else f"^{self.path.value}" if self.inverse else self.path.value
        shape = str(self.node) if isinstance(self.node, rdflib.URIRef) else None
        return Result(_term(focus), path, None if value is None else _term(value), self.severity, self.messages, shape, component)


def _values_of(looks: Looks) -> Collection[Value]:
    return dict.fromkeys(value for _, values in looks for value in values)


def _term(value: Value) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(value, ox.Triple):
        raise NotCompiledError("a triple stands as a term")
    return value


@dataclass(frozen=True)
class CompiledShapes:
    """Shapes with targets, ready to run.

    Args:
        targeted: Each with its targets.
    """

    targeted: tuple[tuple[_Shape, Targets], ...]

    def results(self, data: DataGraph) -> list[Result]:
        """Check a graph; the results as pySHACL has them, in no fixed order.

        Raises:
            NotCompiledError: The data holds a triple as a term.
        """
        with quiet_rdflib():
            return [r for shape, targets in self.targeted for r in shape.results(data, data.focus_nodes(targets))]


def compile_shapes(graph: rdflib.Graph) -> CompiledShapes:
    """Compile shapes.

    Args:
        graph: The shapes, without SPARQL constraints.

    Raises:
        NotCompiledError: They use more of SHACL than is compiled.
    """
    compiler = _Compiler(graph)
    written = {
        s
        for s, p in graph.subject_predicates()
        if str(p).startswith(str(SH)) and p not in _WITHIN_OTHERS and not _is_path(graph, s)
    }
    targeted = []
    for node in sorted(written, key=str):
        shape = compiler.shape(node)
        if targets := targets_of(graph, node):
            targeted.append((shape, targets))
    return CompiledShapes(tuple(targeted))


# Parts of prefix declarations and of SPARQL constraints.
_WITHIN_OTHERS: Final = frozenset({SH.declare, SH.prefix, SH.namespace, SH.prefixes, SH.select})


def _is_path(graph: rdflib.Graph, node: rdflib.term.Node) -> bool:
    return (None, SH.path, node) in graph or (node, SH.select, None) in graph


def _named(term: rdflib.term.Node) -> ox.NamedNode:
    if not isinstance(term, rdflib.URIRef):
        raise NotCompiledError(f"{term} is no IRI")
    return ox.NamedNode(str(term))


class _Compiler:
    """Compiles the shapes of a graph."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph
        self._parameters: dict[rdflib.URIRef, tuple[str, Callable[[rdflib.term.Node], Check]]] = {
            SH.minCount: ("MinCount", _min_count),
            SH.maxCount: ("MaxCount", _max_count),
            SH["class"]: ("Class", _of_class),
            SH.datatype: ("Datatype", _of_datatype),
            SH.nodeKind: ("NodeKind", _of_kind),
            SH.minLength: ("MinLength", _min_length),
            SH.pattern: ("Pattern", _pattern),
            SH.minInclusive: ("MinInclusive", _min_inclusive),
            SH.maxInclusive: ("MaxInclusive", _max_inclusive),
            SH.equals: ("Equals", _equals),
            SH["in"]: ("In", self._one_of),
            SH["or"]: ("Or", self._any_of),
            SH["not"]: ("Not", self._none_of),
        }
        self._repeatable = {SH["class"], SH.pattern, SH.equals, SH["or"], SH["not"]}
        self._open: list[rdflib.term.Node] = []

    def shape(self, node: rdflib.term.Node) -> _Shape:
        if node in self._open:
            raise NotCompiledError(f"{node} is part of itself")
        self._open.append(node)
        described = list(self._graph.predicate_objects(node))
        constraints, parts = [], []
        for predicate, value in sorted(described, key=str):
            if predicate == SH.property:
                parts.append(self.shape(value))
            elif predicate in self._parameters:
                constraints.append(self._constraint(node, rdflib.URIRef(str(predicate)), value))
            elif predicate not in (*_DOCUMENTATION, *TARGETS) or (predicate == RDF.type and value in {RDFS.Class, OWL.Class}):
                raise NotCompiledError(f"{predicate} of {node}")
        self._open.pop()
        messages = texts(self._graph.objects(node, SH.message))
        if constraints and not messages and not self._is_nested(node):
            raise NotCompiledError(f"{node} has no message of its own")
        severity = self._graph.value(node, SH.severity) or SH.Violation
        path, inverse = self._path(node)
        return _Shape(node, path, inverse, str(severity), messages, tuple(constraints), tuple(parts))

    def _is_nested(self, node: rdflib.term.Node) -> bool:
        """Whether a shape only decides about another, so that it is never reported itself."""
        targeted = any((node, target, None) in self._graph for target in TARGETS)
        return not targeted and (None, SH.property, node) not in self._graph

    def _path(self, node: rdflib.term.Node) -> tuple[ox.NamedNode | None, bool]:
        path = self._graph.value(node, SH.path)
        if isinstance(path, rdflib.BNode) and len(list(self._graph.predicate_objects(path))) == 1:
            return _named(self._graph.value(path, SH.inversePath) or path), True
        return (None if path is None else _named(path)), False

    def _constraint(self, node: rdflib.term.Node, predicate: rdflib.URIRef, value: rdflib.term.Node) -> _Constraint:
        if predicate not in self._repeatable and len(list(self._graph.objects(node, predicate))) > 1:
            raise NotCompiledError(f"{predicate} of {node} stands twice")
        name, make = self._parameters[predicate]
        return _Constraint(f"{SH}{name}ConstraintComponent", make(value))

    def _one_of(self, members: rdflib.term.Node) -> Check:
        allowed = frozenset(_named(member) for member in self._graph.items(members))
        return lambda _data, looks: [(f, v) for f, values in looks for v in values if v not in allowed]

    def _any_of(self, members: rdflib.term.Node) -> Check:
        shapes = tuple(self.shape(member) for member in self._graph.items(members))

        def check(data: DataGraph, looks: Looks) -> list[tuple[Value, Value]]:
            left = _values_of(looks)
            for shape in shapes:
                left = shape.broken_by(data, left)
            return [(f, v) for f, values in looks for v in values if v in left] if left else []

        return check

    def _none_of(self, member: rdflib.term.Node) -> Check:
        shape = self.shape(member)

        def check(data: DataGraph, looks: Looks) -> list[tuple[Value, Value]]:
            broken = shape.broken_by(data, _values_of(looks))
            return [(f, v) for f, values in looks for v in values if v not in broken]

        return check


def _integer(parameter: rdflib.term.Node) -> int:
    if not isinstance(parameter, rdflib.Literal) or not isinstance(parameter.value, int) or parameter.value < 0:
        raise NotCompiledError(f"{parameter} is no count")
    return parameter.value


def _min_count(parameter: rdflib.term.Node) -> Check:
    least = _integer(parameter)
    return lambda _data, looks: [(f, None) for f, values in looks if len(values) < least]


def _max_count(parameter: rdflib.term.Node) -> Check:
    most = _integer(parameter)
    return lambda _data, looks: [(f, None) for f, values in looks if len(values) > most]


def _of_class(parameter: rdflib.term.Node) -> Check:
    wanted = _named(parameter)

    def check(data: DataGraph, looks: Looks) -> list[tuple[Value, Value]]:
        instances = data.instances.get(wanted, ())
        return [(f, v) for f, values in looks for v in values if v not in instances]

    return check


def _of_datatype(parameter: rdflib.term.Node) -> Check:
    wanted = _named(parameter)
    if parameter in {RDFS.Literal, RDFS.Datatype}:
        raise NotCompiledError(f"sh:datatype {parameter}")
    return lambda _data, looks: [
        (f, v) for f, values in looks for v in values if not (isinstance(v, ox.Literal) and _has_datatype(v, wanted))
    ]


@lru_cache(_LITERALS_KEPT)
def _has_datatype(literal: ox.Literal, datatype: ox.NamedNode) -> bool:
    """Whether a literal is of a datatype and not ill-typed: what the datatype's name alone does not settle is rdflib's word."""
    if literal.datatype != datatype:
        return False
    if literal.language or datatype.value == str(XSD.string):
        return True
    read = to_rdflib_literal(literal)
    python = _PYTHON_TYPES.get(rdflib.URIRef(datatype.value))
    return not read.ill_typed and (python is None or isinstance(read.value, python))


def _of_kind(parameter: rdflib.term.Node) -> Check:
    kinds = {
        SH.IRI: (ox.NamedNode,),
        SH.Literal: (ox.Literal,),
        SH.BlankNode: (ox.BlankNode,),
        SH.BlankNodeOrIRI: (ox.BlankNode, ox.NamedNode),
        SH.BlankNodeOrLiteral: (ox.BlankNode, ox.Literal),
        SH.IRIOrLiteral: (ox.NamedNode, ox.Literal),
    }.get(rdflib.URIRef(str(parameter)))
    if kinds is None:
        raise NotCompiledError(f"{parameter} is no kind of node")
    return lambda _data, looks: [(f, v) for f, values in looks for v in values if not isinstance(v, kinds)]


def _min_length(parameter: rdflib.term.Node) -> Check:
    least = _integer(parameter)
    return lambda _data, looks: [
        (f, v) for f, values in looks for v in values if least and not (isinstance(v, _WITH_STRINGS) and len(v.value) >= least)
    ]


def _pattern(parameter: rdflib.term.Node) -> Check:
    try:
        pattern = re.compile(str(parameter))
    except re.error as error:
        raise NotCompiledError(f"{parameter} is no pattern") from error
    return lambda _data, looks: [
        (f, v) for f, values in looks for v in values if not (isinstance(v, _WITH_STRINGS) and pattern.search(v.value))
    ]


def _min_inclusive(parameter: rdflib.term.Node) -> Check:
    return _bound(parameter, lambda order: order >= 0)


def _max_inclusive(parameter: rdflib.term.Node) -> Check:
    return _bound(parameter, lambda order: order <= 0)


def _bound(parameter: rdflib.term.Node, is_within: Callable[[int], bool]) -> Check:
    if not isinstance(parameter, rdflib.Literal) or isinstance(parameter.value, str):
        raise NotCompiledError(f"{parameter} is no bound")

    @lru_cache(_LITERALS_KEPT)
    def accepts(literal: ox.Literal) -> bool:
        read = to_rdflib_literal(literal)
        if isinstance(read.value, str):
            return False
        try:
            return is_within(compare_literal(read, parameter))  # type: ignore[no-untyped-call]
        except (TypeError, NotImplementedError):
            return False

    return lambda _data, looks: [(f, v) for f, values in looks for v in values if not (isinstance(v, ox.Literal) and accepts(v))]


def _equals(parameter: rdflib.term.Node) -> Check:
    other = _named(parameter)

    def check(data: DataGraph, looks: Looks) -> Iterator[tuple[Value, Value]]:
        links = data.forward(other)
        for focus, values in looks:
            others = links.get(focus, ())
            yield from ((focus, v) for v in values if v not in others)
            yield from ((focus, o) for o in others if o not in values)

    return check
