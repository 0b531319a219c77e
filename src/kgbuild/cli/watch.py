"""`kgbuild watch`: keep a store current."""

import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, INTERRUPTED, KB_FILE, SOME_FAILED, STORE
from kgbuild.vocab import BASE

if TYPE_CHECKING:
    from kgbuild.watch import Round

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _to_seconds(_context: click.Context, parameter: click.Parameter, value: str) -> float:
    """Turn a length of time into seconds.

    Raises:
        click.BadParameter: It is written otherwise, or nothing.
    """
    found = re.fullmatch(r"(\d+)([smhd])", value.strip())
    if not found or not int(found[1]):
        raise click.BadParameter(f"“{value}” is no length of time; write 15m, or 90s, 2h, 1d", param=parameter)
    return float(int(found[1]) * _UNITS[found[2]])


@click.command()
@click.argument("feeds", metavar="FEEDS.opml", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", type=STORE, required=True, metavar="DIR", help="The embedded store's folder; made where missing.")
@click.option("--every", default="15m", show_default=True, callback=_to_seconds, metavar="TIME", help="From round to round.")
@click.option("--once", is_flag=True, help="Read the feeds once and end, for cron.")
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="Where the graph's own resources live.")
@click.option("--no-text", is_flag=True, help="Leave the articles' text out of the graph; the words of mentions stay.")
@click.option("--kb", type=KB_FILE, metavar="FILE", help="Link names that the lexicon has not by a knowledge base (kgbuild kb).")
@click.option("--model", metavar="NAME", help="A spaCy pipeline or its folder, in place of the one that ships with kgbuild.")
def watch(
    *, feeds: Path, store: Path, every: float, once: bool, base: str, no_text: bool, kb: Path | None, model: str | None
) -> int:
    """Keep a store current with the feeds of an OPML file, until SIGINT or SIGTERM.

    Reads the feeds round after round and the pages of articles that are new, as build --fetch does, and loads their graphs. What
    was seen is remembered beside the store: no article is read twice, and stopped or killed, the same command goes on.
    """
    from kgbuild.articles.fetch import Fetcher
    from kgbuild.build import Settings
    from kgbuild.watch import Plan, StopRequest
    from kgbuild.watch import watch as run

    plan = Plan(feeds, store, every, Settings(base, not no_text, model, kb=kb), Fetcher, say)
    stop = StopRequest()
    latest = run(plan, stop, _tell, once=once)
    if stop:
        say("stopped; the same command goes on")
        return INTERRUPTED if stop.by == signal.SIGINT else DONE
    return SOME_FAILED if latest.broken or latest.failed or latest.dropped else DONE


def _tell(done: "Round") -> None:
    """Say what came of a round."""
    parts = [f"{counted(done.added, 'article')} added"]
    parts += [f"{number:,} {what}" for number, what in ((done.known, "known already"), (done.failed, "failed")) if number]
    if done.dropped:
        parts.append(f"{counted(done.dropped, 'statement')} dropped by the shapes")
    broken = f", {done.broken:,} of them in vain" if done.broken else ""
    say(f"{counted(done.feeds, 'feed')} read{broken}: {', '.join(parts)}")
