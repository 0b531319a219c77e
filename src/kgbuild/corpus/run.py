"""The run over a corpus, from its documents to shards, ledger and manifest."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from kgbuild import __version__, iri
from kgbuild.annotate import load_pipeline
from kgbuild.articles import Document, Meter, Reading, read_documents
from kgbuild.build import Settings
from kgbuild.corpus import stages
from kgbuild.corpus.cluster import Cluster
from kgbuild.corpus.engine import Engine
from kgbuild.corpus.ledger import Ledger, Row, Written
from kgbuild.corpus.shards import Shards, Stretch, is_url
from kgbuild.corpus.tasks import Batch, Built, Parsed, Place, Resolved, Task
from kgbuild.corpus.workers import Workers
from kgbuild.errors import InputError, OutputError
from kgbuild.kb import load_knowledge_base

LEDGER: Final = "ledger.sqlite"
_BATCH: Final = 16


@dataclass(frozen=True)
class Plan:
    """How the graph of a corpus is built.

    Args:
        inputs: What `kgbuild.articles.read_documents` takes.
        folder: Where shards and manifest go, a path or a URL that fsspec knows.
        settings: How each article's graph is built.
        reading: How the inputs are read.
        workers: Processes that share the work; None for one, or with Ray for the processors of the cluster.
        shard_size: Documents of a shard.
        ledger: File of the ledger; None for `ledger.sqlite` in the folder, which must be of this machine then.
        engine: Whose processes: this machine's, or those of a Ray cluster.
        address: The Ray cluster; None for the one that `RAY_ADDRESS` names, else a new one on this machine.
    """

    inputs: Sequence[Path | str]
    folder: Path | str
    settings: Settings = field(default_factory=Settings)
    reading: Reading = field(default_factory=Reading)
    workers: int | None = None
    shard_size: int = 1000
    ledger: Path | None = None
    engine: Literal["local", "ray"] = "local"
    address: str | None = None


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
        ClusterError: The Ray cluster cannot be joined, or has no machine left.
        MissingExtraError: Ray is not installed, or nothing that can write to the folder's store.
    """
    base = iri.parse_base(plan.settings.base)
    plan = replace(plan, settings=stages.from_anywhere(plan.settings))
    stages.prepare(plan.settings)
    if plan.ledger is None and is_url(plan.folder):
        raise OutputError("is no folder of this machine: say where the ledger is to lie (--ledger FILE)", plan.folder)
    shards = Shards(plan.folder)
    with closing(Ledger(plan.ledger or Path(plan.folder) / LEDGER)) as ledger:
        settings = _settings(plan)
        ledger.settle(settings)
        shards.remove_manifest()
        _Run(plan, base, ledger, shards, done).go()
        listed = [_describe(ledger, shards, stretch, plan.shard_size) for stretch in ledger.stretches()]
        totals = ledger.counts()
        shards.write_manifest({"settings": settings, "totals": totals, "shards": listed})
    return totals


def _describe(ledger: Ledger, shards: Shards, stretch: Stretch, shard_size: int) -> dict[str, Any]:
    finished = ledger.finished(stretch.shard)
    articles, statements = ledger.shard_counts(stretch.shard * shard_size, (stretch.shard + 1) * shard_size)
    return (shards.describe(finished) if finished else {}) | {"articles": articles, "statements": statements}


