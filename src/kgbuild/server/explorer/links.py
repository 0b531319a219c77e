"""Where the explorer shows a thing."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode


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


def with_offset(path: str, parameters: Mapping[str, str], offset: int) -> str:
    """A page from its so manieth thing on.

    >>> with_offset("/search", {"q": "apă"}, 30)
    '/search?q=ap%C4%83&offset=30'
    """
    given = {**parameters, **({"offset": str(offset)} if offset else {})}
    return f"{path}?{urlencode(given)}" if given else path


def _page(name: str, iri: str) -> str:
    return f"/{name}?iri={quote(iri, safe='')}"
