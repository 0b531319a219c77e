"""Which event a time, a recurrence or a quantity belongs to."""

from collections.abc import Iterator, Mapping, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger, triggers_by_word
from kgbuild.lexicon.occurrence import Carried, Occurrence
from kgbuild.model import AnnotatedText, Mention, Token

_ATTRIBUTIVE = frozenset({"de", "din", "dinspre", "pentru"})
_MEANWHILE = frozenset({"când", "pe când", "cât", "cât timp", "în timp ce", "odată ce", "după ce"})
# What is meant to follow happens, as far as the text says, when what it is meant for does ("au trimis trupe pentru a demina").
_AIMS = frozenset({"pentru a", "ca să", "pentru ca să", "să", "a"})
_PHRASE_REACH = 7


def attach(text: AnnotatedText, triggers: Sequence[Trigger], items: Sequence[tuple[str, Mention]]) -> dict[int, tuple[str, ...]]:
    """Give each quantity to the trigger whose clause or phrase it stands in, by the trigger's head."""
    by_token = triggers_by_word(triggers)
    attached: dict[int, tuple[str, ...]] = {}
    for key, mention in items:
        top = syntax.top(text, mention)
        above = (top, *text.ancestors(top)) if top is not None else ()
        trigger = next((by_token[t.index] for t in above if t.index in by_token), None)
        _add(attached, trigger, key)
    return attached


def attach_times(
    text: AnnotatedText,
    triggers: Sequence[Trigger],
    items: Sequence[tuple[str, Mention]],
    occurrence: Occurrence,
    future: frozenset[str] = frozenset(),
) -> dict[int, tuple[str, ...]]:
    """Give each time to the trigger whose clause or phrase it stands in, by the trigger's head.

    What has happened cannot lie ahead: a time after the article's day goes to what is asked for ("a cerut retragerea în 2030").

    Args:
        text: The analysed article.
        triggers: The words that report events.
        items: Key and words of each time.
        occurrence: The words whose time is that of the event they say something of ("atacul a avut loc marți").
        future: Keys of the times after the article's day.
    """
    by_token = triggers_by_word(triggers)
    attached: dict[int, tuple[str, ...]] = {}
    for key, mention in items:
        trigger = _dated(text, mention, by_token, occurrence)
        if trigger is not None and key in future and syntax.is_past(text, trigger.outer):
            trigger = _embedded(text, trigger, by_token)
        _add(attached, trigger, key)
    return attached


def attach_recurrences(
    text: AnnotatedText, triggers: Sequence[Trigger], items: Sequence[tuple[str, Mention]], occurrence: Occurrence
) -> dict[int, tuple[str, ...]]:
    """Give each recurrence to the trigger that it modifies, by the trigger's head.

    An adjective modifies its noun alone ("protestele zilnice"; "a aprobat bugetul anual" is nothing that happens yearly); other
    words are attached as times are.
    """
    by_token = triggers_by_word(triggers)
    attached: dict[int, tuple[str, ...]] = {}
    for key, mention in items:
        top = syntax.top(text, mention)
        is_adjective = top is not None and (top.upos == "ADJ" or top.relation == "amod")
        trigger = by_token.get(top.head) if top and is_adjective else _dated(text, mention, by_token, occurrence)
        _add(attached, trigger, key)
    return attached


def _embedded(text: AnnotatedText, trigger: Trigger, by_token: Mapping[int, Trigger]) -> Trigger | None:
    """The event that a verb asks for, promises or announces."""
    below = syntax.dependents(text, trigger.outer, "obj", "ccomp", "xcomp")
    inner = (t for noun in below for t in (noun, *syntax.dependents(text, noun, "nmod")))
    found = (by_token[t.index] for t in inner if t.index in by_token)
    return next((t for t in found if t is not trigger and not syntax.is_past(text, t.outer)), None)


def _add(attached: dict[int, tuple[str, ...]], trigger: Trigger | None, key: str) -> None:
    if trigger is not None:
        attached[trigger.head.index] = (*attached.get(trigger.head.index, ()), key)


def _dated(text: AnnotatedText, mention: Mention, by_token: Mapping[int, Trigger], occurrence: Occurrence) -> Trigger | None:
    top = syntax.top(text, mention)
    if top is None:
        return None
    attributive = _is_attributive(text, mention)
    if attributive and (named := _noun_before(text, mention, by_token)):
        return named
    start = _next_verb(text, mention, top) or top
    for token in (start, *text.ancestors(start)):
        trigger = by_token.get(token.index)
        if trigger is not None:
            return trigger
        if carried := _supported(text, token, by_token) or _carried(text, token, by_token, occurrence):
            return carried
        if token.lemma.lower() in occurrence.carried and _lets_through(text, token, occurrence):
            continue
        noun = attributive and top.head == token.index and token.lemma.lower() not in occurrence.spans
        if token.index != start.index and _holds_back(text, token, is_told_apart=noun):
            return _occasion_of(text, token, by_token, occurrence)
    return _occasion_of(text, start, by_token, occurrence)


def _next_verb(text: AnnotatedText, mention: Mention, top: Token) -> Token | None:
    """The verb behind a time that opens a coordinated clause ("iar luni, ministrul a spus"), where the parser went back."""
    first = next(t for t in text.tokens if t.start >= mention.start)
    before = text.tokens[first.index - 1] if first.index else None
    if before is None or before.upos != "CCONJ" or before.sentence != first.sentence or top.head > top.index:
        return None
    behind = (t for t in text.sentence_tokens(first.sentence) if t.start >= mention.end)
    return next((t for t in behind if t.upos == "VERB"), None)


