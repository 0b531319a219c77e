"""Find names of actors: those of the gazetteer, the named entities of the pipeline, and words that capitals give away."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.syntax import is_genitive, preposition
from kgbuild.lexicon.actor_nouns import NounClass, find_lemma, load_actor_nouns
from kgbuild.lexicon.demonyms import load_adjectives, load_metonyms
from kgbuild.lexicon.gazetteer import Entry, Gazetteer, load_gazetteer
from kgbuild.lexicon.inflection import fold, to_key, to_nominative, to_sounds
from kgbuild.model import ActorType, AnnotatedText, Mention, Token

BODIES: frozenset[NounClass] = frozenset({"organization", "national", "outlet"})
_TYPES: Mapping[str, ActorType] = {
    "PERSON": "Person",
    "ORGANIZATION": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FACILITY": "Place",
}
_PARTICLES = frozenset(
    {
        "de",
        "di",
        "da",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ben",
        "al",
        "el",
        "la",
        "le",
        "lui",
        "d",
        "’",
        "'",
        "-",
        "of",
    }
)
_LOCATIVE = frozenset(
    {
        "în", "la", "din", "spre", "lângă", "de la", "de lângă", "până la", "până în", "pe", "dinspre", "peste", "via", "prin",
        "aproape de", "din apropierea", "în apropiere de", "de-a lungul",
    }
)  # fmt: skip
_LONGEST_UNKNOWN = 3
_LONGEST_ACRONYM = 6
_LONGEST_NAME = 8
_SITE = re.compile(r"(?:[\w-]+\.)+(?:ro|md|it|com|org|net|eu|ru|ua|uk|de|fr|pl)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of tokens that may be a name: half open."""

    first: int
    last: int
    type: ActorType
    entries: tuple[Entry, ...] = ()
    country: str | None = None

    @property
    def length(self) -> int:
        """How many tokens."""
        return self.last - self.first

    def overlaps(self, other: "_Span") -> bool:
        """Whether they share a token."""
        return self.first < other.last and other.first < self.last

    def covers(self, other: "_Span") -> bool:
        """Whether the other lies within."""
        return self.first <= other.first and other.last <= self.last


@cache
def _given_names() -> frozenset[str]:
    """The first names of the people in the gazetteer, as they sound."""
    return frozenset(to_sounds(key[0]) for e in load_gazetteer().entries if e.type == "Person" and len(key := to_key(e.name)) > 1)


def find_names(text: AnnotatedText) -> tuple[ActorMention, ...]:
    """Find names of people, bodies, countries and places.

    Args:
        text: The analysed article.

    Returns:
        The names in text order; none shares a token with another, save a country's name within a body's.
    """
    known = [*_metonym_spans(text), *_gazetteer_spans(text, load_gazetteer())]
    spans = _settle(known, [*_quoted_spans(text), *_site_spans(text)])
    spans = _settle(spans, list(_entity_spans(text)))
    spans = _settle(spans, list(_capital_spans(text, spans)))
    spans = [_retype(text, s) for s in _spread(text, spans)]
    return tuple(_to_mention(text, span) for span in sorted(spans, key=lambda s: (s.first, -s.last)))


def _settle(known: list[_Span], guessed: list[_Span]) -> list[_Span]:
    """Put guessed spans beside known ones: a longer guess takes a known name in, a shorter one gives way."""
    spans = list(known)
    for guess in guessed:
        rivals = [s for s in spans if s.overlaps(guess)]
        if not rivals:
            spans.append(guess)
        elif guess.length > max(r.length for r in rivals) and all(guess.covers(r) for r in rivals):
            # "Banca Națională a României" is no "România", but the country stays a name of its own within.
            spans = [s for s in spans if s not in rivals or (guess.type == "Organization" and s.type == "GeopoliticalEntity")]
            spans.append(guess)
    return spans


