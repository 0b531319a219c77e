"""Make knowledge bases of generated dumps of two sizes, look names up, and print the tables of docs/benchmarks.md.

python -m benchmarks.kb [--entities 1000000] [--places 1000000] [--lookups 10000]

The dumps (`benchmarks.made_dumps`) are in the formats of Wikidata and GeoNames, of invented actors and places. All sizes are
measured in the same run; 0 leaves a source out.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.made_dumps import Known, write_geonames, write_wikidata

from kgbuild.kb import load_knowledge_base
from kgbuild.lexicon.inflection import inflect_name

_MEBIBYTE = 1 << 20


class Cost(NamedTuple):
    """What making a knowledge base took: processor seconds, MiB of memory at most, MiB of the sources and of the file."""

    seconds: float
    memory: float
    read: float
    size: float


def make(out: Path, sources: Sequence[Path], *options: str) -> Cost:
    """Make a knowledge base with the command, in a process of its own."""
    arguments = [sys.executable, "-m", "kgbuild", "kb", "build", *options, "-o", str(out)]
    _, status, usage = os.wait4(os.posix_spawn(sys.executable, arguments, os.environ), 0)
    if status:
        sys.exit("kgbuild kb build failed")
    read = sum(path.stat().st_size for path in sources)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, read / _MEBIBYTE, out.stat().st_size / _MEBIBYTE)


def look_up(path: Path, known: Known, count: int) -> tuple[float, float]:
    """Look names up, every other one inflected; returns milliseconds of processor time for each and the share that was found."""
    numbers = random.Random(11)  # noqa: S311 — the same names each time
    base = load_knowledge_base(path)
    asked = []
    for i, (type_, name) in enumerate(numbers.choices(known, k=count)):
        forms = list(inflect_name(name)) if i % 2 and type_ != "Person" else []
        asked.append((type_, forms[0] if forms else name))
    asked = list(dict.fromkeys(asked))
    begun = time.process_time()
    found = sum(bool(base.look_up(name, type_)) for type_, name in asked)
    return 1000 * (time.process_time() - begun) / len(asked), found / len(asked)


def print_row(count: int, cost: Cost, looked_up: tuple[float, float]) -> None:
    """Print a row of a table."""
    each, share = looked_up
    cells = (f"{count:,}", f"{cost.read:,.0f}", f"{count / cost.seconds:,.0f}", f"{cost.memory:,.0f}", f"{cost.size:,.0f}")
    print(f"| {' | '.join(cells)} | {each:.2f} | {share:.1%} |", flush=True)


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=1_000_000)
    parser.add_argument("--places", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=10_000)
    options = parser.parse_args()
    head = "a second | peak memory, MiB | file, MiB | look-up, ms | found |\n| --- | --- | --- | --- | --- | --- | --- |"
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.json.gz"
        print(f"| entities of Wikidata | dump, MiB (.gz) | {head}", flush=True)
        for count in filter(None, (options.entities // 10, options.entities)):
            known = write_wikidata(dump, count, options.lookups)
            out = Path(folder) / f"wikidata-{count}.sqlite"
            cost = make(out, [dump], "--wikidata", str(dump))
            print_row(count, cost, look_up(out, known, options.lookups))
        places, names = Path(folder) / "allCountries.zip", Path(folder) / "alternateNamesV2.zip"
        print(f"\n| places of GeoNames | tables, MiB (.zip) | {head}", flush=True)
        for count in filter(None, (options.places // 10, options.places)):
            towns: Known = [("Place", name) for name in write_geonames(places, names, count, options.lookups)]
            out = Path(folder) / f"geonames-{count}.sqlite"
            cost = make(out, [places, names], "--geonames", str(places), "--alternate-names", str(names))
            print_row(count, cost, look_up(out, towns, options.lookups))


if __name__ == "__main__":
    main()
