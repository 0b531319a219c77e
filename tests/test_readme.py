"""What README.md tells people to type works, word by word."""

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import Run, kgbuild

__all__ = ["kgbuild"]


@pytest.fixture
def readme(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "examples").symlink_to(root / "examples")
    monkeypatch.chdir(tmp_path)
    return (root / "README.md").read_text(encoding="utf-8")


def test_commands_end_well_and_questions_have_answers(kgbuild: Run, readme: str) -> None:
    commands = [shlex.split(line) for line in re.findall(r"^\$ kgbuild (.+)$", readme, re.MULTILINE)]
    assert {arguments[0] for arguments in commands} == {"build", "query", "load", "consolidate"}
    for arguments in commands:
        # Another process each would only load the pipeline anew.
        outcome = kgbuild(*(a for a in arguments if a not in {"--workers", "2"}))
        assert outcome.status == 0, outcome.err
        assert arguments[0] != "query" or outcome.out.count("\n") > 1, arguments


def test_the_programs_run_and_print_what_they_say(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    library, component = re.findall(r"```python\n(.+?)```", readme, re.DOTALL)
    exec(library, {})  # noqa: S102 — as a reader does
    assert "https://w3id.org/kgbuild/id/article/" in capsys.readouterr().out
    exec(component, {})  # noqa: S102 — as above
    assert capsys.readouterr().out.splitlines() == re.findall(r"^print.+  # (.+)$", component, re.MULTILINE)
