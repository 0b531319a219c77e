"""Coreference by sieves: which mentions mean the same actor. The surest rules come first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.candidate import ActorMention
from kgbuild.lexicon.actor_nouns import find_lemma, load_actor_nouns
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.gazetteer import Entry, load_gazetteer
from kgbuild.lexicon.inflection import fold, to_key, to_nominative
from kgbuild.model import ActorType, AnnotatedText

_LONGEST_ACRONYM = 10
# Kinds of bodies that many countries have under the same name.
_NATIONAL = frozenset(
    {"ministry", "parliament", "court", "agency", "party", "police", "central bank", "army", "intelligence agency"}
)
_HELD = frozenset({"leader", "position", "profession", "member"})


@dataclass(eq=False)
class Cluster:
    """Mentions of one actor, while they are being gathered.

    Args:
        type: What kind of actor.
        mentions: What has been found of it so far.
        entry: The actor of the gazetteer that it is, None where not known.
        country: Its code, of a country.
        offices: Lemma of an office and whose office it is, None where not said.
        of: Whom it belongs to.
    """

    type: ActorType
    mentions: list[ActorMention] = field(default_factory=list)
    entry: Entry | None = None
    country: str | None = None
    offices: list[tuple[ActorMention, "Cluster | None"]] = field(default_factory=list)
    of: "Cluster | None" = None

    @property
    def names(self) -> list[ActorMention]:
        """The mentions that name it."""
        return [m for m in self.mentions if m.kind == "name"]

    @property
    def start(self) -> int:
        """Where it is first mentioned."""
        return min(m.mention.start for m in self.mentions)

    def last_before(self, offset: int) -> int:
        """Where it was last mentioned before an offset, -1 where nowhere."""
        return max((m.mention.start for m in self.mentions if m.mention.start < offset), default=-1)

    def add(self, mention: ActorMention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)


class Clusters:
    """The actors of one article in the making.

    Args:
        text: The analysed article.
        mentions: All mentions in text order.
    """

    def __init__(self, text: AnnotatedText, mentions: Sequence[ActorMention]) -> None:
        self.text = text
        self.mentions = mentions
        self.all: list[Cluster] = []
        self.by_head: dict[int, Cluster] = {}
        self._countries: dict[str, Cluster] = {}
        self._entries: dict[Entry, Cluster] = {}

    def put(self, mention: ActorMention, cluster: Cluster | None = None) -> Cluster:
        """Put a mention into a cluster, a new one where none is given."""
        if cluster is None:
            cluster = Cluster(mention.type)
            self.all.append(cluster)
        cluster.add(mention)
        self.by_head[mention.head] = cluster
        for token in mention.tokens:
            self.by_head.setdefault(token, cluster)
        return cluster

    def country(self, code: str) -> Cluster:
        """Give the cluster of a country, made where it is first asked for."""
        if code not in self._countries:
            cluster = Cluster("GeopoliticalEntity", entry=load_gazetteer().country(code), country=code)
            self._countries[code] = cluster
            self.all.append(cluster)
        return self._countries[code]

    def of_entry(self, entry: Entry) -> Cluster | None:
        """Give the cluster of an actor of the gazetteer."""
        return self._entries.get(entry)

    def link(self, cluster: Cluster, entry: Entry) -> None:
        """Say who a cluster is."""
        cluster.entry = entry
        self._entries[entry] = cluster

    def merge(self, kept: Cluster, other: Cluster) -> None:
        """Make two clusters one."""
        if kept is other:
            return
        for mention in other.mentions:
            self.put(mention, kept)
        for head, cluster in self.by_head.items():
            if cluster is other:
                self.by_head[head] = kept
        kept.offices += other.offices
        if kept.entry is None and other.entry is not None:
            self.link(kept, other.entry)
        self.all.remove(other)

    def anchor(self, mention: ActorMention) -> Cluster | None:
        """Give the country or body that a description names as its own."""
        if mention.possessor is not None and mention.possessor in self.by_head:
            owner = self.by_head[mention.possessor]
            # A capital stands for its state in "liderul de la Phenian".
            if owner.type == "Place" and owner.entry is not None and owner.entry.kind == "capital" and owner.entry.of:
                return self.country(owner.entry.of)
            return owner
        return self.country(mention.country) if mention.country else None

    def latest(self, offset: int, fits: Callable[[Cluster], bool]) -> Cluster | None:
        """Give the fitting cluster mentioned last before an offset, None where there is none."""
        found = [c for c in self.all if c.last_before(offset) >= 0 and fits(c)]
        return max(found, key=lambda c: c.last_before(offset), default=None)


def gather(text: AnnotatedText, mentions: Sequence[ActorMention]) -> list[Cluster]:
    """Gather the mentions of each actor.

    Args:
        text: The analysed article.
        mentions: Its mentions in text order.

    Returns:
        The actors in order of first mention.
    """
    return sorted(gather_clusters(text, mentions).all, key=lambda c: c.start)


def gather_clusters(text: AnnotatedText, mentions: Sequence[ActorMention]) -> Clusters:
    """Run all sieves over the mentions of an article."""
    clusters = Clusters(text, mentions)
    sieves = (
        _countries,
        _people_by_name,
        _others_by_name,
        _same_names,
        _acronyms,
        _governments,
        _appositions,
        _predicates,
        _offices,
        _unnamed_office,
    )
    for sieve in (*sieves, _places, _known_countries, _nouns, _same_bodies):
        sieve(clusters)
    clusters.all = [c for c in clusters.all if c.mentions]
    return clusters


def _waiting(clusters: Clusters, *kinds: str) -> Iterator[ActorMention]:
    """Give the mentions of some kinds that are in no cluster yet."""
    placed = {id(m) for c in clusters.all for m in c.mentions}
    return (m for m in clusters.mentions if m.kind in kinds and id(m) not in placed)


def _countries(clusters: Clusters) -> None:
    """Names, metonyms and adjectives of a country are the country."""
    for mention in clusters.mentions:
        if mention.country and mention.type == "GeopoliticalEntity" and mention.kind != "description":
            clusters.put(mention, clusters.country(mention.country))


def _people_by_name(clusters: Clusters) -> None:
    """Full names first; then the shorter ones, each to the full name that ends or begins with it."""
    people = [m for m in _waiting(clusters, "name") if m.type == "Person"]
    for mention in sorted(people, key=lambda m: (-len(to_key(m.name)), m.mention.start)):
        cluster = clusters.of_entry(mention.entry) if mention.entry else None
        if cluster is None:
            cluster = _same_person(clusters, mention)
        cluster = clusters.put(mention, cluster)
        if mention.entry is not None and cluster.entry is None and _may_be(mention.entry, cluster):
            clusters.link(cluster, mention.entry)


def _may_be(entry: Entry, cluster: Cluster) -> bool:
    """Whether no full name in a cluster speaks against its being somebody: "Maria Macron" is not Emmanuel Macron."""
    return all(m.entry == entry or len(to_key(m.name)) == 1 for m in cluster.mentions)


def _same_person(clusters: Clusters, mention: ActorMention) -> Cluster | None:
    """Find the person whose name holds all words of a name, the one mentioned nearest before where there are several."""
    words = to_key(mention.name)
    fitting = [c for c in clusters.all if c.type == "Person" and any(_holds(to_key(m.name), words) for m in c.names)]
    if mention.entry is not None:
        fitting = [c for c in fitting if c.entry in {None, mention.entry}]
    before = [c for c in fitting if c.start < mention.mention.start]
    return max(before or fitting, key=lambda c: c.last_before(mention.mention.start), default=None)


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
    return min(len(a), len(b)) >= 6 and a[0] == b[0] and _one_letter_apart(a, b)


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter changed, put in or left out makes two words equal."""
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    i = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[i + (len(short) == len(long)) :] == long[i + 1 :]


