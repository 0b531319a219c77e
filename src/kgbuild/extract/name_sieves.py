"""Sieves of coreference for names: which names mean the same actor. The surest rules come first."""

from dataclasses import replace
from itertools import takewhile

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import NATIONAL_KINDS, Cluster, Clusters
from kgbuild.extract.nouns import BODIES
from kgbuild.extract.spans import OWNING
from kgbuild.lexicon.actor_nouns import find_lemma, load_actor_nouns, load_towns
from kgbuild.lexicon.demonyms import load_adjectives, load_own_countries, load_seats
from kgbuild.lexicon.gazetteer import Entry, load_gazetteer
from kgbuild.lexicon.inflection import fold, to_key, to_nominative
from kgbuild.lexicon.offices import load_common_surnames
from kgbuild.model import AnnotatedText

_LONGEST_ACRONYM = 10
# Two initials may be those of anybody's name.
_SHORTEST_INITIALS = 2
# Words this long are the same with one letter changed: a slip, or another transliteration.
_LONG_WORD = 6
_SHORTEST_TURNED = 4
# What stands between a body's name and its town.
_SEATED = frozenset({"din", "de", "la"})
# How Slavic surnames of men end, to which those of women add an "a".
_SLAVIC = ("ov", "ev", "in")


_QUOTES = str.maketrans(dict.fromkeys('„”"«»“', " "))


def join_names(clusters: Clusters) -> None:
    """Gather names, metonyms and adjectives of nationality."""
    for sieve in (
        _countries,
        _people_by_name,
        _others_by_name,
        _same_names,
        _acronyms,
        _branch_acronyms,
        _bare_names,
        _without_towns,
        _seats,
    ):
        sieve(clusters)


def _countries(clusters: Clusters) -> None:
    """Names, metonyms and adjectives of a country are the country."""
    for mention in clusters.mentions:
        if mention.country and mention.type == "GeopoliticalEntity" and mention.kind != "description":
            clusters.put(mention, clusters.country(mention.country))


def _people_by_name(clusters: Clusters) -> None:
    """Full names first; then the shorter ones, each to the full name that ends or begins with it."""
    people = [m for m in clusters.waiting("name") if m.type == "Person"]
    for mention in sorted(people, key=lambda m: (-len(to_key(m.name)), m.mention.start)):
        cluster = clusters.of_entry(mention.entry) if mention.entry else None
        if cluster is None:
            cluster = _same_person(clusters, mention)
        cluster = clusters.put(mention, cluster)
        if mention.entry is not None and cluster.entry is None and _may_be(clusters, mention.entry, cluster):
            clusters.link(cluster, mention.entry)


def _may_be(clusters: Clusters, entry: Entry, cluster: Cluster) -> bool:
    """Whether no full name in a cluster speaks against its being somebody: "Maria Macron" is not Emmanuel Macron.

    Where a surname that many have is all that the article has of him, it has to speak of his country.
    """
    full = [m for m in cluster.names if len(to_key(m.name)) > 1]
    common = any(fold(to_nominative(m.name)) in load_common_surnames() for m in cluster.names)
    return all(m.entry == entry for m in full) and bool(full or not common or (entry.of and _speaks_of(clusters, entry)))


def _speaks_of(clusters: Clusters, entry: Entry) -> bool:
    """Whether an article names whom it means in full, or the country, or others of it; the language's own goes without saying."""
    if entry.of is None or entry.of in load_own_countries():
        return True
    if any(entry in m.entries and len(to_key(m.name)) > 1 for m in clusters.mentions):
        return True
    sure = (
        m.entry for m in clusters.mentions if m.entry and m.type != "Place" and (m.type != "Person" or len(to_key(m.name)) > 1)
    )
    return any(m.country == entry.of for m in clusters.mentions) or any(e != entry and e.of == entry.of for e in sure)


