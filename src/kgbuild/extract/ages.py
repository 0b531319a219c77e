"""How old a text says that somebody is."""

from collections.abc import Iterator, Mapping
from functools import cache

from kgbuild.extract.nouns import PEOPLE, noun_class
from kgbuild.lexicon.numbers import load_numbers
from kgbuild.model import AnnotatedText, Token

_CALENDAR = frozenset({"day", "week", "month", "year"})
# "Un bărbat în vârstă de 41 de ani".
_AGE = "vârstă"
_MODIFYING = frozenset({"nmod", "appos", "obl"})


@cache
def load_age_units() -> Mapping[str, str]:
    """Load the units that people's age is counted in, by their forms."""
    return {form: unit.code for unit in load_numbers().units if unit.code in _CALENDAR for form in unit.forms}


def find_age(text: AnnotatedText, head: Token) -> str:
    """Give the age of somebody: in the phrase, behind it, or in what it is said to be ("suspectul, un afgan de 28 de ani").

    Args:
        text: The analysed article.
        head: The noun or name.

    Returns:
        A number and its unit ("28 year", "8 month"), empty where nothing is said.
    """
    return next(_ages(text, head), "")


def _ages(text: AnnotatedText, head: Token) -> Iterator[str]:
    for child in text.children(head):
        if child.index < head.index or child.relation not in _MODIFYING:
            continue
        unit = load_age_units().get(child.form.lower())
        if unit is not None:
            numbers = (c.form.lower() for c in text.children(child) if c.index < child.index and c.relation in {"nummod", "det"})
            values = (load_numbers().parse(n) for n in numbers)
            yield from (f"{int(v)} {unit}" for v in values if v is not None)
        elif child.form.lower() == _AGE or (child.relation == "appos" and noun_class(child) in PEOPLE):
            yield from _ages(text, child)
