"""Common nouns for people, bodies and places, by what they say of an actor."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, get_args

from kgbuild.errors import LexiconError
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.rows import read_rows

NounClass = Literal[
    "leader",
    "position",
    "profession",
    "member",
    "person",
    "citizen",
    "people",
    "group",
    "source",
    "relative",
    "organization",
    "national",
    "outlet",
    "authority",
    "government",
    "country",
    "place",
]

# Endings of nouns with their articles, folded, the longest first.
_ENDINGS = (
    "urilor",
    "urile",
    "ului",
    "ilor",
    "elor",
    "iile",
    "ile",
    "uri",
    "iei",
    "ule",
    "ii",
    "ul",
    "le",
    "ei",
    "lor",
    "ea",
    "ia",
    "i",
    "e",
    "a",
    "",
)
# What stands behind the article of nouns for those who lead others of their kind ("procurorul-șef").
_CHIEF = "-șef"
_SHORTEST_STEM = 4
# Endings that no noun in -ă or -a has.
_MASCULINE = frozenset({"ul", "ului", "ule"})
# Endings that no noun has that ends in a consonant.
_FEMININE = frozenset({"ia", "iei", "iile"})
_VOWELS = frozenset("aăâeiîou")
# Articles of singular nouns, and how the noun ends without them.
_ARTICLES = (("ului", ""), ("ul", ""), ("ei", "ă"), ("a", "ă"))
_COMMA_BELOW = str.maketrans("şţ", "șț")


@cache
def load_actor_nouns(language: str = "ro") -> Mapping[str, NounClass]:
    """Load the nouns: lemma to class.

    Raises:
        LexiconError: A row is wrong.
    """
    nouns: dict[str, NounClass] = {}
    for number, row in read_rows(language, "actor_nouns.tsv", ("lemma", "class")):
        nouns[row["lemma"]] = _to_class(row["class"], number)
    return nouns


@lru_cache(maxsize=1 << 14)
def find_lemma(lemma: str, form: str, language: str = "ro") -> str | None:
    """Find the lexicon's lemma of a noun by the lemma that the analysis gives, else by the stem of the word itself.

    Args:
        lemma: Base form from the analysis, which may be wrong.
        form: The word as written.
        language: The language's folder.

    Returns:
        The lemma as the lexicon has it, None for a noun that it has not.

    >>> find_lemma("trup", "trupelor")
    'trupă'
    >>> find_lemma("", "procurorului-șef")
    'procuror-șef'
    >>> find_lemma("", "primului-ministru")
    'prim-ministru'
    """
    nouns = load_actor_nouns(language)
    noun, chief, _ = form.lower().partition(_CHIEF)
    if chief and (found := find_lemma("", noun, language)) is not None:
        return f"{found}{chief}" if f"{found}{chief}" in nouns else found
    folded = fold(form)
    word = form.lower().translate(_COMMA_BELOW)
    bare = (word.removesuffix(article) + ending for article, ending in _ARTICLES if word.endswith(article))
    first, hyphen, rest = word.partition("-")
    # "Primului-ministru": the first of two nouns may have the article.
    parts = (f"{first.removesuffix(a)}{e}-{rest}" for a, e in _ARTICLES if hyphen and first.endswith(a))
    for candidate in (word, lemma, lemma.lower(), *bare, *parts):
        # A lemma that begins otherwise than the word is a slip of the analysis ("prim-ministrul": "ministru").
        if candidate in nouns and (_begins_alike(candidate, folded) or not form):
            return candidate
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            found = _stems(language).get(folded[: len(folded) - len(ending)])
            # "Mediului" is no form of "media", nor "biologiei" of "biolog".
            masculine = ending in _MASCULINE and found is not None and found.endswith(("a", "ă"))
            feminine = ending in _FEMININE and found is not None and found[-1] not in _VOWELS
            if found is not None and not (masculine or feminine):
                return found
    return None


def _begins_alike(lemma: str, folded: str) -> bool:
    """Whether a word begins as its lemma does, with one letter for the shortest ("om", "oamenilor")."""
    length = 2 if len(lemma) > 2 else 1  # noqa: PLR2004 — letters
    return fold(lemma)[:length] == folded[:length]


@cache
def _stems(language: str) -> Mapping[str, str]:
    """Give the nouns by their folded stems, those left out that are too short to tell."""
    stems: dict[str, str] = {}
    for lemma in load_actor_nouns(language):
        stem = fold(lemma)
        stem = stem[:-1] if stem[-1] in "aeu" else stem
        if len(stem) >= _SHORTEST_STEM:
            stems.setdefault(stem, lemma)
    return stems


def _to_class(value: str, row: int) -> NounClass:
    for noun_class in get_args(NounClass):
        if value == noun_class:
            found: NounClass = noun_class
            return found
    raise LexiconError(f"no class {value!r}, use one of {', '.join(get_args(NounClass))}", "actor_nouns.tsv", row)


@cache
def load_body_kinds(language: str = "ro") -> Mapping[str, frozenset[str]]:
    """Load what kinds of bodies of the gazetteer a common noun takes up: lemma to kinds.

    Raises:
        LexiconError: A row is wrong.
    """
    rows = read_rows(language, "body_nouns.tsv", ("lemma", "kinds"))
    return {row["lemma"]: frozenset(row["kinds"].split("|")) for _, row in rows}


@cache
def load_settlement_nouns(language: str = "ro") -> frozenset[str]:
    """Load which common nouns for places mean a city, town or village, by lemma; the others mean an area, a building, a water.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "settlement_nouns.tsv", ("lemma",)))


