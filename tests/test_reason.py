import sys

import owlready2
import pyoxigraph as ox
import pytest
from tests.sample import sample_quads

import kgbuild
from kgbuild import reason
from kgbuild.errors import MissingExtraError, OntologyError
from kgbuild.graph import term
from kgbuild.reason import infer
from kgbuild.vocab import PREFIXES, TYPE_OF_CLASS


def test_ontology_has_a_world_of_its_own() -> None:
    loaded = reason.ontology()
    assert loaded.world is not owlready2.default_world
    assert loaded.world is not reason.ontology().world
    assert not list(owlready2.default_world.classes())


def test_ontology_gives_classes() -> None:
    names = reason.ontology().get_namespace(PREFIXES["kgo"])
    assert names.ArmsTransfer in names.Aid.subclasses()
    assert "transfer de arme" in names.ArmsTransfer.label.ro
    assert all(names[name] is not None for name in TYPE_OF_CLASS)


@pytest.mark.skipif(not reason.has_java(), reason="HermiT needs Java")
def test_ontology_is_consistent() -> None:
    assert reason.check() == []


def test_no_java_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason, "has_java", lambda: False)
    with pytest.raises(OntologyError, match="Java"):
        reason.check()


def test_what_follows_stands_in_a_graph_of_its_own() -> None:
    quads = sample_quads()
    found = infer(quads)
    article = quads[0].graph_name
    assert {q.graph_name.value for q in found} == {f"{getattr(article, 'value', '')}#inferred"}  # type: ignore[union-attr]
    assert not {q.triple for q in found} & {q.triple for q in quads}
    assert infer([*quads, *found]) == found


def inferred(*triples: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    graph = ox.NamedNode("urn:g")
    quads = [
        ox.Quad(ox.NamedNode(s), term(p), term(o) if o.startswith("kgo:") else ox.NamedNode(o), graph) for s, p, o in triples
    ]
    found = infer(quads)
    return {tuple(str(getattr(t, "value", "")).replace(PREFIXES["kgo"], "kgo:") for t in q.triple) for q in found}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("urn:a", "kgo:leads", "urn:b")], ("urn:b", "kgo:ledBy", "urn:a")),
        ([("urn:a", "kgo:alliedWith", "urn:b")], ("urn:b", "kgo:alliedWith", "urn:a")),
        ([("urn:a", "kgo:contradicts", "urn:b")], ("urn:b", "kgo:contradicts", "urn:a")),
        ([("urn:a", "kgo:partOf", "urn:b"), ("urn:b", "kgo:partOf", "urn:c")], ("urn:a", "kgo:partOf", "urn:c")),
        ([("urn:a", "kgo:leads", "urn:b"), ("urn:b", "kgo:partOf", "urn:c")], ("urn:a", "kgo:affiliatedWith", "urn:c")),
        ([("urn:a", "kgo:agent", "urn:b")], ("urn:a", f"{PREFIXES['sem']}hasActor", "urn:b")),
        (
            [("urn:a", "rdf:type", "kgo:ArmsTransfer")],
            ("urn:a", f"{PREFIXES['rdf']}type", f"{PREFIXES['sem']}Event"),
        ),
    ],
)
def test_rules_of_owl_2_rl_are_followed(given: list[tuple[str, str, str]], expected: tuple[str, str, str]) -> None:
    assert expected in inferred(*given)


def test_same_as_is_not_followed() -> None:
    assert not any("wikidata" in q.subject.value for q in infer(sample_quads()) if isinstance(q.subject, ox.NamedNode))


def test_inference_without_its_reasoner_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reasonable", None)
    with pytest.raises(MissingExtraError, match=r"kgbuild\[infer\]"):
        infer(sample_quads())


def test_library_has_the_ontology_as_python_classes() -> None:
    loaded = kgbuild.ontology()
    assert loaded.world is not owlready2.default_world
    namespace = loaded.get_namespace(PREFIXES["kgo"])
    assert namespace.ArmsTransfer in namespace.Aid.subclasses()
