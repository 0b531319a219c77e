"""Words that attribute, negate, or make a plan or possibility of an event.

Data: `LANGUAGE/attribution.toml`, `negation.toml`, `modality.toml`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from kgbuild.errors import LexiconError

CueKind = Literal[
    "source", "relay", "thought", "conviction", "negator", "without", "negating", "affirming", "occurring", "future", "purpose",
    "conditional", "if", "maybe", "intended", "aiming", "causing",
]  # fmt: skip
_FILES = ("attribution.toml", "negation.toml", "modality.toml")


@dataclass(frozen=True, slots=True)
class AttributionCue:
    """Words that introduce who says something, or who passed it on, or that say what somebody thinks or is sure of.

    Args:
        kind: Which of the four.
        words: The words, lower case; of a verb or adjective its lemma.
    """

    kind: Literal["source", "relay", "thought", "conviction"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RealityCues:
    """Words that say how real an event is, lower case.

    Args:
        negators: Adverbs and determiners that negate ("nu", "niciun").
        negative_subordinators: Prepositions and subordinators that negate ("fără").
        negating_words: Verbs, nouns and adjectives that negate what depends on them ("lipsă"), by lemma.
        affirming_words: Words that, negated, negate what depends on them ("nu e adevărat că"), by lemma.
        occurring_words: Verbs that say that their subject or object takes place, by lemma.
        future_auxiliaries: Auxiliaries of the future tense.
        conditional_auxiliaries: Auxiliaries of the conditional.
        planned_subordinators: Beginnings of purpose and subjunctive clauses.
        hypothetical_subordinators: Beginnings of conditional clauses.
        hypothetical_words: Adverbs and adjectives of possibility, by lemma.
        planned_words: Adjectives of what is to come, by lemma.
        aiming_words: Verbs whose object is still to come, by lemma.
        causing_words: Verbs that make others do what their clause says, by lemma.
    """

    negators: frozenset[str]
    negative_subordinators: frozenset[str]
    negating_words: frozenset[str]
    affirming_words: frozenset[str]
    occurring_words: frozenset[str]
    future_auxiliaries: frozenset[str]
    conditional_auxiliaries: frozenset[str]
    planned_subordinators: frozenset[str]
    hypothetical_subordinators: frozenset[str]
    hypothetical_words: frozenset[str]
    planned_words: frozenset[str]
    aiming_words: frozenset[str]
    causing_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the data.

    Args:
        kind: What the words do.
        words: The words or word groups.
        example: A sentence that shows it.
        trigger: The event of the example that it bears on.
        expect: The polarity, modality or source that follows.
    """

    kind: CueKind
    words: tuple[str, ...]
    example: str
    trigger: str
    expect: str


def _cue(row: dict[str, Any], file: str, number: int) -> Cue:
    """Check one row and make a cue of it."""
    try:
        cue = Cue(**{**row, "words": tuple(row["words"])})
    except (KeyError, TypeError) as error:
        raise LexiconError(f"does not have the form of a cue: {error}", file, number) from error
    if cue.kind not in get_args(CueKind):
        raise LexiconError(f"unknown kind {cue.kind!r}", file, number)
    return cue


@cache
def load_cues(language: str = "ro") -> tuple[Cue, ...]:
    """Read all cues of a language.

    Raises:
        LexiconError: A row is wrong.
    """
    folder = files("kgbuild.lexicon") / language
    cues = []
    for name in _FILES:
        rows = tomllib.loads((folder / name).read_text(encoding="utf-8"))["cue"]
        cues += [_cue(row, name, number) for number, row in enumerate(rows, 1)]
    return tuple(cues)


@cache
def load_attribution_cues(language: str = "ro") -> tuple[AttributionCue, ...]:
    """The cues that attribute, longest first."""
    found = [
        AttributionCue(kind, tuple(words.split()))
        for cue in load_cues(language)
        for kind in ("source", "relay", "thought", "conviction")
        if cue.kind == kind
        for words in cue.words
    ]
    return tuple(sorted(found, key=lambda c: -len(c.words)))


@cache
def load_reality_cues(language: str = "ro") -> RealityCues:
    """The cues that say how real an event is."""

    def words(kind: CueKind) -> frozenset[str]:
        return frozenset(w for c in load_cues(language) if c.kind == kind for w in c.words)

    return RealityCues(
        negators=words("negator"),
        negative_subordinators=words("without"),
        negating_words=words("negating"),
        affirming_words=words("affirming"),
        occurring_words=words("occurring"),
        future_auxiliaries=words("future"),
        conditional_auxiliaries=words("conditional"),
        planned_subordinators=words("purpose"),
        hypothetical_subordinators=words("if"),
        hypothetical_words=words("maybe"),
        planned_words=words("intended"),
        aiming_words=words("aiming"),
        causing_words=words("causing"),
    )
