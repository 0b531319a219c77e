"""`kgbuild serve`: a store behind HTTP."""

import os
from pathlib import Path
from typing import Final

import click

from kgbuild.cli.messages import say
from kgbuild.cli.options import DONE, SECONDS, STORE
from kgbuild.vocab import BASE

_MEBIBYTE: Final = 1 << 20
_TOKEN: Final = "KGBUILD_TOKEN"  # noqa: S105 — the name of a variable


@click.command()
@click.option("--store", type=STORE, required=True, metavar="DIR", help="The embedded store's folder.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; the default is this machine's own.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="Port to listen at; 0 is any.")
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="Base of the IRIs that are looked up under /id/.")
@click.option("--timeout", type=SECONDS, default=30, show_default=True, metavar="SECONDS", help="When a query is stopped.")
@click.option("--max-answer", type=click.IntRange(1), default=64, show_default=True, metavar="MIB", help="The largest answer.")
@click.option("--workers", type=click.IntRange(1, 256), default=2, show_default=True, help="Queries answered at once.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Let web pages of an origin ask, * those of any; may be repeated.")
@click.option("--writable", is_flag=True, help="Take SPARQL updates from whoever knows the token in KGBUILD_TOKEN.")
def serve(
    *,
    store: Path,
    host: str,
    port: int,
    base: str,
    timeout: float,
    max_answer: int,
    workers: int,
    cors: tuple[str, ...],
    writable: bool,
) -> int:
    """Serve a store: the explorer for people at /, SPARQL at /sparql, graphs at /store, every resource at its own address.

    The explorer needs `pip install 'kgbuild[web]'`; without it, / is a plain page.

    Each request is noted as a line of JSON on standard error.
    """
    token = os.environ.get(_TOKEN)
    if writable and not token:
        raise click.UsageError(f"--writable needs a token that clients must know: set {_TOKEN}")
    from kgbuild.iri import parse_base
    from kgbuild.server import ServerSettings
    from kgbuild.server import serve as serve_store
    from kgbuild.server.explorer import available

    settings = ServerSettings(
        store, parse_base(base), timeout, max_answer * _MEBIBYTE, workers, cors, token=token if writable else None
    )

    def begun(url: str) -> None:
        say(f"serving {store} at {url}")
        if not available():
            say("without the explorer: pip install 'kgbuild[web]' brings it")

    serve_store(settings, host, port, begun)
    return DONE
