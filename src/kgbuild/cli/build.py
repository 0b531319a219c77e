"""`kgbuild build`: from articles to a graph."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kgbuild.cli.messages import counted, say, with_progress
from kgbuild.cli.options import DONE, FORMATS, SOME_FAILED, STORE, UNUSABLE, to_day
from kgbuild.cli.output import Folder, check_writable, format_for, is_one_file, write_text
from kgbuild.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from kgbuild.articles import Form
    from kgbuild.build import Failure, KnowledgeGraph
    from kgbuild.validate import Report


_WITH_GRAPHS: Final = ("trig", "nquads")


@dataclass
class _Target:
    """Where the graphs go."""

    out: Path | None
    form: str
    store: Path | None
    report: Path | None
    explain: Path | None
    strict: bool
    folder: Folder | None = None

    def __post_init__(self) -> None:
        if self.out and is_one_file(self.out):
            check_writable(self.out)
        elif self.out:
            self.folder = Folder(self.out, FORMATS[self.form])
        for file in (self.report, self.explain):
            if file:
                check_writable(file)

    @property
    def keeps_all(self) -> bool:
        """Whether nothing may be written before the last article is built."""
        return self.strict or self.folder is None


@dataclass
class _Tally:
    """What has come of the articles so far."""

    explains: bool = False
    built: int = 0
    failed: int = 0
    kept: int = 0
    dropped: int = 0
    nonconforming: int = 0
    reports: "list[Report]" = field(default_factory=list)
    explanations: list[str] = field(default_factory=list)

    def add(self, graph: "KnowledgeGraph") -> None:
        self.built += 1
        self.kept += len(graph.quads)
        self.dropped += graph.report.dropped
        self.nonconforming += not graph.report.conforms
        self.reports.append(graph.report)
        if self.explains:
            self.explanations.append(graph.explain())

    @property
    def status(self) -> int:
        if not self.built:
            return UNUSABLE
        return SOME_FAILED if self.failed or self.nonconforming else DONE

    def __str__(self) -> str:
        failed = f", {self.failed:,} failed" if self.failed else ""
        return (
            f"{counted(self.built, 'article')} built{failed}: {counted(self.kept, 'statement')} kept, "
            f"{self.dropped:,} dropped by the shapes"
        )


def _to_mapping(_context: click.Context, parameter: click.Parameter, value: str | None) -> dict[str, str]:
    """Turn `--map` into a mapping.

    Raises:
        click.BadParameter: It is written otherwise, or names no key of an article.
    """
    if value is None:
        return {}
    from kgbuild.articles import parse_mapping

    try:
        return parse_mapping(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param=parameter) from None


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="One file if its ending names a format, else a folder.")
@click.option("-f", "--format", "form", type=click.Choice(list(FORMATS)), help="Format; else by OUT's ending, else turtle.")
@click.option(
    "--input-format",
    type=click.Choice(["text", "html", "json", "jsonl", "csv", "tsv", "warc", "feed"]),
    help="Format of the inputs; else by their names and first bytes.",
)
@click.option(
    "--map",
    "mapping",
    callback=_to_mapping,
    metavar="KEY=NAME,...",
    help="Which key or column holds what, as in title=headline.",
)
@click.option("--fetch", is_flag=True, help="Read inputs that are web addresses, and the pages that feeds only point to.")
@click.option("--base", default=BASE, show_default=True, metavar="IRI", help="Where the graph's own resources live.")
@click.option("--published", callback=to_day, metavar="DATE", help="Day of publication, YYYY-MM-DD.")
@click.option("--source-url", metavar="URL", help="The article's web address, which becomes its IRI.")
@click.option("--lang", default="ro", show_default=True, type=click.Choice(["ro"]), help="Language of the articles.")
@click.option("--no-text", is_flag=True, help="Leave the articles' text out of the graph; the words of mentions stay.")
@click.option("--strict", is_flag=True, help="Write nothing if anything breaks a shape.")
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write the validation report, as Turtle.")
@click.option("--explain", type=click.Path(path_type=Path), metavar="FILE", help="Write why each event is there, as JSON Lines.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to share the work.")
@click.option(
    "--shard-size", type=click.IntRange(1), default=1000, show_default=True, metavar="N", help="Articles of a shard of a corpus."
)
@click.option("--json-log", is_flag=True, help="Say how the build of a corpus goes as JSON, a line for each event.")
@click.option("--store", type=STORE, metavar="DIR", help="Load the graphs into the embedded store in a folder.")
@click.option(
    "--infer", "inferred", is_flag=True, help="Add what follows by the ontology, in graphs of its own ending in #inferred."
)
@click.option(
    "--profile",
    type=click.Choice(["full", "schema"]),
    default="full",
    show_default=True,
    help="“schema”: the article, what it is about and what it mentions, in schema.org's terms alone.",
)
@click.option("--model", metavar="NAME", help="A spaCy pipeline or its folder, in place of the one that ships with kgbuild.")
def build(
    *,
    inputs: tuple[str, ...],
    out: Path | None,
    form: str | None,
    input_format: "Form | None",
    mapping: dict[str, str],
    fetch: bool,
    base: str,
    published: date | None,
    source_url: str | None,
    lang: str,
    no_text: bool,
    strict: bool,
    report: Path | None,
    explain: Path | None,
    workers: int,
    shard_size: int,
    json_log: bool,
    store: Path | None,
    inferred: bool,
    profile: str,
    model: str | None,
) -> int:
    """Build the graph of articles: files, folders, patterns, or - for standard input.

    Reads .txt (an optional first line “date YYYY-MM-DD”, the title, a blank line, the body), .html, .json, .jsonl, .csv, .tsv,
    feeds (.rss, .atom, .xml) and web archives (.warc, .wet), also packed (.gz, .zst). What breaks a shape is taken out, counted
    and reported.

    A corpus (a folder, a pattern, or a file of many articles) with a folder as OUT and no --format becomes shards of N-Quads with
    a manifest and a ledger of all articles; the same command goes on where it was cut off.
    """
    from kgbuild.articles import Given, Reading, holds_many
    from kgbuild.articles.fetch import Fetcher

    is_corpus = out is not None and form is None and not is_one_file(out) and any(holds_many(i, input_format) for i in inputs)
    if json_log and not is_corpus:
        raise click.UsageError(
            "--json-log is for a corpus: give a folder, a pattern or a file of many articles, and a folder to -o"
        )
    if is_corpus and (strict or report or explain or inferred or profile != "full"):
        raise click.UsageError(
            "--strict, --report, --explain, --infer, --profile are for single articles; the ledger in OUT tells what was dropped"
        )
    target = _Target(out, format_for(out, form), store, report, explain, strict)
    if source_url and (len(inputs) > 1 or Path(inputs[0]).is_dir()):
        raise click.UsageError("--source-url names one article; give one input")
    if inferred and not store and target.form not in _WITH_GRAPHS:
        raise click.UsageError(f"--infer keeps what follows apart from what the text says; write {' or '.join(_WITH_GRAPHS)}")
    if inferred and profile == "schema":
        raise click.UsageError("--infer adds to the full graph; leave out --profile schema")
    from kgbuild.build import Settings, build_many

    settings = Settings(base, not no_text, model, Given(published, source_url, language=lang))
    reading = Reading(input_format, mapping, Fetcher() if fetch else None)
    if is_corpus and out:
        from kgbuild.cli.corpus import build_shards
        from kgbuild.corpus import Plan

        return build_shards(Plan(inputs, out, settings, reading, workers, shard_size), store, json_log=json_log)
    tally = _Tally(explains=explain is not None)
    graphs = _succeeding(with_progress(build_many(inputs, settings, workers, reading), "building"), tally)
    graphs = map(partial(_finished, inferred=inferred, profile=profile), graphs)
    if target.keeps_all:
        _write_together(list(graphs), target, tally)
    else:
        _write_apart(graphs, target)
    if report and tally.built:
        _write_report(tally.reports, report)
    if explain and tally.built:
        write_text("".join(tally.explanations), explain)
    say(tally)
    return tally.status


def _finished(graph: "KnowledgeGraph", *, inferred: bool, profile: str) -> "KnowledgeGraph":
    """A graph as it is written: with what follows from it, or in another vocabulary."""
    if inferred:
        from kgbuild.reason import infer

        return replace(graph, quads=(*graph.quads, *infer(graph.quads)))
    if profile == "schema":
        from kgbuild.schema_org import to_schema_org

        return replace(graph, quads=tuple(to_schema_org(graph.quads)), context="schema-context.jsonld")
    return graph


def _succeeding(items: "Iterator[KnowledgeGraph | Failure]", tally: _Tally) -> "Iterator[KnowledgeGraph]":
    """Pass on the graphs that were built; say what failed, and what is odd about the others."""
    from kgbuild.build import Failure

    for item in items:
        if isinstance(item, Failure):
            tally.failed += 1
            say(item)
            continue
        tally.add(item)
        if item.other_language:
            language = "Romanian"
            say(f"{item.articles[0].identifier}: this looks like {item.other_language.name}, not {language}; building anyway")
        yield item


def _write_together(graphs: "list[KnowledgeGraph]", target: _Target, tally: _Tally) -> None:
    if not graphs:
        return
    if target.strict and tally.nonconforming:
        say(f"{counted(tally.nonconforming, 'article')} broke a shape; --strict writes nothing")
        return
    if target.folder:
        _write_apart(iter(graphs), target)
        return
    _load((quad for graph in graphs for quad in graph.quads), target)
    if target.out or not target.store:
        together = replace(graphs[0], quads=tuple(chain.from_iterable(graph.quads for graph in graphs)))
        write_text(together.serialize(target.form), target.out)


def _write_apart(graphs: "Iterator[KnowledgeGraph]", target: _Target) -> None:
    for graph in graphs:
        article = graph.articles[0]
        if target.folder:
            target.folder.write(article.identifier, article.digest, graph.serialize(target.form))
        _load(graph.quads, target)


def _load(quads: "Iterator[ox.Quad] | tuple[ox.Quad, ...]", target: _Target) -> None:
    if target.store:
        from kgbuild.serialize.graph_files import to_article_graphs
        from kgbuild.stores.oxigraph import load

        load(to_article_graphs(quads), target.store, replace=True)


def _write_report(reports: "list[Report]", path: Path) -> None:
    from kgbuild.validate import merge_reports

    write_text(merge_reports(reports).turtle(), path)
