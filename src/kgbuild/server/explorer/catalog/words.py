"""Words without diacritics and case, as they are kept and looked up."""

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart into a plain one and a mark.
_APART: Final = {"đ": "d", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"}
_MARKS: Final = range(0x300, 0x370)
_PLAIN: Final = str.maketrans(_APART) | dict.fromkeys(_MARKS)
_LONGEST: Final = 100
_PART: Final = re.compile(r'["„”“«»]([^"„”“«»]*)["”“»„«]|([^\W_]+)')
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Take diacritics and case away.

    >>> fold("Ţară, Țară, Wałęsa, ĐOKOVIĆ")
    'tara, tara, walesa, dokovic'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.lower()).translate(_PLAIN)


def expression(text: str) -> str:
    r"""The full-text expression that finds what people type: all words, each as a beginning; quoted words as they stand.

    Args:
        text: What they type; more than 100 characters are cut off.

    Returns:
        An expression of SQLite's FTS5; empty where there are no words.

    >>> expression("Țară de-a")
    '"tara"* "de"* "a"*'
    >>> expression('„Marea Neagră” OR x"')
    '"marea neagra" "or"* "x"*'
    >>> expression(" -- ")
    ''
    """
    found = []
    for phrase, word in _PART.findall(fold(text[:_LONGEST])):
        words = _WORD.findall(phrase)
        found += [f'"{word}"*'] if word else [f'"{" ".join(words)}"'] if words else []
    return " ".join(found)
