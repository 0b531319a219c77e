"""The words of a noun phrase: what stands around a noun and says which one it means."""

from itertools import takewhile

from kgbuild.extract.ages import load_age_units
from kgbuild.extract.appositions import POSSESSIVES, is_clausal
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.nouns import BODIES, NAMESAKES, PEOPLE, TASKED, is_capital, is_given_name, noun_class, noun_lemma
from kgbuild.extract.spans import noun_before
from kgbuild.extract.syntax import is_genitive, preposition
from kgbuild.lexicon.actor_nouns import load_actor_nouns, load_mission_nouns
from kgbuild.lexicon.demonyms import load_people
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.numbers import load_numbers
from kgbuild.model import AnnotatedText, Token

# Prepositions of modifiers that narrow a noun down; others say where or when.
_NARROWING = frozenset({"de", "din", "dintre", "ai", "al", "ale", "a", "pentru", "de la", "din cadrul", "din partea"})
# Words of those prepositions, which may stand within a noun phrase; "pentru" only says more of an office or a body.
_INNER = frozenset({"de", "din", "dintre", "ai", "al", "ale", "a", "la", "cadrul", "partea"})
# Prepositions behind which stands where a mission is ("ambasadorul rus în Ucraina").
POSTED = frozenset({"în", "la"})
# Verbs with "de" behind whom they blame ("i-a acuzat pe deputații PSD de trădare").
_BLAMING = frozenset({"acuza", "bănui", "învinovăți", "învinui", "suspecta"})
# Prepositions behind which stands with whom somebody deals.
_DEALING = frozenset({"cu", "față"})
# Those who know a field, and those who run for an office.
_EXPERTS, _CANDIDATES = ("expert",), ("candidate",)
# Adverbs in front of a phrase that are no part of it ("inclusiv șase copii").
_FOCUSING = frozenset({"inclusiv", "doar", "numai", "chiar"})


def find_phrase(text: AnnotatedText, head: Token, names: dict[int, ActorMention]) -> list[Token]:
    """Give a noun with all that says which one it is, to the end of the name that it begins or ends with.

    Args:
        text: The analysed article.
        head: The noun.
        names: The names of the article by the indices of their tokens.

    Returns:
        Its tokens, without a gap, without a name that the noun is a title of.
    """
    phrase = _with_body(text, _with_entity(text, head, _noun_phrase(text, head, names), names), names)
    return _with_fields(text, head, phrase)


def _noun_phrase(text: AnnotatedText, head: Token, names: dict[int, ActorMention]) -> list[Token]:
    """Give a noun with the determiners, numbers and adjectives around it and the modifiers that say which one it is."""
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
        kept = _until_clause(text, _until_person(text, head, below, names), head)
        high = kept[-1].index if kept else high
        if len(kept) < len(below):
            break
    high = _with_age(text, head, high)
    if text.head(head).lemma.lower() in _BLAMING and head.index > head.head:
        high = next((i - 1 for i in range(head.index + 1, high) if _is_blame(text, i)), high)
    return list(text.tokens[low : high + 1])


def _is_blame(text: AnnotatedText, index: int) -> bool:
    """Whether a word begins what somebody is blamed for ("de trădare"), and says nothing of who it is."""
    noun = text.tokens[index + 1]
    return text.tokens[index].form.lower() == "de" and noun.upos == "NOUN" and noun_class(noun) is None


def _with_age(text: AnnotatedText, head: Token, last: int) -> int:
    """Give the index of the last token of a phrase with the age right behind it ("un român de 45 de ani")."""
    forms = [t.form.lower() for t in text.tokens[last + 1 : last + 5]]
    if noun_class(head) not in PEOPLE and fold(head.form) not in load_people():
        return last
    if forms[:1] != ["de"] or not forms[1:2] or load_numbers().parse(forms[1]) is None:
        return last
    years = 3 if forms[2:3] == ["de"] else 2
    return last + years + 1 if forms[years : years + 1] and forms[years] in load_age_units() else last


