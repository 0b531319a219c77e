"""A server as people start it: the command, in a process of its own, on a free port."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.sample import sample_quads
from tests.stores.servers import wait_for

from kgbuild.serialize.graph_files import to_article_graphs
from kgbuild.stores.oxigraph import load

TOKEN = "parola-lunga"  # noqa: S105 — for tests
TIMEOUT = 2


@dataclass(frozen=True)
class Served:
    url: str
    folder: Path
    log: Path

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=30, **options)  # type: ignore[arg-type]

    def post(self, path: str, **options: object) -> httpx.Response:
        return httpx.post(f"{self.url}{path}", timeout=30, **options)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Serve the sample article's graph."""
    load(to_article_graphs(sample_quads()), folder / "store")
    log = folder / "log"
    command = [sys.executable, "-m", "kgbuild", "serve", "--store", str(folder / "store"), "--port", "0", *options]
    env = {**os.environ, "KGBUILD_TOKEN": TOKEN, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with log.open("wb") as stderr, subprocess.Popen(command, stderr=stderr, env=env) as process:
        try:
            yield Served(_address(process, log), folder / "store", log)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    while process.poll() is None:
        if found := re.search(r"serving .* at (http://\S+)/\n", log.read_text(encoding="utf-8")):
            # What it says may come before it takes connections.
            wait_for(found[1])
            return found[1]
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that can only be read."""
    options = ("--timeout", str(TIMEOUT), "--max-answer", "1", "--cors", "https://yasgui.triply.cc")
    with serving(tmp_path_factory.mktemp("served"), *options) as server:
        yield server


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that can be written to."""
    with serving(tmp_path_factory.mktemp("writable"), "--writable", "--timeout", str(TIMEOUT)) as server:
        yield server
