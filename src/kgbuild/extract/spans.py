"""Stretches of text that may be names: those of the gazetteer, quoted titles, sites, roads and runs of capitals."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from kgbuild.extract.homonyms import is_common
from kgbuild.extract.nouns import (
    BODIES,
    LONGEST_ACRONYM,
    NAMESAKES,
    PEOPLE,
    is_acronym,
    is_capital,
    is_given_name,
    name_head,
    nationality,
    noun_class,
    noun_lemma,
    phrase_class,
)
from kgbuild.extract.syntax import is_genitive, preposition
from kgbuild.lexicon.actor_nouns import load_artefact_nouns, load_family_nouns, load_settlement_nouns
from kgbuild.lexicon.demonyms import load_metonyms
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import Entry, Gazetteer, load_gazetteer
from kgbuild.lexicon.inflection import fold, to_nominative
from kgbuild.model import ActorType, AnnotatedText, Token

LOCATIVE = frozenset(
    {
        "în", "la", "din", "spre", "lângă", "de la", "de lângă", "până la", "până în", "pe", "dinspre", "peste", "via", "prin",
        "aproape de", "din apropierea", "în apropiere de", "de-a lungul",
    }
)  # fmt: skip
# Prepositions of sources: behind them one unknown word is rather an outlet than a person, whom the news name in full.
_CITING = frozenset({"potrivit", "conform"})
PARTICLES = frozenset(
    {
        "de", "di", "da", "del", "della", "van", "von", "der", "den", "bin", "ben", "al", "el", "la", "le", "lui", "d", "’", "'",
        "-", "of",
    }
)  # fmt: skip
# Who speaks for a country, so that its government is called by the name.
_LEADERS = frozenset({"head of state", "head of government"})
# What stands between a body and whose it is.
OWNING = frozenset({"al", "a", "ai", "ale"})
_LONGEST_UNKNOWN = 3
LONGEST_NAME = 8
_CAPITAL_ARTICLES = frozenset({"La", "Le", "Il", "Lo", "El", "Les", "Los", "Las"})
# Behind these a capital may begin a sentence.
OPENING = frozenset({"„", '"', "«", "“", "”", ":", "-", "–", "—"})
# What stands before the turns of a dialogue.
_DASHES = frozenset({"-", "–", "—"})
# What names are put in.
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset({"„", '"', "«", "“"}), frozenset({"”", '"', "»", "“"})
_SITE = re.compile(r"(?:[\w-]+\.)+(?:ro|md|it|com|org|net|eu|ru|ua|uk|de|fr|pl)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameSpan:
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

    def overlaps(self, other: "NameSpan") -> bool:
        """Whether they share a token."""
        return self.first < other.last and other.first < self.last

    def covers(self, other: "NameSpan") -> bool:
        """Whether the other lies within."""
        return self.first <= other.first and other.last <= self.last


def gazetteer_spans(text: AnnotatedText, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """Give the names that the gazetteer knows."""
    for match in gazetteer.find(text.text):
        first, last = text.token_at(match.start), text.token_at(match.end - 1)
        if first is None or last is None or first.start != match.start or not _ends_with(last.end, match.end, text):
            continue
        if _is_of_longer_name(text, first, last):
            continue
        states = tuple(e for e in match.entries if e.iso)
        # "Luxemburg" is the country rather than its capital.
        entries = states if len(states) == 1 else match.entries
        types = {e.type for e in entries}
        if len(types) > 1 or is_common(text, first, last, entries):
            continue
        kind = types.pop()
        after = text.tokens[last.index + 1] if last.index + 1 < len(text.tokens) else None
        if kind == "Organization" and after is not None and nationality(after) is not None and noun_class(first):
            last = after
        yield NameSpan(first.index, last.index + 1, kind, entries)
        if kind == "Organization" and last.index > first.index:
            # "Parlamentul Poloniei" names the country as well.
            yield from _owners_within(text, first.end, match.end, gazetteer)


def _is_of_longer_name(text: AnnotatedText, first: Token, last: Token) -> bool:
    """Whether a body's name only begins another one's ("Inspectoratul General al Poliției de Frontieră").

    Nor is the noun for a body with what it is of ("Liga Asociațiilor"), or a word behind it ("Partidul Renașterea Agrară").
    """
    behind = text.tokens[last.index + 1 : last.index + 3]
    same = all(t.entity == "ORGANIZATION" == first.entity and not t.entity_start for t in behind[: 2 - (first is last)])
    several = first.index < last.index and [t.form for t in behind[:1]] == ["de"]
    if several:
        return same and behind[-1].upos == "NOUN" and is_capital(behind[-1])
    noun = word_before(text, first.index)
    qualified = first is last and bool(behind) and same and is_capital(behind[0]) and behind[0].head == first.index
    nouns = (first, noun) if noun is not None and is_capital(noun) else (first,)
    return qualified and any(noun_class(n) in BODIES for n in nouns)


def _ends_with(end: int, name_end: int, text: AnnotatedText) -> bool:
    """Whether a word ends with a name but for an article: "Bruxelles-ul", and not "NATO-Ucraina"."""
    return not any(c.isupper() for c in text.text[name_end:end])


def _owners_within(text: AnnotatedText, start: int, end: int, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """Give the countries named in the later words of a body's name, and the body whose it is ("Adunarea … a NATO")."""
    for match in gazetteer.find(text.text[start:end]):
        first, last = text.token_at(start + match.start), text.token_at(start + match.end - 1)
        if first is None or last is None or match.entry is None:
            continue
        if match.entry.iso:
            yield NameSpan(first.index, last.index + 1, "GeopoliticalEntity", match.entries)
        elif match.entry.type == "Organization" and text.tokens[first.index - 1].form in OWNING and last.end == end:
            yield NameSpan(first.index, last.index + 1, "Organization", match.entries)


