"""The gate: what breaks a SHACL shape is taken out of a graph, with all that hangs on it.

Core and SPARQL constraints are compiled to Python; tests hold them to the verdict of pySHACL. Where `validate` finds something
broken, pySHACL writes the report. Shapes that use more of SHACL are run by pySHACL and Oxigraph. Nothing here knows
what an event needs: taking a node out makes the nodes that cannot stand without it break a shape in turn, until all conforms.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kgbuild.errors import ShapesError
from kgbuild.report import Report, Result, merge_reports
from kgbuild.resources import shapes_dir
from kgbuild.validate.shapes import Shapes, load_shapes
from kgbuild.validate.terms import TYPE, Triple
from kgbuild.vocab import PREFIXES, TYPE_OF_CLASS

__all__ = ["GateResult", "Report", "Result", "gate", "load_shapes", "merge_reports", "validate"]

_SENTENCE: Final = ox.NamedNode(PREFIXES["nif"] + "Sentence")
# What has no use of its own: it goes when the last thing that pointed to it goes.
_DEPENDENT: Final = frozenset(
    ox.NamedNode(PREFIXES[prefix] + local)
    for prefix, local in [
        ("nif", "OffsetBasedString"),
        ("time", "Instant"),
        ("time", "ProperInterval"),
        ("kgo", "Recurrence"),
        ("schema", "QuantitativeValue"),
    ]
)
_GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class GateResult(NamedTuple):
    """What came of the gate: the report on what was put in, and the quads that conform."""

    report: Report
    kept: list[ox.Quad]


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
    outcomes = [_gate_graph(graph, triples, loaded) for graph, triples in _by_graph(quads).values()]
    return GateResult(merge_reports(o.report for o in outcomes), [q for o in outcomes for q in o.kept])


def _gate_graph(given: list[ox.Quad], triples: list[Triple], shapes: Shapes) -> GateResult:
    kept = given
    results = found = shapes.check(triples)
    while any(result.is_violation for result in found):
        left = _without(kept, found)
        if len(left) == len(kept):
            broken = next(result for result in found if result.is_violation)
            raise ShapesError(f"the shape {broken.source_shape} fails, but names nothing in the graph that could be taken out")
        kept = left
        found = shapes.check([(q.subject, q.predicate, q.object) for q in kept])
    if len(kept) == len(given):
        return GateResult(Report(tuple(results)), given)
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
    loaded, triples = load_shapes(shapes or shapes_dir()), [(q.subject, q.predicate, q.object) for q in quads]
    return Report(tuple(loaded.report(triples, loaded.check(triples))))


def _by_graph(quads: Iterable[ox.Quad]) -> dict[_GraphName, tuple[list[ox.Quad], list[Triple]]]:
    graphs: dict[_GraphName, tuple[list[ox.Quad], list[Triple]]] = {}
    current: _GraphName | None = None
    for quad in quads:
        # Each look into a quad makes new objects, so it is taken apart once. One graph's quads mostly come together.
        subject, predicate, value, name = quad
        if name != current:
            current = name
            of_graph, triples = graphs.setdefault(name, ([], []))
        of_graph.append(quad)
        triples.append((subject, predicate, value))
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
    """Take out the mentions, times, recurrences and quantities that nothing points to any more."""
    dependent = {q.subject for q in kept if q.predicate == TYPE and q.object in _DEPENDENT}
    dependent &= {q.object for q in given}
    dependent -= {q.subject for q in kept if q.predicate == TYPE and q.object == _SENTENCE}
    while orphans := dependent - {q.object for q in kept}:
        dependent -= orphans
        kept = [q for q in kept if q.subject not in orphans]
    return kept


def _count_nodes(given: list[ox.Quad], kept: list[ox.Quad]) -> dict[str, int]:
    left = {q.subject for q in kept}
    kinds: dict[object, str] = {}
    for quad in given:
        if quad.predicate == TYPE and quad.subject not in left and isinstance(quad.object, ox.NamedNode):
            name = re.split(r"[#/]", quad.object.value)[-1]
            kinds.setdefault(quad.subject, "Event" if name in TYPE_OF_CLASS else name)
    return dict(sorted(Counter(kinds.values()).items()))
