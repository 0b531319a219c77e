"""Each constraint on a file at the edge of what it allows and on one that breaks it; each shape on a file that conforms whole."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH
from tests.conftest import ROOT
from tests.validate.plain import judge, judge_plainly

from kgbuild.resources import ontology_text, shapes_dir
from kgbuild.validate import Report, validate
from kgbuild.validate.shapes import load_shapes

KGS = rdflib.Namespace("https://w3id.org/kgbuild/shapes#")
# Under which the files have their names.
SITE = "https://exemplu.ro/"
FILES = sorted((ROOT / "tests/resources/shapes").glob("*/*.ttl"))
INVALID = [f for f in FILES if f.name.startswith("invalid-")]


def all_shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted(shapes_dir().glob("*.ttl")):
        graph.parse(file)
    return graph


SHAPES = all_shapes()
ONTOLOGY = rdflib.Graph().parse(data=ontology_text("kgbuild.ttl"), format="turtle")
# What can break: property shapes, SPARQL constraints, and node shapes that say something of a node by itself.
CONSTRAINTS = {str(c).partition("#")[2] for c in SHAPES.subjects(SH.message)}
EDGES = [f for f in FILES if f.stem.removeprefix("valid-") in CONSTRAINTS]
WHOLE = [f for f in FILES if f not in (*INVALID, *EDGES)]


def language(node: rdflib.term.Node) -> str | None:
    return node.language if isinstance(node, rdflib.Literal) else None


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def parsed(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))


@cache
def check(file: Path) -> Report:
    return validate(parsed(file.read_text(encoding="utf-8")))


def is_broken(file: Path, constraint: rdflib.URIRef) -> bool:
    """Whether something in a file breaks a constraint, by its English message with any value in it."""
    message = next(str(m) for m in SHAPES.objects(constraint, SH.message) if language(m) == "en")
    pattern = ".*".join(re.escape(words) for words in re.split(r"\{.*?\}", message))
    return any(re.fullmatch(pattern, result.message()) for result in check(file).results)


def focus_nodes(data: rdflib.Graph, constraint: rdflib.URIRef) -> set[rdflib.term.Node]:
    """The nodes of some data that a constraint looks at."""
    shape = SHAPES.value(None, SH.property, constraint) or SHAPES.value(None, SH.sparql, constraint) or constraint
    targets = set(SHAPES.objects(shape, SH.targetClass))
    typed = {n for n, c in data.subject_objects(RDF.type) if targets & {c, *ONTOLOGY.transitive_objects(c, RDFS.subClassOf)}}
    return typed | {n for p in SHAPES.objects(shape, SH.targetSubjectsOf) for n in data.subjects(p)}


@pytest.mark.parametrize("file", WHOLE, ids=name)
def test_whole_file_conforms(file: Path) -> None:
    assert check(file).results == ()


@pytest.mark.parametrize("file", EDGES, ids=name)
def test_constraint_allows_what_lies_at_its_edge(file: Path) -> None:
    constraint = KGS[file.stem.removeprefix("valid-")]
    data = rdflib.Graph().parse(file)
    assert focus_nodes(data, constraint)
    path = SHAPES.value(constraint, SH.path)
    assert not isinstance(path, rdflib.URIRef) or set(data.subjects(path))
    assert not is_broken(file, constraint)


@pytest.mark.parametrize("file", INVALID, ids=name)
def test_invalid_file_breaks_the_constraint_it_is_named_after(file: Path) -> None:
    assert is_broken(file, KGS[file.stem.removeprefix("invalid-")])
    assert not check(file).conforms


def test_every_constraint_has_a_valid_and_an_invalid_file_and_every_shape_a_whole_one() -> None:
    assert {f.stem.removeprefix("valid-") for f in EDGES} == CONSTRAINTS
    assert {f.stem.removeprefix("invalid-") for f in INVALID} == CONSTRAINTS
    assert {f.parent.name for f in WHOLE} == {f.stem for f in shapes_dir().glob("*.ttl")} - {"prefixes"}


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


def side_by_side(files: list[Path]) -> dict[str, list[ox.Quad]]:
    """Files under names of their own, so that each is judged as if it were alone, and pySHACL gets ready only once."""
    return {
        place: parsed(file.read_text(encoding="utf-8").replace(SITE, place))
        for file in files
        for place in [f"{SITE}{file.parent.name}/{file.stem}/"]
    }


def test_plain_pyshacl_finds_the_same() -> None:
    data = side_by_side([WHOLE[0], *(f for f in INVALID if f.parent.name in {"event", "mention", "relation"})])
    plain = set(judge_plainly(quad for quads in data.values() for quad in quads))
    assert len({focus.removeprefix(SITE).split("/")[1] for focus, _, _ in plain}) == len(data) - 1
    for place, quads in data.items():
        assert judge(quads) == {found for found in plain if found[0].startswith(place)}, place


def test_compiled_shapes_write_the_report_of_pyshacl() -> None:
    data = side_by_side(INVALID[::4])
    triples = [(q.subject, q.predicate, q.object) for quads in data.values() for q in quads]
    shapes = load_shapes(shapes_dir())
    found = shapes.check(triples)
    assert len(found) >= len(data)
    assert found == shapes.report(triples, found)
