"""Shapes as they are loaded and run: what is compiled, what Oxigraph runs, and what pySHACL reports."""

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib

from kgbuild.errors import ShapesError
from kgbuild.named_graph import Triple
from kgbuild.report import Result
from kgbuild.validate.core import CompiledShapes, compile_shapes
from kgbuild.validate.data import DataGraph
from kgbuild.validate.reference import check_with_pyshacl, lift_property_shapes
from kgbuild.validate.sparql import SparqlConstraint, store_with_ontology, take_sparql_constraints
from kgbuild.validate.terms import NotCompiledError, first_line, quiet_rdflib


@dataclass(frozen=True)
class Shapes:
    """Shapes, ready to run.

    Args:
        core: The core constraints for pySHACL.
        compiled: The same compiled, None where they use more of SHACL than that.
        constraints: The SPARQL constraints, compiled or for Oxigraph.
    """

    core: rdflib.Graph
    compiled: CompiledShapes | None
    constraints: tuple[SparqlConstraint, ...]

    def check(self, triples: Sequence[Triple]) -> list[Result]:
        """Validate triples as one graph, by what is compiled where it can be.

        Args:
            triples: The data.

        Returns:
            The results in a fixed order.

        Raises:
            ShapesError: The shapes cannot be run.
        """
        if self.compiled is not None:
            with contextlib.suppress(NotCompiledError):
                data = DataGraph(triples)
                return _in_order([*self.compiled.results(data), *self._sparql_results(triples, data)])
        return self._check_with_pyshacl(triples)

    def report(self, triples: Sequence[Triple], found: list[Result]) -> list[Result]:
        """The results to report: those found where nothing is broken, else pySHACL's.

        Args:
            triples: The data.
            found: What `check` found in it.
        """
        if self.compiled is not None and any(result.is_violation for result in found):
            return self._check_with_pyshacl(triples)
        return found

    def _check_with_pyshacl(self, triples: Sequence[Triple]) -> list[Result]:
        return _in_order([*check_with_pyshacl(triples, self.core), *self._sparql_results(triples, DataGraph(triples))])

    def _sparql_results(self, triples: Sequence[Triple], data: DataGraph) -> list[Result]:
        found, left = [], []
        with quiet_rdflib():
            for constraint in self.constraints:
                try:
                    found.extend(constraint.results(data))
                except NotCompiledError:
                    left.append(constraint)
        if left:
            with store_with_ontology(triples) as store:
                found.extend(result for constraint in left for result in constraint.results_by_oxigraph(store))
        return found


def _in_order(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda r: (str(r.focus_node), r.source_shape or "", str(r.result_path), r.component, str(r.value)))


@cache
def load_shapes(folder: Path) -> Shapes:
    """Read all Turtle files of a folder as shapes.

    Args:
        folder: The folder.

    Returns:
        The shapes, ready to run.

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
            raise ShapesError(f"{file}: these shapes cannot be read: {first_line(error)}") from error
    constraints = take_sparql_constraints(graph)
    compiled = None
    with contextlib.suppress(NotCompiledError):
        compiled = compile_shapes(graph)
    lift_property_shapes(graph)
    return Shapes(graph, compiled, constraints)
