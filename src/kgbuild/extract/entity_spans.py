"""The names in the named entities that the pipeline finds: without titles, offices and clauses around them."""

from collections.abc import Iterator, Mapping

from kgbuild.extract.nouns import (
    BODIES,
    NAMESAKES,
    OFFICES,
    PEOPLE,
    is_acronym,
    is_capital,
    is_given_name,
    is_portfolio,
    nationality,
    noun_class,
    noun_lemma,
)
from kgbuild.extract.spans import LONGEST_NAME, PARTICLES, NameSpan, begins, is_written_small, word_before
from kgbuild.extract.syntax import is_genitive
from kgbuild.model import ActorType, AnnotatedText, Token

_TYPES: Mapping[str, ActorType] = {
    "PERSON": "Person",
    "ORGANIZATION": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FACILITY": "Place",
}
# Who leads a body or does something in it ("managerul").
_LEADING = OFFICES | {"profession"}
# Institutions that are called after somebody, or by what stands behind their noun and then mostly after nobody.
_QUALIFIED = frozenset({"spital", "clinică", "ambulatoriu", "policlinică", "penitenciar", "aeroport"})
_NAME_WORDS = frozenset({"PROPN", "NOUN", "ADJ", "X", "NUM"})
_SHORTEST_FULL_NAME = 2
_SAINT = "sfânt"


def entity_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the named entities that are names, without the titles that the corpus counts in."""
    start: int | None = None
    for token in (*text.tokens, None):
        if start is not None and (token is None or token.entity_start or token.entity != text.tokens[start].entity):
            yield from _trim(text, start, token.index if token else len(text.tokens))
            start = None
        if token is not None and token.entity in _TYPES and (token.entity_start or start is None):
            start = token.index


def _trim(text: AnnotatedText, first: int, last: int) -> Iterator[NameSpan]:
    """Cut a named entity down to its name: for people from the first capital that no title has to the last capital."""
    kind = text.tokens[first].entity
    tokens = _without_titles(text, kind, list(text.tokens[first:last]))
    while tokens and not is_capital(tokens[-1]) and (kind != "ORGANIZATION" or tokens[-1].upos in {"PUNCT", "ADP"}):
        tokens.pop()
    if not tokens or len(tokens) > LONGEST_NAME:
        return
    if kind == "PERSON":
        tokens = _leading_name(_after_genitive(text, tokens))
    elif kind == "ORGANIZATION":
        tokens = _before_leader(text, _before_clause(tokens))
    elif kind == "FACILITY":
        tokens = _before_leader(text, tokens)
    single = tokens[0] if len(tokens) == 1 else None
    if not tokens or (single is not None and single.upos not in _NAME_WORDS):
        return
    if single is not None and (nationality(single) is not None or _is_plain_noun(text, single)):
        return
    if kind == "ORGANIZATION" and (_is_body_noun(tokens[0]) or _is_task(text, tokens[0]) or _is_of_body_name(text, tokens[0])):
        # The description of a body finds its own borders.
        return
    yield NameSpan(tokens[0].index, tokens[-1].index + 1, _TYPES[kind])


def _without_titles(text: AnnotatedText, kind: str, tokens: list[Token]) -> list[Token]:
    """Leave out the words in front of a name that are none of it, or only what somebody is called."""
    if kind == "ORGANIZATION":
        tokens = _without_office(text, tokens)
    titled = kind == "PERSON"
    while tokens and (not is_capital(tokens[0]) or (titled and _is_no_name(text, tokens[0]))):
        tokens = tokens[1:]
    return tokens[1:] if titled and len(tokens) > 1 and tokens[0].form == "Lui" else tokens


def _is_no_name(text: AnnotatedText, token: Token) -> bool:
    """Whether a capital in front of a name is a title, what a minister is for, or a part of a body's name."""
    return _is_title(token) or is_portfolio(text, token) or _qualifies_body(text, token)


def _is_task(text: AnnotatedText, token: Token) -> bool:
    """Whether a capital is what the body before it is there for ("poliția de Frontieră Timișoara")."""
    behind = token.upos == "NOUN" and token.index > 1 and text.tokens[token.index - 1].form == "de"
    return behind and noun_class(text.tokens[token.index - 2]) in BODIES


