"""What tells whether a description means an actor mentioned elsewhere: features of the pair for the model of the last sieve."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kgbuild.extract.body_sieves import body_noun, kinds_of, narrowing
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.people_sieves import gender_of, gender_of_cluster, is_former, is_told_apart
from kgbuild.lexicon.actor_nouns import load_municipal_nouns
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.linear import FeatureGroup, LinearModel, named_once
from kgbuild.model import AnnotatedText, Token

_Said = TypeVar("_Said", int, str)
DIFFERENT, SAME = "different", "same"
# From what chance on two are taken for one.
_SURE = 0.5
_FAR, _MANY = 4, 4
_FEW = 3
_STEM = 5
# Classes of nouns for offices that one person at a time holds.
_HELD = frozenset({"leader", "position"})
# How a noun hangs on another that may mean the same.
_BESIDE = frozenset({"appos", "flat", "conj", "parataxis"})


@dataclass(frozen=True, eq=False, slots=True)
class _Portrait:
    """What the pairs of a cluster ask of it, looked up once.

    Args:
        cluster: The cluster.
        kind: Its type.
        is_named: Whether it has a name.
        is_described: Whether it has no name and nothing says who it is.
        first: Its first mention.
        start: Where that is.
        salience: How often it is mentioned, many being as good as more.
        places: Offset and sentence of each mention, in text order.
        lemmas: Base forms of its nouns.
        offices: The offices that they mean.
        posts: Base forms of the nouns for offices that it is said to hold, what each means where it has several names.
        led: The bodies that it is said to lead.
        gender: Its gender, None where nothing says.
        is_woman: Whether the noun that it is described by means only women ("contabila").
        country: Code of the country it belongs to, None where not known.
        count: The number it is mentioned with, None without one.
        words: Beginnings of its content words.
        noun_class: Class of the noun it is most often described by, or what the gazetteer takes it for.
        numbers: The numbers that narrow it down, as an age does.
        ranks: Which one in a row it is said to be.
        ages: How old it is said to be.
        is_apart: Whether it is said to be another one, or no one in particular.
        heads: The heads of its mentions.
        below: The words that hang on those, appositions left out.
        noun: Base form of the noun for a body that every town has.
        narrowing: What its name says beside that noun.
        bodies: The kinds of bodies that it may be, as the gazetteer names them.
    """

    cluster: Cluster
    kind: str
    is_named: bool
    is_described: bool
    first: ActorMention
    start: int
    salience: int
    places: tuple[tuple[int, int], ...]
    lemmas: frozenset[str]
    offices: frozenset[str]
    posts: frozenset[str]
    led: frozenset[int]
    gender: str | None
    is_woman: bool
    country: str | None
    count: str | None
    words: frozenset[str]
    noun_class: str
    numbers: frozenset[str]
    ranks: frozenset[str]
    ages: frozenset[str]
    is_apart: bool
    heads: frozenset[int]
    below: frozenset[int]
    noun: str | None
    narrowing: frozenset[str]
    bodies: frozenset[str]


class Likeness:
    """Describes the pairs of a cluster without a name and of another one that it may be.

    Args:
        clusters: The actors so far; none may change while this is in use.
    """

    def __init__(self, clusters: Clusters) -> None:
        placed = sorted((c for c in clusters.all if c.mentions), key=lambda c: c.start)
        self._portraits = [_portray(clusters, cluster) for cluster in placed]
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
        """Whether people are of a party or body, and the others of another, or of none or counted ("consilierii PSD")."""
        body = described.of
        groups = described.main_type == other.main_type == "PersonGroup"
        if not groups or body is None or body.type != "Organization" or body is other.of:
            return False
        return other.of is not None or "party" in kinds_of(body) or bool(self._by_cluster[id(other)].count)

    def _rank(self, described: _Portrait, other: _Portrait) -> str:
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
def _of_noun(noun: str, noun_class: str | None, kind: str, is_named: bool, known_kind: str) -> tuple[str, ...]:
    """Name the noun of the description, and what the other is."""
    facts = (f"noun={noun}", f"noun={noun} {kind} {is_named}")
    return (*facts, f"noun={noun} is {known_kind}", f"{noun_class} is {known_kind}") if known_kind else facts


@named_once
def _of_nouns(noun: str, other: str) -> tuple[str, ...]:
    """Name the nouns of both."""
    return (f"nouns={noun}~{other}",)


def _portray(clusters: Clusters, cluster: Cluster) -> _Portrait:
    places = sorted((m.mention.start, clusters.text.tokens[m.head].sentence) for m in cluster.mentions)
    lemmas = frozenset(m.lemma for m in cluster.mentions if m.lemma)
    named = bool(cluster.names)
    said = (*cluster.mentions, *(office for office, _ in cluster.offices))
    return _Portrait(
        cluster=cluster,
        kind=cluster.main_type,
        is_named=named,
        is_described=not (named or cluster.country or cluster.entry is not None),
        first=min(cluster.mentions, key=lambda m: m.mention.start),
        start=places[0][0],
        salience=min(len(cluster.mentions), _MANY),
        places=tuple(places),
        lemmas=lemmas,
        offices=frozenset(find_office(lemma, ()) for lemma in lemmas) - {""},
        led=frozenset(id(owner) for m in said if m.noun_class == "leader" and (owner := _body_of(clusters, m)) is not None),
        posts=_posts(clusters, [m for m in said if m.noun_class in _HELD]),
        gender=gender_of_cluster(clusters, cluster),
        is_woman=any(
            m.kind == "description" and m.type == "Person" and gender_of(clusters, m) == "Fem" for m in cluster.mentions
        ),
        country=_country(cluster),
        count=next((m.count for m in cluster.mentions if m.count), None),
        words=frozenset(w[:_STEM] for m in cluster.mentions for w in to_key(m.name) if len(w) >= _STEM),
        noun_class=_class(cluster),
        numbers=frozenset(word for m in cluster.mentions for word in m.modifiers if word.isdigit()),
        ranks=frozenset(m.rank for m in cluster.mentions if m.rank),
        ages=cluster.ages,
        is_apart=any(m.apart for m in cluster.mentions),
        heads=frozenset(m.head for m in cluster.mentions),
        below=frozenset(i for m in cluster.mentions for i in _below(clusters.text, clusters.text.tokens[m.head])),
        noun=next((n for m in cluster.mentions if (n := body_noun(m)) in load_municipal_nouns()), None),
        narrowing=frozenset(word for m in cluster.mentions for word in narrowing(m)),
        bodies=kinds_of(cluster),
    )


def _below(text: AnnotatedText, head: Token) -> Iterator[int]:
    """Give the words that hang on a noun, but for what is put beside it."""
    for child in text.children(head):
        if child.relation not in _BESIDE:
            yield from (t.index for t in text.subtree(child))


def _posts(clusters: Clusters, offices: Sequence[ActorMention]) -> frozenset[str]:
    """Give the posts that nouns for offices mean: that of a state, or of a body; where only bare nouns stand, either."""
    owned = [m for m in offices if m.possessor is not None]
    found = set[str]()
    for said in owned or offices:
        post = find_office(said.lemma, said.modifiers) or said.lemma
        owner = clusters.by_head.get(said.possessor) if said.possessor is not None else None
        of_body = owner is not None and owner.main_type == "Organization"
        found |= {f"{post} of a body"} if of_body else {post} if owned else {post, f"{post} of a body"}
    return frozenset(found)


def _body_of(clusters: Clusters, office: ActorMention) -> Cluster | None:
    """Give the body with a name that an office is of."""
    owner = clusters.by_head.get(office.possessor) if office.possessor is not None else None
    return owner if owner is not None and owner.type == "Organization" and owner.names else None


def _last_before(portrait: _Portrait, offset: int) -> int:
    """Give where a cluster was last mentioned before an offset, -1 where nowhere."""
    before = bisect_left(portrait.places, (offset,))
    return portrait.places[before - 1][0] if before else -1


def _distance(described: _Portrait, other: _Portrait) -> str:
    """Give how many sentences lie between a description and the other's last mention before, or its first one after."""
    start, sentence = described.places[0]
    before = bisect_left(other.places, (start,))
    if before:
        return f"before {min(sentence - other.places[before - 1][1], _FAR)}"
    return f"after {min(other.places[0][1] - sentence, _FAR)} {'lead' if sentence < _FAR else ''}"


