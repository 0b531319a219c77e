"""Where Romanian words written together with a hyphen are parted, as patterns for spaCy's tokenizer.

A clitic keeps the hyphen that ties it to its verb or auxiliary when it stands first ("s-|a", "într-|o"), and gets it when it
follows ("să |-l", "a |-și", "văzându |-se"). A word that has lost its first letter ("se |-ntoarce") always gets it.
"""

import re

from spacy.lang.ro.punctuation import TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
from spacy.tokenizer import Tokenizer
from spacy.util import compile_prefix_regex, compile_suffix_regex

# What keeps the hyphen before most words.
HOSTS = (  # noqa: SIM905 (a list of thirty strings reads worse)
    "a c ce cu d dac de dintr e făr i intr într l le m mi n ne p pe prim printr s se ș și te ți v"
).split()
# Hosts that leave the hyphen to what follows, and to what.
AFTER = {
    "a": "i l mi și ți",
    "ce": "a i l mi o oi or și ți",
    "de": "i mi ți",
    "mi": "i l",
    "și": "mi și ți",
}
# What gets the hyphen after any other word. Nouns have their endings so: "CRF-uri", "web-ul".
ENCLITICS = (  # noqa: SIM905
    "a aceasta ai al ale alta am ar astea atâta au aș ați i ii ilor l le lea li lor mea meu mi mă n ne ni o oi or s se si te ul "
    "ului un uri urile urilor veți vi vă ăștia și ți"
).split()
# Words without their "î": no word begins so otherwise, but for a few that have a vowel there.
ELIDED = r"(?:n[bcdfgjkrsștțvz]|m[bp]|n[aă](?:inte|poi|untru|lt))\w*"
# "Așa-numitul" and its like are parted behind the hyphen.
SO_CALLED = r"așa-(?=numit|numiț|zis|ziș|zic)"
PLAIN = {"ă": "[ăa]", "â": "[âa]", "î": "[îi]", "ș": "[șşs]", "ț": "[țţt]"}


def spellings(pattern: str) -> str:
    """Let a pattern's letters stand without their diacritics too.

    >>> spellings("să")
    's[ăa]'
    """
    return "".join(PLAIN.get(letter, letter) for letter in pattern)


def _any_of(words: list[str]) -> str:
    """Give the pattern of one of some words, longer ones first."""
    return "(?:" + "|".join(sorted(map(spellings, words), key=len, reverse=True)) + ")"


def prefixes() -> list[str]:
    """Give the patterns of what is cut off at the beginning of a string, hyphen included."""
    patterns = [f"(?i:{spellings(SO_CALLED)})"]
    for host in sorted(HOSTS, key=len, reverse=True):
        others = rf"|(?i:{_any_of(AFTER[host].split())})(?!\w)" if host in AFTER else ""
        patterns.append(rf"(?i:{spellings(host)})-(?!{ELIDED}{others})")
    return patterns


def suffixes() -> list[str]:
    """Give the patterns of what is cut off at the end of a string, hyphen included."""
    # Behind a quotation mark the end of a string is looked at before its host has been cut off.
    kept = "".join(rf"(?<!(?<![\w-]){spellings(host)})" for host in HOSTS)
    own = [rf"(?<=(?<![\w-]){spellings(host)})-{_any_of(clitics.split())}" for host, clitics in AFTER.items()]
    return [rf"(?<=\w)-{ELIDED}", *(f"(?i:{pattern})" for pattern in (*own, rf"{kept}-{_any_of(ENCLITICS)}"))]


def part_at_hyphens(tokenizer: Tokenizer) -> None:
    """Put these patterns in the place of those that spaCy's tokenizer for Romanian has for words with a hyphen.

    Args:
        tokenizer: The tokenizer.
    """
    before = [pattern for pattern in TOKENIZER_PREFIXES if not re.fullmatch(r"\w+-", pattern)]
    after = [pattern for pattern in TOKENIZER_SUFFIXES if not re.fullmatch(r"-\w+", pattern)]
    tokenizer.prefix_search = compile_prefix_regex([*prefixes(), *before]).search
    tokenizer.suffix_search = compile_suffix_regex([*suffixes(), *after]).search