def _is_of_body_name(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun in the genitive is a part of the name of the body right in front ("Congresul Autorităților Locale")."""
    body = text.head(token)
    behind = token.upos == "NOUN" and body.index == token.index - 1 and is_genitive(text, token)
    return behind and is_capital(body) and noun_class(body) in BODIES


def _is_body_noun(token: Token) -> bool:
    """Whether a word is the common noun for a body, or for a state's power, which no name is ("Guvernul german")."""
    category = noun_class(token)
    return category == "government" or (token.upos == "NOUN" and category in {"organization", "national"})


def _after_genitive(text: AnnotatedText, tokens: list[Token]) -> list[Token]:
    """Leave out what the office in front of a name is of ("ministru al Energiei Ion Popa", "liderul AUR Ion Popa")."""
    first = tokens[0]
    before = text.tokens[first.index - 1] if first.index > 0 else None
    genitive = before is not None and before.upos == "NOUN" and before.has("Case", "Gen") and noun_class(before) not in PEOPLE
    owned = before is not None and (genitive or before.form.lower() in {"al", "a", "ai", "ale"} or is_acronym(text, first))
    named = len(tokens) > _SHORTEST_FULL_NAME and not is_given_name(first.form)
    later = named and (is_given_name(tokens[1].form) or is_acronym(text, first))
    return tokens[1:] if owned and later else tokens


def _before_clause(tokens: list[Token]) -> list[Token]:
    """Give a body's name up to what is in no name: a bracket, a verb, a pronoun, a second modifier with the same preposition."""
    seen: set[str] = set()
    for position, token in enumerate(tokens):
        word = token.form.lower()
        clausal = token.upos in {"VERB", "AUX", "SCONJ", "PRON", "PART"} and not is_capital(token)
        bracket = token.form == "("
        repeated = word in {"pentru", "în", "din"} and (word in seen or word == "în") and position > 1
        if position and (bracket or clausal or repeated):
            tokens = tokens[:position]
            break
        seen.add(word)
    while tokens and tokens[-1].upos in {"ADP", "PUNCT", "CCONJ", "DET"}:
        tokens = tokens[:-1]
    return tokens


def _before_leader(text: AnnotatedText, tokens: list[Token]) -> list[Token]:
    """Give a body's name without that of who holds the office in front ("președintele Camerei Deputaților Ion Popa").

    Nothing is left of what a minister is for as well ("ministrul Agriculturii și Industriei Alimentare Ion Popa").
    """
    if len(tokens) <= _SHORTEST_FULL_NAME or not (is_given_name(tokens[-2].form) and is_capital(tokens[-1])):
        return tokens
    first = tokens[0]
    if first.relation == "conj" and is_portfolio(text, text.head(first)):
        return []
    before = word_before(text, first.index)
    led = before is not None and noun_class(before) in _LEADING and is_genitive(text, first)
    qualified = noun_lemma(first) in _QUALIFIED and not is_given_name(tokens[1].form)
    body = noun_class(first) in BODIES and noun_lemma(first) not in NAMESAKES
    return tokens[:-2] if led and (body or qualified) else tokens


def _without_office(text: AnnotatedText, tokens: list[Token]) -> list[Token]:
    """Give a body's name without the office of who leads it; nothing of what a minister is for ("Ministra Educației")."""
    if tokens[0].upos != "NOUN" or noun_class(tokens[0]) not in OFFICES:
        return tokens
    return [] if any(is_portfolio(text, t) for t in tokens[1:2]) else tokens[1:]


def _leading_name(tokens: list[Token]) -> list[Token]:
    """Give the tokens up to the last capital before something that is in no name."""
    name = []
    for token in tokens:
        if not is_capital(token) and token.form.lower() not in PARTICLES:
            break
        name.append(token)
    while name and not is_capital(name[-1]):
        name.pop()
    return name


def _is_plain_noun(text: AnnotatedText, token: Token) -> bool:
    """Whether a capital only begins the sentence and the word is no name."""
    unnamed = begins(text, token) and token.upos not in {"PROPN", "X"} and not is_acronym(text, token)
    return noun_class(token) is not None or unnamed or is_written_small(text, token)


def _qualifies_body(text: AnnotatedText, token: Token) -> bool:
    """Whether a word is an adjective in a body's name ("Șeful Statului Major")."""
    noun = text.head(token)
    beside = token.upos == "ADJ" and token.relation == "amod" and 0 < token.index - noun.index <= _SHORTEST_FULL_NAME
    return beside and noun_class(noun) in BODIES | {"country", "government"}


def _is_title(token: Token) -> bool:
    """Whether a word is a common noun for people ("Președintele", "Papa" not among them before a name)."""
    kind = noun_class(token)
    office = kind in {"leader", "position", "profession"} and not is_given_name(token.form)
    # "Clericul Ion Popa": what has an article is a noun, but "Sfântul Ioan" is called so.
    unknown = token.upos == "NOUN" and token.form.endswith("ul") and token.has("Definite", "Def") and token.lemma != _SAINT
    return (kind is not None and token.upos != "PROPN") or office or unknown or nationality(token) is not None
