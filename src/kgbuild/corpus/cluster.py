"""Actors of a Ray cluster share work: each holds the language pipeline, and what a dead one had is done again elsewhere."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import TracebackType
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from kgbuild.corpus.engine import Engine, LostError
from kgbuild.corpus.tasks import Task
from kgbuild.errors import ClusterError, MissingExtraError

# Seconds without a single actor, after which the run gives up; the same command goes on later.
_PATIENCE: Final = 600
# How often work is begun anew that a machine took with it, where no other work can be to blame.
_TRIES: Final = 2
# Seconds in which a cluster must take a connection; Ray itself would try for minutes.
_CONNECTING: Final = 10


class _Worker:
    """What runs in a process of the cluster."""

    def __init__(self, prepare: Callable[[], str]) -> None:
        self._prepared = prepare()

    def prepared(self) -> str:
        return self._prepared

    def do(self, work: Callable[[Any], Any], task: Task[Any]) -> Any:  # noqa: ANN401 — whatever the work returns
        return work(task)


@dataclass(eq=False)
class _Seat:
    """An actor, from this side.

    Args:
        actor: Its handle.
        coming: What is there once it has begun; None while it is known to be at work.
        load: Tasks it has.
        deaths: How often it died.
    """

    actor: Any
    coming: Any | None
    load: int = 0
    deaths: int = 0


class _Handle(NamedTuple):
    seat: _Seat
    life: int
    reference: Any


class Cluster(Engine[_Handle]):
    """The actors of a Ray cluster, as many as it has processors for; Ray starts those anew that die, where there is room.

    Args:
        prepare: Done first by each; returns what must be the same everywhere.
        count: How many actors; None for one a processor.
        address: The cluster; None for the one that `RAY_ADDRESS` names, else a new one on this machine.

    Raises:
        MissingExtraError: Ray is not installed.
        ClusterError: The cluster cannot be joined, or nothing comes up there.
    """

    def __init__(self, prepare: Callable[[], str], count: int | None = None, address: str | None = None) -> None:
        self._prepare = prepare
        address = address or os.environ.get("RAY_ADDRESS")
        self._ray = _load_ray(alone=address is None)
        self._errors = import_module("ray.exceptions")
        self._is_ours = not self._ray.is_initialized()
        if self._is_ours:
            self._join(address)
        self._class = self._ray.remote(_Worker)
        count = count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._seats = [self._new_seat() for _ in range(count)]

    def _join(self, address: str | None) -> None:
        options: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
        if address is None:
            options["include_dashboard"] = False
        try:
            _knock(address)
            self._ray.init(address=address or "local", **options)
        except (OSError, RuntimeError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ClusterError(f"the Ray cluster {address or 'of this machine'} cannot be joined: {reason}") from error
        _silence()

    def _new_seat(self) -> _Seat:
        actor = self._class.options(num_cpus=1, max_restarts=-1, scheduling_strategy="SPREAD").remote(self._prepare)
        return _Seat(actor, self._call(actor))

    @staticmethod
    def _call(actor: Any) -> Any:  # noqa: ANN401 — a reference of Ray's
        return actor.prepared.options(max_task_retries=-1).remote()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for seat in self._seats:
            self._ray.kill(seat.actor)
        if self._is_ours:
            self._ray.shutdown()

    @property
    def processes(self) -> int:
        """How many actors are at work."""
        return sum(seat.coming is None for seat in self._seats)

    def submit(self, work: Callable[[Any], Any], task: Task[Any]) -> _Handle:
        """Hand a task to the actor that has the fewest."""
        seat = min(self._at_work(), key=lambda s: s.load)
        seat.load += 1
        return _Handle(seat, seat.deaths, seat.actor.do.remote(work, task))

    def is_lost(self, handle: _Handle) -> bool:
        """Whether the actor has died since."""
        return handle.life != handle.seat.deaths

    def result(self, handle: _Handle) -> Any:  # noqa: ANN401 — whatever the work returns
        """Wait for a task.

        Raises:
            LostError: The actor is gone, or the machine that held the result.
        """
        seat = handle.seat
        try:
            return self._get(handle.reference)
        except LostError:
            if not self.is_lost(handle):
                seat.deaths += 1
                seat.load = 1
                seat.coming = self._call(seat.actor)
            raise
        finally:
            seat.load = max(0, seat.load - 1)

    def alone(self, work: Callable[[Any], Any], task: Task[Any]) -> Any:  # noqa: ANN401 — likewise
        """Work on a task in an actor that does nothing else, beside the others.

        Raises:
            LostError: It died of it, again and again.
        """
        for _ in range(_TRIES):
            actor = self._class.options(num_cpus=0).remote(self._prepare)
            try:
                return self._get(actor.do.remote(work, task))
            except LostError as error:
                reason = error
            finally:
                self._ray.kill(actor)
        raise reason

    def _get(self, reference: Any) -> Any:  # noqa: ANN401 — likewise
        """Wait for what an actor returns.

        Raises:
            LostError: There is no more to wait for.
        """
        try:
            return self._ray.get(reference)
        except self._errors.RayTaskError as error:
            # What the work itself raised, without the traceback of the other process.
            raise error.cause from None
        except self._errors.RayError as error:
            raise LostError(str(error)) from error

    def _at_work(self) -> list[_Seat]:
        """The actors that are at work; waits until there is one.

        Raises:
            ClusterError: There is none for too long.
        """
        self._look(0)
        if not self.processes:
            self._look(_PATIENCE)
        if not self.processes:
            raise ClusterError(f"no worker of the Ray cluster came up within {_PATIENCE // 60} minutes; the same command goes on")
        return [seat for seat in self._seats if seat.coming is None]

    def _look(self, patience: int) -> None:
        """See which actors have begun; with patience, wait that many seconds for the first."""
        coming = {seat.coming: seat for seat in self._seats if seat.coming is not None}
        if coming:
            begun, _ = self._ray.wait(list(coming), num_returns=1 if patience else len(coming), timeout=patience)
            for reference in begun:
                self._welcome(coming[reference])

    def _welcome(self, seat: _Seat) -> None:
        """Let an actor work, if it would make the same of an article as this machine.

        Raises:
            ClusterError: It would not, or it was the last and cannot begin.
        """
        try:
            prepared = self._get(seat.coming)
        except LostError as error:
            self._seats.remove(seat)
            if not self._seats:
                reason = str(error).strip().splitlines()[-1]
                raise ClusterError(f"no worker of the Ray cluster can begin; is kgbuild installed there? {reason}") from error
            return
        if prepared != (here := self._prepare()):
            raise ClusterError(
                f"a worker of the Ray cluster has {prepared}, this machine has {here}; install the same everywhere"
            )
        seat.coming = None


def _knock(address: str | None) -> None:
    """See whether a cluster is there.

    Raises:
        OSError: It is not.
        ValueError: The address is none.
    """
    place = urlsplit(f"//{(address or '').removeprefix('ray://')}")
    if place.hostname and place.port:
        socket.create_connection((place.hostname, place.port), _CONNECTING).close()


def _silence() -> None:
    """Keep Ray from printing on standard output what happens in the cluster; there is no public way to ask for that."""
    import_module("ray._private.worker").print_to_stdstream = lambda *_, **__: None  # type: ignore[attr-defined]


def _load_ray(*, alone: bool) -> Any:  # noqa: ANN401 — a module
    # Ray reports on its use, and listens on all of the machine's addresses, unless told otherwise before it is loaded.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if alone:
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    try:
        return import_module("ray")
    except ImportError as error:
        raise MissingExtraError("ray", "building on a cluster (--engine ray)") from error