def _same_person(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find the person whose name holds all words of a name, the one mentioned nearest before where there are several."""
    words = to_key(mention.name)
    fitting = [c for c in clusters.all if c.type == "Person" and any(_is_name_of(to_key(m.name), words) for m in c.names)]
    if mention.entry is not None:
        fitting = [c for c in fitting if c.entry in {None, mention.entry}]
    before = [c for c in fitting if c.start < mention.mention.start]
    return max(before or fitting, key=lambda c: c.last_before(mention.mention.start), default=None)


def _is_name_of(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a name is another one in full or in part, the surname first, or with a slip in the first name."""
    turned = len(shorter) > 1 and _holds(longer, (*shorter[1:], shorter[0]))
    slip = len(shorter) == len(longer) > 1 and shorter[1:] == longer[1:] and _is_slip(shorter[0], longer[0])
    return turned or slip or _holds(longer, shorter)


def _is_slip(one: str, other: str) -> bool:
    """Whether a first name is another one with two letters turned ("Kluas", "Klaus")."""
    return len(one) == len(other) >= _SHORTEST_TURNED and one != other and sorted(one) == sorted(other) and one[0] == other[0]


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether each word of a name, or its initial, stands in another, in order."""
    rest = iter(longer)
    return all(any(_same_word(word, other) for other in rest) for word in shorter)


def _same_word(a: str, b: str) -> bool:
    """Whether two folded words are equal but for an ending of inflection or a slip of one letter in a long word."""
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    if fold(to_nominative(a)) == fold(to_nominative(b)):
        return True
    if any(long == f"{short}a" and short.endswith(_SLAVIC) for long, short in ((a, b), (b, a))):
        # "Budanova" is not Budanov.
        return False
    return min(len(a), len(b)) >= _LONG_WORD and a[0] == b[0] and _one_letter_apart(a, b)


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter changed, put in or left out makes two words equal."""
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    i = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[i + (len(short) == len(long)) :] == long[i + 1 :]


def _others_by_name(clusters: Clusters) -> None:
    """Bodies and places are the same where their names are, up to inflection."""
    main = clusters.main_country()
    # Names that can mean several come last: another name may have said which ("Laburiștii", "Partidul Laburist").
    waiting = sorted(clusters.waiting("name"), key=lambda m: len(m.entries) > 1)
    for mention in waiting:
        known = next((c for e in mention.entries if (c := clusters.of_entry(e)) is not None), None)
        entry = mention.entry if mention.entry and (known or _is_meant(clusters, mention.entry, mention, main)) else None
        cluster = known
        if cluster is None:
            cluster = next((c for c in clusters.all if _named_alike(c, mention)), None)
        cluster = clusters.put(mention, cluster)
        if entry is not None and cluster.entry is None:
            clusters.link(cluster, entry)
    for mention in waiting:
        cluster = clusters.by_head[mention.head]
        cluster.of = cluster.of or clusters.anchor(mention)


def _is_meant(clusters: Clusters, entry: Entry, mention: ActorMention, main: Cluster | None) -> bool:
    """Whether a body's name can mean the one of the gazetteer: any country can have "Ministerul Sănătății" or "Republicanii"."""
    words = to_key(mention.name)
    if entry.kind == "party" and len(words) == 1 and not _speaks_of(clusters, entry):
        return False
    states = (e.iso for match in load_gazetteer().find(mention.name) for e in match.entries)
    says_whose = any(word in load_adjectives() for word in words) or entry.of in states
    generic = entry.of is not None and entry.kind in NATIONAL_KINDS and find_lemma("", words[0]) is not None and not says_whose
    return not generic or main is None or entry.of in {main.country, mention.country}


def _named_alike(cluster: Cluster, mention: ActorMention) -> bool:
    """Whether a name of a cluster has the same words."""
    if cluster.type == "Person" or (cluster.entry and mention.entry) or cluster.country:
        return False
    words = to_key(mention.name)
    return any(
        len(words) == len(key := to_key(m.name)) and all(map(_same_word, words, key)) and len("".join(words)) > 1
        for m in cluster.names
    )


def _same_names(clusters: Clusters) -> None:
    """A name that the analysis took for a place or body in one sentence is the person of that name in the others."""
    for other in [c for c in clusters.all if c.type != "Person" and c.names and c.entry is None and not c.country]:
        words = to_key(other.names[0].name)
        person = next(
            (c for c in clusters.all if c.type == "Person" and len(words) > 1 and any(to_key(m.name) == words for m in c.names)),
            None,
        )
        if person is not None:
            clusters.merge(person, other)


def _acronyms(clusters: Clusters) -> None:
    """An acronym in brackets after a name, or of the initials of a body's name, is that body."""
    for short in list(clusters.all):
        acronym = next((m.name for m in short.names if m.name.isupper() and 1 < len(m.name) <= _LONGEST_ACRONYM), None)
        if acronym is None or short not in clusters.all or short.type == "Person":
            continue
        for long in list(clusters.all):
            if long is short or long.type == "PersonGroup" or (long.entry and short.entry) or long.country:
                continue
            body = long.type != "Person"
            spelt = any(_initials(m.name) == acronym or (body and _may_be_spelt(m.name, acronym, short)) for m in long.names)
            if not body and spelt and len(acronym) > _SHORTEST_INITIALS and long.entry is None:
                # "Just Stop Oil" only looks like somebody's name, "Ciprian Ciucu" beside "CCR" does not.
                _take_for_body(long)
            elif not body or not (spelt or any(_introduces(clusters.text, m, short) for m in long.names)):
                continue
            clusters.merge(long, short)
            break


def _may_be_spelt(name: str, acronym: str, short: Cluster) -> bool:
    """Whether an acronym ends with the country's initial, and is none of another body ("CCR" of "Curtea de Conturi")."""
    known = short.entry is not None and not set(to_key(name)) <= set(to_key(short.entry.name))
    return not known and (_spells_with_country(name, acronym) or fold(_initials(_without_town(name))) == fold(acronym))


def _without_town(name: str) -> str:
    """Give a body's name without the town or county at its end and what stands before that, empty where it has none.

    >>> _without_town("Carabinierii din Foggia"), _without_town("Inspectoratul de Poliție Buzău"), _without_town("Garda")
    ('Carabinierii', 'Inspectoratul de Poliție', '')
    """
    *words, last = name.split()
    while words and words[-1] in _SEATED:
        words.pop()
    return " ".join(words) if words and _is_town(last) else ""


def _is_town(word: str) -> bool:
    """Whether a word is the name of a town or county."""
    places = (e for match in load_gazetteer().find(word) for e in match.entries if e.type == "Place")
    return fold(word) in load_towns() or next(places, None) is not None


def _spells_with_country(name: str, acronym: str) -> bool:
    """Whether an acronym is made of a body's initials and that of a country of the language ("CCR": "Curtea Constituțională").

    >>> _spells_with_country("Curtea Constituțională", "CCR"), _spells_with_country("Curtea Constituțională", "CCE")
    (True, False)
    """
    own = {word[0] for code in load_own_countries() if (state := load_gazetteer().country(code)) for word in state.name.split()}
    return len(acronym) > _SHORTEST_INITIALS and _initials(name) == acronym[:-1] and acronym[-1] in own


def _take_for_body(cluster: Cluster) -> None:
    """Say that what looked like somebody is a body."""
    cluster.type = "Organization"
    cluster.mentions = [replace(m, type="Organization") for m in cluster.mentions]


def _branch_acronyms(clusters: Clusters) -> None:
    """An acronym with a place behind it is the body of those initials and that place ("IPJ Cluj")."""
    bodies = [c for c in clusters.all if c.names and c.main_type == "Organization"]
    shorts = {
        (words[0], words[1:]): c for c in bodies for m in c.names if (words := tuple(m.name.split()))[0].isupper() and words[1:]
    }
    for long in bodies:
        for words in [tuple(m.name.split()) for m in long.names]:
            for at in range(1, len(words)):
                short = shorts.get((_initials(" ".join(words[:at])), words[at:]))
                both = short is not None and short is not long and {short, long} <= set(clusters.all)
                if short is not None and both and not (short.entry and long.entry):
                    clusters.merge(long, short)


def _bare_names(clusters: Clusters) -> None:
    """A body named without the noun that says what it is ("Promo-LEX") is the one named with it ("Asociația Promo-LEX")."""
    bodies = [c for c in clusters.all if c.names and c.main_type == "Organization"]
    unsure = [c for c in clusters.all if c.names and c.main_type == "Person" and c.entry is None and _is_of_one_word(c)]
    for long in bodies:
        bare = {key for m in long.mentions if (key := _without_noun(m.name))}
        same = (c for c in (*bodies, *unsure) if c is not long and c in clusters.all and not (c.entry and long.entry))
        other = next((c for c in same if any(to_key(m.name) in bare for m in c.names)), None)
        if other is not None and long in clusters.all:
            if other in unsure:
                other, long = long, other  # noqa: PLW2901 — the body says what it is
                _take_for_body(long)
            clusters.merge(other, long)


def _without_towns(clusters: Clusters) -> None:
    """A body named without its town is the one body that is named with it ("Carabinierii din Foggia", "Carabinierii").

    Where no preposition stands before the town only a club is: "PSD" is no branch of itself ("Rapid București", "Rapid").
    """
    bodies = [c for c in clusters.all if c.names and c.main_type == "Organization"]
    for short in bodies:
        names, club = {fold(m.name) for m in short.names}, _may_be_club(short)
        longer = [c for c in bodies if c is not short and any(_is_of_town(m.name, names, club=club) for m in c.names)]
        if len(longer) == 1 and {short, longer[0]} <= set(clusters.all) and not (short.entry and longer[0].entry):
            clusters.merge(longer[0], short)


def _is_of_town(name: str, others: set[str], *, club: bool) -> bool:
    """Whether a name is one of some others with a town, which a preposition stands before unless it is a club's."""
    return (club or set(name.split()[-2:-1]) <= _SEATED) and fold(_without_town(name)) in others


def _may_be_club(body: Cluster) -> bool:
    """Whether a body's name is one unknown word, no acronym and no noun for bodies."""
    words = to_key(body.names[0].name)
    known = body.entry is not None or load_actor_nouns().get(find_lemma("", words[0]) or "") is not None
    return _is_of_one_word(body) and not body.names[0].name.isupper() and not known


def _is_of_one_word(cluster: Cluster) -> bool:
    """Whether one word is all that names somebody, of whom nothing else is said."""
    return all(m.kind == "name" and len(to_key(m.name)) == 1 for m in cluster.mentions)


def _without_noun(name: str) -> tuple[str, ...]:
    """Give the words of a body's proper name behind the common noun that says what it is, none where there is no such noun.

    >>> _without_noun("Asociația Promo-LEX din Chișinău"), _without_noun("Consiliul Europei")
    (('promo', 'lex'), ())
    """
    whole, town, _ = name.translate(_QUOTES).partition(" din ")
    noun, *rest = whole.split()
    proper = list(reversed(list(takewhile(lambda w: w[0].isupper() or w == "&", reversed(rest)))))
    if (town and all(w.isupper() for w in proper)) or OWNING.intersection(rest[: len(rest) - len(proper)][-1:]):
        return ()  # "Biroul ONU din Chișinău", "Consiliul pentru Drepturile Omului al ONU"
    named = proper and load_actor_nouns().get(find_lemma("", noun) or "") in BODIES
    return to_key(" ".join(proper)) if named and fold(to_nominative(proper[0])) == fold(proper[0]) else ()


def _seats(clusters: Clusters) -> None:
    """The seat of a body that acts is the body, where the article does not name the state by its own name ("Bruxelles")."""
    for state in [c for c in clusters.all if c.country and c.mentions]:
        sitting = {load_seats().get(_place(clusters.text, m)) for m in state.mentions}
        body = next((c for c in clusters.all if c.entry is not None and sitting == {c.entry.name}), None)
        acting = any(clusters.text.tokens[m.head].relation == "nsubj" for m in state.mentions)
        seated = body.entry if body is not None else _only_entry(sitting) if acting else None
        if seated is None:
            continue
        if body is None:
            body = Cluster(seated.type)
            clusters.all.append(body)
            clusters.link(body, seated)
        state.mentions = [replace(m, type=body.type, name=seated.name) for m in state.mentions]
        clusters.merge(body, state)


def _only_entry(names: set[str | None]) -> Entry | None:
    """Give the gazetteer's body of the one name of some, None where they are several or one of them says nothing."""
    matches = load_gazetteer().find(name) if len(names) == 1 and (name := next(iter(names))) else ()
    return next((e for match in matches for e in match.entries if e.name in names), None)


def _place(text: AnnotatedText, mention: ActorMention) -> str:
    """Give the folded name of a place without article ("Bruxelles-ul")."""
    return fold(to_nominative(text.tokens[mention.head].form)).removesuffix("ul").removesuffix("-")


def _introduces(text: AnnotatedText, name: ActorMention, short: Cluster) -> bool:
    """Whether a mention of a cluster stands in brackets right after a name."""
    after = text.text[name.mention.end : name.mention.end + 2]
    return after == " (" and any(m.mention.start == name.mention.end + 2 for m in short.names)


def _initials(name: str) -> str:
    """Give the capitals that a name's words begin with, empty for fewer than three words."""
    words = [w for w in name.replace("-", " ").split() if w[0].isupper()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""
