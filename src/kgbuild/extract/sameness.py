"""Whether two mentions of events report the same happening: nothing speaks against it, and something binds them.

Against it speak type, class, number, participants, place, time and modality. What binds: a definite noun that takes up what a
word of the same stem reports, or what was made ("au semnat un acord"); the same word with the same participants; the title and
the first sentences.
"""

from collections.abc import Collection, Iterable
from typing import Final

from kgbuild.extract.armament import SHOOTDOWN
from kgbuild.extract.event_mentions import SURE, EventMention
from kgbuild.lexicon.numbers import fold
from kgbuild.model import Event, Role, Token
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
_ONCE: Final = frozenset({"DEATH", "INJURY", "POSITION", "SANCTION", "RETREAT"})
# Being detained, searched and arrested follow one another; each happens once.
_ONCE_SO_NAMED: Final = _ONCE | {"COERCE"}
# The same people at the same place, or with the same others, meet or travel once.
_MEETING: Final = frozenset({"CONSULT", "MOVE"})
# Talks, elections, sanctions and charges are one happening though the noun is plural; attacks are not.
_ONE_IN_PLURAL: Final = frozenset({"ACCUSE", "CONSULT", "DEATH", "ELECTION", "INJURY", "SANCTION"})
# How somebody was killed is told by other words, too.
_KILLING: Final = "Killing"
_WAYS_TO_KILL: Final = frozenset({_KILLING, "Shooting", "Assault"})
# Of these a title names the kind ("Accident"), and the first sentences say what it was ("s-a ciocnit").
_OF_A_KIND: Final = frozenset({"ACCIDENT", "ASSAULT", "DISASTER"})
# As many dead or hurt, at the beginning of an article, are the same.
_CASUALTIES: Final = frozenset({"DEATH", "INJURY"})


def agree(mention: EventMention, other: EventMention) -> bool:
    """Whether nothing speaks against two mentions of events of one type reporting the same happening."""
    first, second = mention.event, other.event
    # One sentence tells nothing twice with verbs: "a fost reținut și arestat".
    if mention.head.sentence == other.head.sentence and not mention.is_noun and not other.is_noun:
        return False
    if not _counts_alike(mention, other):
        return False
    if not _named_alike(mention, other) and not _takes_up(mention, other):
        return False
    if not other.in_title and (_is_another(mention, other) or _is_of_another(mention, other)):
        return False
    others = mention.is_noun and other.is_noun and mention.kinds and other.kinds and not mention.kinds & other.kinds
    timely = _same_time(first, second) and _same_recurrence(first, second)
    return not others and timely and _same_reality(mention, other) and _same_participants(mention, other)


def _counts_alike(mention: EventMention, other: EventMention) -> bool:
    """Whether two mentions are of as many happenings: attacks are not what one verb tells of, talks may be one meeting."""
    if mention.is_plural == other.is_plural or mention.event.type in _ONE_IN_PLURAL:
        return True
    return mention.head.lemma == other.head.lemma and not (mention.is_noun and other.is_noun)


def _kills(first: Event, second: Event) -> bool:
    """Whether two mentions say that somebody was killed, one of them how."""
    classes = {first.event_class, second.event_class}
    return _KILLING in classes and classes <= _WAYS_TO_KILL


def _named_alike(mention: EventMention, other: EventMention) -> bool:
    """Whether two mentions are of one class or stem, or one names the kind of what the other reports ("atacul")."""
    first, second = mention.event, other.event
    alike = first.event_class == second.event_class or same_stem(mention, other) or _kills(first, second)
    return alike or (mention.is_definite and _is_kind(first, second)) or _begins_with_kind(mention, other)


def _is_kind(first: Event, second: Event) -> bool:
    """Whether one event is said to be of a type alone, and another may be of any of its classes."""
    return first.event_class == EVENT_CLASSES[first.type][0] and second.event_class != SHOOTDOWN


