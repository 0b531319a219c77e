"""Which named actors of different articles are the same: linked ids first, then names with type, country and company.

Actors with the same name, type and country make one thing (`ActorThing`) without being compared: its members need not be counted
to add one. What differs in name or country is compared within blocks.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kgbuild.consolidate.matching import Likeness
from kgbuild.consolidate.records import ActorRecord
from kgbuild.lexicon.actor_nouns import find_lemma
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import to_key, to_sounds
from kgbuild.vocab import LANDS

# From what score on two are put together, and from what on they are said to be the same.
LEAST: Final = 0.6
SAME: Final = 0.85
_SHORT: Final = 5
# Of how many names it is remembered whether many countries have a body of it.
_LABELS_KEPT: Final = 1 << 16
_FEW_EDITS: Final = 2
_COUNTRY: Final = 0.15
_COMPANY: Final = 0.15
_LEXICON: Final = 0.2


@dataclass(frozen=True, slots=True)
class ActorThing:
    """All actors of one name, type and country, or one linked actor.

    Args:
        key: What tells it from others.
        type: What kind of actor; places and polities count as one kind.
        label: The name.
        names: All names, folded, that of the label first.
        country: Code of its country, None where not told.
        linked: Its IRI where it is linked, else None.
    """

    key: str
    type: str
    label: str
    names: tuple[str, ...]
    country: str | None = None
    linked: str | None = None


def to_thing(actor: ActorRecord) -> ActorThing | None:
    """Find the thing that an actor belongs to.

    Args:
        actor: An actor of an article.

    Returns:
        The thing; None for an actor whose name says too little: a bare surname, "Ministerul Apărării" of no country.

    >>> to_thing(ActorRecord("a", "Person", "Ana Pop", ("ana pop",), "RO")).key
    'Person|ana pop|RO'
    """
    kind = "Place" if actor.type in LANDS else actor.type
    if not actor.names:
        return None
    if actor.is_linked:
        return ActorThing(actor.iri, kind, actor.label, actor.names, actor.country, actor.iri)
    if kind == "Person" and not _is_full_name(actor.label):
        return None
    if kind == "Organization" and actor.country is None and _is_general(actor.label):
        return None
    names = tuple(n for n in actor.names if n == actor.names[0] or " " in n or len(n) > 1)
    return ActorThing(f"{kind}|{actor.names[0]}|{actor.country or ''}", kind, actor.label, names, actor.country)


def _is_full_name(label: str) -> bool:
    words = label.replace("-", " ").split()
    return (
        len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper() and find_lemma(words[0].lower(), words[0]) is None
    )


@lru_cache(_LABELS_KEPT)
def _is_general(label: str) -> bool:
    """Whether many countries have a body of this name: it begins with a common noun and no place is in it."""
    first = label.split(maxsplit=1)[0]
    return find_lemma(first.lower(), first) is not None and not any(True for _ in load_gazetteer().find(label))


def is_short(name: str) -> bool:
    """Whether a name is an acronym or a word so short that others may have it."""
    return " " not in name and len(name) <= _SHORT


def weigh_member(thing: ActorThing, *, in_company: bool) -> Likeness:
    """Say how sure it is that an actor is the same as the others of its thing.

    Args:
        thing: The thing.
        in_company: Whether somebody whom its article names with it is named with another of them as well.

    >>> weigh_member(ActorThing("k", "Person", "Ana Pop", ("ana pop",), "RO"), in_company=False).score
    0.9
    """
    if thing.linked:
        return Likeness(1.0, ["linked to the same id"])
    name = thing.names[0]
    likeness = Likeness(0.75 if " " in name or thing.type == "Place" else 0.5 if is_short(name) else 0.65)
    likeness.reasons.append(f"same name “{thing.label}” and type ({likeness.score:.2f})")
    if (thing.type, name) in _without_id():
        likeness.weigh(_LEXICON, "the lexicon knows one actor of this name")
    if thing.country:
        likeness.weigh(_COUNTRY, f"same country {thing.country}")
    if in_company:
        likeness.weigh(_COMPANY, "named with the same people or bodies")
    return likeness.settled()


@dataclass(frozen=True, slots=True)
class ActorMatcher:
    """Compares actors that differ in name or country.

    Args:
        least: The score from which on two are put together.
        cohesion: The least mean score between two clusters that become one.
    """

    least: float = LEAST
    cohesion: float = 0.0
    name: str = "actor"

    @property
    def kept(self) -> float:
        """Pairs that do not put anything together are of no use: cohesion asks for nothing."""
        return self.least

    def blocks(self, thing: ActorThing) -> Collection[str]:
        """Keys: surname and each initial of people; each whole name of others, and the initials that a body may go by."""
        if thing.type == "Person":
            return {f"p:{to_sounds(words[-1])}:{to_sounds(w)[:1]}" for words in _full_names(thing) for w in words[:-1]}
        kind = "o" if thing.type == "Organization" else "l"
        return {f"{kind}:{name}" for name in thing.names if not (kind == "o" and _is_general(name) and not thing.country)}

    def meets(self, key: str) -> Collection[str]:
        """Give the key itself: what may be the same has it, too."""
        return (key,)

    def compare(self, one: ActorThing, other: ActorThing, shared: Collection[str]) -> Likeness | None:
        """Compare two things by name, country and company."""
        likeness = _by_name(one, other)
        if likeness is None:
            return None
        if one.country and one.country == other.country:
            likeness.weigh(_COUNTRY, f"same country {one.country}")
        if shared:
            likeness.weigh(_COMPANY, f"both named with {len(shared)} of the same people or bodies")
        return likeness.settled()

    def excludes(self, one: ActorThing, other: ActorThing) -> bool:
        """Whether they are of different kinds or countries, or linked to different ids."""
        if one.type != other.type or (one.linked and other.linked):
            return True
        return bool(one.country and other.country and one.country != other.country)

    def apart(self, _one: ActorThing, _other: ActorThing) -> bool:
        """Always: a thing stands for the actors of many articles."""
        return True


def _full_names(thing: ActorThing) -> Iterator[list[str]]:
    for name in thing.names:
        words = name.split()
        if len(words) > 1:
            yield words


def _by_name(one: ActorThing, other: ActorThing) -> Likeness | None:
    if one.type == "Person":
        return _by_persons_name(one, other)
    common = set(one.names) & set(other.names)
    if not common:
        return None
    name = min(common, key=lambda n: (is_short(n), n))
    is_main = name in {one.names[0], other.names[0]}
    score = 0.5 if is_short(name) else 0.75 if one.names[0] == other.names[0] else 0.65 if is_main else 0.55
    return Likeness(score, [f"both called “{name}” ({score:.2f})"])


def _by_persons_name(one: ActorThing, other: ActorThing) -> Likeness | None:
    best = None
    for words in _full_names(one):
        for others in _full_names(other):
            score, reason = _compare_names(words, others)
            if score and (best is None or score > best.score):
                best = Likeness(score, [f"{reason}: “{' '.join(words)}”, “{' '.join(others)}” ({score:.2f})"])
    return best


def _compare_names(one: list[str], other: list[str]) -> tuple[float, str]:
    if one == other:
        return 0.75, "same name"
    heard, others = [to_sounds(w) for w in one], [to_sounds(w) for w in other]
    if heard == others:
        return 0.75, "names that sound the same"
    if heard[-1] != others[-1]:
        return 0.0, ""
    if set(heard) < set(others) or set(others) < set(heard):
        return 0.7, "one name within the other"
    if len(heard) == len(others) and _distance(heard[0], others[0]) <= _FEW_EDITS and heard[1:] == others[1:]:
        return 0.65, "first names spelt alike"
    return 0.0, ""


def _distance(one: str, other: str) -> int:
    """Levenshtein distance.

    >>> _distance("volodimir", "vladimir")
    2
    """
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def is_evidence(key: str) -> bool:
    """Whether being named with somebody says anything: outlets and agencies stand in articles on everything."""
    return key not in _outlets()


@cache
def _without_id() -> frozenset[tuple[str, str]]:
    """Types and names of the actors that the gazetteer knows without an id, as records spell them."""
    entries = [entry for entry in load_gazetteer().entries if not entry.wikidata and not entry.geonames]
    return frozenset((entry.type, " ".join(to_key(entry.name))) for entry in entries)


@cache
def _outlets() -> frozenset[str]:
    """Keys and names of the outlets in the gazetteer, as records spell them."""
    found = set[str]()
    for entry in load_gazetteer().entries:
        if entry.is_outlet:
            found.update(f"n:{' '.join(to_key(name))}" for name in (entry.name, *entry.aliases))
            if entry.wikidata:
                found.add(f"wd-{entry.wikidata}")
    return frozenset(found)
