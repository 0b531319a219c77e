"""What tells one person from another: offices and parts that have several names, and the gender of first names."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal

from kgbuild.errors import LexiconError
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.rows import read_rows

# The offices of those who lead a country.
OF_STATES = frozenset({"head of state", "head of government"})
Gender = Literal["Fem", "Masc"]


@cache
def load_offices(language: str = "ro") -> Mapping[str, Mapping[str, str]]:
    """Load the offices, and the parts that people play in the news, that have several names, by lemma, then folded modifier.

    Raises:
        LexiconError: A row is wrong.
    """
    rows = read_rows(language, "offices.tsv", ("lemma", "modifier", "office"))
    offices: dict[str, dict[str, str]] = {}
    for _, row in rows:
        offices.setdefault(row["lemma"], {})[fold(row["modifier"])] = row["office"]
    return offices


def find_office(lemma: str, modifiers: Iterable[str], language: str = "ro") -> str:
    """Find what office a noun with its modifiers means, empty for one with a single name.

    Args:
        lemma: The noun's base form.
        modifiers: Folded base forms of what narrows it down.
        language: The language's folder.

    Returns:
        `head of state`, `head of government`, `official` for words that suit any holder of an office, `anybody` for words that
        suit all, `accused`, `protester`, …

    >>> find_office("șef", ["stat"]), find_office("premier", []), find_office("scaun", [])
    ('head of state', 'head of government', '')
    """
    offices = load_offices(language).get(lemma)
    if offices is None:
        return ""
    return next((offices[m] for m in sorted(modifiers) if m in offices), offices.get("", ""))


@cache
def _load_genders(language: str) -> Mapping[str, str]:
    genders = {}
    for number, row in read_rows(language, "given_names.tsv", ("name", "gender")):
        if row["gender"] not in {"Fem", "Masc", ""}:
            raise LexiconError(f"no gender {row['gender']!r}, use Fem, Masc or nothing", "given_names.tsv", number)
        genders[row["name"]] = row["gender"]
    return genders


def find_gender(given_name: str, language: str = "ro") -> Gender | None:
    """Tell the gender that a first name shows: feminine ends in -a, save for those that the lexicon knows better.

    >>> find_gender("Maia"), find_gender("Mircea"), find_gender("Kim")
    ('Fem', 'Masc', None)
    """
    name = fold(given_name)
    found = _load_genders(language).get(name, "Fem" if name.endswith("a") else "")
    return "Fem" if found == "Fem" else "Masc" if found == "Masc" else None


@cache
def load_first_names(language: str = "ro") -> frozenset[str]:
    """Load first names, folded, that say that a name is a person's; those that are places as well are not among them.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(fold(row["name"]) for _, row in read_rows(language, "first_names.tsv", ("name",)))


@cache
def load_common_surnames(language: str = "ro") -> frozenset[str]:
    """Load family names, folded, of heads of states that many others have, or that are words of the language.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(fold(row["name"]) for _, row in read_rows(language, "common_surnames.tsv", ("name",)))
