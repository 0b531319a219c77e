"""Give Romanian text its diacritics back where it was written without: old pages, messages, feeds of agencies.

Each word is spelt as it mostly is; between the spellings that several words share ("ca" and "că", "tari" and "țări") the words on
both sides decide. `training/diacritics.py` counts both in the corpora.

Source: the choice by neighbours is Yarowsky's, Decision Lists for Lexical Ambiguity Resolution: Application to Accent Restoration
in Spanish and French, ACL 1994, with the naive Bayes that he compares with.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Self

WORD: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MARKS: Final = "ăâîșțşţĂÂÎȘȚŞŢ"
_MARKED: Final = re.compile(f"[{_MARKS}]")
_BARE: Final = str.maketrans(_MARKS, "aaiststAAISTST")
# News have three to six diacritics in a hundred characters. Of what has fewer, the words that cannot do without tell: of a
# Romanian text they are a sixth, and where more lack theirs than other words have them, as below a title, it was written without.
_FEW: Final = 0.02
_LEAST_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Spelling:
    """One of the spellings that words without their diacritics share, and what speaks for it.

    Args:
        form: The word with its diacritics.
        share: Natural logarithm of how frequent it is, up to a constant.
        before: What each word right before it adds, by its bare form in lower case.
        after: Likewise each word right after it.
    """

    form: str
    share: float
    before: Mapping[str, float]
    after: Mapping[str, float]

    def weight(self, before: str, after: str) -> float:
        """How much speaks for it between two words."""
        return self.share + self.before.get(before, 0.0) + self.after.get(after, 0.0)


@dataclass(frozen=True, slots=True)
class Diacritics:
    """How words are spelt.

    Args:
        certain: The one spelling of bare words.
        choices: The spellings of bare words that have several.
    """

    certain: Mapping[str, str]
    choices: Mapping[str, tuple[Spelling, ...]]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `training/diacritics.py` wrote."""
        table = json.loads(text)
        choices = {bare: tuple(Spelling(form, *rest) for form, *rest in rows) for bare, rows in table["choices"].items()}
        return cls({without_diacritics(form): form for form in table["certain"]}, choices)

    def are_lacking(self, text: str) -> bool:
        """Whether a text was written without diacritics: most of the words that cannot do without lack them.

        >>> load_diacritics().are_lacking("Presedintele a anuntat ca pleaca."), load_diacritics().are_lacking("El vine la Paris.")
        (True, False)
        """
        words = [m[0].lower() for m in WORD.finditer(text)]
        marked = sum(map(has_diacritics, words))
        lacking = sum(self.certain.get(word, word) != word for word in words)
        return lacking > max(marked, _LEAST_SHARE * len(words))

    def restore(self, text: str) -> str:
        """Spell the words of a text with their diacritics, but for those that have some; the length stays.

        >>> load_diacritics().restore("Presedintele SUA a anuntat ca tara lui sprijina Ucraina, iar Putin si ALTII nu.")
        'Președintele SUA a anunțat că țara lui sprijină Ucraina, iar Putin și ALȚII nu.'
        """
        found = list(WORD.finditer(text))
        around = ["", *(without_diacritics(m[0]).lower() for m in found), ""]
        pieces: list[str] = []
        end = 0
        for match, before, after in zip(found, around, around[2:], strict=False):
            pieces += text[end : match.start()], self._spell(match[0], before, after)
            end = match.end()
        return "".join([*pieces, text[end:]])

    def _spell(self, word: str, before: str, after: str) -> str:
        for key in _keys(word):
            if key in self.choices:
                return _in_case(max(self.choices[key], key=lambda s: s.weight(before, after)).form, word)
            if key in self.certain:
                return _in_case(self.certain[key], word)
        return word


def _keys(word: str) -> Iterator[str]:
    """As what to look a word up: names have spellings of their own."""
    if word.istitle():
        yield word
    yield word.lower()


def _in_case(form: str, word: str) -> str:
    """Give a form the capitals of a word of the same letters."""
    return "".join(c.upper() if w.isupper() else c for w, c in zip(word, form, strict=True))


def with_diacritics(text: str) -> str:
    """Give a text that was written without its diacritics back, any other as it is; the length stays.

    >>> with_diacritics("Guvernul a anuntat ca trimite ajutoare si in Ucraina."), with_diacritics("Țara a anuntat asta.")
    ('Guvernul a anunțat că trimite ajutoare și în Ucraina.', 'Țara a anuntat asta.')
    """
    if sum(map(text.count, _MARKS)) >= _FEW * len(text):
        return text
    diacritics = load_diacritics()
    return diacritics.restore(text) if diacritics.are_lacking(text) else text


def has_diacritics(text: str) -> bool:
    """Whether there are Romanian diacritics in a text.

    >>> has_diacritics("Ţara"), has_diacritics("Tara")
    (True, False)
    """
    return _MARKED.search(text) is not None


def without_diacritics(text: str) -> str:
    """Take the Romanian diacritics away; the length stays.

    >>> without_diacritics("Țările și Zürich")
    'Tarile si Zürich'
    """
    return text.translate(_BARE)


@cache
def load_diacritics() -> Diacritics:
    """Load how Romanian words are spelt."""
    return Diacritics.from_json(
        resources.files("kgbuild").joinpath("lexicon", "ro", "diacritics.json").read_text(encoding="utf-8")
    )
