"""Which words a regular expression needs: it need not be run on a text that lacks them, nor where none that it begins with is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

_ATOM: Final = re.compile(
    r"(?P<open>\((?:\?(?:P<\w+>|:|<?[=!]))?)|(?P<close>\))|(?P<or>\|)|(?P<often>[?*+]|\{[^}]*\})"
    r"|(?P<any>\[(?:\\.|[^]\\])*\]|\\[dDwWsSAZ]|\.)|(?P<escape>\\.)|(?P<plain>.)",
    re.DOTALL,
)
# Digits, by themselves and as classes; and what stands for all words that begin with one.
_DIGITS: Final = re.compile(r"\d|\\d|\[[\d-]+\]")
_NUMBER: Final = "0"
# How it begins that what stands before may be missing.
_OPTIONAL: Final = ("?", "*", "{0", "{,")
_WIDTHLESS: Final = frozenset({r"\b", r"\B", "^", "$"})
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
def words_of(text: str) -> Mapping[str, Sequence[int]]:
    """Give the words of a text, as `needed_words` means them, and where each begins; "0" for all that begin with a digit."""
    places = defaultdict[str, list[int]](list)
    for match in _WORD.finditer(text):
        word = match[0]
        places[_NUMBER if word[0].isdigit() else word].append(match.start())
    return dict(places)


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


class Search:
    r"""A search for a regular expression that looks only where a word stands that a match can begin with.

    Args:
        pattern: The expression. It matches only at the borders of words.

    >>> [found[0] for found in Search(re.compile(r"(?:(?:luni|marti),? )?\d+ mai\b")).finditer("luni, 3 mai, si 4 mai")]
    ['luni, 3 mai', '4 mai']
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self._openings = openings(pattern.pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give what the method of the same name of `re.Pattern` gives."""
        if _ANYTHING in self._openings:
            yield from self.pattern.finditer(text)
            return
        words, end = words_of(text), 0
        for start in sorted([start for word in words.keys() & self._openings for start in words[word]]):
            if start >= end and (found := self.pattern.match(text, start)):
                end = found.end()
                yield found


def openings(pattern: str) -> Words:
    r"""Give the words that a match of a regular expression can begin with, as `words_of` has them; one is empty for any.

    >>> sorted(openings(r"(?:(?:luni|marti),? )?(?:\d+|doi|un(?:ui|a)?) mai"))
    ['0', 'doi', 'luni', 'marti', 'un', 'una', 'unui']
    """
    begun, open_ = _openings(_ATOM.finditer(pattern))
    return frozenset(begun | open_)


def _openings(atoms: Iterator[re.Match[str]]) -> tuple[set[str], set[str]]:
    """Give what the alternatives up to the end of a group begin with: words known in full, and what may go on behind it."""
    begun, open_ = set[str](), set[str]()
    # What the alternative at hand consists of so far, and did before the last atom.
    so_far = before = {""}
    for atom in atoms:
        match atom.lastgroup:
            case "close":
                break
            case "or":
                open_ |= so_far
                so_far = {""}
            case "often":
                # What may come again may follow itself.
                begun |= {_ANYTHING} if atom[0] != "?" and so_far - before else set()
                so_far = so_far | before if atom[0].startswith(_OPTIONAL) else so_far
            case "open" if atom[0].endswith(("=", "!")):
                _openings(atoms)
                before = so_far
            case "open":
                inner, inner_open = _openings(atoms)
                begun |= {first + second for first in so_far for second in inner}
                before, so_far = so_far, {first + second for first in so_far for second in inner_open}
            case _ if atom[0] in _WIDTHLESS:
                before = so_far
            case _ if _DIGITS.fullmatch(atom[0]):
                begun |= {_ANYTHING if first else _NUMBER for first in so_far}
                before, so_far = so_far, set()
            case "plain" if atom[0].isalpha():
                before, so_far = so_far, {first + atom[0] for first in so_far}
            case _:
                is_border = atom.lastgroup in {"plain", "escape"}
                begun |= {first if is_border else _ANYTHING for first in so_far}
                before, so_far = so_far, set()
    return begun, open_ | so_far


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