def _offices(described: _Portrait, other: _Portrait) -> str:
    """Tell whether the nouns of both are the same, or mean the same office."""
    if described.lemmas & other.lemmas:
        return "same noun"
    if not described.offices or not other.offices:
        return "unknown"
    return "same" if described.offices & other.offices else "other"


def _agreement(one: str | None, two: str | None) -> str:
    return "unknown" if not one or not two else "same" if one == two else "other"


def _country(cluster: Cluster) -> str | None:
    """Give the code of the country that a cluster belongs to."""
    said = next((m.country for m in cluster.mentions if m.country), None)
    known = cluster.entry.of if cluster.entry is not None else None
    return said or (cluster.of.country if cluster.of is not None else None) or known


def _words(described: _Portrait, other: _Portrait) -> str:
    """Tell how many content words of the description stand in a mention of the other."""
    own, others = described.words, other.words
    return "none" if not own & others else "all" if own <= others else "inverse" if others <= own else "some"


def _class(cluster: Cluster) -> str:
    """Give the class of the noun that a cluster is most often described by, or what the gazetteer takes it for."""
    classes = [m.noun_class for m in cluster.mentions if m.noun_class] + [
        o.noun_class for o, _ in cluster.offices if o.noun_class
    ]
    return max(classes, key=classes.count) if classes else "known" if cluster.entry is not None else "unknown"


def _may_match(described: _Portrait, other: _Portrait) -> bool:
    """Whether two clusters can be the same at all: two without a name are asked once, the later of the earlier."""
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
    aged = _exclude(described.numbers, other.numbers) or _exclude(described.ages, other.ages)
    # "Fosta contabilă" is no man.
    sexed = (described.is_woman and other.gender == "Masc") or (other.is_woman and described.gender == "Masc")
    if aged or sexed or _exclude(described.ranks, other.ranks):
        return False
    # Neither are the Russian troops the Ukrainian ones, nor "alte două persoane" those named before.
    others = described.is_apart and not (other.is_apart and described.lemmas & other.lemmas)
    if others or _agreement(described.country, other.country) == "other":
        return False
    # "Nouă soldați" after "mii de soldați" are others.
    return (described.kind == "Person") == (other.kind == "Person") and described.count in {None, other.count}


def _heads_state(office: ActorMention) -> bool:
    """Whether an office is that of who leads a state or government today."""
    return find_office(office.lemma, office.modifiers) in OF_STATES and not is_former(office)


def _are_several_for_one(described: _Portrait, other: _Portrait) -> bool:
    """Whether several countries or bodies, or some country, stand against the one that the article names.

    "Grupurile" are no group that is named; forces are, whose name is a plural.
    """
    mentions = described.cluster.mentions
    if other.cluster.country:
        return any(m.plural or not m.definite for m in mentions)
    several = described.kind == "Organization" and other.is_named and all(m.plural for m in mentions)
    return several and not any(m.plural or m.noun_class == "national" for m in other.cluster.mentions)


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
