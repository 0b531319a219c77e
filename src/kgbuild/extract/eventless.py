"""Words that report nothing though a frame has them: in titles and names, for what an office is for, for kinds, for qualities."""

from collections.abc import Iterable, Iterator

from kgbuild.extract import syntax
from kgbuild.extract.nouns import BODIES, is_capital, nationality, noun_class
from kgbuild.extract.quotations import MARKS, find_quotations
from kgbuild.lexicon.frames import FrameLexicon
from kgbuild.model import Actor, AnnotatedText, Token

# What is called by a title in quotation marks, and the most words that one has.
_TITLED = ("titled",)
_LONGEST_TITLE = 10
# Nouns that say how many or how sure the events are that follow with "de": "o serie de atacuri".
_MEASURES = ("event_measure",)
# Nouns for by what means, under what conditions something of a kind is done.
_MEANS = ("means",)
_PORTFOLIO_HOLDERS = ("portfolio_holder",)
# Nouns for what is done so that things of a kind do not happen.
_PREVENTIONS = ("prevention",)
_AGAINST = frozenset({"împotriva", "contra", "cu"})
# The forms behind "de" that say what is to be done ("de menționat").
_SUPINE = frozenset({"Part", "Sup"})
_THAT = frozenset({"că", "c-"})
# Verbs with which a gerund names who or what is cited, and nouns for that.
_CITING, _CITED = ("citing",), ("informant", "account", "news_item")
_DEGREES = frozenset({"mai", "foarte", "atât", "prea", "extrem", "tot"})


def words_of_titles(text: AnnotatedText, lexicon: FrameLexicon) -> Iterator[int]:
    """The words of titles in quotation marks, which report nothing: "filmul „Atacul clonelor”", "fundația „Salvați copiii”"."""
    for start, end in find_quotations(text.text):
        opening, *words = text.tokens_within(start, end)
        closed = text.text[end - 1] in MARKS
        titled = closed and opening.index > 0 and lexicon.in_class(text.tokens[opening.index - 1], _TITLED)
        if titled and len(words) <= _LONGEST_TITLE and words[-1:] and words[-1].sentence == opening.sentence:
            yield from (t.index for t in words)


def words_of_writer(text: AnnotatedText) -> Iterator[int]:
    """The verbs with which whoever writes opens a sentence, out of quotations: "Amintim că …", "De menționat că …"."""
    quotations = find_quotations(text.text)
    for sentence in text.sentences:
        first, second, third = (*text.sentence_tokens(sentence)[:3], *[None] * 3)[:3]
        if first is None or second is None or any(a <= first.start < b for a, b in quotations):
            continue
        we_tell = first.has("Person", "1") and first.has("Number", "Plur") and first.has("Tense", "Pres")
        verb, mark = (second, third) if first.form.lower() == "de" else (first, second)
        if mark is not None and mark.form.lower() in _THAT and (we_tell or verb.feats.get("VerbForm") in _SUPINE):
            yield verb.index


def nouns_of_bodies(text: AnnotatedText, actors: Iterable[Actor]) -> Iterator[int]:
    """The nouns with a capital that bodies are called by: "presiunile Congresului" are no congress that is held."""
    for actor in actors:
        begun = [text.token_at(m.start) for m in actor.mentions] if actor.type == "Organization" else []
        nouns = [t for t in begun if t is not None and is_capital(t) and noun_class(t) in BODIES]
        # The capital that begins a sentence says nothing.
        if any(t.index != text.sentences[t.sentence].first for t in nouns):
            yield from (t.index for t in nouns)


def is_general(text: AnnotatedText, token: Token, lexicon: FrameLexicon) -> bool:
    """Whether a word says what an office is for, a quality, whom somebody cites, or what is fought wherever it happens."""
    general = _is_field_of_office(text, token, lexicon) or _is_graded(text, token) or _is_fought(text, token, lexicon)
    return general or _cites(text, token, lexicon)


def _is_field_of_office(text: AnnotatedText, noun: Token, lexicon: FrameLexicon) -> bool:
    """Whether a noun is what a minister is there for: "ministrul apărării", "ministrul educației și cercetării"."""
    first = text.head(noun) if noun.relation == "conj" else noun
    return first.relation == "nmod" and noun.has("Case", "Gen") and lexicon.in_class(text.head(first), _PORTFOLIO_HOLDERS)


def _is_fought(text: AnnotatedText, noun: Token, lexicon: FrameLexicon) -> bool:
    """Whether nouns in the plural are what is prevented or fought wherever it happens: "prevenirea accidentelor"."""
    first = text.head(noun) if noun.relation == "conj" else noun
    if first.upos != "NOUN" or first.relation not in {"nmod", "obl"} or not noun.has("Number", "Plur"):
        return False
    against = first.has("Case", "Gen") or syntax.preposition(text, first) in _AGAINST
    owned = any(nationality(c) or syntax.is_genitive(text, c) for c in text.children(noun) if c.relation in {"nmod", "amod"})
    return against and not owned and lexicon.in_class(text.head(first), _PREVENTIONS)


def _cites(text: AnnotatedText, gerund: Token, lexicon: FrameLexicon) -> bool:
    """Whether a gerund only says on whose word somebody tells something: "invocând surse medicale"."""
    cited = syntax.dependents(text, gerund, "obj") if gerund.has("VerbForm", "Ger") and lexicon.in_class(gerund, _CITING) else []
    return any(lexicon.in_class(c, _CITED) for c in cited)


def _is_graded(text: AnnotatedText, participle: Token) -> bool:
    """Whether a participle is a quality that has degrees ("cele mai solicitate destinații", "cel mai bine plătit actor")."""
    if participle.relation not in {"amod", "acl"}:
        return False
    around = text.children(participle)
    of_adverbs = (d for c in around if c.relation == "advmod" for d in text.children(c))
    return any(a.form.lower() in _DEGREES for a in (*around, *of_adverbs)) and not any(
        c.relation in {"aux", "cop"} for c in around
    )


def names_kind(text: AnnotatedText, noun: Token, lexicon: FrameLexicon) -> bool:
    """Whether a bare noun only says what kind of thing another is: "nave de război", but not "o serie de atacuri".

    A body is called by what it is there for, whatever follows ("comisia de anchetă a accidentului"), and so are means and terms
    ("condițiile de acordare a ajutoarelor").
    """
    head = text.head(noun)
    if noun.relation != "nmod" or head.upos != "NOUN" or syntax.preposition(text, noun) != "de":
        return False
    if noun.feats.get("Definite") == "Def" or lexicon.in_class(head, _MEASURES):
        return False
    if noun_class(head) in BODIES or lexicon.in_class(head, _MEANS):
        return True
    return not any(
        syntax.is_genitive(text, c) or syntax.preposition(text, c) not in {"", "de"}
        for c in text.children(noun)
        if c.relation == "nmod"
    )
