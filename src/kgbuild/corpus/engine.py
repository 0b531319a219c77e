"""Processes that share work: results come in the order of what was given, and an element that kills its process is found."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from kgbuild.corpus.tasks import Task

# Tasks handed out ahead for each process: enough to keep it busy, few enough to keep the memory small.
AHEAD: Final = 3

A = TypeVar("A", bound=Task[Any])
H = TypeVar("H")
R = TypeVar("R")


class LostError(Exception):
    """The process that worked on a task is gone, or its machine."""


@dataclass
class _Job(Generic[A, H]):
    task: A
    handle: H


class Engine(ABC, Generic[H]):
    """Works on tasks somewhere else; `H` is what it knows a task by that it was given."""

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    @property
    @abstractmethod
    def processes(self) -> int:
        """How many processes there are at the moment."""

    @abstractmethod
    def submit(self, work: Callable[[Any], Any], task: Task[Any]) -> H:
        """Hand out a task."""

    @abstractmethod
    def is_lost(self, handle: H) -> bool:
        """Whether a task was with a process that is known to be gone."""

    @abstractmethod
    def result(self, handle: H) -> Any:  # noqa: ANN401 — whatever the work returns
        """Wait for a task.

        Raises:
            LostError: Its process is gone.
        """

    @abstractmethod
    def alone(self, work: Callable[[Any], Any], task: Task[Any]) -> Any:  # noqa: ANN401 — likewise
        """Work on a task in a process that does nothing else.

        Raises:
            LostError: The process died of it.
        """

    def map(self, work: Callable[[A], R], tasks: Iterable[A], lost: Callable[[Any], Any]) -> Iterator[tuple[A, R]]:
        """Work on tasks.

        Args:
            work: Done on each task, in whatever process; a task may be worked on again.
            tasks: The tasks; they are taken no further ahead than keeps the processes busy.
            lost: Gives what stands in the place of an element that kills the process that works on it.

        Yields:
            Each task with its result, in order.
        """
        coming = iter(tasks)
        waiting: deque[_Job[A, H]] = deque()
        while True:
            room = max(self.processes * AHEAD - len(waiting), not waiting)
            waiting.extend(_Job(task, self.submit(work, task)) for task in islice(coming, room))
            if not waiting:
                return
            yield waiting[0].task, self._first_result(work, waiting, lost)
            waiting.popleft()

    def _first_result(self, work: Callable[[A], R], waiting: "deque[_Job[A, H]]", lost: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        """Wait for the first task; where its process is gone, it is done with care, and the others that were there anew."""
        try:
            return self.result(waiting[0].handle)
        except LostError:
            for job in islice(waiting, 1, None):
                if self.is_lost(job.handle):
                    job.handle = self.submit(work, job.task)
            return self._careful(work, waiting[0].task, lost)

    def _careful(self, work: Callable[[A], R], task: A, lost: Callable[[Any], Any]) -> R:
        """Work on a task whose process died, of it or beside it: alone, then without what a process dies of."""
        try:
            found: R = self.alone(work, task)
        except LostError:
            several = len(task.elements) > 1
            elements = tuple(
                e if several and self._survives(work, replace(task, elements=(e,))) else lost(e) for e in task.elements
            )
            found = self.alone(work, replace(task, elements=elements))
        return found

    def _survives(self, work: Callable[[A], object], task: A) -> bool:
        try:
            self.alone(work, task)
        except LostError:
            return False
        return True
