"""What consolidation reads from an article's graph: its named actors and its events, each in a small record.

Nothing else of the graph is looked at again, so that the archive costs no more than its records.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import pyoxigraph as ox

from kgbuild.consolidate.words import ANYBODY, find_names, to_name, to_stems, to_trigger_stems
from kgbuild.graph import term
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold, to_key
from kgbuild.vocab import ACTOR_TYPES, TYPE_OF_CLASS, type_class

_ROLES: Final = {
    term("kgo:agent"): "agent",
    term("kgo:patient"): "patient",
    term("kgo:recipient"): "recipient",
    term("sem:hasPlace"): "place",
}
# Which country an actor is of: what says so, the surest first.
_COUNTRY_PATHS: Final = tuple(
    term(f"kgo:{name}") for name in ("belongsTo", "partOf", "citizenOf", "leads", "holdsPosition", "memberOf")
)
# What the keys of countries begin with among those of an article's actors.
COUNTRY_KEY: Final = "c:"
# What the keys of those begin with whom no list knows.
NAME_KEY: Final = "n:"
# What the keys of groups begin with among participants.
GROUP_KEY: Final = "g:"
_MOST_CONTEXT: Final = 24

Index = dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]]


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """A named actor as one article tells of it.

    Args:
        iri: Its IRI; linked actors have the same in all articles.
        type: What kind of actor.
        label: Its name in base form.
        names: All its names, as folded words parted by spaces, that of the label first.
        country: ISO 3166-1 alpha-2 code of the country that it is or belongs to, None where the article does not tell.
        is_linked: Whether it is linked to Wikidata or GeoNames.
        companions: Keys of the people and bodies that the article names as well.
    """

    iri: str
    type: str
    label: str
    names: tuple[str, ...]
    country: str | None = None
    is_linked: bool = False
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in an event.

    Args:
        role: `agent`, `patient`, `recipient` or `place`.
        key: Tells who it is: the IRI of a linked actor, `n:` and the name of another, `g:` and head noun and country of a group.
        country: Code of the country that it is or belongs to.
        is_country: Whether it is a country itself, which says less than a person does.
    """

    role: str
    key: str
    country: str | None = None
    is_country: bool = False


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event as one article tells of it.

    Args:
        iri: Its IRI.
        article: That of the article.
        type: One of the 28 event types, by the name of its class.
        event_class: Its class.
        stems: Beginnings of the words that report it.
        participants: Who takes part.
        earliest: First day on which it can have happened, None where not said.
        latest: Last such day.
        recurrence: The rule by which it happens again and again, None where it is not said to.
        is_ahead: Whether it is told of as planned or possible, nowhere as a fact.
        published: Day of the article, None where not known.
        figures: Numbers that belong to it, each with the counted thing.
        context: Keys of those that the article names most; of countries, `COUNTRY_KEY` and the code.
        names: Beginnings of the words in the article's text that are written as names.
        theme: Beginnings of the words for what is said, given, done.
        label: The words of its first trigger.
        text: IRI of the article whose text its own repeats, else that of its own.
    """

    iri: str
    article: str
    type: str
    event_class: str
    stems: frozenset[str]
    participants: tuple[Participant, ...]
    earliest: date | None
    latest: date | None
    recurrence: str | None
    is_ahead: bool
    published: date | None
    figures: frozenset[str]
    context: frozenset[str]
    names: frozenset[str]
    theme: frozenset[str]
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """What all events of an article have in common.

    Args:
        context: Keys of those that it names most.
        names: Beginnings of the words in its text that are written as names.
    """

    context: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What consolidation knows of an article.

    Args:
        iri: Its IRI.
        published: Day of publication, None where not known.
        actors: Its named actors.
        events: Its events, statements apart: who says what is for the claims.
        text: IRI of the article whose text it repeats as a near duplicate, else its own.
    """

    iri: str
    published: date | None
    actors: tuple[ActorRecord, ...]
    events: tuple[EventRecord, ...]
    text: str


