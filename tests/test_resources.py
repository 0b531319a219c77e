from pathlib import Path

import pytest

from kgbuild import resources
from kgbuild.errors import OntologyError


def test_context_is_found() -> None:
    assert "@context" in resources.read_context()


def test_shapes_are_found() -> None:
    assert list(resources.shapes_dir().glob("*.ttl"))


def test_missing_file_is_told_with_what_there_is() -> None:
    with pytest.raises(OntologyError, match=r"context\.jsonld"):
        resources.ontology_text("nimic.ttl")


def test_missing_folder_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_ROOTS", (tmp_path / "data", tmp_path))
    with pytest.raises(OntologyError, match="install kgbuild"):
        resources.shapes_dir()


def test_wheel_layout_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data/shapes").mkdir(parents=True)
    (tmp_path / "shapes").mkdir()
    monkeypatch.setattr(resources, "_ROOTS", (tmp_path / "data", tmp_path))
    assert resources.shapes_dir() == tmp_path / "data/shapes"
