"""Where the explorer shows a thing."""

from urllib.parse import quote


def to_article(iri: str, fragment: str = "") -> str:
    """The page of an article.

    >>> to_article("https://exemplu.ro/1?a=b", "event-1")
    '/article?iri=https%3A%2F%2Fexemplu.ro%2F1%3Fa%3Db#event-1'
    """
    return _page("article", iri) + (f"#{quote(fragment, safe='=,')}" if fragment else "")


def to_actor(iri: str) -> str:
    """The page of an actor."""
    return _page("actor", iri)


def to_event(iri: str) -> str:
    """The page of an event."""
    return _page("event", iri)


def to_graph(iri: str) -> str:
    """The graph around an article or an actor."""
    return _page("graph", iri)


def to_data(iri: str) -> str:
    """The statements about a thing, as the SPARQL service gives them."""
    return f"/resource?iri={quote(iri, safe='')}"


def _page(name: str, iri: str) -> str:
    return f"/{name}?iri={quote(iri, safe='')}"