def _occasion_of(text: AnnotatedText, head: Token, by_token: Mapping[int, Trigger], occurrence: Occurrence) -> Trigger | None:
    """The one event that a verb or time has as its occasion ("anul trecut, la alegeri, s-a văzut că …")."""
    below = [by_token[c.index] for c in text.children(head) if c.index in by_token and c.relation in {"obl", "nmod"}]
    occasions = [t for t in below if occurrence.is_occasion(syntax.preposition(text, t.head), t.frame.type)]
    return occasions[0] if len(occasions) == 1 else None


def _is_attributive(text: AnnotatedText, mention: Mention) -> bool:
    before = text.tokens_within(0, mention.start)[-1:]
    return any(t.form.lower() in _ATTRIBUTIVE for t in before)


def _noun_before(text: AnnotatedText, mention: Mention, by_token: Mapping[int, Trigger]) -> Trigger | None:
    """The event noun in whose phrase a time with "din" or "de" stands, whatever the parser hangs it on."""
    before = text.tokens_within(0, mention.start)[-_PHRASE_REACH:]
    for token in reversed(before):
        if token.upos == "PUNCT" or (token.upos in {"VERB", "CCONJ", "AUX"} and token.feats.get("VerbForm") != "Part"):
            return None
        trigger = by_token.get(token.index)
        if trigger is not None and token.upos == "NOUN":
            return trigger
        if token.upos == "NOUN" and not syntax.is_genitive(text, token):
            return None
    return None


def _holds_back(text: AnnotatedText, token: Token, *, is_told_apart: bool) -> bool:
    """Whether a word keeps a time to itself: a verb or participle that reports nothing, or the noun that "din" tells apart."""
    if syntax.is_verbal(token) or token.relation in {"acl", "amod"}:
        introduction = _introduction(text, token)
        return introduction not in _AIMS and not (token.relation == "advcl" and introduction in _MEANWHILE)
    return is_told_apart and token.upos in {"NOUN", "PROPN"}


def _lets_through(text: AnnotatedText, verb: Token, occurrence: Occurrence) -> bool:
    """Whether a verb of taking place is but a preposition ("începând cu") or dates an occasion ("în discursul ținut marți")."""
    if verb.feats.get("VerbForm") == "Ger":
        return True
    preposition = syntax.preposition(text, text.head(verb))
    return syntax.is_bare_participle(text, verb) and any(
        preposition in row.forms for row in occurrence.occasions if not row.types
    )


def _introduction(text: AnnotatedText, verb: Token) -> str:
    adverb = next((c.form.lower() for c in text.children(verb) if c.relation == "advmod" and c.form.lower() == "când"), "")
    return syntax.subordinator(text, verb) or adverb


def _supported(text: AnnotatedText, verb: Token, by_token: Mapping[int, Trigger]) -> Trigger | None:
    """The event of the noun that the bare participle of its light verb modifies ("cererea depusă luni")."""
    noun = by_token.get(verb.head)
    light = noun is not None and syntax.is_bare_participle(text, verb) and verb.lemma in noun.frame.support
    return noun if light else None


def _carried(text: AnnotatedText, token: Token, by_token: Mapping[int, Trigger], occurrence: Occurrence) -> Trigger | None:
    """The event that a word says something of, where the word's time is the event's."""
    ways = occurrence.carried.get(token.lemma.lower(), frozenset())
    nouns = [noun for way in sorted(ways, reverse=True) for noun in _dependents(text, token, way)]
    inner = (t for noun in nouns for t in _inside(text, noun, occurrence))
    return next((by_token[t.index] for t in inner if t.index in by_token), None)


def _dependents(text: AnnotatedText, token: Token, way: Carried) -> Iterator[Token]:
    yield from _modified(text, token)
    match way:
        case "subject":
            raised = token.relation in {"ccomp", "xcomp", "csubj"} and syntax.is_verbal(text.head(token))
            # The parser takes many subjects behind the verb for objects.
            own = syntax.dependents(text, token, "nsubj", "obj")
            yield from own or (syntax.dependents(text, text.head(token), "nsubj") if raised else ())
        case "object":
            yield from syntax.dependents(text, token, "obj")
        case "genitive":
            yield from syntax.dependents(text, token, "nmod")


def _modified(text: AnnotatedText, verb: Token) -> Iterator[Token]:
    """The nouns that a participle or relative clause may say something of, nearest first."""
    relative = next((c for c in text.children(verb) if c.form.lower() == "care" and c.index < verb.index), None)
    if relative is not None:
        before = text.tokens[max(0, relative.index - _PHRASE_REACH) : relative.index]
        for noun in (t for t in reversed(before) if t.upos == "NOUN" and t.sentence == verb.sentence):
            yield noun
            if not syntax.is_genitive(text, noun):
                return
    elif verb.relation in {"acl", "amod"}:
        yield text.head(verb)


def _inside(text: AnnotatedText, noun: Token, occurrence: Occurrence) -> Iterator[Token]:
    """A noun, what is coordinated with it, and the nouns of which it says how many ("o serie de greve")."""
    for member in syntax.coordinated(text, noun):
        yield member
        if member.lemma.lower() in occurrence.amounts:
            yield from syntax.dependents(text, member, "nmod")
