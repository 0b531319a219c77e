"""Find names of actors: those of the gazetteer, the named entities of the pipeline, and words that capitals give away."""

import re
from collections.abc import Mapping
from dataclasses import replace

from kgbuild.extract.ages import find_age
from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.clusters import NATIONAL_KINDS
from kgbuild.extract.entity_spans import entity_spans
from kgbuild.extract.name_types import INSIDE, SHORTEST_SURNAME, agree_on_types, retype
from kgbuild.extract.nouns import (
    BODIES,
    NAMESAKES,
    OFFICES,
    base_name,
    is_capital,
    is_given_name,
    is_portfolio,
    name_head,
    noun_class,
    noun_lemma,
)
from kgbuild.extract.spans import (
    LOCATIVE,
    OWNING,
    NameSpan,
    articled_spans,
    capital_spans,
    firm_spans,
    gazetteer_spans,
    government_spans,
    metonym_spans,
    names_government,
    particle_spans,
    quoted_spans,
    site_spans,
    word_before,
)
from kgbuild.extract.syntax import is_genitive, is_passive, preposition
from kgbuild.extract.toponyms import toponym_spans
from kgbuild.lexicon.actor_nouns import (
    load_artefact_nouns,
    load_artefacts,
    load_family_nouns,
    load_foreign_bodies,
    load_municipal_nouns,
    load_nobodys_acronyms,
    load_town_events,
    load_towns,
)
from kgbuild.lexicon.demonyms import load_own_countries
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold, to_nominative
from kgbuild.lexicon.times import load_times
from kgbuild.model import AnnotatedText, Mention, Token
from kgbuild.vocab import LANDS

_LONGEST_PERSON = 3
_LONGEST_SURNAME = 2
# What surnames of other languages begin with, and no Romanian phrase ("von der Leyen").
_NOBLE = frozenset({"von", "der", "den", "van", "della", "bin", "ben"})
# What stands apart in front of a deputy's office.
_DEPUTY = "vice"
# Kinds of bodies that have branches in towns and counties.
_WITH_BRANCHES = frozenset({"party", "agency"})
# "Su-27", "F-16", "S-400"; "BBB-" is a rating.
_DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]{0,2}|[ABC]{1,3}[+-]")
_LONGEST_MAKE = 2


def find_names(text: AnnotatedText) -> tuple[ActorMention, ...]:
    """Find names of people, bodies, countries and places.

    Args:
        text: The analysed article.

    Returns:
        The names in text order; none shares a token with another, save a country's name within a body's.
    """
    governments = [*government_spans(text)]
    listed = [*metonym_spans(text), *gazetteer_spans(text, load_gazetteer())]
    known = governments + [s for s in listed if not any(s.overlaps(g) for g in governments)]
    spans = _settle(
        text,
        known,
        [*quoted_spans(text), *firm_spans(text), *site_spans(text), *toponym_spans(text), *articled_spans(text)],
    )
    spans = _settle(text, spans, list(entity_spans(text)))
    spans = _settle(text, spans, list(particle_spans(text)))
    spans = _settle(text, spans, list(capital_spans(text, spans)))
    spans = [_with_particles(text, s) for s in _with_given_names(text, spans)]
    spans = _branches(text, _whole_foreign(text, _with_whose(text, spans)))
    spans = _spread(
        text, [s for s in spans if s.length > 1 or s.entries or s.country or not is_portfolio(text, text.tokens[s.first])]
    )
    spans = [s for s in spans if not _is_nobodys(text, s)]
    known_people = {
        fold(text.tokens[i].form) for s in spans if s.type == "Person" and s.length > 1 for i in range(s.first, s.last)
    }
    spans = agree_on_types(text, spans, [retype(text, s, known_people) for s in spans])
    spans = [
        _with_part(text, s)
        for s in spans
        if not any(of(text, s) for of in (_is_familys, _is_governments, _is_deputys, _is_namesakes, _is_portfolios))
    ]
    return tuple(_to_mention(text, span) for span in sorted(spans, key=lambda s: (s.first, -s.last)))


