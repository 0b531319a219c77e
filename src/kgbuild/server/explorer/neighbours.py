"""What surrounds an article or an actor in the graph."""

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from kgbuild.server.explorer.actor import read_actor
from kgbuild.server.explorer.cards import Party
from kgbuild.server.explorer.catalog import lookups
from kgbuild.server.explorer.catalog.lookups import Filter, Found
from kgbuild.server.explorer.layout import Edge, edges
from kgbuild.server.explorer.reading import read_rows
from kgbuild.server.explorer.selection import Selection
from kgbuild.server.explorer.service import Service, query
from kgbuild.server.parameters import checked_iri

# Events and relations of which the graph is made, the latest; actors that can be opened.
_EVENTS: Final = 500
_RELATIONS: Final = 200
_OPEN: Final = 12


async def read_neighbours(
    service: Service, iri: str, selection: Selection, opened: Sequence[str], language: str
) -> tuple[str, dict[str, Party], list[Edge]]:
    """Read what connects the actors of an article, or an actor with others.

    Args:
        service: What is asked.
        iri: The article or actor.
        selection: Which events count.
        opened: Actors whose own neighbours are wanted too.
        language: Language of the interface.

    Returns:
        The name of the article or actor, the actors by IRI, and what connects them.
    """
    title = await service.rows(query("title", article=ox.NamedNode(iri)))
    if title:
        name, relations = title[0]["title"], await service.look(lookups.relations_within, iri)
        events = await _events(service, selection.filter(article=iri))
    else:
        name, relations = await _name(service, iri), await service.look(lookups.relations_of, iri, _RELATIONS)
        events = await _events(service, selection.filter(about=iri))
    for actor in opened[:_OPEN]:
        other = checked_iri(actor)
        events += await _events(service, selection.filter(about=other))
        relations += await service.look(lookups.relations_of, other, _RELATIONS)
    told = await read_rows(service, "edges", list(dict.fromkeys(events)))
    related = await read_rows(service, "relation-edges", list(dict.fromkeys(relations)))
    return name, *edges(told, related, language)


async def _events(service: Service, wanted: Filter) -> list[Found]:
    return await service.look(lookups.choose, wanted, _EVENTS)


async def _name(service: Service, iri: str) -> str:
    actor = await read_actor(service, ox.NamedNode(iri), await service.look(lookups.actor_articles, iri, 1))
    return actor.names[0] if actor else iri
