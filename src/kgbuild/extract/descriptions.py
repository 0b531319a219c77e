"""Find descriptions of actors: common nouns for people, bodies and places, and adjectives of nationality."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kgbuild.extract.appositions import POSSESSIVES, find_apposed, is_clausal
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.nouns import BODIES, PEOPLE, TASKED, base_name, is_capital, is_portfolio, nationality, noun_class, noun_lemma
from kgbuild.extract.syntax import is_genitive, preposition
from kgbuild.lexicon.actor_nouns import NounClass, load_institution_nouns, load_mission_nouns
from kgbuild.lexicon.demonyms import load_adjectives, load_people
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.model import ActorType, AnnotatedText, Mention, Token

_OFFICES: frozenset[NounClass] = frozenset({"leader", "position", "profession", "member", "person", "citizen", "relative"})
# Prepositions of modifiers that narrow a noun down; others say where or when.
_NARROWING = frozenset({"de", "din", "dintre", "ai", "al", "ale", "a", "pentru", "de la", "din cadrul", "din partea"})
# Words of those prepositions, which may stand within a noun phrase; "pentru" only says more of an office or a body.
_INNER = frozenset({"de", "din", "dintre", "ai", "al", "ale", "a", "la", "cadrul", "partea"})
# Prepositions of modifiers that own nothing: the sides of something, and where a mission is ("ambasadorul rus în Ucraina").
_BETWEEN = frozenset({"dintre", "între"})
_POSTED = frozenset({"în", "la"})
# Adverbs in front of a phrase that are no part of it ("inclusiv șase copii").
_FOCUSING = frozenset({"inclusiv", "doar", "numai", "chiar"})
_DEMONSTRATIVES = frozenset({"acest", "același", "acel", "respectiv", "acesta", "acela"})
# Determiners of what is another one than those before, and of what is no one in particular.
_APART = frozenset({"alt", "fiecare", "oricare", "orice", "vreun", "niciun", "nici_un", "anumit"})
# Articles in front of a number: "cei trei inculpați".
_COUNTED_ARTICLES = frozenset({"cei", "cele", "celor", "ceilalți", "celelalte"})
_COUNTERS = frozenset({"mie", "sută", "zece", "milion", "miliard", "duzină", "majoritate"})
# How far an adjective stands from its noun, in tokens.
_NEAR = 4


def find_descriptions(text: AnnotatedText, names: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """Find nouns that describe actors, and adjectives that say their country.

    Args:
        text: The analysed article.
        names: The names in it.

    Returns:
        The descriptions in text order. None lies within a name; one may hold names ("liderul Coreei de Nord").
    """
    taken = {i for n in names for i in n.tokens}
    heads = {i: n for n in names for i in n.tokens}
    found = []
    for token in text.tokens:
        country = nationality(token)
        if token.index in taken:
            if country and heads[token.index].type == "Organization" and heads[token.index].head != token.index:
                found.append(_to_adjective(text, token, country))
            continue
        if country and token.upos in {"ADJ", "NOUN", "PROPN", "VERB", "X"} and _is_adjective(text, token):
            found.append(_to_adjective(text, token, country))
            continue
        kind = _type_of(token)
        if kind is not None and not (_is_kind(text, token) or _is_attribute(text, token) or is_portfolio(text, token)):
            description = _to_description(text, token, kind, heads)
            nation = _is_nation(description) and not _is_told_of(text, token)
            found.append(_as_nation(description) if nation else description)
    return tuple(found)


def _is_kind(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun only says what kind the noun before it is of ("post de televiziune", "forțe de poliție")."""
    if token.has("Definite", "Def") or preposition(text, token) != "de" or _has_determiner(text, token, but="case"):
        return False
    head = text.head(token)
    return head.index < token.index and noun_class(head) is not None and not token.has("Number", "Plur")


