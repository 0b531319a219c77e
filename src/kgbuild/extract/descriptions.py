"""Find descriptions of actors: common nouns for people, bodies and places, and adjectives of nationality."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.ages import find_age
from kgbuild.extract.appositions import find_apposed
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.definiteness import is_definite
from kgbuild.extract.nobodies import has_determiner, means_nobody
from kgbuild.extract.nouns import (
    BODIES,
    PEOPLE,
    base_name,
    is_capital,
    is_given_name,
    is_portfolio,
    nationality,
    noun_class,
    noun_lemma,
    phrase_class,
)
from kgbuild.extract.others import find_others, value_of
from kgbuild.extract.phrases import POSTED, find_phrase
from kgbuild.extract.syntax import preposition
from kgbuild.extract.those import find_those
from kgbuild.lexicon.actor_nouns import NounClass, load_institution_nouns
from kgbuild.lexicon.demonyms import is_written_so, load_adjectives, load_people
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.offices import OF_STATES, find_office
from kgbuild.model import ActorType, AnnotatedText, Mention, Token

_OFFICES: frozenset[NounClass] = frozenset({"leader", "position", "profession", "member", "person", "citizen", "relative"})
# Prepositions of modifiers that own nothing: the sides of something, and where a mission is ("ambasadorul rus în Ucraina").
_BETWEEN = frozenset({"dintre", "între"})
# Adjectives of an administration that is but a part of a state's, folded.
_OF_PART = frozenset({"fiscal", "judetean", "local", "portuar", "prezidential", "public", "regional"})
# Determiners of what is another one than those before, and of what is no one in particular.
_APART = frozenset({"alt", "fiecare", "oricare", "orice", "vreun", "niciun", "nici_un", "anumit"})
# What a country is to another one.
_RELATIVE = ("relative_state",)
# Those who are a party.
_PARTISANS = ("partisan",)
# Nouns for companies that people may be, too.
_MAKERS = ("maker",)
_HUMAN = frozenset({"om", "femeie"})
# Nouns for bodies that may be no more than the people they consist of.
_GATHERINGS = frozenset(
    {"grup", "grupare", "bandă", "detașament", "contingent", "pluton", "unitate", "brigadă", "coaliție", "alianță", "rețea"}
)
# Pronouns that pick some out of several, and those that decline.
_PICKING = frozenset({"unul", "una", "unii", "unele", "câțiva", "câteva", "mulți", "multe", "altul", "alții", "niciunul"})
_SUBJECTS = {"unuia": "unul", "uneia": "una", "unora": "unii"}
_COUNTERS = frozenset({"mie", "sută", "zece", "milion", "miliard", "duzină", "majoritate"})
# What nobody is described by, nor counted.
_NEVER = frozenset({"ADP", "PUNCT"})
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
        if token.upos in _NEVER and token.index not in taken:
            continue
        country = nationality(token)
        if token.index in taken:
            if country and heads[token.index].type == "Organization" and heads[token.index].head != token.index:
                found.append(_to_adjective(text, token, country))
            continue
        if country and token.upos in {"ADJ", "NOUN", "PROPN", "VERB", "X"} and _is_adjective(text, token):
            found.append(_to_adjective(text, token, country))
            continue
        if (others := find_others(text, token, found) or find_those(text, token)) is not None:
            found.append(others)
            continue
        noun = _picked_from(text, token)
        if noun is not None and noun.index not in taken:
            found.append(_to_part(text, token, noun, heads))
            continue
        kind = _type_of(text, token)
        if kind is not None and not means_nobody(text, token):
            description = _to_description(text, token, kind, heads)
            nation = _is_nation(description) and not _is_told_of(text, token)
            found.append(_as_nation(description) if nation else description)
            if not nation and (people := _country_named(text, token)):
                # The word itself stands for whoever is a Dane.
                found.append(replace(_to_adjective(text, token, people), tokens=()))
    bodies = [m for m in found if m.kind == "name" and m.type == "Organization"]
    return tuple(m for m in found if not any(_is_of_name(text, m, body) for body in bodies))


def _is_of_name(text: AnnotatedText, mention: ActorMention, name: ActorMention) -> bool:
    """Whether a description only says what a body is of in its name ("Asociația Băncilor", "Protecția Copilului")."""
    another = name is not mention and mention.kind != "adjective"
    inside = another and name.mention.start < mention.mention.start and mention.mention.end <= name.mention.end
    anybody = mention.plural or mention.noun_class == "person"
    return inside and anybody and is_capital(text.tokens[mention.head])


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


def _country_named(text: AnnotatedText, noun: Token) -> str | None:
    """Give the country that a noun for a national names ("un danez"), not where it is a language ("în rusă") or another word."""
    language = noun.has("Gender", "Fem") and noun.has("Number", "Sing") and not noun.has("Definite", "Def")
    if fold(noun.form) not in load_people() or (language and not has_determiner(text, noun, but="case")):
        return None
    return load_people()[fold(noun.form)] if is_written_so(noun.form) else None


def _is_adjective(text: AnnotatedText, token: Token) -> bool:
    """Whether a word of nationality modifies a noun rather than being one ("un român")."""
    if fold(token.form) not in load_people():
        return True
    if token.relation in {"amod", "acl", "nmod", "appos"} or token.upos == "ADJ":
        head = text.head(token)
        return head.upos in {"NOUN", "PROPN"} and abs(head.index - token.index) <= _NEAR and not has_determiner(text, token)
    return False


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


def _type_of(text: AnnotatedText, token: Token) -> ActorType | None:  # noqa: PLR0911 — one return a class
    """Tell what a common noun describes, None where it is no actor."""
    if token.upos not in {"NOUN", "PROPN", "ADJ"}:
        return None
    people = fold(token.form) in load_people()
    # The tagger takes many a noun for an adjective; where one stands as a subject or object, it is none.
    nominal = token.relation in {"nsubj", "obj", "iobj", "obl"} or (people and token.has("Number", "Plur"))
    if token.upos == "ADJ" and not nominal:
        return None
    # An inspection is nobody, "Inspecția Judiciară" is.
    category = noun_class(token) or (phrase_class(text, token) if is_capital(token) else None)
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
    phrase = find_phrase(text, head, names)
    first = phrase[0].index
    modifiers = [t for t in phrase if t.index != head.index]
    adjective = next((load_adjectives()[w] for t in modifiers if (w := fold(t.form)) in load_adjectives()), None)
    own = load_people().get(fold(head.form))
    country = own or adjective
    possessor = _owner(text, head, modifiers, names)
    if kind == "GeopoliticalEntity" and possessor is not None and noun_lemma(text.tokens[possessor]) in load_institution_nouns():
        kind = "Organization"  # "administrația portului" governs no land
    if kind == "Organization" and phrase_class(text, head) == "place":
        kind = "Place"  # "un bloc de locuințe" is no bloc
    if kind == "GeopoliticalEntity" and phrase_class(text, head) in BODIES:
        kind = "Organization"  # "Statul Major" is no state
    if kind == "Person" and phrase_class(text, head) in BODIES and find_apposed(text, head, phrase, names, kind) is None:
        kind = "Organization"  # "Avocatul Poporului" is an institution, unless a name says who it is
    if noun_class(head) == "government" and any(fold(t.lemma) in _OF_PART and t.head == head.index for t in modifiers):
        kind = "Organization"  # nor does "administrația prezidențială"
    if kind == "PersonGroup" and phrase == [head] and _are_a_party(text, head):
        kind = "Organization"  # "conservatorii" are the party
    if kind == "Organization" and _is_maker(text, head, phrase, names):
        kind = "Person"  # "producătorul Ion Popa" is no company
    lemma = _lemma_of(text, head)
    if kind == "Organization" and lemma in _GATHERINGS and (head.has("Number", "Plur") or _is_of_people(text, modifiers)):
        kind = "PersonGroup"  # "un grup de atacatori" and "grupările jihadiste" are no body
    before = text.tokens[max(first - 3, 0) : head.index]
    numbers = (
        t for t in before if t.upos == "NUM" and not t.has("NumType", "Ord") and head.index in {t.head, *_counted(text, t)}
    )
    count = next((t.form.lower() for t in numbers if find_office(lemma, [_word(t)]) == find_office(lemma, ())), "")
    narrowing = frozenset(_word(t) for t in modifiers if t.upos in {"NOUN", "ADJ", "PROPN", "NUM"} and t.form.lower() != count)
    category = "leader" if find_office(lemma, narrowing) in OF_STATES else phrase_class(text, head)
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
        apposed=find_apposed(text, head, phrase, names, kind)
        if category in _OFFICES | BODIES or own or kind == "Organization"
        else None,
        modifiers=narrowing,
        count=value_of(count),
        definite=is_definite(text, head, phrase),
        plural=head.has("Number", "Plur"),
        apart=any(t.lemma.lower() in _APART for t in before_head) or _is_of_another(head, modifiers),
        rank=next((fold(t.form) for t in before_head if t.has("NumType", "Ord")), ""),
        age=find_age(text, head) if kind == "Person" else "",
    )


def _are_a_party(text: AnnotatedText, noun: Token) -> bool:
    """Whether a bare noun means all partisans, also where the analysis overlooks its article ("social-democrații")."""
    return load_frames().in_class(noun, _PARTISANS) and (is_definite(text, noun, [noun]) or noun.form.endswith("ii"))


def _is_maker(text: AnnotatedText, noun: Token, phrase: list[Token], names: dict[int, ActorMention]) -> bool:
    """Whether a noun for companies that people may be, too, stands beside somebody's full name."""
    if not load_frames().in_class(noun, _MAKERS):
        return False
    holder = find_apposed(text, noun, phrase, names, "Person")
    return holder is not None and is_given_name(text.tokens[names[holder].tokens[0]].form)


