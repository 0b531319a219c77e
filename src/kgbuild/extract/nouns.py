"""What nouns and names are called, and what a noun says of an actor."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.actor_nouns import (
    NounClass,
    find_lemma,
    load_actor_nouns,
    load_address_nouns,
    load_counties,
    load_honorifics,
)
from kgbuild.lexicon.demonyms import load_adjectives
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold, to_feminine_nominative, to_key, to_nominative, to_sounds
from kgbuild.lexicon.offices import load_first_names
from kgbuild.model import ActorType, AnnotatedText, Token

BODIES: frozenset[NounClass] = frozenset({"organization", "national", "outlet"})
PEOPLE: frozenset[NounClass] = frozenset(
    {"leader", "position", "profession", "member", "person", "citizen", "source", "relative"}
)
# Nouns for those who lead, or hold an office.
OFFICES: frozenset[NounClass | None] = frozenset({"leader", "position"})
# Nouns for people and bodies that are there for something, which may follow in the genitive.
TASKED: frozenset[NounClass | None] = frozenset({"leader", "position", "organization", "national", "authority"})

# Bodies that are called after people.
NAMESAKES = frozenset(
    {"academie", "asociație", "batalion", "brigadă", "club", "divizie", "fundație", "institut", "regiment", "universitate"}
)

# Who holds the same office as somebody else, elsewhere ("omologul turc").
COUNTERPARTS = frozenset({"omolog", "omoloagă"})

# How nouns for what is done end, and with the article.
_DEED, _DEEDS = "are", ("area", "ării")
_ROMAN = frozenset("IVXLCDM")
# Words of Arabic names with their article ("al-Maliki", "es-Sadr").
_ARABIC = re.compile(r"(?:[ae][dlnrstz]|[ae]sh)-[^\W\d_a-z]")
# How many letters a word in capitals has at most that is made of initials.
LONGEST_ACRONYM = 6


def noun_lemma(token: Token) -> str | None:
    """Give the lexicon's lemma of a noun, None for one that it has not."""
    return _find_noun(token.lemma, token.form)


@lru_cache(1 << 14)
def _find_noun(lemma: str, form: str) -> str | None:
    found = find_lemma(lemma, form)
    # "Acuzațiile" has the stem of "acuzați", but is what they are accused of, and "funcționarea" is nobody either.
    deed = form.lower().endswith(_DEEDS) and found is not None and not found.endswith(_DEED)
    return None if found != lemma and (deed or load_frames().lookup(lemma, "noun")) else found


def noun_class(token: Token) -> NounClass | None:
    """Give the class of a noun, None for one that the lexicon has not."""
    return _find_class(token.lemma, token.form) if token.upos in {"NOUN", "PROPN", "ADJ", "X"} else None


@lru_cache(1 << 14)
def _find_class(lemma: str, form: str) -> NounClass | None:
    found = _find_noun(lemma, form)
    return load_actor_nouns()[found] if found else None


def phrase_class(text: AnnotatedText, token: Token) -> NounClass | None:
    """Give the class of a noun with the word behind it where the two mean another thing ("Statul Major"), else of the noun."""
    after = text.tokens[token.index + 1 : token.index + 2]
    first = noun_lemma(token) or token.lemma.lower()
    pair = load_actor_nouns().get(f"{first} {after[0].lemma.lower()}") if after else None
    return pair or noun_class(token)


def is_portfolio(text: AnnotatedText, token: Token) -> bool:
    """Whether a word is what a minister, an office or a body is there for, and nobody ("ministrul Apărării", "de Externe")."""
    if token.relation != "nmod":
        return False
    governor = text.head(token)
    owned = token.upos == "NOUN" and token.has("Case", "Gen")
    between = text.tokens[governor.index + 1 : max(token.index - 1, 0)]
    behind = token.index > governor.index and all(nationality(t) is not None for t in between)
    named = token.upos in {"NOUN", "ADJ"} and behind and preposition(text, token) == "de"
    if not (owned or named):
        return False
    if f"{noun_lemma(governor)} {token.lemma.lower()}" in load_actor_nouns():
        return True  # "șeful diplomației"
    return noun_class(token) is None and noun_class(governor) in TASKED


def is_capital(token: Token) -> bool:
    """Whether a word begins with a capital, behind an Arabic article or not ("al-Maliki")."""
    return token.form[0].isupper() or _ARABIC.match(token.form) is not None


