"""Sieves of coreference for bodies and states: their shorter names, what takes them up by their kind, armies, allies."""

from functools import lru_cache

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.nouns import BODIES
from kgbuild.extract.syntax import is_genitive
from kgbuild.lexicon.actor_nouns import find_lemma, load_actor_nouns, load_body_kinds, load_municipal_nouns
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.offices import find_office
from kgbuild.lexicon.relations import load_relation_nouns

# Words that say what kind of agency or armed group it is.
_OF_KIND = frozenset(
    {
        "armat", "central", "energetic", "extremist", "informatie", "islamist", "jihadist", "militant", "paramilitar", "presa",
        "siit", "stire", "sunit", "terorist",
    }
)  # fmt: skip
# How "armat" begins in all its forms.
_ARMED = "armat"
# How "fost" begins in all its forms.
_FORMER = "fost"
# How words begin that are said of a body or not: of a county's, of a republic's.
_UNTELLING = ("judet", "republic")
# Shorter words narrow nothing down.
_SHORTEST_WORD = 4
# What a state is of a body.
_MEMBERS = frozenset({"membru", "membră"})
# Of how many names and words the answers are kept.
_KEPT = 1 << 14


def join_shorter_names(clusters: Clusters) -> None:
    """A body named without a word on whose it is is the one of that name, the main country's or one named in full before."""
    main = clusters.main_country()
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    for short in [c for c in bodies if c.of is None and c.entry is None]:
        others = [
            c for c in bodies if (c.of or c.entry) and c in clusters.all and (c.start < short.start or _is_of_country(c, main))
        ]
        longer = [c for c in others if _have_one_noun(short, c, equally=True)]
        if len({id(c.of) for c in longer}) == 1:
            clusters.merge(longer[0], short)


def _is_of_country(body: Cluster, country: Cluster | None) -> bool:
    """Whether a body is a country's, as the article or the gazetteer says."""
    known = body.entry is not None and country is not None and body.entry.of == country.country
    return country is not None and (body.of is country or known)


def is_bare(mention: ActorMention) -> bool:
    """Whether a description only takes up somebody known ("compania", "suspecții")."""
    return mention.definite and not mention.modifiers and mention.possessor is None and mention.country is None


def is_of_kind(mention: ActorMention) -> bool:
    """Whether a body is called by its kind or country alone ("gigantul rus", "gruparea islamistă", "firma din Turcia")."""
    if not (mention.definite and mention.modifiers):
        return False
    # "Forțele de ordine" are called so and no more is said.
    noun = (body_noun(mention) or "").split()[1:]
    further = mention.modifiers.difference(_OF_KIND, noun)
    return all(m in load_adjectives() or _is_country(m) for m in further)


