"""What tells whether a description means an actor mentioned elsewhere: features of the pair for the model of the last sieve."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from kgbuild.extract.body_sieves import kinds_of
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.office_sieves import is_former, is_told_apart
from kgbuild.extract.portraits import Portrait, portray
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.linear import FeatureGroup, LinearModel, named_once

_Said = TypeVar("_Said", int, str)
DIFFERENT, SAME = "different", "same"
# From what chance on two are taken for one.
_SURE = 0.5
_FAR = 4
_FEW = 3
# The title and the sentences that tell the same in full.
_LEAD = 3


class Likeness:
    """Describes the pairs of a cluster without a name and of another one that it may be.

    Args:
        clusters: The actors so far; none may change while this is in use.
    """

    def __init__(self, clusters: Clusters) -> None:
        placed = sorted((c for c in clusters.all if c.mentions), key=lambda c: c.start)
        self._portraits = [portray(clusters, cluster) for cluster in placed]
        self._by_cluster = {id(p.cluster): p for p in self._portraits}
        self._lasts: dict[int, dict[str, list[int]]] = {}

    def pairs(self) -> Iterator[tuple[Cluster, Cluster]]:
        """Give every cluster without a name, in text order, with each other one that it may be."""
        for described in self._portraits:
            if described.is_described:
                for other in self._portraits:
                    if other is not described and _may_match(described, other):
                        yield described.cluster, other.cluster

    def describe(self, described: Cluster, other: Cluster) -> list[FeatureGroup]:
        """Give the features of a cluster without a name and of another that it may be, in groups that rest on the same facts."""
        one, two = self._by_cluster[id(described)], self._by_cluster[id(other)]
        first, pair = one.first, f"{one.kind}~{two.kind}{' named' if two.is_named else ''}"
        distance, gender, modifiers = _distance(one, two), _agreement(one.gender, two.gender), min(len(first.modifiers), 2)
        return [
            _of_place(pair, first.definite, distance, self._rank(one, two), modifiers),
            _of_office(pair, _offices(one, two), _agreement(one.country, two.country), gender),
            _of_words(pair, _agreement(one.count, two.count), _words(one, two), two.salience),
            _of_classes(pair, first.noun_class, two.noun_class, gender, distance),
            _of_deeds(pair, bool(one.deeds & two.deeds), one.places[0][1] == 0, two.places[0][1] < _LEAD),
            _of_noun(first.lemma, first.noun_class, two.kind, two.is_named, other.entry.kind if other.entry is not None else ""),
            *[_of_nouns(first.lemma, lemma) for lemma in two.lemmas],
        ]

    def are_two_bodies(self, described: Cluster, other: Cluster) -> bool:
        """Whether two are bodies of other kinds, as the police and a party, or of other towns, as "Primăria Iași" and another.

        The model learns from such pairs, too: without them it would take more of the others for the same.
        """
        one, two = self._by_cluster[id(described)], self._by_cluster[id(other)]
        towns = bool(one.noun) and one.noun == two.noun and _exclude(one.narrowing, two.narrowing)
        return towns or _exclude(one.bodies, two.bodies)

    def are_of_two_parties(self, described: Cluster, other: Cluster) -> bool:
        """Whether people are of a party or body, and the others of another, or of none or counted ("consilierii PSD").

        So are those who are a party themselves ("laburiștii", "conservatorii").
        """
        if _exclude(self._by_cluster[id(described)].partisans, self._by_cluster[id(other)].partisans):
            return True
        body = described.of
        if body is None or body.type != "Organization" or body is other.of:
            return False
        if not described.main_type == other.main_type == "PersonGroup":
            return False
        return other.of is not None or "party" in kinds_of(body) or bool(self._by_cluster[id(other)].count)

    def _rank(self, described: Portrait, other: Portrait) -> str:
        """Give how many actors of the other's type were mentioned between it and a description."""
        last = _last_before(other, described.start)
        if last < 0:
            return "later"
        lasts = self._lasts.get(described.start)
        if lasts is None:
            lasts = self._lasts[described.start] = defaultdict(list)
            for portrait in self._portraits:
                if portrait is not described:
                    lasts[portrait.kind].append(_last_before(portrait, described.start))
            for offsets in lasts.values():
                offsets.sort()
        offsets = lasts[other.kind]
        return str(min(len(offsets) - bisect_right(offsets, last), _FEW))


