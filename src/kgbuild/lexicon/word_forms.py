"""The way from an inflected word to a lemma of the lexicon, for words whose analysed lemma the lexicon does not know."""

from collections.abc import Iterable, Mapping

from kgbuild.lexicon.inflection import fold

_SHORTEST_STEM = 4
_LONGEST_ENDING = 5
# Endings of nouns with their articles, folded, the longest first.
_NOUN_ENDINGS = (
    "urilor", "urile", "ilor", "elor", "iile", "ului", "uri", "iei", "ile", "ele", "ul", "ii", "le", "ei",
    "ea", "ia", "i", "e", "a", "u",
)  # fmt: skip
_NOUN_LEMMA_ENDINGS = ("e", "a", "u")
# Endings of finite verbs, gerunds and participles, folded, the longest first.
_VERB_ENDINGS = (
    "easca", "eaza", "aza", "este", "esti", "esc", "eze", "ezi", "ez", "and", "ind", "ata", "ate", "ati", "ita", "ite", "iti",
    "uta", "ute", "uti", "at", "it", "ut", "au", "am", "eau", "eam", "ea", "im", "em", "a", "e", "i", "u", "",
)  # fmt: skip
_VERB_LEMMA_ENDINGS = ("ea", "a", "e", "i")


def is_form_of(form: str, analysed: str, lemma: str) -> bool:
    """Whether a word is a form of a lemma: as the analysis says, or by its beginning where the lemma is long enough to tell.

    >>> is_form_of("baricade", "baricad", "baricadă"), is_form_of("dau", "da", "dar")
    (True, False)
    """
    if lemma in {analysed, form.lower(), form}:
        return True
    stem = fold(lemma)[:-1]
    return len(stem) >= _SHORTEST_STEM and fold(form).startswith(stem) and len(form) - len(lemma) <= _LONGEST_ENDING


class StemIndex:
    """Lemmas of one part of speech by their stem.

    Args:
        lemmas: The lemmas; of two with the same stem the first counts.
        verbs: Whether they are verbs rather than nouns.
    """

    def __init__(self, lemmas: Iterable[str], *, verbs: bool) -> None:
        self._endings = _VERB_ENDINGS if verbs else _NOUN_ENDINGS
        own = _VERB_LEMMA_ENDINGS if verbs else _NOUN_LEMMA_ENDINGS
        stems: dict[str, str] = {}
        for lemma in lemmas:
            stem = _strip(fold(lemma), own)
            if len(stem) >= _SHORTEST_STEM:
                stems.setdefault(stem, lemma)
        self._stems: Mapping[str, str] = stems

    def find(self, form: str) -> str | None:
        """The lemma that a form can belong to, None for none.

        >>> StemIndex(["atac", "revoltă"], verbs=False).find("atacurilor")
        'atac'
        >>> StemIndex(["bloca", "susține"], verbs=True).find("blochează")
        'bloca'
        """
        folded = fold(form)
        for ending in self._endings:
            if folded.endswith(ending):
                stem = folded[: len(folded) - len(ending)]
                found = self._stems.get(stem) or self._stems.get(_harden(stem)) if len(stem) >= _SHORTEST_STEM else None
                if found and not _loses_cedilla(found, form, len(stem)):
                    return found
        return None


def _strip(word: str, endings: tuple[str, ...]) -> str:
    ending = next((e for e in endings if word.endswith(e)), "")
    return word[: len(word) - len(ending)]


def _harden(stem: str) -> str:
    """Take back what a following front vowel does to the end of a stem: "blochează" to "bloca"."""
    return stem[:-1] if stem.endswith(("ch", "gh")) else stem


def _loses_cedilla(lemma: str, form: str, length: int) -> bool:
    """Whether a stem ends in "ț" in the lemma but in "t" in the form: "asistentul" is no form of "asistență"."""
    return lemma[length - 1 : length] == "ț" and form[length - 1 : length].lower() == "t"
