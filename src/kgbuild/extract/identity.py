"""Which mentions report the same happening: they become one event with several triggers, and each keeps its own claim.

A mention joins an earlier event where nothing speaks against it (type, class, number, participants, place, time, modality) and
something binds it: a definite noun that takes up what a word of the same stem reports, or what was made ("au semnat un acord");
the same word with the same participants; the title and the first sentences.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.extract import syntax
from kgbuild.lexicon.numbers import fold
from kgbuild.model import (
    AnnotatedText,
    Argument,
    Claim,
    Event,
    Extraction,
    Mention,
    Quantity,
    Recurrence,
    Role,
    TimeExpression,
    Token,
)
from kgbuild.vocab import EVENT_CLASSES

_REACH: Final = 10
_LEAD: Final = 3
_STEM: Final = 4
_MOST_ENDING: Final = 6
_SHARED_FOR_VERBS: Final = 2
_KEY_ROLES: Final[tuple[Role, ...]] = ("agent", "patient", "recipient")
# One says many things in one article: a second "a declarat" is another statement.
_SPEECH: Final = "COMMUNICATE"
# What seldom befalls one person twice in one article.
_ONCE: Final = frozenset({"DEATH", "POSITION", "SANCTION", "RETREAT"})
# Being detained, searched and arrested follow one another; each happens once.
_ONCE_SO_NAMED: Final = _ONCE | {"COERCE"}
# The same people at the same place, or with the same others, meet or travel once.
_MEETING: Final = frozenset({"CONSULT", "MOVE"})
# How somebody was killed is told by other words, too.
_KILLING: Final = "Killing"
_WAYS_TO_KILL: Final = frozenset({_KILLING, "Shooting"})
# From this chance on, who takes part speaks against a mention that names others.
_SURE: Final = 0.5
_PEOPLE: Final = frozenset({"Person", "PersonGroup"})
_DEMONSTRATIVES: Final = frozenset({"acest", "acesta", "acel", "respectiv", "același"})
_ARTICLES: Final = frozenset({"un", "o", "niște"})
_ANEW: Final = frozenset({"alt", "nou", "ultim", "prim", "al_doilea", "următor", "doilea", "doi"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """One event as one trigger reports it."""

    event: Event
    head: Token
    claim: Claim | None
    is_noun: bool
    is_plural: bool
    is_definite: bool
    is_new: bool
    is_introduced: bool
    kinds: frozenset[str]
    made: Token | None
    words: tuple[Token, ...]
    people: frozenset[str]

    def actors(self, role: Role) -> frozenset[str]:
        return frozenset(self.event.actors(role))

    def is_sure_of(self, role: Role) -> bool:
        return role in _sure_roles(self.event)

    @property
    def participants(self) -> frozenset[tuple[Role, str]]:
        return frozenset((a.role, a.actor) for a in self.event.arguments)


def unite(text: AnnotatedText, extraction: Extraction) -> Extraction:
    """Make one event of all that report the same happening.

    Args:
        text: The analysed article.
        extraction: What was extracted, an event for each trigger.

    Returns:
        The same with fewer events: each has all its triggers, participants and quantities.
        A claim stays for each trigger; where mentions of one event give different figures, each claim has its own.
    """
    claims = {c.content: c for c in extraction.claims}
    people = frozenset(a.key for a in extraction.actors if a.type in _PEOPLE)
    clusters: list[list[_Mention]] = []
    by_type: dict[str, list[list[_Mention]]] = defaultdict(list)
    for event in extraction.events:
        mention = _mention(text, event, claims.get(event.key), people)
        homes = [c for c in reversed(by_type[event.type]) if _belongs(mention, c)]
        named_alike = (c for c in homes if any(_same_stem(mention, other) for other in c))
        home = next(named_alike, homes[0] if homes else None)
        if home is None:
            clusters.append([mention])
            by_type[event.type].append(clusters[-1])
        else:
            home.append(mention)
    if all(len(c) == 1 for c in clusters):
        return extraction
    return _united(extraction, [[m.event for m in cluster] for cluster in clusters])


def _mention(text: AnnotatedText, event: Event, claim: Claim | None, people: frozenset[str]) -> _Mention:
    trigger = event.triggers[0]
    head = _happening(text, trigger)
    noun = head.upos == "NOUN"
    words = {c.lemma.lower() for c in text.children(head)}
    nouns = [t for t in text.tokens_within(trigger.start, trigger.end) if t.upos == "NOUN" and t.index != head.index]
    return _Mention(
        event,
        head,
        claim,
        is_noun=noun,
        is_plural=noun and head.feats.get("Number") == "Plur",
        is_definite=noun and (head.feats.get("Definite") == "Def" or bool(words & _DEMONSTRATIVES)),
        is_new=bool(words & _ANEW),
        is_introduced=bool(words & _ARTICLES),
        kinds=frozenset(c.lemma for c in text.children(head) if c.relation == "amod"),
        made=syntax.top(text, event.theme) if event.theme is not None else None,
        words=(head, *nouns),
        people=people,
    )


def _happening(text: AnnotatedText, trigger: Mention) -> Token:
    """The word that names what happens: the highest of a trigger, or the noun of which that says that it takes place."""
    head = syntax.top(text, trigger) or text.tokens[0]
    subjects = (t for t in syntax.dependents(text, head, "nsubj") if trigger.start <= t.start < trigger.end)
    return next(subjects, head)


def _sure_roles(event: Event) -> set[Role]:
    """The roles that somebody surely has."""
    return {a.role for a in event.arguments if a.confidence >= _SURE}


# ---- what belongs together


def _belongs(mention: _Mention, cluster: Sequence[_Mention]) -> bool:
    """Whether a mention reports what a cluster does: bound to its last mention or its first, against none of them."""
    if mention.is_new or not all(_agree(mention, other) for other in cluster):
        return False
    return any(_bound(mention, other) for other in cluster)


def _agree(mention: _Mention, other: _Mention) -> bool:
    """Whether nothing speaks against two mentions of events of one type reporting the same happening."""
    first, second = mention.event, other.event
    if not _named_alike(mention, other) and not _takes_up(mention, other):
        return False
    # One sentence tells nothing twice with verbs: "a fost reținut și arestat".
    if mention.head.sentence == other.head.sentence and not mention.is_noun and not other.is_noun:
        return False
    if mention.is_noun and other.is_noun and mention.is_plural != other.is_plural:
        return False
    if other.head.sentence > 0 and (_is_another(mention, other) or _is_of_another(mention, other)):
        return False
    if mention.is_plural != other.is_plural and mention.head.lemma != other.head.lemma:
        return False
    others = mention.is_noun and other.is_noun and mention.kinds and other.kinds and not mention.kinds & other.kinds
    timely = _same_time(first, second) and _same_recurrence(first, second)
    return not others and timely and _same_reality(mention, other) and _same_participants(mention, other)


def _kills(first: Event, second: Event) -> bool:
    """Whether two mentions say that somebody was killed, one of them how."""
    classes = {first.event_class, second.event_class}
    return _KILLING in classes and classes <= _WAYS_TO_KILL


def _named_alike(mention: _Mention, other: _Mention) -> bool:
    """Whether two mentions are of one class or stem, or a definite noun names the kind of what the other reports ("atacul")."""
    first, second = mention.event, other.event
    general = mention.is_definite and EVENT_CLASSES[first.type][0] in {first.event_class, second.event_class}
    return first.event_class == second.event_class or general or _same_stem(mention, other) or _kills(first, second)


def _is_another(mention: _Mention, other: _Mention) -> bool:
    """Whether an indefinite noun brings in what a verb before has not told ("pregătește un atac")."""
    return mention.is_noun and mention.is_introduced and not other.is_noun


def _is_of_another(mention: _Mention, other: _Mention) -> bool:
    """Whether verbs tell the same of two different things ("a trimis tancuri", "a trimis avioane")."""
    if mention.is_noun or other.is_noun or mention.made is None or other.made is None:
        return False
    return mention.made.lemma != other.made.lemma


def _takes_up(mention: _Mention, other: _Mention) -> bool:
    """Whether a definite noun names once more what another mention says was made ("au semnat un acord", "acordul")."""
    made = other.made
    again = made is not None and made.lemma == mention.head.lemma and made.index != mention.head.index
    return mention.is_definite and again


def _same_stem(mention: _Mention, other: _Mention) -> bool:
    """Whether two triggers share a word of one stem; where both have a noun beside the verb, not the verb ("a luat măsuri")."""
    both = len(mention.words) > 1 and len(other.words) > 1
    light = {t.index for t in (mention.head, other.head) if both and t.upos != "NOUN"}
    pairs = ((a, b) for a in mention.words for b in other.words if not {a.index, b.index} <= light)
    return any(_alike(a, b) for a, b in pairs)


def _alike(first: Token, second: Token) -> bool:
    """Whether two words are forms of one stem ("a invadat", "invazia"): they begin alike, and little of either is left."""
    one, two = fold(first.lemma), fold(second.lemma)
    shared = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return shared >= min(_STEM, len(one), len(two)) and max(len(one), len(two)) - shared <= _MOST_ENDING


def _same_reality(mention: _Mention, other: _Mention) -> bool:
    """Whether two mentions are as real as one another; of nouns one hardly sees, and a definite one takes up plans and facts."""
    one = mention.claim.modality if mention.claim else "actual"
    two = other.claim.modality if other.claim else "actual"
    if one == two or mention.is_definite or other.is_definite:
        return True
    return mention.is_noun != other.is_noun and not mention.is_introduced


def _same_time(first: Event, second: Event) -> bool:
    return first.time is None or second.time is None or first.time == second.time


def _same_recurrence(first: Event, second: Event) -> bool:
    """Whether not one happens again and again, and the other once or otherwise often."""
    if first.recurrence and second.recurrence:
        return first.recurrence == second.recurrence
    once = second if first.recurrence else first
    return first.recurrence == second.recurrence or once.time is None


def _same_participants(mention: _Mention, other: _Mention) -> bool:
    """Whether no role is surely filled by others, and nobody stands on both sides."""
    for role in (*_KEY_ROLES, "place"):
        if mention.is_sure_of(role) and other.is_sure_of(role) and not mention.actors(role) & other.actors(role):
            return False
    agents = mention.actors("agent") | other.actors("agent")
    patients = mention.actors("patient") | other.actors("patient")
    return not agents & patients


def _bound(mention: _Mention, other: _Mention) -> bool:
    """Whether something says that two mentions, which agree, report the same happening."""
    shared = mention.participants & other.participants
    key = {role for role, _ in shared if role in _KEY_ROLES}
    distance = mention.head.sentence - other.head.sentence
    if mention.event.type == _SPEECH and not (mention.is_noun and other.is_noun and key):
        return False
    if not _same_stem(mention, other):
        befallen = mention.actors("patient") & other.actors("patient") & mention.people
        once = bool(befallen) and (mention.event.type in _ONCE or _kills(mention.event, other.event))
        met = mention.event.type in _MEETING and len(shared) >= _SHARED_FOR_VERBS
        return once or met or _names_kind(mention, other, key) or _takes_up(mention, other)
    if other.head.sentence == 0 and mention.head.sentence <= _LEAD and _is_told_by(mention, other):
        return True
    if mention.is_definite and distance <= _REACH:
        return bool(key) or not _has_key_roles(mention) or not _has_key_roles(other)
    if mention.head.lemma == other.head.lemma and (_is_single(mention, other, key) or _is_bare(mention, other)):
        return True
    return (
        _names_less(mention, other, key) or len(shared) >= _SHARED_FOR_VERBS or (bool(key) and _has_common_time(mention, other))
    )


def _names_kind(mention: _Mention, other: _Mention, key: Iterable[Role]) -> bool:
    """Whether a definite noun names what a verb says shortly before ("a ucis un paznic", "crima")."""
    distance = mention.head.sentence - other.head.sentence
    taken_up = mention.is_definite and not mention.is_plural and not other.is_noun
    return taken_up and (0 < distance <= _LEAD if key else distance == 1 and not _has_key_roles(mention))


def _is_single(mention: _Mention, other: _Mention, key: Iterable[Role]) -> bool:
    """Whether one participant in common is enough: of a noun in the singular, of what befalls somebody once."""
    nouns = mention.is_noun and other.is_noun and not mention.is_plural
    return bool(set(key)) and (nouns or ("patient" in key and mention.event.type in _ONCE_SO_NAMED))


def _is_bare(mention: _Mention, other: _Mention) -> bool:
    """Whether a noun in the singular says nothing new of what the same noun reports."""
    singular = mention.is_noun and other.is_noun and not mention.is_plural
    return singular and mention.participants <= other.participants and not mention.is_introduced


def _names_less(mention: _Mention, other: _Mention, key: Iterable[Role]) -> bool:
    """Whether one of two with the same word says less than the other of whom it befalls."""
    few, many = sorted((mention.participants, other.participants), key=len)
    return mention.head.lemma == other.head.lemma and few < many and bool(set(key) - {"agent"})


def _has_key_roles(mention: _Mention) -> bool:
    return any(role in _KEY_ROLES for role, _ in mention.participants)


def _has_common_time(mention: _Mention, other: _Mention) -> bool:
    return mention.event.time is not None and mention.event.time == other.event.time


def _is_told_by(mention: _Mention, title: _Mention) -> bool:
    """Whether the first sentences tell what the title says: with somebody in common, or where one of them names nobody."""
    common = mention.participants & title.participants
    return bool(common) or not mention.participants or not title.participants


# ---- making one of several


def _united(extraction: Extraction, clusters: Iterable[Sequence[Event]]) -> Extraction:
    quantities = {q.key: q for q in extraction.quantities}
    events: list[Event] = []
    home: dict[str, str] = {}
    figures: dict[str, tuple[str, ...]] = {}
    for cluster in clusters:
        events.append(_merged(cluster))
        home |= {event.key: cluster[0].key for event in cluster}
        if len({tuple(_figures(e, quantities)) for e in cluster if e.quantities}) > 1:
            figures |= {event.key: event.quantities for event in cluster}
    claims = tuple(
        replace(c, content=home.get(c.content, c.content), quantities=figures.get(c.content, ())) for c in extraction.claims
    )
    times = tuple(replace(t, anchor=home.get(t.anchor, t.anchor)) if t.anchor else t for t in extraction.times)
    return replace(extraction, events=tuple(events), claims=claims, times=times)


def _figures(event: Event, quantities: Mapping[str, Quantity]) -> Iterator[tuple[object, ...]]:
    for key in event.quantities:
        quantity = quantities[key]
        yield quantity.value, quantity.minimum, quantity.maximum, quantity.unit


def _merged(cluster: Sequence[Event]) -> Event:
    first = cluster[0]
    if len(cluster) == 1:
        return first
    return replace(
        first,
        triggers=tuple(sorted({t for e in cluster for t in e.triggers})),
        arguments=tuple(_arguments(cluster)),
        theme=next((e.theme for e in cluster if e.theme), None),
        time=next((e.time for e in cluster if e.time), None),
        quantities=tuple(dict.fromkeys(q for e in cluster for q in e.quantities)),
        recurrence=next((e.recurrence for e in cluster if e.recurrence), None),
    )


def _arguments(cluster: Sequence[Event]) -> Iterator[Argument]:
    """Everybody's roles, each with its words wherever it has some; beside who surely has a role, no doubtful others."""
    sure = {(role, key) for e in cluster for role in _sure_roles(e) for key in e.actors(role)}
    filled = {role for role, _ in sure}
    arguments = list(dict.fromkeys(a for e in cluster for a in e.arguments if a.role not in filled or (a.role, a.actor) in sure))
    told = {(a.role, a.actor) for a in arguments if a.mention is not None}
    understood: set[tuple[Role, str]] = set()
    for argument in arguments:
        place = (argument.role, argument.actor)
        if argument.mention is not None:
            yield argument
        elif place not in told and place not in understood:
            understood.add(place)
            yield argument


