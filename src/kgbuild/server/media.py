"""Media types of answers, and which of them a client likes best."""

from collections.abc import Iterable, Mapping
from typing import Final

import mimeparse
import pyoxigraph as ox

RESULTS: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
GRAPHS: Final[Mapping[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/xml": ox.RdfFormat.RDF_XML,
}
HTML: Final = "text/html"
WRITER_OF: Final[Mapping[ox.RdfFormat, str]] = {
    ox.RdfFormat.TURTLE: "turtle",
    ox.RdfFormat.JSON_LD: "jsonld",
    ox.RdfFormat.N_TRIPLES: "ntriples",
    ox.RdfFormat.RDF_XML: "rdfxml",
}


def best(accept: str, offered: Iterable[str]) -> str | None:
    """The media type a client likes best.

    Args:
        accept: Its Accept header; empty where it takes anything.
        offered: What there is, the most useful first.

    Returns:
        One of `offered`, or None if the client takes none of them.

    >>> best("text/csv;q=0.5, application/xml", RESULTS)
    'application/xml'
    >>> best("*/*", RESULTS), best("image/png", RESULTS)
    ('application/sparql-results+json', None)
    """
    try:
        # Of equals, the library takes the last.
        return mimeparse.best_match(list(offered)[::-1], accept or "*/*") or None
    except mimeparse.MimeTypeParseException:
        return None
