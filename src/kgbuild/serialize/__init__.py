"""Write graphs as text: one function for all formats, the same bytes for the same graph."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

from kgbuild.serialize import rdf
from kgbuild.serialize.jsonld import to_jsonld
from kgbuild.serialize.order import Section, in_reading_order

_WRITERS: Final[Mapping[str, Callable[[Sequence[Section]], str]]] = {
    "turtle": rdf.to_turtle,
    "trig": rdf.to_trig,
    "nquads": rdf.to_nquads,
    "ntriples": rdf.to_ntriples,
    "rdfxml": rdf.to_rdfxml,
}


def serialize(quads: Iterable[ox.Quad], form: str, context: Mapping[str, Any] | None = None) -> str:
    """Write a dataset.

    TriG and N-Quads keep the named graphs; the formats of triples, and JSON-LD, merge them.

    Args:
        quads: The dataset, in any order.
        form: `turtle`, `trig`, `nquads`, `ntriples`, `rdfxml` or `jsonld`.
        context: The JSON-LD context, needed for `jsonld` alone.

    Returns:
        The document.

    Raises:
        OutputError: The format cannot hold the dataset.
        ValueError: There is no such format.

    >>> iri = ox.NamedNode("https://example.org/a")
    >>> print(serialize([ox.Quad(iri, iri, ox.Literal(1))], "turtle"))
    <https://example.org/a> <https://example.org/a> 1 .
    """
    if form == "jsonld":
        return to_jsonld(quads, context or {})
    if form not in _WRITERS:
        raise ValueError(f"“{form}” is no format; there are {', '.join((*_WRITERS, 'jsonld'))}")
    return _WRITERS[form](in_reading_order(quads))
