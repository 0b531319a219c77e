"""What an actor is called and is linked to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgbuild.server.explorer.terms import local
from kgbuild.server.explorer.triples import expand
from kgbuild.vocab import ACTOR_TYPES


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor.

    Args:
        iri: Its IRI.
        kind: Its class, such as `Person`.
        names: What it is called, the commonest first; no doubles.
        forms: How texts write it, with in how many articles.
        links: The same thing elsewhere.
        country: ISO 3166-1 alpha-2 code; empty where it has none.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    forms: tuple[tuple[str, int], ...]
    links: tuple[str, ...]
    country: str


def read_actor(iri: str, rows: Iterable[Mapping[str, str]]) -> ActorView | None:
    """Read the rows of the query `actor`.

    Args:
        iri: The actor.
        rows: The rows, the commonest first.

    Returns:
        The actor; None where the rows name none.
    """
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["predicate"], {})[row["object"]] = int(row["articles"])

    def said(curie: str) -> dict[str, int]:
        return found.get(expand(curie), {})

    classes = [local(value) for value in said("rdf:type")]
    kind = next((name for name in ACTOR_TYPES if name in classes), "")
    if not kind or not said("rdfs:label"):
        return None
    links = tuple(link for link in said("owl:sameAs") if link.startswith(("http://", "https://")))
    return ActorView(
        iri, kind, tuple(said("rdfs:label")), tuple(said("skos:altLabel").items()), links, next(iter(said("kgo:countryCode")), "")
    )
