"""Common words that look like a name of the gazetteer."""

from kgbuild.extract.nouns import BODIES, LONGEST_ACRONYM, PEOPLE, is_among_capitals, is_capital, noun_class, noun_lemma
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.actor_nouns import load_body_kinds, load_counties, load_towns
from kgbuild.lexicon.demonyms import load_own_countries
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import Entry
from kgbuild.lexicon.inflection import fold, to_key
from kgbuild.model import AnnotatedText, Token
from kgbuild.vocab import LANDS

# Kinds of bodies whose names are often ordinary words.
_WORDY = frozenset({"party", "newspaper", "news outlet"})
# Those who are a party; others that begin a sentence are some of its people ("Republicanii", "Democrații").
_PARTISANS = ("partisan",)
# Behind these a word in capitals may well be a town ("la PARIS").
_LOCAL = frozenset({"în", "la", "din", "de la"})


def is_common(text: AnnotatedText, first: Token, last: Token, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a one-word name is rather a common noun ("Libertatea" that begins a sentence, "statuia Libertății").

    Args:
        text: The analysed article.
        first: The first word of the name.
        last: The last one.
        entries: Whom the gazetteer knows by it.
    """
    if first.index != last.index:
        return False
    if any(e.type in LANDS for e in entries):
        return _is_initials(text, first, entries) or _is_own_town(text, first, entries)
    if _is_shouted(text, first):
        return True
    if entries[0].type == "Person":
        # "Curții" sounds like Kurti.
        spelled = first.entity == "PERSON" and any(fold(first.form) in to_key(e.name) for e in entries)
        named = (first.upos in {"PROPN", "X"} or spelled) and not _is_firms(text, first)
        return noun_class(first) is not None or not named
    if first.index == text.sentences[first.sentence].first and _may_begin(first, entries):
        return True
    return first.entity != "ORGANIZATION" and any(e.kind in _WORDY for e in entries) and _belongs_to_thing(text, first)


def _is_firms(text: AnnotatedText, name: Token) -> bool:
    """Whether a noun for companies stands right before a word ("firma Nova"), which somebody's would have in the genitive."""
    noun = text.tokens[name.index - 1] if name.index > text.sentences[name.sentence].first else None
    return noun is not None and "company" in load_body_kinds().get(noun_lemma(noun) or "", frozenset())


def _may_begin(first: Token, entries: tuple[Entry, ...]) -> bool:
    """Whether the first word of a sentence is rather a common noun, or some of a party's people ("Republicanii")."""
    some = any(e.kind == "party" for e in entries) and noun_class(first) in PEOPLE
    if some and not load_frames().in_class(first, _PARTISANS):
        return True
    return not first.entity and first.upos != "PROPN" and not first.form.isupper()


def _is_initials(text: AnnotatedText, token: Token, entries: tuple[Entry, ...]) -> bool:
    """Whether a short word in capitals is no land, whose name has no such form ("datele APIA", not Apia)."""
    form = token.form
    short = form.isupper() and len(form) <= LONGEST_ACRONYM and not any(form in (e.name, e.iso, *e.aliases) for e in entries)
    return short and any(_stands_as_initials(text, t) for t in text.tokens if t.form == form)


def _stands_as_initials(text: AnnotatedText, token: Token) -> bool:
    """Whether a word in capitals is so by itself, and not as a dateline or a place may be ("PARIS, 2 mai", "la PARIS")."""
    begins = token.index == text.sentences[token.sentence].first
    dateline = begins and text.tokens[min(token.index + 1, len(text.tokens) - 1)].upos == "PUNCT"
    return not (dateline or is_among_capitals(text, token) or preposition(text, token) in _LOCAL)


def _is_own_town(text: AnnotatedText, token: Token, entries: tuple[Entry, ...]) -> bool:
    """Whether the county behind the comma says that a foreign capital's namesake is meant ("Victoria, Brașov")."""
    if token.index + 2 >= len(text.tokens) or text.tokens[token.index + 1].form not in {",", "("}:
        return False
    county, after = text.tokens[token.index + 2], text.tokens[min(token.index + 3, len(text.tokens) - 1)]
    here = fold(token.form) in load_towns() and not any(e.of in load_own_countries() for e in entries)
    listed = after.upos == "CCONJ" or (after.form == "," and is_capital(text.tokens[min(after.index + 1, len(text.tokens) - 1)]))
    return here and is_capital(county) and fold(county.form) in load_counties() and not listed


def _is_shouted(text: AnnotatedText, token: Token) -> bool:
    """Whether a word stands in capitals among others that do, and nowhere else ("PREȚUL DE AUR")."""
    if not (token.form.isupper() and is_among_capitals(text, token)):
        return False
    return all(is_among_capitals(text, t) for t in text.tokens if fold(t.form) == fold(token.form) and is_capital(t))


def _belongs_to_thing(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun is in the genitive of what no party or paper has ("articolul 5 al Legii", "statuia Libertății")."""
    governor = text.head(token)
    thing = governor.upos == "NOUN" and noun_class(governor) not in PEOPLE | BODIES | {"group"}
    return token.upos == "NOUN" and token.has("Case", "Gen") and not token.has("Case", "Nom") and thing