def _begins_with_kind(mention: EventMention, other: EventMention) -> bool:
    """Whether either of title and first sentences names the kind of what the other tells."""
    first, second = mention.event, other.event
    kind = _is_kind(first, second) or _is_kind(second, first)
    return kind and first.type in _OF_A_KIND and _leads_on(mention, other)


def _leads_on(mention: EventMention, other: EventMention) -> bool:
    """Whether a mention stands in the title or the first sentences, and another in the title."""
    return other.in_title and mention.head.sentence - other.head.sentence <= _LEAD


def _is_another(mention: EventMention, other: EventMention) -> bool:
    """Whether an indefinite noun brings in what a verb before has not told ("pregătește un atac")."""
    return mention.is_noun and mention.is_introduced and not other.is_noun


def _is_of_another(mention: EventMention, other: EventMention) -> bool:
    """Whether verbs tell the same of two different things ("a trimis tancuri", "a trimis avioane")."""
    if mention.is_noun or other.is_noun or mention.made is None or other.made is None:
        return False
    return mention.made.lemma != other.made.lemma


def _takes_up(mention: EventMention, other: EventMention) -> bool:
    """Whether a definite noun names once more what another mention says was made ("au semnat un acord", "acordul")."""
    made = other.made
    again = made is not None and made.lemma == mention.head.lemma and made.index != mention.head.index
    return mention.is_definite and again


def same_stem(mention: EventMention, other: EventMention) -> bool:
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


def _same_reality(mention: EventMention, other: EventMention) -> bool:
    """Whether two mentions are as real as one another; of nouns one hardly sees, and a definite one takes up plans and facts."""
    one = mention.claim.modality if mention.claim else "actual"
    two = other.claim.modality if other.claim else "actual"
    if one == two or mention.is_definite or other.is_definite or _is_headline_of_plan(other):
        return True
    return mention.is_noun != other.is_noun and not mention.is_introduced


def _is_headline_of_plan(other: EventMention) -> bool:
    """Whether a title tells in the present, as it does of what is decided and not done yet ("Polonia cumpără rachete")."""
    return other.in_title and other.head.feats.get("Tense") == "Pres"


def _same_time(first: Event, second: Event) -> bool:
    return first.time is None or second.time is None or first.time == second.time


def _same_recurrence(first: Event, second: Event) -> bool:
    """Whether not one happens again and again, and the other once or otherwise often."""
    if first.recurrence and second.recurrence:
        return first.recurrence == second.recurrence
    once = second if first.recurrence else first
    return first.recurrence == second.recurrence or once.time is None


def _same_participants(mention: EventMention, other: EventMention) -> bool:
    """Whether no role is surely filled by others, and nobody stands on both sides."""
    for role in (*_KEY_ROLES, "place"):
        if role in mention.sure and role in other.sure and not _meet(mention, other, role):
            return False
    agents = mention.actors("agent") | other.actors("agent")
    patients = mention.actors("patient") | other.actors("patient")
    return not agents & patients


def _meet(mention: EventMention, other: EventMention, role: Role) -> bool:
    """Whether two mentions give a role to the same actors: who acts may be of the same side, whom it befalls as many."""
    one, two = mention.actors(role), other.actors(role)
    if one & two:
        return True
    if role == "patient":
        return bool(mention.figures & other.figures) and one | two <= mention.cast.groups.keys()
    return any(mention.cast.are_one_side(a, b) for a in one for b in two)