def find_body(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find the body with a name that a description takes up by its kind: of the country it says, else the only such one.

    Of several, the noun behind a verb means the subject of its sentence ("Electrica a cumpărat OMV, a anunțat compania").
    """
    noun = body_noun(mention) or mention.lemma
    kinds = load_body_kinds().get(noun, frozenset())
    anchor = clusters.anchor(mention)
    country = mention.country or (anchor.country if anchor is not None else None)
    # "Forțele de ordine" are one body.
    if not kinds or (mention.plural and " " not in noun):
        return None
    alike = [c for c in clusters.all if c.names and c.main_type == "Organization" and not kinds.isdisjoint(kinds_of(c))]
    before = [c for c in alike if c.start < mention.mention.start]
    if "army" in kinds:
        # "Armata" is no other force, whatever its name begins with ("Forțele de Sprijin Rapid").
        before = [c for c in before if c.entry is not None or all(map(_is_army, c.names))]
        # "Ministrul israelian a ordonat armatei" means no army of another country.
        here = _countries_beside(clusters, mention) if country is None else set()
        before = [c for c in before if not here or country_of(c) in {None, *here}]
    fitting = [c for c in before if country in {None, country_of(c)}]
    if fitting:
        acting = [c for c in fitting if _acts_before(clusters, c, mention)] if is_bare(mention) else []
        return max(acting or fitting, key=lambda c: c.last_before(mention.mention.start))
    unknown = [c for c in before if country_of(c) is None]
    return unknown[0] if len(unknown) == len(alike) == 1 else None


def _countries_beside(clusters: Clusters, mention: ActorMention) -> set[str]:
    """Give the codes of the countries that the sentence of a mention names before it."""
    tokens = clusters.text.tokens
    noun = tokens[mention.head]
    named = ((c.country, tokens[m.head]) for c in clusters.all if c.country for m in c.mentions)
    return {country for country, t in named if t.sentence == noun.sentence and t.index < noun.index}


def _acts_before(clusters: Clusters, body: Cluster, mention: ActorMention) -> bool:
    """Whether a body is a subject of the sentence in which a mention is that of a later verb, and behind it."""
    tokens = clusters.text.tokens
    noun = tokens[mention.head]
    heads = (tokens[m.head] for m in body.mentions)
    acting = any(t.relation == "nsubj" and t.sentence == noun.sentence and t.index < noun.index for t in heads)
    return noun.relation == "nsubj" and noun.head < noun.index and acting


def kinds_of(cluster: Cluster) -> frozenset[str]:
    """Give the kinds of bodies that the gazetteer and the nouns said of it make of a body with a name."""
    said: frozenset[str] = frozenset().union(*(load_body_kinds().get(body_noun(m) or m.lemma, ()) for m in cluster.mentions))
    known = cluster.entry.kind if cluster.entry is not None else None
    # Agerpres is called an agency, and is no agency of state.
    return frozenset({known}) if known in said else said | ({known} if known is not None else set())


def country_of(cluster: Cluster) -> str | None:
    """Give the code of a body's country, None where neither the gazetteer nor the article says it."""
    said = next((m.country for m in cluster.mentions if m.country), None)
    known = cluster.entry.of if cluster.entry is not None else None
    return known or said or (cluster.of.country if cluster.of is not None else None)


def join_armies(clusters: Clusters) -> None:
    """The army, the forces and the troops of one country are the same, where nothing more is said of which they are."""
    armies: dict[int, Cluster] = {}
    for cluster in [c for c in clusters.all if c.mentions and c.of is not None and c.of.country]:
        if all(map(_is_army, cluster.mentions)):
            kept = armies.setdefault(id(cluster.of), cluster)
            clusters.merge(kept, cluster)


def _is_army(mention: ActorMention) -> bool:
    """Whether a mention is of a country's forces as a whole ("trupele ruse", "forțele armate ale Ucrainei")."""
    words = to_key(mention.name)
    lemma = mention.lemma or find_lemma("", words[0]) or ""
    more = [w for w in words[1:] if w not in load_adjectives() and not w.startswith(_ARMED)]
    return find_office(lemma, ()) == "army" and not mention.count and all(_is_country(w) for w in more)


@lru_cache(_KEPT)
def _is_country(word: str) -> bool:
    """Whether a folded word is of a country's name, or none at all."""
    return len(word) < _SHORTEST_WORD or any(e.iso for m in load_gazetteer().find(word.capitalize()) for e in m.entries)


def join_same_bodies(clusters: Clusters) -> None:
    """Bodies of one country or owner are the same where their nouns are and neither name has a word that the other denies."""
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    merged: set[int] = set()
    for i, kept in enumerate(bodies):
        for other in bodies[i + 1 :]:
            if id(kept) not in merged and id(other) not in merged and _may_be_one_body(kept, other):
                clusters.merge(kept, other)
                merged.add(id(other))


def join_bare_bodies(clusters: Clusters) -> None:
    """A body called by its noun alone ("primăria") is the only one in the article of which that noun says more."""
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    bare = [c for c in bodies if all(is_bare(m) and m.kind == "description" and not m.plural for m in c.mentions)]
    for short in bare:
        nouns = {m.lemma for m in short.mentions}
        longer = [
            c for c in bodies if c not in bare and any(body_noun(m) in nouns and (narrowing(m) or c.of) for m in c.mentions)
        ]
        if len(longer) == 1 and (short.of is None or longer[0].of in {None, short.of}):
            clusters.merge(longer[0], short)


def join_officers(clusters: Clusters) -> None:
    """The police are the one body of that kind, where no officers in particular are told of ("doi polițiști")."""
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    for group in [c for c in clusters.all if c.mentions and c.main_type == "PersonGroup"]:
        lemma = group.mentions[0].lemma if group.mentions[0].noun_class == "profession" else ""
        kinds = load_body_kinds().get(lemma, frozenset())
        of_kind = [c for c in bodies if not kinds.isdisjoint(kinds_of(c))]
        told = (m for m in (*clusters.mentions, *group.mentions) if m.plural and m.lemma == lemma)
        # "Un grup de rebeli" is no group of companies.
        people = group.mentions[0].noun_class not in BODIES
        if people and len(of_kind) == 1 and all(map(is_bare, told)) and {m.lemma for m in group.mentions} == {lemma}:
            clusters.merge(of_kind[0], group)


def _may_be_one_body(one: Cluster, two: Cluster) -> bool:
    """Whether two clusters of bodies mean the same."""
    if (one.entry and two.entry) or one.of is not two.of or (_is_called_otherwise(one) and _is_called_otherwise(two)):
        return False
    return _have_one_noun(one, two, equally=one.of is None)


def _is_called_otherwise(cluster: Cluster) -> bool:
    """Whether a body has a name without the noun for it, which tells it from others ("partidul „Renaștere”")."""
    return bool(cluster.names) and all(body_noun(m) is None for m in cluster.names)


def _have_one_noun(one: Cluster, two: Cluster, *, equally: bool) -> bool:
    """Whether two bodies have a noun in common and are narrowed down alike, else a body of state less than the other."""
    for a in one.mentions:
        for b in two.mentions:
            if a.plural == b.plural and (noun := body_noun(a)) is not None and noun == body_noun(b):
                x, y = narrowing(a), narrowing(b)
                more = (x <= y and _says_country(b) >= _says_country(a)) or (y <= x and _says_country(a) >= _says_country(b))
                if x == y or (not equally and more and load_actor_nouns()[noun] == "national"):
                    return True
    return False


def _says_country(mention: ActorMention) -> bool:
    """Whether a body's name says whose it is: what has more to it and does not say it is another one than the one that does."""
    return any(w in load_adjectives() or (len(w) >= _SHORTEST_WORD and _is_place(w)) for w in to_key(mention.name)[1:])


def body_noun(mention: ActorMention) -> str | None:
    """Give the lexicon's lemma of the common noun that heads a body's name or description."""
    return _find_noun(mention.name, mention.lemma)


@lru_cache(_KEPT)
def _find_noun(name: str, lemma: str | None) -> str | None:
    words = to_key(name)
    lemma = lemma or find_lemma("", next(iter(words), ""))
    longer = (" ".join((lemma or "", *words[1:end])) for end in (3, 2))
    return next((noun for noun in (*longer, lemma) if load_actor_nouns().get(noun or "") in {"organization", "national"}), None)


def narrowing(mention: ActorMention) -> frozenset[str]:
    """Give the beginnings of the words of a body's name but its noun, without "fost" and those that say its country or county.

    The town is telling where every town has one ("Judecătoria Cahul").
    """
    return _narrow(mention.name, mention.lemma)


@lru_cache(_KEPT)
def _narrow(name: str, lemma: str) -> frozenset[str]:
    nations = load_adjectives()
    first, *rest = to_key(name)
    if first.startswith(_FORMER) and rest:
        rest = rest[1:]
    long = (w for w in rest if len(w) >= _SHORTEST_WORD or w.isdigit())
    words = (w for w in long if w not in nations and not w.startswith(_UNTELLING))
    municipal = (lemma or find_lemma("", first)) in load_municipal_nouns()
    return frozenset(w[:5] for w in words if w.isdigit() or not (_is_country(w) if municipal else _is_place(w)))


@lru_cache(_KEPT)
def _is_place(word: str) -> bool:
    """Whether the gazetteer has a folded word as a name."""
    return next(load_gazetteer().find(word.capitalize()), None) is not None


def join_allies(clusters: Clusters) -> None:
    """What states and bodies are to others is said of the state in front ("Polonia, o aliată a Ucrainei, …") or the name behind.

    "Rivalul Honda" is Honda, "rivalul Hondei" is not.
    """
    for mention in clusters.waiting("description"):
        said = mention.type in {"Person", "PersonGroup"} and _is_ally(mention)
        other = (_state_before(clusters, mention) or _named_behind(clusters, mention)) if said else None
        if other is not None:
            clusters.put(mention, other)


def _named_behind(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give the body or state whose name stands right behind a definite noun in the singular, and not in the genitive."""
    name = clusters.text.tokens[mention.head + 1 : mention.head + 2]
    other = clusters.by_head.get(name[0].index) if name and mention.definite and not mention.plural else None
    named = other is not None and other.main_type in {"Organization", "GeopoliticalEntity"} and mention.possessor == name[0].index
    return other if named and name[0].upos == "PROPN" and not is_genitive(clusters.text, name[0]) else None


def _is_ally(mention: ActorMention) -> bool:
    """Whether a noun says what states are to others: a member, an ally, an enemy."""
    noun = load_relation_nouns().get(mention.lemma)
    return mention.lemma in _MEMBERS or (noun is not None and noun.pattern == "counterpart")


def _state_before(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give the state in front of the comma of a description, not whose premier it is ("premierul Ungariei, un aliat …")."""
    words = clusters.text.tokens_within(0, mention.mention.start)[-2:]
    name = words[0] if [t.form for t in words[1:]] == [","] else None
    state = clusters.by_head.get(name.index) if name is not None else None
    beside = not mention.definite or clusters.text.tokens[mention.head].relation in {"appos", "conj"}
    if name is None or state is None or state.type != "GeopoliticalEntity" or is_genitive(clusters.text, name):
        return None
    return state if beside else None
