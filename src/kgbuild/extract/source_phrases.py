"""Sources that phrases name: "potrivit X", "conform aceleiași surse", and who passed it on ("citat de Y")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution
from kgbuild.extract.quotations import MARKS
from kgbuild.lexicon.cues import AttributionCue
from kgbuild.model import Actors, AnnotatedText, Mention, Token

# What stands before whoever did what a participle says.
_BY = frozenset({"de", "către"})
# What takes up the source named last, behind "potrivit": "aceleiași surse", "sursei citate".
_SAME = frozenset({"aceleiași", "aceluiași", "acelorași", "citate", "citată", "citat", "citați"})
_SAME_WINDOW = 2


def _within(quotations: Sequence[tuple[int, int]], word: Token, stretch: tuple[int, int]) -> tuple[int, int]:
    """A stretch that a word speaks for, no longer than the quotation that the word stands in."""
    inside = next(((a, b) for a, b in quotations if a <= word.start < b), stretch)
    return max(stretch[0], inside[0]), min(stretch[1], inside[1])


def by_preposition(
    text: AnnotatedText, actors: Actors, cues: Sequence[AttributionCue], quotations: Sequence[tuple[int, int]]
) -> Iterator[Attribution]:
    """What "potrivit X" and the like vouch for: the clause they stand in, or the sentence when they open or close it."""
    for cue in (c for c in cues if c.kind == "source"):
        for words in _occurrences(text, cue.words):
            sources, phrase_end = _named_after(text, actors, words[-1])
            start, end = _within(quotations, words[0], _clause_around(text, words))
            # The phrase itself, "unui sondaj realizat de institut", is on nobody's word.
            for a, b in ((start, words[0].start), (phrase_end, end)) if sources else ():
                if a < b:
                    yield Attribution(a, b, sources, syntax.mention_of(text, words), None)


def same_again(text: AnnotatedText, known: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions, those to "aceeași sursă" and "sursa citată" to whom the nearest one before names."""
    for attribution in known:
        cue = text.token_at(attribution.cue.end - 1)
        behind = [t.form.lower() for t in text.tokens[cue.index + 1 : cue.index + 1 + _SAME_WINDOW]] if cue is not None else []
        before = [a for a in known if a.cue.end <= attribution.cue.start]
        nearest = max(before, key=lambda a: a.cue.end, default=None)
        if attribution.cue_token is None and nearest is not None and _SAME & set(behind):
            yield replace(attribution, sources=nearest.sources, cue_token=nearest.cue_token)
        else:
            yield attribution


def _occurrences(text: AnnotatedText, words: Sequence[str]) -> Iterator[list[Token]]:
    """All places where some words follow one another."""
    for first in text.tokens_of(words[0]):
        window = text.tokens[first.index : first.index + len(words)]
        if [t.form.lower() for t in window] == list(words):
            yield list(window)


def _named_after(text: AnnotatedText, actors: Actors, cue: Token) -> tuple[tuple[str, ...], int]:
    """The actors that the noun phrase after a cue refers to, coordinated ones included, and where the words for the first end."""
    for token in _phrase_after(text, cue):
        key = actors.by_token.get(token.index)
        if key is not None:
            head = _topmost(text, actors, token)
            keys = [actors.by_token[t.index] for t in syntax.coordinated(text, head) if t.index in actors.by_token]
            places = {a.key for a in actors.actors if a.type == "Place"}
            named = next(a.mentions for a in actors.actors if a.key == key)
            end = max((m.end for m in named if m.start <= token.start < m.end), default=token.end)
            return tuple(k for k in dict.fromkeys(keys or [key]) if k not in places), end
    return (), cue.end


def _phrase_after(text: AnnotatedText, cue: Token) -> Iterator[Token]:
    """The words of the noun phrase after a cue; of a participle only whose work it says ("datelor, publicate de institut")."""
    sentence = text.sentence_tokens(text.sentences[cue.sentence])
    tokens = iter(sentence[cue.index + 1 - sentence[0].index :])
    for token in tokens:
        following = text.tokens[token.index + 1] if token.index + 1 < len(text.tokens) else token
        if token.form == "," and syntax.is_bare_participle(text, following):
            continue
        if syntax.is_bare_participle(text, token):
            next((t for t in tokens if t.form.lower() in _BY), None)
        elif token.upos in {"VERB", "PUNCT"} and token.form not in MARKS:
            return
        else:
            yield token


def _topmost(text: AnnotatedText, actors: Actors, token: Token) -> Token:
    """The highest token above that refers to the same actor."""
    key = actors.by_token[token.index]
    best = token
    for ancestor in text.ancestors(token):
        if actors.by_token.get(ancestor.index) != key:
            break
        best = ancestor
    return best


def _clause_around(text: AnnotatedText, words: Sequence[Token]) -> tuple[int, int]:
    """The stretch that an attribution inside a sentence speaks for."""
    sentence = text.sentences[words[0].sentence]
    tokens = text.sentence_tokens(sentence)
    subordinate = next(
        (
            a
            for a in text.ancestors(words[0])
            if a.upos == "VERB" and a.relation in {"advcl", "acl", "ccomp", "conj"} and a.index != words[0].index
        ),
        None,
    )
    opens = words[0].index <= tokens[0].index + 1
    closes = subordinate is not None and text.subtree(subordinate)[-1].index >= sentence.last - 2
    if opens or subordinate is None or closes:
        return sentence.start, sentence.end
    span = text.subtree(subordinate)
    return span[0].start, span[-1].end


def with_relays(
    text: AnnotatedText, actors: Actors, found: Sequence[Attribution], cues: Sequence[AttributionCue]
) -> Iterator[Attribution]:
    """Add to each attribution the outlets that passed it on, when the words that say so follow its cue in the sentence."""
    relays: list[tuple[Mention, tuple[str, ...]]] = []
    for cue in (c for c in cues if c.kind == "relay"):
        for words in _occurrences(text, cue.words):
            keys, _ = _named_after(text, actors, words[-1])
            if keys:
                relays.append((syntax.mention_of(text, words), keys))
    for attribution in found:
        sentence = next((s for s in text.sentences if s.start <= attribution.cue.start < s.end), None) if relays else None
        here = [(m, keys) for m, keys in relays if sentence and sentence.start <= m.start < sentence.end]
        # Behind the verb, or before it and behind whoever speaks: "X, citat de Reuters, a declarat".
        behind = [keys for m, keys in here if attribution.cue.end <= m.start] or [
            keys for m, keys in here if _before(text, m, attribution)
        ]
        others = tuple(k for k in dict.fromkeys(k for keys in behind for k in keys) if k not in attribution.sources)
        yield replace(attribution, relayed_by=others) if others else attribution


def _before(text: AnnotatedText, relay: Mention, attribution: Attribution) -> bool:
    """Whether words that say who passes something on hang on the subject of a verb of speech."""
    participle, verb = text.token_at(relay.start), attribution.cue_token
    subject = text.head(participle) if participle is not None else None
    return subject is not None and verb is not None and subject.relation == "nsubj" and subject.head == verb
