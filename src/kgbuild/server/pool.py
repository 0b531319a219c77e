"""Worker processes that can be stopped: one query each at a time, none longer than it may take."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from kgbuild.server.work import Reply, start

P = ParamSpec("P")
T = TypeVar("T")


class StoppedError(Exception):
    """Work that was stopped.

    Args:
        reply: What the client is told.
    """

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__(reply.body)


class Pool:
    """Processes that read the store at the same time, or write to it one alone.

    Args:
        processes: How many there are.
        timeout: Seconds after which work is stopped.
    """

    def __init__(self, processes: int, timeout: float) -> None:
        self._timeout = timeout
        # Forked processes would inherit the server's sockets and locks.
        self._pool = ProcessPool(processes, initializer=start, context=get_context("spawn"))
        self._turn = asyncio.Condition()
        self._readers = 0
        self._writers = 0

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have work done that only reads the store.

        Raises:
            StoppedError: It took too long or too much memory.
        """
        async with self._turn:
            await self._turn.wait_for(lambda: not self._writers)
            self._readers += 1
        try:
            return await self._run(work, *args, **kwargs)
        finally:
            async with self._turn:
                self._readers -= 1
                self._turn.notify_all()

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Have work done that writes to the store, when nobody reads it.

        Raises:
            StoppedError: It took too long or too much memory; then nothing is written.
        """
        async with self._alone():
            return await self._run(work, *args, **kwargs)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        async with self._turn:
            await self._turn.wait_for(lambda: not self._writers)
            self._writers += 1
            # Readers that come now wait; those that are there are waited for.
            await self._turn.wait_for(lambda: not self._readers)
        try:
            yield
        finally:
            async with self._turn:
                self._writers -= 1
                self._turn.notify_all()

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        future = self._pool.schedule(work, args=args, kwargs=kwargs, timeout=self._timeout)
        try:
            result: T = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise StoppedError(Reply(503, f"stopped after {self._timeout:g} seconds: ask for less\n".encode())) from error
        except (ProcessExpired, MemoryError) as error:
            raise StoppedError(Reply(503, b"stopped: that takes more memory than this server gives\n")) from error
        return result

    def close(self) -> None:
        """End the processes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
