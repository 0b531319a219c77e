"""Second stage of finding actors: who the mentions mean."""

from collections.abc import Iterable, Sequence

from kgbuild.extract.appositions import POSSESSIVES
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.description_sieves import join_descriptions
from kgbuild.extract.known_names import join_known, locate_places
from kgbuild.extract.likeness import join_alike
from kgbuild.extract.name_sieves import join_names
from kgbuild.extract.pronouns import resolve_pronouns
from kgbuild.lexicon.gazetteer import NameSource
from kgbuild.lexicon.inflection import to_key
from kgbuild.linear import LinearModel
from kgbuild.model import Actor, Actors, AnnotatedText, Mention


def find_actors(
    text: AnnotatedText, mentions: Sequence[ActorMention], model: LinearModel, names: NameSource | None = None
) -> Actors:
    """Find out which mentions mean the same actor, and who that is.

    Args:
        text: The analysed article.
        mentions: Its mentions in text order.
        model: Tells whether a description means another actor, by the features of `likeness`.
        names: Knows actors that the gazetteer has not; they are linked, and nothing else depends on it.

    Returns:
        The actors, whether or not they take part in anything, and the words that stand for them.
    """
    clusters = Clusters(text, mentions)
    join_names(clusters)
    join_descriptions(clusters)
    join_alike(clusters, model)
    if names is not None:
        join_known(clusters, names)
        locate_places(clusters, names)
    ordered = sorted((c for c in clusters.all if c.mentions), key=lambda c: (c.start, -max(m.mention.end for m in c.mentions)))
    keys = {id(cluster): f"a{number}" for number, cluster in enumerate(ordered, start=1)}
    actors = tuple(_to_actor(cluster, keys) for cluster in ordered)
    by_token = _words(ordered, keys)
    by_token |= resolve_pronouns(text, by_token, {a.key: a for a in actors})
    named = frozenset(keys[id(c)] for c in ordered if c.names or c.country)
    return Actors(actors, by_token, named)


def _to_actor(cluster: Cluster, keys: dict[int, str]) -> Actor:
    """Make an actor of a cluster."""
    entry = cluster.entry
    owner = cluster.of
    return Actor(
        key=keys[id(cluster)],
        type="GeopoliticalEntity" if cluster.country else cluster.main_type,
        name=_best_name(cluster),
        mentions=_without_overlaps(m.mention for m in cluster.mentions),
        wikidata=entry.wikidata if entry else None,
        geonames=entry.geonames if entry else None,
        iso=entry.iso if entry else None,
        of=keys.get(id(owner)) if owner is not None and owner is not cluster else None,
        coordinates=entry.coordinates if entry else None,
    )


def _best_name(cluster: Cluster) -> str:
    """Give the fullest name in the text; the gazetteer's for countries and people called by one word; else a description."""
    names, entry = cluster.names, cluster.entry
    if entry is not None and (cluster.country or not names or entry.type == "Place"):
        return entry.name
    if not names:
        return cluster.mentions[0].name
    if entry is not None and entry.type == "Person" and all(len(to_key(m.name)) == 1 for m in names):
        return entry.name
    # "Ambasada sa" is a name only beside whose it is.
    names = [m for m in names if POSSESSIVES.isdisjoint(m.name.lower().split())] or names
    if cluster.type == "Place":
        return min(names, key=lambda m: (len(m.name), m.mention.start)).name
    return max(names, key=lambda m: (len(to_key(m.name)), -m.mention.start)).name


def _without_overlaps(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Give mentions in text order, the longer where two overlap."""
    kept: list[Mention] = []
    for mention in sorted(set(mentions), key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return tuple(sorted(kept))


def _words(clusters: Sequence[Cluster], keys: dict[int, str]) -> dict[int, str]:
    """Give the actor that each word stands for: a name within a longer one keeps its own words but the head."""
    placed = [(m, keys[id(c)]) for c in clusters for m in c.mentions]
    by_token: dict[int, str] = {}
    for mention, key in sorted(placed, key=lambda p: (-len(p[0].tokens), p[0].mention.start)):
        by_token |= dict.fromkeys(mention.tokens, key)
    for mention, key in placed:
        if len(mention.tokens) > 1:
            by_token[mention.head] = key
    return by_token
