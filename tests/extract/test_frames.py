"""Every frame of the lexicon on its own example sentence, through the whole extraction."""

import re
from collections.abc import Mapping

import pytest

from kgbuild.annotate import annotate_many, load_pipeline
from kgbuild.extract import extract
from kgbuild.lexicon.frames import NO_EVENT, Frame, load_frames
from kgbuild.lexicon.inflection import fold
from kgbuild.model import Actor, Article, Event, Extraction

FRAMES = load_frames().frames
# What is filled today: roles depend on the parser and on who is known as an actor, and this may only rise.
SHARE_OF_ROLES = 0.75


@pytest.fixture(scope="module")
def extractions() -> Mapping[str, Extraction]:
    """What is extracted from the example of each frame, by the frame's id."""
    articles = [Article(frame.id, "Știri", frame.example) for frame in FRAMES]
    texts = annotate_many(articles, load_pipeline())
    return {article.identifier: extract(article, text) for article, text in zip(articles, texts, strict=True)}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def events_at(extraction: Extraction, frame: Frame) -> list[Event]:
    """The events whose trigger shares a word with the frame's."""
    return [e for e in extraction.events if any(words(t.text) & words(frame.trigger) for t in e.triggers)]


def is_named(actor: Actor, name: str) -> bool:
    return any(words(name) & words(form) for form in (actor.name, *(m.text for m in actor.mentions)))


def event_of(extraction: Extraction, frame: Frame) -> Event | None:
    """The event of the frame's type at the frame's trigger."""
    return next((e for e in events_at(extraction, frame) if e.type == frame.type), None)


def fills(extraction: Extraction, event: Event, role: str, name: str) -> bool:
    if role == "theme":
        return event.theme is not None and bool(words(name) & words(event.theme.text))
    return any(is_named(extraction.actor(a.actor), name) for a in event.arguments if a.role == role)


@pytest.mark.parametrize("frame", [f for f in FRAMES if f.type != NO_EVENT], ids=lambda f: f.id)
def test_frame_finds_its_example(frame: Frame, extractions: Mapping[str, Extraction]) -> None:
    extraction = extractions[frame.id]
    assert event_of(extraction, frame) is not None, [(e.type, e.triggers[0].text) for e in extraction.events]


def test_frames_fill_their_roles(extractions: Mapping[str, Extraction]) -> None:
    filled = [
        fills(extractions[frame.id], event, role, name)
        for frame in FRAMES
        for role, name in frame.expect.items()
        if (event := event_of(extractions[frame.id], frame)) is not None
    ]
    assert sum(filled) / len(filled) >= SHARE_OF_ROLES


@pytest.mark.parametrize("frame", [f for f in FRAMES if f.type == NO_EVENT], ids=lambda f: f.id)
def test_exception_reports_no_event(frame: Frame, extractions: Mapping[str, Extraction]) -> None:
    assert events_at(extractions[frame.id], frame) == []


def test_frames_cover_the_event_types() -> None:
    events = load_frames().events
    assert len(events) >= 600
    assert len({f.type for f in events}) == 28
