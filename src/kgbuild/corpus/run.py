"""The run over a corpus, from its documents to shards, ledger and manifest."""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kgbuild import iri
from kgbuild.annotate import load_pipeline
from kgbuild.articles import Document, Given, Meter, Reading, parse_document, read_documents
from kgbuild.build import Failure, KnowledgeGraph, Settings, attempt, pipeline_run
from kgbuild.corpus.duplicates import Signature, to_signature
from kgbuild.corpus.ledger import Ledger, Row, Written
from kgbuild.corpus.shards import Shards
from kgbuild.corpus.workers import Workers
from kgbuild.errors import InputError, OutputError
from kgbuild.kb import load_knowledge_base
from kgbuild.language import guess_language
from kgbuild.model import Article

LEDGER: Final = "ledger.sqlite"
_BATCH: Final = 16


@dataclass(frozen=True)
class Plan:
    """How the graph of a corpus is built.

    Args:
        inputs: What `kgbuild.articles.read_documents` takes.
        folder: Where shards, ledger and manifest go.
        settings: How each article's graph is built.
        reading: How the inputs are read.
        workers: Processes that share the work.
        shard_size: Documents of a shard.
    """

    inputs: Sequence[Path | str]
    folder: Path
    settings: Settings = field(default_factory=Settings)
    reading: Reading = field(default_factory=Reading)
    workers: int = 1
    shard_size: int = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Args:
        documents: Documents done by now, in this run and those before it.
        fresh: Documents done in this run.
        read: Bytes of the inputs that have been read.
        rows: What became of the documents that were done last.
    """

    documents: int
    fresh: int
    read: int
    rows: tuple[Row, ...]


Totals = dict[str, int]


@dataclass(frozen=True)
class _Batch:
    """Documents that are written together, with the hash of all up to its end."""

    number: int
    first: int
    shard: int
    digest: str
    elements: tuple[Document | InputError, ...]
    read: int


@dataclass(frozen=True, slots=True)
class _Parsed:
    """An article with what it is compared by, or why it is none."""

    article: Article | None = None
    iri: str | None = None
    signature: Signature | None = None
    language: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class _Resolved:
    """A batch whose articles are known: each one that is to be built, or the row of one that is not."""

    batch: _Batch
    elements: tuple[tuple[Row, Article | None], ...]


@dataclass(frozen=True, slots=True)
class _Built:
    row: Row
    lines: bytes = b""


def build_corpus(plan: Plan, done: Callable[[Progress], object] = lambda _: None) -> Totals:
    """Build the graph of a corpus, or go on where an earlier run was cut off.

    Args:
        plan: What is to be built, and how.
        done: Told of each batch of documents that is written.

    Returns:
        Counts of documents by what became of them, of statements, drops and near duplicates, for the whole corpus.

    Raises:
        OutputError: The folder cannot be written, or holds the run of other settings.
        ModelError: The language pipeline cannot be loaded.
        KnowledgeBaseError: The knowledge base cannot be read.
        IriError: The base makes no IRI.
    """
    base = iri.parse_base(plan.settings.base)
    model = load_pipeline(plan.settings.model).name
    # What is loaded stays: the garbage collector need not walk through the pipeline each time that a graph fills its nursery.
    gc.freeze()
    try:
        shards = Shards(plan.folder)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", plan.folder) from error
    ledger = Ledger(plan.folder / LEDGER)
    try:
        settings = _settings(plan, model)
        ledger.settle(settings)
        run = _Run(plan, base, ledger, shards, done)
        run.go()
        return _finish(ledger, shards, settings, plan.shard_size)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", plan.folder) from error
    finally:
        ledger.close()


def _settings(plan: Plan, model: str) -> dict[str, str]:
    """All that the output depends on besides the documents."""
    given = {name: str(value) for name, value in asdict(plan.settings.given).items() if value is not None}
    return {
        "version of kgbuild": pipeline_run(load_pipeline(plan.settings.model)).software_version,
        "language pipeline": model,
        "base": plan.settings.base,
        "choice of text": "with text" if plan.settings.text else "without text",
        "metadata": json.dumps(given, ensure_ascii=False, sort_keys=True),
        "mapping": json.dumps(dict(plan.reading.mapping), ensure_ascii=False, sort_keys=True),
        "shard size": str(plan.shard_size),
        "knowledge base": load_knowledge_base(plan.settings.kb).digest if plan.settings.kb else "none",
    }


class _Run:
    """One run: what is on disk from an earlier one is verified, then the rest is built."""

    def __init__(self, plan: Plan, base: str, ledger: Ledger, shards: Shards, done: Callable[[Progress], object]) -> None:
        self._plan = plan
        self._base = base
        self._ledger = ledger
        self._shards = shards
        self._done = done
        self._meter = Meter()
        self._fresh = 0

    def go(self) -> None:
        """Build all batches that are not written yet."""
        self._restore()
        documents = read_documents(self._plan.inputs, self._plan.reading, self._meter)
        batches = to_batches(documents, self._plan.shard_size, self._meter)
        parse = partial(_parse, given=self._plan.settings.given, mapping=dict(self._plan.reading.mapping), base=self._base)
        with Workers(self._plan.workers) as workers:
            parsed = workers.map(parse, self._unwritten(batches), _lost_document)
            resolved = (self._resolve(batch, found) for batch, found in parsed)
            for task, built in workers.map(partial(_build, settings=self._plan.settings), resolved, _lost_article):
                self._write(task.batch, built)

    def _restore(self) -> None:
        """Go back to the last batch whose shard is on disk, and forget what came after it."""
        last = self._ledger.batch(-1)
        number = last.number + 1 if last else 0
        for shard, first, end in self._ledger.shard_ends():
            if self._shards.size(shard) < end:
                number = first
                break
        self._forget(number)

    def _forget(self, number: int) -> None:
        self._ledger.roll_back(number)
        last = self._ledger.batch(-1)
        self._shards.cut(last.shard if last else 0, last.end if last else 0)

    def _unwritten(self, batches: Iterable[_Batch]) -> Iterator[_Batch]:
        """Pass on the batches that are not written, or not of these documents."""
        number = -1
        for batch in batches:
            number = batch.number
            written = self._ledger.batch(number)
            if written and written.digest == batch.digest:
                self._done(Progress(batch.first + len(batch.elements), 0, batch.read, ()))
                continue
            if written:
                self._forget(number)
            yield batch
        if self._ledger.batch(number + 1):
            self._forget(number + 1)

    def _resolve(self, batch: _Batch, found: Sequence[_Parsed]) -> _Resolved:
        """Tell which articles are to be built, by all that came before them."""
        pairs = zip(batch.elements, found, strict=True)
        return _Resolved(batch, tuple(self._resolve_one(batch.first + i, d, p) for i, (d, p) in enumerate(pairs)))

    def _resolve_one(self, position: int, document: Document | InputError, parsed: _Parsed) -> tuple[Row, Article | None]:
        source = str(document.path) if isinstance(document, InputError) else document.name
        article, name = parsed.article, parsed.iri
        if article is None or name is None:
            return Row(position, source, None, None, "failed", parsed.reason), None
        row = Row(position, source, article.identifier, name, "done")
        if parsed.language:
            return replace(row, status="other language", reason=f"looks like {parsed.language}"), None
        if earlier := self._ledger.met(name, position, source):
            return replace(row, status="duplicate", reason=f"has the IRI of {earlier}"), None
        original = self._ledger.near_duplicate(parsed.signature, position, name) if parsed.signature else None
        return replace(row, near_duplicate_of=original), replace(article, near_duplicate_of=original)

    def _write(self, batch: _Batch, built: Sequence[_Built]) -> None:
        end = self._shards.append(batch.shard, b"".join(b.lines for b in built))
        rows = tuple(b.row for b in built)
        self._ledger.commit(Written(batch.number, batch.first, batch.shard, end, batch.digest), rows)
        if (batch.first + len(rows)) % self._plan.shard_size == 0:
            self._shards.finish(batch.shard)
        self._fresh += len(rows)
        self._done(Progress(batch.first + len(rows), self._fresh, batch.read, rows))


def to_batches(documents: Iterable[Document | InputError], shard_size: int, meter: Meter) -> Iterator[_Batch]:
    """Part documents into batches that never reach over the end of a shard.

    Args:
        documents: The documents.
        shard_size: Documents of a shard.
        meter: Knows how much has been read.
    """
    coming, number, first, digest = iter(documents), 0, 0, hashlib.sha256()
    while elements := tuple(islice(coming, min(_BATCH, shard_size - first % shard_size))):
        for element in elements:
            digest.update(_fingerprint(element))
        yield _Batch(number, first, first // shard_size, digest.hexdigest(), elements, meter.read)
        number += 1
        first += len(elements)


def _fingerprint(element: Document | InputError) -> bytes:
    if isinstance(element, InputError):
        return b"error\0" + str(element).encode() + b"\0"
    head = "\0".join((element.name, element.identifier, element.kind, element.address or "", str(len(element.data))))
    return head.encode() + b"\0" + element.data


def _parse(document: Document | InputError, given: Given, mapping: dict[str, str], base: str) -> _Parsed:
    """Parse a document; whatever it breaks is the reason why it is no article."""
    if isinstance(document, InputError):
        return _Parsed(reason=str(document))
    try:
        article = parse_document(document, given, mapping)
        guess = guess_language(article.text)
        other = guess.name if guess and guess.code != article.language.partition("-")[0].lower() else None
        return _Parsed(article, iri.article_iri(article, base), to_signature(article.text), other)
    except Exception as error:  # noqa: BLE001 — whatever one document breaks, the others must go on
        return _Parsed(reason=str(Failure(document.name, error)))


def _build(element: tuple[Row, Article | None], settings: Settings) -> _Built:
    row, article = element
    if article is None:
        return _Built(row)
    built = attempt(article, settings)
    if isinstance(built, Failure):
        return _Built(replace(row, status="failed", reason=str(built)))
    return _Built(replace(row, reason=_reasons(built), statements=len(built.quads), dropped=built.report.dropped), _lines(built))


def _lines(graph: KnowledgeGraph) -> bytes:
    return graph.serialize("nquads").encode()


def _reasons(graph: KnowledgeGraph) -> str | None:
    """What broke a shape, None where all conforms."""
    broken = (f"{result.message()} ({result.focus_node})" for result in graph.report.results if result.is_violation)
    return "; ".join(dict.fromkeys(broken)) or None


def _lost_document(document: Document | InputError) -> _Parsed:
    return _Parsed(reason=f"{getattr(document, 'name', document)}: the process that read it died")


def _lost_article(element: tuple[Row, Article | None]) -> _Built:
    return _Built(replace(element[0], status="failed", reason=f"{element[0].source}: the process that built its graph died"))


def _finish(ledger: Ledger, shards: Shards, settings: dict[str, str], shard_size: int) -> Totals:
    """Name the last shard for good, and write the manifest."""
    listed: list[dict[str, Any]] = []
    for number, _, _ in ledger.shard_ends():
        shards.finish(number)
        articles, statements = ledger.shard_counts(number * shard_size, (number + 1) * shard_size)
        listed.append(shards.describe(number) | {"articles": articles, "statements": statements})
    totals = ledger.counts()
    shards.write_manifest({"settings": settings, "totals": totals, "shards": listed})
    return totals
