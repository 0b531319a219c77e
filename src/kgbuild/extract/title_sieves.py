"""Sieve for the title: whoever does there what somebody does in the lead is the same one."""

from collections.abc import Iterator

from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.people_sieves import agree, gender_of_cluster
from kgbuild.extract.syntax import is_passive
from kgbuild.model import AnnotatedText, Token


def join_doers_in_title(clusters: Clusters) -> None:
    """One person named and one described are the same where the title and the lead tell the same of them.

    News name in the title whom the lead describes, or the other way round: "Popa acuză Statele Unite", "Un aliat al
    președintelui a acuzat Statele Unite".
    """
    text = clusters.text
    title = {t.sentence for t in text.tokens if t.start < text.title_end}
    lead = max(title, default=-1) + 1
    told = {what: (token, verb) for sentence in sorted(title) for what, token, verb in _told(text, sentence)}
    for what, token, verb in list(_told(text, lead)) if lead < len(text.sentences) else ():
        in_title, its_verb = told.get(what, (token, verb))
        one, other = (clusters.by_head.get(t.index) for t in (in_title, token))
        same = one is not None and other is not None and _may_be_one(clusters, one, other)
        if one is not None and other is not None and same and _may_tell_the_same(clusters, (in_title, its_verb), (token, verb)):
            named, described = (one, other) if one.names else (other, one)
            clusters.merge(named, described)


def _told(text: AnnotatedText, sentence: int) -> Iterator[tuple[tuple[str, bool], Token, Token]]:
    """Give what a sentence tells: a verb's lemma and whether it is done to somebody, the word for who that is, and the verb."""
    for token in text.sentence_tokens(sentence):
        verb = text.head(token)
        if token.relation == "nsubj" and verb.upos == "VERB":
            yield (verb.lemma, is_passive(text, verb)), token, verb
        elif token.relation == "obj" and verb.upos == "VERB" and token.upos != "PRON":
            yield (verb.lemma, True), token, verb
        elif token.relation in {"acl", "amod"} and token.has("VerbForm", "Part"):
            yield (token.lemma, True), verb, token


def _may_tell_the_same(clusters: Clusters, one: tuple[Token, Token], other: tuple[Token, Token]) -> bool:
    """Whether the verbs told of two words have somebody else in common, or one of them has nobody else."""
    first, second = (_others(clusters, word, verb) for word, verb in (one, other))
    return not first or not second or not first.isdisjoint(second)


def _others(clusters: Clusters, told: Token, verb: Token) -> set[str | int]:
    """Give the lemmas of whoever acts or suffers beside the one told of, and the actors that these are or belong to."""
    found: set[str | int] = set()
    for word in clusters.text.children(verb):
        if word is told or not (word.relation in {"nsubj", "obj", "iobj"} or word.deprel == "obl:agent") or word.upos == "PRON":
            continue
        cluster = clusters.by_head.get(word.index)
        found |= {word.lemma} | {id(c) for c in (cluster, cluster.of if cluster is not None else None) if c is not None}
    return found


def _may_be_one(clusters: Clusters, one: Cluster, other: Cluster) -> bool:
    """Whether one of two people is named, the other is not, and nothing speaks against their being the same."""
    mentions = (*one.mentions, *other.mentions)
    single = one.type == other.type == "Person" and not any(m.plural or m.apart for m in mentions)
    sexes = agree(gender_of_cluster(clusters, one), gender_of_cluster(clusters, other))
    return single and bool(one.names) != bool(other.names) and sexes and not one.has_other_age(other.ages)
