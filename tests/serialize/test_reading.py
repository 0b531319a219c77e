"""Reading RDF files: all formats, and every way in which a file is none."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sample import sample_quads

from kgbuild.errors import InputError
from kgbuild.serialize.reading import FORMATS_BY_ENDING, read_quads


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".rdf", ".jsonld", ".trig", ".nq"])
def test_read_quads_reads_every_format(tmp_path: Path, ending: str) -> None:
    form = FORMATS_BY_ENDING[ending]
    quads = sample_quads()
    path = tmp_path / f"graf{ending}"
    ox.serialize(quads if form.supports_datasets else [q.triple for q in quads], str(path), format=form)
    assert {q.triple for q in read_quads(path)} == {q.triple for q in quads}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rupt.ttl", "@prefix a: <https://example.org/> .\n\na:b a:c [ .\n", "line 3, column 11: not valid Turtle"),
        ("text.nt", "nu e RDF\n", "line 1, column 1: not valid N-Triples"),
        ("rupt.rdf", "<rdf", "not valid RDF/XML"),
        ("rupt.jsonld", "{", "not valid JSON-LD"),
        ("retea.jsonld", '{"@context": "https://example.org/c", "@id": "https://example.org/a"}', "not valid JSON-LD"),
        ("articol.txt", "date 2025-12-27 Titlu\n\nCorp.", "told by its ending"),
        ("faraending", "", "told by its ending"),
    ],
)
def test_read_quads_says_where_a_file_is_wrong(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as raised:
        list(read_quads(path))
    assert raised.value.path == path
    assert "\n" not in str(raised.value)


def test_read_quads_refuses_binary_data(tmp_path: Path) -> None:
    path = tmp_path / "binar.ttl"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    with pytest.raises(InputError, match="not valid Turtle"):
        list(read_quads(path))


def test_read_quads_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"lipsa\.ttl: cannot read: no such file"):
        list(read_quads(tmp_path / "lipsa.ttl"))


def test_read_quads_refuses_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "dosar.ttl"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot read"):
        list(read_quads(folder))
