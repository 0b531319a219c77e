"""Write results: to standard output, to one file, or to a folder; whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from kgbuild.cli.options import FORMAT_OF_ENDING
from kgbuild.errors import OutputError

# What no common file system allows in a name, or what a shell would trip over.
_UNSAFE: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|\0', "_"))
_LONGEST_NAME: Final = 150


def write_text(text: str, out: Path | None) -> None:
    """Write a text to a file, whole or not at all, or to standard output.

    Args:
        text: The text.
        out: The file, None for standard output.

    Raises:
        OutputError: The file cannot be written.
    """
    if out is None:
        click.echo(text, nl=False)
    else:
        write_file(out, lambda path: path.write_text(text, encoding="utf-8", newline="\n"))


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let a function write a file under a passing name beside its place, then move it there.

    Args:
        path: Where the file goes; missing folders above it are made.
        write: Writes to the path it is given.

    Raises:
        OutputError: It cannot be written; what stood there before still stands.
    """
    try:
        check_writable(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        try:
            write(Path(name))
            # mkstemp makes files that only their owner can read; this is what any other file here would get.
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", path) from error


def check_writable(path: Path) -> None:
    """Refuse, before any work is done, a path that nothing can be written to.

    Args:
        path: A file to write, there or not.

    Raises:
        OutputError: It cannot be written.
    """
    if path.is_dir():
        raise OutputError("is a folder; name a file", path)
    folder = path.absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise OutputError(f"cannot be written: {folder} is not a folder", path)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"cannot be written: no permission for {folder}", path)
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError("cannot be written: no permission", path)


def is_one_file(out: Path) -> bool:
    """Whether an OUT names one file: its ending is that of a format.

    >>> is_one_file(Path("graf.ttl")), is_one_file(Path("grafuri"))
    (True, False)
    """
    return out.suffix.lower() in FORMAT_OF_ENDING


def format_for(out: Path | None, form: str | None) -> str:
    """The format to write: the one asked for, else that of OUT's ending, else Turtle.

    >>> format_for(Path("graf.nq"), None), format_for(None, None)
    ('nquads', 'turtle')
    """
    return form or FORMAT_OF_ENDING.get(out.suffix.lower() if out else "", "turtle")


class Folder:
    """A folder that gets one file for each article.

    Args:
        path: The folder.
        ending: Ending of the files' names.
    """

    def __init__(self, path: Path, ending: str) -> None:
        self._path = path
        self._ending = ending
        self._taken: set[str] = set()
        check_writable(path / f"x{self._ending}")

    def write(self, identifier: str, unique: str, text: str) -> None:
        """Write an article's file.

        Args:
            identifier: Name of the article, which becomes the file's.
            unique: What tells the article from others of the same name; it goes behind the name where that is taken.
            text: What to write.

        Raises:
            OutputError: The file cannot be written.
        """
        name = _file_name(identifier) or _file_name(unique)
        if name.lower() in self._taken:
            name = f"{name}-{_file_name(unique)}"
        self._taken.add(name.lower())
        write_text(text, self._path / f"{name}{self._ending}")


def _file_name(name: str) -> str:
    return name.translate(_UNSAFE).strip(". ")[:_LONGEST_NAME]
