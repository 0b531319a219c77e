"""The gate: what breaks a SHACL shape is taken out of a graph, with all that hangs on it.

Core and SPARQL constraints are compiled to Python; tests hold them to the verdict of pySHACL. Where `validate` finds something
broken, pySHACL writes the report. Shapes that use more of SHACL are run by pySHACL and Oxigraph. Nothing here knows
what an event needs: taking a node out makes the nodes that cannot stand without it break a shape in turn, until all conforms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kgbuild.errors import ShapesError
from kgbuild.named_graph import NamedGraph, Term, Triple, triples_by_graph
from kgbuild.report import Report, Result, merge_reports
from kgbuild.resources import shapes_dir
from kgbuild.validate.shapes import Shapes, load_shapes
from kgbuild.validate.terms import TYPE
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


class GateResult(NamedTuple):
    """What came of the gate: the report on what was put in, and the quads that conform."""

    report: Report
    kept: Sequence[ox.Quad]


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
    outcomes = [(name, *_gate_graph(triples, loaded)) for name, triples in triples_by_graph(quads).items()]
    kept = [NamedGraph(name, triples) for name, _, triples in outcomes]
    return GateResult(merge_reports(report for _, report, _ in outcomes), kept[0] if len(kept) == 1 else [*chain(*kept)])


def _gate_graph(given: Sequence[Triple], shapes: Shapes) -> tuple[Report, Sequence[Triple]]:
    kept = given
    results = found = shapes.check(given)
    while any(result.is_violation for result in found):
        left = _without(kept, found)
        if len(left) == len(kept):
            broken = next(result for result in found if result.is_violation)
            raise ShapesError(f"the shape {broken.source_shape} fails, but names nothing in the graph that could be taken out")
        kept = left
        found = shapes.check(kept)
    if len(kept) == len(given):
        return Report(tuple(results)), given
    kept = _without_orphans(given, kept)
    return Report(tuple(results), len(given) - len(kept), _count_nodes(given, kept)), kept


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
    loaded, triples = load_shapes(shapes or shapes_dir()), [*chain(*triples_by_graph(quads).values())]
    return Report(tuple(loaded.report(triples, loaded.check(triples))))


def _without(triples: Sequence[Triple], results: Iterable[Result]) -> list[Triple]:
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
    return [(s, p, o) for s, p, o in triples if s not in nodes and o not in nodes and (s, p.value, o) not in values]


def _without_orphans(given: Sequence[Triple], kept: Sequence[Triple]) -> Sequence[Triple]:
    """Take out the mentions, times, recurrences and quantities that nothing points to any more."""
    dependent: set[Term] = {s for s, p, o in kept if p == TYPE and o in _DEPENDENT}
    dependent &= {o for _, _, o in given}
    dependent -= {s for s, p, o in kept if p == TYPE and o == _SENTENCE}
    while orphans := dependent - {o for _, _, o in kept}:
        dependent -= orphans
        kept = [triple for triple in kept if triple[0] not in orphans]
    return kept


def _count_nodes(given: Sequence[Triple], kept: Sequence[Triple]) -> dict[str, int]:
    left = {s for s, _, _ in kept}
    kinds: dict[Term, str] = {}
    for node, predicate, kind in given:
        if predicate == TYPE and node not in left and isinstance(kind, ox.NamedNode):
            name = re.split(r"[#/]", kind.value)[-1]
            kinds.setdefault(node, "Event" if name in TYPE_OF_CLASS else name)
    return dict(sorted(Counter(kinds.values()).items()))
