"""Words for nationalities, and buildings and courts that stand for a state."""

from collections.abc import Iterator, Mapping
from functools import cache

from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.rows import read_rows

# Ending of the masculine singular -> endings of the feminine singular, masculine plural and feminine plural.
_ADJECTIVES: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("eean", ("eeană", "eeni", "eene")),
    ("ean", ("eană", "eni", "ene")),
    ("ian", ("iană", "ieni", "iene")),
    ("an", ("ană", "ani", "ane")),
    ("ân", ("ână", "âni", "âne")),
    ("esc", ("ească", "ești", "ești")),
    ("ez", ("eză", "ezi", "eze")),
    ("grec", ("greacă", "greci", "grece")),
    ("mț", ("mțoaică", "mți", "mțe")),
    ("it", ("ită", "iți", "ite")),
    ("ot", ("otă", "oți", "ote")),
    ("at", ("ată", "ați", "ate")),
    ("us", ("usă", "uși", "use")),
    ("șaș", ("șașă", "șași", "șașe")),
)
# Ending of the masculine singular -> ending of the noun for a woman.
_WOMEN: tuple[tuple[str, str], ...] = (
    ("ean", "eancă"),
    ("ian", "iancă"),
    ("an", "ancă"),
    ("ân", "âncă"),
    ("ez", "eză"),
    ("us", "usoaică"),
    ("urc", "urcoaică"),
    ("rec", "recoaică"),
    ("gar", "găroaică"),
    ("at", "ată"),
)


def inflect_adjective(adjective: str) -> Iterator[str]:
    """Give the forms of an adjective of nationality, with and without article.

    >>> list(inflect_adjective("rus"))[:4]
    ['rus', 'rusă', 'ruși', 'ruse']
    """
    ending = next((e for e in _ADJECTIVES if adjective.endswith(e[0])), ("", ("ă", "i", "e")))
    stem = adjective[: len(adjective) - len(ending[0])]
    bare = (adjective, *(stem + e for e in ending[1]))
    yield from bare
    masculine, feminine, men, women = bare
    yield from (masculine + "ul", masculine + "ului", feminine[:-1] + "a", women + "i")
    yield from (men + "i", men + "lor", women + "le", women + "lor")


def inflect_person(noun: str) -> Iterator[str]:
    """Give the forms of the noun for a woman of a nationality.

    >>> list(inflect_person("român"))
    ['româncă', 'românca', 'româncei', 'românce', 'româncele', 'româncelor']
    """
    ending = next((e for e in _WOMEN if noun.endswith(e[0])), None)
    if ending is None:
        return
    woman = noun[: len(noun) - len(ending[0])] + ending[1]
    stem = woman[:-1]
    yield from (woman, stem + "a", stem + "ei", stem + "e", stem + "ele", stem + "elor")


_COMMA_BELOW = str.maketrans("şţ", "șț")


@cache
def load_adjectives(language: str = "ro") -> Mapping[str, str]:
    """Load the adjectives and nouns of nationality: folded form to ISO 3166-1 alpha-2 code of the country.

    Raises:
        LexiconError: A row is wrong.
    """
    forms: dict[str, str] = {}
    for _, row in read_rows(language, "demonyms.tsv", ("iso", "adjectives", "people")):
        for adjective in filter(None, (*row["adjectives"].split("|"), *row["people"].split("|"))):
            for form in (*inflect_adjective(adjective), *inflect_person(adjective)):
                forms.setdefault(fold(form), row["iso"])
    return forms


@cache
def load_people(language: str = "ro") -> Mapping[str, str]:
    """Load the nouns for people of a nation: folded form to ISO 3166-1 alpha-2 code of the country.

    Raises:
        LexiconError: A row is wrong.
    """
    forms: dict[str, str] = {}
    for _, row in read_rows(language, "demonyms.tsv", ("iso", "adjectives", "people")):
        for noun in filter(None, row["people"].split("|")):
            for form in (*inflect_adjective(noun), *inflect_person(noun)):
                forms.setdefault(fold(form), row["iso"])
    return forms


def is_written_so(form: str, language: str = "ro") -> bool:
    """Whether a word has the marks of a noun for people of a nation: "roman" is a novel rather than somebody from Romania.

    >>> is_written_so("Românul"), is_written_so("romanul")
    (True, False)
    """
    return form.lower().translate(_COMMA_BELOW) in _written_people(language)


@cache
def _written_people(language: str) -> frozenset[str]:
    rows = read_rows(language, "demonyms.tsv", ("iso", "adjectives", "people"))
    nouns = (noun for _, row in rows for noun in row["people"].split("|") if noun)
    return frozenset(form for noun in nouns for form in (*inflect_adjective(noun), *inflect_person(noun)))


@cache
def load_metonyms(language: str = "ro") -> Mapping[tuple[str, ...], str]:
    """Load the names of buildings and courts that stand for a state: their folded words to the country's code.

    Raises:
        LexiconError: A row is wrong.
    """
    rows = read_rows(language, "metonyms.tsv", ("form", "stands for"))
    return {tuple(fold(row["form"]).split()): row["stands for"] for _, row in rows}


@cache
def load_seats(language: str = "ro") -> Mapping[str, str]:
    """Load the capitals that rather stand for the body that sits there than for their state: folded name to the body's name.

    Raises:
        LexiconError: A row is wrong.
    """
    return {row["place"]: row["body"] for _, row in read_rows(language, "seats.tsv", ("place", "body"))}


@cache
def load_own_countries(language: str = "ro") -> frozenset[str]:
    """Load the codes of the countries whose news are written in a language.

    Raises:
        LexiconError: A row is wrong.
    """
    return frozenset(row["iso"] for _, row in read_rows(language, "own_countries.tsv", ("iso",)))
