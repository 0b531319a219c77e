"""The way from an inflected word to a lemma of the lexicon, for words whose analysed lemma the lexicon does not know."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kgbuild.lexicon.inflection import fold

_SHORTEST_STEM = 4
_SHORTEST_LEVEL_STEM = 3
_VOWELS = frozenset("aeiou")
_CACHED_FORMS = 1 << 16
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
# What can follow the stem of a lemma in a vowel, and a noun that ends in a consonant.
_VOCALIC_ENDINGS = frozenset({*_NOUN_ENDINGS, *_VERB_ENDINGS})
_CONSONANTAL_ENDINGS = frozenset(
    ("", "ul", "ului", "ule", "i", "ii", "ilor", "uri", "urile", "urilor", "e", "ele", "elor", "a", "ei")
)
# Endings of infinitives, and of the nouns that name their action.
_LONG_INFINITIVES = (("ia", "iere"), ("ea", "ere"), ("a", "are"), ("e", "ere"), ("i", "ire"), ("î", "âre"))
# Verbs in "-ea" that go like those in "-a".
_FIRST_CONJUGATION = frozenset({"crea", "agrea", "recrea"})
_PLUPERFECT_ENDINGS = ("eserăm", "eserăți", "eseră", "eseși", "esem", "ese", "serăm", "serăți", "seră", "seși", "sem", "se")


@lru_cache(maxsize=_CACHED_FORMS)
def is_form_of(form: str, analysed: str, lemma: str) -> bool:
    """Whether a word is a form of a lemma: as the analysis says, or by its beginning where the lemma is long enough to tell.

    >>> is_form_of("baricade", "baricad", "baricadă"), is_form_of("dau", "da", "dar"), is_form_of("agenției", "agenție", "agent")
    (True, False, False)
    """
    if lemma in {analysed, form.lower(), form}:
        return True
    base, folded = fold(lemma), fold(form)
    vocalic = base[-1] in _VOWELS
    stem = base[:-1] if vocalic else base
    ending = folded.removeprefix(stem)
    return len(stem) >= _SHORTEST_STEM and folded != ending and ending in (_VOCALIC_ENDINGS if vocalic else _CONSONANTAL_ENDINGS)


def action_noun(infinitive: str) -> str:
    """The noun that names the action of a verb, its long infinitive; empty for what does not look like an infinitive.

    >>> [action_noun(verb) for verb in ("bloca", "negocia", "vedea", "trimite", "opri", "hotărî")]
    ['blocare', 'negociere', 'vedere', 'trimitere', 'oprire', 'hotărâre']
    """
    if infinitive in _FIRST_CONJUGATION:
        return f"{infinitive}re"
    for ending, long in _LONG_INFINITIVES:
        if infinitive.endswith(ending):
            return infinitive.removesuffix(ending) + long
    return ""


def perfect_stem(form: str) -> str:
    """What is left of a verb in the simple perfect or pluperfect without its ending: the participle, for many verbs.

    >>> perfect_stem("pătrunsese"), perfect_stem("arestaseră")
    ('pătruns', 'arestat')
    """
    lower = form.lower()
    for ending in _PLUPERFECT_ENDINGS:
        stem = lower.removesuffix(ending)
        if stem != lower and len(stem) >= _SHORTEST_STEM:
            return stem if stem.endswith("s") else f"{stem}t"
    return lower


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
        level: dict[str, str] = {}
        for lemma in lemmas:
            stem = _strip(fold(lemma), own)
            if len(stem) >= _SHORTEST_STEM:
                stems.setdefault(stem, lemma)
            if verbs and len(stem) >= _SHORTEST_LEVEL_STEM:
                level.setdefault(_level(stem), lemma)
        self._stems: Mapping[str, str] = stems
        self._level: Mapping[str, str] = level
        self._cached = lru_cache(maxsize=_CACHED_FORMS)(self._search)

    def find(self, form: str) -> str | None:
        """The lemma that a form can belong to, None for none.

        >>> StemIndex(["atac", "revoltă"], verbs=False).find("atacurilor")
        'atac'
        >>> StemIndex(["bloca", "susține"], verbs=True).find("blochează")
        'bloca'
        >>> StemIndex(["nega", "întoarce"], verbs=True).find("neagă")
        'nega'
        """
        return self._cached(form)

    def _search(self, form: str) -> str | None:
        folded = fold(form)
        for ending in self._endings:
            if folded.endswith(ending):
                stem = folded[: len(folded) - len(ending)]
                found = self._stems.get(stem) or self._stems.get(_harden(stem)) if len(stem) >= _SHORTEST_STEM else None
                if found and not _loses_cedilla(found, form, len(stem)):
                    return found
        return self._find_level(folded)

    def _find_level(self, folded: str) -> str | None:
        """The lemma whose stem differs from the form's in its stressed vowel only."""
        for ending in self._endings if self._level else ():
            stem = folded[: len(folded) - len(ending)]
            if folded.endswith(ending) and len(stem) >= _SHORTEST_LEVEL_STEM and (found := self._level.get(_level(stem))):
                return found
        return None


def _strip(word: str, endings: tuple[str, ...]) -> str:
    ending = next((e for e in endings if word.endswith(e)), "")
    return word[: len(word) - len(ending)]


def _level(stem: str) -> str:
    """Take back the diphthongs that stress makes: "neag", "întoarc"."""
    return stem.replace("ea", "e").replace("oa", "o")


def _harden(stem: str) -> str:
    """Take back what a following front vowel does to the end of a stem: "blochează" to "bloca"."""
    return stem[:-1] if stem.endswith(("ch", "gh")) else stem


def _loses_cedilla(lemma: str, form: str, length: int) -> bool:
    """Whether a stem ends in "ț" in the lemma but in "t" in the form: "asistentul" is no form of "asistență"."""
    return lemma[length - 1 : length] == "ț" and form[length - 1 : length].lower() == "t"