def _others_by_name(clusters: Clusters) -> None:
    """Bodies and places are the same where their names are, up to inflection."""
    main = _main_country(clusters)
    for mention in list(_waiting(clusters, "name")):
        entry = mention.entry if mention.entry and _is_meant(mention.entry, mention, main) else None
        cluster = clusters.of_entry(entry) if entry else None
        if cluster is None:
            cluster = next((c for c in clusters.all if _named_alike(c, mention)), None)
        cluster = clusters.put(mention, cluster)
        if entry is not None and cluster.entry is None:
            clusters.link(cluster, entry)
        cluster.of = cluster.of or clusters.anchor(mention)


def _is_meant(entry: Entry, mention: ActorMention, main: Cluster | None) -> bool:
    """Whether a body's name can mean the one of the gazetteer: any country has a "Ministerul Sănătății"."""
    generic = entry.of is not None and entry.kind in _NATIONAL and find_lemma("", to_key(mention.name)[0]) is not None
    return not generic or main is None or main.country == entry.of or mention.country == entry.of


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
        acronym = next((m for m in short.names if m.name.isupper() and 2 <= len(m.name) <= _LONGEST_ACRONYM), None)
        if acronym is None or short not in clusters.all or short.type == "Person":
            continue
        for long in list(clusters.all):
            if long is short or long.type in {"Person", "PersonGroup"} or (long.entry and short.entry) or long.country:
                continue
            if any(_introduces(clusters.text, m, short) or _initials(m.name) == acronym.name for m in long.names):
                clusters.merge(long, short)
                break


def _introduces(text: AnnotatedText, name: ActorMention, short: Cluster) -> bool:
    """Whether a mention of a cluster stands in brackets right after a name."""
    after = text.text[name.mention.end : name.mention.end + 2]
    return after == " (" and any(m.mention.start == name.mention.end + 2 for m in short.names)


