"""The actors of an article while their mentions are being gathered."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.quotations import find_quotations
from kgbuild.lexicon.actor_nouns import load_municipal_nouns
from kgbuild.lexicon.demonyms import load_own_countries
from kgbuild.lexicon.gazetteer import Entry, load_gazetteer
from kgbuild.model import ActorType, AnnotatedText

# Kinds of bodies that many countries have under the same name.
NATIONAL_KINDS = frozenset(
    {"ministry", "parliament", "court", "agency", "party", "police", "central bank", "army", "intelligence agency"}
)
# How often an article names the country that it is told from, and how much more than any other.
_OFTEN, _MORE = 3, 1.5


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
    _counted: tuple[int, ActorType] | None = field(default=None, init=False, repr=False)
    # Where it is mentioned, in text order: asked for each description and each cluster.
    _starts: list[int] = field(default_factory=list, init=False, repr=False)

    @property
    def main_type(self) -> ActorType:
        """The type that most of its names have, of its descriptions where it has no name."""
        # Clusters only grow, and are asked far more often than they do.
        if self._counted is None or self._counted[0] != len(self.mentions):
            self._counted = (len(self.mentions), _most_common_type(self.names or self.mentions))
        return self._counted[1]

    @property
    def names(self) -> list[ActorMention]:
        """The mentions that name it."""
        return [m for m in self.mentions if m.kind == "name"]

    @property
    def start(self) -> int:
        """Where it is first mentioned."""
        return self._starts[0]

    def last_before(self, offset: int) -> int:
        """Where it was last mentioned before an offset, -1 where nowhere."""
        before = bisect_left(self._starts, offset)
        return self._starts[before - 1] if before else -1

    @property
    def ages(self) -> frozenset[str]:
        """How old it is said to be."""
        return frozenset(m.age for m in self.mentions if m.age)

    def has_other_age(self, ages: frozenset[str]) -> bool:
        """Whether it is said to be of an age that is none of some others: then it is somebody else."""
        return bool(ages) and bool(own := self.ages) and own.isdisjoint(ages)

    def add(self, mention: ActorMention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        insort(self._starts, mention.mention.start)


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
        self._placed: set[int] = set()
        self._quotations = find_quotations(text.text)

    def put(self, mention: ActorMention, cluster: Cluster | None = None) -> Cluster:
        """Put a mention into a cluster, a new one where none is given."""
        if cluster is None:
            cluster = Cluster(mention.type)
            self.all.append(cluster)
        cluster.add(mention)
        self._placed.add(id(mention))
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
        for code, cluster in self._countries.items():
            if cluster is other:
                self._countries[code] = kept
        kept.offices += other.offices
        if kept.entry is None and other.entry is not None:
            self.link(kept, other.entry)
        self.all.remove(other)

    def anchor(self, mention: ActorMention) -> Cluster | None:
        """Give the country or body that a description names as its own."""
        if mention.possessor is not None and mention.possessor in self.by_head:
            owner = self.by_head[mention.possessor]
            # A capital stands for its state in "liderul de la Phenian".
            capital = owner.type == "Place" and owner.entry is not None and owner.entry.kind == "capital"
            if capital and owner.entry is not None and owner.entry.of and mention.lemma not in load_municipal_nouns():
                return self.country(owner.entry.of)
            return owner
        return self.country(mention.country) if mention.country else None

    def described_by(self, token: int | None) -> ActorMention | None:
        """Give the description whose head a token is, None where it is none."""
        return next((m for m in self.mentions if m.head == token and m.kind == "description"), None)

    def latest(self, offset: int, fits: Callable[[Cluster], bool]) -> Cluster | None:
        """Give the fitting cluster mentioned last before an offset, None where there is none."""
        found, latest = None, -1
        for cluster in self.all:
            last = cluster.last_before(offset)
            if last > latest and fits(cluster):
                found, latest = cluster, last
        return found

    def is_quoted(self, offset: int) -> bool:
        """Whether a place in the text is in a quotation."""
        at = bisect_right(self._quotations, (offset, len(self.text.text)))
        return at > 0 and offset < self._quotations[at - 1][1]

    def waiting(self, *kinds: str) -> list[ActorMention]:
        """Give the mentions of some kinds that are in no cluster yet, in text order."""
        return [m for m in self.mentions if m.kind in kinds and id(m) not in self._placed]

    def home_country(self) -> Cluster | None:
        """Give the country that an article is told from: it is named often, and more than any other.

        Between two countries of the language there is none: "premierul" on a visit may be that of either.
        """
        ranked = sorted((c for c in self.all if c.country and c.mentions), key=lambda c: -len(c.mentions))
        if not ranked or len(ranked[0].mentions) < _OFTEN:
            return None
        if ranked[0].country in load_own_countries() and any(c.country in load_own_countries() for c in ranked[1:]):
            return None
        return ranked[0] if len(ranked) == 1 or len(ranked[0].mentions) > _MORE * len(ranked[1].mentions) else None

    def main_country(self) -> Cluster | None:
        """Give the country that the article names most, None where it names none."""
        countries = [c for c in self.all if c.country and c.mentions]
        return max(countries, key=lambda c: (len(c.mentions), -c.start), default=None)


def _most_common_type(mentions: Iterable[ActorMention]) -> ActorType:
    return Counter(m.type for m in mentions).most_common(1)[0][0]
