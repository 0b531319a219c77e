"""What the pages read of things that the catalogue chose: asked of the SPARQL service, in the order of the choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kgbuild.server.explorer.cards import EventCard, Party, Reader
from kgbuild.server.explorer.catalog.lookups import Found
from kgbuild.server.explorer.selection import telling
from kgbuild.server.explorer.service import Service, query
from kgbuild.server.explorer.terms import local


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that was chosen.

    Args:
        party: Who.
        found: As the catalogue chose it.
    """

    party: Party
    found: Found


async def read_articles(service: Service, iris: Sequence[str]) -> list[dict[str, str]]:
    """Read titles, days and publishers of articles."""
    if not iris:
        return []
    rows = await service.rows(query("articles", article=[ox.NamedNode(iri) for iri in iris]))
    by_iri = {row["article"]: {"published": "", "publisher": "", **row} for row in rows}
    return [by_iri[iri] for iri in iris if iri in by_iri]


async def read_names(service: Service, chosen: Sequence[Found]) -> list[Named]:
    """Read names and kinds of actors."""
    if not chosen:
        return []
    rows = await service.rows(telling("named", chosen))
    parties = {row["thing"]: Party(row["thing"], row["name"], local(row["kind"])) for row in reversed(rows)}
    return [Named(parties[found.iri], found) for found in chosen if found.iri in parties]


def alike(actors: Iterable[Named]) -> list[Named]:
    """Of actors of one article each that are called and of a kind the same, show the first, with how many there are."""
    groups: dict[tuple[str, str], list[Named]] = {}
    for actor in actors:
        groups.setdefault((actor.party.name, actor.party.kind), []).append(actor)
    return [Named(group[0].party, replace(group[0].found, count=len(group))) for group in groups.values()]


async def read_cards(service: Service, chosen: Iterable[Found]) -> list[EventCard]:
    """Read events whole."""
    events = list(chosen)
    if not events:
        return []
    reader = Reader(await service.triples(telling("events", events)))
    cards = (reader.event(event.iri) for event in events)
    return [card for card in cards if card.type]


async def read_rows(service: Service, name: str, chosen: Sequence[Found]) -> list[dict[str, str]]:
    """Ask a query of the folder `queries` about what was chosen; rows of one thing stay together, in the order of the choice."""
    if not chosen:
        return []
    place = {found.iri: index for index, found in enumerate(chosen)}
    rows = await service.rows(telling(name, chosen))
    return sorted(rows, key=lambda row: place.get(row.get("thing", ""), 0))
