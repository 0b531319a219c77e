"""Search that is blind to diacritics, case and how letters are composed."""

import re
import unicodedata
from typing import Final

# Letters that are found by the plain one, and by each other.
_VARIANTS: Final = {
    "a": "aăâáàäãåǎ", "c": "cçćč", "d": "dđď", "e": "eéèêëěę", "g": "gğ", "i": "iîíìïı", "l": "lł", "n": "nñńň", "o": "oóòôöõőø",
    "r": "rř", "s": "sșşśšß", "t": "tțţť", "u": "uúùûüűů", "y": "yýÿ", "z": "zžźż",
}  # fmt: skip
_LONGEST: Final = 100


def pattern(words: str) -> str:
    r"""A regular expression of SPARQL that finds words, whatever diacritics either side has.

    Args:
        words: What people type; more than 100 characters are cut off.

    >>> pattern("Țară")
    '[tțţť][aăâáàäãåǎ][rř][aăâáàäãåǎ]'
    >>> pattern("a.b  (c")
    '[aăâáàäãåǎ]\\.b\\s+\\([cçćč]'
    """
    found = []
    for letter in unicodedata.normalize("NFC", words).strip()[:_LONGEST]:
        plain = unicodedata.normalize("NFD", letter.lower())[:1]
        if plain in _VARIANTS:
            found.append(f"[{_VARIANTS[plain]}]")
        elif letter.isspace():
            found.append(r"\s+")
        elif letter.isalnum():
            found.append(letter)
        elif unicodedata.category(letter)[0] != "C":
            found.append(re.sub(r"([.^$*+?()\[\]{}|\\-])", r"\\\1", letter))
    return re.sub(r"(\\s\+)+", lambda _: r"\s+", "".join(found))