@cache
def load_institution_nouns(language: str = "ro") -> frozenset[str]:
    """Load which common nouns for places mean an institution where the place acts ("spitalul a anunțat"), by lemma.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "institution_nouns.tsv", ("lemma",)))


@cache
def load_mission_nouns(language: str = "ro") -> frozenset[str]:
    """Load the common nouns for envoys and missions, by lemma: where they are says which ("ambasada rusă în Ucraina").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "mission_nouns.tsv", ("lemma",)))


@cache
def load_family_nouns(language: str = "ro") -> frozenset[str]:
    """Load the common nouns, by lemma, that with a surname mean all who have it ("familia Popa", "frații Popa").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "family_nouns.tsv", ("lemma",)))


@cache
def load_honorifics(language: str = "ro") -> frozenset[str]:
    """Load the titles that may stand in front of anybody's name, as written but for the dot ("dr", "ing").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["form"] for _, row in read_rows(language, "honorifics.tsv", ("form",)))


@cache
def load_young_nouns(language: str = "ro") -> frozenset[str]:
    """Load the nouns, by lemma, for who has no profession yet ("băiat").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "young_nouns.tsv", ("lemma",)))


@cache
def load_address_nouns(language: str = "ro") -> frozenset[str]:
    """Load the nouns, by lemma, that people are addressed by in front of their names ("domnul Ion Popa").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "address_nouns.tsv", ("lemma",)))


@cache
def load_foreign_bodies(language: str = "ro") -> frozenset[str]:
    """Load the words, folded, with which names of bodies in other languages end ("Crown Prosecution Service").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["word"] for _, row in read_rows(language, "foreign_bodies.tsv", ("word",)))


@cache
def load_municipal_nouns(language: str = "ro") -> frozenset[str]:
    """Load the common nouns for offices, bodies and people of towns, by lemma: behind them a capital is no state.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "municipal_nouns.tsv", ("lemma",)))


@cache
def load_town_events(language: str = "ro") -> frozenset[tuple[str, str]]:
    """Load what is done to a town itself, by lemma and part of speech: verbs by their object, nouns by what they come down upon.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset((row["lemma"], row["pos"]) for _, row in read_rows(language, "town_events.tsv", ("lemma", "pos")))


@cache
def load_business_words(language: str = "ro") -> frozenset[tuple[str, str]]:
    """Load what shows that a name is a company's or a club's, by lemma and part of speech.

    Verbs are what those do, nouns what they have ("angajații Alstom"): behind them people have "lui" ("angajații lui Popa").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset((row["lemma"], row["pos"]) for _, row in read_rows(language, "business_words.tsv", ("lemma", "pos")))


@cache
def load_towns(language: str = "ro") -> frozenset[str]:
    """Load the names of towns, folded: of the gazetteer's, and of many more, that they are towns and no more.

    The counties of the language's own countries are among them: most have the name of their town.

    Raises:
        LexiconError: A row is wrong.
    """
    return load_counties(language) | {fold(row["name"]) for _, row in read_rows(language, "towns.tsv", ("name",))}


@cache
def load_counties(language: str = "ro") -> frozenset[str]:
    """Load the names, folded, of the counties of the language's own countries.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(fold(row["name"]) for _, row in read_rows(language, "counties.tsv", ("name",)))


@cache
def load_artefact_nouns(language: str = "ro") -> frozenset[str]:
    """Load the common nouns for vehicles, weapons, other goods and storms, by lemma: the name behind one is nobody's.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["lemma"] for _, row in read_rows(language, "artefact_nouns.tsv", ("lemma",)))


@cache
def load_artefacts(language: str = "ro") -> frozenset[str]:
    """Load the names, folded, that weapons and machines alone have.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["name"] for _, row in read_rows(language, "artefacts.tsv", ("name",)))


@cache
def load_nobodys_acronyms(language: str = "ro") -> frozenset[str]:
    """Load what is nobody, as written: acronyms of taxes, sums, techniques ("TVA"), what headlines begin with ("VIDEO").

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["form"] for _, row in read_rows(language, "acronyms.tsv", ("form",)))
