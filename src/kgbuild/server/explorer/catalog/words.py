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
_WORD_OR_NOT: Final = re.compile(r"[^\W_]+|[\W_]+")


def fold(text: str) -> str:
    """Take diacritics and case away.

    >>> fold("Ţară, Țară, Wałęsa, ĐOKOVIĆ")
    'tara, tara, walesa, dokovic'
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFD", text.lower()).translate(_PLAIN)


def marked(text: str, words: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, with whether each is a word that was looked for.

    Args:
        text: The text, as it is written.
        words: What people typed.

    >>> marked("Țara e mică.", "tar")
    [('Țara', True), (' e mică.', False)]
    """
    wanted = tuple(_WORD.findall(fold(words[:_LONGEST])))
    pieces: list[tuple[str, bool]] = []
    for piece in _WORD_OR_NOT.findall(text):
        hit = bool(wanted) and fold(piece).startswith(wanted)
        if pieces and not hit and not pieces[-1][1]:
            piece = pieces.pop()[0] + piece  # noqa: PLW2901 — the piece grows
        pieces.append((piece, hit))
    return pieces


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