def _and_of(pair: str, *facts: str) -> tuple[str, ...]:
    """Name facts by themselves and of a pair of types."""
    return (*facts, *(f"{pair} {fact}" for fact in facts))


@named_once
def _of_place(pair: str, is_definite: bool, distance: str, rank: str, modifiers: int) -> tuple[str, ...]:
    """Name where the two stand in the text, and what of them says so."""
    definite, ranked, modified = f"definite={is_definite}", f"rank={rank}", f"modifiers={modifiers}"
    together = (f"{definite} {distance} {pair}", f"{definite} {ranked} {pair}", f"{modified} {ranked} {pair}")
    return (pair, *_and_of(pair, definite, distance, ranked, modified), *together)


@named_once
def _of_office(pair: str, office: str, country: str, gender: str) -> tuple[str, ...]:
    """Name whether office, country and gender are the same."""
    facts = _and_of(pair, f"office={office}", f"country={country}", f"gender={gender}")
    return (*facts, f"office={office} country={country} {pair}")


@named_once
def _of_words(pair: str, count: str, words: str, salience: int) -> tuple[str, ...]:
    """Name what words and numbers they share, and how often the other is mentioned."""
    return _and_of(pair, f"count={count}", f"words={words}", f"salience={salience}")


@named_once
def _of_classes(pair: str, one: str | None, other: str, gender: str, distance: str) -> tuple[str, ...]:
    """Name the classes of their nouns."""
    classes = f"classes={one}~{other}"
    return (*_and_of(pair, classes), f"gender={gender} {classes}", f"{classes} {distance}")


@named_once
def _of_deeds(pair: str, alike: bool, in_title: bool, in_lead: bool) -> tuple[str, ...]:
    """Name whether the same is told of both, as often of whom the title describes and the lead names."""
    facts = (f"deeds={alike}", f"in title={in_title}", f"other in lead={in_lead}")
    return (*facts, *_and_of(pair, " ".join(facts)))


@named_once
def _of_noun(noun: str, noun_class: str | None, kind: str, is_named: bool, known_kind: str) -> tuple[str, ...]:
    """Name the noun of the description, and what the other is."""
    facts = (f"noun={noun}", f"noun={noun} {kind} {is_named}")
    return (*facts, f"noun={noun} is {known_kind}", f"{noun_class} is {known_kind}") if known_kind else facts


@named_once
def _of_nouns(noun: str, other: str) -> tuple[str, ...]:
    """Name the nouns of both."""
    return (f"nouns={noun}~{other}",)


def _last_before(portrait: Portrait, offset: int) -> int:
    """Give where a cluster was last mentioned before an offset, -1 where nowhere."""
    before = bisect_left(portrait.places, (offset,))
    return portrait.places[before - 1][0] if before else -1


def _distance(described: Portrait, other: Portrait) -> str:
    """Give how many sentences lie between a description and the other's last mention before, or its first one after."""
    start, sentence = described.places[0]
    before = bisect_left(other.places, (start,))
    if before:
        return f"before {min(sentence - other.places[before - 1][1], _FAR)}"
    return f"after {min(other.places[0][1] - sentence, _FAR)} {'lead' if sentence < _FAR else ''}"


def _offices(described: Portrait, other: Portrait) -> str:
    """Tell whether the nouns of both are the same, or mean the same office."""
    if described.lemmas & other.lemmas:
        return "same noun"
    if not described.offices or not other.offices:
        return "unknown"
    return "same" if described.offices & other.offices else "other"


def _agreement(one: str | None, two: str | None) -> str:
    return "unknown" if not one or not two else "same" if one == two else "other"


def _words(described: Portrait, other: Portrait) -> str:
    """Tell how many content words of the description stand in a mention of the other."""
    own, others = described.words, other.words
    return "none" if not own & others else "all" if own <= others else "inverse" if others <= own else "some"


