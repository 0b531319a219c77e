"""Which name a description stands beside, so that both mean the same one."""

from collections.abc import Iterator
from itertools import dropwhile, islice, pairwise, takewhile

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.nouns import OFFICES, PEOPLE, is_given_name, is_honorific, noun_class
from kgbuild.extract.syntax import is_genitive, preposition
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.inflection import fold
from kgbuild.model import ActorType, AnnotatedText, Token

POSSESSIVES = frozenset(
    {"lui", "ei", "lor", "său", "sa", "săi", "sale", "meu", "mea", "mei", "mele", "nostru", "noastră", "noștri", "noastre"}
)
_SERVICE = frozenset({"rezervă", "retragere", "exercițiu", "exerciţiu", "funcție", "funcţie"})
# How far behind a description "pe nume" stands, in tokens.
_NAMED_WITHIN = 12
# What opens a name in quotation marks or a bracket, and what closes it.
_INSETS = {"„": '”“"', '"': '"', "«": "»", "(": ")"}
_LONGEST_INSET = 8
_THEN = "atunci"
# How far behind a phrase what more is said of it reaches, in tokens.
_NEAR = 4


def find_apposed(
    text: AnnotatedText, head: Token, phrase: list[Token], names: dict[int, ActorMention], kind: ActorType
) -> int | None:
    """Find the name that a description stands beside ("liderul nord-coreean Kim Jong Un", "agenția Reuters")."""
    neighbours = list(_neighbours(text, head, phrase, with_commas=kind == "Person"))
    if _closes_name(text, phrase, names):
        # "Ion Popa, președintele Senatului, Ana Rusu, ministrul Muncii": each office is said of the name before it.
        neighbours.reverse()
    for index in neighbours:
        name = names.get(index)
        if name is None or name.type != kind or text.tokens[index].sentence != head.sentence:
            continue
        token = text.tokens[name.head]
        if index > phrase[-1].index + 1 and (_is_office_of_another(text, head) or _begins_clause(text, head, token)):
            continue
        unparted = index > head.index and text.tokens[index - 1].upos != "PUNCT"
        if unparted and _names_another(text, head, phrase):
            continue
        if index > head.index and _is_oblique(text, token) and not _agrees(head, token):
            continue
        return name.head
    return _continued(text, head, phrase, names) if kind == "Person" else None


def _continued(text: AnnotatedText, head: Token, phrase: list[Token], names: dict[int, ActorMention]) -> int | None:
    """Find whom an office is said of behind others ("Ion Popa, fost ministru al Muncii, actual senator PSD, a plecat")."""
    end, start = phrase[0].index - 1, text.sentences[head.sentence].first
    while end > start and text.tokens[end].upos == "ADJ" and text.tokens[end].head == head.index:
        end -= 1
    joined = text.tokens[end].form == "și" and not head.has("Definite", "Def")
    apart = (text.tokens[end].form == "," or joined) and _ends_apposition(text, phrase[-1].index + 1)
    single = noun_class(head) in PEOPLE and not head.has("Number", "Plur")
    while single and apart and end > start:
        before = list(takewhile(lambda t: t.form != ",", reversed(text.tokens[start:end])))[::-1]
        name = names.get(end - 1) if text.tokens[end].form == "," else None
        if name is not None and name.type == "Person":
            # "Potrivit lui Ion Popa, director, medicul, un chirurg, a plecat" tells of somebody else.
            other = head.relation == "nsubj" and _is_oblique(text, text.tokens[name.head])
            return None if other else name.head
        apart = bool(before) and _describes(before, names)
        end -= len(before) + 1
    return None


def _describes(words: list[Token], names: dict[int, ActorMention]) -> bool:
    """Whether what stands between commas says an office, profession or age of the person in front."""
    clausal = any(t.upos in {"AUX", "SCONJ", "PRON"} or (t.upos == "VERB" and not t.has("VerbForm", "Part")) for t in words)
    noun = next((t for t in words if t.upos == "NOUN"), None)
    somebody = noun is not None and noun_class(noun) in PEOPLE and not noun.has("Number", "Plur")
    aged = any(t.lemma == "an" for t in words) and any(t.upos == "NUM" for t in words)
    # "Ion Popa, suspect în cazul Ana-Maria, tânăra de 19 ani": a name may be whom more is said of.
    people = (t for t in words if t.index in names and names[t.index].type == "Person")
    named = any(people) or any(t.upos == "PROPN" and is_given_name(t.form.partition("-")[0]) for t in words)
    return (somebody or aged) and not clausal and not named


