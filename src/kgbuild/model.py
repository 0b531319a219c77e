"""The data that flows through kgbuild: an article, its analysis, and what is extracted from it.

All classes are frozen. Offsets are code points, half open, into `Article.text`.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Literal

ActorType = Literal["Person", "Organization", "GeopoliticalEntity", "PersonGroup", "Place"]
Role = Literal["agent", "patient", "recipient", "place", "theme"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "hypothetical"]
Predicate = Literal["leads", "holdsPosition", "memberOf", "partOf", "citizenOf", "alliedWith", "opposes", "relativeOf"]
_start, _end = attrgetter("start"), attrgetter("end")
Granularity = Literal["day", "week", "month", "season", "year", "decade", "century"]


@dataclass(frozen=True)
class Article:
    """A news article as read, in Unicode NFC.

    Args:
        identifier: Name of the article for people (the input file's name without its ending).
        title: Headline, one line.
        body: Text below the headline; paragraphs on lines of their own.
        published: Day of publication, None where unknown.
        language: BCP 47 tag.
        source_url: The article's web address, None where unknown.
        publisher: Name of the outlet, None where unknown.
        authors: Names of who wrote it.
        near_duplicate_of: IRI of an earlier article that says nearly the same in the same words, None where none is known.
    """

    identifier: str
    title: str
    body: str
    published: date | None = None
    language: str = "ro"
    source_url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    near_duplicate_of: str | None = None

    @property
    def text(self) -> str:
        r"""Title, blank line, body: what all offsets count in.

        >>> Article("a", "Titlu", "Corp.").text
        'Titlu\n\nCorp.'
        """
        return f"{self.title}\n\n{self.body}"

    @property
    def digest(self) -> str:
        """Hash of the content (publication day and text, not the file's name), 16 hexadecimal digits of SHA-256."""
        day = self.published.isoformat() if self.published else ""
        return hashlib.sha256(f"{day}\n{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Token:
    """One token in the columns of Universal Dependencies.

    Args:
        index: Position in `AnnotatedText.tokens`.
        start: Offset of its first code point.
        end: Offset after its last code point.
        form: The token as written, cedilla letters turned into comma-below letters (the length stays).
        lemma: Base form, lower case unless a name.
        upos: Universal part of speech.
        xpos: MULTEXT-East morphosyntactic description.
        feats: Morphological features, for example `{"Case": "Dat,Gen", "Number": "Sing"}`.
        head: Index of the syntactic head in `AnnotatedText.tokens`; its own index for a root.
        deprel: UD relation to the head; `root` for a root.
        entity: Type of the named entity it belongs to (RONEC v1 classes), empty for none.
        entity_start: Whether a named entity begins here.
        sentence: Index in `AnnotatedText.sentences`.
        relation: The relation without its subtype: `nsubj` for `nsubj:pass`.
    """

    index: int
    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: dict[str, str]
    head: int
    deprel: str
    entity: str
    entity_start: bool
    sentence: int
    relation: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The stages ask for it a hundred times for each token.
        object.__setattr__(self, "relation", self.deprel.partition(":")[0])

    def has(self, feature: str, value: str) -> bool:
        """Whether one of the values of a feature is `value` (`Dat,Gen` has both `Dat` and `Gen`)."""
        return value in self.feats.get(feature, "").split(",")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: half-open ranges of tokens and of code points.

    Args:
        index: Position in `AnnotatedText.sentences`.
        first: Index of its first token.
        last: Index after its last token.
        start: Offset of its first code point.
        end: Offset after its last code point.
    """

    index: int
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True)
class AnnotatedText:
    """An article's text with its linguistic analysis; a dependency forest over all tokens.

    Args:
        text: `Article.text`.
        tokens: All tokens in order (no whitespace tokens).
        sentences: All sentences in order; the title never shares one with the body.
        title_end: Offset after the title.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    title_end: int

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                children[token.head].append(token)
        return tuple(tuple(c) for c in children)

    @cached_property
    def _by_form(self) -> dict[str, list[Token]]:
        forms: dict[str, list[Token]] = {}
        for token in self.tokens:
            forms.setdefault(token.form.lower(), []).append(token)
        return forms

    def tokens_of(self, form: str) -> Sequence[Token]:
        """All tokens of a form, given in lower case, in text order."""
        return self._by_form.get(form, ())

    def children(self, token: Token) -> tuple[Token, ...]:
        """The tokens whose head is `token`, in text order."""
        return self._children[token.index]

    def head(self, token: Token) -> Token:
        """The syntactic head of `token` (itself for a root)."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above `token`, nearest first, up to the root."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """`token` and everything below it, in text order."""
        found, queue = [token], [token]
        while queue:
            below = self.children(queue.pop())
            found.extend(below)
            queue.extend(below)
        return sorted(found, key=lambda t: t.index)

    def sentence_tokens(self, sentence: Sentence | int) -> tuple[Token, ...]:
        """The tokens of a sentence (or of the sentence with that index)."""
        s = self.sentences[sentence] if isinstance(sentence, int) else sentence
        return self.tokens[s.first : s.last]

    def tokens_within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that lie between two code points, in text order."""
        first = bisect_left(self.tokens, start, key=_start)
        last = bisect_right(self.tokens, end, lo=first, key=_end)
        return self.tokens[first:last]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a code point, None between tokens."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.tokens[low] if low < len(self.tokens) and self.tokens[low].start <= offset else None


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
    """

    actors: tuple[Actor, ...]
    by_token: dict[int, str]
    named: frozenset[str] = frozenset()


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

    def actors(self, role: Role) -> tuple[str, ...]:
        """Keys of the actors in a role, in order, each once."""
        return tuple(dict.fromkeys(a.actor for a in self.arguments if a.role == role))


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
    """

    article: Article
    sentences: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    _by_key: dict[str, Actor] = field(default_factory=dict, init=False, repr=False, compare=False)

    def actor(self, key: str) -> Actor:
        """The actor with a key.

        Raises:
            KeyError: There is none.
        """
        if not self._by_key:
            self._by_key.update({a.key: a for a in self.actors})
        return self._by_key[key]
