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


# What is checked, and what keeps it out of the profile: the first word of the violation, empty where there is none.
CASES = {
    "ontology": ("", ontology_text("kgbuild.ttl")),
    "alignments": ("", ontology_text("kgbuild.ttl"), ontology_text("alignments.ttl")),
    **{
        violation: (violation, ontology_text("kgbuild.ttl"), PREFIXES + axiom)
        for violation, axiom in (
            ("UseOfNonSimpleProperty", "kgo:partOf a owl:FunctionalProperty ."),
            ("IllegalPunning", "kgo:agent a owl:DatatypeProperty ."),
            ("UseOfUndeclaredClass", "kgo:Undeclared rdfs:subClassOf kgo:Event ."),
        )
    },
}


def write_rdfxml(file: Path, documents: tuple[str, ...]) -> None:
    """Write documents in Turtle, taken together, as one in RDF/XML."""
    triples = [
        q.triple for n, d in enumerate(documents) for q in ox.parse(d, format=ox.RdfFormat.TURTLE, rename_blank_nodes=n > 0)
    ]
    # Nothing is looked up on the web.
    ox.serialize((t for t in triples if t.predicate != IMPORTS), file, format=ox.RdfFormat.RDF_XML)


@pytest.fixture(scope="module")
def violations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What keeps each case out of OWL 2 DL, all looked at by one machine of Java's."""
    folder = tmp_path_factory.mktemp("owl")
    for name, (_, *documents) in CASES.items():
        write_rdfxml(folder / f"{name}.owl", tuple(documents))
    command = ["java", "-cp", str(HERMIT), str(ROOT / "tests/resources/OwlProfile.java")]
    command += [str(folder / f"{name}.owl") for name in CASES]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found: dict[str, list[str]] = {name: [] for name in CASES}
    for file, _, violation in (line.partition("\t") for line in lines if "\t" in line):
        found[Path(file).stem].append(violation)
    return found


@pytest.mark.parametrize("name", CASES)
def test_ontology_is_owl_2_dl_and_what_is_not_is_found(violations: dict[str, list[str]], name: str) -> None:
    expected, *_ = CASES[name]
    if expected:
        assert any(line.startswith(expected) for line in violations[name]), violations[name]
    else:
        assert violations[name] == []
