"""Sieves of coreference for descriptions of people: offices, and men and women who are named elsewhere."""

from collections.abc import Callable

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.nouns import COUNTERPARTS
from kgbuild.extract.parts import ACCUSED, VICTIM, parts_of
from kgbuild.extract.syntax import is_passive, preposition
from kgbuild.lexicon.actor_nouns import load_young_nouns
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import to_key
from kgbuild.lexicon.offices import OF_STATES, Gender, find_gender, find_office
from kgbuild.model import AnnotatedText, Token

_HELD = frozenset({"leader", "position", "profession", "member"})
ANYBODY = frozenset({"person", "citizen"})
# Nouns whose grammatical gender says nothing of whom they mean.
_EPICENE = frozenset({"victimă", "persoană", "rudă", "călăuză"})
_KINDS = {"head of state": {"head of state"}, "head of government": {"head of government"}, "foreign minister": {"minister"}}
_OF_STATE = frozenset({"ministru", "ministră", "vicepremier", "viceprim-ministru", "vicecancelar"})
_FORMER = "fost"
_NEW = "nou"
_MINISTERS = frozenset({"ministru", "ministră"})
# Words beside a minister that say nothing of what the ministry does.
_UNTELLING = frozenset({"afacere", "actual", "federal", "fost", "interimar", "nou", "prim"})
# Verbs that give somebody an office, and those whose subject gets it.
_MAKING = ("gives_office",)
_BECOMING = frozenset({"deveni", "redeveni", "rămâne"})
# What says that it has not happened.
_NOT_YET = frozenset({"va", "vor", "ar", "să", "dacă"})
_STEM = 5
# Within how many sentences the name of who holds an office follows, where others are named before.
_SOON = 3


def join_offices(clusters: Clusters) -> None:
    """Gather what people are said to be, and the offices that they hold."""
    for sieve in (_predicates, _offices, _counterparts, _unnamed_office):
        sieve(clusters)


def _predicates(clusters: Clusters) -> None:
    """What somebody is said to be or made, and what is coordinated with a description of somebody, is of the same one."""
    for mention in clusters.waiting("description"):
        if mention.type != "Person" or mention.plural or mention.noun_class is None:
            continue
        token = clusters.text.tokens[mention.head]
        cluster = None
        if any(c.relation == "cop" for c in clusters.text.children(token)):
            subject = next((c for c in clusters.text.children(token) if c.relation == "nsubj"), None)
            cluster = clusters.by_head.get(subject.index) if subject is not None else None
        elif not mention.definite and (made := _made(clusters.text, token)) is not None:
            cluster = clusters.by_head.get(made.index)
        elif token.relation in {"conj", "appos"} and not mention.definite:
            cluster = clusters.by_head.get(token.head)
        if cluster is not None and cluster.type == "Person" and cluster.names:
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _made(text: AnnotatedText, office: Token) -> Token | None:
    """Give the word for who is made what an office says, None for nobody ("a fost ales primar", "l-a numit pe Popa ministru")."""
    above = text.head(office)
    if office.relation in {"nmod", "flat", "appos"} and above.upos == "PROPN" and not preposition(text, office):
        return above if above.relation == "obj" and _gave_office(text, text.head(above)) else None
    if office.relation != "xcomp" or not _gave_office(text, above):
        return None
    if above.relation in {"acl", "amod"}:
        return text.head(above)
    passive = is_passive(text, above) or above.lemma in _BECOMING
    return next((c for c in text.children(above) if c.relation == ("nsubj" if passive else "obj")), None)


def _gave_office(text: AnnotatedText, verb: Token) -> bool:
    """Whether a verb makes somebody something, and neither may do so yet nor is denied."""
    beside = text.children(verb)
    open_yet = any(c.form.lower() in _NOT_YET or c.has("Polarity", "Neg") for c in beside)
    return load_frames().in_class(verb, _MAKING) and not open_yet


