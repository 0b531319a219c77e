"""What an endpoint answers: rows, graphs, or something that is neither.

Source: SPARQL 1.1 Protocol (W3C Recommendation of 2013).
"""

import re
from collections.abc import Iterable
from contextlib import closing
from typing import Final

import httpx
import pyoxigraph as ox

from kgbuild.errors import StoreError
from kgbuild.serialize.answers import Answer
from kgbuild.stores.http import Http, Patience, describe
from kgbuild.vocab import PREFIXES

TRIPLES: Final = "application/n-triples"
_TRIPLE_FORMATS: Final = {
    TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_RESULT_FORMATS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_ROWS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_GRAPHS: Final = f"{TRIPLES}, text/turtle;q=0.9, application/rdf+xml;q=0.8"
_FORM: Final = re.compile(r"<[^<>\s]*>|#[^\n]*|\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def ask_endpoint(url: str, sparql: str, patience: Patience | None = None) -> Answer:
    """Ask an endpoint; the prefixes of `kgbuild.vocab.PREFIXES` need no declaration.

    Args:
        url: Address that queries go to.
        sparql: The query.
        patience: How long to wait for it.

    Raises:
        StoreError: The endpoint cannot be reached or does not answer the query; status 400 says that it finds the query wrong.
    """
    with closing(Http(url, patience)) as http:
        return ask(http, url, declare_prefixes(sparql))


def declare_prefixes(sparql: str) -> str:
    """Declare, on the first line, the prefixes of kgbuild that a query uses without a declaration.

    >>> declare_prefixes("ASK { ?event a kgo:Visit }")
    'PREFIX kgo: <https://w3id.org/kgbuild/ontology#> ASK { ?event a kgo:Visit }'
    """
    folded = sparql.casefold()
    words = "".join(folded.split())
    used = (p for p in PREFIXES if f"{p}:" in folded and f"prefix{p}:<" not in words)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used) + sparql


def ask(http: Http, url: str, sparql: str) -> Answer:
    """Ask an endpoint over a connection that is there, every prefix declared in the query.

    Raises:
        StoreError: As `ask_endpoint`.
    """
    # Asked for either, Virtuoso gives a graph in the form of rows.
    form = next((found[1] for found in _FORM.finditer(sparql) if found[1]), "").upper()
    accept = _GRAPHS if form in {"CONSTRUCT", "DESCRIBE"} else _ROWS
    response = http.send("POST", url, headers={"Accept": accept}, data={"query": sparql})
    if not response.is_success:
        raise StoreError(f"does not answer the query: {describe(response)}", url, response.status_code)
    media = _media_type(response)
    try:
        if media in _RESULT_FORMATS:
            return ox.parse_query_results(response.content, format=_RESULT_FORMATS[media])
        if media in _TRIPLE_FORMATS:
            return _as_answer(ox.parse(response.content, format=_TRIPLE_FORMATS[media], base_iri=url))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"breaks off or answers with a broken document: {' '.join(str(error).split())}", url) from error
    raise unexpected(url, response)


def _as_answer(quads: Iterable[ox.Quad]) -> Answer:
    memory = ox.Store()
    memory.bulk_extend(quads)
    return memory.query("CONSTRUCT WHERE { ?s ?p ?o }")


def parse_triples(url: str, response: httpx.Response) -> list[ox.Quad]:
    """Read a graph that an endpoint answers with; nothing at all is an empty one.

    Raises:
        StoreError: It is no graph, or a broken one.
    """
    media = _media_type(response)
    if not response.is_success or (media not in _TRIPLE_FORMATS and response.content.strip()):
        raise unexpected(url, response)
    try:
        return list(ox.parse(response.content, format=_TRIPLE_FORMATS.get(media, ox.RdfFormat.N_TRIPLES), base_iri=url))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"breaks off or answers with a broken document: {' '.join(str(error).split())}", url) from error


def unexpected(url: str, response: httpx.Response) -> StoreError:
    """Say what an endpoint answered in place of RDF."""
    media = _media_type(response)
    if response.is_success:
        what = "HTML" if media == "text/html" else media or "something without a type"
        return StoreError(f"answers with {what} where RDF was to come: is this the address of a SPARQL endpoint?", url)
    return StoreError(f"does not answer as a SPARQL endpoint: {describe(response)}", url, response.status_code)


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
