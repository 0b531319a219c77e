"""Packages of the npm registry that tests use: installed when they run, never part of the project."""

import shutil
import subprocess
from pathlib import Path

import pytest


def install(folder: Path, *packages: str) -> Path:
    """Install packages without running scripts of theirs; skips the test where that cannot be done.

    Returns:
        The folder `node_modules`.
    """
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    command = [npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", *packages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot install {' '.join(packages)}: {done.stderr.strip().splitlines()[-1]}")
    return folder / "node_modules"
