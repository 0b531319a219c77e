"""Names of roads, streets and places that words around them show to be such."""

import re
from collections.abc import Iterator

from kgbuild.extract.nouns import is_capital, is_given_name, noun_class
from kgbuild.extract.spans import LOCATIVE, OPENING, NameSpan, word_before
from kgbuild.extract.syntax import is_genitive, preposition
from kgbuild.lexicon.actor_nouns import load_towns
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold
from kgbuild.model import AnnotatedText, Token

# One letter with a number may be much else than a road.
_ROAD = re.compile(r"\b(?:(?P<letters>D[NJC]) ?|(?P<letter>[AEM]))\d{1,3}[A-Z]?\b")
_ALONG = frozenset({"pe", "de pe"})
_STREETS = ("street",)
_LONGEST_STREET = 5


def toponym_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the roads, streets and places of a text.

    Args:
        text: The analysed article.

    Yields:
        Their names, streets with the noun for them.
    """
    for find in (_roads, _named_after, _towns, _streets):
        yield from find(text)


def _streets(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give streets and squares called after somebody or something ("strada Transilvaniei", "bulevardul 1 Decembrie 1918")."""
    for noun in (t for t in text.tokens[:-1] if t.upos == "NOUN" and load_frames().in_class(t, _STREETS)):
        first = text.tokens[noun.index + 1]
        called = first.form.isdigit() or is_genitive(text, first) or is_given_name(first.form) or first.entity == "PERSON"
        if called:
            last = first.index
            while last < min(len(text.tokens), first.index + _LONGEST_STREET) and _is_of_street(noun, text.tokens[last]):
                last += 1
            if any(is_capital(t) for t in text.tokens[first.index : last]):
                yield NameSpan(noun.index, last, "Place")


def _is_of_street(noun: Token, word: Token) -> bool:
    return word.sentence == noun.sentence and (is_capital(word) or word.form.isdigit() or word.form == "lui")


def _roads(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the roads called by letters and a number ("DN 7", "DN2A", "autostrada A1"), also where nothing says that it is one."""
    found = []
    for match in _ROAD.finditer(text.text):
        first, last = text.token_at(match.start()), text.token_at(match.end() - 1)
        if first is not None and last is not None and (first.start, last.end) == match.span():
            found.append((match["letters"] or _is_road(text, first), match[0], NameSpan(first.index, last.index + 1, "Place")))
    roads = {form for sure, form, _ in found if sure}
    yield from (span for _, form, span in found if form in roads)


def _is_road(text: AnnotatedText, name: Token) -> bool:
    """Whether the words before a letter with a number say that it is a road's ("autostrada A1", "pe A1")."""
    before = word_before(text, name.index)
    return (before is not None and noun_class(before) == "place") or preposition(text, name) in _ALONG


def _named_after(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give places called after somebody ("Vadul lui Vodă"): where something happens, or in capitals within a sentence."""
    for token in (t for t in text.tokens[1:-1] if t.form == "lui"):
        first, last = text.tokens[token.index - 1], text.tokens[token.index + 1]
        named = is_capital(first) and is_capital(last)
        within = first.index != text.sentences[first.sentence].first and text.tokens[first.index - 1].form not in OPENING
        located = named and (within or preposition(text, first) in LOCATIVE) and noun_class(first) in {None, "place"}
        # "În Rusia lui Putin" is in Russia.
        if located and next(load_gazetteer().find(first.form), None) is None:
            yield NameSpan(first.index, last.index + 1, "Place")


def _towns(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the towns that the analysis takes for products, among other places ("la Milano, Chieti și Rimini")."""
    for token in text.tokens:
        if token.entity == "PRODUCT" and is_capital(token) and fold(token.form) in load_towns():
            first = text.head(token) if token.relation == "conj" else token
            if preposition(text, first) in LOCATIVE:
                yield NameSpan(token.index, token.index + 1, "Place")
