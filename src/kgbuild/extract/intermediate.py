"""What the stages of the extraction hand to one another before the final `Extraction`."""

from collections.abc import Iterable
from dataclasses import dataclass

from kgbuild.lexicon.frames import Frame
from kgbuild.model import Mention, Modality, Token

# Types of events that decide on what others asked or said.
_DECIDING = frozenset({"AGREE", "REJECT", "LEGISLATE"})
_WORDS = frozenset({"ACCUSE", "REQUEST", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that report an event, before its roles are filled.

    Args:
        head: The word that carries the type.
        frame: The lexicon row that fits.
        mention: All its words, auxiliaries and carrying verbs included.
        support: The light verb of a noun trigger ("a efectuat o vizită"), None without one.
        outer: The verb on top of a chain ("a început să atace": "început"); `head` or `support` where there is no chain.
        modality: What the chain makes of the event ("încearcă să atace" is planned).
    """

    head: Token
    frame: Frame
    mention: Mention
    support: Token | None
    outer: Token
    modality: Modality

    @property
    def heads(self) -> tuple[Token, ...]:
        """Its head, and the verbs that it stands with."""
        return tuple([t for t in (self.head, self.support, self.outer) if t is not None])

    @property
    def predicate(self) -> Token:
        """The verb whose subject acts: the light verb where there is one, else the head."""
        return self.support or self.head

    @property
    def takes_up_words(self) -> bool:
        """Whether it is a noun for what was said ("acuzațiile", "cererea")."""
        statement = self.frame.type == "COMMUNICATE" and self.head.has("Definite", "Def")
        return self.frame.pos == "noun" and (self.frame.type in _WORDS or statement)

    def is_decided_by(self, governor: "Trigger") -> bool:
        """Whether it is a noun for what others said, on which its governor decides ("a admis cererea")."""
        return governor.frame.type in _DECIDING and self.takes_up_words

    @property
    def tells(self) -> bool:
        """Whether it is a verb whose object is what is told, and not somebody."""
        return self.frame.type == "COMMUNICATE" and self.frame.pos == "verb" and self.frame.object == "theme"


def triggers_by_word(triggers: Iterable[Trigger]) -> dict[int, Trigger]:
    """Give the trigger that a word is one of the heads of, the first of several, by the index of the word."""
    by_word: dict[int, Trigger] = {}
    for trigger in triggers:
        for token in trigger.heads:
            by_word.setdefault(token.index, trigger)
    return by_word


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of text that stands on somebody's word.

    Args:
        start: Offset of its first code point.
        end: Offset after its last code point.
        sources: Keys of the actors that say it; empty where the speaker is not known.
        cue: The words that say so ("a declarat", "potrivit").
        cue_token: Index of the verb that says it, None for a preposition.
        relayed_by: Keys of the outlets that passed it on, nearest to the source first.
        quoted: Whether it is direct speech, so that its first person is the source.
        told: Whether it is told, not only asked for or promised: of that, whoever tells of it is the better source.
    """

    start: int
    end: int
    sources: tuple[str, ...]
    cue: Mention
    cue_token: int | None
    relayed_by: tuple[str, ...] = ()
    quoted: bool = False
    told: bool = True

    def covers(self, mention: Mention) -> bool:
        """Whether a mention stands inside the stretch."""
        return self.start <= mention.start and mention.end <= self.end
