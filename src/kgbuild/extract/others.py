"""Others of whom only the number is said: "doi au murit, iar alți trei au fugit"."""

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.nouns import PEOPLE
from kgbuild.lexicon.numbers import load_numbers
from kgbuild.model import AnnotatedText, Mention, Token

_OTHER = "alt"
_LONGEST_BOUND = 4
# From here on "mii de oameni" are not one thousand.
_MANY = 1000


def find_others(text: AnnotatedText, token: Token, found: Sequence[ActorMention]) -> ActorMention | None:
    """Make a mention of a number of others whose noun goes unsaid, people counted before ("doi răniți, iar alți trei …").

    Args:
        text: The analysed article.
        token: A word that may be the number.
        found: The descriptions before it.

    Returns:
        The mention, None where the word is no such number.
    """
    if token.upos != "NUM":
        return None
    after = text.tokens[token.index + 1] if token.index + 1 < len(text.tokens) else token
    before = text.tokens[token.index - 1] if token.index else token
    if before.lemma.lower() != _OTHER or after.upos in {"NOUN", "ADJ", "SYM"} or after.form.lower() == "de":
        return None
    counted = (m for m in reversed(found) if m.count and m.plural and m.mention.end < token.start)
    group = next((m for m in counted if text.tokens[m.head].sentence == token.sentence), None)
    if group is None or group.type != "PersonGroup" or group.noun_class not in PEOPLE:
        return None
    noun = text.tokens[group.head]
    first = before.index - _words_of_bound(text, before)
    count = token.form.lower()
    value = load_numbers().parse(count)
    # From twenty on a noun stands behind "de": "27 de persoane", "112 persoane".
    of = " " if value is None or int(value) % 100 in range(1, 20) else " de "
    return replace(
        group,
        mention=Mention.of(text.text, text.tokens[first].start, token.end),
        head=token.index,
        tokens=(token.index,),
        name=f"{count}{of}{noun.form.lower()}",
        country=None,
        possessor=None,
        apposed=None,
        modifiers=frozenset(),
        count=value_of(count),
        definite=False,
        apart=True,
    )


def _words_of_bound(text: AnnotatedText, token: Token) -> int:
    """How many words right before a token bound a number ("cel puțin alți trei")."""
    words = [t.form.lower() for t in text.tokens[max(token.index - _LONGEST_BOUND, 0) : token.index]]
    forms = (form.split() for bound in load_numbers().bounds for form in bound.forms)
    return max((len(form) for form in forms if words[-len(form) :] == form), default=0)


def value_of(count: str) -> str:
    """Give a number below a thousand in digits, so that "șapte" and "7" are as many; others as they are written."""
    value = load_numbers().parse(count) if count else None
    return str(int(value)) if value is not None and value < _MANY else count
