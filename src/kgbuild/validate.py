"""The gate: what breaks a SHACL shape is taken out of a graph, with all that hangs on it.

pySHACL runs the core constraints. It would parse a SPARQL constraint anew for each focus node, so the SPARQL constraints of named
node shapes are run by Oxigraph instead, each one once over all its focus nodes; the others stay with pySHACL. Nothing here knows
what an event needs: taking a node out makes the nodes that cannot stand without it break a shape in turn, until all conforms.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox
import rdflib
from pyshacl import validate as run_pyshacl
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib.namespace import RDF, RDFS, SH

from kgbuild.errors import ShapesError
from kgbuild.report import Report, Result, Term, merge_reports
from kgbuild.resources import ontology_text, shapes_dir
from kgbuild.vocab import PREFIXES, TYPE_OF_CLASS

__all__ = ["GateResult", "Report", "Result", "gate", "load_shapes", "merge_reports", "validate"]

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_SENTENCE: Final = ox.NamedNode(PREFIXES["nif"] + "Sentence")
_SPARQL_COMPONENT: Final = str(SH.SPARQLConstraintComponent)
# A node shape that one of these leads to is also checked from outside its targets, so its constraints stay with pySHACL.
_REFERENCES: Final = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape, RDF.first)
# What has no use of its own: it goes when the last thing that pointed to it goes.
_DEPENDENT: Final = frozenset(
    ox.NamedNode(PREFIXES[prefix] + local)
    for prefix, local in [
        ("nif", "OffsetBasedString"),
        ("time", "Instant"),
        ("time", "ProperInterval"),
        ("schema", "QuantitativeValue"),
    ]
)
_DEFAULT: Final = ox.DefaultGraph()
_GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class GateResult(NamedTuple):
    """What came of the gate: the report on what was put in, and the quads that conform."""

    report: Report
    kept: list[ox.Quad]


@dataclass(frozen=True)
class Shapes:
    """Shapes, ready to run.

    Args:
        core: What pySHACL checks.
        constraints: What Oxigraph checks.
    """

    core: rdflib.Graph
    constraints: tuple["_SparqlConstraint", ...]


@dataclass(frozen=True)
class _SparqlConstraint:
    shape: str
    severity: str
    messages: tuple[tuple[str, str], ...]
    query: str

    def results(self, store: ox.Store) -> Iterator[Result]:
        solutions = store.query(self.query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ShapesError(f"the constraint of {self.shape} is no SELECT query")
        names = [v.value for v in solutions.variables]
        for solution in solutions:
            bound = {name: solution[name] for name in names if solution[name] is not None}
            path = bound.get("path")
            messages = tuple((_fill(text, bound), tag) for text, tag in self.messages)
            focus, value = bound["this"], bound.get("value")
            yield Result(focus, path.value if path else None, value, self.severity, messages, self.shape, _SPARQL_COMPONENT)


def _fill(message: str, bound: Mapping[str, Term]) -> str:
    """Put bound variables into a message (SHACL, section 5.3.2)."""
    return re.sub(r"\{[?$](\w+)\}", lambda m: bound[m[1]].value if m[1] in bound else m[0], message)


def gate(quads: Iterable[ox.Quad], shapes: Path | None = None) -> GateResult:
    """Take out what breaks a shape, with all that hangs on it.

    Each named graph is judged by itself, so that the result does not depend on what else is in the batch. A wrong value goes
    alone where its node can stand without it. Only results of severity Violation take anything out.

    Args:
        quads: Graphs of articles, each in a named graph of its own.
        shapes: Folder of shapes, None for those that come with kgbuild.

    Returns:
        The report on the quads as given, and the quads that conform, graph after graph in their order.

    Raises:
        ShapesError: The shapes cannot be loaded or run, or name nothing that could be taken out.
    """
    loaded = load_shapes(shapes or shapes_dir())
    outcomes = [_gate_graph(graph, loaded) for graph in _by_graph(quads).values()]
    return GateResult(merge_reports(o.report for o in outcomes), [q for o in outcomes for q in o.kept])


def _gate_graph(given: list[ox.Quad], shapes: Shapes) -> GateResult:
    kept = given
    results = found = _check([q.triple for q in given], shapes)
    while any(result.is_violation for result in found):
        left = _without(kept, found)
        if len(left) == len(kept):
            broken = next(result for result in found if result.is_violation)
            raise ShapesError(f"the shape {broken.source_shape} fails, but names nothing in the graph that could be taken out")
        kept = left
        found = _check([q.triple for q in kept], shapes)
    if len(kept) < len(given):
        kept = _without_orphans(given, kept)
    return GateResult(Report(tuple(results), len(given) - len(kept), _count_nodes(given, kept)), kept)


def validate(quads: Iterable[ox.Quad], shapes: Path | None = None) -> Report:
    """Check any RDF against the shapes, all graphs merged into one.

    Args:
        quads: The data; which graph a statement is in does not matter.
        shapes: Folder of shapes, None for those that come with kgbuild.

    Returns:
        The report.

    Raises:
        ShapesError: The shapes cannot be loaded or run.
    """
    return Report(tuple(_check([q.triple for q in quads], load_shapes(shapes or shapes_dir()))))


@cache
def load_shapes(folder: Path) -> Shapes:
    """Read all Turtle files of a folder as shapes.

    Args:
        folder: The folder.

    Returns:
        The shapes, taken apart into what pySHACL and what Oxigraph runs.

    Raises:
        ShapesError: A file cannot be read, or there is none.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise ShapesError(f"{folder}: there are no shapes here; name a folder of Turtle files (.ttl)")
    graph = rdflib.Graph()
    for file in files:
        try:
            graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
        except Exception as error:
            raise ShapesError(f"{file}: these shapes cannot be read: {_first_line(error)}") from error
    constraints = []
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        if targets := _targets(graph, shape):
            constraints.append(_sparql_constraint(graph, shape, constraint, targets))
            graph.remove((shape, SH.sparql, constraint))
    _lift_property_shapes(graph)
    # pySHACL looks at each triple of a shape each time it meets it.
    for documentation in (SH.name, SH.description):
        graph.remove((None, documentation, None))
    return Shapes(graph, tuple(constraints))


