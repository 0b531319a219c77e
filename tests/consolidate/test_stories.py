"""Short articles as several outlets tell of one happening, with others that only resemble it: what is put together.

A story's articles stand in a file of `stories/`, each after a line with its day, if it has one; `{X:words}` marks the words of an
event, and X the happening that they tell of.
"""

import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.annotate import annotate
from kgbuild.consolidate.actors import SAME
from kgbuild.consolidate.engine import Engine
from kgbuild.consolidate.output import Output
from kgbuild.consolidate.records import read_article
from kgbuild.consolidate.state import open_state
from kgbuild.extract import extract
from kgbuild.graph import Run, to_quads
from kgbuild.model import Article, Extraction
from kgbuild.vocab import BASE, PREFIXES

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))
Marked = list[tuple[int, int, str]]


def read_story(path: Path) -> list[tuple[Article, Marked]]:
    """The articles of a story, and where each marks which happening."""
    story = []
    for number, part in enumerate(re.split(r"^=== ?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
        day, told = part.split("\n", 1)
        words, marked = unmark(told.strip())
        title, text = words.split("\n\n", 1)
        story.append((Article(f"articol-{number}", title, text, date.fromisoformat(day) if day else None), marked))
    return story


def unmark(words: str) -> tuple[str, Marked]:
    """The words without marks, and where what is marked stands."""
    plain, marked, position = "", [], 0
    for mark in re.finditer(r"\{([^:]*):([^}]*)\}", words):
        plain += words[position : mark.start()]
        marked.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain, position = plain + mark[2], mark.end()
    return plain + words[position:], marked


def happenings(story: list[tuple[Article, Marked]]) -> dict[str, dict[str, set[str]]]:
    """For each marked happening, by article, what its events were put into: happenings, or the events alone."""
    events: list[tuple[str, str, str]] = []
    with open_state(None) as state:
        engine = Engine(state, Output(state, BASE, SAME))
        for article, marked in story:
            extraction = extract(article, annotate(article))
            quads = list(to_quads(extraction, run=Run("0")))
            iri = str(quads[0].graph_name).strip("<>")
            engine.add(read_article(iri, quads), "1")
            events += [(label, iri, event_at(extraction, iri, a, b)) for a, b, label in marked]
        engine.settle()
        output = "".join(engine.output.everything())
    accounts = {
        quad.object.value: str(quad.subject)
        for quad in ox.parse(output, format=ox.RdfFormat.N_QUADS)
        if quad.predicate.value == f"{PREFIXES['kgo']}account" and isinstance(quad.object, ox.NamedNode)
    }
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for label, iri, event in events:
        found[label][iri].add(accounts.get(event, event))
    return found


def event_at(extraction: Extraction, iri: str, start: int, end: int) -> str:
    """The IRI of the event with a trigger at some words."""
    keys = [e.key for e in extraction.events for t in e.triggers if t.start < end and start < t.end and e.type != "COMMUNICATE"]
    assert keys, f"no event at “{extraction.article.text[start:end]}”"
    return f"{iri}#event-{keys[0].removeprefix('e')}"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_what_several_articles_tell_of_is_put_together_and_what_resembles_it_is_not(path: Path) -> None:
    found = happenings(read_story(path))
    for label, homes in found.items():
        assert all(one & other for one, other in combinations(homes.values(), 2)), f"{label} is apart"
    for one, other in combinations(found, 2):
        assert not set().union(*found[one].values()) & set().union(*found[other].values()), f"{one} and {other} are together"
