"""What the command line says to people, all of it on standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

T = TypeVar("T")


def say(message: object) -> None:
    """Say something in one line on standard error.

    Args:
        message: The message; line ends in it become spaces.
    """
    click.echo(f"kgbuild: {' '.join(str(message).split())}", err=True)


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where there is not just one.

    >>> counted(1, "article"), counted(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def with_progress(items: Iterable[T], what: str) -> Iterator[T]:
    """Pass items through and show how many have come by; silent where standard error is no terminal.

    Args:
        items: The items.
        what: What is done with them.

    Yields:
        The items.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            yield item
            progress.advance(task)


@contextmanager
def progress_of(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """Show a bar of how much of something known is done; silent where standard error is no terminal.

    Args:
        total: How much there is to do.
        what: What is done.

    Yields:
        A function to be told how much more has been done.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda more: progress.advance(task, more)