def _is_deputys(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether what looks like a name is how a deputy's office begins ("Vice prim-ministrul")."""
    return span.length == 1 and fold(text.tokens[span.first].form) == _DEPUTY


def _is_portfolios(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether what looks like a name only says more of what a minister is there for ("Ministrul Afacerilor Externe")."""
    word = text.tokens[span.first]
    return span.length == 1 and word.deprel == "amod" and word.upos == "ADJ" and is_portfolio(text, text.head(word))


def _is_namesakes(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a body in front is called after somebody, whose name is a part of its own ("Universitatea Alexandru Ioan Cuza")."""
    noun = text.tokens[span.first - 1] if span.first else None
    unlinked = span.type == "Person" and span.length > 1 and not span.entries
    named = noun is not None and (noun_lemma(noun) in NAMESAKES or _is_led_by_the_next(text, span, noun))
    return unlinked and named and noun is not None and is_capital(noun)


def _is_led_by_the_next(text: AnnotatedText, span: NameSpan, body: Token) -> bool:
    """Whether an office stands in front of a body and its holder behind the comma ("liderul Federației Ion Popa, Ana Rusu")."""
    led = noun_class(body) in BODIES and is_genitive(text, body) and noun_class(text.head(body)) in OFFICES
    behind = text.tokens[span.last : span.last + 3]
    named = [t.form for t in behind[:1]] == [","] and all(map(is_capital, behind[1:]))
    return led and named and len(behind) > _LONGEST_SURNAME and is_given_name(behind[1].form)


def _with_part(text: AnnotatedText, span: NameSpan) -> NameSpan:
    """Give a village's name with which of the two it is ("Cuhureștii de jos")."""
    words = [t.form.lower() for t in text.tokens[span.last : span.last + 2]]
    part = span.type == "Place" and not span.entries and words[:1] == ["de"] and words[1:] in (["jos"], ["sus"])
    return replace(span, last=span.last + 2) if part else span


def _is_governments(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a surname only says whose government is meant, which is called with it ("regimul Popa")."""
    noun = word_before(text, span.first)
    return span.length == 1 and noun is not None and names_government(text, noun, text.tokens[span.first])


def _is_familys(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a surname is that of several people, which their noun names with it ("familia Popa", "frații Popa")."""
    noun = word_before(text, span.first)
    if span.length > _LONGEST_SURNAME or span.country or noun is None or noun_lemma(noun) not in load_family_nouns():
        return False
    after = text.tokens[span.last] if span.last < len(text.tokens) else None
    # "Frații Ion și Radu Popa" are named one by one.
    listed = after is not None and (after.upos == "CCONJ" or after.form == ",") and is_given_name(text.tokens[span.first].form)
    return noun_class(noun) == "group" or (span.type == "Person" and noun.has("Number", "Plur") and not listed)


def _is_nobodys(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a name is of a weapon, vehicle or make ("racheta Kinjal", "un Su-27"), or short for nobody ("TVA", "2 Feb")."""
    if span.entries or span.country or span.length > _LONGEST_MAKE:
        return False
    words = text.tokens[span.first : span.last]
    if all(t.form in load_nobodys_acronyms() for t in words) or (span.length == 1 and _is_month(text, words[0])):
        return True
    if any(_DESIGNATION.fullmatch(t.form) or fold(t.form).partition("-")[0] in load_artefacts() for t in words):
        return True
    before = word_before(text, span.first)
    if span.type != "Organization" and len(words) > 1 and words[0].upos == "NOUN":
        before, words = words[0], words[1:]  # a noun that begins a sentence with a capital
    made = before is not None and before.upos == "NOUN" and before.lemma.lower() in load_artefact_nouns()
    somebody = span.type == "Person" and span.length > 1 and is_given_name(words[0].form)
    return made and not somebody and not is_genitive(text, name_head(words))


def _is_month(text: AnnotatedText, token: Token) -> bool:
    """Whether a word beside a number is short for a month ("2 Feb")."""
    beside = text.tokens[max(token.index - 1, 0) : token.index + 2]
    return f"{fold(token.form)}." in load_times().month_of and any(t.upos == "NUM" for t in beside)


def _settle(text: AnnotatedText, known: list[NameSpan], guessed: list[NameSpan]) -> list[NameSpan]:
    """Put guessed spans beside known ones: a longer guess takes a known name in, a shorter one gives way."""
    spans = list(known)
    for guess in guessed:
        rivals = [s for s in spans if s.overlaps(guess)]
        if not rivals:
            spans.append(guess)
        elif (
            guess.length > max(r.length for r in rivals)
            and all(guess.covers(r) for r in rivals)
            and not _runs_on(text, guess, rivals)
        ):
            # "Banca Națională a României" is no "România", but the country stays a name of its own within.
            whole = guess.type == "Organization"
            spans = [s for s in spans if s not in rivals or (whole and (s.type == "GeopoliticalEntity" or _owns(text, s, guess)))]
            spans.append(guess)
    return spans


def _owns(text: AnnotatedText, owner: NameSpan, body: NameSpan) -> bool:
    """Whether a body's name ends with that of the body whose it is ("Consiliul pentru Drepturile Omului al ONU")."""
    known = owner.type == "Organization" and bool(owner.entries)
    return known and owner.last == body.last and text.tokens[owner.first - 1].form in OWNING


def _with_whose(text: AnnotatedText, spans: list[NameSpan]) -> list[NameSpan]:
    """Take into a body's name the place behind it that says whose it is ("Ministerul Sănătății din Israel")."""
    places = {s.first: s for s in spans if s.type in LANDS}
    return [_extended(s, places.get(s.last + 1)) if _is_of_many(text, s) else s for s in spans]


def _is_of_many(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a name is of a body that many places have, and "din" stands behind it."""
    if span.type != "Organization" or span.last + 1 >= len(text.tokens) or text.tokens[span.last].form != "din":
        return False
    return noun_class(text.tokens[span.first]) in BODIES or any(e.kind in NATIONAL_KINDS for e in span.entries)


def _extended(body: NameSpan, place: NameSpan | None) -> NameSpan:
    """Give a body's name with the place; the gazetteer's body only where it is of that country."""
    if place is None:
        return body
    state = {e.iso for e in place.entries} if place.type == "GeopoliticalEntity" else set()
    entries = tuple(e for e in body.entries if e.of in state)
    return replace(body, last=place.last, entries=entries)


def _with_particles(text: AnnotatedText, span: NameSpan) -> NameSpan:
    """Take the foreign words in front into a surname ("o acuză pe von der Leyen")."""
    first = span.first
    while span.type == "Person" and first and text.tokens[first - 1].form in _NOBLE:
        first -= 1
    return replace(span, first=first) if first < span.first else span


def _with_given_names(text: AnnotatedText, spans: list[NameSpan]) -> list[NameSpan]:
    """Take the first name in front into a name of one word that nobody knows: the two are somebody's."""
    taken = {i for s in spans for i in range(s.first, s.last)}

    def named(span: NameSpan) -> bool:
        before = text.tokens[span.first - 1] if span.length == 1 and span.first and not (span.entries or span.country) else None
        if before is None or before.index in taken or before.sentence != text.tokens[span.first].sentence:
            return False
        return (
            before.upos == "PROPN" and is_capital(before) and is_given_name(before.form) and is_capital(text.tokens[span.first])
        )

    return [replace(s, first=s.first - 1, type="Person") if named(s) else s for s in spans]


def _whole_foreign(text: AnnotatedText, spans: list[NameSpan]) -> list[NameSpan]:
    """Take the capitals in front into a foreign name of a body ("Manchester Crown Court")."""
    ends = {s.last: s for s in spans if s.type != "Person" and noun_class(text.tokens[s.first]) is None}
    foreign = [s for s in spans if not s.entries and fold(text.tokens[s.last - 1].form) in load_foreign_bodies()]
    wholes = {s: ends[s.first] for s in foreign if s.first in ends and is_capital(text.tokens[s.first])}
    kept = [s for s in spans if s not in wholes and s not in wholes.values()]
    return kept + [replace(s, first=before.first, type="Organization") for s, before in wholes.items()]


def _branches(text: AnnotatedText, spans: list[NameSpan]) -> list[NameSpan]:
    """Take the county or town behind the acronym of a party or agency into the name: it is the branch there ("PSD Bacău")."""
    places = {s.first: s for s in spans if s.type != "Person" and _is_town(text, s)}
    wholes = [s for s in spans if s.last in places and any(e.kind in _WITH_BRANCHES for e in s.entries)]
    branches = {s: places[s.last] for s in wholes if text.tokens[s.first].form.isupper() and s.length == 1}
    kept = [s for s in spans if s not in branches and s not in branches.values()]
    return kept + [replace(s, last=place.last, entries=()) for s, place in branches.items()]


def _is_town(text: AnnotatedText, place: NameSpan) -> bool:
    """Whether a place is a town or county of the language's countries."""
    name = " ".join(fold(t.form) for t in text.tokens[place.first : place.last])
    return name in load_towns() or any(e.kind == "capital" and e.of in load_own_countries() for e in place.entries)


def _runs_on(text: AnnotatedText, guess: NameSpan, known: list[NameSpan]) -> bool:
    """Whether a guess runs from a known name into a person's ("liderul de la Kremlin Vladimir Putin", "de la BBC Ion Popa").

    Behind whom something was told to it is who told it, of whatever name ("a declarat pentru Reuters Teddy Fontanilla").
    """
    first, last = min(s.first for s in known), max(s.last for s in known)
    behind = text.tokens[last : guess.last]
    told = preposition(text, text.tokens[first]) == "pentru" and any(e.is_outlet for s in known for e in s.entries)
    # "Ambasadorul Uniunii Europene la Chișinău": that is where he is.
    opening = min(known, key=lambda s: s.first)
    if (
        opening.entries
        and opening.first == guess.first
        and [t.form for t in text.tokens[opening.last : guess.last][:1]] == ["la"]
    ):
        return True
    somebody = len(behind) > 1 and (told or is_given_name(behind[0].form)) and all(map(is_capital, behind))
    return (first == guess.first and somebody) or {"GeopoliticalEntity", "Person"} <= {s.type for s in known}


def _spread(text: AnnotatedText, spans: list[NameSpan]) -> list[NameSpan]:
    """Find the surnames and names of one word once found wherever else they stand."""
    spans = [replace(s, type="Person") if _is_full_name(text, s) else s for s in spans]
    taken = {i for s in spans for i in range(s.first, s.last)}
    single = {fold(text.tokens[s.first].form): s for s in spans if s.length == 1 and not s.entries and not s.country}
    surnames = {fold(text.tokens[s.last - 1].form): s for s in spans if s.type == "Person" and s.length > 1}
    added = []
    for token in text.tokens:
        if token.index in taken or not is_capital(token) or noun_class(token) is not None:
            continue
        forms = (fold(token.form), fold(to_nominative(token.form)))
        known = surnames if not token.form.isupper() or len(token.form) >= SHORTEST_SURNAME else {}
        span = next((names[form] for names in (known, single) for form in forms if form in names), None)
        if span is not None:
            added.append(NameSpan(token.index, token.index + 1, span.type, span.entries))
    spans = [replace(s, type="Person", entries=()) if _is_surname(text, s, surnames) else s for s in spans]
    people = [_words(text, s) for s in spans if s.type == "Person" and s.length > 1]
    return [_as_person(text, s, people) for s in spans] + added


def _is_surname(text: AnnotatedText, span: NameSpan, surnames: Mapping[str, NameSpan]) -> bool:
    """Whether a body of one word that the gazetteer knows is rather somebody named in full ("Șor", not "Partidul Șor")."""
    first = text.tokens[span.first]
    known = span.length == 1 and bool(span.entries) and span.type == "Organization"
    named = known and fold(first.form) in surnames and not first.form.isupper()
    return named and (first.index == 0 or noun_class(text.tokens[first.index - 1]) not in BODIES)


def _is_full_name(text: AnnotatedText, span: NameSpan) -> bool:
    """Whether a name that nobody knows begins with a first name and is as long as people's are."""
    words = text.tokens[span.first : span.last]
    unknown = not (span.entries or span.country) and 1 < span.length <= _LONGEST_PERSON
    # "Decizia Mariei Rusu"
    given = any(map(is_given_name, (words[0].form, to_nominative(words[0].form))))
    return unknown and given and all(map(is_capital, words))


def _as_person(text: AnnotatedText, span: NameSpan, people: list[set[str]]) -> NameSpan:
    """Take a name of other type for a person's whose words are all in a person's full name, save where it says where."""
    if span.type == "Person" or span.entries or span.country:
        return span
    inside = span.type == "Place" and preposition(text, name_head(text.tokens[span.first : span.last])) in INSIDE
    known = not inside and any(_words(text, span) <= name for name in people)
    return replace(span, type="Person") if known else span


def _words(text: AnnotatedText, span: NameSpan) -> set[str]:
    return {fold(t.form) for t in text.tokens[span.first : span.last]}


def _to_mention(text: AnnotatedText, span: NameSpan) -> ActorMention:
    """Make a mention of a span: a capital in a state's place stands for the state."""
    tokens = text.tokens[span.first : span.last]
    head = name_head(tokens)
    entries, kind, country = span.entries, span.type, span.country
    entry = entries[0] if len(entries) == 1 else None
    if entry is not None and entry.kind == "capital":
        acting = preposition(text, head) not in LOCATIVE and not _names_place(text, tokens[0]) and not _is_towns(text, head)
        if acting and entry.of:
            kind, country, entries = "GeopoliticalEntity", entry.of, ()
    state = load_gazetteer().country(country) if country else None
    known = state or (entry if entry is not None and entry.type in LANDS else None)
    name = known.name if known else base_name(text, list(tokens), kind)
    return ActorMention(
        mention=Mention.of(text.text, tokens[0].start, tokens[-1].end),
        head=head.index,
        tokens=tuple(t.index for t in tokens),
        kind="name",
        type=kind,
        name=name,
        entries=(state,) if state else entries,
        country=country or (entry.iso if entry else None),
        age=find_age(text, head) if kind == "Person" and span.length > 1 else "",
    )


def _is_towns(text: AnnotatedText, name: Token) -> bool:
    """Whether a capital belongs to what towns have, or suffers what towns do ("primarul Kievului", "raidul asupra Kievului")."""
    noun = text.head(name)
    if name.relation == "nmod" and noun_class(noun) in BODIES and not (preposition(text, name) or is_genitive(text, name)):
        return noun.index < name.index  # "Curtea de Apel București"
    object_of = name.relation == "obj" or (name.relation == "nsubj" and is_passive(text, noun))
    struck = object_of and (noun.lemma, "verb") in load_town_events()
    if struck or (preposition(text, name) == "asupra" and (noun_lemma(noun) or noun.lemma, "noun") in load_town_events()):
        return True
    return noun.index < name.index and (noun_class(noun) == "place" or (noun_lemma(noun) or noun.lemma) in load_municipal_nouns())


def _names_place(text: AnnotatedText, token: Token) -> bool:
    """Whether a common noun in front says that a place is meant ("orașul Paris", "aeroportul Berlin")."""
    before = text.tokens[token.index - 1] if token.index else None
    return before is not None and noun_class(before) == "place"
