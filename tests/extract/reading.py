"""Short ways to say what a sentence should yield, through the whole extraction."""

from datetime import date
from functools import cache

from kgbuild.annotate import annotate
from kgbuild.extract import extract, propose_events
from kgbuild.model import Article, Claim, Event, Extraction
from kgbuild.text import fold

PUBLISHED = date(2025, 12, 27)


@cache
def read(text: str, title: str = "Știrile zilei") -> Extraction:
    """The extraction of a text published on Saturday, 27 December 2025."""
    article = Article("exemplu", title, text, PUBLISHED)
    return extract(article, annotate(article))


@cache
def propose(text: str, title: str = "Știrile zilei") -> Extraction:
    """The events of such a text with the participants that rules give them, before the learnt judge."""
    article = Article("exemplu", title, text, PUBLISHED)
    found = propose_events(article, annotate(article))
    return Extraction(article, actors=found.actors.actors, times=found.times, events=found.events)


def event(extraction: Extraction, trigger: str) -> Event:
    """The event whose trigger holds some words."""
    found = [e for e in extraction.events if any(fold(trigger) in fold(t.text) for t in e.triggers)]
    assert found, f"no event “{trigger}” among {[t.text for e in extraction.events for t in e.triggers]}"
    return found[0]


def claim(extraction: Extraction, trigger: str) -> Claim:
    """The claim about the event with a trigger."""
    key = event(extraction, trigger).key
    return next(c for c in extraction.claims if c.content == key)


def fillers(extraction: Extraction, trigger: str, role: str) -> set[str]:
    """Names of the actors in a role of the event with a trigger."""
    return {extraction.actor(a.actor).name for a in event(extraction, trigger).arguments if a.role == role}


def sources(extraction: Extraction, trigger: str) -> set[str]:
    """Names of the actors on whose word the event with a trigger stands."""
    return {extraction.actor(key).name for key in claim(extraction, trigger).sources}
