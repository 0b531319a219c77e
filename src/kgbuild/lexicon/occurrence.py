"""Words that say of an event that it takes place. Data: `LANGUAGE/occurrence.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from kgbuild.lexicon.numbers import read_rows, rows_of

Carried = Literal["subject", "object", "genitive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceWords:
    """Verbs and nouns whose time is the time of the event that they say something of.

    Args:
        lemmas: The words.
        carries: Which of their dependents is the event.
        example: A sentence, read as published on 2025-12-27.
        trigger: The words of the example that report the event.
        expect: EDTF value of the event's time.
    """

    lemmas: tuple[str, ...]
    carries: Carried
    example: str
    trigger: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Prepositions before an occasion, at which what its verb reports happens ("în cadrul unui interviu").

    Args:
        forms: The prepositions.
        example: A sentence, read as published on 2025-12-27.
        trigger: The words of the example that report the occasion.
        expect: EDTF value of its time.
        types: Types of the events that are occasions after these; empty for all.
    """

    forms: tuple[str, ...]
    example: str
    trigger: str
    expect: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceEvent:
    """Words before an event from which on something else lasts until the publication ("de când a început războiul").

    Args:
        forms: The words.
        clause: Whether a clause follows, whose event may be any; else a noun.
        example: A text, read as published on 2025-12-27.
        trigger: The words of the example that report what lasts.
        expect: EDTF value of its time.
        nouns: Lemmas of the nouns that may stand between ("de la izbucnirea războiului").
        types: Types of the events that are meant without one.
        unless_preceded_by: Words before it with which it is a distance ("la scurt timp de la").
    """

    forms: tuple[str, ...]
    clause: bool
    example: str
    trigger: str
    expect: str
    nouns: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    unless_preceded_by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Occurrence:
    """All that a language's file says about taking place.

    Args:
        words: Words that carry an event.
        occasions: Prepositions before an occasion.
        amounts: Lemmas of nouns that stand between a word and the event it carries ("o serie de greve").
        spans: Lemmas of nouns that are times themselves ("seara").
        since: Words before an event from which on something lasts.
    """

    words: tuple[OccurrenceWords, ...]
    occasions: tuple[Occasion, ...]
    amounts: frozenset[str]
    spans: frozenset[str]
    since: tuple[SinceEvent, ...]

    @cached_property
    def carried(self) -> Mapping[str, frozenset[Carried]]:
        """Which dependents each lemma carries."""
        lemmas = {lemma for row in self.words for lemma in row.lemmas}
        return {lemma: frozenset(row.carries for row in self.words if lemma in row.lemmas) for lemma in lemmas}

    def is_occasion(self, preposition: str, event_type: str) -> bool:
        """Whether an event of a type is an occasion after a preposition."""
        return any(preposition in row.forms and (not row.types or event_type in row.types) for row in self.occasions)


@cache
def load_occurrence(language: str = "ro") -> Occurrence:
    """Read the words for taking place of a language.

    Raises:
        LexiconError: The file is missing or a row is wrong.
    """
    rows = read_rows(language, "occurrence.toml")
    return Occurrence(
        rows_of(OccurrenceWords, rows["words"], "occurrence.toml"),
        rows_of(Occasion, rows["occasion"], "occurrence.toml"),
        frozenset(map(str, rows["amounts"])),
        frozenset(map(str, rows["spans"])),
        rows_of(SinceEvent, rows["since"], "occurrence.toml"),
    )
