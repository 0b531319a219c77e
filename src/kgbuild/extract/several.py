"""Find whom a counted phrase takes up by one word: "cei doi lideri", "cele două țări", "ambii"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgbuild.extract.nouns import OFFICES, noun_class
from kgbuild.extract.syntax import coordinated, preposition
from kgbuild.lexicon.offices import find_gender
from kgbuild.model import Actor, Actors, AnnotatedText, Token

_DEFINITE = frozenset({"cei", "cele", "celor"})
_NUMBERS = {"doi": 2, "două": 2, "trei": 3, "patru": 4}
_BOTH = frozenset({"ambii", "ambele", "ambilor", "ambelor", "amândoi", "amândouă"})
# Without a noun only these are people for sure.
_OF_MEN = frozenset({"doi", "ambii", "amândoi"})
# What each of those who deal with one another is called.
_SIDES = frozenset({"parte", "tabără", "beligerant"})
# What may mean any people, so that only those count who are named together.
_ANYBODY = frozenset({"person", "member", "relative"})
_INSIDE = frozenset({"în", "din", "pe", "la"})
_PARTITIVE = frozenset({"din", "dintre", "de"})
# How many sentences before they may be named.
_WITHIN = 3


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A counted definite phrase.

    Args:
        first: Index of its first token.
        head: The noun, the number where there is none.
        count: How many it means.
        kind: What type of actors.
        women: Whether its noun means women.
        together: Whether only those count who are coordinated.
        soon: Whether only those count who are named in its sentence or the one before.
    """

    first: int
    head: Token
    count: int
    kind: str
    women: bool = False
    together: bool = False
    soon: bool = False


def tell_apart(text: AnnotatedText, references: Actors) -> Actors:
    """Let a counted definite phrase stand for those who were named before, where they are as many.

    They are the only ones of their kind named in one of the sentences before, or coordinated there, and nobody else of the kind
    is named since then; or else the title names just them. A group that was counted before is taken up as the group.

    Args:
        text: The analysed article.
        references: Its actors, and the words that stand for them.

    Returns:
        The actors without the groups that are each named, and the words that stand for several.
    """
    by_key = {a.key: a for a in references.actors}
    several: dict[int, tuple[str, ...]] = {}
    spans: list[tuple[int, int]] = []
    for phrase in _phrases(text):
        start, end = text.tokens[phrase.first].start, phrase.head.end
        group = by_key.get(references.by_token.get(phrase.head.index, ""))
        earlier = [m for m in group.mentions if m.end <= start] if group is not None else []
        if all(m.text.split()[0].lower() in _DEFINITE | _BOTH for m in earlier):
            people = _meant(text, references, by_key, replace(phrase, kind="Person")) if phrase.soon else ()
            meant = people or _meant(text, references, by_key, phrase)
            if meant:
                several[phrase.head.index] = meant
                spans.append((start, end))
    if not several:
        return references
    inside = {t.index for start, end in spans for t in text.tokens_within(start, end)}
    left = {a.key: tuple(m for m in a.mentions if not any(s <= m.start < e for s, e in spans)) for a in references.actors}
    kept = [replace(a, mentions=left[a.key]) for a in references.actors]
    keys = {a.key for a in kept if a.mentions}
    return Actors(
        tuple(replace(a, of=a.of if a.of in keys else None) for a in kept if a.key in keys),
        {index: key for index, key in references.by_token.items() if index not in inside and key in keys},
        references.named,
        several,
    )


def _phrases(text: AnnotatedText) -> Iterator[_Phrase]:
    """Give the counted definite phrases that may take up who was named."""
    for number in text.tokens:
        if _are_both(text, number):
            yield _Phrase(number.index, number, 2, "GeopoliticalEntity", soon=True)
            continue
        word, first = number.form.lower(), number.index
        count = 2 if word in _BOTH else 0
        if word in _NUMBERS and number.index and text.tokens[number.index - 1].form.lower() in _DEFINITE:
            count, first = _NUMBERS[word], number.index - 1
        if not count:
            continue
        following = text.tokens[number.index + 1 : number.index + 2]
        noun = following[0] if following and following[0].sentence == number.sentence else number
        if noun.upos in {"NOUN", "PROPN", "ADJ", "NUM"} and noun is not number:
            kind = _kind(text, noun)
            if kind:
                together = noun_class(noun) in _ANYBODY
                yield _Phrase(first, noun, count, kind, noun.has("Gender", "Fem"), together)
        elif word in _OF_MEN and noun.form.lower() not in _PARTITIVE:
            yield _Phrase(first, number, count, "Person")


