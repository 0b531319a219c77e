"""Which language a text is in, by its function words: light enough to ask of every article.

It serves one purpose: to tell the user that a text is not Romanian before a Romanian pipeline makes nonsense of it. It stays
silent where it cannot be sure.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from kgbuild.text import fold

# Function words make up a third to a half of running text in all these languages.
_LEAST_SHARE: Final = 0.15
_LEAST_WORDS: Final = 20
_MOST_WORDS: Final = 3000
_LEAST_LEAD: Final = 1.2
# Names of scripts as the Unicode character names begin, and what to call a text in them.
_SCRIPTS: Final = {
    "CYRILLIC": "a language in Cyrillic script",
    "GREEK": "Greek",
    "ARABIC": "a language in Arabic script",
    "HEBREW": "Hebrew",
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "HANGUL": "Korean",
}


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """The language a text looks like.

    Args:
        code: ISO 639-1 code, `und` where only the script is known.
        name: Its English name, for messages.
    """

    code: str
    name: str


@cache
def _function_words() -> dict[LanguageGuess, frozenset[str]]:
    table = tomllib.loads(resources.files("kgbuild").joinpath("language.toml").read_text(encoding="utf-8"))
    return {LanguageGuess(code, row["name"]): frozenset(row["words"].split()) for code, row in table.items()}


def guess_language(text: str) -> LanguageGuess | None:
    """Guess the language of a text.

    Args:
        text: Running text; a few sentences are enough.

    Returns:
        The guess, None where the text is too short or too unlike any known language to tell.

    >>> guess_language("Președintele a declarat că nu va mai fi o problemă, iar guvernul este de acord cu el, după ce "
    ...                "a vorbit cu cei care au fost la întâlnirea din capitală.").name
    'Romanian'
    >>> guess_language("The president said that it would not be a problem, and the government has agreed with him "
    ...                "after talks with those who were at the meeting.").name
    'English'
    >>> guess_language("Kim Jong Un") is None
    True
    """
    script = _foreign_script(text)
    if script:
        return LanguageGuess("und", script)
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(text))[:_MOST_WORDS]
    if len(words) < _LEAST_WORDS:
        return None
    counts = Counter(words)
    shares = {g: sum(counts[w] for w in known) / len(words) for g, known in _function_words().items()}
    best, second = sorted(shares, key=lambda g: -shares[g])[:2]
    sure = shares[best] >= _LEAST_SHARE and shares[best] >= _LEAST_LEAD * shares[second]
    return best if sure else None


def _foreign_script(text: str) -> str | None:
    """What a text mostly in another script than Latin is, None for Latin script."""
    letters = [c for c in text[:5000] if c.isalpha()]
    if len(letters) < _LEAST_WORDS:
        return None
    scripts = Counter(unicodedata.name(c, "?").partition(" ")[0] for c in letters)
    script, count = scripts.most_common(1)[0]
    return _SCRIPTS.get(script) if count > len(letters) / 2 else None
