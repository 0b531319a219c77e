"""What the tests share: where things lie, and the switch that writes golden files anew."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
_COLLECTED = gc.get_threshold()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew from what the program makes.")
    parser.addoption("--mutations", type=int, default=40, help="How many broken graphs the gate is held to plain pySHACL on.")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold annotation and corpora beside the repository; tests that need it are skipped where it is missing."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("needs ../shared")
    return SHARED


@pytest.fixture(scope="session")
def example(root: Path) -> Path:
    """The example article."""
    return root / "examples" / "mesaj-anul-nou.txt"


@pytest.fixture(autouse=True)
def _collect_as_usual() -> Iterator[None]:
    """Undo behind each test what `kgbuild.build.collect_seldom` sets: the garbage of one is not to be found in another."""
    yield
    if gc.get_threshold() != _COLLECTED:
        gc.unfreeze()
        gc.set_threshold(*_COLLECTED)