def metonym_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the buildings that stand for a state ("Kremlinul"), and its long names."""
    metonyms = load_metonyms()
    for token in text.tokens:
        if not token.form[0].isupper() or fold(token.form) not in _metonyms_begin():
            continue
        words = [fold(t.form) for t in text.tokens[token.index : token.index + 3]]
        for length in (3, 2, 1):
            key = tuple(words[:length])
            if key in metonyms:
                yield NameSpan(token.index, token.index + length, "GeopoliticalEntity", country=metonyms[key])
                break


@cache
def _metonyms_begin() -> frozenset[str]:
    """Give the first words of what stands for a state."""
    return frozenset(words[0] for words in load_metonyms())


def quoted_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give what a common noun for a body introduces in quotation marks ("partidul „Renaștere”"), with the noun of a name.

    "Administrația Națională „Apele Române”" is one name, and so is that of an institution ("Liceul „Mihai Eminescu”").
    """
    for token in text.tokens:
        if token.form not in _OPENING_QUOTES or token.index + 2 >= len(text.tokens):
            continue
        first, closing = text.tokens[token.index + 1], _closing(text, token)
        if closing is None or not is_capital(first):
            continue
        qualified, institution = qualified_noun(text, token.index), _institution(text, token)
        before = word_before(text, token.index) or qualified
        if institution is not None:
            kind: ActorType = "Place" if noun_class(institution) == "place" else "Organization"
            yield NameSpan(institution.index, closing + 1, kind)
        elif before is not None and phrase_class(text, before) in BODIES:
            whole = qualified is not None and is_capital(text.tokens[qualified.index + 1])
            yield NameSpan(before.index, closing + 1, "Organization") if whole else NameSpan(first.index, closing, "Organization")


def _closing(text: AnnotatedText, opening: Token) -> int | None:
    """Give the index of the mark that closes a name in quotation marks."""
    inside = text.tokens[opening.index + 2 : opening.index + 3 + LONGEST_NAME]
    closing = next((t for t in inside if t.form in _CLOSING_QUOTES), None)
    return closing.index if closing is not None and closing.sentence == opening.sentence else None


def _institution(text: AnnotatedText, quote: Token) -> Token | None:
    """Give the noun, in a capital, of the institution whose name ends in quotation marks ("Institutul de Arheologie „…”")."""
    start = text.sentences[quote.sentence].first
    words = takewhile(lambda t: is_capital(t) or t.form == "de" or t.upos == "NUM", reversed(text.tokens[start : quote.index]))
    nouns = [t for t in words if is_capital(t) and t.upos == "NOUN" and noun_class(t) in BODIES | {"place"}]
    noun = nouns[-1] if nouns else None
    apart = noun is not None and noun.index < quote.index - 1
    return noun if noun is not None and (apart or noun_class(noun) == "place" or noun_lemma(noun) in NAMESAKES) else None


def qualified_noun(text: AnnotatedText, index: int) -> Token | None:
    """Give the noun of which one adjective stands right before a token ("compania feroviară Renfe")."""
    pair = text.tokens[max(index - 2, 0) : index]
    qualified = len(pair) > 1 and pair[1].upos == "ADJ" and pair[1].head == pair[0].index
    return pair[0] if qualified and pair[0].upos == "NOUN" else None


