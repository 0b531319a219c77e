"""The HTML reference of the ontology."""

import asyncio
import sys

import pytest
from tests.conftest import ROOT

from kgbuild.errors import MissingExtraError
from kgbuild.reference import reference_pages


def test_reference_explains_every_event_class_and_carries_its_sources() -> None:
    pytest.importorskip("pylode", reason="needs pyLODE: pip install '.[docs]'")
    pages = reference_pages()
    assert {"index.html", "ontology.html", "plover.html"} <= pages.keys()
    assert all(f"ontology#{name}" in pages["ontology.html"] for name in ("ArmsTransfer", "Claim", "contradicts"))
    assert "AGREE" in pages["plover.html"]
    for file in (ROOT / "ontology").iterdir():
        assert pages[file.name] == file.read_text(encoding="utf-8")
        assert f'href="{file.name}"' in pages["index.html"]


def test_reference_leaves_no_event_loop() -> None:
    pytest.importorskip("pylode", reason="needs pyLODE")
    reference_pages()
    with pytest.raises(RuntimeError, match="no current event loop"):
        asyncio.get_event_loop()


def test_reference_without_pylode_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pylode.profiles.ontpub", None)
    with pytest.raises(MissingExtraError, match=r"kgbuild\[docs\]"):
        reference_pages()
