"""Sieves of coreference for descriptions: whom titles, offices and common nouns mean. The surest rules come first."""

from collections import Counter

from kgbuild.extract.apposition_sieves import join_appositions
from kgbuild.extract.body_sieves import (
    country_of,
    find_body,
    is_bare,
    is_of_kind,
    join_allies,
    join_armies,
    join_bare_bodies,
    join_officers,
    join_same_bodies,
    join_shorter_names,
    kinds_of,
)
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import NATIONAL_KINDS, Cluster, Clusters
from kgbuild.extract.naming_sieves import join_named_later
from kgbuild.extract.nouns import BODIES, OFFICES, PEOPLE, is_acronym, is_capital, noun_class
from kgbuild.extract.office_sieves import is_former, is_of_state, join_offices
from kgbuild.extract.party_sieves import join_partisans
from kgbuild.extract.people_sieves import TRADES, find_of_trade, find_person, find_speaker, join_of_one_age, join_said_to_be
from kgbuild.extract.quotations import is_kind
from kgbuild.extract.syntax import is_genitive
from kgbuild.extract.title_sieves import join_counted_in_title, join_doers_in_title, join_same_parts, join_speakers_in_title
from kgbuild.lexicon.actor_nouns import (
    find_lemma,
    load_actor_nouns,
    load_body_kinds,
    load_institution_nouns,
)
from kgbuild.lexicon.demonyms import load_own_countries
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import Entry, load_gazetteer
from kgbuild.lexicon.inflection import fold, to_key, to_nominative
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.vocab import LANDS

# Words that say which government of a country it is, not that it is another than today's.
_OF_NOW = frozenset({"nou", "actual", "federal", "central", "de coalitie", "coalitie", "interimar"})
_OURS = frozenset({"noastră", "nostru", "noastre"})
# Up to which sentence an article says who its title is about.
_LEAD = 2
# Verbs that say that a country sends people somewhere.
_SENDING = ("sending",)
# Classes of nouns for bodies that a bare noun can mean which their name begins with.
_NAMED_ALIKE = frozenset({"organization", "national"})
# Shorter words narrow nothing down.
_SHORTEST_WORD = 4


def join_descriptions(clusters: Clusters) -> None:
    """Gather descriptions, after the names."""
    sieves = (
        _governments,
        join_partisans,
        join_appositions,
        join_allies,
        _names_within,
        join_offices,
        _places,
        join_shorter_names,
        _known_countries,
        _nouns,
        join_said_to_be,
        join_of_one_age,
        join_doers_in_title,
        join_speakers_in_title,
        join_same_parts,
        join_counted_in_title,
        join_named_later,
        join_armies,
        join_same_bodies,
        join_bare_bodies,
        join_officers,
    )
    for sieve in sieves:
        sieve(clusters)


def _governments(clusters: Clusters) -> None:
    """A government, its authorities and its state are the country."""
    for mention in clusters.waiting("description"):
        if mention.type != "GeopoliticalEntity":
            continue
        anchor = clusters.anchor(mention)
        common = _country_meant(clusters, mention) or _country_governed(clusters, mention)
        if anchor is not None and anchor.type in LANDS:
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