def _gazetteer_spans(text: AnnotatedText, gazetteer: Gazetteer) -> Iterator[_Span]:
    """Give the names that the gazetteer knows."""
    for match in gazetteer.find(text.text):
        first, last = text.token_at(match.start), text.token_at(match.end - 1)
        if first is None or last is None or first.start != match.start:
            continue
        types = {e.type for e in match.entries}
        if len(types) > 1 or _is_common(text, first, last, match.entries):
            continue
        kind = types.pop()
        after = text.tokens[last.index + 1] if last.index + 1 < len(text.tokens) else None
        if kind == "Organization" and after is not None and fold(after.form) in load_adjectives() and noun_class(first):
            last = after
        yield _Span(first.index, last.index + 1, kind, match.entries)
        if kind == "Organization" and last.index > first.index:
            # "Parlamentul Poloniei" names the country as well.
            yield from _countries_within(text, first.end, match.end, gazetteer)


def _countries_within(text: AnnotatedText, start: int, end: int, gazetteer: Gazetteer) -> Iterator[_Span]:
    """Give the countries named in the later words of a body's name."""
    for match in gazetteer.find(text.text[start:end]):
        first, last = text.token_at(start + match.start), text.token_at(start + match.end - 1)
        if first is not None and last is not None and match.entry is not None and match.entry.iso:
            yield _Span(first.index, last.index + 1, "GeopoliticalEntity", match.entries)


def _is_common(text: AnnotatedText, first: Token, last: Token, entries: tuple[Entry, ...]) -> bool:
    """Whether a one-word name is rather the common noun that begins a sentence ("Libertatea", "Liga")."""
    if first.index != last.index or any(e.type == "GeopoliticalEntity" for e in entries):
        return False
    begins = first.index == text.sentences[first.sentence].first
    return begins and not first.entity and first.upos != "PROPN" and not first.form.isupper()


def _metonym_spans(text: AnnotatedText) -> Iterator[_Span]:
    """Give the buildings that stand for a state ("Kremlinul")."""
    metonyms = load_metonyms()
    words = [fold(t.form) for t in text.tokens]
    for token in text.tokens:
        if not token.form[0].isupper():
            continue
        for length in (2, 1):
            key = tuple(words[token.index : token.index + length])
            if key in metonyms:
                yield _Span(token.index, token.index + length, "GeopoliticalEntity", country=metonyms[key])
                break


def _quoted_spans(text: AnnotatedText) -> Iterator[_Span]:
    """Give what a common noun for a body introduces in quotation marks ("partidul „Renaștere”")."""
    for token in text.tokens:
        if token.form not in {"„", '"', "«", "“"} or token.index + 2 >= len(text.tokens):
            continue
        first, before = text.tokens[token.index + 1], _word_before(text, token.index)
        if before is None or not _is_capital(first) or noun_class(before) not in BODIES:
            continue
        stop = token.index + 2 + _LONGEST_NAME
        closing = next((t.index for t in text.tokens[first.index + 1 : stop] if t.form in {"”", '"', "»", "“"}), None)
        if closing is not None and text.tokens[closing].sentence == token.sentence:
            yield _Span(first.index, closing, "Organization")


def _site_spans(text: AnnotatedText) -> Iterator[_Span]:
    """Give the addresses of news sites ("libertatea.ro"); the gazetteer may know them by their name."""
    for token in text.tokens:
        if _SITE.fullmatch(token.form):
            match = next(load_gazetteer().find(token.form.partition(".")[0].capitalize()), None)
            entries = tuple(e for e in match.entries if e.is_outlet) if match else ()
            yield _Span(token.index, token.index + 1, "Organization", entries)


def _entity_spans(text: AnnotatedText) -> Iterator[_Span]:
    """Give the named entities that are names, without the titles that the corpus counts in."""
    start: int | None = None
    for token in (*text.tokens, None):
        if start is not None and (token is None or token.entity_start or token.entity != text.tokens[start].entity):
            yield from _trim(text, start, token.index if token else len(text.tokens))
            start = None
        if token is not None and token.entity in _TYPES and (token.entity_start or start is None):
            start = token.index


def _trim(text: AnnotatedText, first: int, last: int) -> Iterator[_Span]:
    """Cut a named entity down to its name: for people from the first capital that no title has to the last capital."""
    kind = text.tokens[first].entity
    tokens = list(text.tokens[first:last])
    while tokens and (not _is_capital(tokens[0]) or (kind == "PERSON" and _is_title(tokens[0]))):
        tokens.pop(0)
    while tokens and not _is_capital(tokens[-1]) and (kind != "ORGANIZATION" or tokens[-1].upos in {"PUNCT", "ADP"}):
        tokens.pop()
    if not tokens or len(tokens) > _LONGEST_NAME:
        return
    if kind == "PERSON":
        tokens = _leading_name(tokens)
    single = tokens[0] if len(tokens) == 1 else None
    if single is not None and (fold(single.form) in load_adjectives() or _is_plain_noun(text, single)):
        return
    if kind == "ORGANIZATION" and tokens[0].upos == "NOUN" and noun_class(tokens[0]) in {"organization", "national"}:
        # The description of a body finds its own borders.
        return
    yield _Span(tokens[0].index, tokens[-1].index + 1, _TYPES[kind])


