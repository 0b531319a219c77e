"""Load millions of statements beside the bare `oxigraph load`, ask the store, and print the tables of docs/benchmarks.md.

python benchmarks/load.py GRAPHS.nq [--statements 5000000] [--repeat 10]
python benchmarks/load.py STORE [--repeat 10]

GRAPHS.nq holds graphs of articles as `kgbuild build` writes them; they are copied under fresh IRIs until there are enough.
A store that is there already is only asked.
"""

import argparse
import hashlib
import os
import statistics
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kgbuild.query import ask, question
from kgbuild.serialize.answers import to_text
from kgbuild.serialize.graph_files import read_article_graphs
from kgbuild.stores.oxigraph import open_store
from kgbuild.vocab import BASE

MEBIBYTE = 1 << 20
SCRIPTS = Path(sysconfig.get_path("scripts"))
# Ten questions as they are asked: of everything where they take no parameters.
QUESTIONS: Sequence[tuple[str, Mapping[str, str]]] = (
    ("killed", {}),
    ("troop-movements", {}),
    ("leaders", {}),
    ("supplies", {}),
    ("orders", {}),
    ("denials", {}),
    ("plans", {}),
    ("said-on", {"date": "2025-12-12"}),
    ("happened-in", {"period": "2025-12"}),
    ("statements", {"actor": "Putin"}),
)


@dataclass(frozen=True)
class Run:
    """What a command took.

    Args:
        wall: Seconds that passed.
        processor: Seconds of processor time.
        memory: MiB of memory at most.
        size: MiB of the store.
    """

    wall: float
    processor: float
    memory: float
    size: float


def copies(graphs: Path, statements: int) -> Iterator[bytes]:
    """N-Quads of articles under fresh IRIs, until there are so many statements."""
    found = read_article_graphs([graphs])
    articles = [(g.name.value, g.size, g.to_nquads()) for g in found if isinstance(g.name, ox.NamedNode)]
    done = number = 0
    while True:
        for name, size, lines in articles:
            fresh = f"{BASE}article/{hashlib.sha256(f'{number} {name}'.encode()).hexdigest()[:16]}"
            yield lines.replace(name.encode(), fresh.encode())
            done += size
            if done >= statements:
                return
        number += 1


def measure(command: Sequence[str], store: Path) -> Run:
    """Run a command that fills a store."""
    started = time.perf_counter()
    process = os.posix_spawn(command[0], tuple(command), os.environ)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(command)} failed")
    size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size / MEBIBYTE)


def load_both(file: Path, folder: Path, name: str) -> tuple[Run, Run]:
    """Load a file with the bare command and with kgbuild."""
    bare, ours = folder / f"bare-{name}", folder / f"kgbuild-{name}"
    return (
        measure([str(SCRIPTS / "oxigraph"), "load", "--location", str(bare), "--file", str(file)], bare),
        measure([str(SCRIPTS / "kgbuild"), "load", str(file), "--store", str(ours)], ours),
    )


def print_loads(runs: Sequence[tuple[int, Run, Run]]) -> None:
    """Print the table of loads."""
    print("| statements | command | statements/s | processor s | memory, MiB | store, MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for statements, bare, ours in runs:
        for command, run in (("`oxigraph load`", bare), ("`kgbuild load`", ours)):
            rate = statements / run.wall
            print(f"| {statements:,} | {command} | {rate:,.0f} | {run.processor:.0f} | {run.memory:,.0f} | {run.size:,.0f} |")
    rates = [bare.wall / ours.wall for _, bare, ours in runs]
    work = [bare.processor / ours.processor for _, bare, ours in runs]
    print()
    print(f"ratio of the rates: {', '.join(f'{r:.2f}' for r in rates)}; of processor time: {', '.join(f'{r:.2f}' for r in work)}")


def print_questions(directory: Path, repeat: int) -> None:
    """Print how long the questions take, answers written out as CSV."""
    store = open_store(directory)
    print("| question | rows | median, s | p95, s | processor, median, s | p95, s |")
    print("| --- | --- | --- | --- | --- | --- |")
    everything: list[Asked] = []
    for name, parameters in QUESTIONS:
        asked = [ask_once(store, question(name).bind(parameters)) for _ in range(repeat)]
        everything += asked
        shown = " ".join((f"`{name}`", *(f"{key}={value}" for key, value in parameters.items())))
        print(f"| {shown} | {asked[0].rows:,} | {_columns(asked)} |", flush=True)
    print(f"| all | | {_columns(everything)} |")


class Asked(NamedTuple):
    """What asking a question once took, in seconds, and how many rows it gave."""

    wall: float
    processor: float
    rows: int


def ask_once(store: ox.Store, sparql: str) -> Asked:
    """Ask a question and write its answer as CSV."""
    wall, processor = time.perf_counter(), time.process_time()
    rows = to_text(ask(store, sparql), "csv").count("\r\n") - 1
    return Asked(time.perf_counter() - wall, time.process_time() - processor, rows)


def _columns(asked: Sequence[Asked]) -> str:
    kinds = [a.wall for a in asked], [a.processor for a in asked]
    return " | ".join(f"{statistics.median(seconds):.2f} | {_p95(seconds):.2f}" for seconds in kinds)


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[max(0, round(0.95 * len(seconds)) - 1)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Load millions of statements and ask them.")
    parser.add_argument("graphs", type=Path, help="N-Quads of articles, as kgbuild build writes them, or the folder of a store")
    parser.add_argument("--statements", type=int, default=5_000_000)
    parser.add_argument("--repeat", type=int, default=10, help="how often each question is asked")
    options = parser.parse_args()
    if options.graphs.is_dir():
        print_questions(options.graphs, options.repeat)
        return
    runs = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (options.statements // 5, options.statements):
            file = folder / f"{part}.nq"
            with file.open("wb") as out:
                out.writelines(copies(options.graphs, part))
            runs.append((part, *load_both(file, folder, str(part))))
        print_loads(runs)
        print()
        print_questions(folder / f"kgbuild-{options.statements}", options.repeat)


if __name__ == "__main__":
    main()
