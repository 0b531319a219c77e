"""Sieves of coreference for descriptions: whom titles, offices and common nouns mean. The surest rules come first."""

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import NATIONAL_KINDS, Cluster, Clusters
from kgbuild.extract.nouns import BODIES, noun_class
from kgbuild.extract.people_sieves import find_person, is_former, is_of_state, join_offices, join_unnamed
from kgbuild.extract.syntax import is_genitive
from kgbuild.lexicon.actor_nouns import find_lemma, load_actor_nouns, load_body_kinds, load_institution_nouns, load_municipal_nouns
from kgbuild.lexicon.demonyms import load_adjectives, load_own_countries
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold, to_key, to_nominative
from kgbuild.lexicon.offices import find_office
from kgbuild.lexicon.word_forms import is_form_of

# Words that say which government of a country it is, not that it is another than today's.
_OF_NOW = frozenset({"nou", "actual", "federal", "central", "de coalitie", "coalitie", "interimar"})
# Words that say what kind of agency or armed group it is.
_OF_KIND = frozenset(
    {
        "armat", "extremist", "informatie", "islamist", "jihadist", "militant", "paramilitar", "presa", "siit", "stire", "sunit",
        "terorist",
    }
)  # fmt: skip
_OURS = frozenset({"noastră", "nostru", "noastre"})
# How "armat" begins in all its forms.
_ARMED = "armat"
# How "fost" begins in all its forms.
_FORMER = "fost"
# How words begin that are said of a body or not: of a county's, of a republic's.
_UNTELLING = ("judet", "republic")
# Shorter words narrow nothing down.
_SHORTEST_WORD = 4


def join_descriptions(clusters: Clusters) -> None:
    """Gather descriptions, after the names."""
    sieves = (
        _governments,
        _appositions,
        _further_appositions,
        _names_within,
        join_offices,
        _places,
        _shorter_names,
        _known_countries,
        _partisans,
        _nouns,
        join_unnamed,
        _armies,
        _same_bodies,
        _bare_bodies,
    )
    for sieve in sieves:
        sieve(clusters)


def _governments(clusters: Clusters) -> None:
    """A government, its authorities and its state are the country."""
    main = clusters.main_country()
    for mention in clusters.waiting("description"):
        if mention.type != "GeopoliticalEntity":
            continue
        anchor = clusters.anchor(mention)
        common = _country_meant(clusters, mention) or main
        if anchor is not None and anchor.type in {"GeopoliticalEntity", "Place"}:
            clusters.put(mention, anchor)
        elif common is not None and anchor is None and _is_of_common(mention):
            clusters.put(mention, common)
        elif mention.modifiers or mention.plural or anchor is not None or _is_government(mention):
            alike = next((c for c in clusters.all if any(_described_alike(m, mention) for m in c.mentions)), None)
            clusters.put(mention, alike).of = anchor


def _is_of_common(mention: ActorMention) -> bool:
    """Whether a government or state is called without a word on which it is."""
    several = mention.plural and mention.noun_class == "country"
    return mention.definite and not (several or mention.count or mention.modifiers - _OF_NOW)


