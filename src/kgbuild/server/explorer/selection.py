"""Chooses events by type, actor, source and time, as the filters of the pages ask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from kgbuild.server.explorer.catalog.lookups import Filter, Found
from kgbuild.server.explorer.service import query
from kgbuild.server.explorer.terms import concept
from kgbuild.vocab import EVENT_TYPES, PREFIXES

PREFIX_LINES: Final = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())


class SelectionError(ValueError):
    """A filter that is no date.

    Args:
        value: What was given.
    """

    def __init__(self, value: str) -> None:
        self.value = value
        super().__init__(value)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are wanted.

    Args:
        type: Their event type; empty for all.
        actor: Words of the name of a participant.
        source: Words of the name of a source or outlet.
        first: They happened on this day or later, `YYYY-MM-DD`.
        last: They happened on this day or earlier.
    """

    type: str = ""
    actor: str = ""
    source: str = ""
    first: str = ""
    last: str = ""

    @property
    def any(self) -> bool:
        """Whether something is asked for."""
        return bool(self.type or self.actor or self.source or self.first or self.last)

    @property
    def parameters(self) -> dict[str, str]:
        """The filters as an address has them."""
        given = {name: getattr(self, name) for name in ("type", "actor", "source", "first", "last")}
        return {name: value for name, value in given.items() if value}

    def filter(self, *, about: str = "", article: str = "", latest: int = 0, before: int = 0) -> Filter:
        """What to look up in the catalogue.

        Args:
            about: IRI of an actor that takes part.
            article: IRI of the only article that counts.
            latest: The latest articles that count, so many; 0 for all.
            before: Articles that are newer than those.
        """
        of_type = concept(self.type) if self.type else ""
        return Filter(of_type, self.actor, self.source, self.first, self.last, about, article, latest, before)


def parse_selection(parameters: Mapping[str, str]) -> Selection:
    """Read the filters of a request; what is no event type is left out.

    Raises:
        SelectionError: A day is none.
    """
    of_type = parameters.get("type", "")
    days = [_day(parameters.get(name, "").strip()) for name in ("first", "last")]
    words = [parameters.get(name, "").strip()[:100] for name in ("actor", "source")]
    return Selection(of_type if of_type in EVENT_TYPES else "", *words, *days)


def _day(text: str) -> str:
    if text and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise SelectionError(text)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise SelectionError(text) from None


def telling(name: str, chosen: Sequence[Found]) -> str:
    """Take a query of the folder `queries` that asks about things which the catalogue chose.

    The queries say `LATERAL`, which Oxigraph understands: each thing is looked up for itself. What is said of all of them at once
    would be planned as if it were wanted of the whole store.

    Source: SPARQL 1.2 Community Group, SEP-0006.

    Args:
        name: The file's name without its ending.
        chosen: The things, each with the article that tells of it.
    """
    pairs = " ".join(f"({ox.NamedNode(found.article)} {ox.NamedNode(found.iri)})" for found in chosen)
    return query(name).replace("# CHOSEN", f"VALUES (?article ?thing) {{ {pairs} }}")