def _settings(plan: Plan) -> dict[str, str]:
    """All that the output depends on besides the documents."""
    given = {name: str(value) for name, value in asdict(plan.settings.given).items() if value is not None}
    return {
        "version of kgbuild": __version__,
        "language pipeline": load_pipeline(plan.settings.model).name,
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
        settings, mapping = self._plan.settings, dict(self._plan.reading.mapping)
        parse = partial(stages.parse, given=settings.given, mapping=mapping, base=self._base)
        build = partial(stages.build, settings=settings, folder=self._shards.url)
        with _engine(self._plan) as engine:
            parsed = engine.map(parse, self._unwritten(batches), stages.lost_document)
            resolved = (self._resolve(batch, found) for batch, found in parsed)
            built = engine.map(build, resolved, stages.lost_article)
            self._finish(engine, self._full(built))
            self._finish(engine, (Task((stretch,)) for stretch in self._ledger.unfinished()))

    def _finish(self, engine: Engine[Any], tasks: Iterable[Task[Stretch]]) -> None:
        """Give shards their lasting names."""
        for _, finished in engine.map(partial(stages.finish, folder=self._shards.url), tasks, stages.lost_shard):
            for shard in finished:
                self._ledger.finish(shard)

    def _restore(self) -> None:
        """Go back to the last batch that is on disk, and forget what came after it."""
        full, parts = self._shards.sizes()
        last = self._ledger.batch(-1)
        number = last.number + 1 if last else 0
        for stretch in self._ledger.stretches():
            found = full.get(stretch.shard, sum(parts.get(n, 0) for n in range(stretch.first, stretch.last + 1)))
            if found < stretch.end:
                number = stretch.first
                break
            if stretch.shard in full and found > stretch.end:
                self._reopen(stretch)
        self._forget(number)

    def _forget(self, number: int) -> None:
        """Forget a batch and all after it; then the shards that have their lasting names are those that the ledger knows."""
        self._ledger.roll_back(number)
        kept = {stretch.shard: stretch for stretch in self._ledger.stretches()}
        for shard in self._shards.sizes()[0]:
            if shard not in kept:
                self._shards.remove(shard)
            elif not self._ledger.finished(shard):
                self._reopen(kept[shard])

    def _reopen(self, stretch: Stretch) -> None:
        self._ledger.reopen(stretch.shard)
        self._shards.reopen(stretch)

    def _unwritten(self, batches: Iterable[Batch[Document | InputError]]) -> Iterator[Batch[Document | InputError]]:
        """Pass on the batches that are not written, or not of these documents."""
        number = -1
        for batch in batches:
            number = batch.place.number
            written = self._ledger.batch(number)
            if written and written.digest == batch.place.digest:
                self._done(Progress(batch.place.first + len(batch.elements), 0, batch.place.read, ()))
                continue
            if written:
                self._forget(number)
            if self._ledger.finished(batch.place.shard):
                self._reopen(*self._ledger.stretches(batch.place.shard))
            yield batch
        if self._ledger.batch(number + 1):
            self._forget(number + 1)

    def _resolve(self, batch: Batch[Document | InputError], found: Sequence[Parsed]) -> Batch[Resolved]:
        """Tell which articles are to be built, by all that came before them."""
        pairs = enumerate(zip(batch.elements, found, strict=True), batch.place.first)
        return Batch(tuple(self._resolve_one(position, *pair) for position, pair in pairs), batch.place)

    def _resolve_one(self, position: int, document: Document | InputError, parsed: Parsed) -> Resolved:
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

    def _full(self, built: Iterable[tuple[Batch[Resolved], Built]]) -> Iterator[Task[Stretch]]:
        """Note the batches that are written, and pass on each shard that is full."""
        for batch, result in built:
            place, end = batch.place, batch.place.first + len(result.rows)
            last = self._ledger.batch(place.number - 1)
            before = last.end if last and last.shard == place.shard else 0
            self._ledger.commit(Written(place.number, place.first, place.shard, before + result.size, place.digest), result.rows)
            self._fresh += len(result.rows)
            self._done(Progress(end, self._fresh, place.read, result.rows))
            if end % self._plan.shard_size == 0:
                yield Task(tuple(self._ledger.stretches(place.shard)))


def _engine(plan: Plan) -> Engine[Any]:
    prepare = partial(stages.prepare, plan.settings)
    return Workers(plan.workers or 1, prepare) if plan.engine == "local" else Cluster(prepare, plan.workers, plan.address)


def to_batches(
    documents: Iterable[Document | InputError], shard_size: int, meter: Meter
) -> Iterator[Batch[Document | InputError]]:
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
        yield Batch(elements, Place(number, first, first // shard_size, digest.hexdigest(), meter.read))
        number += 1
        first += len(elements)


def _fingerprint(element: Document | InputError) -> bytes:
    if isinstance(element, InputError):
        return b"error\0" + str(element).encode() + b"\0"
    head = "\0".join((element.name, element.identifier, element.kind, element.address or "", str(len(element.data))))
    return head.encode() + b"\0" + element.data
