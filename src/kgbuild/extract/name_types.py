"""The types of unknown names: what their own words, the words around them and their other mentions say."""

from collections import Counter, defaultdict
from dataclasses import replace

from kgbuild.extract.nouns import (
    BODIES,
    LONGEST_ACRONYM,
    OFFICES,
    PEOPLE,
    is_capital,
    is_given_name,
    name_head,
    noun_class,
    noun_lemma,
)
from kgbuild.extract.spans import LOCATIVE, NameSpan, begins, noun_before, qualified_noun, word_before
from kgbuild.extract.syntax import is_genitive, is_passive, preposition
from kgbuild.extract.topics import is_about
from kgbuild.lexicon.actor_nouns import (
    load_body_kinds,
    load_business_words,
    load_foreign_bodies,
    load_municipal_nouns,
    load_towns,
)
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import fold, to_nominative
from kgbuild.model import ActorType, AnnotatedText, Token

# Capitals shorter than this are an acronym.
SHORTEST_SURNAME = 5
# How many guesses of a name's type what the words around it say outweighs.
_SAID = 3
# Articles of other languages that begin names of bodies and titles, and no person's ("The Insider", "Il Giornale").
_FOREIGN_ARTICLES = frozenset({"the", "il", "die", "der", "das", "les"})
# Prepositions behind which a name of one word is a place's; people stand behind "la" as well.
INSIDE = frozenset({"în", "din", "spre", "dinspre", "lângă", "până în"})
# Prepositions behind which initials are a body's ("la TAS").
_AT = frozenset({"la", "de la", "către", "de către"})
# Settlements so small that many are called after somebody ("comuna Mihail Kogălniceanu").
_VILLAGES = frozenset({"comună", "sat", "localitate", "cătun"})
# Of words up to so many letters only capitals say what kind of company it is ("CFR SA").
_LONGEST_LEGAL_FORM = 2
# How many words most people are called by.
_FULL_NAME = 2
# What a company's name is taken for.
_MISTAKEN = frozenset({"Person", "Place"})
# The words of sports, and prepositions behind which stands who is played against.
_SPORT = ("sports_word",)
_AGAINST = frozenset({"cu", "contra", "împotriva", "versus"})
# Nouns for companies that say what people do as well.
_MAKERS = ("maker",)
# Of two types that a name has as often as the other, the first is the surer one.
_SURER: tuple[ActorType, ...] = ("Place", "Organization", "Person")


def agree_on_types(text: AnnotatedText, guessed: list[NameSpan], spans: list[NameSpan]) -> list[NameSpan]:
    """Give an unknown name one type wherever it stands: the one that it has most often, what the words around it say first."""
    types: dict[tuple[str, ...], Counter[ActorType]] = defaultdict(Counter)
    for guess, span in zip(guessed, spans, strict=True):
        if not span.entries and not span.country:
            types[_key(text, span)][span.type] += 1 if guess.type == span.type else _SAID
    settled = {key: max(_SURER, key=found.__getitem__) for key, found in types.items()}
    return [s if s.entries or s.country else replace(s, type=settled[_key(text, s)]) for s in spans]


def _key(text: AnnotatedText, span: NameSpan) -> tuple[str, ...]:
    """Give what a name is the same by: its words without inflection."""
    return tuple(fold(to_nominative(t.form)) for t in text.tokens[span.first : span.last])


def retype(text: AnnotatedText, span: NameSpan, people: set[str]) -> NameSpan:
    """Let the noun in front of an unknown name say what it names ("compania Fal", "orașul Mede", "colonelul Iuri Ignat").

    Args:
        text: The analysed article.
        span: The name.
        people: The folded words of the full names of people.
    """
    if span.entries or span.country:
        return span
    words = text.tokens[span.first : span.last]
    if _is_said_to_be_somebody(text, span):
        return replace(span, type="Person")
    if _is_club(text, span, people) or (span.type == "Person" and _is_told(text, span)):
        return replace(span, type="Organization")
    kind = _type_within(text, span, people)
    own = noun_class(words[0])
    # "Marina Tauber" is no navy.
    body = own in BODIES and not (kind == "Person" and is_given_name(words[0].form))
    if body or _ends_as_foreign_body(words, kind) or (kind in _MISTAKEN and _is_businesslike(text, words, people)):
        kind = "Organization"
    elif not is_genitive(text, name_head(words)):
        kind = _type_beside(text, span, kind)
    return replace(span, type=kind) if kind != span.type else span


