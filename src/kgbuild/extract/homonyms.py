"""Common words that look like a name of the gazetteer."""

from kgbuild.extract.nouns import BODIES, PEOPLE, is_among_capitals, is_capital, noun_class
from kgbuild.lexicon.gazetteer import Entry
from kgbuild.lexicon.inflection import fold, to_key
from kgbuild.model import AnnotatedText, Token
from kgbuild.vocab import LANDS

# Kinds of bodies whose names are often ordinary words.
_WORDY = frozenset({"party", "newspaper", "news outlet"})


def is_common(text: AnnotatedText, first: Token, last: Token, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a one-word name is rather a common noun ("Libertatea" that begins a sentence, "statuia Libertății").

    Args:
        text: The analysed article.
        first: The first word of the name.
        last: The last one.
        entries: Whom the gazetteer knows by it.
    """
    if first.index != last.index or any(e.type in LANDS for e in entries):
        return False
    if _is_shouted(text, first):
        return True
    if entries[0].type == "Person":
        # "Curții" sounds like Kurti.
        spelled = first.entity == "PERSON" and any(fold(first.form) in to_key(e.name) for e in entries)
        return noun_class(first) is not None or not (first.upos in {"PROPN", "X"} or spelled)
    begins = first.index == text.sentences[first.sentence].first
    if begins and not first.entity and first.upos != "PROPN" and not first.form.isupper():
        return True
    return first.entity != "ORGANIZATION" and any(e.kind in _WORDY for e in entries) and _belongs_to_thing(text, first)


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
