"""Hypothesis strategies for articles and for what may be extracted from them: any of it well formed, none of it meaningful."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final, cast

from hypothesis import strategies as st

from kgbuild.model import (
    Actor,
    ActorType,
    Argument,
    Article,
    Claim,
    Event,
    Extraction,
    Granularity,
    Mention,
    Predicate,
    Quantity,
    Recurrence,
    Relation,
    Role,
    TimeExpression,
)
from kgbuild.vocab import ACTOR_TYPES, EVENT_CLASSES, PREDICATES, ROLES

# Characters that break escaping, offsets or normal forms where they are not minded.
_HARD: Final = "\"'\\<>{}^`|#%&@„”–’\u00a0\u2028\U0001f600șțăîâŞţ\t"
_DAYS: Final = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


def lines(max_size: int = 60) -> st.SearchStrategy[str]:
    """One line of text in NFC, with hard characters, never blank."""
    letters = st.sampled_from("abcdefghijklmnoprstuvz ABCDEFGHIJKLMNOP0123456789.,")
    line = st.text(st.one_of(letters, st.sampled_from(_HARD)), min_size=1, max_size=max_size)
    return line.map(str.strip).filter(bool)


def articles() -> st.SearchStrategy[Article]:
    """Articles with and without date, address, publisher, authors and an article that they repeat."""
    return st.builds(
        Article,
        identifier=st.from_regex(r"[a-z0-9][a-z0-9 _-]{0,9}", fullmatch=True),
        title=lines(),
        body=st.lists(lines(), min_size=1, max_size=4).map("\n\n".join),
        published=st.none() | _DAYS,
        language=st.just("ro"),
        source_url=st.none() | st.integers(0, 999).map("https://exemplu.ro/știri/{}?a=b&c=d".format),
        publisher=st.none() | lines(12),
        authors=st.lists(lines(12), max_size=2, unique=True).map(tuple),
        near_duplicate_of=st.none() | st.integers(1000, 1999).map("https://exemplu.ro/știri/{}".format),
    )


def _sentences(text: str) -> tuple[Mention, ...]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Mention.of(text, start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


@st.composite
def mentions(draw: st.DrawFn, sentences: tuple[Mention, ...]) -> Mention:
    """A stretch of one of the sentences of a text."""
    sentence = draw(st.sampled_from(sentences))
    start = draw(st.integers(sentence.start, sentence.end - 1))
    end = draw(st.integers(start + 1, sentence.end))
    return Mention(start, end, sentence.text[start - sentence.start : end - sentence.start])


def _some(mention: st.SearchStrategy[Mention]) -> st.SearchStrategy[tuple[Mention, ...]]:
    return st.lists(mention, min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def _actors(draw: st.DrawFn, mention: st.SearchStrategy[Mention]) -> tuple[Actor, ...]:
    actors: list[Actor] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        kind = cast("ActorType", draw(st.sampled_from(ACTOR_TYPES)))
        # Each linked actor has an id of its own, as the extraction takes care of.
        linked = draw(st.booleans())
        place = kind in {"Place", "GeopoliticalEntity"}
        actors.append(
            Actor(
                key=f"a{number}",
                type=kind,
                name=draw(lines(20)),
                mentions=draw(_some(mention)),
                wikidata=f"Q{number}" if linked else None,
                geonames=str(number) if linked and place else None,
                iso="RO" if kind == "GeopoliticalEntity" and draw(st.booleans()) else None,
                of=draw(st.none() | st.sampled_from([a.key for a in actors])) if actors else None,
            )
        )
    return tuple(actors)


@st.composite
def _times(draw: st.DrawFn, mention: st.SearchStrategy[Mention]) -> tuple[TimeExpression, ...]:
    times: list[TimeExpression] = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        day = draw(_DAYS)
        grain, edtf, earliest, latest = draw(
            st.sampled_from([
                ("day", day.isoformat(), day, day),
                ("month", f"{day:%Y-%m}", day.replace(day=1), day.replace(day=28)),
                ("year", f"{day:%Y}~", date(day.year, 1, 1), date(day.year, 12, 31)),
                ("day", f"{day}/{day + timedelta(3)}", day, day + timedelta(3)),
            ])
        )  # fmt: skip
        anchor = draw(st.sampled_from([None, "publication", *(t.key for t in times)]))
        times.append(
            TimeExpression(
                f"t{number}", draw(mention), earliest, latest, cast("Granularity", grain), edtf, anchor, draw(st.booleans())
            )
        )
    return tuple(times)


@st.composite
def _recurrences(draw: st.DrawFn, mention: st.SearchStrategy[Mention]) -> tuple[Recurrence, ...]:
    rules = st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=YEARLY;INTERVAL=4"])
    return tuple(Recurrence(f"s{number}", draw(mention), draw(rules)) for number in range(1, draw(st.integers(0, 2)) + 1))


@st.composite
def _quantities(draw: st.DrawFn, mention: st.SearchStrategy[Mention]) -> tuple[Quantity, ...]:
    numbers = st.none() | st.integers(0, 10**9).map(float) | st.sampled_from([0.1, 2.5, 1e-3, 1.5e9])
    return tuple(
        Quantity(
            f"q{number}",
            draw(mention),
            value=draw(numbers),
            minimum=draw(numbers),
            maximum=None,
            unit=draw(st.sampled_from([None, "EUR", "%", "kilometru"])),
            counted=draw(st.sampled_from(["", "soldat", "obuz de artilerie"])),
            approximate=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """What may be extracted from an article: every event and relation has a claim, all keys lead somewhere."""
    article = draw(articles())
    sentences = _sentences(article.text)
    mention = mentions(sentences)
    actors = draw(_actors(mention))
    times = draw(_times(mention))
    quantities = draw(_quantities(mention))
    recurrences = draw(_recurrences(mention))
    keys = st.sampled_from([a.key for a in actors])
    events = tuple(
        replace(
            _event(draw, f"e{n}", mention, keys, [t.key for t in times], [q.key for q in quantities]),
            recurrence=draw(st.sampled_from([None, *(r.key for r in recurrences)])),
        )
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )
    relations = tuple(_relation(draw, f"r{n}", mention, keys) for n in range(1, draw(st.integers(0, 2)) + 1))
    evidence = [(e.key, m) for e in events for m in e.triggers] + [(r.key, r.mentions[0]) for r in relations]
    claims = tuple(_claim(draw, f"c{n}", key, m, mention, keys) for n, (key, m) in enumerate(evidence, start=1))
    return Extraction(article, sentences, actors, times, quantities, events, relations, claims, recurrences)


def _event(
    draw: st.DrawFn,
    key: str,
    mention: st.SearchStrategy[Mention],
    actors: st.SearchStrategy[str],
    times: list[str],
    quantities: list[str],
) -> Event:
    kind = draw(st.sampled_from(sorted(EVENT_CLASSES)))
    roles = st.sampled_from(ROLES).map(lambda role: cast("Role", role))
    argument = st.builds(Argument, roles, actors, st.none() | mention)
    return Event(
        key=key,
        type=kind,
        event_class=draw(st.sampled_from(EVENT_CLASSES[kind])),
        triggers=draw(_some(mention)),
        arguments=tuple(draw(st.lists(argument, max_size=3, unique_by=lambda a: (a.role, a.actor)))),
        theme=draw(st.none() | mention),
        time=draw(st.none() | st.sampled_from(times)) if times else None,
        quantities=tuple(draw(st.lists(st.sampled_from(quantities), max_size=2, unique=True))) if quantities else (),
        frame="rând",
    )


def _relation(draw: st.DrawFn, key: str, mention: st.SearchStrategy[Mention], actors: st.SearchStrategy[str]) -> Relation:
    predicate = cast("Predicate", draw(st.sampled_from(PREDICATES)))
    return Relation(key, draw(actors), predicate, draw(actors), draw(_some(mention)))


def _claim(
    draw: st.DrawFn,
    key: str,
    content: str,
    evidence: Mention,
    mention: st.SearchStrategy[Mention],
    actors: st.SearchStrategy[str],
) -> Claim:
    return Claim(
        key=key,
        content=content,
        evidence=evidence,
        sources=tuple(draw(st.lists(actors, max_size=2, unique=True))),
        relayed_by=tuple(draw(st.lists(actors, max_size=1))),
        polarity=draw(st.sampled_from(["affirmed", "negated"])),
        modality=draw(st.sampled_from(["actual", "planned", "hypothetical"])),
        cue=draw(st.none() | mention),
        confidence=draw(st.sampled_from([0.25, 0.5, 0.875, 1.0])),
    )
