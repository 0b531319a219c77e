"""SPARQL constraints: compiled where they can be, else run by Oxigraph, each once over all its focus nodes.

pySHACL would parse a constraint anew for each focus node.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from kgbuild.errors import ShapesError
from kgbuild.named_graph import Triple
from kgbuild.report import Result
from kgbuild.validate.data import DataGraph, Targets, targets_of
from kgbuild.validate.solve import Query
from kgbuild.validate.terms import NotCompiledError, first_line, ontology, texts

_COMPONENT: Final = str(SH.SPARQLConstraintComponent)
# A node shape that one of these leads to is also checked from outside its targets, so its constraints stay with pySHACL.
_REFERENCES: Final = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape, RDF.first)


@dataclass(frozen=True)
class SparqlConstraint:
    """A SPARQL constraint of a node shape, its targets written into the query."""

    shape: str
    severity: str
    messages: tuple[tuple[str, str], ...]
    targets: Targets
    query: str
    compiled: Query | None

    def results(self, data: DataGraph) -> list[Result]:
        """Run it compiled.

        Raises:
            NotCompiledError: The query or a value in the data needs more than is compiled.
        """
        if self.compiled is None:
            raise NotCompiledError(self.shape)
        return [self._result(bound) for bound in self.compiled.solutions(data, data.focus_nodes(self.targets))]

    def results_by_oxigraph(self, store: ox.Store) -> list[Result]:
        """Run it in a store that holds the data and the ontology."""
        solutions = store.query(self.query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ShapesError(f"the constraint of {self.shape} is no SELECT query")
        names = [v.value for v in solutions.variables]
        return [self._result({n: solution[n] for n in names if solution[n] is not None}) for solution in solutions]

    def _result(self, bound: Mapping[str, Any]) -> Result:
        path = bound.get("path")
        messages = tuple((_fill(text, bound), tag) for text, tag in self.messages)
        focus, value = bound["this"], bound.get("value")
        return Result(focus, path.value if path else None, value, self.severity, messages, self.shape, _COMPONENT)


def _fill(message: str, bound: Mapping[str, Any]) -> str:
    """Put bound variables into a message (SHACL, section 5.3.2)."""
    return re.sub(r"\{[?$](\w+)\}", lambda m: bound[m[1]].value if m[1] in bound else m[0], message)


@contextlib.contextmanager
def store_with_ontology(triples: Iterable[Triple]) -> Iterator[ox.Store]:
    """A store of some triples and the ontology, which is loaded once for all."""
    store, known = _ontology_store()
    added = [ox.Quad(*triple) for triple in triples if triple not in known]
    store.extend(added)
    try:
        yield store
    finally:
        for quad in added:
            store.remove(quad)


@cache
def _ontology_store() -> tuple[ox.Store, frozenset[Triple]]:
    store = ox.Store()
    store.extend(ontology())
    return store, frozenset((q.subject, q.predicate, q.object) for q in ontology())


def take_sparql_constraints(shapes: rdflib.Graph) -> tuple[SparqlConstraint, ...]:
    """Take the SPARQL constraints that Oxigraph can run out of a graph of shapes.

    Args:
        shapes: The shapes; what is taken is removed.

    Raises:
        ShapesError: A constraint cannot be parsed.
    """
    taken = []
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        if targets := _targets(shapes, shape):
            taken.append(_constraint(shapes, shape, constraint, targets))
            shapes.remove((shape, SH.sparql, constraint))
    return tuple(taken)


def _targets(graph: rdflib.Graph, shape: rdflib.term.Node) -> str:
    """The focus nodes of a shape as a graph pattern, empty where its SPARQL constraints must stay with pySHACL."""
    if not isinstance(shape, rdflib.URIRef) or (shape, SH.path, None) in graph or (shape, SH.deactivated, None) in graph:
        return ""
    if any((None, reference, shape) in graph for reference in _REFERENCES) or (shape, SH.targetNode, None) in graph:
        return ""
    patterns = [f"{{ ?this a/<{RDFS.subClassOf}>* {c.n3()} }}" for c in sorted(graph.objects(shape, SH.targetClass), key=str)]
    patterns += [f"{{ ?this {p.n3()} [] }}" for p in sorted(graph.objects(shape, SH.targetSubjectsOf), key=str)]
    patterns += [f"{{ [] {p.n3()} ?this }}" for p in sorted(graph.objects(shape, SH.targetObjectsOf), key=str)]
    return " UNION ".join(patterns)


def _constraint(graph: rdflib.Graph, shape: rdflib.term.Node, constraint: rdflib.term.Node, targets: str) -> SparqlConstraint:
    select = str(graph.value(constraint, SH.select) or "")
    if (body := re.search(r"\bWHERE\s*\{", select, re.IGNORECASE)) is None:
        raise ShapesError(f"{constraint}: the constraint has no sh:select with a WHERE clause")
    query = f"{select[: body.end()]} {{ SELECT DISTINCT ?this WHERE {{ {targets} }} }} {select[body.end() :]}"
    prefixes = "".join(
        f"PREFIX {graph.value(d, SH.prefix)}: <{graph.value(d, SH.namespace)}>\n"
        for document in graph.objects(constraint, SH.prefixes)
        for d in graph.objects(document, SH.declare)
    )
    # Inserted into the query, the targets bind $this as SHACL's pre-binding does (section 5.3.1).
    whole = prefixes + query.replace("$this", "?this")
    try:
        ox.Store().query(whole)
    except SyntaxError as error:
        raise ShapesError(f"{constraint}: the SPARQL constraint cannot be parsed: {first_line(error)}") from error
    severity = graph.value(shape, SH.severity) or SH.Violation
    messages = list(graph.objects(constraint, SH.message)) or list(graph.objects(shape, SH.message))
    compiled = None
    with contextlib.suppress(NotCompiledError):
        compiled = Query(prefixes + select)
    return SparqlConstraint(str(shape), str(severity), texts(messages), targets_of(graph, shape), whole, compiled)
