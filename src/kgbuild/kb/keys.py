"""Keys of names: two names that the linker may take for the same have the same key."""

import re
from typing import Final

from kgbuild.lexicon.inflection import fold, split_words, to_sounds

# What inflection puts at the end of a word is made of these letters; so is what it takes away.
_ENDING: Final = re.compile(r"[aeiloru]+$")
# Vowels that inflection changes within a word ("europeană", "europene"), and consonants before its ending ("-ească", "-ești").
_CHANGES: Final = ((re.compile(r"ea|ia|ie"), "e"), (re.compile(r"sc$"), "st"))
_ARTICLES: Final = frozenset({"ul", "ului"})
_SHORTEST: Final = 2
_POSSESSIVE: Final = re.compile(r"'s$")


def person_key(name: str) -> str | None:
    """The key of a person's name: how its words sound; None for a single word, which names nobody.

    >>> person_key("Volodymyr Zelenskyy") == person_key("Volodimir Zelenski"), person_key("Maria")
    (True, None)
    """
    words = [to_sounds(m.group()) for m in split_words(_POSSESSIVE.sub("", name))]
    return f"p {' '.join(words)}" if len(words) > 1 else None


def other_key(name: str) -> str | None:
    """The key of any other name: the stems of its words; None where it has no word.

    >>> other_key("Uniunii Europene") == other_key("Uniunea Europeană"), other_key("Iranului") == other_key("Iran")
    (True, True)
    """
    words = [fold(m.group()) for m in split_words(name)]
    # "Oslo-ul" is Oslo.
    stems = [_stem(w) for i, w in enumerate(words) if not i or w not in _ARTICLES]
    return f"o {' '.join(stems)}" if stems else None


def _stem(word: str) -> str:
    """Cut a folded word down to what no inflection changes, its first letters at least."""
    stem = _ENDING.sub("", word)
    for pattern, replacement in _CHANGES:
        stem = pattern.sub(replacement, stem)
    return stem if len(stem) >= _SHORTEST else word[:_SHORTEST]
