"""Sieves of coreference for people who are described and named elsewhere: men and women, officials, the accused."""

from collections.abc import Callable
from dataclasses import replace

from kgbuild.extract.body_sieves import is_bare, kinds_of
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.parts import ACCUSED, VICTIM, parts_of
from kgbuild.extract.quotations import MARKS
from kgbuild.extract.syntax import dependents, mention_of
from kgbuild.lexicon.actor_nouns import load_young_nouns
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.offices import Gender, find_gender, find_office
from kgbuild.model import Token

ANYBODY = frozenset({"person", "citizen"})
# Which nouns say of somebody that an official or a politician may be meant.
_SERVING = {"official": {"leader", "position"}, "politician": {"leader", "position", "member"}, "legislator": {"member"}}
# A trade, and what one of that trade leads.
_JUDGE, _COURT = "judge", "court"
# What may be said of a trade beside that.
_OF_NOW = frozenset({"actual", "fost"})
# Trades that have several names: "apărătorul" may be the lawyer named before.
TRADES = frozenset(
    {"coach", "doctor", "journalist", "judge", "lawyer", "mayor", "player", "police officer", "priest", "prosecutor"}
    | {"rescuer", "soldier"}
)
# Classes of nouns that nobody is called by two of.
_CALLED = frozenset({"leader", "position", "profession", "member"})
_FORMER = "fost"
# How many sentences a speech may have.
_LONGEST_SPEECH = 8
# Nouns whose grammatical gender says nothing of whom they mean.
_EPICENE = frozenset({"victimă", "persoană", "rudă", "călăuză"})