def _narrows(text: AnnotatedText, child: Token, names: dict[int, ActorMention]) -> bool:
    """Whether a dependent on the right says which one a noun means."""
    possessive = child.relation == "det" and child.form.lower() in POSSESSIVES
    if child.relation == "amod" or possessive or _is_called(text.head(child), child):
        return True
    if child.relation not in {"nmod", "flat"}:
        return False
    name = names.get(child.index)
    beside = name is not None and not _is_oblique(text, child)
    if name is not None and beside and (name.type == "Person" or _is_common_body(text.head(child), name)):
        return False
    word = preposition(text, child)
    mission = noun_lemma(text.head(child)) in load_mission_nouns()
    if word == "pentru":
        # "A convocat ambasadorul pentru explicații": an ambassador is there for no task.
        return noun_class(text.head(child)) in TASKED and not mission and not _is_reason(text, child)
    posted = word in POSTED and mission and name is not None
    aimed = word in _behind(text.head(child)) and (child.upos == "NOUN" if name is None else name.type == "Organization")
    return is_genitive(text, child) or word in _NARROWING or not word or posted or aimed


def _behind(head: Token) -> frozenset[str]:
    """Give the prepositions of what somebody knows, or runs for ("expert în securitate", "candidat la funcția de primar")."""
    lexicon = load_frames()
    return frozenset({"în"} if lexicon.in_class(head, _EXPERTS) else {"la"} if lexicon.in_class(head, _CANDIDATES) else ())


def _is_reason(text: AnnotatedText, noun: Token) -> bool:
    """Whether "pentru" says why rather than more of a name before ("cercetat de Parchetul General pentru trădare")."""
    head = text.head(noun)
    small = is_capital(head) and noun_class(head) in BODIES and not is_capital(noun)
    return small and noun.has("Definite", "Ind") and noun.has("Number", "Sing") and noun.index > head.index + 2


def _is_common_body(head: Token, name: ActorMention) -> bool:
    """Whether a body's name stands beside the common noun for it ("agenția Reuters"), not within its name ("Tribunalul Cluj")."""
    return name.type == "Organization" and head.form[0].islower() and noun_class(head) in BODIES


def _is_bodys_own(text: AnnotatedText, head: Token, name: ActorMention) -> bool:
    """Whether a body's name is that of its common noun, which stands further in front."""
    noun = noun_before(text, name.tokens[0])
    return noun is not None and noun.index == head.index and _is_common_body(head, name)


def _is_oblique(text: AnnotatedText, name: Token) -> bool:
    """Whether a name depends on the noun before it: in the genitive, or behind a preposition."""
    return is_genitive(text, name) or bool(preposition(text, name))


def _until_person(text: AnnotatedText, head: Token, tokens: list[Token], names: dict[int, ActorMention]) -> list[Token]:
    """Give the tokens before a name that depends on nothing among them ("liderul de la Kremlin Vladimir Putin").

    A company's name does not belong to what it makes either ("producătorul de cablaje auto Leoni").
    """
    for position, token in enumerate(tokens):
        name = names.get(token.index)
        beside = name is not None and (name.type == "Person" or _is_bodys_own(text, head, name))
        if name is None or not beside or position == 0:
            continue
        before = text.tokens[token.index - 1]
        ends = (
            name.type == "Organization"
            or before.upos in {"PROPN", "ADJ"}
            or before.index in names
            or _ends_title(text, head, before)
        )
        if name.tokens[0] == token.index and not _is_oblique(text, text.tokens[name.head]) and ends:
            return tokens[:position]
    return tokens


def _ends_title(text: AnnotatedText, head: Token, last: Token) -> bool:
    """Whether a title, or the body that somebody serves, ends before a name ("în Ministerul Energiei Ion Popa")."""
    if noun_class(last) in PEOPLE and not last.has("Number", "Plur") and _is_oblique(text, last):
        return False
    name = text.tokens[last.index + 1]
    body = noun_class(head) in BODIES and noun_lemma(head) not in NAMESAKES
    return noun_class(head) in PEOPLE or (body and is_given_name(name.form))


def _until_clause(text: AnnotatedText, tokens: list[Token], head: Token) -> list[Token]:
    """Give the tokens before the first punctuation, finite clause, gap, time, other circumstance or noun beside the head."""
    kept: list[Token] = []
    inner = _INNER | {"pentru"} if noun_class(head) in TASKED else _INNER
    inner = inner | POSTED if noun_lemma(head) in load_mission_nouns() else inner | _behind(head)
    for token, after in zip(tokens, (*tokens[1:], None), strict=True):
        gap = bool(kept) and token.index != kept[-1].index + 1
        circumstance = token.upos == "ADP" and token.form.lower() not in inner and not _is_of_task(text, token, kept)
        beside = token.upos == "CCONJ" and after is not None and (after.upos == "ADP" or _stands_beside(head, after))
        clausal = is_clausal(token) and not _qualifies(text, token, kept, head)
        if gap or circumstance or beside or clausal or token.has("PronType", "Rel") or token.entity == "DATETIME":
            break
        kept.append(token)
    while kept and kept[-1].upos in {"ADP", "DET", "CCONJ", "NUM"} and kept[-1].form.lower() not in POSSESSIVES:
        if len(kept) > 1 and _is_numbered(*kept[-2:]):
            break
        kept.pop()
    return kept