def _country_meant(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give the country that "țara" means: the author's own for "țara noastră", else the last one named in its sentence."""
    text = clusters.text
    if mention.noun_class != "country" or mention.plural:
        return None
    countries = [c for c in clusters.all if c.country and c.mentions]
    if not _OURS.isdisjoint(mention.mention.text.lower().split()):
        own = [c for c in countries if c.country in load_own_countries()]
        return own[0] if len(own) == 1 else None
    start = text.sentences[text.tokens[mention.head].sentence].start
    named = [(c.last_before(mention.mention.start), c) for c in countries]
    return max((p for p in named if p[0] >= start), key=lambda p: p[0], default=(0, None))[1]


def _is_government(mention: ActorMention) -> bool:
    """Whether a government is meant, of whatever country where the article names none."""
    return mention.noun_class == "government" and mention.mention.text[0].isupper()


def _appositions(clusters: Clusters) -> None:
    """A description beside a name is of the one so named."""
    for mention in clusters.waiting("description"):
        cluster = clusters.by_head.get(mention.apposed) if mention.apposed is not None else None
        if cluster is not None and cluster.type == mention.type:
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _further_appositions(clusters: Clusters) -> None:
    """What the analysis makes an apposition of a name or a title of it, over a comma, is of the one so named.

    "NHS, serviciul britanic de sănătate", "consilierul patriarhului, protopopul Ion Popa".
    """
    tokens = clusters.text.tokens
    for mention in clusters.waiting("description"):
        head = tokens[mention.head]
        beside = [head.head] if head.relation == "appos" else []
        beside += [c.index for c in clusters.text.children(head) if c.relation == "appos"]
        found = (clusters.by_head[i] for i in beside if i in clusters.by_head and _is_next(clusters, mention, i))
        cluster = next((c for c in found if c.main_type == mention.type and c.names), None)
        if (
            cluster is not None
            and mention.type in {"Person", "Organization"}
            and not (mention.plural or _is_listed(clusters, mention))
        ):
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _is_listed(clusters: Clusters, mention: ActorMention) -> bool:
    """Whether "și" ends the list that a description begins ("primarul, deputatul Ion Popa și senatoarea Ana Rusu")."""
    return any(t.relation == "conj" for t in clusters.text.subtree(clusters.text.tokens[mention.head]))


def _is_next(clusters: Clusters, mention: ActorMention, head: int) -> bool:
    """Whether but a comma stands between a description and the mention that a word heads."""
    text = clusters.text.text
    for other in (m for m in clusters.by_head[head].mentions if head in m.tokens):
        first, second = sorted((mention.mention, other.mention))
        if text[first.end : second.start].strip() == ",":
            return True
    return False


def _names_within(clusters: Clusters) -> None:
    """A body's description that ends with a body's name, which depends on nothing in it, is of that body ("Compania SOCAR")."""
    for mention in clusters.waiting("description"):
        cluster = clusters.by_head.get(mention.possessor) if mention.possessor is not None else None
        if mention.type != "Organization" or cluster is None or cluster.main_type != "Organization" or not cluster.names:
            continue
        name = next(m for m in cluster.mentions if mention.possessor in m.tokens)
        first = clusters.text.tokens[name.tokens[0]]
        before = clusters.text.tokens[first.index - 1]
        others = any(noun_class(t) in BODIES for t in clusters.text.tokens[mention.head + 1 : first.index])
        whose = others or is_genitive(clusters.text, clusters.text.tokens[name.head]) or before.upos in {"ADP", "DET", "CCONJ"}
        if name.mention.end == mention.mention.end and first.start > mention.mention.start and not whose:
            clusters.put(mention, cluster)


def _shorter_names(clusters: Clusters) -> None:
    """A body named without a word on whose it is is the one of that name, the main country's or one named in full before."""
    main = clusters.main_country()
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    for short in [c for c in bodies if c.of is None and c.entry is None]:
        others = [c for c in bodies if (c.of or c.entry) and c in clusters.all and (c.start < short.start or c.of is main)]
        longer = [c for c in others if _have_one_noun(short, c, equally=True)]
        if len({id(c.of) for c in longer}) == 1:
            clusters.merge(longer[0], short)


def _known_countries(clusters: Clusters) -> None:
    """The gazetteer says whose office-holders and bodies of state they are; a bare body of state is the main country's."""
    named = {c.country: c for c in clusters.all if c.country and c.mentions}
    main, home = clusters.main_country(), clusters.home_country()
    for cluster in clusters.all:
        entry = cluster.entry
        if cluster.of is not None or cluster.country:
            continue
        if entry is not None:
            if entry.of and (entry.kind in NATIONAL_KINDS - {"party"} or entry.type == "Person"):
                cluster.of = named.get(entry.of)
        elif cluster.type == "Organization" and any(_is_national(m) for m in cluster.mentions):
            cluster.of = main
        if cluster.of is None and cluster.type == "Person" and any(at is None and is_of_state(o) for o, at in cluster.offices):
            # "Premierul" without more is the premier of the country that the article is about, or of where the gazetteer says.
            cluster.of = named.get(entry.of or "") if entry is not None else home


def _is_national(mention: ActorMention) -> bool:
    """Whether a body of state is called without a word on whose it is ("parlamentul", "Ministerul Apărării")."""
    words = to_key(mention.name)
    if mention.kind == "name" and words and mention.possessor is None and mention.country is None:
        return load_actor_nouns().get(find_lemma("", words[0]) or "") == "national"
    return mention.noun_class == "national" and not mention.modifiers


def _places(clusters: Clusters) -> None:
    """A common noun for a place with a name right behind it is the place so named ("regiunea Kursk", "spitalul Meyer")."""
    for mention in clusters.waiting("description"):
        if mention.type != "Place" or mention.possessor is None:
            continue
        cluster = clusters.by_head.get(mention.possessor)
        between = clusters.text.tokens[mention.head + 1 : mention.possessor]
        if (
            cluster is not None
            and mention.possessor > mention.head
            and all(t.upos == "ADJ" for t in between)
            and cluster.type in ({"Place", "Organization"} if mention.lemma in load_institution_nouns() else {"Place"})
            and not clusters.text.tokens[mention.possessor].has("Case", "Gen")
        ):
            clusters.put(mention, cluster)


def _partisans(clusters: Clusters) -> None:
    """The people of a party are the party that has their name ("laburiștii", "Partidul Laburist")."""
    parties = [c for c in clusters.all if c.names and c.main_type == "Organization" and any(_is_party(m) for m in c.names)]
    for mention in clusters.waiting("description"):
        if mention.plural and _is_bare(mention) and mention.noun_class == "person":
            named = [c for c in parties if any(is_form_of(w, w, mention.lemma) for m in c.names for w in to_key(m.name)[1:])]
            if len(named) == 1:
                clusters.put(mention, named[0])


def _is_party(mention: ActorMention) -> bool:
    """Whether a name begins with the noun for a party."""
    return "party" in load_body_kinds().get(find_lemma("", to_key(mention.name)[0]) or "", ())


def _nouns(clusters: Clusters) -> None:
    """Descriptions of the same people, bodies or places: the same noun, narrowed down no other way."""
    for mention in clusters.waiting("description"):
        if mention.type == "GeopoliticalEntity":
            continue
        anchor = clusters.anchor(mention)

        def fits(cluster: Cluster, mention: ActorMention = mention, anchor: Cluster | None = anchor) -> bool:
            return any(_described_alike(m, mention) for m in cluster.mentions) and (
                anchor is None or cluster.of is None or cluster.of is anchor
            )

        found = clusters.latest(mention.mention.start, fits)
        if found is None and mention.type == "Person":
            found = find_person(clusters, mention)
        elif found is None and mention.count and mention.definite:
            found = _as_many(clusters, mention)
        elif found is None and mention.type == "Organization" and (_is_bare(mention) or _is_of_kind(mention)):
            found = _as_body(clusters, mention)
        elif found is None and _is_bare(mention):
            found = clusters.latest(mention.mention.start, lambda c, m=mention: _takes_up(m, c))  # type: ignore[misc]
        if found is None and _is_bare_place(mention):
            continue
        cluster = clusters.put(mention, found)
        cluster.of = cluster.of or anchor


def _as_many(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find the one group named before of as many people, whatever they are called ("trei români", "cei trei inculpați")."""
    if mention.type != "PersonGroup":
        return None
    counted = [c for c in clusters.all if c.type == "PersonGroup" and any(m.count == mention.count for m in c.mentions)]
    return counted[0] if len(counted) == 1 and counted[0].start < mention.mention.start else None


def _is_bare(mention: ActorMention) -> bool:
    """Whether a description only takes up somebody known ("compania", "suspecții")."""
    return mention.definite and not mention.modifiers and mention.possessor is None and mention.country is None


def _is_of_kind(mention: ActorMention) -> bool:
    """Whether a body is called by its kind or country alone ("gigantul rus", "gruparea islamistă", "firma din Turcia")."""
    telling = (m for m in mention.modifiers - load_adjectives().keys() - _OF_KIND if not _is_country(m))
    return mention.definite and bool(mention.modifiers) and not any(telling)


def _as_body(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find the body with a name that a description takes up by its kind: of the country it says, else the only such one."""
    kinds = load_body_kinds().get(mention.lemma, frozenset())
    anchor = clusters.anchor(mention)
    country = mention.country or (anchor.country if anchor is not None else None)
    alike = [c for c in clusters.all if c.names and c.main_type == "Organization" and not kinds.isdisjoint(_kinds_of(c))]
    before = [c for c in alike if c.start < mention.mention.start]
    if mention.plural or not before:
        return None
    fitting = [c for c in before if country in {None, _country_of(c)}]
    if fitting:
        return max(fitting, key=lambda c: c.last_before(mention.mention.start))
    unknown = [c for c in before if _country_of(c) is None]
    return unknown[0] if len(unknown) == len(alike) == 1 else None


def _kinds_of(cluster: Cluster) -> frozenset[str]:
    """Give the kinds of bodies that the gazetteer and the nouns said of it make of a body with a name."""
    said = (load_body_kinds().get(m.lemma, frozenset()) for m in cluster.mentions)
    return frozenset({cluster.entry.kind} if cluster.entry is not None else ()).union(*said)


def _country_of(cluster: Cluster) -> str | None:
    """Give the code of a body's country, None where neither the gazetteer nor the article says it."""
    said = next((m.country for m in cluster.mentions if m.country), None)
    known = cluster.entry.of if cluster.entry is not None else None
    return known or said or (cluster.of.country if cluster.of is not None else None)


def _takes_up(mention: ActorMention, cluster: Cluster) -> bool:
    """Whether a bare description can mean people in the same part under another noun."""
    if mention.type != "PersonGroup" or cluster.type != "PersonGroup":
        return False
    part = find_office(mention.lemma, ())
    others = {find_office(m.lemma, ()) for m in cluster.mentions}
    counted = {m.count for m in cluster.mentions if m.count}
    return bool(part) and part in others | {"anybody"} and any(others) and (not mention.count or mention.count in counted)


def _is_bare_place(mention: ActorMention) -> bool:
    """Whether a place is not said to be any one in particular ("în stradă", "la spital")."""
    return mention.type == "Place" and not mention.modifiers


def _described_alike(known: ActorMention, new: ActorMention) -> bool:
    """Whether a description can mean the same as an earlier mention."""
    if known.kind == "name":
        same = new.definite and fold(to_nominative(to_key(known.name)[0])) == fold(to_nominative(to_key(new.name)[0]))
        return same and known.type == new.type and not new.modifiers and new.noun_class in {"organization", "national"}
    if (known.lemma, known.plural, known.type, known.rank) != (new.lemma, new.plural, new.type, new.rank):
        return False
    if new.count and new.count != known.count:
        return False
    if (not new.definite and not new.plural) or (new.apart and not known.apart) or (is_former(new) and not is_former(known)):
        return False
    if new.type == "Organization" and new.possessor is not None and not known.modifiers:
        # "Primăria capitalei" need not be the one that was meant by "primăria".
        return False
    if new.modifiers <= known.modifiers:
        return True
    # "Grupul Patrioților" is another one than "grupul PPE".
    return not (known.modifiers or known.count or (known.apposed is not None and known.type == "Organization")) and new.definite


def _armies(clusters: Clusters) -> None:
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


def _is_country(word: str) -> bool:
    """Whether a folded word is of a country's name, or none at all."""
    return len(word) < _SHORTEST_WORD or any(e.iso for m in load_gazetteer().find(word.capitalize()) for e in m.entries)


def _same_bodies(clusters: Clusters) -> None:
    """Bodies of one country or owner are the same where their nouns are and neither name has a word that the other denies."""
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    merged: set[int] = set()
    for i, kept in enumerate(bodies):
        for other in bodies[i + 1 :]:
            if id(kept) not in merged and id(other) not in merged and _may_be_one_body(kept, other):
                clusters.merge(kept, other)
                merged.add(id(other))


def _bare_bodies(clusters: Clusters) -> None:
    """A body called by its noun alone ("primăria") is the only one in the article of which that noun says more."""
    bodies = [c for c in clusters.all if c.mentions and c.main_type == "Organization"]
    bare = [c for c in bodies if all(_is_bare(m) and m.kind == "description" and not m.plural for m in c.mentions)]
    for short in bare:
        nouns = {m.lemma for m in short.mentions}
        longer = [
            c for c in bodies if c not in bare and any(_body_noun(m) in nouns and (_narrowing(m) or c.of) for m in c.mentions)
        ]
        if len(longer) == 1 and (short.of is None or longer[0].of in {None, short.of}):
            clusters.merge(longer[0], short)


def _may_be_one_body(one: Cluster, two: Cluster) -> bool:
    """Whether two clusters of bodies mean the same."""
    if (one.entry and two.entry) or one.of is not two.of or (_is_called_otherwise(one) and _is_called_otherwise(two)):
        return False
    return _have_one_noun(one, two, equally=one.of is None)


def _is_called_otherwise(cluster: Cluster) -> bool:
    """Whether a body has a name without the noun for it, which tells it from others ("partidul „Renaștere”")."""
    return bool(cluster.names) and all(_body_noun(m) is None for m in cluster.names)


def _have_one_noun(one: Cluster, two: Cluster, *, equally: bool) -> bool:
    """Whether two bodies have a noun in common and are narrowed down alike, else a body of state less than the other."""
    for a in one.mentions:
        for b in two.mentions:
            if a.plural == b.plural and (noun := _body_noun(a)) is not None and noun == _body_noun(b):
                x, y = _narrowing(a), _narrowing(b)
                more = (x <= y and _says_country(b) >= _says_country(a)) or (y <= x and _says_country(a) >= _says_country(b))
                if x == y or (not equally and more and load_actor_nouns()[noun] == "national"):
                    return True
    return False


def _says_country(mention: ActorMention) -> bool:
    """Whether a body's name says whose it is: what has more to it and does not say it is another one than the one that does."""
    return any(w in load_adjectives() or (len(w) >= _SHORTEST_WORD and _is_place(w)) for w in to_key(mention.name)[1:])


def _body_noun(mention: ActorMention) -> str | None:
    """Give the lexicon's lemma of the common noun that heads a body's name or description."""
    words = to_key(mention.name)
    lemma = mention.lemma or find_lemma("", next(iter(words), ""))
    pair = " ".join((lemma or "", *words[1:2]))
    return next((noun for noun in (pair, lemma) if load_actor_nouns().get(noun or "") in {"organization", "national"}), None)


def _narrowing(mention: ActorMention) -> frozenset[str]:
    """Give the beginnings of the words of a body's name but its noun, without "fost" and those that say its country or county.

    The town is telling where every town has one ("Judecătoria Cahul").
    """
    nations = load_adjectives()
    first, *rest = to_key(mention.name)
    if first.startswith(_FORMER) and rest:
        rest = rest[1:]
    words = (w for w in rest if len(w) >= _SHORTEST_WORD and w not in nations and not w.startswith(_UNTELLING))
    municipal = find_lemma("", first) in load_municipal_nouns()
    return frozenset(w[:5] for w in words if not (_is_country(w) if municipal else _is_place(w)))


def _is_place(word: str) -> bool:
    """Whether the gazetteer has a folded word as a name."""
    return next(load_gazetteer().find(word.capitalize()), None) is not None
