"""Sieves for the title: whoever does or suffers there what somebody does in the lead is the same one."""

from collections.abc import Iterator

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import Cluster, Clusters
from kgbuild.extract.parts import ACCUSED, VICTIM, have_other_parts, parts_of
from kgbuild.extract.people_sieves import agree, gender_of, gender_of_cluster
from kgbuild.extract.syntax import is_passive
from kgbuild.lexicon.offices import find_office
from kgbuild.model import AnnotatedText, Token

# How many sentences tell what the title tells.
_LEAD = 2
_HUMAN = "om"


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


def join_speakers_in_title(clusters: Clusters) -> None:
    """Whom the title describes in front of a colon is the one person named in the lead of whom nothing else is said.

    "Fostul negociator: „…”", "… este de părere Ion Popa, care a condus echipa".
    """
    text = clusters.text
    colons = {t.start for t in text.tokens if t.end <= text.title_end and t.form == ":"}
    described = (m for m in clusters.mentions if m.kind == "description" and m.type == "Person" and m.mention.end in colons)
    speaker = next((c for m in described if (c := clusters.by_head.get(m.head)) is not None), None)
    first = next((t for t in text.tokens if t.start >= text.title_end), None)
    if speaker is None or first is None or speaker.names or any(m.apart or m.plural for m in speaker.mentions):
        return
    lead = range(first.start, text.sentences[first.sentence].end)
    people = [c for c in clusters.all if c.type == "Person" and c.names and c.start in lead]
    if len(people) == 1 and not people[0].offices and _may_be_one(clusters, people[0], speaker):
        clusters.merge(people[0], speaker)


def join_same_parts(clusters: Clusters) -> None:
    """The one victim or accused whom the title describes is the one whom the lead describes.

    "Un muncitor a murit la Torino", "Un român de 46 de ani și-a pierdut viața".
    """
    text = clusters.text
    people = [
        c
        for c in clusters.all
        if c.type == "Person" and not c.names and c.mentions and not any(m.plural or m.apart for m in c.mentions)
    ]
    for part in (VICTIM, ACCUSED):
        having = [c for c in people if parts_of(text, c) == {part}]
        in_title = [c for c in having if c.start < text.title_end]
        in_lead = [c for c in having if c not in in_title and text.tokens[min(m.head for m in c.mentions)].sentence <= _LEAD]
        if len(in_title) == len(in_lead) == 1 and not _are_two(clusters, in_title[0], in_lead[0]):
            clusters.merge(in_title[0], in_lead[0])


def join_counted_in_title(clusters: Clusters) -> None:
    """As many people in the title and once below are the same, where neither noun says more than that they are people.

    "Treisprezece români, ținuți în sclavie", "13 persoane au fost eliberate".
    """
    groups = [c for c in clusters.all if c.type == "PersonGroup" and not c.names and not any(m.apart for m in c.mentions)]
    for one in [c for c in groups if c.start < clusters.text.title_end]:
        counts = {m.count for m in one.mentions if m.count}
        others = [c for c in groups if c is not one and counts & {m.count for m in c.mentions}]
        if len(others) == 1 and one in clusters.all and _may_be_same_people(clusters, one, others[0]):
            clusters.merge(one, others[0])


def _may_be_same_people(clusters: Clusters, one: Cluster, other: Cluster) -> bool:
    """Whether nothing says of two groups what people they are, but one country or sex."""
    mentions = (*one.mentions, *other.mentions)
    countries = {m.country for m in mentions if m.country}
    sexes = {g for m in mentions if (g := gender_of(clusters, m)) is not None and m.noun_class == "person"}
    plain = all(_says_only_people(m) for m in mentions) and one.of is other.of
    # "Trei persoane au murit" are not the three arrested.
    return plain and len(countries) <= 1 and len(sexes) <= 1 and not have_other_parts(clusters.text, one, other)


def _says_only_people(mention: ActorMention) -> bool:
    """Whether a noun says no more than that people are meant, or whose nationals they are."""
    national = mention.noun_class in {None, "citizen"} and mention.country is not None
    return national or mention.lemma == _HUMAN or find_office(mention.lemma, ()) == "anybody"


def _are_called_otherwise(one: Cluster, other: Cluster) -> bool:
    """Whether both have a profession, and not the same ("Un chirurg", "Un contabil"); other nouns may mean one person."""
    professions = [{m.lemma for m in c.mentions if m.noun_class == "profession"} for c in (one, other)]
    return all(professions) and professions[0].isdisjoint(professions[1])


def _are_two(clusters: Clusters, one: Cluster, other: Cluster) -> bool:
    """Whether gender, age, country or trade say that two people are not the same."""
    countries = {m.country for m in (*one.mentions, *other.mentions) if m.country}
    sexes = agree(gender_of_cluster(clusters, one), gender_of_cluster(clusters, other))
    return len(countries) > 1 or not sexes or one.has_other_age(other.ages) or _are_called_otherwise(one, other)


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
