"""Works out what a large archive costs: machines, hours, triples, store, from what an article costs (`scale.json` beside this).

Usage: python -m benchmarks.scale [--rate ARTICLES_A_SECOND] [--measure FOLDER] [--write] [--articles N] [--nodes N] ...

Prints the tables of docs/scale.md; --write keeps the figures and puts the tables there. --measure measures all figures anew;
--rate takes the one that speed decides from elsewhere: what `benchmarks.throughput` says of a corpus with one worker.
"""

import argparse
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.costs import Costs, measure

FIGURES = Path(__file__).with_suffix(".json")
DOCUMENT = Path(__file__).parents[1] / "docs" / "scale.md"
_BATCH = 16
_SHARD = 1000
_GIGA = 1e9
_HOUR = 3600
# Keys of an article in the index of near duplicates.
_KEYS = 42
_MONTHS = 120


@dataclass(frozen=True)
class Archive:
    """An archive, and what it is built on.

    Args:
        articles: How many.
        nodes: Machines.
        cores: Processors of each.
        core_hour: Price of a processor for an hour.
        gigabyte_month: Price of a gigabyte in an object store for a month.
    """

    articles: int = 100_000_000
    nodes: int = 10
    cores: int = 32
    core_hour: float = 0.05
    gigabyte_month: float = 0.025


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, help="articles of a corpus that one worker builds in a second")
    parser.add_argument("--measure", type=Path, metavar="FOLDER", help="measure, on articles made of those of a folder")
    parser.add_argument("--write", action="store_true", help=f"keep the figures, and put the tables into {DOCUMENT.name}")
    for name, value in asdict(Archive()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args()
    costs = measure(options.measure) if options.measure else read_costs()
    if options.rate:
        costs = replace(costs, rate=options.rate)
    archive = Archive(*(getattr(options, name) for name in asdict(Archive())))
    if options.write:
        FIGURES.write_text(json.dumps(asdict(costs), indent=2) + "\n", encoding="utf-8")
        DOCUMENT.write_text(put_tables(DOCUMENT.read_text(encoding="utf-8"), to_tables(costs, archive)), encoding="utf-8")
    print(to_tables(costs, archive))


def read_costs() -> Costs:
    """The figures that were kept."""
    return Costs(**json.loads(FIGURES.read_text(encoding="utf-8")))


def put_tables(document: str, tables: str) -> str:
    """Put the tables where a document has its old ones."""
    between = r"(?<=<!-- benchmarks\.scale -->\n).*?(?=<!-- end -->)"
    return re.sub(between, lambda _: f"\n{tables}\n", document, flags=re.DOTALL)


def to_tables(costs: Costs, archive: Archive) -> str:
    """What an article costs, and what the archive does, as Markdown."""
    return f"{_table(*_article_rows(costs))}\n{_table(*_archive_rows(costs, archive))}"


def _article_rows(costs: Costs) -> list[tuple[str, str]]:
    return [
        ("of an article", "measured"),
        ("words", f"{costs.words:.0f}"),
        ("statements", f"{costs.statements:,.0f}"),
        ("building, one worker", f"{1000 / costs.rate:.0f} ms of a processor: {costs.rate:.1f} articles a second"),
        ("reading, finding duplicates, noting", f"{1000 * costs.lead:.2f} ms of the leading processor"),
        ("loading into the embedded store", f"{1000 * costs.load:.1f} ms of a processor"),
        ("shard", f"{costs.shard / 1000:.1f} kB"),
        ("ledger", f"{costs.ledger / 1000:.1f} kB"),
        ("store", f"{costs.store / 1000:.0f} kB"),
        ("memory of a worker", f"{costs.memory:.0f} MiB"),
    ]


def _archive_rows(costs: Costs, archive: Archive) -> list[tuple[str, str]]:
    count, cores = archive.articles, archive.nodes * archive.cores
    building, leading = count / costs.rate / _HOUR, count * costs.lead / _HOUR
    shards, ledger = count * costs.shard / _GIGA, count * costs.ledger / _GIGA
    return [
        (f"{count:,} articles", f"{archive.nodes} nodes of {archive.cores} processors"),
        ("building", f"{building:,.0f} processor hours, {building / cores:,.0f} h on all"),
        ("the machine that leads", f"{leading:,.0f} h; keeps up with {1 / costs.rate / costs.lead:,.0f} processors"),
        ("memory of a node for its workers", f"{archive.cores * costs.memory / 1024:,.0f} GiB"),
        ("statements", f"{count * costs.statements / _GIGA:,.0f} thousand million"),
        ("shards", f"{shards:,.0f} GB, {count / _SHARD:,.0f} files of 1,000 articles; {count / _BATCH:,.0f} parts on the way"),
        ("ledger", f"{ledger:,.0f} GB, {count * _KEYS / _GIGA:,.1f} thousand million keys of near duplicates"),
        ("a month of it, of ten years", f"{count / _MONTHS:,.0f} articles, ledger of {ledger / _MONTHS:,.1f} GB"),
        ("embedded store", f"{count * costs.store / _GIGA:,.0f} GB, {count * costs.load / _HOUR:,.0f} processor hours"),
        (f"price of building at {archive.core_hour} a processor hour", f"{building * archive.core_hour:,.0f}"),
        (f"price of the shards at {archive.gigabyte_month} a GB and month", f"{shards * archive.gigabyte_month:,.0f} a month"),
    ]


def _table(*rows: tuple[str, str]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "| --- | --- |", *body]) + "\n"


if __name__ == "__main__":
    main()