def _is_office_of_another(text: AnnotatedText, head: Token) -> bool:
    """Whether an office only says whose the one before it is ("consilierul președintelui Ucrainei, Ion Popa")."""
    outer = text.head(head)
    owner = head.relation == "nmod" and outer.index < head.index and is_genitive(text, head)
    return owner and noun_class(outer) in PEOPLE and noun_class(head) in PEOPLE


def _names_another(text: AnnotatedText, head: Token, phrase: list[Token]) -> bool:
    """Whether the name behind a phrase is that of the person in it ("un critic al președintelui rus Ion Popa")."""
    owners = (t for t in phrase if t is not head and t.relation == "nmod" and not t.has("Number", "Plur"))
    return any(is_genitive(text, t) and noun_class(t) in PEOPLE for t in owners)


def _begins_clause(text: AnnotatedText, head: Token, name: Token) -> bool:
    """Whether a name behind the comma is the subject of what follows ("după întâlnirea cu președintele, Ana Rusu a plecat")."""
    return bool(preposition(text, head)) and name.relation == "nsubj" and text.head(name).index > name.index


def _closes_name(text: AnnotatedText, phrase: list[Token], names: dict[int, ActorMention]) -> bool:
    """Whether a phrase stands between commas behind a person's name without a title, so that it is said of that one."""
    comma, after = phrase[0].index - 1, phrase[-1].index + 1
    enclosed = comma > 0 and after < len(text.tokens) and text.tokens[comma].form == text.tokens[after].form == ","
    name = names.get(comma - 1) if enclosed else None
    return name is not None and name.type == "Person" and not _is_titled(text, name, names)


def _is_titled(text: AnnotatedText, name: ActorMention, names: dict[int, ActorMention]) -> bool:
    """Whether what stands in front of a name, over a comma too, is said of it and not of the name before."""
    start = text.sentences[text.tokens[name.head].sentence].first
    before = text.tokens[start : name.tokens[0]]
    if before and before[-1].form == ",":
        before = before[:-1]
    title = list(takewhile(lambda t: t.form != "," and not is_clausal(t), reversed(before)))
    if not any(noun_class(t) in PEOPLE for t in title):
        return False
    comma = title[-1].index - 1
    other = names.get(comma - 1) if comma > start and text.tokens[comma].form == "," else None
    return other is None or other.type != "Person" or _is_titled(text, other, names)


def _is_oblique(text: AnnotatedText, name: Token) -> bool:
    """Whether a name stands in the genitive or behind a preposition."""
    return is_genitive(text, name) or bool(preposition(text, name))


def _agrees(head: Token, name: Token) -> bool:
    """Whether both stand in the genitive or dative, so that the name does not depend on the noun."""
    return head.has("Case", "Gen") and not head.has("Case", "Nom") and name.form.lower() != "lui"


def _neighbours(text: AnnotatedText, head: Token, phrase: list[Token], *, with_commas: bool) -> Iterator[int]:
    """Give the tokens right after a phrase, over a comma too, and right before its comma."""
    after = phrase[-1].index + 1
    while after < len(text.tokens) - 1 and (text.tokens[after].form.lower() in POSSESSIVES or text.tokens[after].upos == "NUM"):
        # "liderul ei Evgheni Prigojin", "primarul Sectorului 4 Ion Popa"
        after += 1
    if with_commas and noun_class(head) in PEOPLE:
        after = _behind_inset(text, after)
    pair = tuple(t.form.lower() for t in text.tokens[after : after + 2])
    if with_commas and pair[:1] == ("în",) and pair[1:] and pair[1] in _SERVICE:
        # "generalul american în rezervă Ben Hodges"
        after += 2
    yield from _by_name(text, after)
    if not with_commas:
        yield from _enclosed(text, after)
        yield from _bracketed(text, after)
    if after < len(text.tokens):
        yield after
        if text.tokens[after].form in ({",", "–", "-", "„", "("} if with_commas else {"„", '"'}) and after + 1 < len(text.tokens):
            yield after + 1
    if not with_commas:
        return
    comma = _comma_after(text, after)
    if comma is not None and phrase[0].index < comma < len(text.tokens) - 1:
        yield comma + 1
        yield from _behind_title(text, head, comma + 1)
    yield from _behind_post(text, head, after)
    before = phrase[0].index - 1
    appended = text.tokens[before - 1].index in {text.head(head).index, *(c.index for c in text.children(text.head(head)))}
    if (
        before > 0
        and text.tokens[before].form in {",", "–", "("}
        and ((appended and head.relation == "appos") or _ends_apposition(text, after))
    ):
        yield before - 1


