"""The ontology as owlready2 sees it, and whether a reasoner finds it consistent."""

import io
import shutil
from typing import Any

import owlready2
import pyoxigraph as ox

from kgbuild.errors import OntologyError
from kgbuild.resources import ontology_text
from kgbuild.vocab import PREFIXES

_IRI = PREFIXES["kgo"].removesuffix("#")


def ontology(*, alignments: bool = False) -> Any:  # noqa: ANN401 — owlready2 has no types
    """Load the ontology into an owlready2 World of its own.

    Args:
        alignments: Whether the alignments to other vocabularies are loaded with it.

    Returns:
        An owlready2 ontology; its classes are attributes of `ontology().get_namespace("https://w3id.org/kgbuild/ontology#")`.

    Raises:
        OntologyError: The ontology is not installed, or owlready2 cannot load it.
    """
    texts = [ontology_text("kgbuild.ttl")] + ([ontology_text("alignments.ttl")] if alignments else [])
    triples = [
        q.triple
        for text in texts
        for q in ox.parse(text, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        if not q.predicate.value.endswith("#imports")
    ]
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    try:
        return owlready2.World().get_ontology(f"{_IRI}#").load(fileobj=io.BytesIO(lines or b""))
    except owlready2.OwlReadyError as error:
        raise OntologyError(f"owlready2 cannot load it: {error}", _IRI) from error


def has_java() -> bool:
    """Whether the reasoner can run: HermiT needs Java."""
    return shutil.which("java") is not None


def check() -> list[str]:
    """Let HermiT classify the ontology with its alignments.

    Returns:
        IRIs of the classes that can have no members; none in a sound ontology.

    Raises:
        OntologyError: There is no Java, the ontology is inconsistent, or HermiT refuses it as no OWL 2 DL.
    """
    if not has_java():
        raise OntologyError("the reasoner HermiT needs Java: install a Java runtime and try again", _IRI)
    loaded = ontology(alignments=True)
    try:
        with loaded:
            owlready2.sync_reasoner_hermit(loaded.world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise OntologyError("the ontology is inconsistent", _IRI) from error
    except owlready2.OwlReadyError as error:
        raise OntologyError(f"the reasoner refuses the ontology: {str(error).strip()[:300]}", _IRI) from error
    return sorted(c.iri for c in loaded.world.inconsistent_classes() if c is not owlready2.Nothing)
