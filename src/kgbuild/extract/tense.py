"""Which verb a time belongs to, and whether that verb is in the past, the present or the future.

The words decide before the tags, so that a wrong tag does little harm.
"""

from collections.abc import Iterator

from kgbuild.extract import syntax
from kgbuild.extract.calendar import Tense
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.numbers import fold
from kgbuild.lexicon.times import TimeLexicon
from kgbuild.model import AnnotatedText, Token

_LOOK_BACK = 6
_NEAR_WORDS = 12
_NOMINAL_PREPOSITIONS = frozenset({"din", "de"})
_AT = frozenset({"la", "în cadrul", "în timpul"})
_MEETINGS = ("meeting",)
_BETWEEN = frozenset({"AUX", "PRON", "ADV", "PART", "SCONJ", "DET"})


def head_of(text: AnnotatedText, first: int, last: int) -> Token:
    """The token of a stretch that its other tokens hang on, for tokens `first` to `last` (not included)."""
    for token in text.tokens[first:last]:
        if not first <= token.head < last or token.head == token.index:
            return token
    return text.tokens[first]


def governor(text: AnnotatedText, first: int, last: int) -> Token | None:
    """The verb that a time in tokens `first` to `last` belongs to, or the noun it is a `din` or `de` modifier of."""
    before = text.tokens[first - 1] if first else None
    while before is not None and before.sentence == text.tokens[first].sentence and before.upos in {"ADP", "PUNCT"}:
        if before.form.lower() in _NOMINAL_PREPOSITIONS:
            break
        before = text.tokens[before.index - 1] if before.index else None
    if before is not None and before.sentence == text.tokens[first].sentence and _is_verb(before):
        return before
    if before is not None and before.upos == "CCONJ" and (verb := _next_verb(text, last)):
        return verb
    head = head_of(text, first, last)
    above = text.head(head)
    if above.index == head.index:
        return None
    if above.upos == "NOUN" and is_noun_modifier(text, first):
        return above
    return next((t for t in (above, *text.ancestors(above)) if _is_verb(t) or _copula(text, t)), None)


def _next_verb(text: AnnotatedText, last: int) -> Token | None:
    """The first full verb after a time that opens a coordinated clause."""
    following = text.tokens[last : last + _NEAR_WORDS]
    return next((t for t in following if t.sentence == text.tokens[last - 1].sentence and _is_verb(t)), None)


def is_noun_modifier(text: AnnotatedText, first: int) -> bool:
    """Whether the words before token `first` make a time a modifier of a noun ("atacul din 7 octombrie", "de pe", "de la")."""
    words = [t.form.lower() for t in text.tokens[max(0, first - 2) : first]]
    return bool(words) and (words[-1] in _NOMINAL_PREPOSITIONS or (len(words) > 1 and words[-2] == "de"))


def _is_verb(token: Token) -> bool:
    stands_alone = token.upos == "AUX" and token.relation not in {"aux", "cop"}  # "alegerile au loc"
    return token.upos == "VERB" or stands_alone or token.feats.get("VerbForm") == "Part"


def _copula(text: AnnotatedText, token: Token) -> Token | None:
    return next((c for c in text.children(token) if c.relation == "cop"), None)


def tense_at(text: AnnotatedText, first: int, last: int, lexicon: TimeLexicon) -> Tense:
    """The tense of the clause that a time in tokens `first` to `last` stands in, `none` where nothing says."""
    verb = governor(text, first, last)
    if verb is None:
        return _tense_of_words(text, first, lexicon)
    if _is_verb(verb):
        return tense_of(text, verb, lexicon)
    if is_noun_modifier(text, first):
        return "future" if _is_occasion_ahead(text, verb, lexicon) else "none"
    copula = _copula(text, verb)
    return "none" if copula is None else tense_of(text, copula, lexicon)


def _is_occasion_ahead(text: AnnotatedText, noun: Token, lexicon: TimeLexicon) -> bool:
    """Whether something will happen at the meeting that a noun names ("vor discuta la summitul de joi")."""
    above = text.head(noun)
    at = syntax.preposition(text, noun) in _AT and load_frames().in_class(noun, _MEETINGS)
    return at and _is_verb(above) and tense_of(text, above, lexicon) == "future"


def tense_of(text: AnnotatedText, verb: Token, lexicon: TimeLexicon) -> Tense:
    """The tense of a verb with its auxiliaries."""
    preceding = list(_auxiliaries(text, verb))
    auxiliaries = {_plain(t) for t in preceding}
    future, past = (next(c for c in lexicon.tenses if c.tense == t) for t in ("future", "past"))
    lemma = verb.lemma.lower()
    if auxiliaries & set(map(fold, future.auxiliaries)) and "fost" not in auxiliaries:
        return "future"
    if verb.feats.get("VerbForm") in {"Ger", "Inf"} or any(t.form.lower() == "să" or t.lemma == "să" for t in preceding):
        return _tense_above(text, verb, lexicon)
    if verb.feats.get("VerbForm") == "Part" or verb.xpos.startswith("Vmp"):
        return _tense_of_participle(lemma, auxiliaries, lexicon)
    if any(verb.has("Tense", t) for t in ("Past", "Imp", "Pqp")) or lemma in past.lemmas:
        return "past"
    return "future" if lemma in future.lemmas else "present"


def _tense_of_participle(lemma: str, auxiliaries: set[str], lexicon: TimeLexicon) -> Tense:
    """The tense of a participle by its auxiliaries; a bare one is past unless its verb points ahead ("programat")."""
    formed: dict[str, bool] = {c.tense: bool(auxiliaries & set(map(fold, c.auxiliaries))) for c in lexicon.tenses}
    if formed["past"]:
        return "past"
    if any(lemma in c.lemmas for c in lexicon.tenses if c.tense == "future"):
        return "future"
    return "present" if formed["present"] else "past"


def _plain(token: Token) -> str:
    return fold(token.form).strip("-'’")


def _auxiliaries(text: AnnotatedText, verb: Token) -> Iterator[Token]:
    yield from (c for c in text.children(verb) if c.relation in {"aux", "mark"} and c.index < verb.index)
    for index in range(verb.index - 1, max(-1, verb.index - _LOOK_BACK), -1):
        token = text.tokens[index]
        if token.sentence != verb.sentence or token.upos not in _BETWEEN:
            return
        yield token


def _tense_above(text: AnnotatedText, verb: Token, lexicon: TimeLexicon) -> Tense:
    """The tense of a subjunctive, infinitive or gerund: as the verb above has it after a phase verb, else ahead of it."""
    above = text.head(verb)
    if above.index == verb.index or not _is_verb(above):
        return "future" if verb.has("Mood", "Sub") else "none"
    phase = any(above.lemma.lower() in p.lemmas for p in lexicon.phases)
    if phase or verb.feats.get("VerbForm") == "Ger":
        return tense_of(text, above, lexicon)
    return "future"


def _tense_of_words(text: AnnotatedText, first: int, lexicon: TimeLexicon) -> Tense:
    """The tense by the nearest auxiliary of the sentence, for a time that no verb governs."""
    sentence = text.tokens[first].sentence
    cues = {fold(a): c.tense for c in lexicon.tenses for a in c.auxiliaries}
    near = [
        (abs(t.index - first), cues[_plain(t)])
        for t in text.sentence_tokens(sentence)
        if _plain(t) in cues and t.upos not in {"DET", "ADP"} and abs(t.index - first) <= _NEAR_WORDS
    ]
    return min(near)[1] if near else "none"