def _leading_name(tokens: list[Token]) -> list[Token]:
    """Give the tokens up to the last capital before something that is in no name."""
    name = []
    for token in tokens:
        if not _is_capital(token) and token.form.lower() not in _PARTICLES:
            break
        name.append(token)
    while name and not _is_capital(name[-1]):
        name.pop()
    return name


def _is_plain_noun(text: AnnotatedText, token: Token) -> bool:
    """Whether a capital only begins the sentence and the word is no name."""
    begins = token.index == text.sentences[token.sentence].first or text.tokens[token.index - 1].form in {"„", '"', "”", "«"}
    return noun_class(token) is not None or (begins and token.upos not in {"PROPN", "X"})


def _is_capital(token: Token) -> bool:
    return token.form[0].isupper()


def _is_title(token: Token) -> bool:
    """Whether a word is a common noun for people ("Președintele", "Papa" not among them before a name)."""
    return (token.upos != "PROPN" and noun_class(token) is not None) or fold(token.form) in load_adjectives()


def _capital_spans(text: AnnotatedText, spans: list[_Span]) -> Iterator[_Span]:
    """Give runs of proper nouns that no one has claimed yet, of the type that their surroundings show."""
    taken = {i for s in spans for i in range(s.first, s.last)}
    run: list[Token] = []
    for token in (*text.tokens, None):
        fits = (
            token is not None
            and token.index not in taken
            and _is_capital(token)
            and token.upos in {"PROPN", "X"}
            and fold(token.form) not in load_adjectives()
            and (not run or token.sentence == run[0].sentence)
        )
        if fits and token is not None:
            run.append(token)
            continue
        if run:
            kind = _guess_type(text, run)
            if kind:
                yield _Span(run[0].index, run[-1].index + 1, kind)
        run = []


def _guess_type(text: AnnotatedText, run: list[Token]) -> ActorType | None:  # noqa: PLR0911 — one return a clue
    """Tell from the words around a run of capitals what it names, None where they say nothing."""
    if to_sounds(run[0].form) in _given_names() and len(run) > 1:
        return "Person"
    before = text.tokens[run[0].index - 1] if run[0].index > 0 else None
    if before is not None and before.sentence == run[0].sentence:
        noun = noun_class(before)
        if noun in BODIES:
            return "Organization"
        if noun == "place":
            return "Place"
        if noun is not None and noun != "government":
            return "Person"
    head = name_head(run)
    if preposition(text, head) in _LOCATIVE and len(run) <= _LONGEST_UNKNOWN:
        return "Place"
    if all(t.form.isupper() and len(t.form) > 1 for t in run):
        return "Organization" if len(run) == 1 and len(run[0].form) <= _LONGEST_ACRONYM else None
    return "Person" if 1 < len(run) <= _LONGEST_UNKNOWN else None


def _spread(text: AnnotatedText, spans: list[_Span]) -> list[_Span]:
    """Find the surnames and names once found wherever else they stand, and settle what type each has most often."""
    taken = {i for s in spans for i in range(s.first, s.last)}
    surnames = {fold(text.tokens[s.last - 1].form): s for s in spans if s.type == "Person" and s.length > 1}
    added = []
    for token in text.tokens:
        if token.index in taken or not _is_capital(token) or token.form.isupper():
            continue
        span = surnames.get(fold(token.form)) or surnames.get(fold(to_nominative(token.form)))
        if span is not None:
            added.append(_Span(token.index, token.index + 1, "Person", span.entries))
    people = {w for s in spans if s.type == "Person" and s.length > 1 for w in _words(text, s)}
    settled = [
        _Span(s.first, s.last, "Person", s.entries)
        if s.type != "Person" and not s.entries and not s.country and s.length == 1 and _words(text, s) <= people
        else s
        for s in spans
    ]
    return settled + added