def _is_of_another(head: Token, modifiers: Sequence[Token]) -> bool:
    """Whether a country is called by what it is to another one, and so is not the one named before ("statul agresor")."""
    return noun_class(head) == "country" and any(load_frames().in_class(t, _RELATIVE) for t in modifiers)


def _word(token: Token) -> str:
    """Give the folded lemma of a modifier, without the hyphen that joins it ("prim-ministrului")."""
    return fold(token.lemma).removesuffix("-")


def _lemma_of(text: AnnotatedText, head: Token) -> str:
    """Give the base form of a noun; "oameni de știință" are not any people."""
    lemma = noun_lemma(head) or head.lemma.lower()
    behind = text.tokens[head.index + 1 : head.index + 3]
    fixed = lemma in _HUMAN and [t.form.lower() for t in behind[:1]] == ["de"] and behind[-1].head == head.index
    return f"{lemma} de {behind[-1].form.lower()}" if fixed and behind[-1].upos == "NOUN" else lemma


def _picked_from(text: AnnotatedText, token: Token) -> Token | None:
    """Give the noun for the people of whom a pronoun or number picks some ("unul dintre suspecți", "trei dintre inculpați")."""
    if token.upos != "NUM" and token.lemma.lower() not in _PICKING:
        return None
    behind = (c for c in text.children(token) if c.index > token.index and preposition(text, c) == "dintre")
    nouns = (c for c in behind if c.upos == "NOUN" and c.has("Number", "Plur") and noun_class(c) in PEOPLE)
    return next(nouns, None)