def _lift_property_shapes(graph: rdflib.Graph) -> None:
    """Give property shapes the targets of their node shape, so that pySHACL checks all focus nodes of one at once.

    The results are the same: a node shape adds nothing to those of its property shapes (SHACL, section 4.6.1).
    """
    for shape in set(graph.subjects(SH.property)):
        if _targets(graph, shape):
            for part in list(graph.objects(shape, SH.property)):
                if len(list(graph.subjects(None, part))) == 1:
                    for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
                        for value in graph.objects(shape, target):
                            graph.add((part, target, value))
                    graph.remove((shape, SH.property, part))


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


def _sparql_constraint(
    graph: rdflib.Graph, shape: rdflib.term.Node, constraint: rdflib.term.Node, targets: str
) -> _SparqlConstraint:
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
        raise ShapesError(f"{constraint}: the SPARQL constraint cannot be parsed: {_first_line(error)}") from error
    severity = graph.value(shape, SH.severity) or SH.Violation
    messages = list(graph.objects(constraint, SH.message)) or list(graph.objects(shape, SH.message))
    return _SparqlConstraint(str(shape), str(severity), _texts(messages), whole)


def _texts(messages: Iterable[rdflib.term.Node]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(m), getattr(m, "language", None) or "") for m in messages))


@cache
def _ontology() -> tuple[ox.Quad, ...]:
    """The ontology and the event types, for constraints that read them."""
    files = ("kgbuild.ttl", "plover.ttl")
    return tuple(q for f in files for q in ox.parse(ontology_text(f), format=ox.RdfFormat.TURTLE))


@cache
def _hierarchy() -> tuple[tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef], ...]:
    """The subclass axioms between named classes: all that the core constraints need of the ontology."""
    return tuple(
        (rdflib.URIRef(q.subject.value), RDFS.subClassOf, rdflib.URIRef(q.object.value))
        for q in _ontology()
        if q.predicate.value == str(RDFS.subClassOf)
        and isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
    )


