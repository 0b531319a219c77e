"""Words that say how two actors stand to one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from kgbuild.errors import LexiconError
from kgbuild.lexicon.rows import read_rows
from kgbuild.model import Predicate

Pattern = Literal["conflict", "attack", "counterpart", "force", "district", "side", "led", "marriage", "owner", "part"]
_CONTEST: Final = ("conflict", "attack", "counterpart", "force")
_PATTERNS: Final[Mapping[Predicate, tuple[Pattern, ...]]] = {
    "opposes": _CONTEST,
    "alliedWith": _CONTEST,
    "partOf": ("district", "side", "owner", "part"),
    "leads": ("led",),
    "relativeOf": ("marriage",),
}


@dataclass(frozen=True, slots=True)
class RelationNoun:
    """What a noun says of the actors it names.

    Args:
        predicate: Local name of the property.
        pattern: `conflict` between two named together ("războiul dintre X și Y"), `attack` of one on the other ("invazia rusă
            în Ucraina"), `counterpart` where the noun itself is one side ("aliatul Rusiei"),
            `force` for what a side fights with ("trupele ruse"), `district` for what a place named before it lies in
            ("satul Reni, raionul Izmail"), `side` for the part of the larger place that it lies in ("Reni, în sudul Ucrainei"),
            `led` for what the one leads whose it is ("partidul lui X"), `marriage` for the verbs of it ("căsătorită cu X"),
            `owner` for the body that another belongs to ("proprietarul X"), `part` for what belongs to another ("parte a X").
    """

    predicate: Predicate
    pattern: Pattern


@cache
def load_relation_nouns(language: str = "ro") -> Mapping[str, RelationNoun]:
    """Load the nouns of relations: lemma to meaning.

    Raises:
        LexiconError: A row is wrong.
    """
    nouns = {}
    for number, row in read_rows(language, "relation_nouns.tsv", ("lemma", "predicate", "pattern")):
        nouns[row["lemma"]] = _to_noun(row, number)
    return nouns


def _to_noun(row: Mapping[str, str], number: int) -> RelationNoun:
    for predicate, patterns in _PATTERNS.items():
        for pattern in patterns:
            if (row["predicate"], row["pattern"]) == (predicate, pattern):
                return RelationNoun(predicate, pattern)
    allowed = "; ".join(f"{predicate} with {', '.join(patterns)}" for predicate, patterns in _PATTERNS.items())
    raise LexiconError(f"predicate and pattern must be {allowed}", "relation_nouns.tsv", number)


@cache
def load_wars(language: str = "ro") -> tuple[tuple[str, str], ...]:
    """Load the wars that readers know of: the names of the two sides.

    Raises:
        LexiconError: A row is wrong.
    """
    return tuple((row["side"], row["other"]) for _, row in read_rows(language, "wars.tsv", ("side", "other")))


@dataclass(frozen=True, slots=True)
class RelationVerb:
    """What a verb says of the actors around it.

    Args:
        predicate: Local name of the property.
        subject: Where the relation's subject stands: `nsubj`, `obj`, `dative` or prepositions, as who does it and whom it is
            done to would stand by the active verb.
        object: Where its object stands.
    """

    predicate: Predicate
    subject: str
    object: str


@cache
def load_relation_verbs(language: str = "ro") -> Mapping[str, RelationVerb]:
    """Load the verbs of relations: lemma, with the noun that is fixed to it, to meaning.

    Raises:
        LexiconError: A row is wrong.
    """
    verbs = {}
    for number, row in read_rows(language, "relation_verbs.tsv", ("lemma", "predicate", "subject", "object")):
        predicate = next((p for p in get_args(Predicate) if p == row["predicate"]), None)
        if predicate is None:
            raise LexiconError(f"no predicate {row['predicate']!r}", "relation_verbs.tsv", number)
        verbs[row["lemma"]] = RelationVerb(predicate, row["subject"], row["object"])
    return verbs
