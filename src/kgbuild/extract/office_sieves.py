"""Sieves of coreference for offices: who holds them."""

from kgbuild.extract.appositions import POSSESSIVES
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.nouns import COUNTERPARTS, OFFICES, noun_class
from kgbuild.extract.syntax import is_passive, preposition
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.model import AnnotatedText, Token

_HELD = frozenset({"leader", "position", "profession", "member"})
_KINDS = {"head of state": {"head of state"}, "head of government": {"head of government"}, "foreign minister": {"minister"}}
_OF_STATE = frozenset({"ministru", "ministră", "vicepremier", "viceprim-ministru", "vicecancelar"})
_FORMER = "fost"
_NEW = "nou"
_MINISTERS = frozenset({"ministru", "ministră"})
# Words beside a minister that say nothing of what the ministry does.
_UNTELLING = frozenset({"afacere", "actual", "federal", "fost", "interimar", "nou", "prim"})
# Pronouns for whose office it is.
_OWNING = POSSESSIVES | {"acestuia", "acesteia", "acestora"}
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
        elif token.relation in {"conj", "appos"} and (not mention.definite or _is_another_office(clusters.text, token)):
            cluster = clusters.by_head.get(token.head)
        if cluster is not None and cluster.type == "Person" and cluster.names:
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _is_another_office(text: AnnotatedText, office: Token) -> bool:
    """Whether "și" joins an office to that of a name before its comma ("Ion Popa, primarul orașului și președintele PSD")."""
    if office.relation != "conj" or noun_class(office) not in _HELD:
        return False
    first = next((c for c in text.children(text.head(office)) if c.relation == "appos" and noun_class(c) in OFFICES), None)
    name = text.head(office)
    verbs = (t for t in (text.head(name), *text.children(text.head(name))) if t.upos in {"VERB", "AUX"})
    if name.relation == "nsubj" and any(t.has("Number", "Plur") for t in verbs):
        return False  # "Ion Popa, directorul spitalului și primarul orașului au semnat"
    between = text.tokens[first.index + 1 : office.index] if first is not None else ()
    # "…, primarul orașului, și directorul școlii" are two.
    return bool(between) and all(t.form != "," for t in between)


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
        held = mention.type == "Person" and mention.noun_class in _HELD and mention.definite
        if held and not _is_of_some_body(clusters, mention):
            holder = _holder(clusters, mention)
            if holder is not None:
                clusters.put(mention, holder)


def _is_of_some_body(clusters: Clusters, office: ActorMention) -> bool:
    """Whether an office is of a body that is not known yet, and so is none of a state ("președintele partidului")."""
    owner = clusters.described_by(office.possessor)
    return owner is not None and owner.type == "Organization" and clusters.anchor(office) is None


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
            serving[0].offices.append((mention, country))


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
        held = [at for o, at in cluster.offices if _is_called_alike(o, mention) and (at is not None or not _is_anothers(o))]
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
        return any(_is_called_alike(o, mention) and at is None and not _is_anothers(o) for o, at in cluster.offices)

    rules = [same_word, same_office, same_body]
    if mention.noun_class == "leader" or mention.lemma == "ministru" or office in _KINDS:
        rules.append(known)
    for rule in (*rules, unsaid):
        fitting = [c for c in clusters.all if c.type == "Person" and rule(c) and not is_told_apart(c, mention)]
        if fitting:
            return max(fitting, key=lambda c: (_is_newly(c, mention), c.last_before(mention.mention.start), -c.start))
    return None


def _is_anothers(office: ActorMention) -> bool:
    """Whether a pronoun says whose office it is, so that it need not be the one of that name ("liderul acesteia")."""
    return office.mention.text.lower().rsplit(maxsplit=1)[-1] in _OWNING


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
    words = (w for w in office.modifiers - _UNTELLING if w not in load_adjectives())
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