def _is_told(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether somebody told something "pentru" a name that does not begin as people's do: an outlet's ("Heraldo de Aragón")."""
    words = text.tokens[span.first : span.last]
    name = name_head(words)
    speaking = load_frames().lookup(text.head(name).lemma, "verb")[-1:]
    told = preposition(text, name).split()[:1] == ["pentru"] and any(f.type == "COMMUNICATE" for f in speaking)
    return told and not (is_given_name(words[0].form) and len(words) == _FULL_NAME)


def _body_before(text: AnnotatedText, index: int) -> Token | None:
    """Give the common noun for a body of which an adjective stands right before a name ("compania feroviară Renfe")."""
    noun = qualified_noun(text, index)
    return noun if noun is not None and noun_class(noun) in BODIES and (begins(text, noun) or not is_capital(noun)) else None


def _type_beside(text: AnnotatedText, span: NameSpan, kind: ActorType) -> ActorType:
    """Give the type that the noun before an unknown name says, else the one that it has."""
    words = text.tokens[span.first : span.last]
    before = noun_before(text, span.first) or _body_before(text, span.first)
    category = noun_class(before) if before is not None else None
    if before is None:
        return kind
    if noun_lemma(before) in load_municipal_nouns() and (kind == "Place" or _is_town(text, span)):
        return "Place"
    titled = _is_titled(text, before, words) or _is_made_by_somebody(before, words, kind)
    if (category in BODIES and _is_apart(span, before) and not titled) or (
        kind == "Person" and _is_led_by_the_next(text, span, before)
    ):
        return "Organization"
    if category == "place" and kind != "Organization" and not titled:
        return "Place"
    somebody = category in {"leader", "position", "profession", "member", "person"}
    return "Person" if somebody and span.length > 1 and not _begins_with_acronym(words) else kind


def _ends_as_foreign_body(words: tuple[Token, ...], kind: ActorType) -> bool:
    """Whether a name ends as those of bodies do in other languages, and not with somebody's surname ("Samantha Power")."""
    somebody = kind == "Person" and len(words) == _FULL_NAME and is_given_name(words[0].form)
    last = words[-1].form
    # "Excelența Sa" is no company.
    written = last.isupper() or len(last) > _LONGEST_LEGAL_FORM
    return len(words) > 1 and written and fold(last) in load_foreign_bodies() and not somebody


def _is_businesslike(text: AnnotatedText, words: tuple[Token, ...], people: set[str]) -> bool:
    """Whether a word that is nobody's name does or has what companies do or have ("Alstom va livra", "angajații Alstom")."""
    name, form = words[0], fold(words[0].form)
    somebody = form in people or form in load_towns() or is_given_name(name.form)
    if len(words) > 1 or somebody or preposition(text, name) or is_genitive(text, name):
        return False
    noun = text.tokens[name.index - 1] if name.index > text.sentences[name.sentence].first else None
    had = noun is not None and noun.has("Definite", "Def") and (noun.lemma.lower(), "noun") in load_business_words()
    verb = text.head(name)
    return had or (name.relation == "nsubj" and not is_passive(text, verb) and (verb.lemma, "verb") in load_business_words())


def _is_led_by_the_next(text: AnnotatedText, span: NameSpan, noun: Token) -> bool:
    """Whether an office stands in front and somebody in full behind the comma ("fondatorul Dedeman, Dragoș Pavăl")."""
    behind = text.tokens[span.last : span.last + 4]
    # "Directorul Popa, Ion Rusu și Ana Rusu" are three.
    single = len(behind) > 1 + _FULL_NAME and behind[3].upos != "CCONJ"
    apposed = single and behind[0].form == "," and noun.has("Definite", "Def")
    led = apposed and noun_class(noun) in OFFICES and not is_given_name(text.tokens[span.first].form)
    return led and is_given_name(behind[1].form) and is_capital(behind[1]) and is_capital(behind[2])


def _is_apart(span: NameSpan, noun: Token) -> bool:
    """Whether a body's noun is no part of the name behind it: written small, a company's, or a nationality between them."""
    company = "company" in load_body_kinds().get(noun_lemma(noun) or "", frozenset())
    return noun.form[0].islower() or noun.index < span.first - 1 or company


def _is_titled(text: AnnotatedText, noun: Token, words: tuple[Token, ...]) -> bool:
    """Whether the noun before a full name is of a title ("liderul de sindicat Ion Popa", "primarul Capitalei Ion Popa")."""
    full = len(words) > 1 and is_given_name(words[0].form) and noun_lemma(noun) not in _VILLAGES
    of_title = preposition(text, noun) == "de" or is_genitive(text, noun)
    return full and of_title and noun_class(text.head(noun)) in PEOPLE


def _is_club(text: AnnotatedText, span: NameSpan, people: set[str]) -> bool:
    """Whether a name in the report of a match is a club's: one that has fans, or a town that acts, has people or is played."""
    if not is_about(text, _SPORT, load_frames()):
        return False
    name = name_head(text.tokens[span.first : span.last])
    owner, *nouns = reversed(text.tokens[max(span.first - 2, 0) : span.first]) if span.first else (name,)
    owns = owner.form.lower() == "lui"
    if not _is_town(text, span):
        somebody = fold(name.form) in people or is_given_name(name.form)
        return owns and not somebody and any((n.lemma.lower(), "noun") in load_business_words() for n in nouns)
    return owns or preposition(text, name) in _AGAINST or (name.relation == "nsubj" and text.head(name).upos == "VERB")


def _is_made_by_somebody(noun: Token, words: tuple[Token, ...], kind: ActorType) -> bool:
    """Whether a noun for companies that people may be, too, stands before somebody's full name ("producătorul Ion Popa")."""
    somebody = kind == "Person" and len(words) > 1 and is_given_name(words[0].form)
    return somebody and load_frames().in_class(noun, _MAKERS)


def _type_within(text: AnnotatedText, span: NameSpan, people: set[str]) -> ActorType:
    """Give the type that an unknown name's own words and its preposition say."""
    words = text.tokens[span.first : span.last]
    if (span.type == "Person" and _is_of_body(text, words, span.last)) or (span.type == "Place" and _is_owner(text, words)):
        return "Organization"
    single = span.length == 1 and fold(words[0].form) not in people
    if span.type == "Person" and single and preposition(text, words[0]) in INSIDE:
        return "Place"
    if span.type == "Person" and (single or span.length > 1) and _is_town_name(text, span):
        return "Place"
    if span.type == "Organization" and preposition(text, name_head(words)) in LOCATIVE and _is_town(text, span):
        return "Place"
    if span.type == "Place" and single and _is_at_body(text, words[0]) and _is_acronym(text, words, span.last):
        return "Place" if _is_town(text, span) else "Organization"
    # "Spitalul Colentina" is an institution where it acts.
    return "Place" if span.type == "Organization" and noun_class(words[0]) == "place" else span.type


def _is_at_body(text: AnnotatedText, name: Token) -> bool:
    """Whether a name stands behind a preposition as bodies do, or acts in the passive ("la TAS", "publicate de APIA")."""
    word = preposition(text, name)
    return word in _AT or (word == "de" and text.head(name).upos == "VERB")


def _is_town_name(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a name is a town's, and neither its first word nor the noun before it a person's ("Hull", "agentul Hull")."""
    words = text.tokens[span.first : span.last]
    before = word_before(text, span.first)
    somebody = is_given_name(words[0].form) or (before is not None and noun_class(before) in PEOPLE)
    return not somebody and _is_town(text, span)


def _is_town(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a town or county has a name."""
    return fold(text.text[text.tokens[span.first].start : text.tokens[span.last - 1].end]) in load_towns()


def _is_said_to_be_somebody(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a noun for people at a comma says what a name is ("Budanova, consilieră a primarului", "purtătorul, Ion Popa")."""
    return _holds_office_before(text, span) or _is_noun_behind(text, span)


def _holds_office_before(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a name stands behind the comma of an office ("purtătorul de cuvânt al armatei, Effie Defrin").

    One of a single word does so between commas, and is no town's ("ministrul Securității, Wiranto, a spus").
    """
    words = text.tokens[span.first : span.last]
    name = name_head(words)
    if span.length == 1 and (_is_town(text, span) or text.tokens[min(span.last, len(text.tokens) - 1)].form != ","):
        return False
    if name.relation != "appos" or text.tokens[span.first - 1].form != ",":
        return False
    office = text.head(name)
    single = office.upos == "NOUN" and office.has("Number", "Sing") and office.index < span.first
    body = words[0].form.lower() in _FOREIGN_ARTICLES or noun_class(words[0]) in BODIES or _begins_with_acronym(words)
    return single and noun_class(office) in OFFICES and not body


def _is_noun_behind(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a noun for people behind its comma says what a name is ("Budanova, consilieră a primarului, …")."""
    if span.last + 1 >= len(text.tokens) or text.tokens[span.last].form != ",":
        return False
    before = word_before(text, span.first) if span.length == 1 else None
    if before is not None and noun_class(before) in BODIES | {"place"}:
        return False  # "Ion Popa, primarul comunei Runcu, membru PNL"
    if preposition(text, name_head(text.tokens[span.first : span.last])) in LOCATIVE:
        return False  # "La Craiova, un zidar a căzut": who is there has a name of another kind
    following = text.tokens[span.last + 1 : span.last + 3]
    noun = next((t for t in following if t.lemma.lower() not in {"un", "o", "fost"}), following[0])
    single = not noun.has("Number", "Plur") and noun.sentence == text.tokens[span.first].sentence and noun.upos == "NOUN"
    # "Potrivit La Nazione, un tânăr a fugit" tells of somebody else.
    single = single and not (noun.relation == "nsubj" and preposition(text, name_head(text.tokens[span.first : span.last])))
    if single and noun.has("Definite", "Def"):
        return _is_office_of(text, span, noun)
    return single and noun_class(noun) in {"position", "profession", "member", "person", "leader"}


def _is_office_of(text: AnnotatedText, span: NameSpan, noun: Token) -> bool:
    """Whether an office with the article is said of a name of several words ("Ismail Bagai, purtătorul de cuvânt al armatei")."""
    words = text.tokens[span.first : span.last]
    body = words[0].form.lower() in _FOREIGN_ARTICLES or noun_class(words[0]) in BODIES or _begins_with_acronym(words)
    beside = noun.relation == "appos" and text.head(noun) in words
    return span.length > 1 and beside and noun_class(noun) in OFFICES and not body


def _is_of_body(text: AnnotatedText, words: tuple[Token, ...], last: int) -> bool:
    """Whether what was taken for a person's name is made as those of bodies are."""
    article = len(words) > 1 and words[0].form.lower() in _FOREIGN_ARTICLES
    return (
        article
        or _is_owner(text, words)
        or _is_acronym(text, words, last)
        or _begins_with_acronym(words)
        or _is_long_acronym(text, words)
    )


def _is_owner(text: AnnotatedText, words: tuple[Token, ...]) -> bool:
    """Whether a word stands behind "al" without an ending, as only names of bodies do ("directorul general al Gazprom").

    People have "lui" in the genitive: "directorul lui Popa".
    """
    first = words[0]
    before = text.tokens[first.index - 1].form.lower() if first.index else ""
    plain = to_nominative(first.form) == first.form and fold(first.form) not in load_towns()
    return len(words) == 1 and before in {"al", "ai", "ale"} and plain


def _is_long_acronym(text: AnnotatedText, words: tuple[Token, ...]) -> bool:
    """Whether a longer word stands in capitals wherever it stands, among words that do not ("SOCAR", "PCCOS")."""
    first = words[0]
    if len(words) > 1 or not first.form.isupper() or len(first.form) < SHORTEST_SURNAME:
        return False
    beside = text.tokens[max(first.index - 1, 0) : first.index + 2]
    alone = not any(t is not first and t.form.isupper() and len(t.form) > 1 for t in beside)
    return alone and all(t.form.isupper() for t in text.tokens if fold(t.form) == fold(first.form))


def _is_acronym(text: AnnotatedText, words: tuple[Token, ...], last: int) -> bool:
    """Whether a word is made of initials, or the initials of several words follow in brackets."""
    if len(words) == 1:
        return words[0].form.isupper() and 1 < len(words[0].form) < SHORTEST_SURNAME
    initials = "".join(t.form[0] for t in words if is_capital(t))
    bracketed = last + 1 < len(text.tokens) and text.tokens[last].form == "("
    return bracketed and len(initials) > 1 and text.tokens[last + 1].form == initials


def _begins_with_acronym(words: tuple[Token, ...]) -> bool:
    """Whether the first of several words alone is in capitals ("IPJ Constanța"), and no initials ("J.D. Vance").

    A longer one is an acronym before a town ("DIICOT Timișoara").
    """
    first, *others = words
    longest = LONGEST_ACRONYM if [fold(t.form) in load_towns() for t in others] == [True] else SHORTEST_SURNAME - 1
    return (
        first.form.isupper()
        and not first.form.endswith(".")
        and 1 < len(first.form) <= longest
        and bool(others)
        and not any(t.form.isupper() for t in others)
    )
