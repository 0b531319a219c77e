"""What the search for mentions hands to the search for actors."""

from dataclasses import dataclass
from typing import Literal

from kgbuild.lexicon.actor_nouns import NounClass
from kgbuild.lexicon.gazetteer import Entry
from kgbuild.model import ActorType, Mention

MentionKind = Literal["name", "description", "adjective"]


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A stretch of text that names or describes somebody or something.

    Args:
        mention: The words.
        head: Index of the token that governs the others.
        tokens: Indices of the tokens that stand for it: the head, the words of a name.
        kind: Whether it is a name, a description ("liderul nord-coreean") or an adjective of nationality.
        type: What kind of actor.
        name: Base form.
        entries: The actors of the gazetteer that a name can mean.
        lemma: Base form of the head of a description, empty for a name.
        noun_class: Class of that noun, None for a name or a noun that the lexicon has not.
        country: Code of the country that an adjective or a metonym says, None where none does.
        possessor: Index of the token that heads the name or noun it belongs to ("liderul Coreei de Nord": "Coreei").
        apposed: Index of the head of a person's name that the description stands beside, None where it stands alone.
        modifiers: Folded lemmas of what narrows a description down, the number not among them.
        count: The number in front of a plural ("nouă"): in digits below a thousand, else as written in lower case.
        definite: Whether it is something known already ("premierul", "această comisie").
        plural: Whether it is several.
        apart: Whether it is another one than those before, or no one in particular ("alte persoane", "fiecare ministru").
        rank: Which one in a row it is said to be, folded ("doilea"), empty where nothing is said.
        age: How old it is said to be ("45 year", "8 month"), empty where nothing is said.
    """

    mention: Mention
    head: int
    tokens: tuple[int, ...]
    kind: MentionKind
    type: ActorType
    name: str
    entries: tuple[Entry, ...] = ()
    lemma: str = ""
    noun_class: NounClass | None = None
    country: str | None = None
    possessor: int | None = None
    apposed: int | None = None
    modifiers: frozenset[str] = frozenset()
    count: str = ""
    definite: bool = False
    plural: bool = False
    apart: bool = False
    rank: str = ""
    age: str = ""

    @property
    def entry(self) -> Entry | None:
        """The one actor of the gazetteer that it means, None for none or several."""
        return self.entries[0] if len(self.entries) == 1 else None
