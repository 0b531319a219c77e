"""Reads RDF files: the one place where files of triples or quads become terms."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import zstandard

from kgbuild.errors import InputError

FORMATS_BY_ENDING: Final[dict[str, ox.RdfFormat]] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ntriples": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nquads": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}

# Endings of graphs that other files have as well: articles, the manifest of a corpus.
_DOUBTFUL: Final = frozenset({".json", ".xml"})
_PLACE_IN_MESSAGE = re.compile(r"^(?:Parser error )?at line \d+.*?: ")


def rdf_format(path: Path) -> ox.RdfFormat:
    """Tell the format of an RDF file from its ending.

    >>> rdf_format(Path("kim.trig")).name
    'TriG'

    Raises:
        InputError: No RDF format has this ending.
    """
    name = path.with_suffix("") if is_packed(path) else path
    try:
        return FORMATS_BY_ENDING[name.suffix.lower()]
    except KeyError:
        endings = " ".join(FORMATS_BY_ENDING)
        raise InputError(f"an RDF file is told by its ending, which must be one of {endings}", path) from None


def is_packed(path: Path) -> bool:
    """Whether a file is packed with Zstandard, by its ending.

    >>> is_packed(Path("00000.nq.zst"))
    True
    """
    return path.suffix.lower() == ".zst"


def find_graphs(folder: Path) -> list[Path]:
    """The RDF files in a folder, through all levels, in order of path.

    Hidden files are passed over, and those whose ending (`.json`, `.xml`) says too little.
    """
    return [path for path in sorted(folder.rglob("*")) if _is_graph(path)]


def _is_graph(path: Path) -> bool:
    name = path.with_suffix("") if is_packed(path) else path
    ending = name.suffix.lower()
    return ending in FORMATS_BY_ENDING.keys() - _DOUBTFUL and not path.name.startswith(".") and path.is_file()


def read_quads(path: Path) -> Iterator[ox.Quad]:
    """Read the quads of an RDF file one by one.

    Triples of a format without graph names come in the default graph. Nothing is fetched from the network.

    Args:
        path: The file; its ending tells the format.

    Raises:
        InputError: The file cannot be opened, its ending is unknown, or it is not written in the format of its ending.
    """
    rdf = rdf_format(path)
    try:
        if is_packed(path):
            with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as data:
                yield from ox.parse(data, format=rdf, base_iri=path.resolve().as_uri())
        else:
            yield from ox.parse(path=path, format=rdf, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        where = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        said = _PLACE_IN_MESSAGE.sub("", " ".join(str(error.msg).split()))
        raise InputError(f"{where}not valid {rdf.name}: {said}", path) from error
    except (OSError, ValueError, zstandard.ZstdError) as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else " ".join(str(error).split())
        raise InputError(f"cannot read: {reason}", path) from error
