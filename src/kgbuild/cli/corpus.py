"""`kgbuild build` of a corpus: shards in a folder, with progress, and a log for programs."""

import json
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, SOME_FAILED, UNUSABLE

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from kgbuild.corpus import Plan, Progress, Totals
    from kgbuild.corpus.ledger import Row

# Seconds between two lines where there is no terminal to draw a bar on.
_BETWEEN: Final = 15


def build_shards(plan: "Plan", store: Path | None, *, json_log: bool) -> int:
    """Build a corpus and say how it goes.

    Args:
        plan: What is to be built.
        store: A folder with an embedded store that the graphs are loaded into, None for none.
        json_log: Whether all that is said is JSON, a line for each event.

    Returns:
        The exit status.
    """
    from kgbuild.articles import size_of
    from kgbuild.corpus import build_corpus

    with _Teller(size_of(plan.inputs), json_log=json_log) as teller:
        totals = build_corpus(plan, teller.done)
    if store:
        _load(Path(plan.folder), store)
    teller.finish(totals)
    if not totals.get("done"):
        return UNUSABLE
    return SOME_FAILED if totals.get("failed") or totals["not conforming"] else DONE


def _load(folder: Path, store: Path) -> None:
    from kgbuild.corpus import shard_files
    from kgbuild.serialize.graph_files import read_article_graphs
    from kgbuild.stores.oxigraph import load

    for shard in shard_files(folder):
        load(read_article_graphs([shard]), store, replace=True)


class _Teller:
    """Says how a run goes: a bar on a terminal, lines elsewhere, JSON where it is asked for."""

    def __init__(self, total: int | None, *, json_log: bool) -> None:
        self._total = total
        self._json_log = json_log
        self._begun = self._told = time.monotonic()
        self._already = 0
        self._bar: Bar | None = None
        if sys.stderr.isatty() and not json_log:
            self._bar = _bar()
            self._task = self._bar.add_task("building", total=total, articles="")

    def __enter__(self) -> Self:
        self._context: AbstractContextManager[Any] = self._bar or nullcontext()
        self._context.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._context.__exit__(kind, error, trace)

    def done(self, progress: "Progress") -> None:
        """Tell of a batch."""
        if not progress.fresh:
            self._already = progress.read
            self._begun = time.monotonic()
        for row in progress.rows:
            self._tell_of(row)
        rate = progress.fresh / max(time.monotonic() - self._begun, 1e-9)
        articles = f"{counted(progress.documents, 'article')}, {rate:.1f} a second"
        if self._bar:
            self._bar.update(self._task, completed=progress.read, articles=articles)
        elif progress.fresh and time.monotonic() - self._told >= _BETWEEN:
            self._told = time.monotonic()
            left = self._seconds_left(progress)
            if self._json_log:
                self._log("progress", documents=progress.documents, per_second=round(rate, 2), seconds_left=left)
            else:
                say(articles + (f", about {_duration(left)} left" if left is not None else ""))

    def _seconds_left(self, progress: "Progress") -> int | None:
        read = progress.read - self._already
        if not self._total or read <= 0:
            return None
        return round((time.monotonic() - self._begun) * max(self._total - progress.read, 0) / read)

    def _tell_of(self, row: "Row") -> None:
        if row.status == "failed" and self._json_log:
            self._log("failed", source=row.source, reason=row.reason)
        elif row.status == "failed":
            say(row.reason)

    def finish(self, totals: "Totals") -> None:
        """Tell what came of it all."""
        if self._json_log:
            self._log("finished", **{name.replace(" ", "_"): count for name, count in totals.items()})
            return
        others = [f"{totals[name]:,} {words}" for name, words in _OTHERS.items() if totals.get(name)]
        say(
            f"{counted(totals.get('done', 0), 'article')} built{''.join(f', {words}' for words in others)}: "
            f"{counted(totals['statements'], 'statement')} kept, {totals['dropped']:,} dropped by the shapes"
        )

    @staticmethod
    def _log(event: str, **values: object) -> None:
        sys.stderr.write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")
        sys.stderr.flush()


_OTHERS: Final = {
    "failed": "failed",
    "duplicate": "left out as duplicates",
    "other language": "left out as of another language",
    "near duplicates": "linked as near duplicates",
}


def _bar() -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[articles]}"), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _duration(seconds: int) -> str:
    """A length of time in words.

    >>> _duration(40), _duration(150), _duration(7300)
    ('40 s', '2 min', '2 h 1 min')
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min" if minutes else f"{rest} s"
