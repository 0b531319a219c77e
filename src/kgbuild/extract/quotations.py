"""Quotations: where they stand in a text, and whose words they are when no verb of speech tells."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import load_gazetteer
from kgbuild.lexicon.inflection import fold
from kgbuild.model import Actor, Actors, AnnotatedText, Sentence, Token

_OPENING = {"„": '”“"', "«": "»", "“": "”", '"': '"'}
CLOSING = frozenset("”»")
MARKS = frozenset("".join(_OPENING.values())) | _OPENING.keys()
_BEFORE_OPENING = frozenset("([-–—„“”«»'’")
_OPENS = re.compile(f"[{''.join(_OPENING)}]")
# A single mark closes too where no letter follows it, as it would in "d’Estaing".
_CLOSES = {opening: re.compile(f"[{closing}]|’(?=[^\\w ]|$)") for opening, closing in _OPENING.items()}
# Classes of nouns for what speaks in the name of whoever made it, and for those who speak unnamed.
_TELLING = ("account", "informant")
_ENDS = frozenset(".!?")
_ADDING = frozenset("-–—")
_MAX_QUOTE = 3000
_COLON_WINDOW = 3
# Several stages ask for the quotations of the text at hand.
_TEXTS = 8


@lru_cache(_TEXTS)
def find_quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Find the quotations in a text, from opening to closing mark, half open; an unclosed one ends with its paragraph.

    >>> find_quotations('„Da”, a spus el.')
    ((0, 4),)
    """
    found: list[tuple[int, int]] = []
    position = 0
    while opening := _OPENS.search(text, position):
        start = opening.start()
        position = opening.end()
        if opening[0] == '"' and not _opens(text, start):
            continue
        closing = _closing(text, opening[0], position)
        newline = text.find("\n", position)
        position = closing.end() if closing else newline if newline != -1 else len(text)
        found.append((start, position))
    return tuple(found)


def _closing(text: str, opening: str, position: int) -> re.Match[str] | None:
    """The mark that closes a quotation; a straight opening mark may have a curly one, where the next straight one opens."""
    end = position + _MAX_QUOTE
    closing = _CLOSES[opening].search(text, position, end)
    if opening != '"' or (closing is not None and not _opens(text, closing.start())):
        return closing
    return _CLOSES["“"].search(text, position, closing.start() if closing else end) or closing


def _opens(text: str, position: int) -> bool:
    """Whether a straight quotation mark stands where one opens: before a word, and not right behind one or its full stop."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return not after.isspace() and (not before.strip() or before in _BEFORE_OPENING)


def by_colon(text: AnnotatedText, actors: Actors, quotations: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    """What stands after somebody's name and a colon: "Zelenski: …", "ION POPESCU, deputat: „…”", "REACȚIA PREȘEDINȚIEI: „…”"."""
    known = {a.key: a for a in actors.actors}
    for sentence in text.sentences:
        tokens = text.sentence_tokens(sentence)
        colon = next((t for t in tokens if t.form == ":"), None)
        if colon is None or colon.index == sentence.first:
            continue
        before = _heading(tokens[: colon.index - sentence.first])
        if not before:
            continue
        opened = next(((a, b) for a, b in quotations if colon.end <= a <= colon.end + _COLON_WINDOW), None)
        # Of whose words they are a quotation tells behind a noun too: "REACȚIA MINISTERULUI".
        heading = before if (opened and before[0].upos == "NOUN") or _tells(before) else before[:1]
        told = (t for t in heading if t.index in actors.by_token and not is_kind(text, t))
        speaking = (t for t in told if not _is_dateline(text, known[actors.by_token[t.index]], t, quoted=opened is not None))
        named = next((actors.by_token[t.index] for t in speaking), None)
        others = [t for t in before if t.index not in actors.by_token]
        if named is None or any(t.upos == "AUX" or t.feats.get("Mood") == "Ind" for t in others):
            continue
        start, end = (opened[0], _end_of_words(text, sentence, opened[1])) if opened else (colon.end, sentence.end)
        yield Attribution(start, end, (named,), syntax.mention_of(text, list(before)), None, quoted=True)


