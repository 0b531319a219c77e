"""What the tests of corpora share."""

import gc
from collections.abc import Iterator

import pytest
from tests.cli.conftest import kgbuild

__all__ = ["kgbuild"]


@pytest.fixture(scope="module")
def collected() -> Iterator[None]:
    """Collect what a module leaves behind, connections of other people's clients, while its own filters of warnings hold."""
    yield
    gc.collect()
