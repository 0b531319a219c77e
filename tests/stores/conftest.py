from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.stores.servers import Oxigraph, Virtuoso


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests know only the names and passwords that they set."""
    for name in ("KGBUILD_TOKEN", "KGBUILD_USER", "KGBUILD_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[Oxigraph]:
    """An empty Oxigraph server."""
    server = Oxigraph(tmp_path / "oxigraph").start()
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A Virtuoso server; it takes seconds to start, and so all tests share it."""
    if not Virtuoso.is_installed():
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource-7")
    server = Virtuoso(tmp_path_factory.mktemp("virtuoso")).start()
    try:
        yield server
    finally:
        server.kill()
