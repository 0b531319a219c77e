"""Measure what consolidation puts together of stories as several outlets tell them, with others that only resemble them.

    python -m benchmarks.stories [FILE...]

The files of `benchmarks/consolidation/stories` were written for this: each holds the articles of a story or two, every one
after a line with its day, if it has one; `{X:words}` marks the words of an event, and X the happening that they tell of. All are
consolidated together. Counted are happenings, once for each two articles that tell of them: found where events of both are one.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Final

import pyoxigraph as ox

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

STORIES: Final = Path(__file__).parent / "consolidation" / "stories"
Marked = list[tuple[int, int, str]]
Story = list[tuple[Article, Marked]]
# For each marked happening, by article, what its events were put into: happenings, or the events alone.
Homes = Mapping[str, Mapping[str, set[str]]]


def main() -> None:
    """Print how many happenings were put together, and how many pairs of them wrongly."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(STORIES.glob("*.txt"))
    story = [
        (article, [(a, b, f"{path.stem} {x}") for a, b, x in marked]) for path in paths for article, marked in read_story(path)
    ]
    homes = put_together(story)
    told = [(label, *two) for label, found in homes.items() for two in combinations(found.values(), 2)]
    right = sum(bool(one & other) for _, one, other in told)
    wrong = [two for two in combinations(homes, 2) if are_together(homes, *two)]
    print(f"{len(story)} articles: {right} of {len(told)} found, {len(wrong)} pairs of happenings wrongly together")
    for label, one, other in told:
        if not one & other:
            print(f"  apart: {label}")
    for first, second in wrong:
        print(f"  together: {first}, {second}")


def read_story(path: Path) -> Story:
    """The articles of a story, and where each marks which happening."""
    story = []
    for number, part in enumerate(re.split(r"^=== ?", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
        day, told = part.split("\n", 1)
        words, marked = unmark(told.strip())
        title, text = words.split("\n\n", 1)
        story.append((Article(f"{path.stem}-{number}", title, text, date.fromisoformat(day) if day else None), marked))
    return story


def unmark(words: str) -> tuple[str, Marked]:
    """The words without marks, and where what is marked stands."""
    plain, marked, position = "", [], 0
    for mark in re.finditer(r"\{([^:]*):([^}]*)\}", words):
        plain += words[position : mark.start()]
        marked.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain, position = plain + mark[2], mark.end()
    return plain + words[position:], marked


def put_together(story: Story) -> Homes:
    """Consolidate the articles of a story."""
    events: list[tuple[str, str, str | None]] = []
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
    homes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for label, iri, event in events:
        home = homes[label][iri]
        if event is not None:
            home.add(accounts.get(event, event))
    return homes


def event_at(extraction: Extraction, iri: str, start: int, end: int) -> str | None:
    """The IRI of the event with the shortest trigger at some words, None where none was found."""
    meeting = ((t.end - t.start, e.key) for e in extraction.events for t in e.triggers if t.start < end and start < t.end)
    said = {e.key for e in extraction.events if e.type == "COMMUNICATE"}
    _, key = min((found for found in meeting if found[1] not in said), default=(0, None))
    return key and f"{iri}#event-{key.removeprefix('e')}"


def are_together(homes: Homes, one: str, other: str) -> bool:
    """Whether events of two happenings were put together."""
    return bool(set().union(*homes[one].values()) & set().union(*homes[other].values()))


if __name__ == "__main__":
    main()
