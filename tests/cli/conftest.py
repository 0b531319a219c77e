from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kgbuild.cli import run


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def kgbuild(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process, so that the language pipeline is loaded once for all tests."""

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call
