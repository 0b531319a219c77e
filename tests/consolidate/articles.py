"""Articles with a few actors and events, as the graphs that kgbuild writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from kgbuild.graph import Run, to_quads
from kgbuild.model import (
    Actor,
    ActorType,
    Argument,
    Article,
    Claim,
    Event,
    Extraction,
    Mention,
    Modality,
    Polarity,
    Quantity,
    Recurrence,
    Role,
    TimeExpression,
)
from kgbuild.vocab import TYPE_OF_CLASS

_RUN: Final = Run("0.1.0")


@dataclass(frozen=True)
class Who:
    """An actor: its name, type, country, id and in which role it is in the article's events."""

    name: str
    type: ActorType = "Person"
    country: str | None = None
    wikidata: str | None = None
    role: Role | None = None
    event: int = 0


@dataclass(frozen=True)
class What:
    """An event: its class, trigger, day, dead, whether it is denied or planned, and the rule by which it recurs."""

    event_class: str
    trigger: str = "au fost uciși"
    day: date | None = None
    dead: int | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    rule: str | None = None


def article(
    name: str, published: date | None, who: Sequence[Who] = (), what: Sequence[What] = (), reprints: str | None = None
) -> list[ox.Quad]:
    """The graph of an article in which all that is given stands once; perhaps a near duplicate of another one."""
    words = [w.name for w in who] + [w.trigger for w in what]
    body = "\n".join(words)
    source = Article(
        name,
        f"Titlul {name}",
        body,
        published=published,
        source_url=f"https://exemplu.ro/{name}",
        near_duplicate_of=f"https://exemplu.ro/{reprints}" if reprints else None,
    )
    starts = [source.text.index(body) + sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    mentions = [Mention.of(source.text, s, s + len(w)) for s, w in zip(starts, words, strict=True)]
    sentence = Mention.of(source.text, source.text.index(body), len(source.text))
    countries = {w.country: f"a{len(who) + i}" for i, w in enumerate(who, start=1) if w.country}
    actors = tuple(
        Actor(f"a{i}", w.type, w.name, (m,), w.wikidata, of=countries.get(w.country or ""))
        for i, (w, m) in enumerate(zip(who, mentions, strict=False), start=1)
    )
    states = tuple(
        Actor(k, "GeopoliticalEntity", f"Țara {c}", (sentence,), iso=c, geonames=_geonames(c)) for c, k in countries.items() if c
    )
    triggers = mentions[len(who) :]
    times = tuple(
        TimeExpression(f"t{i}", m, w.day, w.day, "day", w.day.isoformat()) for i, (w, m) in _numbered(what, triggers) if w.day
    )
    figures = tuple(
        Quantity(f"q{i}", m, w.dead, w.dead, w.dead, counted="mort") for i, (w, m) in _numbered(what, triggers) if w.dead
    )
    events = tuple(
        Event(
            f"e{i}",
            TYPE_OF_CLASS[w.event_class],
            w.event_class,
            (m,),
            tuple(Argument(x.role, f"a{n}", mentions[n - 1]) for n, x in enumerate(who, start=1) if x.role and x.event == i - 1),
            time=f"t{i}" if w.day else None,
            recurrence=f"r{i}" if w.rule else None,
            quantities=(f"q{i}",) if w.dead else (),
        )
        for i, (w, m) in _numbered(what, triggers)
    )
    recurrences = tuple(Recurrence(f"r{i}", m, w.rule) for i, (w, m) in _numbered(what, triggers) if w.rule)
    claims = tuple(
        Claim(f"c{i}", f"e{i}", m, polarity=w.polarity, modality=w.modality) for i, (w, m) in _numbered(what, triggers)
    )
    found = Extraction(source, (sentence,), (*actors, *states), times, figures, events, (), claims, recurrences)
    return list(to_quads(found, run=_RUN))


def _numbered(what: Sequence[What], triggers: Sequence[Mention]) -> list[tuple[int, tuple[What, Mention]]]:
    return list(enumerate(zip(what, triggers, strict=True), start=1))


def _geonames(country: str) -> str:
    return str(1000 + sum(map(ord, country)))
