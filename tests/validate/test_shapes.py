"""Each shape on a valid file and on one invalid file for each of its constraints."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH
from tests.conftest import ROOT

from kgbuild.resources import ontology_text, shapes_dir
from kgbuild.validate import Report, validate
from kgbuild.validate.shapes import load_shapes

KGS = rdflib.Namespace("https://w3id.org/kgbuild/shapes#")
FILES = sorted((ROOT / "tests/resources/shapes").glob("*/*.ttl"))
VALID = [f for f in FILES if f.name.startswith("valid-")]
INVALID = [f for f in FILES if f.name.startswith("invalid-")]


def all_shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted(shapes_dir().glob("*.ttl")):
        graph.parse(file)
    return graph


SHAPES = all_shapes()


def language(node: rdflib.term.Node) -> str | None:
    return node.language if isinstance(node, rdflib.Literal) else None


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def check(file: Path) -> Report:
    return validate(list(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize("file", VALID, ids=name)
def test_valid_file_conforms(file: Path) -> None:
    assert check(file).results == ()


@pytest.mark.parametrize("file", INVALID, ids=name)
def test_invalid_file_breaks_the_constraint_it_is_named_after(file: Path) -> None:
    constraint = KGS[file.stem.removeprefix("invalid-")]
    expected = {str(m).partition("{")[0] for m in SHAPES.objects(constraint, SH.message) if language(m) == "en"}
    assert len(expected) == 1
    report = check(file)
    assert any(result.message().startswith(next(iter(expected))) for result in report.results)
    assert not report.conforms


def test_every_constraint_has_an_invalid_file_and_every_shape_a_valid_one() -> None:
    tested = {f.stem.removeprefix("invalid-") for f in INVALID}
    constraints = {*SHAPES.subjects(RDF.type, SH.PropertyShape), *SHAPES.subjects(RDF.type, SH.SPARQLConstraint)}
    assert {str(c).partition("#")[2] for c in constraints} <= tested
    assert {f.parent.name for f in VALID} == {f.stem for f in shapes_dir().glob("*.ttl")} - {"prefixes"}


def test_every_shape_has_names_and_messages_in_both_languages() -> None:
    for shape in {*SHAPES.subjects(RDF.type, SH.NodeShape), *SHAPES.subjects(RDF.type, SH.PropertyShape)}:
        assert {language(n) for n in SHAPES.objects(shape, SH.name)} == {"en", "ro"}, shape
        assert SHAPES.value(shape, SH.severity)
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        assert {language(n) for n in SHAPES.objects(shape, SH.description)} == {"en", "ro"}, shape
    for constraint in {*SHAPES.subjects(RDF.type, SH.PropertyShape), *SHAPES.subjects(RDF.type, SH.SPARQLConstraint)}:
        assert {language(m) for m in SHAPES.objects(constraint, SH.message)} == {"en", "ro"}, constraint


def test_shapes_conform_to_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=all_shapes(), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("file", [VALID[0], *(f for f in INVALID if f.parent.name in {"event", "mention", "relation"})], ids=name)
def test_plain_pyshacl_finds_the_same(file: Path) -> None:
    data = rdflib.Graph().parse(file)
    for part in ("kgbuild.ttl", "plover.ttl"):
        data.parse(data=ontology_text(part), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=all_shapes(), inference="none")
    assert isinstance(report, rdflib.Graph)
    plain = sorted(
        (str(report.value(r, SH.focusNode)), str(report.value(r, SH.sourceShape)))
        for r in report.objects(None, SH.result)
        if isinstance(report.value(r, SH.sourceShape), rdflib.URIRef)
    )
    ours = sorted((getattr(r.focus_node, "value", ""), r.source_shape or "") for r in check(file).results if r.source_shape)
    assert ours == plain


@pytest.mark.parametrize("file", INVALID[::4], ids=name)
def test_compiled_shapes_write_the_report_of_pyshacl(file: Path) -> None:
    triples = [(q.subject, q.predicate, q.object) for q in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE)]
    shapes = load_shapes(shapes_dir())
    assert shapes.check(triples) == shapes.report(triples, shapes.check(triples))
