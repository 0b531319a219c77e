"""The ontology and the shapes that come with kgbuild, wherever it is installed.

A wheel carries them inside the package, in `kgbuild/data/`; in a checkout they lie beside `src/`.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from kgbuild.errors import OntologyError

_PACKAGE: Final = Path(__file__).resolve().parent
_ROOTS: Final = (_PACKAGE / "data", _PACKAGE.parent.parent)


def _folder(name: str) -> Path:
    for root in _ROOTS:
        if (root / name).is_dir():
            return root / name
    raise OntologyError(
        f"the folder is neither in {_ROOTS[0]} nor in {_ROOTS[1]}: install kgbuild again, or run it from a whole checkout", name
    )


def ontology_dir() -> Path:
    """The folder of the ontology.

    Raises:
        OntologyError: It is not installed.

    >>> sorted(p.name for p in ontology_dir().iterdir())
    ['alignments.ttl', 'context.jsonld', 'frame.jsonld', 'kgbuild.ttl', 'plover.ttl', 'schema-context.jsonld']
    """
    return _folder("ontology")


def shapes_dir() -> Path:
    """The folder of the SHACL shapes, one file for each target class.

    Raises:
        OntologyError: It is not installed.
    """
    return _folder("shapes")


@cache
def ontology_text(name: str) -> str:
    """The text of a file of the ontology.

    Args:
        name: The file's name, as in `ontology_dir()`.

    Raises:
        OntologyError: There is no such file.

    >>> ontology_text("context.jsonld")[0]
    '{'
    """
    path = ontology_dir() / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        known = ", ".join(sorted(p.name for p in ontology_dir().iterdir()))
        raise OntologyError(f"no such file of the ontology; there are {known}", name) from error


def read_context() -> dict[str, Any]:
    """Read the JSON-LD context: a document with one key, `@context`.

    Raises:
        OntologyError: It is not installed.
    """
    document: dict[str, Any] = json.loads(ontology_text("context.jsonld"))
    return document
