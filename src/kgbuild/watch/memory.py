"""What a watch has seen, in an SQLite file beside the store: so that no article is read twice, whenever the watch is stopped."""

import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kgbuild.corpus.duplicates import Originals, Signature
from kgbuild.errors import StoreError

MEMORY: Final = "watch.sqlite"
_LAYOUT: Final = 1
_WEB: Final = ("http://", "https://")
_SCHEMA: Final = f"""
CREATE TABLE feed (address TEXT PRIMARY KEY, etag TEXT, modified TEXT) WITHOUT ROWID;
CREATE TABLE seen (key TEXT PRIMARY KEY, tries INTEGER NOT NULL, settled INTEGER NOT NULL, reason TEXT) WITHOUT ROWID;
{Originals.SCHEMA}
PRAGMA user_version = {_LAYOUT};
"""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a feed that need not be read any more.

    Args:
        memory: Where they are noted.
        feed: The feed's address.
    """

    memory: "Memory"
    feed: str

    def __contains__(self, key: object) -> bool:
        return self.memory.is_settled(self.feed, str(key))


class Memory(AbstractContextManager["Memory"]):
    """A memory on disk; what is noted is committed at once.

    Args:
        store: The store's folder.

    Raises:
        StoreError: The memory cannot be used, or belongs to another process or version.
    """

    def __init__(self, store: Path) -> None:
        self._path = store / MEMORY
        try:
            self._database = sqlite3.connect(self._path, timeout=1)
            # One watch at a time: the lock is held until the memory is closed.
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            (layout,) = self._database.execute("PRAGMA user_version").fetchone()
            if layout == 0:
                self._database.executescript(_SCHEMA)
            self._database.execute("UPDATE feed SET etag = etag WHERE 0")
            self._database.commit()
        except sqlite3.DatabaseError as error:
            reason = "another watch keeps this store current" if "locked" in str(error) else f"its memory cannot be used: {error}"
            raise StoreError(reason, str(self._path)) from error
        if layout not in {0, _LAYOUT}:
            raise StoreError("was made by another version of kgbuild: delete it, and feeds are read anew", str(self._path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()

    def version(self, feed: str) -> tuple[str | None, str | None]:
        """ETag and time of change of what was last read of a feed whole; None where not known."""
        found = self._database.execute("SELECT etag, modified FROM feed WHERE address = ?", (feed,)).fetchone()
        return found or (None, None)

    def read_whole(self, feed: str, etag: str | None, modified: str | None) -> None:
        """Note that all of a version of a feed is settled."""
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", (feed, etag, modified))

    def is_settled(self, feed: str, key: str) -> bool:
        """Whether an entry, by its identifier or address, need not be read any more."""
        query = "SELECT 1 FROM seen WHERE key = ? AND settled"
        return self._database.execute(query, (_key(feed, key),)).fetchone() is not None

    def original(self, signature: Signature) -> str | None:
        """The IRI of the first article that one repeats."""
        return Originals(self._database).repeated_by(signature)

    def settle(
        self, feed: str, keys: Iterable[str], reason: str | None = None, original: tuple[Signature, str] | None = None
    ) -> None:
        """Note that an entry is read, or will never be.

        Args:
            feed: The feed's address.
            keys: What the entry is known by.
            reason: Why it will never be.
            original: Signature and IRI of its article where that repeats none, for later ones to be compared with.
        """
        with self._database:
            if original:
                Originals(self._database).add(*original)
            rows = [(_key(feed, key), reason) for key in keys]
            self._database.executemany("INSERT OR REPLACE INTO seen VALUES (?, 1, 1, ?)", rows)

    def fail(self, feed: str, key: str, reason: str, most: int) -> bool:
        """Note that an entry could not be read; whether it was for the last time.

        Args:
            feed: The feed's address.
            key: The entry's identifier or address.
            reason: Why not.
            most: After so many times it is given up.
        """
        with self._database:
            self._database.execute(
                "INSERT INTO seen VALUES (?, 1, 1 >= ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET tries = tries + 1, settled = tries + 1 >= ?, reason = excluded.reason",
                (_key(feed, key), most, reason, most),
            )
        return self.is_settled(feed, key)


def _key(feed: str, key: str) -> str:
    """Addresses are the same in all feeds, other identifiers belong to one."""
    return key if key.startswith(_WEB) else f"{feed} {key}"
