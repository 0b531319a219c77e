"""Text as kgbuild counts it: decoding, cleaning, folding. Pure functions, no files.

An article's text is decoded, cleaned and composed once, before any offset is counted, so that an offset means the same in
every later stage and in the graph. The words themselves are never rewritten.

Source: Unicode Standard Annex 15 (normalisation); Unicode General Categories; the code charts of Windows-1250, ISO-8859-2 and
ISO-8859-16.
"""

import codecs
import re
import unicodedata
from typing import Final

from kgbuild.errors import InputError

# Cedilla letters stand for the comma-below letters in text of the years before the latter were in common fonts.
_COMMA_BELOW: Final = str.maketrans("şŞţŢ", "șȘțȚ")

# Marks that end a line in some system or other; the form feed and the vertical tab stand between words, so they cannot just go.
_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES: Final = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\xd0\xcf\x11\xe0": "an old office document",
}

# Where two encodings fit equally well, the first wins: it has the letters of today's spelling.
_EIGHT_BIT: Final = ("iso8859-16", "cp1250", "iso8859-2")
_ROMANIAN: Final = frozenset("ăâîșțşţĂÂÎȘȚŞŢ")
_TYPOGRAPHIC: Final = frozenset("„”“’‘«»–—…€§°")
_ACUTE_AND_UMLAUT: Final = frozenset("áéíóúöüçëÁÉÍÓÚÖÜÇËß\u00a0")
# Of a Romanian text's characters beyond ASCII, names from abroad make up a few in a hundred.
_LEAST_ROMANIAN_SHARE: Final = 0.6
# The last two code points of each plane, and a block within Arabic, are for ever no characters.
_PLANE_END: Final = 0xFFFE
_NONCHARACTERS: Final = range(0xFDD0, 0xFDF0)

# A text with a stray control character is a text; one with more than this share of them is not.
_MOST_CONTROL_SHARE: Final = 0.02


def decode(data: bytes, path: str | None = None) -> tuple[str, str]:
    """Decode an article's bytes: Unicode by mark or by form, else the 8-bit encodings of Romanian.

    The 8-bit encodings agree on every Romanian letter and differ in quotation marks, dashes and foreign letters; the one that
    makes the most likely Romanian text is taken, and none where the text would not look Romanian.

    Args:
        data: The bytes.
        path: Where they come from, for the error.

    Returns:
        The text and the name of its encoding.

    Raises:
        InputError: The data are binary or in another encoding; `offset` is the byte that shows it.

    >>> decode("știre".encode())
    ('știre', 'utf-8')
    >>> decode("„Aşa e”, a zis ţăranul".encode("cp1250"))
    ('„Aşa e”, a zis ţăranul', 'cp1250')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding, path), encoding
    _refuse_binary(data, path)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        encoding = _guess_eight_bit(data, error.start, path)
        return data.decode(encoding), encoding


def _decode_marked(data: bytes, encoding: str, path: str | None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = (
            f"begins with a mark of {encoding.removesuffix('-sig')} but is not valid at byte {error.start}; save it as UTF-8"
        )
        raise InputError(message, path, error.start) from error


def _refuse_binary(data: bytes, path: str | None) -> None:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise InputError(f"is {kind}, not text; give the article as plain text", path, 0)
    zero = data.find(0)
    if zero >= 0:
        message = f"is binary, not text (zero byte at byte {zero}); UTF-16 needs its byte-order mark"
        raise InputError(message, path, zero)
    controls = [m.start() for m in re.finditer(rb"[\x01-\x08\x0e-\x1a\x1f\x7f]", data)]
    if len(controls) > max(8, _MOST_CONTROL_SHARE * len(data)):
        raise InputError(f"is binary, not text (control characters from byte {controls[0]})", path, controls[0])


def _guess_eight_bit(data: bytes, offset: int, path: str | None) -> str:
    """The 8-bit encoding that makes the most Romanian text of `data`, which is no UTF-8 from `offset`."""
    repaired = data.decode("utf-8", errors="replace")
    broken = repaired.count("\ufffd")
    if sum(c > "\x7f" for c in repaired) - broken > broken:
        message = f"is UTF-8 with a broken character at byte {offset}; repair it or save it as UTF-8 again"
        raise InputError(message, path, offset)
    scores = {encoding: _romanian_score(data, encoding) for encoding in _EIGHT_BIT}
    best = max(_EIGHT_BIT, key=lambda encoding: scores[encoding])
    if scores[best] < _LEAST_ROMANIAN_SHARE:
        message = (
            f"is neither UTF-8 nor Romanian text in Windows-1250, ISO-8859-16 or ISO-8859-2 "
            f"(byte 0x{data[offset]:02X} at byte {offset}); save it as UTF-8"
        )
        raise InputError(message, path, offset)
    return best


def _romanian_score(data: bytes, encoding: str) -> float:
    """How Romanian the characters beyond ASCII look when read in an encoding: 1 all, 0 or less none or undefined."""
    try:
        beyond = [c for c in data.decode(encoding) if c > "\x7f"]
    except UnicodeDecodeError:
        return -1.0
    score = 0.0
    for character in beyond:
        if character in _ROMANIAN or character in _TYPOGRAPHIC:
            score += 1
        elif character < "\xa0":  # a C1 control: no text has them
            score -= 5
        elif character not in _ACUTE_AND_UMLAUT:
            score -= 1
    return score / len(beyond)


def clean(text: str) -> str:
    r"""Make a text fit to count in: NFC, `\n` for every kind of line end, no invisible characters.

    Dropped: control characters but tab and line feed, format characters (zero-width, bidirectional, soft hyphen, byte-order
    mark), surrogates and noncharacters. Non-breaking spaces stay.

    Args:
        text: Any text.

    Returns:
        The text in which offsets are counted.

    >>> clean("Chis\u0326ina\u0306u\r\n\u200bazi\u202e\x00")
    'Chișinău\nazi'
    """
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii() or not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or _belongs(c))
    return unicodedata.normalize("NFC", text)


def _belongs(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn":
        return ord(character) & _PLANE_END != _PLANE_END and ord(character) not in _NONCHARACTERS
    return category not in {"Cc", "Cf", "Cs"} or character in "\t\n"


def with_comma_below(text: str) -> str:
    """Turn the letters with cedilla into today's letters with comma below; the length stays.

    >>> with_comma_below("Ţara şi TIMIŞOARA")
    'Țara și TIMIȘOARA'
    """
    return text.translate(_COMMA_BELOW)


def fold(text: str) -> str:
    """Lower case without diacritics, for matching; the length stays, so offsets carry over.

    >>> fold("Țările Române și ÎNCĂ")
    'tarile romane si inca'
    """
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)).lower()
    return base if len(base) == 1 else character