def read_article(iri: str, quads: Iterable[ox.Quad]) -> ArticleRecord:
    """Read an article's record from its graph.

    Args:
        iri: The article's IRI.
        quads: Its graph.

    Returns:
        The record; without actors and events where the graph is none of an article.
    """
    index: Index = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            index[quad.subject][quad.predicate].append(quad.object)
    return _Reader(iri, index).read()


class _Reader:
    """Reads one article's graph."""

    def __init__(self, iri: str, index: Index) -> None:
        self._iri = iri
        self._index = index
        self._text = self._value(ox.NamedNode(iri), "kgo:nearDuplicateOf") or iri
        self._facts = {
            event
            for found in index.values()
            if term("kgo:actual") in found.get(term("kgo:modality"), ())
            for event in found.get(term("kgo:content"), ())
        }
        self._types: dict[ox.NamedNode, str] = {}
        for node, found in index.items():
            kinds = {_local(o) for o in found.get(term("rdf:type"), ()) if isinstance(o, ox.NamedNode)}
            actor_type = next((t for t in ACTOR_TYPES if t in kinds), None)
            if actor_type and term("rdfs:label") in found:
                self._types[node] = actor_type

    def read(self) -> ArticleRecord:
        published = _day(self._value(ox.NamedNode(self._iri), "schema:datePublished"))
        named = sorted((n for n in self._types if self._is_named(n)), key=lambda n: n.value)
        keys = {n: self._key(n) for n in named if self._types[n] in {"Person", "Organization"}}
        told = sorted(named, key=lambda n: (-len(self._index[n].get(term("gaf:denotedBy"), ())), n.value))
        story = Story(
            frozenset(self._context_key(n) for n in told[:_MOST_CONTEXT]),
            frozenset(find_names(self._words())),
        )
        actors = tuple(self._actor(n, keys) for n in named)
        events = tuple(self._events(published, story))
        return ArticleRecord(self._iri, published, actors, events, self._text)

    def _words(self) -> str:
        """The article's text; its headline, where the graph holds no more."""
        article = ox.NamedNode(self._iri)
        return self._value(article, "nif:isString") or self._value(article, "schema:headline") or ""

    # ---- actors

    def _is_named(self, node: ox.NamedNode) -> bool:
        return self._types[node] != "PersonGroup" and self._label(node)[:1].isupper()

    def _is_linked(self, node: ox.NamedNode) -> bool:
        return not node.value.startswith(f"{self._iri}#")

    def _label(self, node: ox.NamedNode) -> str:
        return self._value(node, "rdfs:label") or ""

    def _key(self, node: ox.NamedNode) -> str:
        if self._is_linked(node):
            return node.value
        if self._is_named(node):
            return f"{NAME_KEY}{' '.join(to_key(self._label(node)))}"
        words = (w for w in to_key(self._label(node)) if w not in ANYBODY)
        return f"{GROUP_KEY}{next(to_stems(' '.join(words)), '')}:{self._country(node) or ''}"

    def _context_key(self, node: ox.NamedNode) -> str:
        country = self._value(node, "kgo:countryCode")
        return f"{COUNTRY_KEY}{country}" if country else self._key(node)

    def _country(self, node: ox.NamedNode) -> str | None:
        own = self._value(node, "kgo:countryCode")
        if own:
            return own
        for path in _COUNTRY_PATHS:
            owners = (o for o in self._index[node].get(path, ()) if isinstance(o, ox.NamedNode) and o in self._index)
            codes = {self._value(o, "kgo:countryCode") for o in owners} - {None}
            if len(codes) == 1:
                return codes.pop()
        return _country_of(node.value.rpartition("/")[2]) if self._is_linked(node) else None

    def _actor(self, node: ox.NamedNode, keys: dict[ox.NamedNode, str]) -> ActorRecord:
        label = self._label(node)
        others = sorted(o.value for o in self._index[node].get(term("skos:altLabel"), ()))
        names = dict.fromkeys(to_name(n) for n in (label, *others) if n[:1].isupper())
        return ActorRecord(
            iri=node.value,
            type=self._types[node],
            label=label,
            names=tuple(n for n in names if n),
            country=self._country(node),
            is_linked=self._is_linked(node),
            companions=tuple(sorted(key for other, key in keys.items() if other != node)),
        )

    # ---- events

    def _events(self, published: date | None, story: Story) -> Iterator[EventRecord]:
        reported = term("kgo:reportedIn")
        for node in sorted((n for n, found in self._index.items() if reported in found), key=lambda n: n.value):
            classes = [_local(o) for o in self._index[node].get(term("rdf:type"), ()) if isinstance(o, ox.NamedNode)]
            kinds = [c for c in classes if c in TYPE_OF_CLASS]
            if kinds and TYPE_OF_CLASS[kinds[0]] != "COMMUNICATE":
                yield self._event(node, kinds, published, story)

    def _event(self, node: ox.NamedNode, kinds: list[str], published: date | None, story: Story) -> EventRecord:
        general = type_class(TYPE_OF_CLASS[kinds[0]])
        triggers = [self._value(o, "nif:anchorOf") or "" for o in self._nodes(node, "gaf:denotedBy")]
        time = next(iter(self._nodes(node, "sem:hasTime")), None)
        recurrence = next(iter(self._nodes(node, "kgo:recurrence")), None)
        participants = {
            Participant(role, self._key(o), self._country(o), bool(self._value(o, "kgo:countryCode")))
            for path, role in _ROLES.items()
            for o in self._index[node].get(path, ())
            if isinstance(o, ox.NamedNode) and o in self._types
        }
        return EventRecord(
            iri=node.value,
            article=self._iri,
            type=general,
            event_class=next((k for k in kinds if k != general), general),
            stems=frozenset(stem for t in triggers for stem in to_trigger_stems(t)),
            participants=tuple(sorted(participants, key=lambda p: (p.role, p.key))),
            earliest=_day(self._value(time, "kgo:earliest")) if time else None,
            latest=_day(self._value(time, "kgo:latest")) if time else None,
            recurrence=self._value(recurrence, "kgo:recurrenceRule") if recurrence else None,
            is_ahead=node not in self._facts,
            published=published,
            figures=frozenset(self._figures(node)),
            context=story.context,
            names=story.names,
            theme=frozenset(self._theme(node)),
            label=triggers[0] if triggers else general,
            text=self._text,
        )

    def _theme(self, event: ox.NamedNode) -> Iterator[str]:
        for theme in self._nodes(event, "kgo:theme"):
            yield from to_stems(self._value(theme, "nif:anchorOf") or "")

    def _figures(self, event: ox.NamedNode) -> Iterator[str]:
        for quantity in self._nodes(event, "kgo:quantity"):
            value = self._value(quantity, "schema:value") or self._value(quantity, "schema:minValue")
            if value:
                counted = fold((self._value(quantity, "kgo:counted") or "").partition(" ")[0])
                yield f"{value} {'' if counted in ANYBODY else counted}".strip()

    def _nodes(self, node: ox.NamedNode, path: str) -> list[ox.NamedNode]:
        return sorted((o for o in self._index[node].get(term(path), ()) if isinstance(o, ox.NamedNode)), key=_offset)

    def _value(self, node: ox.NamedNode, path: str) -> str | None:
        found = self._index.get(node)
        return min((o.value for o in found.get(term(path), ())), default=None) if found else None


def _country_of(identifier: str) -> str | None:
    """The country that the gazetteer knows a linked actor to belong to."""
    return _countries_by_identifier().get(identifier)


@cache
def _countries_by_identifier() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in load_gazetteer().entries:
        if country := entry.iso or entry.of:
            found |= {f"wd-{entry.wikidata}": country, f"gn-{entry.geonames}": country}
    return found


def _offset(node: ox.NamedNode) -> tuple[int, str]:
    found = re.search(r"=(\d+)", node.value)
    return int(found[1]) if found else 0, node.value


def _local(node: ox.NamedNode) -> str:
    return node.value.rpartition("#")[2]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None
