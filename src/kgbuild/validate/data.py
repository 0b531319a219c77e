"""A graph laid out for the compiled constraints: by predicate, then subject."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Final

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH

from kgbuild.errors import ShapesError
from kgbuild.named_graph import Triple
from kgbuild.validate.terms import SUBCLASS, TYPE, hierarchy

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Classes = frozenset[Value]
# Terms by subject or by object: a tuple of one, or a dictionary that stands for a set that keeps its order.
Links = Mapping[Value, Collection[Value]]

# Kinds of targets, and the class or property of each.
Targets = tuple[tuple[rdflib.URIRef, ox.NamedNode], ...]

TARGETS: Final = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
_NOTHING: Final[Links] = {}
_NO_CLASSES: Final[Classes] = frozenset()


class DataGraph:
    """The triples of a graph, each once.

    Args:
        triples: The triples.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._links: dict[ox.NamedNode, dict[Value, Collection[Value]]] = {}
        for subject, predicate, value in triples:
            links = self._links.get(predicate)
            if links is None:
                links = self._links[predicate] = {}
            values = links.get(subject)
            # Most nodes have one value of a property, and a tuple costs a fraction of a dictionary.
            if values is None:
                links[subject] = (value,)
            elif isinstance(values, dict):
                values[value] = None
            else:
                links[subject] = dict.fromkeys((*values, value))
        self._inverse: dict[ox.NamedNode, Links] = {}

    def forward(self, predicate: ox.NamedNode) -> Links:
        """The objects of a predicate, by subject."""
        return self._links.get(predicate, _NOTHING)

    def about(self, subject: Value) -> Collection[ox.NamedNode]:
        """The predicates that a node has."""
        return self._about.get(subject, ())

    @cached_property
    def _about(self) -> Mapping[Value, list[ox.NamedNode]]:
        about: dict[Value, list[ox.NamedNode]] = {}
        for predicate, links in self._links.items():
            for subject in links:
                about.setdefault(subject, []).append(predicate)
        return about

    def backward(self, predicate: ox.NamedNode) -> Links:
        """The subjects of a predicate, by object."""
        if predicate not in self._inverse:
            inverse: dict[Value, dict[Value, None]] = {}
            for subject, values in self.forward(predicate).items():
                for value in values:
                    inverse.setdefault(value, {})[subject] = None
            self._inverse[predicate] = inverse
        return self._inverse[predicate]

    @cached_property
    def classes(self) -> Mapping[Value, Classes]:
        """The classes of each node that has any, with all that are above them."""
        more = self.forward(SUBCLASS)
        extra = tuple((below, above) for below, objects in more.items() for above in objects)
        shared: dict[tuple[Value, ...], Classes] = {}
        found: dict[Value, Classes] = {}
        for node, kinds in self.forward(TYPE).items():
            key = tuple(kinds)
            if key not in shared:
                shared[key] = frozenset(c for kind in kinds for c in _with_those_above(kind, extra))
            found[node] = shared[key]
        return found

    @cached_property
    def instances(self) -> Mapping[Value, Collection[Value]]:
        """The instances of each class, those of the classes below it as well."""
        together: dict[Classes, list[Value]] = {}
        for node, classes in self.classes.items():
            together.setdefault(classes, []).append(node)
        found: dict[Value, dict[Value, None]] = {}
        for classes, nodes in together.items():
            for kind in classes:
                found.setdefault(kind, {}).update(dict.fromkeys(nodes))
        return found

    def focus_nodes(self, targets: Targets) -> Collection[Value]:
        """The nodes that targets select, each once."""
        selected = [self._selected(kind, value) for kind, value in targets]
        return selected[0] if len(selected) == 1 else dict.fromkeys(node for nodes in selected for node in nodes)

    def _selected(self, kind: rdflib.URIRef, value: ox.NamedNode) -> Collection[Value]:
        if kind == SH.targetClass:
            return self.instances.get(value, ())
        return (self.forward if kind == SH.targetSubjectsOf else self.backward)(value)


def targets_of(shapes: rdflib.Graph, shape: rdflib.term.Node) -> Targets:
    """The targets of a shape.

    Raises:
        ShapesError: A target is no IRI.
    """
    found = [(kind, value) for kind in TARGETS for value in sorted(shapes.objects(shape, kind), key=str)]
    if wrong := next((value for _, value in found if not isinstance(value, rdflib.URIRef)), None):
        raise ShapesError(f"{shape}: the target {wrong} is no IRI")
    return tuple((kind, ox.NamedNode(str(value))) for kind, value in found)


@cache
def _above(extra: tuple[tuple[Value, Value], ...]) -> Mapping[Value, tuple[Value, ...]]:
    above: dict[Value, tuple[Value, ...]] = {}
    for lower, higher in (*hierarchy(), *extra):
        above[lower] = (*above.get(lower, ()), higher)
    return above


@cache
def _with_those_above(kind: Value, extra: tuple[tuple[Value, Value], ...]) -> Classes:
    """A class and all above it, by the ontology's axioms and those that the data adds."""
    return frozenset(_walk(kind, _above(extra)))


def _walk(start: Value, above: Mapping[Value, tuple[Value, ...]]) -> Iterator[Value]:
    seen, queue = {start}, [start]
    while queue:
        node = queue.pop()
        yield node
        more = [n for n in above.get(node, ()) if n not in seen]
        seen.update(more)
        queue.extend(more)
