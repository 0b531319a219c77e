"""Sieves of coreference for people whom an article names only after it has told of them ("victima, Ion Popa")."""

from collections.abc import Iterable, Iterator

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.parts import ACCUSED, VICTIM, have_other_parts, parts_of
from kgbuild.extract.people_sieves import ANYBODY, agree, gender_of, gender_of_cluster, is_anybody
from kgbuild.extract.syntax import is_accusative_reflexive, preposition
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.offices import Gender, find_office
from kgbuild.model import Token

# How many sentences from its beginning an article may leave somebody unnamed.
_LEAD = 4
# Verbs that say how somebody is called, and the noun that says of whom a sentence goes on to speak.
_NAMING, _SPOKEN_OF = ("naming",), ("spoken_of",)
# Classes of nouns that say no more of people than what they do or that they are people.
_TOLD_OF = ANYBODY | {"profession"}
# Parts of nouns that hardly say whom they mean.
_UNTELLING = frozenset({"anybody", VICTIM})
# What stands before the name that somebody is identified by.
_AS = frozenset({"drept", "ca"})


def join_named_later(clusters: Clusters) -> None:
    """Gather whom an article describes before it names them."""
    for sieve in (_identified, _spoken_of, _introduced, _unnamed):
        sieve(clusters)


def _introduced(clusters: Clusters) -> None:
    """A definite description that a name first stands beside takes up whoever was told of ("un român … Victima, Ion Popa")."""
    for named in [c for c in clusters.all if c.type == "Person" and c.names]:
        first = min(named.mentions, key=lambda m: m.mention.start)
        if first.kind == "description" and first.definite and not first.plural and first.noun_class in _TOLD_OF:
            alike = [c for c in clusters.all if any(m.lemma == first.lemma for m in c.mentions)]
            _join(clusters, named, alike) or _join(clusters, named, [c for c in clusters.all if _is_taken_up(clusters, first, c)])


def _is_taken_up(clusters: Clusters, mention: ActorMention, other: Cluster) -> bool:
    """Whether a description that says no more than a man, a woman or a victim can take somebody up."""
    part, parts = find_office(mention.lemma, ()), parts_of(clusters.text, other)
    # Whoever is accused was told of as such, and is not the victim.
    fitting = part in parts if part == ACCUSED else part in _UNTELLING and (ACCUSED not in parts or part in parts)
    sexes = agree(gender_of(clusters, mention), gender_of_cluster(clusters, other))
    return fitting and is_anybody(other) and sexes


def _identified(clusters: Clusters) -> None:
    """Whoever is said to be called something is whom the name means ("victima a fost identificată drept Ion Popa")."""
    text = clusters.text
    for named in [c for c in clusters.all if c.type == "Person" and c.names]:
        first = min(named.mentions, key=lambda m: m.mention.start)
        token = text.tokens[first.head]
        verb = text.head(token)
        called = token.relation == "obj" and is_accusative_reflexive(text, verb)
        if load_frames().in_class(verb, _NAMING) and (called or preposition(text, token) in _AS):
            bearer = text.head(verb) if verb.relation == "acl" else next(_subjects(clusters, verb), None)
            _join(clusters, named, (c for c in [clusters.by_head.get(bearer.index) if bearer else None] if c is not None))


def _subjects(clusters: Clusters, verb: Token) -> Iterator[Token]:
    return (c for c in clusters.text.children(verb) if c.relation == "nsubj")


def _spoken_of(clusters: Clusters) -> None:
    """Whom a sentence is said to be about is the one person of the sentence before ("Este vorba despre Ion Popa")."""
    text = clusters.text
    for named in [c for c in clusters.all if c.type == "Person" and c.names]:
        first = min(named.mentions, key=lambda m: m.mention.start)
        token = text.tokens[first.head]
        about = any(c.relation == "fixed" and load_frames().in_class(c, _SPOKEN_OF) for c in text.children(text.head(token)))
        if about and token.deprel.startswith("obl"):
            told = [c for c in clusters.all if c.type == "Person" and token.sentence - 1 in _sentences(clusters, c)]
            _join(clusters, named, (c for c in told if len(told) == 1))


def _sentences(clusters: Clusters, cluster: Cluster) -> set[int]:
    """Give the sentences that tell of somebody."""
    return {clusters.text.tokens[m.head].sentence for m in cluster.mentions}


def _join(clusters: Clusters, named: Cluster, others: Iterable[Cluster]) -> bool:
    """Let a name mean the last of some who were told of before, whom nothing tells apart; say whether there is one."""
    gender = gender_of_cluster(clusters, named)
    fitting = [
        c
        for c in others
        if c.type == "Person"
        and c.start < named.start
        and not (c.names or any(m.plural for m in c.mentions) or c.has_other_age(named.ages))
        and _sex_fits(gender_of_cluster(clusters, c), gender)
        and not have_other_parts(clusters.text, named, c)
        and not _are_of_two_countries(named, c)
    ]
    if fitting:
        clusters.merge(named, max(fitting, key=lambda c: c.last_before(named.start)))
    return bool(fitting)


def _unnamed(clusters: Clusters) -> None:
    """Somebody whom the beginning of an article leaves unnamed is the one ordinary person named later."""
    ordinary = [c for c in clusters.all if c.type == "Person" and c.names and _is_ordinary(c)]
    early = clusters.text.sentences[min(_LEAD, len(clusters.text.sentences)) - 1].end if clusters.text.sentences else 0
    for cluster in sorted((c for c in clusters.all if c.mentions), key=lambda c: c.start):
        if cluster.type != "Person" or cluster.names or cluster.start >= early or not is_anybody(cluster):
            continue
        first = min(cluster.mentions, key=lambda m: m.mention.start)
        if first.definite and any(c.type == "Person" and c.names and c.start < cluster.start for c in clusters.all):
            continue  # "Inculpatul" takes up somebody known
        gender = gender_of_cluster(clusters, cluster)
        named = [c for c in ordinary if c.start > cluster.start and _sex_fits(gender, gender_of_cluster(clusters, c))]
        if len(named) == 1 and not named[0].has_other_age(cluster.ages) and _may_be_told_of(clusters, named[0], cluster):
            clusters.merge(named[0], cluster)
            return


def _may_be_told_of(clusters: Clusters, named: Cluster, other: Cluster) -> bool:
    """Whether nothing is told of somebody unnamed that is not told of who is named: the neighbour who calls is not the dead."""
    parts = parts_of(clusters.text, other)
    return not _are_of_two_countries(named, other) and (not parts or not parts.isdisjoint(parts_of(clusters.text, named)))


def _sex_fits(described: Gender | None, named: Gender | None) -> bool:
    """Whether a name can be that of a man or woman: a woman's first name shows that it is one."""
    return named == described if described == "Fem" else agree(described, named)


def _are_of_two_countries(one: Cluster, other: Cluster) -> bool:
    """Whether two are said to be of different countries."""
    first, second = ({m.country for m in c.mentions if m.country} for c in (one, other))
    return bool(first and second) and first.isdisjoint(second)


def _is_ordinary(cluster: Cluster) -> bool:
    """Whether a named person is said to hold no office."""
    plain = all(m.noun_class in {None, *ANYBODY} and not m.apart for m in cluster.mentions)
    return cluster.entry is None and plain
