"""How old a text says that somebody is."""

from collections.abc import Iterator

from kgbuild.extract.nouns import PEOPLE, noun_class
from kgbuild.lexicon.numbers import load_numbers
from kgbuild.model import AnnotatedText, Token

# Units of an age by their forms, folded into one for each: twelve months are no years.
UNITS = {"an": "a", "ani": "a", "lună": "m", "luni": "m", "săptămâni": "s", "zile": "z"}
# "Un bărbat în vârstă de 41 de ani".
_AGE = "vârstă"
_MODIFYING = frozenset({"nmod", "appos", "obl"})


def find_age(text: AnnotatedText, head: Token) -> str:
    """Give the age of somebody: in the phrase, behind it, or in what it is said to be ("suspectul, un afgan de 28 de ani").

    Args:
        text: The analysed article.
        head: The noun or name.

    Returns:
        A number with a letter for its unit ("28a", "8m"), empty where nothing is said.
    """
    return next(_ages(text, head), "")


def _ages(text: AnnotatedText, head: Token) -> Iterator[str]:
    for child in text.children(head):
        if child.index < head.index or child.relation not in _MODIFYING:
            continue
        unit = UNITS.get(child.form.lower())
        if unit is not None:
            numbers = (c.form.lower() for c in text.children(child) if c.index < child.index and c.relation in {"nummod", "det"})
            values = (load_numbers().parse(n) for n in numbers)
            yield from (f"{int(v)}{unit}" for v in values if v is not None)
        elif child.form.lower() == _AGE or (child.relation == "appos" and noun_class(child) in PEOPLE):
            yield from _ages(text, child)
