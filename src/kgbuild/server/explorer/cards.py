"""What is known of an event, ready to be shown: who did what to whom, when, where, on whose word, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kgbuild.server.explorer.terms import event_type, family
from kgbuild.server.explorer.triples import Triples, expand
from kgbuild.vocab import ACTOR_TYPES, PREFIXES, TYPE_OF_CLASS, type_class

_KGO: Final = PREFIXES["kgo"]
_ROLES: Final = {"agent": "kgo:agent", "patient": "kgo:patient", "recipient": "kgo:recipient", "place": "sem:hasPlace"}


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, or the article where it speaks for itself.

    Args:
        iri: Its IRI.
        name: Its label; empty for an article.
        kind: Its class, such as `Person`; empty for an article.
    """

    iri: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words of an article.

    Args:
        start: Where they begin: code points into the article's text.
        end: Where they end, half open.
        text: The words.
        sentence: The sentence they stand in; empty where the graph holds no text.
        sentence_key: The name of that sentence within the article's page.
    """

    start: int
    end: int
    text: str
    sentence: str = ""
    sentence_key: str = ""

    @property
    def key(self) -> str:
        """Their name within the article's page."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is told.

    Args:
        text: The words; empty where they are not known.
        low: The least it can be; None where that is open.
        high: The most it can be; None where that is open.
        counted: What is counted.
        unit: The unit.
        approximate: Whether the words say “about”.
    """

    text: str
    low: float | None
    high: float | None
    counted: str
    unit: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something happened.

    Args:
        edtf: The time as EDTF.
        earliest: First day, `YYYY-MM-DD`.
        latest: Last day.
        words: As the article puts it.
    """

    edtf: str
    earliest: str
    latest: str
    words: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """How something happens again and again.

    Args:
        rule: The recurrence rule of RFC 5545.
        words: As the article puts it.
    """

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Who vouches for an event or a relation.

    Args:
        iri: The claim.
        sources: Who says so; an article that says so itself has no name.
        relays: Outlets that pass it on.
        polarity: `affirmed` or `negated`.
        modality: `actual`, `planned` or `hypothetical`.
        confidence: Between 0 and 1.
        cue: The words that attribute it.
        evidence: The words that say it.
        voices: The words that name the sources in that sentence.
        figures: The numbers that it tells.
        contradicts: Other claims that cannot hold with it.
    """

    iri: str
    sources: tuple[Party, ...]
    relays: tuple[Party, ...]
    polarity: str
    modality: str
    confidence: float
    cue: Span | None
    evidence: Span | None
    voices: tuple[Span, ...]
    figures: tuple[Figure, ...]
    contradicts: tuple[str, ...]

    @property
    def status(self) -> str:
        """`negated`, else the modality."""
        return "negated" if self.polarity == "negated" else self.modality

    @property
    def named(self) -> tuple[Party, ...]:
        """The sources other than the article."""
        return tuple(party for party in self.sources if party.kind)


@dataclass(frozen=True)
class EventCard:
    """An event.

    Args:
        iri: Its IRI.
        article: The article that reports it.
        type: Its event type, such as `AID`.
        leaf: IRI of its most special class.
        roles: Who fills which role.
        words: The words that name the participants, by role.
        triggers: The words that name the event.
        theme: What it is about.
        time: When.
        recurrence: How often, where it happens again and again.
        figures: Numbers.
        claims: Who vouches for it.
    """

    iri: str
    article: str
    type: str
    leaf: str
    roles: dict[str, tuple[Party, ...]]
    words: dict[str, tuple[Span, ...]]
    triggers: tuple[Span, ...]
    theme: Span | None
    time: Occasion | None
    recurrence: Repetition | None
    figures: tuple[Figure, ...]
    claims: tuple[ClaimView, ...]

    @property
    def key(self) -> str:
        """Its name within the article's page."""
        return self.iri.partition("#")[2] or "event"

    @property
    def family(self) -> str:
        """The family of its type, which has a colour."""
        return family(self.type)

    @property
    def whom(self) -> tuple[Party, ...]:
        """Whom it was done to, or for."""
        return tuple(dict.fromkeys((*self.roles["patient"], *self.roles["recipient"])))

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of its claims that are worth a mark: all but plain affirmed facts."""
        return tuple(dict.fromkeys(claim.status for claim in self.claims if claim.status != "actual"))

    @property
    def disputed(self) -> bool:
        """Whether some affirm and others deny it."""
        return len({claim.polarity for claim in self.claims}) > 1 or any(claim.contradicts for claim in self.claims)

    @property
    def sources(self) -> tuple[Party, ...]:
        """The sources of its claims other than the article."""
        return tuple(dict.fromkeys(party for claim in self.claims for party in claim.named))

    @property
    def voices(self) -> tuple[tuple[ClaimView, int], ...]:
        """Its claims, those of the same voice and status once, as the surest of them, with how many there are."""
        alike: dict[tuple[object, ...], list[ClaimView]] = {}
        for claim in self.claims:
            alike.setdefault((claim.named, claim.relays, claim.status), []).append(claim)
        return tuple((max(claims, key=lambda claim: claim.confidence), len(claims)) for claims in alike.values())

    @property
    def sentence(self) -> str:
        """The first sentence that tells it, else the words that name it."""
        return next((span.sentence or span.text for span in self.triggers), "")

    @property
    def begin(self) -> int:
        """Where the article first names it."""
        return min((span.start for span in self.triggers), default=0)


class Reader:
    """Reads events, claims and their parts out of triples.

    Args:
        triples: What is known.
    """

    def __init__(self, triples: Triples) -> None:
        self._triples = triples

    def party(self, iri: str) -> Party:
        """Read an actor."""
        classes = [value.removeprefix(_KGO) for value in self._triples.values(iri, "rdf:type")]
        kind = next((name for name in ACTOR_TYPES if name in classes), "")
        name = self._triples.value(iri, "rdfs:label")
        return Party(iri, name, kind or ("Organization" if name else ""))

    def parties(self, iris: Iterable[str]) -> tuple[Party, ...]:
        """Read actors."""
        return tuple(map(self.party, iris))

    def span(self, mention: str) -> Span | None:
        """Read a mention; None where its offsets are not known."""
        start, end = self._triples.value(mention, "nif:beginIndex"), self._triples.value(mention, "nif:endIndex")
        if not (start.isdecimal() and end.isdecimal()):
            return None
        sentence = self._triples.value(mention, "nif:sentence")
        bounds = [self._triples.value(sentence, name) for name in ("nif:beginIndex", "nif:endIndex")] if sentence else []
        text = self._triples.value(mention, "nif:anchorOf")
        around = self._triples.value(sentence, "nif:anchorOf") if sentence else ""
        return Span(int(start), int(end), text, around, "-".join(bounds) if all(bounds) else "")

    def spans(self, mentions: Iterable[str]) -> tuple[Span, ...]:
        """Read mentions, in the order of the text."""
        return tuple(sorted((s for s in map(self.span, mentions) if s), key=lambda s: (s.start, s.end)))

    def mentions(self, iri: str) -> tuple[Span, ...]:
        """The words that denote a thing."""
        return self.spans(self._triples.values(iri, "gaf:denotedBy"))

    def figure(self, iri: str) -> Figure:
        """Read a quantity."""
        value = _number(self._triples.value(iri, "schema:value"))
        low, high = (_number(self._triples.value(iri, name)) for name in ("schema:minValue", "schema:maxValue"))
        words = self.mentions(iri)
        return Figure(
            words[0].text if words else "",
            value if low is None else low,
            value if high is None else high,
            self._triples.value(iri, "kgo:counted"),
            self._triples.value(iri, "schema:unitText"),
            self._triples.value(iri, "kgo:approximate") == "true",
        )

    def occasion(self, iri: str) -> Occasion:
        """Read a time."""
        names = ("kgo:edtf", "kgo:earliest", "kgo:latest")
        edtf, earliest, latest = (self._triples.value(iri, name) for name in names)
        words = self.mentions(iri)
        return Occasion(edtf, earliest, latest, words[0].text if words else "")

    def repetition(self, iri: str) -> Repetition:
        """Read a recurrence."""
        words = self.mentions(iri)
        return Repetition(self._triples.value(iri, "kgo:recurrenceRule"), words[0].text if words else "")

    def claim(self, iri: str) -> ClaimView:
        """Read a claim."""
        triples = self._triples
        cue = triples.value(iri, "kgo:cue")
        evidence = self.mentions(iri)
        sentence = evidence[0].sentence_key if evidence else ""
        sources = triples.values(iri, "grasp:wasAttributedTo")
        return ClaimView(
            iri,
            self.parties(sources),
            self.parties(triples.values(iri, "kgo:relayedBy")),
            triples.value(iri, "kgo:polarity").removeprefix(_KGO),
            triples.value(iri, "kgo:modality").removeprefix(_KGO),
            _number(triples.value(iri, "kgo:confidence")) or 0.0,
            self.span(cue) if cue else None,
            evidence[0] if evidence else None,
            tuple(span for source in sources for span in self.mentions(source) if span.sentence_key == sentence),
            tuple(map(self.figure, triples.values(iri, "kgo:quantity"))),
            tuple(dict.fromkeys((*triples.values(iri, "kgo:contradicts"), *triples.subjects("kgo:contradicts", iri)))),
        )

    def claims(self, content: str) -> tuple[ClaimView, ...]:
        """The claims about an event or a relation, in the order of the text."""
        found = map(self.claim, self._triples.subjects("kgo:content", content))
        return tuple(sorted(found, key=lambda claim: claim.evidence.start if claim.evidence else 0))

    def event(self, iri: str) -> EventCard:
        """Read an event."""
        triples = self._triples
        of_type = event_type(triples.value(iri, "sem:eventType"))
        times, theme = triples.values(iri, "sem:hasTime"), triples.value(iri, "kgo:theme")
        recurrence = triples.value(iri, "kgo:recurrence")
        return EventCard(
            iri,
            triples.value(iri, "kgo:reportedIn"),
            of_type,
            _leaf(triples.values(iri, "rdf:type"), of_type),
            {role: self.parties(triples.values(iri, predicate)) for role, predicate in _ROLES.items()},
            self._words(iri),
            self.mentions(iri),
            self.span(theme) if theme else None,
            self.occasion(times[0]) if times else None,
            self.repetition(recurrence) if recurrence else None,
            tuple(map(self.figure, triples.values(iri, "kgo:quantity"))),
            self.claims(iri),
        )

    def _words(self, event: str) -> dict[str, tuple[Span, ...]]:
        words: dict[str, list[str]] = {role: [] for role in _ROLES}
        for assignment in self._triples.subjects("rdf:subject", event):
            predicate = self._triples.value(assignment, "rdf:predicate")
            for role, curie in _ROLES.items():
                if predicate == expand(curie):
                    words[role] += self._triples.values(assignment, "gaf:denotedBy")
        return {role: self.spans(dict.fromkeys(mentions)) for role, mentions in words.items()}


def _leaf(classes: Iterable[str], of_type: str) -> str:
    names = [iri.removeprefix(_KGO) for iri in classes if iri.removeprefix(_KGO) in TYPE_OF_CLASS]
    general = type_class(of_type) if of_type else ""
    return _KGO + next((name for name in names if name != general), general)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
