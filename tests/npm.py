"""Packages of the npm registry that tests use: fetched when they run, never part of the project."""

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest


def install(folder: Path, *packages: str) -> Path:
    """Install packages with all that they need, without running scripts of theirs; skips the test where that cannot be done.

    Returns:
        The folder `node_modules`.
    """
    _npm("install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", *packages)
    return folder / "node_modules"


def unpack(folder: Path, package: str) -> Path:
    """Unpack one package by itself; skips the test where that cannot be done.

    Returns:
        The folder of the package.
    """
    folder.mkdir(exist_ok=True)
    _npm("pack", "--pack-destination", str(folder), package)
    [archive] = folder.glob("*.tgz")
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    return folder / "package"


def _npm(*command: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    done = subprocess.run([npm, *command], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot {command[0]} {command[-1]}: {done.stderr.strip().splitlines()[-1]}")