def _to_part(text: AnnotatedText, token: Token, noun: Token, names: dict[int, ActorMention]) -> ActorMention:
    """Make a mention of some among people."""
    whole = _to_description(text, noun, "PersonGroup", names)
    one = token.upos != "NUM" and not token.has("Number", "Plur")
    apposed = token.head if token.relation == "appos" and token.head in names else None
    if one and apposed is None:
        phrase = text.tokens_within(token.start, whole.mention.end)
        apposed = find_apposed(text, token, list(phrase), names, "Person")
    return replace(
        whole,
        mention=Mention.of(text.text, token.start, whole.mention.end),
        head=token.index,
        tokens=(token.index,),
        type="Person" if one else "PersonGroup",
        name=_SUBJECTS.get(token.form.lower(), token.form.lower()) + text.text[token.end : whole.mention.end],
        apposed=apposed,
        modifiers=whole.modifiers | {fold(token.lemma)},
        count="" if one else value_of(token.form.lower()),
        definite=False,
        plural=not one,
        apart=True,
    )


def _is_of_people(text: AnnotatedText, modifiers: list[Token]) -> bool:
    """Whether the first noun that narrows a description down says which people it consists of."""
    noun = next((t for t in modifiers if t.upos == "NOUN"), None)
    several = noun is not None and noun.has("Number", "Plur") and not noun.has("Definite", "Def")
    return several and noun is not None and noun_class(noun) in PEOPLE and preposition(text, noun) == "de"


def _owner(text: AnnotatedText, head: Token, modifiers: list[Token], names: dict[int, ActorMention]) -> int | None:
    """Give the head of whom a noun belongs to: the body that it names first, a name, another noun."""
    inner = [names[t.index] for t in modifiers if t.index in names]
    owners = [n.head for n in inner if preposition(text, text.tokens[n.head]) not in _BETWEEN | POSTED]
    nouns = [t for t in modifiers if t.upos == "NOUN" and t.head == head.index and not is_portfolio(text, t)]
    body = next((t.index for t in nouns if phrase_class(text, t) in BODIES and is_capital(t)), None)
    if body is not None and (not owners or body < owners[0]):
        return body
    return next(iter((*owners, *(t.index for t in nouns))), None)


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


def _name_of(text: AnnotatedText, head: Token, phrase: list[Token], kind: ActorType, *, counted: bool) -> str:
    """Give the base form of a description, with the count of people not known before ("nouă soldați")."""
    counted = counted and not is_definite(text, head, phrase)
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
