"""`kgbuild load`: put graphs into a store."""

from itertools import chain
from pathlib import Path

import click

from kgbuild.cli.messages import counted, say
from kgbuild.cli.options import DONE, RDF_FILES, STORE


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=RDF_FILES)
@click.option("--store", type=STORE, required=True, metavar="DIR", help="The embedded store's folder; made where missing.")
@click.option("--replace", is_flag=True, help="Let a graph take the place of another one of the same article.")
def load(*, files: tuple[Path, ...], store: Path, replace: bool) -> int:
    """Load RDF files into a store, each article's graph whole or not at all."""
    from kgbuild.serialize.reading import read_quads
    from kgbuild.stores.oxigraph import load as load_quads

    report = load_quads(chain.from_iterable(map(read_quads, files)), store, replace=replace)
    say(
        f"{store}: {counted(len(report.added), 'article')} added, {len(report.replaced):,} replaced, "
        f"{len(report.unchanged):,} unchanged; {counted(report.quads, 'statement')} written"
    )
    return DONE
