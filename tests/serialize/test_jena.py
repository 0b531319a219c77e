"""Each format read and written again by Apache Jena, which shares no code with the parsers that kgbuild knows.

Jena is the folder that JENA_HOME names, as Apache distributes it, or Debian's libapache-jena-java.
"""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from tests.conftest import ROOT
from tests.sample import sample_quads

from kgbuild.resources import read_context
from kgbuild.serialize import serialize

FORMATS: Final = {
    "turtle": ("graf.ttl", ox.RdfFormat.TURTLE),
    "trig": ("graf.trig", ox.RdfFormat.TRIG),
    "nquads": ("graf.nq", ox.RdfFormat.N_QUADS),
    "ntriples": ("graf.nt", ox.RdfFormat.N_TRIPLES),
    "rdfxml": ("graf.rdf", ox.RdfFormat.RDF_XML),
    "jsonld": ("graf.jsonld", ox.RdfFormat.JSON_LD),
}
DEBIAN: Final = Path("/usr/share/java")
# What Jena's readers and writers need of Debian's packages.
PARTS: Final = (
    *("jena-arq", "jena-base", "jena-core", "jena-iri", "slf4j-api", "slf4j-nop"),
    *("commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3", "dexx.collection", "guava"),
    *("gson", "httpclient", "httpcore", "jackson-core", "jackson-databind", "jsonld-java", "protobuf", "thrift"),
)
_MESSAGES: Final = "org/apache/jena/ext/"


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The class path of Jena."""
    if shutil.which("javac") is None:
        pytest.skip("Jena needs a Java development kit")
    if home := os.environ.get("JENA_HOME"):
        return f"{home}/lib/*"
    if not (DEBIAN / "jena-arq.jar").exists():
        pytest.skip("needs Apache Jena: apt-get install libapache-jena-java, or JENA_HOME")
    # Debian's Jena 4.5 looks for the messages of its XML parser, which it cannot do without, where it has not put them.
    folder = tmp_path_factory.mktemp("jena")
    with zipfile.ZipFile(DEBIAN / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(_MESSAGES) and name.endswith(".properties"):
                (folder / name.removeprefix(_MESSAGES)).parent.mkdir(parents=True, exist_ok=True)
                (folder / name.removeprefix(_MESSAGES)).write_bytes(jar.read(name))
    return ":".join((str(folder), *(f"{DEBIAN}/{part}.jar" for part in PARTS)))


@pytest.fixture(scope="module")
def written(jena: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What Jena writes of each format that it reads."""
    folder, back = tmp_path_factory.mktemp("formats"), tmp_path_factory.mktemp("back")
    names = {form: name for form, (name, _) in FORMATS.items() if form != "jsonld" or "JENA_HOME" in os.environ}
    for form, name in names.items():
        (folder / name).write_text(serialize(sample_quads(), form, read_context()), encoding="utf-8")
    files = [str(folder / name) for name in names.values()]
    command = ["java", "-cp", jena, str(ROOT / "tests/resources/JenaRoundTrip.java"), str(back), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {form: back / name for form, name in names.items()}


@pytest.mark.parametrize("form", FORMATS)
def test_jena_reads_and_writes_the_same_graph(written: dict[str, Path], form: str) -> None:
    if form not in written:
        pytest.skip("Debian has no JSON parser for its Jena to read JSON-LD 1.1 with: set JENA_HOME")
    _, ox_form = FORMATS[form]
    found = {q.triple for q in ox.parse(written[form].read_bytes(), format=ox_form)}
    # There are no blank nodes, so that graphs of the same triples are isomorphic and others are not.
    assert found == {q.triple for q in sample_quads()}


@pytest.mark.parametrize("form", ["trig", "nquads"])
def test_jena_keeps_the_name_of_the_graph(written: dict[str, Path], form: str) -> None:
    _, ox_form = FORMATS[form]
    assert {q.graph_name for q in ox.parse(written[form].read_bytes(), format=ox_form)} == {sample_quads()[0].graph_name}