def firm_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the firms whose name has a sign for "and" ("Marks & Spencer", "Black Sea Oil & Gas")."""
    for token in text.tokens[1:-1]:
        if token.form == "&" and is_capital(text.tokens[token.index - 1]) and is_capital(text.tokens[token.index + 1]):
            start, stop = text.sentences[token.sentence].first, text.sentences[token.sentence].last
            before = takewhile(lambda t: is_capital(t) and noun_class(t) is None, reversed(text.tokens[start : token.index]))
            behind = takewhile(lambda t: is_capital(t) and t.upos in {"PROPN", "X", "NOUN"}, text.tokens[token.index + 1 : stop])
            yield NameSpan(token.index - len(list(before)), token.index + 1 + len(list(behind)), "Organization")


def site_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the addresses of news sites ("libertatea.ro"); the gazetteer may know them by their name."""
    for token in text.tokens:
        if "." in token.form and _SITE.fullmatch(token.form):
            match = next(load_gazetteer().find(token.form.partition(".")[0].capitalize()), None)
            entries = tuple(e for e in match.entries if e.is_outlet) if match else ()
            yield NameSpan(token.index, token.index + 1, "Organization", entries)


def government_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give the governments that are called by who leads them ("administrația Trump"): they are that country."""
    for noun, name in pairwise(text.tokens):
        if noun.sentence == name.sentence and names_government(text, noun, name):
            countries = _led_countries().get(fold(name.form), frozenset())
            if len(countries) == 1:
                yield NameSpan(noun.index, name.index + 1, "GeopoliticalEntity", (), next(iter(countries)))


def names_government(text: AnnotatedText, noun: Token, name: Token) -> bool:
    """Whether a name right behind a government says whose it is ("Guvernul Orban", not "guvernul de la Budapesta")."""
    beside = name.head == noun.index and name.upos == "PROPN" and is_capital(name) and noun_class(noun) == "government"
    return beside and not preposition(text, name) and not is_genitive(text, name)


@cache
def _led_countries() -> Mapping[str, frozenset[str]]:
    """Give the countries that people with a surname lead."""
    led: defaultdict[str, set[str]] = defaultdict(set)
    for entry in load_gazetteer().entries:
        if entry.type == "Person" and entry.of and entry.kind in _LEADERS:
            led[fold(entry.name.split()[-1]).removeprefix("al-")].add(entry.of)
    return {surname: frozenset(countries) for surname, countries in led.items()}


def articled_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give names with a foreign article in a capital: bodies', places' ("La Stampa", "în La Spezia", "orașul El Fasher")."""
    for token in (t for t in text.tokens[1:-1] if t.form in _CAPITAL_ARTICLES):
        before, last = text.tokens[token.index - 1], token.index + 1
        while last < len(text.tokens) and _goes_on(text, token, last):
            last += 1
        articled = not begins(text, token) and before.form not in OPENING
        # "Frații La Monaca" are no body.
        articled = articled and noun_lemma(before) not in load_family_nouns()
        if articled and last > token.index + 1 and not (is_capital(before) and before.upos == "PROPN"):
            located = (before.form.lower() in LOCATIVE and before.upos == "ADP") or before.lemma in load_settlement_nouns()
            yield NameSpan(token.index, last, "Place" if located else "Organization")


def _goes_on(text: AnnotatedText, first: Token, index: int) -> bool:
    """Whether a foreign name goes on with a word: a capital, or a particle in front of one ("La Gazzetta del Mezzogiorno")."""
    words = [t for t in text.tokens[index : index + 2] if t.sentence == first.sentence]
    particle = len(words) > 1 and index > first.index + 1 and words[0].form in PARTICLES and is_capital(words[1])
    # "În La Spezia de Ion Popa" goes on in Romanian.
    particle = particle and not is_given_name(words[1].form)
    return bool(words) and (is_capital(words[0]) or particle)


def particle_spans(text: AnnotatedText) -> Iterator[NameSpan]:
    """Give people whose surname begins with a foreign preposition or article in a capital ("Ignazio La Russa", "De Luca")."""
    for token in text.tokens[1:-1]:
        if not (is_capital(token) and token.form[1:].islower() and token.form.lower() in PARTICLES):
            continue
        first, last = text.tokens[token.index - 1], text.tokens[token.index + 1]
        somebody = first.entity == "PERSON" and first.upos == "PROPN" and is_capital(first)
        if somebody and is_capital(last) and last.upos == "PROPN" and first.sentence == last.sentence:
            yield NameSpan(first.index, last.index + 1, "Person")


