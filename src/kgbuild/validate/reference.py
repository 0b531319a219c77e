"""Core constraints as pySHACL, the reference implementation, checks them."""

from collections.abc import Iterable, Iterator

import rdflib
from pyshacl import validate as run_pyshacl
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib.namespace import RDF, SH

from kgbuild.errors import ShapesError
from kgbuild.named_graph import Triple
from kgbuild.report import Result
from kgbuild.validate.terms import first_line, quiet_rdflib, texts, to_oxigraph, to_rdflib


def check_with_pyshacl(triples: Iterable[Triple], shapes: rdflib.Graph) -> Iterator[Result]:
    """Check triples against shapes.

    Args:
        triples: The data.
        shapes: The shapes, prepared by `lift_property_shapes`.

    Raises:
        ShapesError: pySHACL cannot run the shapes.
    """
    with quiet_rdflib():
        data = to_rdflib(triples)
        try:
            _, report, _ = run_pyshacl(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
        except (ReportableRuntimeError, ShapeLoadError, ValidationFailure, SyntaxError, ValueError, TypeError) as error:
            raise ShapesError(f"the shapes cannot be run: {first_line(error)}") from error
        if not isinstance(report, rdflib.Graph):
            raise ShapesError(f"the shapes cannot be run: {first_line(report)}")
        yield from [_result(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)]


def _result(report: rdflib.Graph, node: rdflib.term.Node) -> Result:
    focus, value, path = (report.value(node, p) for p in (SH.focusNode, SH.value, SH.resultPath))
    shape = report.value(node, SH.sourceShape)
    written = str(path) if isinstance(path, rdflib.URIRef) else None
    if isinstance(path, rdflib.BNode) and (inverse := report.value(path, SH.inversePath)) is not None:
        written = f"^{inverse}"
    return Result(
        to_oxigraph(focus),
        written,
        None if value is None else to_oxigraph(value),
        str(report.value(node, SH.resultSeverity)),
        texts(report.objects(node, SH.resultMessage)),
        str(shape) if isinstance(shape, rdflib.URIRef) else None,
        str(report.value(node, SH.sourceConstraintComponent)),
    )


def lift_property_shapes(graph: rdflib.Graph) -> None:
    """Give property shapes the targets of their node shape, so that pySHACL checks all focus nodes of one at once.

    The results are the same: a node shape adds nothing to those of its property shapes (SHACL, section 4.6.1).

    Args:
        graph: The shapes, changed in place; names and descriptions go too.
    """
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    for shape in set(graph.subjects(SH.property)):
        lifted = [(target, value) for target in targets for value in graph.objects(shape, target)]
        if lifted and (shape, SH.deactivated, None) not in graph and (shape, SH.targetNode, None) not in graph:
            for part in list(graph.objects(shape, SH.property)):
                if len(list(graph.subjects(None, part))) == 1:
                    for target, value in lifted:
                        graph.add((part, target, value))
                    graph.remove((shape, SH.property, part))
    # pySHACL looks at each triple of a shape each time it meets it.
    for documentation in (SH.name, SH.description):
        graph.remove((None, documentation, None))
