import os
import random
import subprocess
import sys
from collections.abc import Sequence

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from tests.sample import sample_quads
from tests.strategies import extractions

from kgbuild.errors import OutputError
from kgbuild.graph import Run, to_quads
from kgbuild.model import Extraction
from kgbuild.serialize import serialize
from kgbuild.serialize.order import in_reading_order, natural_key

DATASET_FORMATS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
TRIPLE_FORMATS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
}
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMESPACES = [
    "https://w3id.org/kgbuild/ontology#",
    "https://schema.org/",
    "http://www.wikidata.org/entity/",
    "https://exemplu.ro/știri/",
]
NAMES = st.from_regex(r"[A-Za-z0-9._~!$&'()*+,;=@%-]{0,8}", fullmatch=True).filter(lambda name: "%" not in name)
IRIS = st.builds(lambda space, name: ox.NamedNode(space + name), st.sampled_from(NAMESPACES), NAMES)
PREDICATES = st.builds(
    lambda space, name: ox.NamedNode(space + name),
    st.sampled_from(NAMESPACES),
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,8}", fullmatch=True),
)
XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
NUMBERS = st.integers().map(str)
LITERALS = st.one_of(
    XML_TEXT.map(ox.Literal),
    XML_TEXT.map(lambda text: ox.Literal(text, language="ro")),
    NUMBERS.map(lambda n: ox.Literal(n, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
    st.dates().map(lambda d: ox.Literal(str(d), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
    XML_TEXT.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("https://exemplu.ro/știri/tip"))),
)
GRAPHS = st.one_of(st.just(ox.DefaultGraph()), st.builds(lambda name: ox.NamedNode(f"https://exemplu.ro/{name}"), NAMES))
QUADS = st.lists(st.builds(ox.Quad, IRIS, PREDICATES, st.one_of(IRIS, LITERALS), GRAPHS), max_size=12)


def triples(quads: list[ox.Quad]) -> set[ox.Triple]:
    return {q.triple for q in quads}


def of(extraction: Extraction) -> Sequence[ox.Quad]:
    return to_quads(extraction, run=Run("0.1.0", "ro", "1"))


@SLOW
@given(QUADS)
@pytest.mark.parametrize("form", sorted(DATASET_FORMATS))
def test_dataset_is_read_back(form: str, quads: list[ox.Quad]) -> None:
    assert set(ox.parse(serialize(quads, form), format=DATASET_FORMATS[form])) == set(quads)


def test_a_triple_as_a_term_has_its_marks() -> None:
    iri = ox.NamedNode("https://exemplu.ro/a")
    quad = ox.Quad(iri, iri, ox.Triple(iri, iri, ox.Literal("ț")), iri)
    assert serialize([quad], "nquads") == f"{quad} .\n"


@SLOW
@given(QUADS)
@pytest.mark.parametrize("form", sorted(TRIPLE_FORMATS))
def test_triples_are_read_back(form: str, quads: list[ox.Quad]) -> None:
    document = serialize(quads, form)
    assert triples(list(ox.parse(document, format=TRIPLE_FORMATS[form][0]))) == triples(quads)


@SLOW
@given(extractions())
@pytest.mark.parametrize("form", sorted(TRIPLE_FORMATS))
def test_rdflib_reads_the_graph_of_an_article(form: str, extraction: Extraction) -> None:
    quads = of(extraction)
    expected = rdflib.Graph().parse(data=serialize(quads, "ntriples"), format="nt")
    found = rdflib.Graph().parse(data=serialize(quads, form), format=TRIPLE_FORMATS[form][1])
    assert isomorphic(found, expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's parsers use what rdflib deprecates
def test_rdflib_reads_several_graphs() -> None:
    quads = [
        *sample_quads(),
        ox.Quad(ox.NamedNode("https://exemplu.ro/a"), ox.NamedNode("https://exemplu.ro/b"), ox.Literal("c")),
    ]
    for form, name in (("trig", "trig"), ("nquads", "nquads")):
        dataset = rdflib.Dataset().parse(data=serialize(quads, form), format=name)
        assert len(dataset) == len(set(quads))


@SLOW
@given(extractions(), st.randoms(use_true_random=False))
@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples", "rdfxml"])
def test_bytes_do_not_depend_on_the_order_of_the_quads(form: str, extraction: Extraction, chance: random.Random) -> None:
    quads = of(extraction)
    shuffled = [*quads, *quads[:3]]
    chance.shuffle(shuffled)
    assert serialize(shuffled, form) == serialize(quads, form)


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import sys; from tests.sample import sample_quads; from kgbuild.serialize import serialize\n"
        "for form in ('turtle', 'trig', 'nquads', 'ntriples', 'rdfxml'): sys.stdout.write(serialize(set(sample_quads()), form))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1


def test_turtle_names_only_the_prefixes_it_uses_in_order() -> None:
    document = serialize(sample_quads(), "turtle")
    prefixes = [line.split()[1] for line in document.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    below = document.partition("@base")[2]
    assert all(f" {prefix}" in below or f"^{prefix}" in below for prefix in prefixes)


def test_turtle_is_in_reading_order() -> None:
    [section] = in_reading_order(sample_quads())
    kinds = [
        next((str(o).rpartition("#")[2].rpartition("/")[2].rstrip(">") for o in block.predicates[0][1]), "")
        for block in section.blocks
    ]
    assert kinds.index("Context") == 0
    assert kinds.index("Claim") < kinds.index("OffsetBasedString")
    iris = [str(block.subject) for block in section.blocks]
    claims = [iri for iri in iris if "#claim-" in iri]
    assert claims
    for claim in claims:
        before = [iri for iri in iris[: iris.index(claim)] if "#event-" in iri or "#relation-" in iri]
        assert before


def test_merging_writes_a_shared_subject_once() -> None:
    a, b, p = (ox.NamedNode(f"https://exemplu.ro/{name}") for name in "abp")
    quads = [ox.Quad(a, p, ox.Literal(n), graph) for n, graph in enumerate((a, b))]
    assert serialize(quads, "turtle").count("<> ") + serialize(quads, "turtle").count("<https://exemplu.ro/a> ") == 2
    assert "0, 1 ." in serialize(quads, "turtle")
    assert serialize(quads, "trig").count("@base") == 2


def test_nothing_gives_nothing() -> None:
    assert [serialize([], form) for form in ("turtle", "trig", "nquads", "ntriples")] == ["", "", "", ""]


def test_rdfxml_refuses_what_xml_cannot_hold() -> None:
    node = ox.NamedNode("https://exemplu.ro/a")
    with pytest.raises(OutputError, match=r"U\+0007"):
        serialize([ox.Quad(node, node, ox.Literal("\x07"))], "rdfxml")


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="“docx” is no format"):
        serialize([], "docx")


@given(st.lists(st.text("ab019-²", max_size=6)))
def test_natural_order_tells_different_names_apart(names: list[str]) -> None:
    assert len({natural_key(name) for name in names}) == len(set(names))
    sorted(names, key=natural_key)