def _country_governed(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give the country whose government or authorities are meant where no word says so.

    It is the language's own where one of its ministers stands in the sentence, or the article is about it or names its bodies and
    people more often than any country; else that of the last government said to be some country's, else the one named most.
    Where none is named, all leaders and ministers tell.
    """
    tokens, main = clusters.text.tokens, clusters.main_country()
    sentence = tokens[mention.head].sentence
    serving = [m for m in clusters.mentions if m.entry and _serves_at_home(m.entry)]
    beside = {m.entry.of for m in serving if m.entry and (main is None or tokens[m.head].sentence == sentence)}
    if len(beside) == 1 and (main is not None or _is_government(mention)):
        return clusters.country(beside.pop() or "")
    if main is None or main.country in load_own_countries():
        return main
    ours = Counter(m.entry.of for m in clusters.mentions if m.entry and m.entry.of in load_own_countries())
    if ours and max(ours.values()) > len(main.mentions):
        # News from home name their own bodies and people, and seldom the country ("Guvernul", "CCR", "grevă japoneză").
        return clusters.country(max(ours, key=lambda code: ours[code]) or "")
    before = (m for m in clusters.mentions if m.noun_class == mention.noun_class and m.mention.start < mention.mention.start)
    last = [c for m in before if (c := clusters.anchor(m)) is not None and c.country]
    return last[-1] if last else main


def _serves_at_home(entry: Entry) -> bool:
    """Whether the gazetteer has somebody as the head or a minister of a country of the language."""
    return entry.kind in OF_STATES | {"minister"} and entry.of in load_own_countries()


def _is_government(mention: ActorMention) -> bool:
    """Whether a government is meant, of whatever country where the article names none."""
    return mention.noun_class == "government" and mention.mention.text[0].isupper()


def _names_within(clusters: Clusters) -> None:
    """A body's description that ends with a body's name, which depends on nothing in it, is of that body ("Compania SOCAR")."""
    for mention in clusters.waiting("description"):
        cluster = clusters.by_head.get(mention.possessor) if mention.possessor is not None else None
        if mention.type != "Organization" or cluster is None or cluster.main_type != "Organization" or not cluster.names:
            continue
        name = next(m for m in cluster.mentions if mention.possessor in m.tokens)
        first = clusters.text.tokens[name.tokens[0]]
        before = clusters.text.tokens[first.index - 1]
        between = clusters.text.tokens[mention.head + 1 : first.index]
        # "Sindicatul angajaților Nissan" is theirs.
        others = any(noun_class(t) in BODIES | PEOPLE and not is_kind(clusters.text, t) for t in between)
        entry = cluster.entry
        kinds = load_body_kinds().get(mention.lemma, frozenset())
        # "Tribunalul UE" is a court of the union.
        others = others or (entry is not None and bool(kinds) and entry.kind not in kinds)
        whose = others or is_genitive(clusters.text, clusters.text.tokens[name.head]) or before.upos in {"ADP", "DET", "CCONJ"}
        if _reaches_end(clusters, mention, name) and first.start > mention.mention.start and not whose:
            clusters.put(mention, cluster)


def _reaches_end(clusters: Clusters, body: ActorMention, name: ActorMention) -> bool:
    """Whether a description ends with a name, or with where an unknown one is ("Universitatea Politehnica din Timișoara")."""
    if name.mention.end == body.mention.end:
        return True
    last = clusters.text.tokens[name.tokens[-1]]
    behind = clusters.text.tokens_within(name.mention.end, body.mention.end)
    known = bool(name.entries) or is_acronym(clusters.text, last)  # "Filiala PNL din Iași"
    return not known and len(behind) > 1 and behind[0].form == "din" and all(map(is_capital, behind[1:]))


def _known_countries(clusters: Clusters) -> None:
    """The gazetteer says whose office-holders and bodies of state they are; a bare body of state is the main country's."""
    named = {c.country: c for c in clusters.all if c.country and c.mentions}
    main, home = clusters.main_country(), clusters.home_country() or _only_government(clusters)
    for cluster in clusters.all:
        entry = cluster.entry
        if cluster.of is not None or cluster.country:
            continue
        if entry is not None:
            if entry.of and (entry.kind in NATIONAL_KINDS - {"party"} or entry.type == "Person"):
                cluster.of = named.get(entry.of)
        elif cluster.type == "Organization" and any(_is_national(m) for m in cluster.mentions):
            cluster.of = _seated_in(clusters, cluster) or main
        if cluster.of is None and cluster.type == "Person" and any(at is None and is_of_state(o) for o, at in cluster.offices):
            # "Premierul" without more is the premier of the country that the article is about, or of where the gazetteer says.
            cluster.of = named.get(entry.of or "") if entry is not None else home


def _only_government(clusters: Clusters) -> Cluster | None:
    """Give the one government of an article that names no country, or only its own of the language's: it is its ministers'."""
    governments = [c for c in clusters.all if any(_is_government(m) and _is_of_common(m) for m in c.mentions)]
    named = {c.country for c in clusters.all if c.country and c.mentions}
    own = named & load_own_countries() or named
    only = len(governments) == 1 and governments[0].of is None and own <= {governments[0].country}
    return governments[0] if only and (not named or own & load_own_countries()) else None


def _seated_in(clusters: Clusters, body: Cluster) -> Cluster | None:
    """The country whose capital stands behind a body ("Ministerul Afacerilor Externe de la București")."""
    for mention in body.mentions:
        behind = clusters.text.tokens[mention.tokens[-1] + 1 : mention.tokens[-1] + 4]
        capital = clusters.by_head.get(behind[-1].index) if [t.form for t in behind[:2]] == ["de", "la"] else None
        if capital is not None and (capital.country or (capital.entry is not None and capital.entry.kind == "capital")):
            return capital if capital.country else clusters.country((capital.entry and capital.entry.of) or "")
    return None


def _is_national(mention: ActorMention) -> bool:
    """Whether a body of state is called without a word on whose it is ("parlamentul", "Ministerul Apărării")."""
    words = to_key(mention.name)
    if any(e.type in LANDS for match in load_gazetteer().find(mention.name) for e in match.entries):
        return False
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


def _nouns(clusters: Clusters) -> None:
    """Descriptions of the same people, bodies or places: the same noun, narrowed down no other way."""
    for mention in clusters.waiting("description"):
        if mention.type == "GeopoliticalEntity":
            continue
        anchor = clusters.anchor(mention) or _sender(clusters, mention)

        def fits(cluster: Cluster, mention: ActorMention = mention, anchor: Cluster | None = anchor) -> bool:
            # Of names under another noun only those of bodies are taken up by a bare noun.
            of_body = mention.definite and not mention.modifiers and mention.noun_class in _NAMED_ALIKE
            alike = any(
                _described_alike(m, mention)
                or _owned_alike(clusters, m, mention)
                or _titled_alike(clusters, m, mention)
                or _is_sent(clusters, m, mention)
                for m in cluster.mentions
                if m.lemma == mention.lemma or (of_body and m.kind == "name")
            )
            unsaid = cluster.of is None and (not _is_of_party(mention, anchor) or _says_more(clusters, mention, cluster))
            # "Grupul francez" is none of Japan.
            foreign = (
                mention.type == "Organization" and bool(mention.country) and country_of(cluster) not in {None, mention.country}
            )
            return alike and not foreign and (anchor is None or unsaid or cluster.of is anchor)

        found = clusters.latest(mention.mention.start, fits)
        if found is None and mention.type == "Person":
            found = find_of_trade(clusters, mention) or find_person(clusters, mention) or find_speaker(clusters, mention)
        elif found is None and mention.count and mention.definite:
            found = _as_many(clusters, mention)
        elif found is None and mention.type == "Organization" and (is_bare(mention) or is_of_kind(mention)):
            found = find_body(clusters, mention)
        elif found is None and is_bare(mention):
            found = clusters.latest(mention.mention.start, lambda c, m=mention: _takes_up(m, c))  # type: ignore[misc]
        if found is None and _is_bare_place(mention):
            continue
        cluster = clusters.put(mention, found)
        cluster.of = cluster.of or anchor


def _says_more(clusters: Clusters, mention: ActorMention, cluster: Cluster) -> bool:
    """Whether a description tells of those whom the title counts."""
    return any(_titled_alike(clusters, m, mention) for m in cluster.mentions)


def _is_of_party(mention: ActorMention, body: Cluster | None) -> bool:
    """Whether people are said to be a party's, so that they are not all those named before ("senatorii AUR")."""
    return mention.plural and body is not None and "party" in kinds_of(body)


def _as_many(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find the one group named before of as many people, whatever they are called ("trei români", "cei trei inculpați").

    Those who hold an office are not any people ("doi copii", "cei doi președinți").
    """
    if mention.type != "PersonGroup":
        return None
    counted = [c for c in clusters.all if c.type == "PersonGroup" and any(m.count == mention.count for m in c.mentions)]
    if mention.noun_class in OFFICES:
        counted = [c for c in counted if any(m.noun_class in OFFICES for m in c.mentions)]
    return counted[0] if len(counted) == 1 and counted[0].start < mention.mention.start else None


def _takes_up(mention: ActorMention, cluster: Cluster) -> bool:
    """Whether a bare description can mean people in the same part under another noun."""
    if mention.type != "PersonGroup" or cluster.type != "PersonGroup":
        return False
    part = find_office(mention.lemma, ())
    others = {find_office(m.lemma, ()) for m in cluster.mentions}
    counted = {m.count for m in cluster.mentions if m.count}
    # Liberals and socialists are both politicians, and "persoanele" are no policemen.
    anybody = part == "anybody" and bool(others - TRADES - {""})
    alike = anybody or (part not in {"", "anybody", "politician"} and part in others)
    return alike and (not mention.count or mention.count in counted)


def _is_bare_place(mention: ActorMention) -> bool:
    """Whether a place is not said to be any one in particular ("în stradă", "la spital")."""
    return mention.type == "Place" and not mention.modifiers


def _described_alike(known: ActorMention, new: ActorMention) -> bool:  # noqa: PLR0911 — one return a reason
    """Whether a description can mean the same as an earlier mention."""
    if known.kind == "name":
        same = new.definite and fold(to_nominative(to_key(known.name)[0])) == fold(to_nominative(to_key(new.name)[0]))
        return same and known.type == new.type and not new.modifiers and new.noun_class in _NAMED_ALIKE
    if (known.lemma, known.plural, known.type, known.rank) != (new.lemma, new.plural, new.type, new.rank):
        return False
    if (new.count and new.count != known.count) or (new.age and known.age and new.age != known.age):
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


def _titled_alike(clusters: Clusters, known: ActorMention, new: ActorMention) -> bool:
    """Whether the beginning of an article says more of those whom its title counts ("Doi soți, morți", "doi soți din Brad")."""
    said = (known.lemma, known.plural, known.count) == (new.lemma, True, new.count) and bool(new.count)
    said = said and (known.apart or not new.apart)
    title, lead = clusters.text.title_end, clusters.text.tokens[new.head].sentence
    return said and known.mention.end <= title < new.mention.start and lead <= _LEAD and known.modifiers <= new.modifiers


def _is_sent(clusters: Clusters, known: ActorMention, new: ActorMention) -> bool:
    """Whether the people of a country are those whom it is said to send ("a trimis mii de soldați", "soldați nord-coreeni")."""
    if not new.country or new.count or (known.lemma, known.plural, known.country) != (new.lemma, new.plural, None):
        return False
    sender = _sender(clusters, known)
    return sender is not None and sender.country == new.country


def _sender(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Give the country that is said to send people somewhere, whose they are."""
    token = clusters.text.tokens[mention.head]
    verb = clusters.text.head(clusters.text.head(token) if token.relation == "nmod" else token)
    if not mention.plural or not load_frames().in_class(verb, _SENDING):
        return None
    subjects = (clusters.by_head.get(c.index) for c in clusters.text.children(verb) if c.deprel == "nsubj")
    return next((c for c in subjects if c is not None and c.country), None)


def _owned_alike(clusters: Clusters, known: ActorMention, new: ActorMention) -> bool:
    """Whether both are the same people of one body, however it is called ("procurorii DNA")."""
    if (known.lemma, known.plural, known.count) != (new.lemma, True, "") or new.count or not new.definite:
        return False
    owner = clusters.anchor(new)
    if owner is None or owner.type != "Organization" or clusters.anchor(known) is not owner:
        return False
    named = {w[:_SHORTEST_WORD] for m in owner.mentions for w in to_key(m.mention.text)}
    return {w[:_SHORTEST_WORD] for w in known.modifiers | new.modifiers} <= named
