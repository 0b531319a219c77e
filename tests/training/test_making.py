import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEACHER = ["teacher.prepare", "teacher.learn", "teacher.learn", "teacher.label", "teacher.write"]
ENTITIES = ["entities.prepare", "entities.learn", "entities.learn", "entities.learn", "entities.write"]


def steps(work: Path, *settings: str) -> list[str]:
    """Ask make which modules it would run, in order."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("needs make")
    command = [make, "--dry-run", "-f", "training/Makefile", f"WORK={work}", *settings]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return re.findall(r"-m training\.(\S+)", run.stdout)


def test_making_goes_from_the_corpora_to_the_pipeline(tmp_path: Path) -> None:
    assert steps(tmp_path) == ["prepare", "fit", *ENTITIES, "finish"]


def test_making_with_teachers_has_two_rounds_of_them_before_the_syntax(tmp_path: Path) -> None:
    assert steps(tmp_path, "TEACHERS=1 2") == ["prepare", "fit", *TEACHER, *TEACHER, "fit", *ENTITIES, "finish"]


def test_making_goes_on_with_the_first_step_that_is_not_done(tmp_path: Path) -> None:
    (tmp_path / "done").mkdir()
    for name in ("prepared", "syntax", "entities", "ensemble-convolutional-2"):
        (tmp_path / "done" / name).touch()
    assert steps(tmp_path) == ["entities.learn", "entities.learn", "entities.write", "finish"]


def test_every_module_that_making_names_is_there(tmp_path: Path) -> None:
    for name in set(steps(tmp_path, "TEACHERS=1")):
        assert (ROOT / "training" / f"{name.replace('.', '/')}.py").is_file()
