"""Works out what a large archive costs: machines, hours, triples, store. Rates are measured here, sizes and prices are options.

Measured are, on articles made of the paragraphs of a folder's: processor time, statements and bytes of an article, memory of a
worker; what the machine that leads does by itself for an article, as its ledger grows; and loading into the embedded store.

Usage: python -m benchmarks.scale [FOLDER OF ARTICLES] [--articles N] [--sample N] [--nodes N] [--cores N] ...
"""

import argparse
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
_GIGA = 1e9
_HOUR = 3600
# Statements that the store is measured on: of fewer, what it costs without any counts.
_STORED = 1_000_000


@dataclass(frozen=True)
class Measured:
    """What an article costs: seconds of a processor, bytes; and a worker: MiB."""

    words: float
    build: float
    statements: float
    shard: float
    lead: float
    ledger: float
    load: float
    store: float
    memory: float


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/train"))
    parser.add_argument("--articles", type=int, default=100_000_000)
    parser.add_argument("--sample", type=int, default=200, help="articles that are built to measure")
    parser.add_argument("--met", type=int, default=50_000, help="articles that the ledger is filled with to measure")
    parser.add_argument("--nodes", type=int, default=10)
    parser.add_argument("--cores", type=int, default=32, help="processors of a node")
    parser.add_argument("--core-hour", type=float, default=0.05, help="price of a processor for an hour")
    parser.add_argument("--gigabyte-month", type=float, default=0.025, help="price of a gigabyte in an object store for a month")
    options = parser.parse_args()
    sources = read_sources(options.folder)
    with tempfile.TemporaryDirectory() as folder:
        measured = _measure(sources, options.sample, options.met, Path(folder))
    _print_measured(measured)
    _print_scaled(measured, options)


def _measure(sources: list[Article], sample: int, met: int, folder: Path) -> Measured:
    begin = build(make_articles(sources, 2), folder)
    cost = build(make_articles(sources, sample), folder)
    manifest = json.loads((cost.folder / "manifest.json").read_bytes())
    shards = sorted((cost.folder / "shards").iterdir())
    lead, ledger = _lead(sources, met, folder)
    statements = manifest["totals"]["statements"]
    copies = max(1, round(_STORED / statements))
    store, load = _load(shards, copies, folder)
    return Measured(
        words=sum(len(article.text.split()) for article in make_articles(sources, sample)) / sample,
        build=(cost.processor - begin.processor) / (sample - 2),
        statements=statements / sample,
        shard=sum(shard.stat().st_size for shard in shards) / sample,
        lead=lead,
        ledger=ledger,
        load=load / statements / copies,
        store=store / statements / copies,
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
    print("noting an article in the ledger, by fifths: " + ", ".join(f"{1000 * t:.2f}" for t in times) + " ms\n")
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


def _print_measured(measured: Measured) -> None:
    _table(
        ("of an article", "measured"),
        ("words", f"{measured.words:.0f}"),
        ("statements", f"{measured.statements:,.0f}"),
        ("building, one worker", f"{1000 * measured.build:.0f} ms of a processor"),
        ("reading, finding duplicates, noting", f"{1000 * measured.lead:.2f} ms of the leading processor"),
        ("loading into the embedded store", f"{1000 * measured.load * measured.statements:.1f} ms of a processor"),
        ("shard", f"{measured.shard / 1000:.1f} kB"),
        ("ledger", f"{measured.ledger / 1000:.1f} kB"),
        ("store", f"{measured.store * measured.statements / 1000:.0f} kB"),
        ("memory of a worker", f"{measured.memory:.0f} MiB"),
    )


def _print_scaled(measured: Measured, options: argparse.Namespace) -> None:
    count, cores = options.articles, options.nodes * options.cores
    core_hours = count * measured.build / _HOUR
    leading = count * measured.lead / _HOUR
    shards, ledger = count * measured.shard / _GIGA, count * measured.ledger / _GIGA
    statements = count * measured.statements
    parts = count / _BATCH
    _table(
        (f"{count:,} articles", f"{options.nodes} nodes of {options.cores} processors"),
        ("building", f"{core_hours:,.0f} processor hours, {core_hours / cores:,.0f} h on all"),
        ("the machine that leads", f"{leading:,.0f} h; keeps up with {measured.build / measured.lead:,.0f} processors"),
        ("memory of a node for its workers", f"{options.cores * measured.memory / 1024:,.0f} GiB"),
        ("statements", f"{statements / _GIGA:,.0f} thousand million"),
        ("shards", f"{shards:,.0f} GB, {count / 1000:,.0f} files of 1,000 articles; {parts:,.0f} parts on the way"),
        ("ledger", f"{ledger:,.0f} GB"),
        (
            "embedded store",
            f"{statements * measured.store / _GIGA:,.0f} GB, {statements * measured.load / _HOUR:,.0f} processor hours",
        ),
        (f"price of building at {options.core_hour} a processor hour", f"{core_hours * options.core_hour:,.0f}"),
        (f"price of the shards at {options.gigabyte_month} a GB and month", f"{shards * options.gigabyte_month:,.0f} a month"),
    )


def _table(*rows: tuple[str, str]) -> None:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    print("\n".join([head, "| --- | --- |", *body]) + "\n")


if __name__ == "__main__":
    main()
