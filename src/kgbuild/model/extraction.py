"""What is extracted from an article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kgbuild.model.article import Article

ActorType = Literal["Person", "Organization", "GeopoliticalEntity", "PersonGroup", "Place"]
Role = Literal["agent", "patient", "recipient", "place", "theme"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "hypothetical"]
Predicate = Literal["leads", "holdsPosition", "memberOf", "partOf", "citizenOf", "alliedWith", "opposes", "relativeOf"]
Granularity = Literal["day", "week", "month", "season", "year", "decade", "century"]


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of the article's text.

    Args:
        start: Offset of its first code point.
        end: Offset after its last code point.
        text: The text between the two, verbatim.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Mention":
        """Cut a mention out of a text.

        >>> Mention.of("Kim a tăcut.", 0, 3)
        Mention(start=0, end=3, text='Kim')
        """
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that takes part: all its mentions in one article.

    Args:
        key: Name within the article: `a1`, `a2`, … in order of first mention.
        type: What kind of actor.
        name: Base form (nominative, comma-below letters).
        mentions: Where it is named or described, in text order; pronouns are not among them.
        wikidata: Wikidata id (`Q7747`), None where not linked.
        geonames: GeoNames id as text, None where not linked.
        iso: ISO 3166-1 alpha-2 code of a country, None for anything else.
        of: Key of the actor that a group, unnamed person or body belongs to, None where unknown.
        coordinates: Latitude and longitude of a place in degrees (WGS 84), None where unknown.
    """

    key: str
    type: ActorType
    name: str
    mentions: tuple[Mention, ...]
    wikidata: str | None = None
    geonames: str | None = None
    iso: str | None = None
    of: str | None = None
    coordinates: tuple[float, float] | None = None


@dataclass(frozen=True)
class Actors:
    """All actors of an article, and which word refers to which.

    Args:
        actors: In order of first mention.
        by_token: Index in `AnnotatedText.tokens` to key of the actor: every token of a name, the syntactic head of every
            mention, and pronouns that can be resolved safely.
        named: Keys of those that have a name of their own; the others are only described ("un soldat").
        several: Index of each noun or number that stands for several of them ("cei doi lideri") to their keys.
    """

    actors: tuple[Actor, ...]
    by_token: dict[int, str]
    named: frozenset[str] = frozenset()
    several: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as the text gives it, and what it means.

    Args:
        key: Name within the article: `t1`, `t2`, …
        mention: The words.
        earliest: First day it can mean.
        latest: Last day it can mean.
        granularity: Precision of the words.
        edtf: Extended Date/Time Format value (`2025-12-26`, `2025-04`, `2024-12-11/2024-12-12`, `2022~`).
        anchor: What a relative expression counts from: `publication`, the key of another time or of an event, None for nothing.
        approximate: Whether the words say "about".
        further: The words of later mentions of the same time.
    """

    key: str
    mention: Mention
    earliest: date
    latest: date
    granularity: Granularity
    edtf: str
    anchor: str | None = None
    approximate: bool = False
    further: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """That something happens again and again, as the text gives it.

    Args:
        key: Name within the article: `s1`, `s2`, … (a set of times).
        mention: The words.
        rule: Recurrence rule of RFC 5545, section 3.3.10 (`FREQ=WEEKLY;BYDAY=FR`).
        further: The words of later mentions of the same recurrence.
    """

    key: str
    mention: Mention
    rule: str
    further: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count, amount or measure.

    Args:
        key: Name within the article: `q1`, `q2`, …
        mention: The words, number and counted thing.
        value: The number where the text gives just one, else None.
        minimum: Lower bound ("cel puțin nouă": 9; "mii de": 2000), None where open.
        maximum: Upper bound, None where open.
        unit: ISO 4217 code, `%`, a unit's name in lower case, or None for a bare count.
        counted: Lemmas of the counted thing ("soldat nord-coreean"), empty for money and measures.
        approximate: Whether the words say "about".
    """

    key: str
    mention: Mention
    value: float | None
    minimum: float | None
    maximum: float | None
    unit: str | None = None
    counted: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """An actor in a role of an event.

    Args:
        role: Which role; never `theme`.
        actor: Key of the actor.
        mention: The words that fill the role, None where it is understood (a dropped subject).
        by: Whether a rule proposed it or the learnt judge alone.
        confidence: Estimated probability that the actor takes part in this role, 0 to 1.
        why: What spoke most for it: names of the features of the judge of arguments, the strongest first.
    """

    role: Role
    actor: str
    mention: Mention | None = None
    by: Literal["rule", "judge"] = "rule"
    confidence: float = 1.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, as one or more triggers of the text describe it.

    Args:
        key: Name within the article: `e1`, `e2`, …
        type: One of the 28 event types (`kgbuild.vocab.EVENT_TYPES`).
        event_class: Local name of its class in the ontology (`TroopDeployment`).
        triggers: The words that report it, in text order.
        arguments: Who takes part, how.
        theme: What is given, said or decided, None where not said.
        time: Key of the time at which it happens, None where not said.
        quantities: Keys of the quantities that belong to it.
        frame: Identifier of the lexicon row or model that found it.
        recurrence: Key of how it happens again and again, None where it is not said to.
    """

    key: str
    type: str
    event_class: str
    triggers: tuple[Mention, ...]
    arguments: tuple[Argument, ...] = ()
    theme: Mention | None = None
    time: str | None = None
    quantities: tuple[str, ...] = ()
    frame: str = ""
    recurrence: str | None = None

    def actors(self, role: Role) -> tuple[str, ...]:
        """Keys of the actors in a role, in order, each once."""
        return tuple(dict.fromkeys([a.actor for a in self.arguments if a.role == role]))


@dataclass(frozen=True, slots=True)
class Relation:
    """How one actor stands to another.

    Args:
        key: Name within the article: `r1`, `r2`, …
        subject: Key of an actor.
        predicate: Local name of the property in the ontology.
        object: Key of an actor.
        mentions: The words that say so.
    """

    key: str
    subject: str
    predicate: Predicate
    object: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """That somebody vouches for an event or a relation.

    Args:
        key: Name within the article: `c1`, `c2`, …
        content: Key of the event or relation.
        evidence: The trigger (or the relation's words) that the claim stands in.
        sources: Keys of the actors on whose word it is; empty where the article itself says it.
        relayed_by: Keys of the outlets that passed it on, nearest to the source first.
        polarity: Whether it is said to have happened or not.
        modality: Whether it is said as fact, plan or possibility.
        cue: The words that attribute it, None where the article itself says it.
        confidence: Estimated probability that the claim is extracted rightly, 0 to 1.
        quantities: Keys of the quantities that this claim gives, where claims about the event give different ones.
        contradicts: Keys of the claims about the same event that cannot be true with this one.
    """

    key: str
    content: str
    evidence: Mention
    sources: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    cue: Mention | None = None
    confidence: float = 1.0
    quantities: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extraction:
    """All that was extracted from one article.

    Args:
        article: The article.
        sentences: Its sentences.
        actors: In order of first mention.
        times: In text order.
        quantities: In text order.
        events: In order of first trigger.
        relations: In order of first evidence.
        claims: In text order of their evidence.
        recurrences: In text order.
    """

    article: Article
    sentences: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    _by_key: dict[str, Actor] = field(default_factory=dict, init=False, repr=False, compare=False)

    def actor(self, key: str) -> Actor:
        """The actor with a key.

        Raises:
            KeyError: There is none.
        """
        if not self._by_key:
            self._by_key.update({a.key: a for a in self.actors})
        return self._by_key[key]