def _offices(clusters: Clusters) -> None:
    """An office is held by whoever was said to hold it."""
    for mention in clusters.waiting("description"):
        if mention.type == "Person" and mention.noun_class in _HELD and mention.definite:
            holder = _holder(clusters, mention)
            if holder is not None:
                clusters.put(mention, holder)


def _counterparts(clusters: Clusters) -> None:
    """The counterpart in a country ("omologul turc") is the one person who leads it or holds an office in it."""
    for mention in clusters.waiting("description"):
        country = clusters.anchor(mention)
        if mention.lemma not in COUNTERPARTS or not mention.definite or mention.plural or country is None or not country.country:
            continue
        people = [c for c in clusters.all if c.type == "Person" and c.names]
        serving = [c for c in people if any(at is country and _has_equals(o) for o, at in c.offices) or _serves(c, country)]
        if len(serving) == 1:
            clusters.put(mention, serving[0])


def _has_equals(office: ActorMention) -> bool:
    """Whether whoever holds an office has counterparts abroad: a leader or minister, not who speaks for one."""
    return office.noun_class == "leader" or office.lemma in _MINISTERS | {"secretar", "secretară"}


def _serves(cluster: Cluster, country: Cluster) -> bool:
    """Whether the gazetteer knows somebody as the head of a country or as a minister of it."""
    entry = cluster.entry
    return entry is not None and entry.of == country.country and entry.kind in OF_STATES | {"minister"}