def begins(text: AnnotatedText, token: Token) -> bool:
    """Whether a word begins a sentence or a quotation."""
    return token.index == text.sentences[token.sentence].first or text.tokens[token.index - 1].form in {"„", '"', "”", "«"}


def is_written_small(text: AnnotatedText, token: Token) -> bool:
    """Whether a word only begins a sentence: the article writes it small elsewhere, or it is no name ("Violul", "Drona")."""
    spoken = token.index > 0 and text.tokens[token.index - 1].form in _DASHES
    if token.form.isupper() or not (spoken or begins(text, token)):
        return False
    word = token.form.lower()
    nouns = {word, to_nominative(word), word.removesuffix("ul"), word[:-1] + "ă" if word.endswith("a") else word}
    known = any(load_frames().lookup(n, "noun") for n in nouns) or not nouns.isdisjoint(load_artefact_nouns())
    return known or any(t.form == word and t.upos == "NOUN" for t in text.tokens_of(word))


def capital_spans(text: AnnotatedText, spans: list[NameSpan]) -> Iterator[NameSpan]:
    """Give runs of proper nouns that no one has claimed yet, of the type that their surroundings show."""
    taken = {i for s in spans for i in range(s.first, s.last)}
    run: list[Token] = []
    for token in (*text.tokens, None):
        fits = (
            token is not None
            and token.index not in taken
            and is_capital(token)
            and (token.upos in {"PROPN", "X"} or (token.upos in {"ADJ", "NOUN"} and is_acronym(text, token)))
            and nationality(token) is None
            and (not run or token.sentence == run[0].sentence)
        )
        if fits and token is not None:
            run.append(token)
            continue
        if run:
            kind = _guess_type(text, run)
            plain = len(run) == 1 and (noun_class(run[0]) in PEOPLE or is_written_small(text, run[0]))
            if kind and not plain:
                yield NameSpan(run[0].index, run[-1].index + 1, kind)
        run = []


def _guess_type(text: AnnotatedText, run: list[Token]) -> ActorType | None:  # noqa: PLR0911 — one return a clue
    """Tell from the words around a run of capitals what it names, None where they say nothing."""
    if is_given_name(run[0].form) and len(run) > 1:
        return "Person"
    before = text.tokens[run[0].index - 1] if run[0].index > 0 else None
    if before is not None and before.sentence == run[0].sentence:
        noun = noun_class(before)
        body = noun_before(text, run[0].index) if noun is None else None
        if (
            noun in BODIES
            or (body is not None and noun_class(body) in BODIES)
            or (noun in PEOPLE and len(run) == 1 and is_acronym(text, run[0]))
        ):
            return "Organization"
        if noun == "place":
            return "Place"
        if noun is not None and noun != "government":
            return "Person"
    head = name_head(run)
    if len(run) == 1 and preposition(text, head) in _CITING:
        return "Organization"
    if preposition(text, head) in LOCATIVE and len(run) <= _LONGEST_UNKNOWN:
        return "Place"
    if all(t.form.isupper() and len(t.form) > 1 for t in run):
        return "Organization" if len(run) == 1 and len(run[0].form) <= LONGEST_ACRONYM else None
    if len(run) == 1 and head.relation == "nsubj" and head.upos == "PROPN" and head.index != text.sentences[head.sentence].first:
        return "Organization"
    return "Person" if 1 < len(run) <= _LONGEST_UNKNOWN else None


def word_before(text: AnnotatedText, index: int) -> Token | None:
    """Give the common noun right before a word, an opening quotation mark or an adjective of nationality between them or not."""
    start = text.sentences[text.tokens[index].sentence].first
    index -= 1
    while index >= start and (text.tokens[index].form in {"„", '"', "«"} or nationality(text.tokens[index]) is not None):
        index -= 1
    before = text.tokens[index]
    return before if index >= start and (before.upos in {"NOUN", "PROPN"} or noun_class(before) is not None) else None


def noun_before(text: AnnotatedText, index: int) -> Token | None:
    """Give the common noun that a word stands beside, also where what a body makes or is for stands between the two.

    So "Leoni" stands beside "producătorul" in "producătorul de cablaje auto Leoni".
    """
    before = word_before(text, index)
    start = text.sentences[text.tokens[index].sentence].first
    last = text.tokens[index - 1] if before is None and index > start else before
    noun = text.head(last) if last is not None and last.upos == "ADJ" else last
    if noun is None or noun.index >= index or is_capital(noun) or noun_class(noun) is not None:
        return before
    body = text.head(noun)
    made = preposition(text, noun) == "de" and body.index < noun.index
    return body if made and noun_class(body) in BODIES else before