def _behind_inset(text: AnnotatedText, after: int) -> int:
    """Give the index behind the quoted name or the bracket at the end of an office ("reprezentantul „Gazprom”, Ion Popa")."""
    opening = text.tokens[after] if after < len(text.tokens) else None
    if opening is None or opening.form not in _INSETS:
        return after
    inset = text.tokens[after + 1 : after + _LONGEST_INSET]
    closing = next((t for t in inset if t.form in _INSETS[opening.form]), None)
    return after if closing is None or closing.sentence != opening.sentence else closing.index + 1


def _enclosed(text: AnnotatedText, after: int) -> Iterator[int]:
    """Give the word alone between commas behind a phrase ("cel mai mare operator din Ucraina, Kyivstar, a declarat")."""
    if after + 2 < len(text.tokens) and text.tokens[after].form == text.tokens[after + 2].form == ",":
        name, following = text.tokens[after + 1], text.tokens[min(after + 3, len(text.tokens) - 1)]
        if following.upos in {"AUX", "VERB", "PRON", "PART", "ADV"} and name.relation in {"appos", "nmod", "flat"}:
            yield name.index


def _bracketed(text: AnnotatedText, after: int) -> Iterator[int]:
    """Give the word alone in brackets behind a phrase ("autoritatea franceză pentru protecția datelor (CNIL)")."""
    if after + 2 < len(text.tokens) and (text.tokens[after].form, text.tokens[after + 2].form) == ("(", ")"):
        yield after + 1


def _by_name(text: AnnotatedText, after: int) -> Iterator[int]:
    """Give the token behind "pe nume" in the same sentence ("un tânăr de 33 de ani, pe nume Ion Popa")."""
    forms = [t.form.lower() for t in text.tokens[after : after + _NAMED_WITHIN] if t.sentence == text.tokens[after - 1].sentence]
    yield from (after + i + 2 for i, pair in enumerate(pairwise(forms)) if pair == ("pe", "nume"))


def _comma_after(text: AnnotatedText, after: int) -> int | None:
    """Find the comma behind what more is said of an office ("ambasadorul Rusiei la Chișinău,", "premierul de atunci,")."""
    for token in text.tokens[after : after + _NEAR]:
        if token.form == ",":
            return token.index
        if token.upos not in {"ADP", "DET", "PROPN", "ADJ", "CCONJ", "NOUN"} and token.form.lower() != _THEN:
            return None
    return None


def _behind_title(text: AnnotatedText, head: Token, first: int) -> Iterator[int]:
    """Give the token behind a rank that a comma parts from an office ("purtătorul de cuvânt al armatei, generalul Ion Popa").

    Behind a title that anybody may have ("directorul spitalului, dr. Ion Popa") nobody is listed.
    """
    title, *behind = [t for t in text.tokens[first : first + _NEAR] if t.sentence == head.sentence] or [head]
    if title.relation == "nsubj" and text.head(title).index > first and head.relation != "nsubj":
        return
    names: Iterator[Token]
    if is_honorific(title):
        names = dropwhile(lambda t: is_honorific(t) or noun_class(t) == "profession", behind)
    elif noun_class(title) == "profession" and noun_class(head) in OFFICES:
        names = iter([] if any(t.upos == "CCONJ" for t in (*behind[1:], *text.subtree(title))) else behind)
    else:
        return
    yield from (t.index for t in islice(names, 1))


def _behind_post(text: AnnotatedText, head: Token, after: int) -> Iterator[int]:
    """Give the token behind what an office is for, or where it is ("candidatul opoziției la președinție Ion Popa")."""
    near = text.tokens[after : after + _NEAR]
    further = list(takewhile(lambda t: t.upos in {"ADP", "NOUN", "ADJ", "DET", "PROPN"} and t.entity != "PERSON", near))
    if further and further[0].upos == "ADP" and further[-1].index + 1 < len(text.tokens):
        name = text.tokens[further[-1].index + 1]
        if name.head in {head.index, *(t.index for t in further)}:
            yield name.index


def _ends_apposition(text: AnnotatedText, after: int) -> bool:
    """Whether an apposition can end at the token after a phrase, or a few words that belong to it later: with punctuation."""
    further = text.tokens[after : after + _NEAR]
    end = next((t for t in further if t.upos not in {"ADP", "DET", "PROPN", "ADJ", "NOUN"}), None)
    return end is None or end.upos == "PUNCT"


def is_clausal(token: Token) -> bool:
    """Whether a token ends a noun phrase; an adjective of nationality taken for a verb does not."""
    return token.upos in {"PUNCT", "VERB", "AUX", "SCONJ"} and fold(token.form) not in load_adjectives()
