"""The profile OWL 2 DL, as the OWL API judges it: owlready2 brings the library inside its reasoner HermiT."""

import shutil
import subprocess
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
from tests.conftest import ROOT

from kgbuild.resources import ontology_text

HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
IMPORTS = ox.NamedNode("http://www.w3.org/2002/07/owl#imports")
PREFIXES = """
@prefix kgo: <https://w3id.org/kgbuild/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""

# Java compiles the check itself, which takes a development kit.
pytestmark = pytest.mark.skipif(shutil.which("javac") is None, reason="the OWL API needs a Java development kit")


def violations(folder: Path, *documents: str) -> list[str]:
    """What keeps ontologies in Turtle, taken together, out of OWL 2 DL."""
    triples = [
        q.triple for n, d in enumerate(documents) for q in ox.parse(d, format=ox.RdfFormat.TURTLE, rename_blank_nodes=n > 0)
    ]
    file = folder / "ontology.owl"
    # Nothing is looked up on the web.
    ox.serialize((t for t in triples if t.predicate != IMPORTS), file, format=ox.RdfFormat.RDF_XML)
    command = ["java", "-cp", str(HERMIT), str(ROOT / "tests/resources/OwlProfile.java"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("names", [("kgbuild.ttl",), ("kgbuild.ttl", "alignments.ttl")], ids=len)
def test_ontology_is_owl_2_dl(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert violations(tmp_path, *map(ontology_text, names)) == []


@pytest.mark.parametrize(
    ("axiom", "violation"),
    [
        ("kgo:partOf a owl:FunctionalProperty .", "UseOfNonSimpleProperty"),
        ("kgo:agent a owl:DatatypeProperty .", "IllegalPunning"),
        ("kgo:Undeclared rdfs:subClassOf kgo:Event .", "UseOfUndeclaredClass"),
    ],
)
def test_what_is_not_owl_2_dl_is_found(tmp_path: Path, axiom: str, violation: str) -> None:
    found = violations(tmp_path, ontology_text("kgbuild.ttl"), PREFIXES + axiom)
    assert any(line.startswith(violation) for line in found), found
