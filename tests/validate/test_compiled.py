"""What is compiled, what is left to pySHACL and Oxigraph, and that both ways say the same."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import ARTICLE_IRI, sample_quads

from kgbuild.resources import shapes_dir
from kgbuild.validate import validate
from kgbuild.validate.shapes import load_shapes

QUADS = sample_quads()
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> . @prefix nif:
<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def folder(at: Path, shapes: str) -> Path:
    (at / "s.ttl").write_text(HEAD + shapes, encoding="utf-8")
    return at


def test_all_shapes_of_kgbuild_are_compiled() -> None:
    shapes = load_shapes(shapes_dir())
    assert shapes.compiled is not None
    assert [c.messages for c in shapes.constraints if c.compiled is None] == []


@pytest.mark.parametrize(
    ("constraint", "compiled"),
    [
        ('sh:property [ sh:path schema:headline ; sh:minLength 500 ; sh:message "Scurt." ]', True),
        ("sh:property [ sh:path schema:headline ; sh:minLength 500 ]", False),
        (
            'sh:property [ sh:path [ sh:alternativePath ( schema:headline schema:name ) ] ; sh:maxCount 0 ; sh:message "?" ]',
            False,
        ),
        ('sh:property [ sh:path schema:headline ; sh:maxLength 3 ; sh:message "Lung." ]', False),
        ('sh:property [ sh:path schema:inLanguage ; sh:pattern "^de$" ; sh:message "Limba." ]', True),
        ('sh:property [ sh:path schema:datePublished ; sh:minInclusive "2030-01-01"^^xsd:date ; sh:message "Ziua." ]', True),
        ('sh:property [ sh:path schema:inLanguage ; sh:equals schema:name ; sh:message "Altfel." ]', True),
        ('sh:not [ sh:class nif:Context ] ; sh:message "Nu."', True),
        ('sh:or ( [ sh:class nif:Sentence ] [ sh:nodeKind sh:Literal ] ) ; sh:message "Nici."', True),
    ],
)
def test_article_that_breaks_a_constraint_is_found_either_way(tmp_path: Path, constraint: str, compiled: bool) -> None:
    at = folder(tmp_path, f"<urn:s> a sh:NodeShape ; sh:targetClass schema:NewsArticle ; {constraint} .")
    assert (load_shapes(at).compiled is not None) is compiled
    report = validate(QUADS, at)
    assert {result.focus_node.value for result in report.results} == {ARTICLE_IRI}
    assert not report.conforms


@pytest.mark.parametrize(
    ("where", "compiled"),
    [
        ("?a schema:headline ?h . FILTER (STRLEN(STR(?h)) > 3) BIND ($this AS ?value) $this schema:headline ?h", False),
        ("$this schema:headline ?h . FILTER (STRLEN(STR(?h)) > 3)", True),
        ("$this schema:headline ?h . FILTER (STRSTARTS(STR(?h), 'Coreea'))", False),
        ("$this ?p ?h . FILTER (?p IN (schema:headline)) FILTER NOT EXISTS { $this schema:name ?h }", True),
        ("{ $this schema:name ?h } UNION { $this schema:headline ?h } BIND (schema:headline AS ?path)", True),
        ("$this schema:datePublished ?day . FILTER (?day > '2020-01-01'^^xsd:date)", True),
        ("OPTIONAL { $this schema:name ?n } FILTER (!BOUND(?n))", False),
    ],
)
def test_sparql_constraint_finds_the_article_either_way(tmp_path: Path, where: str, compiled: bool) -> None:
    prefixes = "PREFIX schema: <https://schema.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
    at = folder(
        tmp_path,
        f"""<urn:s> a sh:NodeShape ; sh:targetClass schema:NewsArticle ;
        sh:sparql [ sh:message "Titlul." ; sh:select \"\"\"{prefixes} SELECT $this WHERE {{ {where} }}\"\"\" ] .""",
    )
    [constraint] = load_shapes(at).constraints
    assert (constraint.compiled is not None) is compiled
    assert {result.focus_node.value for result in validate(QUADS, at).results} == {ARTICLE_IRI}


def test_class_axioms_in_the_data_count() -> None:
    article = ox.NamedNode(ARTICLE_IRI)
    kind, above = ox.NamedNode("urn:Story"), ox.NamedNode("https://schema.org/NewsArticle")
    news = [
        ox.Quad(q.subject, q.predicate, kind, q.graph_name) if q.subject == article and q.object == above else q for q in QUADS
    ]
    axiom = ox.Quad(kind, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"), above, QUADS[0].graph_name)
    assert not validate(news).conforms
    assert validate([*news, axiom]).conforms