def find_of_trade(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find whoever of a trade was mentioned last, by another noun for it ("avocatul Ion Popa", "apărătorul")."""
    trade = find_office(mention.lemma, ())
    bare = is_bare(replace(mention, modifiers=mention.modifiers - _OF_NOW))
    if mention.plural or not bare or trade not in TRADES:
        return None
    gender = gender_of(clusters, mention)

    def fits(cluster: Cluster) -> bool:
        alike = cluster.type == "Person" and any(find_office(m.lemma, ()) == trade and not m.plural for m in cluster.mentions)
        return alike and agree(gender, gender_of_cluster(clusters, cluster)) and not _governs(clusters, cluster, mention)

    woman = gender == "Fem" and trade == _JUDGE
    return clusters.latest(mention.mention.start, fits) or (_leader_of_court(clusters, mention) if woman else None)


def _leader_of_court(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give the woman who leads a court and is the subject of the sentence before ("Judecătoarea a explicat")."""

    def leads(cluster: Cluster) -> bool:
        led = [clusters.anchor(m) for m in cluster.mentions if m.noun_class == "leader"]
        woman = cluster.type == "Person" and gender_of_cluster(clusters, cluster) == "Fem"
        return woman and any(at is not None and _COURT in kinds_of(at) for at in led)

    return _subject_before(clusters, mention, leads)


def _governs(clusters: Clusters, cluster: Cluster, mention: ActorMention) -> bool:
    """Whether somebody is the subject over a description ("Ion Popa și-a ucis vecinul"), which then means another."""
    text = clusters.text
    token = text.tokens[mention.head]
    for verb in text.ancestors(token):
        subjects = (c for c in text.children(verb) if c.relation == "nsubj" and c is not token)
        if any(clusters.by_head.get(c.index) is cluster for c in subjects):
            return True
        if verb.upos in {"VERB", "AUX"}:
            return False
    return False


def find_person(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find whom a description takes up that says nearly nothing ("bărbatul", "oficialul"): the one mentioned last who fits.

    Args:
        clusters: The actors so far.
        mention: A description of a single person.

    Returns:
        The person, None where nobody fits or the description says more.
    """
    if not mention.definite or mention.plural:
        return None
    anchor = clusters.anchor(mention)
    # "Omul de afaceri" has no owner.
    owner = mention.possessor if " " not in mention.lemma else None
    if owner is not None and (anchor is None or not anchor.country):
        return None
    anyone = mention.noun_class in ANYBODY or (mention.noun_class is None and mention.country is not None)
    part = find_office(mention.lemma, ())
    if part not in _SERVING and (not anyone or owner is not None):
        return None
    gender = gender_of(clusters, mention)
    age = frozenset({mention.age} - {""})

    def fits(cluster: Cluster) -> bool:
        one = cluster.type == "Person" and not any(m.plural for m in cluster.mentions)
        other = cluster.has_other_age(age) or _governs(clusters, cluster, mention)
        return one and not other and _answers(clusters, mention, anchor, cluster) and _is_known_here(clusters, cluster, mention)

    def surely_fits(cluster: Cluster) -> bool:
        # "Femeia" is hardly "medicul", though "medicul" may be a woman.
        return gender == "Fem" and fits(cluster) and gender_of_cluster(clusters, cluster) == gender

    start = mention.mention.start
    if part in {ACCUSED, VICTIM}:
        return _with_part(clusters, part, start, fits)
    return clusters.latest(start, surely_fits) or _subject_before(clusters, mention, fits) or clusters.latest(start, fits)


def _is_known_here(clusters: Clusters, cluster: Cluster, mention: ActorMention) -> bool:
    """Whether whoever writes has told of somebody before, and not only those whom he quotes."""
    start = mention.mention.start
    earlier = (m.mention.start for m in cluster.mentions if m.mention.start < start)
    return clusters.is_quoted(start) or any(not clusters.is_quoted(s) for s in earlier)


def _answers(clusters: Clusters, mention: ActorMention, anchor: Cluster | None, cluster: Cluster) -> bool:
    """Whether somebody is what a description says, and nothing that makes it unlikely."""
    part, gender = find_office(mention.lemma, ()), gender_of(clusters, mention)
    classes = {o.noun_class for o, _ in cluster.offices} | {m.noun_class for m in cluster.mentions}
    if part in _SERVING:
        known = cluster.entry is not None and part != "legislator"
        woman = gender != "Fem" or agree(gender, gender_of_cluster(clusters, cluster))
        # "Liderul sindical" is no minister.
        qualified = anchor is None and mention.modifiers - _OF_NOW - load_adjectives().keys()
        serving = {"leader"} if qualified else _SERVING[part]
        return woman and (known or bool(classes & serving)) and _may_serve(cluster, anchor)
    if part == "businessperson" and "leader" in classes:
        return _leads_firm(cluster) and agree(gender, gender_of_cluster(clusters, cluster))
    grown = {"profession"} if mention.lemma in load_young_nouns() else set()
    # Whoever is accused may hold an office, and "bărbatul" hardly does.
    other = {"source"} if part == ACCUSED else {"leader", "position", "source", "member", *grown}
    return cluster.entry is None and not classes & other and agree(gender, gender_of_cluster(clusters, cluster))


def _with_part(clusters: Clusters, part: str, start: int, fits: Callable[[Cluster], bool]) -> Cluster | None:
    """Give whoever struck or was caught for "agresorul", whoever was hurt for "victima", else who has neither part."""
    taking = clusters.latest(start, lambda c: fits(c) and part in parts_of(clusters.text, c))
    return taking or clusters.latest(start, lambda c: fits(c) and not parts_of(clusters.text, c))


def _leads_firm(cluster: Cluster) -> bool:
    """Whether all whom somebody leads are bodies, no parties among them, as far as that is said."""
    led = [at for o, at in cluster.offices if o.noun_class == "leader"]
    return cluster.entry is None and all(
        at is None or (at.main_type == "Organization" and "party" not in kinds_of(at)) for at in led
    )


def _subject_before(clusters: Clusters, mention: ActorMention, fits: Callable[[Cluster], bool]) -> Cluster | None:
    """Give the fitting person who is the subject of the sentence before, where a description is the subject of its own.

    What somebody says there goes on in quoted sentences.
    """
    tokens = clusters.text.tokens
    if tokens[mention.head].relation != "nsubj":
        return None
    before = _sentence_before(clusters, tokens[mention.head])
    found = {
        id(c): c
        for c in clusters.all
        for m in c.mentions
        if tokens[m.head].sentence == before and tokens[m.head].relation == "nsubj" and fits(c)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _sentence_before(clusters: Clusters, word: Token) -> int:
    """Give the last sentence before that of a word that is not quoted as a whole, the one before for a quoted word."""
    before = range(word.sentence - 1, max(word.sentence - 1 - _LONGEST_SPEECH, -1), -1)
    told = (
        n for n in before if any(t.upos != "PUNCT" and not clusters.is_quoted(t.start) for t in clusters.text.sentence_tokens(n))
    )
    return word.sentence - 1 if clusters.is_quoted(word.start) else next(told, word.sentence - 1)


def find_speaker(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find whom a bare noun behind a verb means that nobody was called by before („…”, povestește medicul).

    It is the person named as the subject of the sentence before, of whom no other trade is said, or for an office none at all.
    """
    token = clusters.text.tokens[mention.head]
    behind = token.relation == "nsubj" and token.head < token.index and not clusters.is_quoted(token.start)
    verb = mention_of(clusters.text, [clusters.text.head(token), *dependents(clusters.text, clusters.text.head(token), "aux")])
    opened = clusters.text.text[: verb.start].rstrip(" ,").endswith(tuple(MARKS))
    if mention.plural or not (behind and opened and is_bare(mention)) or mention.noun_class not in _CALLED:
        return None
    gender = gender_of(clusters, mention)

    def fits(cluster: Cluster) -> bool:
        called = {m.noun_class for m in cluster.mentions if _FORMER not in m.modifiers and not m.name.startswith(_FORMER)}
        # Whoever leads a bank may be "bancherul", and a doctor is no teacher.
        others = {"profession"} if mention.noun_class == "profession" else _CALLED
        return cluster.type == "Person" and not called & others and agree(gender, gender_of_cluster(clusters, cluster))

    return _subject_before(clusters, mention, fits)


def _may_serve(cluster: Cluster, country: Cluster | None) -> bool:
    """Whether nothing says that somebody serves another country than one ("oficialul rus", "oficialul de la Washington")."""
    served = {at.country for _, at in cluster.offices if at is not None and at.country}
    # Whoever serves the union may be of any of its states.
    if cluster.entry is not None and cluster.entry.of and load_gazetteer().country(cluster.entry.of) is not None:
        served.add(cluster.entry.of)
    return country is None or not served or country.country in served


def join_said_to_be(clusters: Clusters) -> None:
    """What a description without a name is said to be beside it is the same one ("șoferul, un bărbat de 43 de ani, a murit")."""
    for cluster in [c for c in clusters.all if c.type == "Person" and c.mentions and not c.names and is_anybody(c)]:
        first = min(cluster.mentions, key=lambda m: m.mention.start)
        token = clusters.text.tokens[first.head]
        other = clusters.by_head.get(token.head) if token.relation == "appos" else None
        if other not in {None, cluster} and other.type == "Person" and not other.names and not first.definite:
            clusters.merge(other, cluster)


def join_of_one_age(clusters: Clusters) -> None:
    """Whoever is as old as somebody told of in another sentence is the same one ("un copil de 10 ani", "băiatul de 10 ani").

    The other one is mentioned earlier, or has a name and no office.
    """
    for cluster in sorted((c for c in clusters.all if c.type == "Person" and c.ages and not c.names), key=lambda c: c.start):
        first = min(cluster.mentions, key=lambda m: m.mention.start)
        alike = [c for c in clusters.all if c.type == "Person" and c.ages == cluster.ages and c is not cluster]
        alike = [c for c in alike if c.start < cluster.start or (c.names and not c.offices)]
        if len(alike) != 1 or first.apart or _share_sentence(clusters, alike[0], cluster):
            continue
        countries = {m.country for c in (alike[0], cluster) for m in c.mentions if m.country}
        if len(countries) < 2 and agree(gender_of_cluster(clusters, alike[0]), gender_of_cluster(clusters, cluster)):  # noqa: PLR2004
            clusters.merge(alike[0], cluster)


def _share_sentence(clusters: Clusters, one: Cluster, two: Cluster) -> bool:
    """Whether a sentence tells of both."""
    sentences = ({clusters.text.tokens[m.head].sentence for m in c.mentions} for c in (one, two))
    return not next(sentences).isdisjoint(next(sentences))


def is_anybody(cluster: Cluster) -> bool:
    """Whether all that is said of somebody is that it is a man, a woman, a victim or a national."""
    return all(m.noun_class in ANYBODY or (m.noun_class is None and m.country) for m in cluster.mentions)


def agree(one: Gender | None, two: Gender | None) -> bool:
    """Whether two people can be the same by gender, which need not be known."""
    return one is None or two is None or one == two


def gender_of(clusters: Clusters, mention: ActorMention) -> Gender | None:
    """Tell the gender of whom a noun means, None for nouns that mean men and women."""
    if mention.lemma in _EPICENE:
        return None
    head = clusters.text.tokens[mention.head]
    return "Fem" if head.has("Gender", "Fem") else "Masc" if head.has("Gender", "Masc") else None


def gender_of_cluster(clusters: Clusters, cluster: Cluster) -> Gender | None:
    """Tell the gender of a person by first name, else by the nouns for men and women."""
    for mention in cluster.names:
        words = to_key(mention.name)
        gender = find_gender(words[0]) if len(words) > 1 else None
        if gender is not None:
            return gender
    classes = ANYBODY | {"relative"}
    natural = (m for m in cluster.mentions if m.noun_class in classes or (m.country and m.kind == "description"))
    return next((g for m in natural if (g := gender_of(clusters, m)) is not None), None)