def _is_attribute(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun only says more of the one right before it ("medic rezident", "stat membru")."""
    if token.index == 0 or token.has("Definite", "Def"):
        return False
    before = text.tokens[token.index - 1]
    beside = before.sentence == token.sentence and before.upos == "NOUN" and noun_class(before) is not None
    return beside and noun_class(token) in {"member", "person"}


def _is_nation(mention: ActorMention) -> bool:
    """Whether a description says no more than a people, which stands for its country ("rușii")."""
    people = mention.country is not None and fold(mention.mention.text) in load_people()
    return people and mention.plural and mention.noun_class is None


def _is_told_of(text: AnnotatedText, token: Token) -> bool:
    """Whether a participle says what was done to some of a people ("români condamnați pentru furt")."""
    return any(c.relation in {"acl", "amod"} and c.has("VerbForm", "Part") for c in text.children(token))


def _as_nation(mention: ActorMention) -> ActorMention:
    """Let a people stand for its country."""
    return replace(mention, kind="adjective", type="GeopoliticalEntity")


def _is_adjective(text: AnnotatedText, token: Token) -> bool:
    """Whether a word of nationality modifies a noun rather than being one ("un român")."""
    if fold(token.form) not in load_people():
        return True
    if token.relation in {"amod", "acl", "nmod", "appos"} or token.upos == "ADJ":
        head = text.head(token)
        return head.upos in {"NOUN", "PROPN"} and abs(head.index - token.index) <= _NEAR and not _has_determiner(text, token)
    return False


def _has_determiner(text: AnnotatedText, token: Token, but: str = "") -> bool:
    wanted = {"det", "nummod", "case"} - {but}
    return any(c.relation in wanted and c.index < token.index for c in text.children(token))


def _to_adjective(text: AnnotatedText, token: Token, country: str) -> ActorMention:
    """Make a mention of an adjective of nationality."""
    return ActorMention(
        mention=Mention.of(text.text, token.start, token.end),
        head=token.index,
        tokens=(token.index,),
        kind="adjective",
        type="GeopoliticalEntity",
        name=token.form,
        lemma=token.lemma.lower(),
        country=country,
    )


def _type_of(token: Token) -> ActorType | None:  # noqa: PLR0911 — one return a class
    """Tell what a common noun describes, None where it is no actor."""
    if token.upos not in {"NOUN", "PROPN", "ADJ"}:
        return None
    people = fold(token.form) in load_people()
    # The tagger takes many a noun for an adjective; where one stands as a subject or object, it is none.
    nominal = token.relation in {"nsubj", "obj", "iobj", "obl"} or (people and token.has("Number", "Plur"))
    if token.upos == "ADJ" and not nominal:
        return None
    category = noun_class(token)
    if category in PEOPLE or people:
        return "PersonGroup" if token.has("Number", "Plur") else "Person"
    if category in {"group", "people"}:
        return "PersonGroup"
    if category in BODIES:
        return "Organization"
    if category == "authority":
        return "GeopoliticalEntity" if token.has("Number", "Plur") else "Organization"
    if category in {"government", "country"}:
        return "GeopoliticalEntity"
    if category == "place":
        return "Place"
    if token.upos == "NOUN" and token.entity == "ORGANIZATION" and category is None and token.entity_start:
        return "Organization"
    return None


def _to_description(text: AnnotatedText, head: Token, kind: ActorType, names: dict[int, ActorMention]) -> ActorMention:
    """Make a mention of a noun with what narrows it down."""
    phrase = _with_entity(text, head, noun_phrase(text, head, names), names)
    first = phrase[0].index
    modifiers = [t for t in phrase if t.index != head.index]
    adjective = next((load_adjectives()[w] for t in modifiers if (w := fold(t.form)) in load_adjectives()), None)
    own = load_people().get(fold(head.form))
    country = own or adjective
    possessor = _owner(text, head, modifiers, names)
    if kind == "GeopoliticalEntity" and possessor is not None and noun_lemma(text.tokens[possessor]) in load_institution_nouns():
        kind = "Organization"  # "administrația portului" governs no land
    lemma = noun_lemma(head) or head.lemma.lower()
    if kind == "Organization" and _is_of_people(text, modifiers):
        kind = "PersonGroup"  # "un grup de atacatori" is no body
    before = text.tokens[max(first - 3, 0) : head.index]
    numbers = (
        t for t in before if t.upos == "NUM" and not t.has("NumType", "Ord") and head.index in {t.head, *_counted(text, t)}
    )
    count = next((t.form.lower() for t in numbers if find_office(lemma, [fold(t.lemma)]) == find_office(lemma, ())), "")
    narrowing = frozenset(
        fold(t.lemma) for t in modifiers if t.upos in {"NOUN", "ADJ", "PROPN", "NUM"} and t.form.lower() != count
    )
    category = "leader" if find_office(lemma, narrowing) in OF_STATES else noun_class(head)
    before_head = [t for t in phrase if t.index < head.index]
    begins = head.index == text.sentences[head.sentence].first
    capital = is_capital(head) and (not begins or any(is_capital(t) and t.index not in names for t in modifiers))
    return ActorMention(
        mention=Mention.of(text.text, phrase[0].start, phrase[-1].end),
        head=head.index,
        tokens=(head.index, *_counting(text, head)),
        kind="name" if capital and category in BODIES and len(phrase) > 1 else "description",
        type=kind,
        name=_name_of(text, head, phrase, kind, counted=bool(count) and kind == "PersonGroup"),
        lemma=lemma,
        noun_class=category,
        country=country,
        possessor=possessor,
        apposed=find_apposed(text, head, phrase, names, kind) if category in _OFFICES | BODIES or own else None,
        modifiers=narrowing,
        count=count,
        definite=_is_definite(head, phrase),
        plural=head.has("Number", "Plur"),
        apart=any(t.lemma.lower() in _APART for t in before_head),
        rank=next((fold(t.form) for t in before_head if t.has("NumType", "Ord")), ""),
    )


def _is_of_people(text: AnnotatedText, modifiers: list[Token]) -> bool:
    """Whether the first noun that narrows a description down says which people it consists of."""
    noun = next((t for t in modifiers if t.upos == "NOUN"), None)
    several = noun is not None and noun.has("Number", "Plur") and not noun.has("Definite", "Def")
    return several and noun is not None and noun_class(noun) in PEOPLE and preposition(text, noun) == "de"


def _owner(text: AnnotatedText, head: Token, modifiers: list[Token], names: dict[int, ActorMention]) -> int | None:
    """Give the head of whom a noun belongs to: the body that it names first, a name, another noun."""
    inner = [names[t.index] for t in modifiers if t.index in names]
    owners = [n.head for n in inner if preposition(text, text.tokens[n.head]) not in _BETWEEN | _POSTED]
    nouns = [t for t in modifiers if t.upos == "NOUN" and t.head == head.index and not is_portfolio(text, t)]
    body = next((t.index for t in nouns if noun_class(t) in BODIES and is_capital(t)), None)
    if body is not None and (not owners or body < owners[0]):
        return body
    return next(iter((*owners, *(t.index for t in nouns))), None)


def _with_entity(text: AnnotatedText, head: Token, phrase: list[Token], names: dict[int, ActorMention]) -> list[Token]:
    """Give a phrase up to where the named entity that its noun begins ends ("Curtea Europeană pentru Drepturile Omului")."""
    if head.entity != "ORGANIZATION" or not head.entity_start or not is_capital(head):
        return phrase
    after = text.tokens[head.index + 1 : text.sentences[head.sentence].last]
    named = list(takewhile(lambda t: t.entity == head.entity and not t.entity_start and not is_clausal(t), after))
    named = list(takewhile(lambda t: t.index not in names or names[t.index].type != "Person", named))
    named = list(takewhile(lambda t: t.upos != "CCONJ" or text.tokens[t.index + 1].upos != "PROPN", named))
    while named and not is_capital(named[-1]):
        named.pop()
    return phrase + [t for t in named if t.index > phrase[-1].index]


def _counted(text: AnnotatedText, number: Token) -> Iterator[int]:
    """Give the indices of what stands behind a number with "de" ("mii de soldați")."""
    yield from (c.index for c in text.children(number) if preposition(text, c) == "de")


def _counting(text: AnnotatedText, head: Token) -> Iterator[int]:
    """Give the number word that a noun depends on, and that stands for it ("mii de soldați")."""
    counter = text.head(head)
    if (
        counter.index < head.index
        and preposition(text, head) == "de"
        and (counter.upos == "NUM" or counter.lemma.lower() in _COUNTERS)
    ):
        yield counter.index


def noun_phrase(text: AnnotatedText, head: Token, names: dict[int, ActorMention]) -> list[Token]:
    """Give a noun with the determiners, numbers and adjectives around it and the modifiers that say which one it is.

    Args:
        text: The analysed article.
        head: The noun.
        names: The names of the article by the indices of their tokens.

    Returns:
        Its tokens, without a gap, without a name that the noun is a title of.
    """
    low = head.index
    for child in reversed([c for c in text.children(head) if c.index < head.index]):
        if child.relation in {"det", "nummod", "amod"}:
            below = text.subtree(child)
            if below[-1].index + 1 != low or any(is_clausal(t) for t in below):
                break
            low = below[0].index
        elif child.relation not in {"case", "mark", "cc"}:
            break
    while text.tokens[low].form.lower() in _FOCUSING:
        low += 1
    high = head.index
    purposes = 0
    for child in (c for c in text.children(head) if c.index > head.index):
        below = text.subtree(child)
        purposes += preposition(text, child) == "pentru"
        if below[0].index != high + 1 or not _narrows(text, child, names) or purposes > 1:
            break
        kept = _until_clause(_until_person(text, head, below, names), head)
        high = kept[-1].index if kept else high
        if len(kept) < len(below):
            break
    return list(text.tokens[low : _with_age(text, head, high) + 1])


def _with_age(text: AnnotatedText, head: Token, last: int) -> int:
    """Give the index of the last token of a phrase with the age right behind it ("un român de 45 de ani")."""
    forms = [t.form.lower() for t in text.tokens[last + 1 : last + 5]]
    if noun_class(head) not in PEOPLE and fold(head.form) not in load_people():
        return last
    if forms[:1] != ["de"] or not forms[1:2] or not forms[1].isdigit():
        return last
    years = 3 if forms[2:3] == ["de"] else 2
    return last + years + 1 if forms[years : years + 1] == ["ani"] else last


def _narrows(text: AnnotatedText, child: Token, names: dict[int, ActorMention]) -> bool:
    """Whether a dependent on the right says which one a noun means."""
    if child.relation == "amod" or (child.relation == "det" and child.form.lower() in POSSESSIVES):
        return True
    if child.relation not in {"nmod", "flat"}:
        return False
    name = names.get(child.index)
    beside = name is not None and not _is_oblique(text, child)
    if name is not None and beside and (name.type == "Person" or _is_common_body(text.head(child), name)):
        return False
    word = preposition(text, child)
    if word == "pentru":
        return noun_class(text.head(child)) in TASKED
    posted = word in _POSTED and noun_lemma(text.head(child)) in load_mission_nouns() and name is not None
    return is_genitive(text, child) or word in _NARROWING or not word or posted


def _is_common_body(head: Token, name: ActorMention) -> bool:
    """Whether a body's name stands beside the common noun for it ("agenția Reuters"), not within its name ("Tribunalul Cluj")."""
    return name.type == "Organization" and head.form[0].islower() and noun_class(head) in BODIES


def _is_oblique(text: AnnotatedText, name: Token) -> bool:
    """Whether a name depends on the noun before it: in the genitive, or behind a preposition."""
    return is_genitive(text, name) or bool(preposition(text, name))


def _until_person(text: AnnotatedText, head: Token, tokens: list[Token], names: dict[int, ActorMention]) -> list[Token]:
    """Give the tokens before a person's name that depends on nothing among them ("liderul de la Kremlin Vladimir Putin")."""
    for position, token in enumerate(tokens):
        name = names.get(token.index)
        if name is None or name.type != "Person" or position == 0:
            continue
        before = text.tokens[token.index - 1]
        ends = before.upos in {"PROPN", "ADJ"} or (noun_class(head) in PEOPLE and noun_class(before) not in PEOPLE)
        if name.tokens[0] == token.index and not _is_oblique(text, text.tokens[name.head]) and ends:
            return tokens[:position]
    return tokens


def _until_clause(tokens: list[Token], head: Token) -> list[Token]:
    """Give the tokens before the first punctuation, finite clause, gap, time, other circumstance or noun beside the head."""
    kept: list[Token] = []
    inner = _INNER | {"pentru"} if noun_class(head) in TASKED else _INNER
    inner = inner | _POSTED if noun_lemma(head) in load_mission_nouns() else inner
    for token, after in zip(tokens, (*tokens[1:], None), strict=True):
        gap = bool(kept) and token.index != kept[-1].index + 1
        circumstance = token.upos == "ADP" and token.form.lower() not in inner
        beside = token.upos == "CCONJ" and after is not None and _stands_beside(head, after)
        if gap or circumstance or beside or is_clausal(token) or token.has("PronType", "Rel") or token.entity == "DATETIME":
            break
        kept.append(token)
    while kept and kept[-1].upos in {"ADP", "DET", "CCONJ", "NUM"} and kept[-1].form.lower() not in POSSESSIVES:
        kept.pop()
    return kept


def _stands_beside(head: Token, noun: Token) -> bool:
    """Whether a noun behind a conjunction is rather coordinated with the head than with what narrows it down."""
    people = noun_class(head) in PEOPLE and noun_class(noun) in PEOPLE
    direct = noun.upos == "NOUN" and noun.has("Definite", "Def") and noun.has("Case", "Nom")
    return people or (direct and noun_class(noun) is not None and noun_class(head) not in {"leader", "position"})


def _name_of(text: AnnotatedText, head: Token, phrase: list[Token], kind: ActorType, *, counted: bool) -> str:
    """Give the base form of a description, with the count of people not known before ("nouă soldați")."""
    counted = counted and not _is_definite(head, phrase)
    core = _core(text, head, phrase, counted=counted)
    name = base_name(text, core, kind)
    return name[0].lower() + name[1:] if counted and core[0].upos == "NUM" else name


def _core(text: AnnotatedText, head: Token, phrase: list[Token], *, counted: bool) -> list[Token]:
    """Give the part of a phrase that names what it is: without article, demonstrative and, unless it is wanted, count."""

    def says_which(token: Token) -> bool:
        quality = token.relation == "amod" and token.upos == "ADJ"
        return quality or token.has("NumType", "Ord") or (counted and token.upos == "NUM")

    first = next((t.index for t in phrase if t.index == head.index or says_which(t)), head.index)
    return list(text.tokens[first : phrase[-1].index + 1])


def _is_definite(head: Token, phrase: list[Token]) -> bool:
    """Whether a phrase takes up something known."""
    if any(t.lemma.lower() in {"un", "o", "niște", "alt"} and t.index < head.index for t in phrase):
        return False
    if phrase[0].form.lower() in _COUNTED_ARTICLES and any(t.upos == "NUM" for t in phrase[1:2]):
        return True
    first = phrase[0] if phrase[0].has("NumType", "Ord") or phrase[0].upos == "ADJ" else head
    return first.has("Definite", "Def") or any(t.lemma.lower() in _DEMONSTRATIVES for t in phrase)