def unite_times(extraction: Extraction) -> Extraction:
    """Make one time of all that mean the same stretch of the calendar, so that events on the same day share it."""
    first: dict[tuple[str, bool], TimeExpression] = {}
    home: dict[str, str] = {}
    for time in extraction.times:
        kept = first.setdefault((time.edtf, time.approximate), time)
        home[time.key] = kept.key
        if kept.key != time.key:
            first[time.edtf, time.approximate] = replace(kept, further=(*kept.further, time.mention))
    anchored = (replace(t, anchor=home.get(t.anchor, t.anchor)) if t.anchor else t for t in first.values())
    return replace(
        extraction,
        times=tuple(anchored),
        events=tuple(replace(e, time=home[e.time]) if e.time and e.time != home[e.time] else e for e in extraction.events),
    )


def unite_recurrences(extraction: Extraction) -> Extraction:
    """Make one recurrence of all with the same rule."""
    first: dict[str, Recurrence] = {}
    home: dict[str, str] = {}
    for recurrence in extraction.recurrences:
        kept = first.setdefault(recurrence.rule, recurrence)
        home[recurrence.key] = kept.key
        if kept.key != recurrence.key:
            first[recurrence.rule] = replace(kept, further=(*kept.further, recurrence.mention))
    events = tuple(replace(e, recurrence=home[e.recurrence]) if e.recurrence else e for e in extraction.events)
    return replace(extraction, recurrences=tuple(first.values()), events=events)
