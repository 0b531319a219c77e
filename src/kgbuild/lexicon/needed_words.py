"""Which words a regular expression cannot do without: it need not be run on a text that lacks them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_ATOM: Final = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|:|<?[=!]))?)|(?P<close>\))|(?P<or>\|)|(?P<often>[?*+]|\{[^}]*\})"
    r"|(?P<any>\[(?:\\.|[^]\\])*\]|\\[dDwWsSAZ]|\.)|(?P<escape>\\.)|(?P<plain>.)",
    re.DOTALL,
)
_WORD: Final = re.compile(r"\w+")
# Several stages ask for the words of the text at hand.
_TEXTS: Final = 8
# What an expression is made of: letters and digits of words, borders of words, anything, and groups of alternatives.
_BORDER: Final = " "
_ANYTHING: Final = ""
_Item = str | list["_Sequence"]
_Sequence = list[_Item]
Words = frozenset[str]


@lru_cache(_TEXTS)
def words_of(text: str) -> Words:
    """Give the words of a text, as `needed_words` means them."""
    return frozenset(_WORD.findall(text))


def needed_words(pattern: str) -> tuple[Words, ...]:
    r"""Give sets of words: where a regular expression matches, the text has a word of each.

    A word is all letters, digits and underscores that stand together. The expression is taken to begin and end at a border of
    words.

    Args:
        pattern: The expression; no flag may change what its letters match.

    >>> [sorted(words) for words in needed_words(r"(?:acum|in urma cu) \d+(?: de)? (?:zile|zi)\b")]
    [['acum', 'urma'], ['zi', 'zile']]
    >>> needed_words(r"(?:acum )?\d+ zil[ae]")
    ()
    """
    return tuple(_of_group(_read(_ATOM.finditer(pattern)), opened=True, closed=True))


def _read(atoms: Iterator[re.Match[str]]) -> list[_Sequence]:
    """Read the alternatives up to the end of a group."""
    alternatives: list[_Sequence] = [[]]
    for atom in atoms:
        match atom.lastgroup:
            case "close":
                break
            case "or":
                alternatives.append([])
            case "often":
                alternatives[-1][-1] = _ANYTHING
            case "open":
                inner = _read(atoms)
                alternatives[-1].append(inner if atom[0] in {"(", "(?:"} or atom[0].startswith("(?P") else _ANYTHING)
            case "any":
                alternatives[-1].append(_ANYTHING)
            case "escape":
                alternatives[-1].append(_BORDER)
            case _:
                alternatives[-1].append(atom[0] if atom[0].isalnum() or atom[0] == "_" else _BORDER)
    return alternatives


def _of_group(alternatives: list[_Sequence], *, opened: bool, closed: bool) -> list[Words]:
    """Give the words that alternatives need, the rarest of each where there are several, long words being rare ones.

    Args:
        alternatives: The alternatives.
        opened: Whether they begin at a border of words.
        closed: Whether they end at one.
    """
    needed = [list(_of_sequence(each, opened=opened, closed=closed)) for each in alternatives]
    if len(needed) == 1 or not all(needed):
        return needed[0] if len(needed) == 1 else []
    return [frozenset().union(*(max(sets, key=lambda words: min(map(len, words))) for sets in needed))]


def _of_sequence(items: _Sequence, *, opened: bool, closed: bool) -> Iterator[Words]:
    """Give the words that a sequence needs."""
    word, begun = "", opened
    following = [*items, _BORDER if closed else _ANYTHING][1:]
    for item, after in zip(items, following, strict=True):
        if isinstance(item, list):
            yield from _of_group(item, opened=begun and not word, closed=after == _BORDER)
        elif len(item) == 1 and item != _BORDER:
            word += item
            if begun and after == _BORDER:
                yield frozenset({word})
            continue
        word, begun = "", item == _BORDER
