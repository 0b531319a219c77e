"""What an actor is called, is linked to and is related to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kgbuild.server.explorer.catalog import lookups
from kgbuild.server.explorer.reading import read_articles, read_rows
from kgbuild.server.explorer.service import Service, query
from kgbuild.server.explorer.terms import local
from kgbuild.server.explorer.triples import expand
from kgbuild.vocab import ACTOR_TYPES

_RELATIONS: Final = 60


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


async def read_actor(service: Service, actor: ox.NamedNode, articles: Sequence[str]) -> ActorView | None:
    """Read what articles say that an actor is.

    Args:
        service: What is asked.
        actor: The actor.
        articles: Articles that tell of it.

    Returns:
        The actor; None where they name none.
    """
    if not articles:
        return None
    return to_actor_view(
        actor.value, await service.rows(query("actor", actor=actor, article=[ox.NamedNode(iri) for iri in articles]))
    )


async def read_relations(service: Service, actor: ox.NamedNode) -> list[dict[str, str]]:
    """Read the relations of an actor, each once, with the days on which articles told it first and last; the latest first."""
    found = await service.look(lookups.relations_of, actor.value, _RELATIONS)
    about = {relation.iri: relation for relation in found}
    firsts = {article["article"]: article["published"] for article in await read_articles(service, [r.first for r in found])}
    rows = {row["thing"]: row for row in reversed(await read_rows(service, "actor-relations", found))}
    return [
        {
            "published": "",
            "words": "",
            **rows[iri],
            "first": firsts.get(relation.first, ""),
            "first_article": relation.first,
            "articles": str(relation.count),
        }
        for iri, relation in about.items()
        if iri in rows
    ]


def to_actor_view(iri: str, rows: Iterable[Mapping[str, str]]) -> ActorView | None:
    """Make the view of an actor from rows of the query `actor`.

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
