"""Sieve of coreference for politics: parties by their people."""

from collections.abc import Iterator

from kgbuild.extract.body_sieves import country_of, is_bare
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.lexicon.actor_nouns import find_lemma, load_body_kinds
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.word_forms import is_form_of


def join_partisans(clusters: Clusters) -> None:
    """The people of a party are the party that has their name ("laburiștii", "Partidul Laburist"; "liberalii", "PNL")."""
    bodies = [c for c in clusters.all if c.names and c.main_type == "Organization"]
    parties = [(c, words) for c in bodies if (words := [*_party_names(c)])]
    for mention in clusters.waiting("description"):
        if mention.plural and is_bare(mention) and mention.noun_class == "person":
            named = [c for c, words in parties if any(_holds(name, to_key(mention.lemma.replace("-", " "))) for name in words)]
            if len(named) == 1 and not _are_of_another_country(clusters, mention, named[0]):
                clusters.put(mention, named[0])


def _are_of_another_country(clusters: Clusters, mention: ActorMention, party: Cluster) -> bool:
    """Whether the article tells of people called so in another country ("liberalii germani")."""
    countries = {m.country for m in clusters.mentions if m.plural and m.lemma == mention.lemma and m.country}
    return bool(countries) and country_of(party) not in countries


def _party_names(cluster: Cluster) -> Iterator[tuple[str, ...]]:
    """Give the names of a party without the noun that says so: those in the text and those that the gazetteer knows."""
    entry = cluster.entry
    known = (entry.name, *entry.aliases) if entry is not None and entry.kind == "party" else ()
    yield from (to_key(name)[1:] for name in (*(m.name for m in cluster.names), *known) if _is_party(name))


def _is_party(name: str) -> bool:
    """Whether a name begins with the noun for a party."""
    return "party" in load_body_kinds().get(find_lemma("", to_key(name)[0]) or "", ())


def _holds(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a name has some words in their order, in any form."""
    starts = range(len(name) - len(words) + 1)
    return any(all(is_form_of(n, n, w) for n, w in zip(name[at:], words, strict=False)) for at in starts)