def _are_both(text: AnnotatedText, noun: Token) -> bool:
    """Whether a bare noun for sides means all those who deal with one another ("părțile au convenit")."""
    definite = noun.lemma in _SIDES and noun.has("Number", "Plur") and noun.has("Definite", "Def")
    return definite and noun.relation == "nsubj" and not text.children(noun)


def _kind(text: AnnotatedText, noun: Token) -> str:
    """Give the type of those whom a noun means if it only takes them up, empty if it tells more of them."""
    said = [c for c in text.children(noun) if c.index > noun.index and c.relation in {"nmod", "amod", "acl", "appos"}]
    bare = not [c for c in said if c.relation != "nmod" or noun_class(c) != "country" or preposition(text, c) != "de"]
    if noun.lemma in _SIDES:
        return "GeopoliticalEntity" if bare else ""
    category = noun_class(noun)
    if category == "country":
        return "GeopoliticalEntity" if bare else ""
    if category in OFFICES | _ANYBODY:
        return "Person" if bare else ""
    # "Închise în ambele direcții" are no bodies.
    acts = bare and category == "organization" and preposition(text, noun) not in _INSIDE
    return "Organization" if acts else ""


def _meant(text: AnnotatedText, references: Actors, by_key: Mapping[str, Actor], phrase: _Phrase) -> tuple[str, ...]:
    """Give those whom a phrase takes up: who was named right before, else who the title is about; none where that is not sure."""

    def named(sentence: int) -> list[str]:
        words = (t.index for t in text.sentence_tokens(sentence) if t.index < phrase.first)
        keys = dict.fromkeys(key for i in words if (key := references.by_token.get(i)))
        return [k for k in keys if k in references.named and _fits(by_key[k], phrase)]

    in_title = named(0)
    right_before = _right_before(text, references, phrase, named)
    return right_before or (tuple(in_title) if len(in_title) == phrase.count and not (phrase.together or phrase.soon) else ())


def _right_before(text: AnnotatedText, references: Actors, phrase: _Phrase, named: Callable[[int], list[str]]) -> tuple[str, ...]:
    """Give those whom the sentences before a phrase name, if they are as many as it means."""
    since: set[str] = set()
    farthest = phrase.head.sentence - (1 if phrase.soon else _WITHIN)
    for sentence in range(phrase.head.sentence, max(0, farthest) - 1, -1):
        found = named(sentence)
        if len(found) > phrase.count or (phrase.together and len(found) == phrase.count):
            return _coordinated(text, references, found, phrase, sentence)
        if len(found) == phrase.count:
            return tuple(found) if since <= set(found) else ()
        # Who tells of them in the same sentence ("X a spus că cei doi …") may be another one.
        since |= set(found) if sentence < phrase.head.sentence else set()
    return ()


def _coordinated(
    text: AnnotatedText, references: Actors, found: Sequence[str], phrase: _Phrase, sentence: int
) -> tuple[str, ...]:
    """Give those of some actors of a sentence that are coordinated and as many as a phrase means, none where several are."""
    wholes = set()
    for token in text.sentence_tokens(sentence):
        parts = coordinated(text, token) if token.relation != "conj" and token.index < phrase.first else ()
        words = (references.by_token.get(t.index, "") for t in parts)
        keys = tuple(dict.fromkeys(key for key in words if key in found))
        if len(keys) == phrase.count:
            wholes.add(keys)
    return wholes.pop() if len(wholes) == 1 else ()


def _fits(actor: Actor, phrase: _Phrase) -> bool:
    """Whether a named actor is of the kind that a phrase means."""
    if actor.type != phrase.kind or (phrase.kind == "GeopoliticalEntity" and not actor.iso):
        return False
    return not (phrase.kind == "Person" and phrase.women) or find_gender(actor.name.split()[0]) == "Fem"
