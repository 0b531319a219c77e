"""Sieve of coreference for descriptions that stand beside a name or a title of it: they are of the one so named."""

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.nouns import BODIES, OFFICES, noun_class

_SAID_OF_NAMES = OFFICES | BODIES | {"profession", "member"}
# Relations of what is somebody else than who stands before its comma.
_OTHERS = frozenset({"conj", "nsubj", "root"})


def join_appositions(clusters: Clusters) -> None:
    """Gather what stands beside the names of those whom it is said of."""
    _appositions(clusters)
    _further_appositions(clusters)


def _appositions(clusters: Clusters) -> None:
    """A description beside a name is of the one so named."""
    for mention in clusters.waiting("description"):
        cluster = clusters.by_head.get(mention.apposed) if mention.apposed is not None else None
        if cluster is not None and cluster.type == mention.type:
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _further_appositions(clusters: Clusters) -> None:
    """What the analysis makes an apposition of a name or a title of it, over a comma, is of the one so named.

    "NHS, serviciul britanic de sănătate", "consilierul patriarhului, protopopul Ion Popa", "Ion Popa, fost primar".
    """
    tokens = clusters.text.tokens
    for mention in clusters.waiting("description"):
        head = tokens[mention.head]
        beside = [head.head] if head.relation == "appos" else []
        beside += [c.index for c in clusters.text.children(head) if c.relation == "appos"]
        beside += [*_behind_commas(clusters, mention), *_further_offices(clusters, mention)]
        found = (clusters.by_head[i] for i in beside if i in clusters.by_head and _is_next(clusters, mention, i))
        fitting = (c for c in found if c.main_type == mention.type and c.names and not _is_owner(c, mention))
        cluster = next(fitting, None)
        if (
            cluster is not None
            and mention.type in {"Person", "Organization"}
            and not (mention.plural or _is_listed(clusters, mention))
        ):
            clusters.put(mention, cluster)
            cluster.offices.append((mention, clusters.anchor(mention)))


def _is_owner(cluster: Cluster, mention: ActorMention) -> bool:
    """Whether a description names somebody within it, whose it is ("soția lui Ion Popa, fost primar")."""
    whole = mention.mention
    return any(whole.start <= m.mention.start and m.mention.end <= whole.end for m in cluster.mentions)


def _behind_commas(clusters: Clusters, mention: ActorMention) -> list[int]:
    """Give what stands over a comma from a description that the analysis hangs elsewhere: a name before it, a title behind it.

    Between a name and what closes it there is no room for anything but an apposition ("Ion Popa, fost primar,"); a title
    behind a relative is the relative's ("cumnatul acestuia, avocatul Ion Popa").
    """
    words = clusters.text.tokens
    phrase = clusters.text.tokens_within(mention.mention.start, mention.mention.end)
    before, after = words[max(phrase[0].index - 2, 0) : phrase[0].index], words[phrase[-1].index + 1 : phrase[-1].index + 3]
    closed = [t.form for t in before[1:]] == [","] and (not after or after[0].upos == "PUNCT")
    found = []
    if closed and mention.noun_class in _SAID_OF_NAMES and words[mention.head].relation not in _OTHERS:
        found += [m.head for m in clusters.mentions if m.kind == "name" and m.mention.end == before[0].end]
    title = after[1] if [t.form for t in after[:-1]] == [","] else None
    if title is not None and mention.noun_class in OFFICES | {"relative"}:
        found += [title.index] if noun_class(title) in _SAID_OF_NAMES - BODIES and title.relation not in _OTHERS else []
    return found


def _is_listed(clusters: Clusters, mention: ActorMention) -> bool:
    """Whether "și" ends the list that a description begins ("primarul, deputatul Ion Popa și senatoarea Ana Rusu").

    An office without article is of the same one ("președintele PSD și fost ministru").
    """
    joined = (t for t in clusters.text.subtree(clusters.text.tokens[mention.head]) if t.relation == "conj")
    return any(t.has("Definite", "Def") or noun_class(t) not in OFFICES for t in joined)


def _is_next(clusters: Clusters, mention: ActorMention, head: int) -> bool:
    """Whether but a comma or "și" stands between a description and the mention that a word heads."""
    text = clusters.text.text
    for other in (m for m in clusters.by_head[head].mentions if head in m.tokens):
        first, second = sorted((mention.mention, other.mention))
        if text[first.end : second.start].strip() in {",", "și"}:
            return True
    return False


def _further_offices(clusters: Clusters, mention: ActorMention) -> list[int]:
    """Give the offices without article that "și" joins to one: they are of the same one ("președintele PSD și ministru")."""
    joined = (c for c in clusters.text.children(clusters.text.tokens[mention.head]) if c.relation == "conj")
    return [c.index for c in joined if c.has("Definite", "Ind") and noun_class(c) in OFFICES]
