"""Forms of Romanian names: folding, inflection, and the way back to the base form."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_DOUBLED = re.compile(r"(.)\1")
_WORD = re.compile(r"[^\W_]+")

# Ending of the first word of a name -> endings of its genitive and dative, the longest ending first. An ending in "+" is added.
_OBLIQUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("iunea", ("iunii",)),
    ("tatea", ("tății",)),
    ("area", ("ării",)),
    ("erea", ("erii",)),
    ("irea", ("irii",)),
    ("stea", ("știi",)),
    ("rtea", ("rții",)),
    ("banca", ("băncii",)),
    ("ea", ("ei",)),
    ("ca", ("cii", "căi")),
    ("ga", ("gii", "găi")),
    ("ia", ("iei",)),
    ("a", ("ei",)),
    ("ul", ("ului",)),
    ("le", ("lor",)),
    ("ii", ("ilor",)),
    ("ine", ("inelor", "inele")),
    ("u", ("ul", "ului")),
)
# Ending of an adjective that agrees with a feminine first word -> its genitive and dative.
_AGREEING: tuple[tuple[str, str], ...] = (
    ("eană", "ene"),
    ("iană", "iene"),
    ("neagră", "negre"),
    ("ească", "ești"),
    ("oasă", "oase"),
    ("ie", "ii"),
    ("ă", "e"),
)
# Endings of nouns that no adjective has.
_NOUNS_ONLY = ("ție", "ţie", "sie")
# Genitive or dative ending of a word -> its nominative.
_NOMINATIVE: tuple[tuple[str, str], ...] = (
    ("iunii", "iunea"),
    ("tății", "tatea"),
    ("ării", "area"),
    ("erii", "erea"),
    ("irii", "irea"),
    ("urii", "ura"),
    ("gărzii", "garda"),
    ("băncii", "banca"),
    ("curții", "curtea"),
    ("cții", "cția"),
    ("ului", "ul"),
    ("elui", "ele"),
    ("elor", "ele"),
    ("urilor", "urile"),
    ("iilor", "iile"),
    ("ilor", "ii"),
    ("eei", "eea"),
    ("iei", "ia"),
    ("cii", "ca"),
    ("ei", "a"),
)
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("ts", "t"),
    ("ph", "f"), ("w", "v"), ("y", "i"), ("k", "c"), ("x", "cs"), ("ii", "i"), ("ci", "c"), ("ji", "j"),
)  # fmt: skip


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Take case and diacritics away.

    >>> fold("Phenianul și Coreea")
    'phenianul si coreea'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def split_words(text: str) -> Iterator[re.Match[str]]:
    """Find the words of a text: stretches of letters and digits."""
    return _WORD.finditer(text)


@lru_cache(maxsize=1 << 14)
def to_key(text: str) -> tuple[str, ...]:
    """Give the folded words of a name.

    >>> to_key("Fratelli d'Italia")
    ('fratelli', 'd', 'italia')
    """
    return tuple(fold(match.group()) for match in split_words(text))


@lru_cache(maxsize=1 << 14)
def to_sounds(word: str) -> str:
    """Give what the transliterations of a foreign name have in common.

    >>> to_sounds("Lukashenko") == to_sounds("Lukașenko"), to_sounds("Zelenskyy") == to_sounds("Zelenski")
    (True, True)
    """
    sounds = fold(word)
    for written, heard in _SOUNDS:
        sounds = sounds.replace(written, heard)
    return _DOUBLED.sub(r"\1", sounds)


def inflect_name(name: str) -> Iterator[str]:
    """Give the genitive and the articled forms of a name, itself not among them; initials have none.

    >>> list(inflect_name("Uniunea Europeană"))
    ['Uniunii Europene']
    >>> list(inflect_name("Iran")), list(inflect_name("Galați"))
    (['Iranul', 'Iranului'], ['Galațiul', 'Galațiului', 'Galați-ul', 'Galați-ului'])
    >>> list(inflect_name("FEMA"))
    []
    """
    if name.isupper() and " " not in name:
        return
    first, space, rest = name.partition(" ")
    ending = next((e for e in _OBLIQUE if first.lower().endswith(e[0])), None)
    if ending is not None:
        feminine = ending[0].endswith("a")
        tail = space + _inflect_adjectives(rest) if feminine and rest else space + rest
        for replacement in ending[1]:
            yield _replace_ending(first, ending[0], replacement) + tail
    elif not space and name[-1:].isalpha():
        last = name[-1].lower()
        glues = ("", "-") if last == "i" else ("-",) if last in "aeouy" else ("",)
        yield from (name + glue + article for glue in glues for article in ("ul", "ului"))


def _inflect_adjectives(words: str) -> str:
    """Put the adjectives at the beginning of a phrase into the feminine genitive, up to the first that is none."""
    parts = words.split(" ")
    for i, word in enumerate(parts):
        ending = next((e for e in _AGREEING if word.lower().endswith(e[0])), None)
        if ending is None:
            break
        parts[i] = _replace_ending(word, *ending)
    return " ".join(parts)


@lru_cache(maxsize=1 << 14)
def to_nominative(word: str) -> str:
    """Give the articled nominative of a genitive or dative, the word itself where it is none.

    >>> to_nominative("Ministerului"), to_nominative("Prefecturii"), to_nominative("Mariannei"), to_nominative("Putin")
    ('Ministerul', 'Prefectura', 'Marianna', 'Putin')
    """
    lower = word.lower()
    ending = next((e for e in _NOMINATIVE if lower == e[0] or (lower.endswith(e[0]) and len(word) > len(e[0]) + 1)), None)
    return _replace_ending(word, *ending) if ending else word


def to_feminine_nominative(adjective: str) -> str:
    """Give the nominative of an adjective in the feminine genitive or dative, the word itself where it ends otherwise.

    >>> to_feminine_nominative("Italiene"), to_feminine_nominative("Penale"), to_feminine_nominative("Mari")
    ('Italiană', 'Penală', 'Mari')
    >>> to_feminine_nominative("Anticorupție")
    'Anticorupție'
    """
    if adjective.lower().endswith(_NOUNS_ONLY):
        return adjective
    fitting = [e for e in _AGREEING if e[1] != "ii" and adjective.lower().endswith(e[1])]
    ending = max(fitting, key=lambda e: len(e[1]), default=None)
    return _replace_ending(adjective, ending[1], ending[0]) if ending else adjective


def _replace_ending(word: str, old: str, new: str) -> str:
    """Put one ending in the place of another, in capitals where the word is."""
    stem = word[: len(word) - len(old)]
    if not stem:
        return new.capitalize() if word[0].isupper() else new
    return stem + (new.upper() if word.isupper() and len(word) > 1 else new)
