"""Words as consolidation compares them: beginnings that inflected forms have in common."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from kgbuild.lexicon.inflection import fold, to_key, to_nominative
from kgbuild.lexicon.numbers import load_numbers

_AUXILIARIES: Final = frozenset(
    {
        "a", "au", "am", "ai", "ar", "as", "va", "vor", "vom", "sa", "se", "si", "fi", "fie", "fost", "este", "e", "sunt",
        "era", "fiind", "nu", "o", "i", "le", "l", "ii", "isi", "s", "de", "la", "pe", "cu", "in", "din", "un", "unui", "unei",
        "cel", "cele", "mai",
    }
)  # fmt: skip
_STEM: Final = 5
# Words shorter than this name nothing ("de", "cel").
SHORTEST: Final = 4
# What says no more of people than that they are people, or what befell them.
ANYBODY: Final = frozenset(
    {"om", "oameni", "persoana", "persoane", "mort", "morti", "ranit", "raniti", "victima", "victime", "decedati", "cadavre"}
)
# A word with a capital that does not begin a sentence.
_NAME: Final = re.compile(r"(?<=[\w,;)] )[^\W\d_a-zăâîșțşţ][^\W\d_]{2,}")
_STEM_OF_NAME: Final = 6
_MOST_NAMES: Final = 32


def to_name(name: str) -> str:
    """A name as folded words, the first in the nominative."""
    first, *rest = name.split(" ")
    return " ".join(to_key(" ".join((to_nominative(first), *rest)))) if name else ""


def to_stems(words: str) -> Iterator[str]:
    """The beginnings of the words that say something; numbers and short words left out.

    >>> list(to_stems("Sute de fermieri și 12 studenți"))
    ['fermi', 'stude']
    """
    for word in to_key(words):
        if len(word) >= SHORTEST and word.isalpha() and word not in _AUXILIARIES and word not in _numerals():
            yield word[:_STEM]


def to_name_stem(word: str) -> str:
    """The beginning that forms of a name have in common.

    >>> to_name_stem("Timișoarei") == to_name_stem("Timișoara")
    True
    """
    return fold(word)[:_STEM_OF_NAME]


def find_names(text: str) -> list[str]:
    """The beginnings of the words that are written as names, those that stand there most often first."""
    counts = Counter(to_name_stem(m.group()) for m in _NAME.finditer(text))
    return sorted(counts, key=lambda name: (-counts[name], name))[:_MOST_NAMES]


@cache
def _numerals() -> frozenset[str]:
    return frozenset(fold(form) for cardinal in load_numbers().cardinals for form in cardinal.forms)


def to_trigger_stems(trigger: str) -> Iterator[str]:
    """The beginnings of a trigger's words, auxiliaries and the like left out."""
    for word in to_key(trigger):
        if word not in _AUXILIARIES:
            yield fold(word)[:_STEM]
