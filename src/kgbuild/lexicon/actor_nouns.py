"""Common nouns for people, bodies and places, by what they say of an actor."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from kgbuild.errors import LexiconError
from kgbuild.lexicon.rows import read_rows

NounClass = Literal[
    "leader", "position", "profession", "member", "person", "group", "source", "relative", "organization", "outlet", "government", "place"
]


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


def _to_class(value: str, row: int) -> NounClass:
    for noun_class in get_args(NounClass):
        if value == noun_class:
            found: NounClass = noun_class
            return found
    raise LexiconError(f"no class {value!r}, use one of {', '.join(get_args(NounClass))}", "actor_nouns.tsv", row)
