"""Processes that share work: results come in the order of what was given, and a process that dies takes one element with it."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeVar

# Tasks handed out ahead for each process: enough to keep it busy, few enough to keep the memory small.
_AHEAD: Final = 3
# Each process has a core; libraries that start threads of their own would only get into each other's way.
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

T = TypeVar("T")
R = TypeVar("R")


class Task(Protocol):
    """Elements that are worked on together."""

    @property
    def elements(self) -> Sequence[Any]:
        """The elements."""
        ...


A = TypeVar("A", bound=Task)


class Workers:
    """A pool of processes, or this process alone.

    Args:
        count: How many processes; 1 is this one.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def map(self, work: Callable[[Any], R], tasks: Iterable[A], lost: Callable[[Any], R]) -> Iterator[tuple[A, list[R]]]:
        """Work on the elements of tasks.

        Args:
            work: Done on each element, in whatever process.
            tasks: The tasks; they are taken no further ahead than keeps the processes busy.
            lost: What stands for an element whose process died of it.

        Yields:
            Each task with the results for its elements, in order.
        """
        if self._count == 1:
            for task in tasks:
                yield task, [work(element) for element in task.elements]
            return
        coming = iter(tasks)
        waiting: deque[tuple[A, ProcessPoolExecutor, Future[list[R]]]] = deque()
        for task in islice(coming, self._count * _AHEAD):
            waiting.append((task, *self._submit(work, task)))
        while waiting:
            task, pool, future = waiting.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                self._replace(pool)
                results = list(_one_by_one(work, task.elements, lost))
                waiting = deque((t, *self._submit(work, t)) if p is pool else (t, p, f) for t, p, f in waiting)
            yield task, results
            for following in islice(coming, 1):
                waiting.append((following, *self._submit(work, following)))

    def _submit(self, work: Callable[[Any], R], task: A) -> tuple[ProcessPoolExecutor, Future[list[R]]]:
        if self._pool is None:
            self._pool = _pool(self._count)
        try:
            return self._pool, self._pool.submit(_each, work, tuple(task.elements))
        except BrokenProcessPool:
            self._replace(self._pool)
            return self._submit(work, task)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            broken.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _pool(count: int) -> ProcessPoolExecutor:
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(count, get_context("spawn"), _leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _each(work: Callable[[T], R], elements: Sequence[T]) -> list[R]:
    return [work(element) for element in elements]


def _one_by_one(work: Callable[[T], R], elements: Sequence[T], lost: Callable[[T], R]) -> Iterator[R]:
    """Work on elements in a process that is replaced whenever one dies."""
    pool = _pool(1)
    try:
        for element in elements:
            try:
                yield pool.submit(work, element).result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(1)
                yield lost(element)
    finally:
        pool.shutdown(cancel_futures=True)