def _is_dateline(text: AnnotatedText, actor: Actor, name: Token, *, quoted: bool) -> bool:
    """Whether a place or a country's own name says where what follows happened ("Spania: Trei români au murit").

    A metonym speaks ("Kremlinul: Nu vom ceda"), and so does a country that is quoted, or that says "we".
    """
    if actor.type == "Place":
        return True
    ours = any(t.upos in {"VERB", "AUX"} and t.has("Person", "1") for t in text.sentence_tokens(text.sentences[name.sentence]))
    country = load_gazetteer().country(actor.iso) if actor.iso is not None else None
    names = (actor.name, *country.aliases) if country is not None else ()
    return any(fold(name.form) in fold(own).split() for own in names) and not (quoted or ours)


def _end_of_words(text: AnnotatedText, sentence: Sentence, closed: int) -> int:
    """Where the words quoted behind a heading end; what a dash adds behind the quotation is no part of them."""
    added = text.text[closed : sentence.end].lstrip()[:1] in _ADDING
    return closed if added and closed < sentence.end else max(sentence.end, closed)


def _heading(before: Sequence[Token]) -> Sequence[Token]:
    """The words before a colon, of a title only its last sentence ("Primarul, arestat. Procurorii: …")."""
    end = next((n for n in range(len(before) - 1, -1, -1) if before[n].form in _ENDS), -1)
    return before[end + 1 :]


def is_kind(text: AnnotatedText, noun: Token) -> bool:
    """Whether a noun only says what kind the one before it is of ("comunicat de presă")."""
    return noun.upos == "NOUN" and not noun.has("Definite", "Def") and syntax.preposition(text, noun) == "de"


def _tells(heading: Sequence[Token]) -> bool:
    """Whether a heading is an account, or one who speaks without a name ("Raport ONU: …", "Un oficial american: …")."""
    lexicon = load_frames()
    named = heading[1:2] if heading[0].upos in {"DET", "NUM"} else heading[:1]
    return any(t.upos == "NOUN" and lexicon.in_class(t, _TELLING) for t in named)


def introduced(
    text: AnnotatedText, actors: Actors, known: Sequence[Attribution], quotations: Sequence[tuple[int, int]]
) -> Iterator[Attribution]:
    """Quotations behind a colon and no verb of speech: by the subject of the clause there ("Ea i-a dat un sfat: „…”")."""
    for start, end in quotations:
        colon = text.token_at(len(text.text[:start].rstrip()) - 1)
        if colon is None or colon.form != ":" or any(a.start <= start and end <= a.end + 1 for a in known):
            continue
        before = text.tokens[text.sentences[colon.sentence].first : colon.index]
        sources = actors_of(text, actors, [t for t in before if t.relation == "nsubj"])
        if sources:
            yield Attribution(start, end, sources, syntax.mention_of(text, list(before)), None, quoted=True)


def continued(text: AnnotatedText, known: Sequence[Attribution], quotations: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    """Quotations in sentences without a reporting verb: by whoever spoke last, when nothing but quotation stands between."""
    for start, end in quotations:
        covered = any(a.quoted and a.start <= start and end <= a.end for a in known)
        opener = next((s for s in text.sentences if s.start <= start < s.end), None)
        if covered or opener is None or start > opener.start + _COLON_WINDOW:
            continue
        spoken = [a for a in known if a.cue_token is not None]
        nearest = (
            min((a for a in spoken if end <= a.cue.start <= end + _COLON_WINDOW), key=lambda a: a.cue.start, default=None)
            or max((a for a in spoken if a.cue.end <= start and _near(text, a, opener)), key=lambda a: a.cue.end, default=None)
            or min((a for a in spoken if end <= a.cue.start <= end + _MAX_QUOTE // 30), key=lambda a: a.cue.start, default=None)
        )
        if nearest is not None:
            yield Attribution(start, end, (), nearest.cue, nearest.cue_token, quoted=True)


def _near(text: AnnotatedText, spoken: Attribution, sentence: Sentence) -> bool:
    """Whether somebody speaks so near before a sentence that a quotation there goes on with it."""
    return spoken.cue_token is not None and sentence.index - text.tokens[spoken.cue_token].sentence <= _COLON_WINDOW


def actors_of(text: AnnotatedText, actors: Actors, nouns: Sequence[Token]) -> tuple[str, ...]:
    """The actors that some nouns and what is coordinated with them refer to."""
    parts = (t.index for noun in nouns for t in syntax.coordinated(text, noun))
    return tuple(dict.fromkeys(actors.by_token[index] for index in parts if index in actors.by_token))
