"""What matchers of actors and of events have in common: how alike two things are, and why."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, Generic, Protocol, TypeVar

# The most that is ever said of two things which no identifier says to be the same.
SURE: Final = 0.97

Thing_contra = TypeVar("Thing_contra", contravariant=True)


@dataclass(slots=True)
class Likeness:
    """How alike two things are, with what speaks for it and against it.

    Args:
        score: From 0 (certainly others) to 1 (certainly the same).
        reasons: What the score is made of, in words.
    """

    score: float
    reasons: list[str] = field(default_factory=list)

    def weigh(self, weight: float, reason: str) -> None:
        """Add to the score, or take from it, and say why."""
        self.score += weight
        self.reasons.append(f"{reason} ({weight:+.2f})")

    def settled(self) -> "Likeness":
        """Itself, its score between nothing and what short of an identifier is most sure, to two places.

        >>> Likeness(0.75 + 0.15 + 0.15).settled().score
        0.97
        """
        self.score = round(min(max(self.score, 0.0), SURE), 2)
        return self


class Matcher(Protocol, Generic[Thing_contra]):
    """Tells whether things of different articles are the same."""

    @property
    def name(self) -> str:
        """What kind of thing it compares."""

    @property
    def least(self) -> float:
        """The score from which on two things are put together."""

    @property
    def kept(self) -> float:
        """The score from which on a pair counts for cohesion; below it counts nothing."""

    @property
    def cohesion(self) -> float:
        """The least mean score between the things of two clusters that become one."""

    def blocks(self, thing: Thing_contra) -> Collection[str]:
        """Keys under which it meets what it may be the same as: only things with a key in common are compared."""

    def meets(self, key: str) -> Collection[str]:
        """Give the keys under which to look for what may be the same as a thing that has a key."""

    def compare(self, one: Thing_contra, other: Thing_contra, shared: Collection[str], /) -> Likeness | None:
        """Compare two things that are of different articles, and that nothing excludes; None where they have nothing in common.

        Args:
            one: The first.
            other: The second.
            shared: What both were seen with.
        """

    def excludes(self, one: Thing_contra, other: Thing_contra) -> bool:
        """Whether two things can never be in one cluster, whatever binds them to others."""

    def apart(self, one: Thing_contra, other: Thing_contra) -> bool:
        """Whether two things are of different articles; only such are compared."""
