"""Plain pySHACL, which the gate is held to."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, Final
from unittest import mock

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kgbuild.resources import ontology_text, shapes_dir
from kgbuild.validate.shapes import load_shapes
from kgbuild.validate.terms import quiet_rdflib, to_rdflib

Found = tuple[str, str, str]


def judge(quads: Iterable[ox.Quad]) -> set[Found]:
    """What the compiled shapes find: focus node, shape and component of each result."""
    results = load_shapes(shapes_dir()).check([(q.subject, q.predicate, q.object) for q in quads])
    return {(getattr(r.focus_node, "value", ""), r.source_shape or "", r.component) for r in results}


@cache
def _plain_shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted(shapes_dir().glob("*.ttl")):
        graph.parse(file)
    # Texts for people decide nothing, and pySHACL goes through them at each focus node.
    for text in (SH.name, SH.description, SH.message):
        graph.remove((None, text, None))
    return graph


@cache
def _plain_ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in ("kgbuild.ttl", "plover.ttl"):
        graph.parse(data=ontology_text(name), format="turtle")
    return graph


def judge_plainly(quads: Iterable[ox.Quad]) -> Iterator[Found]:
    """What plain pySHACL finds: focus node, shape and component of each result.

    Only the parsing of each SPARQL constraint is kept from one focus node to the next, which pySHACL would do again.
    """
    with (
        quiet_rdflib(),
        mock.patch.object(processor, "parseQuery", _parsed),
        mock.patch.object(processor, "translateQuery", _translated),
    ):
        data = to_rdflib((q.subject, q.predicate, q.object) for q in quads)
        data += _plain_ontology()
        _, report, text = pyshacl.validate(data, shacl_graph=_plain_shapes(), inference="none")
    assert isinstance(report, rdflib.Graph), text
    for result in report.objects(None, SH.result):
        focus, shape = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
        yield str(focus), str(shape), str(report.value(result, SH.sourceConstraintComponent))


_TRANSLATIONS: Final[dict[int, tuple[object, object]]] = {}
_parsed = lru_cache(None)(parseQuery)


def _translated(parsed: Any, base: Any = None, namespaces: Any = None) -> object:  # noqa: ANN401 — as rdflib has it
    if id(parsed) not in _TRANSLATIONS:
        _TRANSLATIONS[id(parsed)] = parsed, translateQuery(parsed, base, namespaces)
    return _TRANSLATIONS[id(parsed)][1]