def _initials(name: str) -> str:
    """Give the capitals that a name's words begin with, empty for fewer than three words."""
    words = [w for w in name.replace("-", " ").split() if w[0].isupper()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def _governments(clusters: Clusters) -> None:
    """A government, its authorities and its state are the country."""
    common = _main_country(clusters)
    for mention in list(_waiting(clusters, "description")):
        if mention.type != "GeopoliticalEntity":
            continue
        anchor = clusters.anchor(mention)
        if anchor is not None and anchor.type in {"GeopoliticalEntity", "Place"}:
            clusters.put(mention, anchor)
        elif mention.definite and anchor is None and common is not None and not mention.modifiers:
            clusters.put(mention, common)
        elif mention.modifiers or mention.plural or anchor is not None:
            alike = next((c for c in clusters.all if any(_described_alike(m, mention) for m in c.mentions)), None)
            clusters.put(mention, alike).of = anchor


def _main_country(clusters: Clusters) -> Cluster | None:
    """Give the country that the article names most."""
    countries = [c for c in clusters.all if c.country and c.mentions]
    return max(countries, key=lambda c: (len(c.mentions), -c.start), default=None)


def _appositions(clusters: Clusters) -> None:
    """A description beside a name is of the one so named."""
    for mention in list(_waiting(clusters, "description")):
        cluster = clusters.by_head.get(mention.apposed) if mention.apposed is not None else None
        if cluster is not None and cluster.type == mention.type:
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _predicates(clusters: Clusters) -> None:
    """What somebody is said to be, and what is coordinated with a description of somebody, is of the same one."""
    for mention in list(_waiting(clusters, "description")):
        if mention.type != "Person" or mention.plural or mention.noun_class is None:
            continue
        token = clusters.text.tokens[mention.head]
        cluster = None
        if any(c.relation == "cop" for c in clusters.text.children(token)):
            subject = next((c for c in clusters.text.children(token) if c.relation == "nsubj"), None)
            cluster = clusters.by_head.get(subject.index) if subject is not None else None
        elif token.relation in {"conj", "appos"} and not mention.definite:
            cluster = clusters.by_head.get(token.head)
        if cluster is not None and cluster.type == "Person" and cluster.names:
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _offices(clusters: Clusters) -> None:
    """An office is held by whoever was said to hold it."""
    for mention in list(_waiting(clusters, "description")):
        if mention.type != "Person" or mention.noun_class not in _HELD or not mention.definite:
            continue
        anchor = clusters.anchor(mention)
        offset = mention.mention.start
        holder = _holder(clusters, mention, anchor, offset)
        if holder is not None:
            clusters.put(mention, holder)


def _holder(clusters: Clusters, mention: ActorMention, anchor: Cluster | None, offset: int) -> Cluster | None:
    """Find who holds an office: said of the same body with the same word, then by the gazetteer, then with the same word alone."""

    def same_word(cluster: Cluster) -> bool:
        return any(o.lemma == mention.lemma and (anchor is None or at is anchor) for o, at in cluster.offices)

    def same_body(cluster: Cluster) -> bool:
        return any(o.noun_class == "leader" and at is anchor for o, at in cluster.offices)

    def known(cluster: Cluster) -> bool:
        entry = cluster.entry
        kinds = {"head of state", "head of government"} if mention.noun_class == "leader" else {"minister"}
        return entry is not None and anchor is not None and entry.of == anchor.country and entry.kind in kinds

    rules = [same_word]
    if mention.noun_class == "leader" and anchor is not None:
        rules.append(same_body)
    if anchor is not None and anchor.country and (mention.noun_class == "leader" or mention.lemma == "ministru"):
        rules.append(known)
    for rule in rules:
        fitting = [c for c in clusters.all if c.type == "Person" and rule(c)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return clusters.latest(offset, lambda c, these=fitting: c in these) or fitting[0]  # type: ignore[misc]
    return None


def _unnamed_office(clusters: Clusters) -> None:
    """The one person who is named without a word on who it is holds the one office that nobody named holds.

    News say "a anunțat ministrul polonez al apărării" first and give the name in the next sentence.
    """
    offices = [m for m in _waiting(clusters, "description") if _is_held(m) and clusters.anchor(m) is not None]
    people = [c for c in clusters.all if c.type == "Person" and not c.offices and (c.entry is None or c.entry.kind == "minister")]
    described = {(m.lemma, id(clusters.anchor(m))) for m in offices}
    if len(described) != 1 or len(people) != 1 or people[0].start < offices[0].mention.start:
        return
    for mention in offices:
        clusters.put(mention, people[0])
        people[0].offices.append((mention, clusters.anchor(mention)))


def _is_held(mention: ActorMention) -> bool:
    """Whether a description is of an office that one person at a time holds."""
    return mention.type == "Person" and mention.noun_class in {"leader", "position"} and mention.definite


def _known_countries(clusters: Clusters) -> None:
    """Who holds an office, and what bodies of state are called, says the gazetteer; a bare body of state is the main country's."""
    named = {c.country: c for c in clusters.all if c.country and c.mentions}
    main = _main_country(clusters)
    for cluster in clusters.all:
        entry = cluster.entry
        if cluster.of is not None or cluster.country:
            continue
        if entry is not None:
            if entry.of and (entry.kind in _NATIONAL - {"party"} or entry.type == "Person"):
                cluster.of = named.get(entry.of)
        elif cluster.type == "Organization" and any(m.noun_class == "national" and not m.modifiers for m in cluster.mentions):
            cluster.of = main


def _places(clusters: Clusters) -> None:
    """A common noun for a place with a name right behind it is the place so named ("regiunea Kursk")."""
    for mention in list(_waiting(clusters, "description")):
        if mention.type != "Place" or mention.possessor is None:
            continue
        cluster = clusters.by_head.get(mention.possessor)
        direct = mention.possessor == mention.head + 1
        if (
            cluster is not None
            and direct
            and cluster.type == "Place"
            and not clusters.text.tokens[mention.possessor].has("Case", "Gen")
        ):
            clusters.put(mention, cluster)


def _nouns(clusters: Clusters) -> None:
    """Descriptions of the same people, bodies or places: the same noun, narrowed down no other way."""
    for mention in list(_waiting(clusters, "description")):
        if mention.type == "GeopoliticalEntity":
            continue
        anchor = clusters.anchor(mention)

        def fits(cluster: Cluster, mention: ActorMention = mention, anchor: Cluster | None = anchor) -> bool:
            return any(_described_alike(m, mention) for m in cluster.mentions) and (
                anchor is None or cluster.of is None or cluster.of is anchor
            )

        found = clusters.latest(mention.mention.start, fits)
        cluster = clusters.put(mention, found)
        cluster.of = cluster.of or anchor


def _described_alike(known: ActorMention, new: ActorMention) -> bool:
    """Whether a description can mean the same as an earlier mention."""
    if known.kind == "name":
        same = new.definite and fold(to_nominative(to_key(known.name)[0])) == fold(to_nominative(to_key(new.name)[0]))
        return same and known.type == new.type and not new.modifiers and new.noun_class in {"organization", "national"}
    if known.lemma != new.lemma or known.plural != new.plural or known.type != new.type:
        return False
    if new.count and new.count != known.count:
        return False
    if not new.definite and not new.plural:
        return False
    return new.modifiers <= known.modifiers or (not known.modifiers and new.definite and not known.count)


def _same_bodies(clusters: Clusters) -> None:
    """Bodies of one country or owner are the same where their nouns are and neither name has a word that the other denies."""
    bodies = [c for c in clusters.all if c.mentions and count_types(c.mentions) == "Organization"]
    merged: set[int] = set()
    for i, kept in enumerate(bodies):
        for other in bodies[i + 1 :]:
            if id(kept) not in merged and id(other) not in merged and _may_be_one_body(kept, other):
                clusters.merge(kept, other)
                merged.add(id(other))


def _may_be_one_body(one: Cluster, two: Cluster) -> bool:
    """Whether two clusters of bodies mean the same."""
    if (one.entry and two.entry) or (one.of is not two.of):
        return False
    for a in one.mentions:
        for b in two.mentions:
            if a.plural == b.plural and (noun := _body_noun(a)) is not None and noun == _body_noun(b):
                x, y = _narrowing(a), _narrowing(b)
                if x == y or (one.of is not None and (x <= y or y <= x) and load_actor_nouns()[noun] == "national"):
                    return True
    return False


def _body_noun(mention: ActorMention) -> str | None:
    """Give the lexicon's lemma of the common noun that heads a body's name or description."""
    lemma = mention.lemma or find_lemma("", to_key(mention.name)[0] if to_key(mention.name) else "")
    return lemma if load_actor_nouns().get(lemma or "") in {"organization", "national"} else None


def _narrowing(mention: ActorMention) -> frozenset[str]:
    """Give the beginnings of the words of a body's name but its first, without those that say its country."""
    nations = load_adjectives()
    words = (w for w in to_key(mention.name)[1:] if len(w) > 3 and w not in nations)
    return frozenset(w[:5] for w in words if next(load_gazetteer().find(w.capitalize()), None) is None)


def count_types(mentions: Iterable[ActorMention]) -> ActorType:
    """Give the type that most names of an actor have, of its descriptions where it has no name."""
    listed = list(mentions)
    named = [m for m in listed if m.kind == "name"] or listed
    return Counter(m.type for m in named).most_common(1)[0][0]
