"""Trees of genitives: whose something is, by the agreement of the possessive article."""

from collections.abc import Iterator
from dataclasses import replace

from kgbuild.model import Token

# The forms of the possessive article, which agrees with what belongs to somebody.
GENDER_AND_NUMBER = {"a": ("Fem", "Sing"), "al": ("Masc", "Sing"), "ai": ("Masc", "Plur"), "ale": ("Fem", "Plur")}


def correct_genitives(tokens: list[Token]) -> list[Token]:
    """Hang a genitive on the noun that its article agrees with ("retragerea fără condiții a trupelor").

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor.
    """
    tokens = _tasks(tokens)
    found = {article.head: noun for article in tokens if (noun := _possessed(tokens, article)) is not None}
    return [replace(t, head=found[t.index].index) if t.index in found else t for t in tokens]


def _tasks(tokens: list[Token]) -> list[Token]:
    """Hang what a body is there for on its name in the genitive right in front ("membrii Comisiei pentru agricultură")."""
    first = tokens[0].index
    tasks = {t.head: t.index for t in tokens if t.deprel == "case" and t.form.lower() == "pentru"}

    def body(token: Token) -> Token | None:
        before = tokens[tasks[token.index] - 1 - first] if tasks.get(token.index, first) > first else None
        while before is not None and before.deprel == "amod" and before.head < before.index:
            before = tokens[before.head - first]
        if before is None or token.deprel != "nmod" or token.head >= before.index:
            return None
        named = before.upos == "NOUN" and before.form[0].isupper() and before.has("Case", "Gen")
        return before if named and before.deprel == "nmod" and before.head == token.head else None

    return [replace(t, head=noun.index) if t.index in tasks and (noun := body(t)) is not None else t for t in tokens]


def _possessed(tokens: list[Token], article: Token) -> Token | None:
    """Give the noun that a possessive article agrees with, where the parser has hung the genitive on another before it."""
    first = tokens[0].index
    if article.deprel != "det" or article.form.lower() not in GENDER_AND_NUMBER or article.head < article.index:
        return None
    owner = tokens[article.head - first]
    hung = tokens[owner.head - first]
    # Before a number the article does not change ("rănirea a doi soldați").
    if owner.deprel != "nmod" or hung.index > article.index or tokens[article.index + 1 - first].upos in ("NUM", "ADV"):
        return None
    beside = (hung, *(t for t in tokens if t.deprel == "conj" and t.head == hung.index))
    if hung.upos != "NOUN" or any(_agrees(t, article) for t in beside):
        return None
    return next((t for t in _around(tokens, hung, article) if t.upos == "NOUN" and _agrees(t, article)), None)


def _agrees(noun: Token, article: Token) -> bool:
    """Whether a noun has the number of a possessive article and no other gender; names and bare numbers have none."""
    gender, number = GENDER_AND_NUMBER[article.form.lower()]
    return noun.has("Number", number) and not noun.has("Gender", "Fem" if gender == "Masc" else "Masc")


def _around(tokens: list[Token], noun: Token, article: Token) -> Iterator[Token]:
    """Give the nouns that a genitive may belong to rather than to one: those that hang on it, then those that it hangs on."""
    first = tokens[0].index
    above = [noun]
    while above[-1].deprel in ("nmod", "amod", "conj") and above[-1].head < above[-1].index:
        above.append(tokens[above[-1].head - first])
    yield from (
        t for t in reversed(tokens[noun.index + 1 - first : article.index - first]) if t.deprel == "nmod" and t.head >= noun.index
    )
    yield from above[1:]