def _retype(text: AnnotatedText, span: _Span) -> _Span:
    """Let the noun in front of an unknown name say what it names ("compania Fal", "orașul Mede", "colonelul Iuri Ignat")."""
    if span.entries or span.country:
        return span
    words = text.tokens[span.first : span.last]
    before = _word_before(text, span.first)
    category = noun_class(before) if before is not None else None
    kind = span.type
    if kind == "Person" and span.length == 1 and words[0].form.isupper() and len(words[0].form) > 1:
        kind = "Organization"
    own = noun_class(words[0])
    if own in BODIES:
        kind = "Organization"
    elif before is None or is_genitive(text, name_head(words)):
        pass
    elif category in BODIES and before.form[0].islower():
        kind = "Organization"
    elif category == "place" and kind != "Organization":
        kind = "Place"
    elif category in {"leader", "position", "profession", "member", "person"} and span.length > 1:
        kind = "Person"
    return replace(span, type=kind)


def _word_before(text: AnnotatedText, index: int) -> Token | None:
    """Give the common noun right before a word, an opening quotation mark or an adjective of nationality between them or not."""
    start = text.sentences[text.tokens[index].sentence].first
    index -= 1
    while index >= start and (text.tokens[index].form in {"„", '"', "«"} or fold(text.tokens[index].form) in load_adjectives()):
        index -= 1
    return text.tokens[index] if index >= start and text.tokens[index].upos in {"NOUN", "PROPN"} else None


def _words(text: AnnotatedText, span: _Span) -> set[str]:
    return {fold(t.form) for t in text.tokens[span.first : span.last]}


def name_head(tokens: Iterable[Token]) -> Token:
    """Give the token of a stretch whose syntactic head lies outside it, the first of several."""
    stretch = list(tokens)
    inside = {t.index for t in stretch}
    return next((t for t in stretch if t.head not in inside or t.head == t.index), stretch[0])


def _to_mention(text: AnnotatedText, span: _Span) -> ActorMention:
    """Make a mention of a span: a capital in a state's place stands for the state."""
    tokens = text.tokens[span.first : span.last]
    head = name_head(tokens)
    entries, kind, country = span.entries, span.type, span.country
    entry = entries[0] if len(entries) == 1 else None
    if entry is not None and entry.kind == "capital":
        acting = preposition(text, head) not in _LOCATIVE and not _names_place(text, tokens[0])
        if acting and entry.of:
            kind, country, entries = "GeopoliticalEntity", entry.of, ()
    state = load_gazetteer().country(country) if country else None
    name = state.name if state else entry.name if entry else base_name(text, list(tokens), kind)
    return ActorMention(
        mention=Mention.of(text.text, tokens[0].start, tokens[-1].end),
        head=head.index,
        tokens=tuple(t.index for t in tokens),
        kind="name",
        type=kind,
        name=name,
        entries=(state,) if state else entries,
        country=country or (entry.iso if entry else None),
    )


def _names_place(text: AnnotatedText, token: Token) -> bool:
    """Whether a common noun in front says that a place is meant ("orașul Paris", "aeroportul Berlin")."""
    before = text.tokens[token.index - 1] if token.index else None
    return before is not None and noun_class(before) == "place"


def base_name(text: AnnotatedText, tokens: list[Token], kind: ActorType) -> str:
    """Give a name in its base form: the first word out of the genitive where the analysis sees one.

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
    if oblique or articled:
        words[0] = to_nominative(first.form)
        if articled and first.upos == "PROPN":
            words[0] = words[0].removesuffix("ul")
    pieces = [words[0]]
    for token, word in zip(tokens[1:], words[1:], strict=True):
        glue = "" if text.tokens[token.index - 1].end == token.start else " "
        pieces.append(glue + word)
    return "".join(pieces)


def noun_lemma(token: Token) -> str | None:
    """Give the lexicon's lemma of a noun, None for one that it has not."""
    return find_lemma(token.lemma, token.form)


def noun_class(token: Token) -> NounClass | None:
    """Give the class of a noun, None for one that the lexicon has not."""
    lemma = noun_lemma(token) if token.upos in {"NOUN", "PROPN", "ADJ", "X"} else None
    return load_actor_nouns()[lemma] if lemma else None
