"""Verbs that carry another verb: phase, attempt, will, ability, need. Data: `LANGUAGE/verb_chains.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kgbuild.errors import LexiconError
from kgbuild.model import Modality


@dataclass(frozen=True, slots=True)
class CarryingVerb:
    """A group of verbs that carry another verb.

    Args:
        lemmas: Infinitives without "a".
        kind: What they say of the carried verb: phase, success, attempt, will, ability, need.
        modality: What the carried event is.
        example: A sentence that shows it.
        expect: The words of the example that make up the trigger.
    """

    lemmas: tuple[str, ...]
    kind: str
    modality: Modality
    example: str
    expect: str


@cache
def load_carrying_verbs(language: str = "ro") -> Mapping[str, CarryingVerb]:
    """Read the carrying verbs of a language, by lemma.

    Raises:
        LexiconError: A row is wrong.
    """
    file = files("kgbuild.lexicon") / language / "verb_chains.toml"
    verbs: dict[str, CarryingVerb] = {}
    for number, row in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["verb"], 1):
        try:
            verb = CarryingVerb(**{**row, "lemmas": tuple(row["lemmas"])})
        except (KeyError, TypeError) as error:
            raise LexiconError(f"does not have the form of a carrying verb: {error}", "verb_chains.toml", number) from error
        verbs.update((lemma, verb) for lemma in verb.lemmas if lemma not in verbs)
    return verbs
