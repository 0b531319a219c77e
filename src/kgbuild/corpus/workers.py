"""Processes of this machine that share work."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Final, NamedTuple, TypeVar

from kgbuild.corpus.engine import Engine, LostError
from kgbuild.corpus.tasks import Task

# Each process has a core; libraries that start threads of their own would only get into each other's way.
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

A = TypeVar("A", bound=Task[Any])
R = TypeVar("R")


class _Handle(NamedTuple):
    pool: ProcessPoolExecutor
    future: Future[Any]


class Workers(Engine[_Handle]):
    """A pool of processes, or this process alone.

    Args:
        count: How many processes; 1 is this one.
        prepare: Done first in each process, None for nothing.
    """

    def __init__(self, count: int, prepare: Callable[[], object] | None = None) -> None:
        self._count = count
        self._prepare = prepare
        self._pool: ProcessPoolExecutor | None = None
        self._lone: ProcessPoolExecutor | None = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for pool in (self._pool, self._lone):
            if pool:
                pool.shutdown(wait=kind is None, cancel_futures=True)

    @property
    def processes(self) -> int:
        """How many processes there are."""
        return self._count

    def map(self, work: Callable[[A], R], tasks: Iterable[A], lost: Callable[[Any], Any]) -> Iterator[tuple[A, R]]:
        """Work on tasks; one process does it here and now."""
        if self._count == 1:
            return ((task, work(task)) for task in tasks)
        return super().map(work, tasks, lost)

    def submit(self, work: Callable[[Any], Any], task: Task[Any]) -> _Handle:
        """Hand out a task."""
        if self._pool is None:
            self._pool = self._new_pool(self._count)
        try:
            return _Handle(self._pool, self._pool.submit(work, task))
        except BrokenProcessPool:
            self._pool = None
            return self.submit(work, task)

    def is_lost(self, handle: _Handle) -> bool:
        """Whether a task was in a pool that broke: one process takes all with it."""
        return handle.pool is not self._pool

    def result(self, handle: _Handle) -> Any:  # noqa: ANN401 — whatever the work returns
        """Wait for a task.

        Raises:
            LostError: Its process is gone.
        """
        try:
            return handle.future.result()
        except BrokenProcessPool as error:
            if handle.pool is self._pool:
                self._pool = None
            raise LostError from error

    def alone(self, work: Callable[[Any], Any], task: Task[Any]) -> Any:  # noqa: ANN401 — likewise
        """Work on a task in a process that does nothing else.

        Raises:
            LostError: The process died of it.
        """
        self._lone = self._lone or self._new_pool(1)
        try:
            return self._lone.submit(work, task).result()
        except BrokenProcessPool as error:
            self._lone = None
            raise LostError from error

    def _new_pool(self, count: int) -> ProcessPoolExecutor:
        for name in _ONE_THREAD:
            os.environ.setdefault(name, "1")
        return ProcessPoolExecutor(count, get_context("spawn"), _begin, (self._prepare,))


def _begin(prepare: Callable[[], object] | None) -> None:
    # Interrupts are left to the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if prepare:
        prepare()
