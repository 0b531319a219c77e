"""The gate against rudof, an implementation of SHACL that shares no code with pySHACL."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from tests.conftest import ROOT
from tests.sample import sample_quads
from tests.validate.mutants import mutated, part_of, renamed

from kgbuild.resources import ontology_text, shapes_dir
from kgbuild.validate import validate

pyrudof = pytest.importorskip("pyrudof", reason="needs pyrudof: pip install '.[independent]'")

INVALID = sorted((ROOT / "tests/resources/shapes").glob("*/invalid-*.ttl"))


def judge_by_rudof(turtle: str) -> set[str]:
    """Focus nodes of what rudof finds in some data with the ontology."""
    shapes = rdflib.Graph()
    for file in sorted(shapes_dir().glob("*.ttl")):
        shapes.parse(file)
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_shacl(shapes.serialize(format="turtle"), pyrudof.ShaclFormat.Turtle)
    rudof.read_data(turtle, pyrudof.RDFFormat.Turtle)
    for name in ("kgbuild.ttl", "plover.ttl"):
        rudof.read_data(ontology_text(name), pyrudof.RDFFormat.Turtle, merge=True)
    return {str(entry.focus_node) for entry in rudof.validate_shacl()}


def judge(quads: list[ox.Quad]) -> set[str]:
    return {getattr(result.focus_node, "value", "") for result in validate(quads).results}


@pytest.mark.parametrize("file", [*INVALID[::9], ROOT / "tests/golden/mesaj-anul-nou.ttl"], ids=lambda f: f.stem)
def test_rudof_finds_the_same_focus_nodes(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert judge(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == judge_by_rudof(text)


def test_rudof_judges_mutants_alike() -> None:
    chance = random.Random(42)
    quads = [q for n in range(40) for q in mutated(renamed(part_of(sample_quads(), chance), f"m{n}"), chance)]
    text = (ox.serialize([q.triple for q in quads], format=ox.RdfFormat.TURTLE) or b"").decode()
    assert judge(quads) == judge_by_rudof(text)