def _is_numbered(noun: Token, number: Token) -> bool:
    """Whether a number says which one a name means ("Primăria Sectorului 3")."""
    return number.form.isdigit() and number.head == noun.index == number.index - 1 and is_capital(noun)


def _is_of_task(text: AnnotatedText, token: Token, kept: list[Token]) -> bool:
    """Whether a preposition says with whom an office or body deals ("ministrul pentru relațiile cu Parlamentul")."""
    noun = text.head(token)
    tasked = bool(kept) and kept[0].form.lower() == "pentru"
    return tasked and token.form.lower() in _DEALING and noun.relation == "nmod" and text.head(noun) in kept


def _qualifies(text: AnnotatedText, token: Token, kept: list[Token], head: Token) -> bool:
    """Whether what looks like a clause is a word that qualifies the noun before it ("liberare condiționată", "antirevoltă").

    A participle does where it has no complements of its own but a place: "atacul comis de militari" has one. Nor is one that
    an office is called by ("ministrul delegat pentru buget").
    """
    if not kept and _is_called(head, token):
        return True
    if not kept or kept[-1].index != token.head or kept[-1].upos != "NOUN":
        return False
    participle = token.has("VerbForm", "Part") and token.relation in {"acl", "amod"}
    return participle and all(preposition(text, c) == "din" for c in text.children(token))


def _is_called(head: Token, token: Token) -> bool:
    """Whether an office is called by a noun and a word behind it ("ministru delegat")."""
    return f"{noun_lemma(head)} {token.form.lower()}" in load_actor_nouns()


def _stands_beside(head: Token, noun: Token) -> bool:
    """Whether a noun behind a conjunction is rather coordinated with the head than with what narrows it down."""
    people = noun_class(head) in PEOPLE and noun_class(noun) in PEOPLE
    direct = noun.upos == "NOUN" and noun.has("Definite", "Def") and noun.has("Case", "Nom")
    return people or (direct and noun_class(noun) is not None and noun_class(head) not in {"leader", "position"})


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


def _with_body(text: AnnotatedText, phrase: list[Token], names: dict[int, ActorMention]) -> list[Token]:
    """Give a phrase with all of the body's name whose noun it ends with ("pompierii de la Inspectoratul pentru …")."""
    last = phrase[-1]
    if len(phrase) == 1 or not is_capital(last):
        return phrase
    if last.index in names and (ending := names[last.index].tokens[-1]) > last.index:
        return phrase + list(text.tokens[last.index + 1 : ending + 1])
    if noun_class(last) not in BODIES:
        return phrase
    body = _with_entity(text, last, _noun_phrase(text, last, names), names)
    return phrase + [t for t in body if t.index > last.index]


def _with_fields(text: AnnotatedText, head: Token, phrase: list[Token]) -> list[Token]:
    """Give a committee's name with the other fields that it deals with ("Comisia economie, buget și finanțe")."""
    at, stop = phrase[-1].index + 1, text.sentences[head.sentence].last
    if noun_class(head) not in BODIES or not is_capital(head) or is_capital(phrase[-1]):
        return phrase
    while at + 1 < stop and _is_field(joint := text.tokens[at], text.tokens[at + 1]):
        at = next(i for i in range(at + 2, stop + 1) if i == stop or text.tokens[i].upos != "ADJ")
        if joint.upos == "CCONJ":
            return list(text.tokens[phrase[0].index : at])
    return phrase


def _is_field(joint: Token, noun: Token) -> bool:
    """Whether a bare noun behind a comma or conjunction may be a field that a body deals in, and is nobody."""
    bare = noun.upos == "NOUN" and not noun.has("Definite", "Def") and not is_capital(noun)
    return bare and (joint.upos == "CCONJ" or (joint.form == "," and noun_class(noun) is None))
