"""What is asked of an actor to tell whether a description means it, looked up once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgbuild.extract.body_sieves import body_noun, kinds_of, narrowing
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.parts import parts_of
from kgbuild.extract.people_sieves import gender_of, gender_of_cluster
from kgbuild.lexicon.actor_nouns import load_municipal_nouns, load_towns
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.offices import find_office
from kgbuild.model import AnnotatedText, Token

_MANY = 4
_STEM = 5
_CONTENT = frozenset({"VERB", "NOUN", "ADJ"})
# Classes of nouns for offices that one person at a time holds.
_HELD = frozenset({"leader", "position"})
# What stands in one town.
_SITED = frozenset({"Organization", "Place"})
# How a noun hangs on another that may mean the same.
_BESIDE = frozenset({"appos", "flat", "conj", "parataxis"})
# The class of those who are a party.
_PARTISAN = "partisan"


@dataclass(frozen=True, eq=False, slots=True)
class Portrait:
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
        partisans: Those of them that mean a party by its people.
        offices: The offices that they mean.
        posts: Base forms of the nouns for offices that it is said to hold, what each means where it has several names.
        led: The bodies that it is said to lead.
        gender: Its gender, None where nothing says.
        is_woman: Whether a noun that it is described by means only women ("contabila", "două femei").
        country: Code of the country it belongs to, None where not known.
        count: The number it is mentioned with, None without one.
        words: Beginnings of its content words.
        noun_class: Class of the noun it is most often described by, or what the gazetteer takes it for.
        numbers: The numbers that narrow it down, as an age does.
        ranks: Which one in a row it is said to be.
        ages: How old it is said to be.
        things: Its nouns, each with that of what it is of ("șoferul microbuzului").
        parts: The parts it has in a crime or an accident.
        is_apart: Whether it is said to be another one, or no one in particular.
        heads: The heads of its mentions.
        below: The words that hang on those, appositions left out.
        noun: Base form of the noun for a body that every town has.
        narrowing: What its name says beside that noun.
        bodies: The kinds of bodies that it may be, as the gazetteer names them.
        towns: The towns that its names and descriptions say, of what is no person.
        deeds: What its mentions hang on, as the beginning of the word and whether they are its subject.
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
    partisans: frozenset[str]
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
    things: frozenset[tuple[str, str]]
    parts: frozenset[str]
    is_apart: bool
    heads: frozenset[int]
    below: frozenset[int]
    noun: str | None
    narrowing: frozenset[str]
    bodies: frozenset[str]
    towns: frozenset[str]
    deeds: frozenset[tuple[str, bool]]


def portray(clusters: Clusters, cluster: Cluster) -> Portrait:
    """Look up what is asked of a cluster."""
    places = sorted((m.mention.start, clusters.text.tokens[m.head].sentence) for m in cluster.mentions)
    lemmas = frozenset(m.lemma for m in cluster.mentions if m.lemma)
    named = bool(cluster.names)
    said = (*cluster.mentions, *(office for office, _ in cluster.offices))
    return Portrait(
        cluster=cluster,
        kind=cluster.main_type,
        is_named=named,
        is_described=not (named or cluster.country or cluster.entry is not None),
        first=min(cluster.mentions, key=lambda m: m.mention.start),
        start=places[0][0],
        salience=min(len(cluster.mentions), _MANY),
        places=tuple(places),
        lemmas=lemmas,
        partisans=lemmas & load_frames().word_classes[_PARTISAN],
        offices=frozenset(find_office(lemma, ()) for lemma in lemmas) - {""},
        led=frozenset(id(owner) for m in said if m.noun_class == "leader" and (owner := _body_of(clusters, m)) is not None),
        posts=_posts(clusters, [m for m in said if m.noun_class in _HELD]),
        gender=gender_of_cluster(clusters, cluster),
        is_woman=any(_means_women(clusters, m) for m in cluster.mentions),
        country=_country(cluster),
        count=next((m.count for m in cluster.mentions if m.count), None),
        words=frozenset(w[:_STEM] for m in cluster.mentions for w in to_key(m.name) if len(w) >= _STEM),
        noun_class=_class(cluster),
        numbers=frozenset(word for m in cluster.mentions for word in m.modifiers if word.isdigit()),
        ranks=frozenset(m.rank for m in cluster.mentions if m.rank),
        ages=cluster.ages,
        things=frozenset(_things(clusters, cluster)),
        parts=parts_of(clusters.text, cluster) if cluster.main_type == "Person" else frozenset(),
        is_apart=any(m.apart for m in cluster.mentions),
        heads=frozenset(m.head for m in cluster.mentions),
        below=frozenset(i for m in cluster.mentions for i in _below(clusters.text, clusters.text.tokens[m.head])),
        noun=next((n for m in cluster.mentions if (n := body_noun(m)) in load_municipal_nouns()), None),
        narrowing=frozenset(word for m in cluster.mentions for word in narrowing(m)),
        bodies=kinds_of(cluster),
        towns=frozenset(_towns(cluster)) if cluster.main_type in _SITED else frozenset(),
        deeds=frozenset(_deeds(clusters.text, cluster)),
    )


def _means_women(clusters: Clusters, mention: ActorMention) -> bool:
    """Whether a description means women only ("contabila", "două femei"; teams and personalities are but feminine nouns)."""
    people = mention.type == "Person" or (mention.type == "PersonGroup" and find_office(mention.lemma, ()) == "anybody")
    return mention.kind == "description" and people and gender_of(clusters, mention) == "Fem"


def _towns(cluster: Cluster) -> Iterator[str]:
    """Give the towns among the words behind the first of a cluster's names and descriptions ("un spital din Ploiești")."""
    for mention in cluster.mentions:
        yield from (word for word in to_key(mention.name)[1:] if word in load_towns())


def _things(clusters: Clusters, cluster: Cluster) -> Iterator[tuple[str, str]]:
    """Give the nouns of a person with those of what they are of, which is nobody."""
    for mention in cluster.mentions:
        if mention.type == "Person" and mention.possessor is not None and mention.possessor not in clusters.by_head:
            yield mention.lemma, clusters.text.tokens[mention.possessor].lemma


def _deeds(text: AnnotatedText, cluster: Cluster) -> Iterator[tuple[str, bool]]:
    """Give what the mentions of a cluster hang on."""
    for mention in cluster.mentions:
        head = text.tokens[mention.head]
        above = text.head(head)
        if above is not head and above.upos in _CONTENT:
            yield above.lemma[:_STEM], head.deprel == "nsubj"


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


def _country(cluster: Cluster) -> str | None:
    """Give the code of the country that a cluster belongs to."""
    said = next((m.country for m in cluster.mentions if m.country), None)
    known = cluster.entry.of if cluster.entry is not None else None
    return said or (cluster.of.country if cluster.of is not None else None) or known


def _class(cluster: Cluster) -> str:
    """Give the class of the noun that a cluster is most often described by, or what the gazetteer takes it for."""
    classes = [m.noun_class for m in cluster.mentions if m.noun_class] + [
        o.noun_class for o, _ in cluster.offices if o.noun_class
    ]
    return max(classes, key=classes.count) if classes else "known" if cluster.entry is not None else "unknown"
