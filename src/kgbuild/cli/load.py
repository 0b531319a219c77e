"""`kgbuild load`: put graphs into a store."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kgbuild.cli.messages import counted, progress_of, say
from kgbuild.cli.options import DONE, RDF_FILES, SECONDS, SOME_FAILED, STORE, UNUSABLE, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kgbuild.serialize.graph_files import ArticleGraph
    from kgbuild.stores.loading import LoadReport, Revision

_CLAIMS_SHOWN: Final = 10


@dataclass(frozen=True)
class _Outcome:
    """What loading did, and where it broke off what is missing and why."""

    report: "LoadReport"
    missing: tuple[str, ...] = ()
    failure: str = ""


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=RDF_FILES, callback=expand)
@click.option("--store", type=STORE, metavar="DIR", help="The embedded store's folder; made where missing.")
@click.option("--endpoint", metavar="URL", help="A server's address for the Graph Store HTTP Protocol or SPARQL Update.")
@click.option("--replace", is_flag=True, help="Let a graph take the place of another one of the same article.")
@click.option("--optimize", is_flag=True, help="Rearrange the embedded store for faster answers when all is loaded.")
@click.option(
    "--timeout", type=SECONDS, default=60, show_default=True, metavar="SECONDS", help="How long to wait for the endpoint."
)
def load(
    *, files: tuple[Path, ...], store: Path | None, endpoint: str | None, replace: bool, optimize: bool, timeout: float
) -> int:
    """Load RDF files, or all in a folder, into a store, each article's graph whole or not at all.

    What the store holds already is left alone: to take up a load that broke off, do it again. For an endpoint, a token stands in
    KGBUILD_TOKEN, or name and password in KGBUILD_USER and KGBUILD_PASSWORD or in netrc.
    """
    if (store is None) == (endpoint is None):
        raise click.UsageError("give either --store DIR or --endpoint URL")
    if optimize and endpoint:
        raise click.UsageError("--optimize is for --store: a server looks after its own store")
    from kgbuild.serialize.graph_files import read_article_graphs

    graphs = read_article_graphs(files)
    with progress_of(sum(graph.size for graph in graphs), "loading") as advance:

        def done(graph: "ArticleGraph") -> None:
            advance(graph.size)

        if store:
            from kgbuild.stores.oxigraph import load as load_embedded

            outcome = _Outcome(load_embedded(graphs, store, replace=replace, done=done))
        else:
            outcome = _load_remote(graphs, str(endpoint), timeout, done, replace=replace)
    if store and optimize:
        from kgbuild.stores.oxigraph import optimize as optimize_embedded

        say(f"{store}: rearranging it for faster answers")
        optimize_embedded(store)
    return _tell(str(store or endpoint), outcome)


def _load_remote(
    graphs: "Sequence[ArticleGraph]", endpoint: str, timeout: float, done: "Callable[[ArticleGraph], None]", *, replace: bool
) -> _Outcome:
    from kgbuild.stores.http import Patience
    from kgbuild.stores.remote import NotLoadedError
    from kgbuild.stores.remote import load as load_remote

    try:
        return _Outcome(load_remote(graphs, endpoint, replace=replace, patience=Patience(timeout), done=done))
    except NotLoadedError as error:
        return _Outcome(error.report, error.missing, str(error))


def _tell(target: str, outcome: _Outcome) -> int:
    report = outcome.report
    for revision in report.replaced:
        _tell_revision(revision)
    for article, reason in report.failed:
        say(f"{target}: not loaded: {article}: {reason}")
    for article in report.refused:
        say(f"{target}: not loaded: holds a different graph of {article}; load with --replace to put the new one in its place")
    for article in outcome.missing:
        say(f"{target}: not loaded: {article}")
    if outcome.failure:
        say(f"{outcome.failure}; when that is mended, load again: what is there already is left alone")
    say(
        f"{target}: {counted(len(report.added), 'article')} added, {len(report.replaced):,} replaced, "
        f"{len(report.unchanged):,} unchanged; {counted(report.statements, 'statement')} written"
    )
    loaded = report.added or report.replaced or report.unchanged
    if outcome.failure and not loaded:
        return UNUSABLE
    return SOME_FAILED if outcome.failure or report.failed or report.refused else DONE


def _tell_revision(revision: "Revision") -> None:
    added, dropped = revision.claims_added, revision.claims_dropped
    say(f"{revision.article}: replaced; {counted(len(added), 'claim')} added, {len(dropped):,} dropped")
    for sign, claims in (("+", added), ("-", dropped)):
        for claim in claims[:_CLAIMS_SHOWN]:
            say(f"  {sign} {claim}")
        if len(claims) > _CLAIMS_SHOWN:
            say(f"  {sign} … {len(claims) - _CLAIMS_SHOWN:,} more")
