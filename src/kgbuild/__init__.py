"""Read news articles and build an RDF knowledge graph of who did what to whom, where, when, and on whose word.

>>> import kgbuild
>>> kg = kgbuild.build("examples/mesaj-anul-nou.txt")  # doctest: +SKIP
>>> print(kg.turtle())  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kgbuild.errors import KgbuildError

if TYPE_CHECKING:
    from kgbuild.build import KnowledgeGraph, build
    from kgbuild.reason import ontology

__version__ = "0.1.0"
__all__ = ["KgbuildError", "KnowledgeGraph", "__version__", "build", "ontology"]


def _ontology(*, alignments: bool = False) -> Any:  # noqa: ANN401 — owlready2 has no types
    """The ontology as Python classes: `kgbuild.reason.ontology`."""
    return import_module("kgbuild.reason").ontology(alignments=alignments)


def __getattr__(name: str) -> Any:  # noqa: ANN401 — a module's attributes are anything
    # The language pipeline costs a second and more to import: only who builds shall pay for it.
    if name == "build":
        return import_module("kgbuild.build")
    if name == "ontology":
        return _ontology
    if name == "KnowledgeGraph":
        return import_module("kgbuild.build").KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