def are_bound(mention: EventMention, other: EventMention) -> bool:
    """Whether something says that two mentions, which agree, report the same happening."""
    shared = mention.participants & other.participants
    key = {role for role, _ in shared if role in _KEY_ROLES}
    distance = mention.head.sentence - other.head.sentence
    if mention.event.type == _SPEECH and not (mention.is_noun and other.is_noun and key):
        return False
    befallen = bool(mention.actors("patient") & other.actors("patient") & mention.cast.people)
    if not same_stem(mention, other):
        once = befallen and (mention.event.type in _ONCE or _kills(mention.event, other.event))
        met = mention.event.type in _MEETING and len(shared) >= _SHARED_FOR_VERBS
        return (
            once
            or met
            or _tells_otherwise(mention, other, shared)
            or _names_kind(mention, other, key)
            or _takes_up(mention, other)
        )
    led = _leads_on(mention, other) and _is_told_by(mention, other)
    if led or (befallen and mention.event.type in _ONCE_SO_NAMED):
        return True
    if mention.is_definite and distance <= _REACH:
        return bool(key) or not _has_key_roles(mention) or not _has_key_roles(other)
    if mention.head.lemma == other.head.lemma and (_is_single(mention, other, key) or _is_bare(mention, other)):
        return True
    return (
        _names_less(mention, other, key) or len(shared) >= _SHARED_FOR_VERBS or (bool(key) and _has_common_time(mention, other))
    )


def _tells_otherwise(mention: EventMention, other: EventMention, shared: Collection[tuple[Role, str]]) -> bool:
    """Whether the first sentences or a definite noun tell in other words what is of one class ("cumpără", "va achiziționa")."""
    first, second = mention.event, other.event
    if _leads_on(mention, other):
        counted = bool(mention.figures & other.figures) and first.type in _CASUALTIES
        if counted or (shared and (_is_of_one_class(first, second) or _begins_with_kind(mention, other))):
            return True
    near = mention.head.sentence - other.head.sentence <= _REACH
    taken_up = mention.is_definite and not mention.is_plural and near and _is_of_one_class(first, second)
    return taken_up and (any(role in _KEY_ROLES for role, _ in shared) or not _has_key_roles(mention))


def _is_of_one_class(first: Event, second: Event) -> bool:
    """Whether two events are of one class, which says more than the type."""
    return first.event_class == second.event_class != EVENT_CLASSES[first.type][0]


def _names_kind(mention: EventMention, other: EventMention, key: Iterable[Role]) -> bool:
    """Whether a definite noun names what a verb says shortly before ("a ucis un paznic", "crima")."""
    distance = mention.head.sentence - other.head.sentence
    taken_up = mention.is_definite and not mention.is_plural and not other.is_noun
    return taken_up and (0 < distance <= _LEAD if key else distance == 1 and not _has_key_roles(mention))


def _is_single(mention: EventMention, other: EventMention, key: Iterable[Role]) -> bool:
    """Whether one participant in common is enough: of a noun in the singular."""
    return bool(set(key)) and mention.is_noun and other.is_noun and not mention.is_plural


def _is_bare(mention: EventMention, other: EventMention) -> bool:
    """Whether a noun in the singular says nothing new of what the same noun reports."""
    singular = mention.is_noun and other.is_noun and not mention.is_plural
    sure = {(a.role, a.actor) for a in mention.event.arguments if a.confidence >= SURE}
    return singular and sure <= other.participants and not mention.is_introduced


def _names_less(mention: EventMention, other: EventMention, key: Iterable[Role]) -> bool:
    """Whether one of two with the same word says less than the other of whom it befalls."""
    few, many = sorted((mention.participants, other.participants), key=len)
    return mention.head.lemma == other.head.lemma and few < many and bool(set(key) - {"agent"})


def _has_key_roles(mention: EventMention) -> bool:
    return any(role in _KEY_ROLES for role, _ in mention.participants)


def _has_common_time(mention: EventMention, other: EventMention) -> bool:
    return mention.event.time is not None and mention.event.time == other.event.time


def _is_told_by(mention: EventMention, title: EventMention) -> bool:
    """Whether the first sentences tell what the title says: with somebody in common, or where one of them names nobody."""
    common = any(_meet(mention, title, role) for role in (*_KEY_ROLES, "place"))
    return common or not mention.sure or not title.sure
