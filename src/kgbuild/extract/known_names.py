"""The last sieve: who the actors are that the gazetteer does not know, and where places lie, by names from outside."""

from dataclasses import replace

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.lexicon.actor_nouns import load_settlement_nouns
from kgbuild.lexicon.gazetteer import Entry, NameSource
from kgbuild.lexicon.inflection import to_key
from kgbuild.vocab import LANDS


def join_known(clusters: Clusters, names: NameSource) -> None:
    """Link the actors whose name can mean just one; those that turn out to be the same become one.

    Args:
        clusters: The actors so far, all mentions in their place.
        names: Knows actors by name.
    """
    unknown = [c for c in clusters.all if c.mentions and c.entry is None]
    for cluster in sorted(unknown, key=lambda c: c.start):
        entry = _meant(cluster, names)
        if entry is None:
            continue
        same = next((c for c in clusters.all if c.entry is not None and _is_same(c.entry, entry)), None)
        if same is None:
            clusters.link(cluster, entry)
        else:
            clusters.merge(same, cluster)


def locate_places(clusters: Clusters, names: NameSource) -> None:
    """Say where the places and polities lie that are linked already; nothing else lies anywhere."""
    for cluster in clusters.all:
        entry = cluster.entry
        if entry is None:
            continue
        if cluster.country or cluster.main_type in LANDS:
            clusters.link(cluster, names.locate(entry))
        elif entry.coordinates:
            clusters.link(cluster, replace(entry, coordinates=None))


def _meant(cluster: Cluster, source: NameSource) -> Entry | None:
    """Give the one actor that a cluster's fullest names can mean, None for none or several.

    Less full names are not asked for: "Ion Popescu" would link "Ion Popescu-Argeșanu" to somebody else.
    """
    names = [m for m in cluster.mentions if _is_name(m)]
    longest = max((len(to_key(m.name)) for m in names), default=0)
    fullest = [m for m in names if len(to_key(m.name)) == longest and not m.entries]
    for form in dict.fromkeys(form for m in fullest for form in (m.name, m.mention.text)):
        if found := source.look_up(form, cluster.main_type, _is_settlement(cluster)):
            return found[0] if len(found) == 1 else None
    return None


def _is_settlement(cluster: Cluster) -> bool | None:
    """Whether a place is called a settlement ("orașul Iași") or something else ("județul Iași"), None where neither."""
    nouns = {m.lemma for m in cluster.mentions if m.noun_class == "place"}
    return nouns <= load_settlement_nouns() if nouns else None


def _is_name(mention: ActorMention) -> bool:
    """Whether a mention may be a name: bodies are described by theirs ("Asociația Dogarilor") where it begins with a noun."""
    if mention.kind == "description":
        return mention.type == "Organization" and mention.mention.text[0].isupper() and len(to_key(mention.mention.text)) > 1
    return mention.kind == "name"


def _is_same(one: Entry, other: Entry) -> bool:
    """Whether two have an identifier in common."""
    return bool((one.wikidata and one.wikidata == other.wikidata) or (one.geonames and one.geonames == other.geonames))
