"""Measures what an article costs: processor time, statements, bytes; memory of a worker; what the machine that leads does alone.

Articles are made of the paragraphs of a folder's. `benchmarks.scale` works out from the figures what a large archive costs.
"""

import json
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import zstandard
from benchmarks.made_articles import build, make_articles, read_sources

from kgbuild.articles import Meter, Reading, read_documents
from kgbuild.corpus.duplicates import Signature, to_signature
from kgbuild.corpus.ledger import Ledger, Row, Written
from kgbuild.corpus.run import to_batches
from kgbuild.model import Article

_BATCH = 16
# Statements that the store is measured on: of fewer, what it costs without any counts.
_STORED = 1_000_000


@dataclass(frozen=True)
class Costs:
    """What an article costs.

    Args:
        words: Its words.
        rate: Articles that one worker builds in a second of a processor.
        statements: Its statements.
        shard: Bytes in a shard.
        lead: Processor seconds of the machine that leads.
        ledger: Bytes in the ledger.
        load: Processor seconds of loading it into the embedded store.
        store: Bytes in the embedded store.
        memory: MiB of a worker at most.
    """

    words: float
    rate: float
    statements: float
    shard: float
    lead: float
    ledger: float
    load: float
    store: float
    memory: float


def measure(articles: Path, sample: int = 200, met: int = 50_000) -> Costs:
    """Measure, on so many articles that are built and a ledger that has met so many."""
    sources = read_sources(articles)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(sources, sample, met, Path(folder))


def _measure(sources: list[Article], sample: int, met: int, folder: Path) -> Costs:
    begin = build(make_articles(sources, 2), folder)
    cost = build(make_articles(sources, sample), folder)
    manifest = json.loads((cost.folder / "manifest.json").read_bytes())
    shards = sorted((cost.folder / "shards").iterdir())
    lead, ledger = _lead(sources, met, folder)
    statements = manifest["totals"]["statements"]
    copies = max(1, round(_STORED / statements))
    store, load = _load(shards, copies, folder)
    return Costs(
        words=sum(len(article.text.split()) for article in make_articles(sources, sample)) / sample,
        rate=(sample - 2) / (cost.processor - begin.processor),
        statements=statements / sample,
        shard=sum(shard.stat().st_size for shard in shards) / sample,
        lead=lead,
        ledger=ledger,
        load=load / sample / copies,
        store=store / sample / copies,
        memory=cost.memory,
    )


def _lead(sources: list[Article], count: int, folder: Path) -> tuple[float, float]:
    """Seconds and bytes of the ledger for an article: reading, hashing, finding duplicates, noting."""
    corpus = folder / "lead.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for a in make_articles(sources, 2000):
            file.write(json.dumps({"id": a.identifier, "title": a.title, "text": a.body}, ensure_ascii=False) + "\n")
    start = time.process_time()
    batches = to_batches(read_documents([corpus], Reading(), meter := Meter()), 1000, meter)
    for batch in batches:
        # To the workers and back, as documents and as articles.
        for _ in range(2):
            pickle.loads(pickle.dumps(batch))  # noqa: S301 — our own
    reading = (time.process_time() - start) / 2000
    signature = to_signature(" ".join(article.text for article in sources[:10]))
    width = len(signature.minima) if signature else 0
    path = folder / "ledger.sqlite"
    ledger = Ledger(path)
    times = [_note(ledger, first, count // 5, width) for first in range(0, count // 5 * 5, count // 5)]
    ledger.close()
    return reading + times[-1], path.stat().st_size / count


def _note(ledger: Ledger, first: int, count: int, width: int) -> float:
    signatures = _signatures(first, count, width)
    start = time.process_time()
    positions = iter(range(first, first + count))
    while batch := list(islice(positions, _BATCH)):
        rows = []
        for position in batch:
            iri, source = f"https://exemplu.ro/articol/{position}", f"arhiva/{position // 1000}.jsonl, line {position % 1000}"
            ledger.met(iri, position, source)
            ledger.near_duplicate(next(signatures), position, iri)
            rows.append(Row(position, source, f"a{position}", iri, "done", statements=1000))
        ledger.commit(Written(batch[0], batch[0], batch[0] // 1000, 0, f"{batch[0]:064}"), rows)
    return (time.process_time() - start) / count


def _signatures(seed: int, count: int, width: int) -> Iterator[Signature]:
    """Signatures of articles that have nothing in common, of so many bytes."""
    chance = random.Random(seed)  # noqa: S311 — nothing secret
    return (Signature(chance.randbytes(width), 250) for _ in range(count))


def _load(shards: list[Path], copies: int, folder: Path) -> tuple[int, float]:
    """Bytes of a store with copies of the graphs of shards, and the processor seconds of loading."""
    store, graphs = folder / "store", folder / "copies.nq"
    with graphs.open("w", encoding="utf-8") as file:
        for copy in range(copies):
            for shard in shards:
                with shard.open("rb") as packed:
                    data = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True).read()
                file.write(data.decode().replace("https://exemplu.ro/", f"https://exemplu.ro/{copy}/"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "kgbuild", "load", str(graphs), "--store", str(store)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return sum(file.stat().st_size for file in store.rglob("*") if file.is_file()), seconds
