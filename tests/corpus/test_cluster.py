"""A Ray cluster of two machines, both of them this one: the same bytes as without, though one goes down in the middle."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from tests.corpus.corpora import AS_THE_COMMAND, output, records, write, written

from kgbuild.corpus import Plan, Progress, build_corpus, cluster, run
from kgbuild.corpus.engine import LostError
from kgbuild.corpus.tasks import Task
from kgbuild.errors import ClusterError, MissingExtraError

DEADLY = 5
# Batches of a corpus of 100 documents in shards of 40: of 16, 16 and 8, twice, and of 16 and 4.
BATCHES = 8
# Ray leaves sockets, files and processes to the end of the process.
pytestmark = [
    pytest.mark.usefixtures("collected"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def machines() -> Iterator[Any]:
    """A cluster of two machines with a processor each; on the loopback interface alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        # What keeps Ray to the loopback interface, on Linux too.
        patch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
        ray_cluster = pytest.importorskip("ray.cluster_utils", reason="needs Ray: pip install 'kgbuild[ray]'")
        options = {"num_cpus": 1, "node_ip_address": "127.0.0.1", "object_store_memory": 80_000_000}
        found = ray_cluster.Cluster(initialize_head=True, head_node_args={**options, "include_dashboard": False})
        found.add_node(**options)
        yield found
        found.shutdown()


def double(task: Task[int]) -> list[int]:
    if DEADLY in task.elements:
        os._exit(1)
    return [2 * number for number in task.elements]


def lost(number: int) -> int:
    return -2 * number


def same() -> str:
    return "the same"


def test_a_death_costs_one_element(machines: Any, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401 — Ray has no types
    tasks = [Task((i,)) for i in range(8)]
    with cluster.Cluster(same, address=machines.address) as engine:
        found = list(engine.map(double, tasks, lost))
    assert [r for _, results in found for r in results] == [-4 * i if i == DEADLY else 2 * i for i in range(8)]
    assert capfd.readouterr() == ("", "")


def test_without_ray_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"kgbuild\[ray\]"):
        build_corpus(Plan([write(tmp_path / "a.jsonl", records(1))], tmp_path / "out", engine="ray"))


def test_a_machine_that_goes_down_changes_nothing(machines: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    # Far more batches than are handed out ahead, so that the machine that is gone is asked again.
    corpus = write(tmp_path / "a.jsonl", records(400))
    build_corpus(Plan([corpus], tmp_path / "local", shard_size=40))
    losses: list[str] = []

    class CountedError(LostError):
        def __init__(self, reason: str) -> None:
            losses.append(reason)

    class Both(cluster.Cluster):
        def __enter__(self) -> Self:
            while self.processes < 2:
                self._look(1)
            return self

    monkeypatch.setattr(cluster, "LostError", CountedError)
    monkeypatch.setattr(run, "Cluster", Both)

    def done(progress: Progress) -> None:
        if len(machines.worker_nodes) == 1 and progress.fresh:
            machines.remove_node(*machines.worker_nodes, allow_graceful=False)

    plan = Plan(
        [corpus], f"file://{tmp_path}/ray", shard_size=40, ledger=tmp_path / "l.sqlite", engine="ray", address=machines.address
    )
    build_corpus(plan, done)
    assert losses
    assert output(tmp_path / "ray") == output(tmp_path / "local")


def test_a_driver_that_is_killed_goes_on_with_either_engine(machines: Any, tmp_path: Path) -> None:  # noqa: ANN401
    corpus, folder, ledger = write(tmp_path / "a.jsonl", records(100)), f"file://{tmp_path}/ray", tmp_path / "l.sqlite"
    options = ["--shard-size", "40", "--ledger", str(ledger), "--workers", "1", "--engine", "ray", "--address", machines.address]
    process = subprocess.Popen(
        [sys.executable, "-m", "kgbuild", "build", str(corpus), "-o", folder, *options],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while written(ledger) < 1 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    assert process.poll() is None, "the run was over before it could be killed"
    process.kill()
    process.wait()
    already = written(ledger)
    seen: list[Progress] = []
    build_corpus(Plan([corpus], folder, AS_THE_COMMAND, shard_size=40, ledger=ledger), seen.append)
    assert sum(1 for progress in seen if progress.fresh) == BATCHES - already
    build_corpus(Plan([corpus], tmp_path / "local", AS_THE_COMMAND, shard_size=40))
    assert output(tmp_path / "ray") == output(tmp_path / "local")


def test_a_cluster_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    plan = Plan([write(tmp_path / "a.jsonl", records(1))], tmp_path / "out", engine="ray", address="127.0.0.1:9")
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:9 cannot be joined: .*refused"):
        build_corpus(plan)
