"""What the stages of a corpus hand to each other."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from kgbuild.corpus.duplicates import Signature
from kgbuild.corpus.ledger import Row
from kgbuild.model import Article

E = TypeVar("E")


@dataclass(frozen=True)
class Task(Generic[E]):
    """Elements that one process works on together.

    Args:
        elements: The elements.
    """

    elements: tuple[E, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a batch of documents stands.

    Args:
        number: Its number, from 0.
        first: Position of its first document.
        shard: The shard it is in.
        digest: Hash of all documents up to its end.
        read: Bytes of the inputs that were read up to its end.
    """

    number: int
    first: int
    shard: int
    digest: str
    read: int


@dataclass(frozen=True)
class Batch(Task[E]):
    """Documents, or what became of them, that are written together.

    Args:
        elements: One for each document.
        place: Where they stand.
    """

    place: Place


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with what it is compared by, or why it is none."""

    article: Article | None = None
    iri: str | None = None
    signature: Signature | None = None
    language: str | None = None
    reason: str | None = None


# What is to be built with what is known of it by now, or the row of what is not to be built.
Resolved = tuple[Row, Article | None]


@dataclass(frozen=True, slots=True)
class Built:
    """A batch whose graphs are written.

    Args:
        rows: What became of each document.
        size: Bytes of the part that holds the graphs.
    """

    rows: tuple[Row, ...]
    size: int
