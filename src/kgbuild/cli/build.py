"""`kgbuild build`: from articles to a graph."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from kgbuild.cli.messages import counted, say, with_progress
from kgbuild.cli.options import DONE, FORMATS, KB_FILE, SOME_FAILED, STORE, UNUSABLE, to_day
from kgbuild.cli.output import Folder, check_writable, format_for, is_one_file, write_text
from kgbuild.vocab import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from kgbuild.articles import Form, Reading
    from kgbuild.build import Failure, KnowledgeGraph, Settings
    from kgbuild.validate import Report


_WITH_GRAPHS: Final = ("trig", "nquads")


@dataclass(frozen=True)
class _Request:
    """What the command line asks for; each field is an option of `build`."""

    inputs: tuple[str, ...]
    out: str | None
    form: str | None
    input_format: "Form | None"
    mapping: dict[str, str]
    fetch: bool
    base: str
    published: date | None
    source_url: str | None
    lang: str
    no_text: bool
    strict: bool
    report: Path | None
    explain: Path | None
    workers: int | None
    shard_size: int
    ledger: Path | None
    engine: Literal["local", "ray"]
    address: str | None
    json_log: bool
    store: Path | None
    inferred: bool
    profile: str
    kb: Path | None
    model: str | None

    @property
    def path(self) -> Path | None:
        """OUT where it is a file or folder of this machine, and no URL."""
        return Path(self.out) if self.out and "://" not in self.out else None

    @cached_property
    def is_corpus(self) -> bool:
        """Whether the inputs are a corpus, which becomes shards."""
        from kgbuild.articles import holds_many

        if self.out is None or self.form or (self.path and is_one_file(self.path)):
            return False
        return any(holds_many(source, self.input_format) for source in self.inputs)

    @property
    def settings(self) -> "Settings":
        """How each article's graph is built."""
        from kgbuild.articles import Given
        from kgbuild.build import Settings

        return Settings(
            self.base, not self.no_text, self.model, Given(self.published, self.source_url, language=self.lang), self.kb
        )

    @property
    def reading(self) -> "Reading":
        """How the inputs are read."""
        from kgbuild.articles import Reading
        from kgbuild.articles.fetch import Fetcher

        return Reading(self.input_format, self.mapping, Fetcher() if self.fetch else None)

    def check(self) -> None:
        """Refuse options that do not go together.

        Raises:
            click.UsageError: They do not.
        """
        self._check_corpus()
        form = format_for(self.path, self.form)
        if self.source_url and (len(self.inputs) > 1 or Path(self.inputs[0]).is_dir()):
            raise click.UsageError("--source-url names one article; give one input")
        if self.inferred and not self.store and form not in _WITH_GRAPHS:
            raise click.UsageError(f"--infer keeps what follows apart from what the text says; write {' or '.join(_WITH_GRAPHS)}")
        if self.inferred and self.profile == "schema":
            raise click.UsageError("--infer adds to the full graph; leave out --profile schema")

    def _check_corpus(self) -> None:
        of_corpora = {
            "--json-log": self.json_log,
            "--engine": self.engine != "local",
            "--ledger": self.ledger,
            "a URL as OUT": self.out and not self.path,
        }
        for name, given in of_corpora.items():
            if given and not self.is_corpus:
                raise click.UsageError(
                    f"{name} is for a corpus: give a folder, a pattern or a file of many articles, and a folder to -o"
                )
        if self.address and self.engine == "local":
            raise click.UsageError("--address names a Ray cluster; add --engine ray")
        if self.store and self.out and not self.path:
            raise click.UsageError("--store loads the shards of a folder; leave it out and load a copy of them")
        if self.is_corpus and (self.strict or self.report or self.explain or self.inferred or self.profile != "full"):
            raise click.UsageError(
                "--strict, --report, --explain, --infer, --profile are for single articles; "
                "the ledger in OUT tells what was dropped"
            )


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
@click.option("-o", "--out", help="One file if its ending names a format, else a folder; for a corpus also a URL such as s3://…")
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
@click.option(
    "--workers", type=click.IntRange(1, 10_000), help="Processes to share the work: 1, or with Ray the cluster's processors."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Build a corpus on this machine or on those of a Ray cluster, with the same result.",
)
@click.option("--address", metavar="ADDRESS", help="The Ray cluster; else RAY_ADDRESS, else a new one on this machine.")
@click.option("--ledger", type=click.Path(dir_okay=False, path_type=Path), help="Where a corpus' ledger lies, if not in OUT.")
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
@click.option("--kb", type=KB_FILE, metavar="FILE", help="Link names that the lexicon has not by a knowledge base (kgbuild kb).")
@click.option("--model", metavar="NAME", help="A spaCy pipeline or its folder, in place of the one that ships with kgbuild.")
def build(**options: Any) -> int:  # noqa: ANN401 — the fields of _Request, which types them
    """Build the graph of articles: files, folders, patterns, or - for standard input.

    Reads .txt (an optional first line “date YYYY-MM-DD”, the title, a blank line, the body), .html, .json, .jsonl, .csv, .tsv,
    feeds (.rss, .atom, .xml) and web archives (.warc, .wet), also packed (.gz, .zst). What breaks a shape is taken out, counted
    and reported.

    A corpus (a folder, a pattern, or a file of many articles) with a folder as OUT and no --format becomes shards of N-Quads with
    a manifest and a ledger of all articles; the same command goes on where it was cut off.
    """
    request = _Request(**options)
    request.check()
    return _build_corpus(request, request.path or request.out) if request.out and request.is_corpus else _build_articles(request)


def _build_corpus(request: _Request, folder: Path | str) -> int:
    from kgbuild.cli.corpus import build_shards
    from kgbuild.corpus import Plan

    plan = Plan(
        request.inputs,
        folder,
        request.settings,
        request.reading,
        request.workers,
        request.shard_size,
        request.ledger,
        request.engine,
        request.address,
    )
    return build_shards(plan, request.store, json_log=request.json_log)


def _build_articles(request: _Request) -> int:
    from kgbuild.build import build_many

    target = _Target(
        request.path, format_for(request.path, request.form), request.store, request.report, request.explain, request.strict
    )
    tally = _Tally(explains=request.explain is not None)
    built = build_many(request.inputs, request.settings, request.workers or 1, request.reading)
    graphs = _succeeding(with_progress(built, "building"), tally)
    graphs = map(partial(_finished, inferred=request.inferred, profile=request.profile), graphs)
    if target.keeps_all:
        _write_together(list(graphs), target, tally)
    else:
        _write_apart(graphs, target)
    if request.report and tally.built:
        _write_report(tally.reports, request.report)
    if request.explain and tally.built:
        write_text("".join(tally.explanations), request.explain)
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
        if other := item.other_language:
            language = "Romanian"
            say(f"{item.articles[0].identifier}: this looks like {other.name}, not {language}; building anyway")
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


def _load(quads: "Iterable[ox.Quad]", target: _Target) -> None:
    if target.store:
        from kgbuild.serialize.graph_files import to_article_graphs
        from kgbuild.stores.oxigraph import load

        load(to_article_graphs(quads), target.store, replace=True)


def _write_report(reports: "list[Report]", path: Path) -> None:
    from kgbuild.validate import merge_reports

    write_text(merge_reports(reports).turtle(), path)
