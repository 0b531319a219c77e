import owlready2
import pytest

from kgbuild import reason
from kgbuild.errors import OntologyError
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
