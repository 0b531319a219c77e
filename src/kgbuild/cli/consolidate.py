"""`kgbuild consolidate`: which actors and events of different articles are the same."""

from pathlib import Path

import click

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, FOLDER
from kgbuild.cli.output import check_writable, write_text
from kgbuild.vocab import BASE


@click.command()
@click.argument("place", metavar="STORE_OR_DIR", type=FOLDER)
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="Where the graph's own resources live.")
@click.option(
    "--explain", type=click.Path(path_type=Path), metavar="FILE", help="Write each merge with its reasons, as JSON Lines."
)
@click.option("--anew", is_flag=True, help="Forget what was found before and compare all again.")
def consolidate(*, place: Path, base: str, explain: Path | None, anew: bool) -> int:
    """Find out which actors and events of different articles are the same.

    Writes a graph of its own, BASE/consolidation, into the store, or consolidation.nq into a folder of RDF files; the articles'
    graphs stay as they are. A further run looks only at articles that are new, changed or gone.
    """
    if explain:
        check_writable(explain)
    from kgbuild.consolidate import consolidate as run
    from kgbuild.consolidate import explain as explanations

    summary = run(place, base=base, anew=anew)
    if explain:
        write_text("".join(explanations(place)), explain)
    done = summary.progress
    read = f"{counted(done.articles, 'article')} read, {done.removed:,} taken out, {counted(done.compared, 'pair')} compared"
    say(f"{place}: {read}; {counted(summary.added, 'statement')} added to <{summary.graph}>, {summary.removed:,} removed")
    return DONE