def _check(triples: list[ox.Triple], shapes: Shapes) -> list[Result]:
    """Validate triples as one graph; the results in a fixed order."""
    results = list(_core_results(triples, shapes.core))
    if shapes.constraints:
        store = ox.Store()
        store.extend([ox.Quad(t.subject, t.predicate, t.object, _DEFAULT) for t in triples])
        store.extend(_ontology())
        for constraint in shapes.constraints:
            results.extend(constraint.results(store))
    return sorted(results, key=lambda r: (str(r.focus_node), r.source_shape or "", str(r.result_path), r.component, str(r.value)))


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging each ill-typed literal, and undo what a failing pySHACL leaves changed in it."""
    logger, normalize = logging.getLogger("rdflib.term"), rdflib.NORMALIZE_LITERALS
    disabled, logger.disabled = logger.disabled, True
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        logger.disabled = disabled
        rdflib.NORMALIZE_LITERALS = normalize


def _core_results(triples: list[ox.Triple], shapes: rdflib.Graph) -> Iterator[Result]:
    with _quiet_rdflib():
        data = _to_rdflib(triples)
        try:
            _, report, _ = run_pyshacl(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
        except (ReportableRuntimeError, ShapeLoadError, ValidationFailure, SyntaxError, ValueError, TypeError) as error:
            raise ShapesError(f"the shapes cannot be run: {_first_line(error)}") from error
        if not isinstance(report, rdflib.Graph):
            raise ShapesError(f"the shapes cannot be run: {_first_line(report)}")
        yield from [_core_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)]


def _core_result(report: rdflib.Graph, node: rdflib.term.Node) -> Result:
    focus, value, path = (report.value(node, p) for p in (SH.focusNode, SH.value, SH.resultPath))
    shape = report.value(node, SH.sourceShape)
    written = str(path) if isinstance(path, rdflib.URIRef) else None
    if isinstance(path, rdflib.BNode) and (inverse := report.value(path, SH.inversePath)) is not None:
        written = f"^{inverse}"
    return Result(
        _to_oxigraph(focus),
        written,
        None if value is None else _to_oxigraph(value),
        str(report.value(node, SH.resultSeverity)),
        _texts(report.objects(node, SH.resultMessage)),
        str(shape) if isinstance(shape, rdflib.URIRef) else None,
        str(report.value(node, SH.sourceConstraintComponent)),
    )


def _to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    known: dict[object, rdflib.term.Node] = {}

    def convert(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
        if term in known:
            return known[term]
        made: rdflib.term.Node
        if isinstance(term, ox.Literal):
            made = rdflib.Literal(term.value, lang=term.language, datatype=None if term.language else term.datatype.value)
        elif isinstance(term, ox.BlankNode):
            made = rdflib.BNode(term.value)
        elif isinstance(term, ox.NamedNode):
            made = rdflib.URIRef(term.value)
        else:
            raise ShapesError("the data holds a triple as a term, which SHACL cannot check: write it without RDF 1.2")
        return known.setdefault(term, made)

    graph = rdflib.Graph()
    graph.addN((convert(t.subject), convert(t.predicate), convert(t.object), graph) for t in triples)
    graph.addN((s, p, o, graph) for s, p, o in _hierarchy())
    return graph


def _to_oxigraph(term: rdflib.term.Node | None) -> Term:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))


def _by_graph(quads: Iterable[ox.Quad]) -> dict[_GraphName, list[ox.Quad]]:
    graphs: dict[_GraphName, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    return graphs


def _without(quads: list[ox.Quad], results: Iterable[Result]) -> list[ox.Quad]:
    """Take the least out of a graph that each violation names: the wrong value, else the node with all that points to it."""
    nodes: set[object] = set()
    values: set[tuple[object, str, object]] = set()
    for result in results:
        if not result.is_violation:
            continue
        if result.value is not None and result.result_path and not result.result_path.startswith("^"):
            values.add((result.focus_node, result.result_path, result.value))
        else:
            nodes.add(result.focus_node)
    return [
        q
        for q in quads
        if q.subject not in nodes and q.object not in nodes and (q.subject, q.predicate.value, q.object) not in values
    ]


def _without_orphans(given: list[ox.Quad], kept: list[ox.Quad]) -> list[ox.Quad]:
    """Take out the mentions, times and quantities that nothing points to any more."""
    dependent = {q.subject for q in kept if q.predicate == _TYPE and q.object in _DEPENDENT}
    dependent &= {q.object for q in given}
    dependent -= {q.subject for q in kept if q.predicate == _TYPE and q.object == _SENTENCE}
    while orphans := dependent - {q.object for q in kept}:
        dependent -= orphans
        kept = [q for q in kept if q.subject not in orphans]
    return kept


def _count_nodes(given: list[ox.Quad], kept: list[ox.Quad]) -> dict[str, int]:
    left = {q.subject for q in kept}
    kinds: dict[object, str] = {}
    for quad in given:
        if quad.predicate == _TYPE and quad.subject not in left and isinstance(quad.object, ox.NamedNode):
            name = re.split(r"[#/]", quad.object.value)[-1]
            kinds.setdefault(quad.subject, "Event" if name in TYPE_OF_CLASS else name)
    return dict(sorted(Counter(kinds.values()).items()))


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]