def is_honorific(token: Token) -> bool:
    """Whether a word is a title that anybody's name may have ("doamna", "dr.")."""
    return token.lemma in load_address_nouns() or token.form.lower().removesuffix(".") in load_honorifics()


def is_acronym(text: AnnotatedText, token: Token) -> bool:
    """Whether a word of a few letters is in capitals, and none beside it is ("FRF a respins cererea")."""
    short = token.form.isupper() and 1 < len(token.form) <= LONGEST_ACRONYM
    return short and not _ROMAN.issuperset(token.form) and not is_among_capitals(text, token)


def is_among_capitals(text: AnnotatedText, token: Token) -> bool:
    """Whether a word beside another is in capitals, as in a title that is ("PREȚUL DE AUR")."""
    beside = text.tokens[max(token.index - 1, 0) : token.index + 2]
    return any(t is not token and t.form.isupper() and len(t.form) > 1 and t.sentence == token.sentence for t in beside)


def nationality(token: Token) -> str | None:
    """Give the code of the country that a word of nationality says, None for others and for names ("Elena", "Roman", "Neamț")."""
    return _find_nation(token.form)


@lru_cache(1 << 14)
def _find_nation(form: str) -> str | None:
    code = load_adjectives().get(fold(form))
    named = code is not None and form[0].isupper() and (form.lower() in _written_given_names() or fold(form) in load_counties())
    return None if named else code


def is_given_name(form: str) -> bool:
    """Whether a word is a first name: of the lexicon, or of somebody in the gazetteer, however it is transliterated."""
    return to_sounds(form) in _given_names()


@cache
def _written_given_names() -> frozenset[str]:
    """Give the first names of the people in the gazetteer, in lower case."""
    people = (e.name.split() for e in load_gazetteer().entries if e.type == "Person")
    return frozenset(words[0].lower() for words in people if len(words) > 1)


@cache
def _given_names() -> frozenset[str]:
    """Give the first names of the lexicon and of the people in the gazetteer, as they sound."""
    people = (to_key(e.name) for e in load_gazetteer().entries if e.type == "Person")
    return frozenset(map(to_sounds, {key[0] for key in people if len(key) > 1} | load_first_names()))


def name_head(tokens: Iterable[Token]) -> Token:
    """Give the token of a stretch whose syntactic head lies outside it, the first of several."""
    stretch = list(tokens)
    inside = {t.index for t in stretch}
    return next((t for t in stretch if t.head not in inside or t.head == t.index), stretch[0])


def base_name(text: AnnotatedText, tokens: list[Token], kind: ActorType) -> str:
    """Give a name in its base form: the first word and the adjectives that agree with it out of the genitive.

    Args:
        text: The analysed article.
        tokens: The words of the name.
        kind: What it names.

    Returns:
        The name, with comma-below letters.
    """
    words = [t.form for t in tokens]
    first = tokens[0]
    oblique = first.has("Case", "Gen") and not first.has("Case", "Nom")
    articled = kind in {"Place", "GeopoliticalEntity", "Organization"} and first.form.endswith("ului")
    if oblique and first.upos == "NOUN" and first.has("Definite", "Ind"):
        # "Unei femei", "unor femei": what has no article has its endings from the lexicon.
        plural = first.has("Number", "Plur")
        words[0] = first.form if plural else first.lemma
        feminine = first.has("Gender", "Fem") and not plural
    elif oblique or articled:
        words[0] = to_nominative(first.form)
        feminine = words[0].endswith("a")
        if articled and first.upos == "PROPN":
            words[0] = words[0].removesuffix("ul")
    else:
        feminine = False
    for position, token in enumerate(tokens[1:] if feminine else [], start=1):
        if token.form == "sale":
            words[position] = "sa"
        if token.upos != "ADJ":
            # "Fostei soții": behind its adjective the noun has no article.
            if first.upos == "ADJ" and token.upos == "NOUN" and token.has("Definite", "Ind") and not token.has("Number", "Plur"):
                words[position] = token.lemma
            break
        words[position] = to_feminine_nominative(token.form)
    pieces = [words[0]]
    for token, word in zip(tokens[1:], words[1:], strict=True):
        glue = "" if text.tokens[token.index - 1].end == token.start else " "
        pieces.append(glue + word)
    return "".join(pieces)