def _may_match(described: Portrait, other: Portrait) -> bool:
    """Whether two clusters can be the same at all: two without a name are asked once, the later of the earlier."""
    # "Nouă soldați" after "mii de soldați" are others.
    if (described.kind == "Person") != (other.kind == "Person") or described.count not in {None, other.count}:
        return False
    if not other.is_named and not other.cluster.country and other.start > described.start:
        return False
    # The governor of a region is no minister who is named, the head of one body none of another, nor a minister another one.
    posted = (
        _exclude(described.posts, other.posts)
        or _exclude(described.led, other.led)
        or is_told_apart(other.cluster, described.first)
    )
    # Nobody is named in what is told of him ("un bărbat condamnat pentru asasinarea lui Ion Popa").
    if posted or described.below & other.heads or other.below & described.heads:
        return False
    # "Un cancelar german" is not the chancellor.
    single = other.is_named and _heads_state(described.first) and not described.first.definite
    if single or _are_several_for_one(described, other):
        return False
    # "Un român de 39 de ani" is not the one of 45, and the second defendant is not the first.
    told_apart = _exclude(described.numbers, other.numbers) or _exclude(described.ages, other.ages)
    # Nor is the victim who is accused.
    told_apart = told_apart or _exclude(described.parts, other.parts) or _are_of_other_things(described, other)
    # Nor is "un spital din Ploiești" the one of another town.
    told_apart = told_apart or _exclude(described.towns, other.towns)
    # "Fosta contabilă" is no man.
    sexed = (described.is_woman and other.gender == "Masc") or (other.is_woman and described.gender == "Masc")
    if told_apart or sexed or _exclude(described.ranks, other.ranks):
        return False
    # Neither are the Russian troops the Ukrainian ones, nor "alte două persoane" those named before.
    others = described.is_apart and not (other.is_apart and described.lemmas & other.lemmas)
    return not others and _agreement(described.country, other.country) != "other"


def _heads_state(office: ActorMention) -> bool:
    """Whether an office is that of who leads a state or government today."""
    return find_office(office.lemma, office.modifiers) in OF_STATES and not is_former(office)


def _are_several_for_one(described: Portrait, other: Portrait) -> bool:
    """Whether several countries or bodies, or some country, stand against the one that the article names.

    "Grupurile" are no group that is named; forces are, whose name is a plural.
    """
    mentions = described.cluster.mentions
    if other.cluster.country:
        return any(m.plural or not m.definite for m in mentions)
    several = described.kind == "Organization" and other.is_named and all(m.plural for m in mentions)
    return several and not any(m.plural or m.noun_class == "national" for m in other.cluster.mentions)


def _are_of_other_things(one: Portrait, other: Portrait) -> bool:
    """Whether one noun is said of two with other things ("șoferul microbuzului", "șoferul camionului")."""
    shared = {noun for noun, _ in one.things} & {noun for noun, _ in other.things}
    return bool(shared) and one.things.isdisjoint(other.things)


def _exclude(one: frozenset[_Said], two: frozenset[_Said]) -> bool:
    """Whether both sides say something, and nothing that is the same."""
    return bool(one and two) and one.isdisjoint(two)


def join_alike(clusters: Clusters, model: LinearModel) -> None:
    """Let descriptions mean the actors that the model takes for the same, the surest for each; the last sieve.

    Args:
        clusters: The actors so far.
        model: Tells `SAME` from `DIFFERENT` by the features of `Likeness.describe`.
    """
    likeness = Likeness(clusters)
    pairs = [p for p in likeness.pairs() if not (likeness.are_two_bodies(*p) or likeness.are_of_two_parties(*p))]
    chances: dict[int, tuple[float, Cluster, Cluster]] = {}
    for (described, other), shares in zip(pairs, model.weigh_groups(likeness.describe(*pair) for pair in pairs), strict=True):
        if shares[SAME] >= _SURE and shares[SAME] > chances.get(id(described), (0.0,))[0]:
            chances[id(described)] = (shares[SAME], described, other)
    kept: dict[int, Cluster] = {}
    for _, described, other in chances.values():
        target = kept.get(id(other), other)
        target.of = target.of or described.of
        clusters.merge(target, described)
        kept[id(described)] = target