def _holder(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find who holds an office: the same word said of the same body, another word of it, what the gazetteer knows."""
    anchor, office = _body(clusters, mention), find_office(mention.lemma, mention.modifiers)

    of_state = anchor is None and office in _KINDS and _is_held_in_state(clusters, mention)

    def same_word(cluster: Cluster) -> bool:
        held = [at for o, at in cluster.offices if _is_called_alike(o, mention)]
        return any(at is anchor or (anchor is None and not (of_state and at and not at.country)) for at in held)

    def same_office(cluster: Cluster) -> bool:
        held = [at for o, at in cluster.offices if find_office(o.lemma, o.modifiers) == office]
        return office in _KINDS and any(at is None or (bool(at.country) and anchor in {None, at}) for at in held)

    def same_body(cluster: Cluster) -> bool:
        leads = mention.noun_class == "leader" and anchor is not None
        return leads and any(o.noun_class == "leader" and at is anchor for o, at in cluster.offices)

    def known(cluster: Cluster) -> bool:
        entry = cluster.entry
        kinds = _KINDS.get(office) or (OF_STATES if mention.noun_class == "leader" else {"minister"})
        if entry is None or entry.kind not in kinds or (anchor is None and office not in _KINDS):
            return False
        return anchor is None or (bool(anchor.country) and entry.of == anchor.country)

    def unsaid(cluster: Cluster) -> bool:
        return any(_is_called_alike(o, mention) and at is None for o, at in cluster.offices)

    rules = [same_word, same_office, same_body]
    if mention.noun_class == "leader" or mention.lemma == "ministru" or office in _KINDS:
        rules.append(known)
    for rule in (*rules, unsaid):
        fitting = [c for c in clusters.all if c.type == "Person" and rule(c) and not is_told_apart(c, mention)]
        if fitting:
            return max(fitting, key=lambda c: (_is_newly(c, mention), c.last_before(mention.mention.start), -c.start))
    return None


def _is_newly(cluster: Cluster, office: ActorMention) -> bool:
    """Whether somebody was made what an office says is new ("noul președinte", beside "președintele Ucrainei")."""
    return _NEW in office.modifiers and any(o.lemma == office.lemma and not o.definite for o, _ in cluster.offices)


def _is_called_alike(known: ActorMention, office: ActorMention) -> bool:
    """Whether two offices have the same noun, save that a prime minister is no minister for something."""
    kind = find_office(office.lemma, office.modifiers)
    return known.lemma == office.lemma and (kind not in OF_STATES or find_office(known.lemma, known.modifiers) == kind)


def is_told_apart(cluster: Cluster, office: ActorMention) -> bool:
    """Whether somebody holds the office today that another held before ("fostul premier"), or one for something else.

    Args:
        cluster: Somebody, with the offices said so far.
        office: What may be said of the same one.
    """
    if not cluster.offices or office.noun_class not in _HELD:
        return False
    held = [o for o, _ in cluster.offices if o.noun_class == office.noun_class]
    former = is_former(office) and bool(held) and not any(map(is_former, held))
    # "Noul ministru" and "ministrul Sănătății" are not the former one.
    present = not is_former(office) and bool(held) and all(map(is_former, held)) and bool(office.modifiers)
    return former or present or _has_other_task(cluster, office)


def is_former(office: ActorMention) -> bool:
    """Whether an office is said to be held no more."""
    return _FORMER in office.modifiers or office.mention.text.lower().startswith(_FORMER)


def _has_other_task(cluster: Cluster, office: ActorMention) -> bool:
    """Whether somebody is a minister for something else ("ministrul Finanțelor", "ministrul Sănătății")."""
    tasks = _tasks_of(office)
    others = [other for o, _ in cluster.offices if o.lemma == office.lemma and (other := _tasks_of(o))]
    return bool(tasks) and bool(others) and all(tasks.isdisjoint(other) for other in others)


def _tasks_of(office: ActorMention) -> set[str]:
    """Give the beginnings of the words that say what a minister is there for, none for other offices."""
    if office.lemma not in _MINISTERS:
        return set()
    words = office.modifiers - _UNTELLING - load_adjectives().keys()
    return {w[:_STEM] for w in words if next(load_gazetteer().find(w.capitalize()), None) is None}


def _is_held_in_state(clusters: Clusters, mention: ActorMention) -> bool:
    """Whether the article has that office of a country too, so that the bare word is not a body's ("președintele")."""
    alike = (m for m in clusters.mentions if m.lemma == mention.lemma and m.kind == "description")
    return any(at is not None and at.country for at in map(clusters.anchor, alike))


def _body(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give whose office it is; "șeful statului" says no more than "președintele"."""
    owner = clusters.described_by(mention.possessor)
    if owner is not None and owner.noun_class in {"government", "country"} and not owner.modifiers and not mention.country:
        return None
    return clusters.anchor(mention)


def _unnamed_office(clusters: Clusters) -> None:
    """The one person who is named without a word on who it is holds the one office that nobody named holds.

    News say "a anunțat ministrul polonez al apărării" first and give the name in the next sentence.
    """
    offices = [m for m in clusters.waiting("description") if _is_held(m) and clusters.anchor(m) is not None]
    people = [c for c in clusters.all if c.type == "Person" and not c.offices and (c.entry is None or c.entry.kind == "minister")]
    described = {(m.lemma, id(clusters.anchor(m))) for m in offices}
    if len(described) != 1 or len(people) != 1 or people[0].start < offices[0].mention.start:
        return
    unsure = (c for c in clusters.all if c.type == "Person" and c.names and not c.offices and not _heads_state(c))
    first = min(people[0].mentions, key=lambda m: m.mention.start)
    late = clusters.text.tokens[first.head].sentence - clusters.text.tokens[offices[0].head].sentence > _SOON
    if late and any(c.start < offices[0].mention.start for c in unsure):
        return
    for mention in offices:
        clusters.put(mention, people[0])
        people[0].offices.append((mention, clusters.anchor(mention)))


def _heads_state(cluster: Cluster) -> bool:
    """Whether the gazetteer knows somebody as the head of a state or government."""
    return cluster.entry is not None and cluster.entry.kind in OF_STATES


def _is_held(mention: ActorMention) -> bool:
    """Whether a description is of an office that one person at a time holds."""
    return mention.type == "Person" and mention.noun_class in {"leader", "position"} and mention.definite


def is_of_state(office: ActorMention) -> bool:
    """Whether an office is one of a country, though no country is said ("premierul", "un ministru")."""
    if office.possessor is not None:
        return False
    return find_office(office.lemma, office.modifiers) == "head of government" or office.lemma in _OF_STATE


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
    if mention.possessor is not None and (anchor is None or not anchor.country):
        return None
    anyone = mention.noun_class in ANYBODY or (mention.noun_class is None and mention.country is not None)
    official = find_office(mention.lemma, ()) == "official"
    if not official and (not anyone or mention.possessor is not None):
        return None
    gender = gender_of(clusters, mention)
    age = frozenset({mention.age} - {""})

    def fits(cluster: Cluster) -> bool:
        if cluster.type != "Person" or any(m.plural for m in cluster.mentions) or cluster.has_other_age(age):
            return False
        classes = {o.noun_class for o, _ in cluster.offices} | {m.noun_class for m in cluster.mentions}
        if official:
            return (bool(classes & {"leader", "position"}) or cluster.entry is not None) and _may_serve(cluster, anchor)
        grown = {"profession"} if mention.lemma in load_young_nouns() else set()
        if cluster.entry is not None or classes & {"leader", "position", "source", "member", *grown}:
            return False
        return agree(gender, gender_of_cluster(clusters, cluster))

    def surely_fits(cluster: Cluster) -> bool:
        # "Femeia" is hardly "medicul", though "medicul" may be a woman.
        return gender == "Fem" and fits(cluster) and gender_of_cluster(clusters, cluster) == gender

    part, start = find_office(mention.lemma, ()), mention.mention.start
    if part in {ACCUSED, VICTIM}:
        # "Agresorul" was told of as who struck or was caught, "victima" as who was hurt.
        taking = clusters.latest(start, lambda c: fits(c) and part in parts_of(clusters.text, c))
        return taking or clusters.latest(start, lambda c: fits(c) and not parts_of(clusters.text, c))
    return clusters.latest(start, surely_fits) or _subject_before(clusters, mention, fits) or clusters.latest(start, fits)


def _subject_before(clusters: Clusters, mention: ActorMention, fits: Callable[[Cluster], bool]) -> Cluster | None:
    """Give the fitting person who is the subject of the sentence before, where a description is the subject of its own."""
    tokens = clusters.text.tokens
    if tokens[mention.head].relation != "nsubj":
        return None
    before = tokens[mention.head].sentence - 1
    found = {
        id(c): c
        for c in clusters.all
        for m in c.mentions
        if tokens[m.head].sentence == before and tokens[m.head].relation == "nsubj" and fits(c)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _may_serve(cluster: Cluster, country: Cluster | None) -> bool:
    """Whether nothing says that somebody serves another country than one ("oficialul rus", "oficialul de la Washington")."""
    served = {at.country for _, at in cluster.offices if at is not None and at.country}
    if cluster.entry is not None and cluster.entry.of:
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
    """Whoever is as old as somebody told of in a sentence before is the same one ("un copil de 10 ani", "băiatul de 10 ani")."""
    for cluster in sorted((c for c in clusters.all if c.type == "Person" and c.ages and not c.names), key=lambda c: c.start):
        first = min(cluster.mentions, key=lambda m: m.mention.start)
        earlier = [c for c in clusters.all if c.type == "Person" and c.ages == cluster.ages and c.start < cluster.start]
        if len(earlier) != 1 or first.apart or _share_sentence(clusters, earlier[0], cluster):
            continue
        countries = {m.country for c in (earlier[0], cluster) for m in c.mentions if m.country}
        if len(countries) < 2 and agree(gender_of_cluster(clusters, earlier[0]), gender_of_cluster(clusters, cluster)):  # noqa: PLR2004
            clusters.merge(earlier[0], cluster)


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
