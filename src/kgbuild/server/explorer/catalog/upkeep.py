"""Keeps the catalogue of a store that is served current, in a process of its own, while the pages are looked at."""

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Final

from kgbuild.server.explorer.catalog import FILE_NAME
from kgbuild.server.explorer.catalog.keeping import Progress, distrust, make, refresh
from kgbuild.server.pool import Pool
from kgbuild.server.work import state_of

# Seconds of work that are written at once, and how long a page waits for the catalogue before it shows what there is.
_STRETCH: Final = 2.0
_PATIENCE: Final = 2.0
# When a stretch is given up: reading one graph, or the names of all, takes far less.
_LONGEST: Final = 600.0


class Upkeep:
    """The catalogue of a store, followed by it.

    Args:
        directory: The store's folder. Where nothing can be written in it, the catalogue is kept elsewhere, until the server ends.

    Raises:
        StoreError: The catalogue cannot be made.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        if os.access(directory, os.W_OK):
            self.file = directory / FILE_NAME
        else:
            self._passing = tempfile.TemporaryDirectory()
            self.file = Path(self._passing.name) / FILE_NAME
        make(self.file)
        self._pool: Pool | None = None
        self._task: asyncio.Task[None] | None = None
        self._progress: Progress | None = None

    def start(self) -> None:
        """Begin to follow the store."""
        self._pool = Pool(1, _LONGEST)
        self._task = asyncio.create_task(self._follow())

    async def progress(self) -> Progress | None:
        """How far the catalogue is; None where it is as the store. Waits a moment for it to become that, if it may be soon.

        Raises:
            StoreError: It cannot be brought there.
        """
        if self._current:
            return None
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._follow())
        if self._progress is None or self._progress.complete:
            await asyncio.wait({self._task}, timeout=_PATIENCE)
        if self._task.done():
            self._task.result()
        return None if self._current else self._progress or Progress(None, 0, 0)

    @property
    def _current(self) -> bool:
        found = self._progress
        return found is not None and found.complete and found.state == state_of(self._directory)

    async def _follow(self) -> None:
        while self._pool and not self._current:
            self._progress = await self._pool.read(refresh, self._directory, self.file, _STRETCH)

    async def distrust(self) -> None:
        """Have everything read again, since anything may have been changed."""
        if self._pool:
            await self._pool.read(distrust, self.file)
        self._progress = None

    def close(self) -> None:
        """End the process."""
        if self._task:
            self._task.cancel()
        if self._pool:
            self._pool.close()
        if self._passing:
            self._passing.cleanup()
