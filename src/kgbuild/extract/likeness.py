"""What tells whether a description means an actor mentioned elsewhere: features of the pair for the model of the last sieve."""

from collections.abc import Iterator

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.people_sieves import gender_of_cluster
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.offices import find_office
from kgbuild.linear import LinearModel

DIFFERENT, SAME = "different", "same"
# From what chance on two are taken for one.
_SURE = 0.5
_FAR, _MANY = 4, 4
_STEM = 5


def describe_pair(clusters: Clusters, described: Cluster, other: Cluster) -> Iterator[str]:
    """Give the features of a cluster without a name and of another that may be the same actor.

    Args:
        clusters: The actors so far.
        described: The cluster without a name.
        other: The other one.

    Yields:
        Names of features.
    """
    first = min(described.mentions, key=lambda m: m.mention.start)
    kind = described.main_type
    other_kind = other.main_type
    pair = f"{kind}~{other_kind}{' named' if other.names else ''}"
    facts = [
        f"definite={first.definite}",
        _distance(clusters, first, other),
        f"office={_offices(described, other)}",
        f"gender={_agreement(gender_of_cluster(clusters, described), gender_of_cluster(clusters, other))}",
        f"country={_agreement(_country(described), _country(other))}",
        f"count={_agreement(_count(described), _count(other))}",
        f"words={_words(described, other)}",
        f"modifiers={min(len(first.modifiers), 2)}",
        f"classes={first.noun_class}~{_class(other)}",
        f"rank={_rank(clusters, first, other, other_kind)}",
        f"salience={min(len(other.mentions), _MANY)}",
    ]
    yield pair
    for fact in facts:
        yield from (fact, f"{pair} {fact}")
    yield from (f"{facts[0]} {facts[1]} {pair}", f"{facts[2]} {facts[4]} {pair}", f"{facts[0]} {facts[9]} {pair}")
    yield from (f"{facts[3]} {facts[8]}", f"{facts[7]} {facts[9]} {pair}", f"{facts[8]} {facts[1]}")
    yield from (f"noun={first.lemma}", f"noun={first.lemma} {other_kind} {bool(other.names)}")
    if other.entry is not None:
        yield from (f"noun={first.lemma} is {other.entry.kind}", f"{first.noun_class} is {other.entry.kind}")
    yield from (f"nouns={first.lemma}~{lemma}" for lemma in sorted({m.lemma for m in other.mentions if m.lemma}))


def _distance(clusters: Clusters, first: ActorMention, other: Cluster) -> str:
    """Give how many sentences lie between a description and the other's last mention before, or its first one after."""
    sentence = clusters.text.tokens[first.head].sentence
    before = [clusters.text.tokens[m.head].sentence for m in other.mentions if m.mention.start < first.mention.start]
    if before:
        return f"before {min(sentence - max(before), _FAR)}"
    after = min(clusters.text.tokens[m.head].sentence for m in other.mentions)
    return f"after {min(after - sentence, _FAR)} {'lead' if sentence < _FAR else ''}"


def _offices(described: Cluster, other: Cluster) -> str:
    """Tell whether the nouns of both are the same, or mean the same office."""
    own, others = {m.lemma for m in described.mentions}, {m.lemma for m in other.mentions if m.lemma}
    if own & others:
        return "same noun"
    parts, other_parts = ({find_office(lemma, ()) for lemma in lemmas} - {""} for lemmas in (own, others))
    return "same" if parts & other_parts else "other" if parts and other_parts else "unknown"


def _agreement(one: str | None, two: str | None) -> str:
    return "unknown" if not one or not two else "same" if one == two else "other"


def _country(cluster: Cluster) -> str | None:
    """Give the code of the country that a cluster belongs to."""
    said = next((m.country for m in cluster.mentions if m.country), None)
    known = cluster.entry.of if cluster.entry is not None else None
    return said or (cluster.of.country if cluster.of is not None else None) or known


def _count(cluster: Cluster) -> str | None:
    return next((m.count for m in cluster.mentions if m.count), None)


def _words(described: Cluster, other: Cluster) -> str:
    """Tell how many content words of the description stand in a mention of the other."""
    own = {w[:_STEM] for m in described.mentions for w in to_key(m.name) if len(w) >= _STEM}
    others = {w[:_STEM] for m in other.mentions for w in to_key(m.name) if len(w) >= _STEM}
    return "none" if not own & others else "all" if own <= others else "inverse" if others <= own else "some"


def _class(cluster: Cluster) -> str:
    """Give the class of the noun that a cluster is most often described by, or what the gazetteer takes it for."""
    classes = [m.noun_class for m in cluster.mentions if m.noun_class] + [
        o.noun_class for o, _ in cluster.offices if o.noun_class
    ]
    return max(classes, key=classes.count) if classes else "known" if cluster.entry is not None else "unknown"


def _rank(clusters: Clusters, first: ActorMention, other: Cluster, kind: str) -> str:
    """Give how many actors of the other's type were mentioned between it and a description."""
    start = first.mention.start
    last = other.last_before(start)
    if last < 0:
        return "later"
    between = [c for c in clusters.all if c is not other and c.mentions and last < c.last_before(start)]
    return str(min(sum(c.main_type == kind and first not in c.mentions for c in between), 3))


def pairs(clusters: Clusters) -> Iterator[tuple[Cluster, Cluster]]:
    """Give every cluster without a name, in text order, with each other one that it may be."""
    placed = sorted((c for c in clusters.all if c.mentions), key=lambda c: c.start)
    for described in placed:
        if described.names or described.country or described.entry is not None:
            continue
        for other in placed:
            if other is not described and _may_match(described, other):
                yield described, other


def _may_match(described: Cluster, other: Cluster) -> bool:
    """Whether two clusters can be the same at all: two without a name are asked once, the later of the earlier."""
    if not other.names and not other.country and other.start > described.start:
        return False
    people = [c.main_type == "Person" for c in (described, other)]
    # "Nouă soldați" after "mii de soldați" are others.
    counted = _count(described)
    return people[0] == people[1] and counted in {None, _count(other)}


def join_alike(clusters: Clusters, model: LinearModel) -> None:
    """Let descriptions mean the actors that the model takes for the same, the surest for each; the last sieve.

    Args:
        clusters: The actors so far.
        model: Tells `SAME` from `DIFFERENT` by the features of `describe_pair`.
    """
    chances: dict[int, tuple[float, Cluster, Cluster]] = {}
    for described, other in pairs(clusters):
        chance = model.probabilities(describe_pair(clusters, described, other))[SAME]
        if chance >= _SURE and chance > chances.get(id(described), (0.0,))[0]:
            chances[id(described)] = (chance, described, other)
    kept: dict[int, Cluster] = {}
    for _, described, other in chances.values():
        target = kept.get(id(other), other)
        target.of = target.of or described.of
        clusters.merge(target, described)
        kept[id(described)] = target
