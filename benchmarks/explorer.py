"""Fill a store with many articles, look at them in the explorer, and print the table of docs/benchmarks.md.

    python benchmarks/explorer.py GRAPHS.nq [--articles 100000] [--views 30] [--keep FOLDER]

GRAPHS.nq holds graphs of articles as `kgbuild build` writes them; they are copied under fresh IRIs until there are enough. Where
Debian's chromium is installed, the first view of an article is measured in it too.
"""

import argparse
import hashlib
import io
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import quote

import httpx
import pyoxigraph as ox

from kgbuild.query import ask
from kgbuild.serialize.graph_files import read_article_graphs
from kgbuild.server.explorer.catalog import FILE_NAME
from kgbuild.server.explorer.catalog.entries import Entry, EventEntry, RelationEntry, read_entry
from kgbuild.server.explorer.catalog.keeping import Writer, open_catalog, refresh
from kgbuild.server.explorer.service import query
from kgbuild.server.explorer.tryout import example
from kgbuild.stores.oxigraph import open_store
from kgbuild.vocab import BASE

ROMANIA = f"{BASE}place/gn-798549"
_DAY = re.compile(rb'"(\d{4})-(\d\d)(?:-(\d\d))?"')
_MONTHS = 240
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class Copies(io.RawIOBase):
    """N-Quads of articles under fresh IRIs.

    Args:
        graphs: The file of graphs.
        number: How many articles.
    """

    def __init__(self, graphs: Path, number: int) -> None:
        self._lines = copies(graphs, number)
        self._left = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give the next bytes."""
        if not self._left:
            self._left = next(self._lines, b"")
        given = self._left[: len(buffer)]
        self._left = self._left[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def copies(graphs: Path, number: int) -> Iterator[bytes]:
    """N-Quads of so many articles, one after the other."""
    found = read_article_graphs([graphs])
    articles = [(g.name.value, g.to_nquads()) for g in found if isinstance(g.name, ox.NamedNode)]
    for index in range(number):
        name, lines = articles[index % len(articles)]
        yield _DAY.sub(partial(_earlier, index % _MONTHS), lines.replace(name.encode(), fresh(index).encode()))


def _earlier(months: int, found: re.Match[bytes]) -> bytes:
    """A day, month or year as many months earlier; days that not every month has become the 28th."""
    year, month = divmod(int(found[1]) * 12 + int(found[2]) - 1 - months, 12)
    day = b"-%02d" % min(int(found[3]), 28) if found[3] else b""
    return b'"%d-%02d%s"' % (year, month + 1, day)


def fresh(index: int) -> str:
    """The IRI of a copy."""
    return f"{BASE}article/{hashlib.sha256(str(index).encode()).hexdigest()[:16]}"


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Serve a store; gives the server's address."""
    command = [sys.executable, "-m", "kgbuild", "serve", "--store", str(store), "--port", "0", "--timeout", "20"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        address = ""
        while not address:
            line = process.stderr.readline() if process.stderr else ""
            found = re.search(r"at (http://\S+)/\n", line)
            address = found[1] if found else ""
        # What it logs is thrown away, so that the pipe never fills.
        with subprocess.Popen(["/bin/cat"], stdin=process.stderr, stdout=subprocess.DEVNULL) as drain:
            try:
                yield address
            finally:
                process.terminate()
                process.wait(30)
                drain.wait(30)


def timed(views: Sequence[Callable[[], object]]) -> str:
    """Median and longest milliseconds of what is done once each."""
    taken = []
    for view in views:
        started = time.perf_counter()
        view()
        taken.append((time.perf_counter() - started) * 1000)
    return f"{statistics.median(taken):,.0f} | {max(taken):,.0f}"


def in_browser(address: str, articles: Sequence[str]) -> str:
    """Milliseconds until an article's page is loaded and painted, each article once."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — not everybody has it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(address)
        views = [lambda iri=iri: page.goto(f"{address}/article?iri={quote(iri, safe='')}") for iri in articles]
        found = timed(views)
        browser.close()
    return found


def catalogue(store: Path) -> str:
    """Bring the catalogue to what the store holds, as the server does; gives what that took."""
    started, used = time.perf_counter(), time.process_time()
    file = store / FILE_NAME
    while not (progress := refresh(store, file, 10)).complete:
        print(f"catalogued: {progress.done:,} of {progress.all:,}", file=sys.stderr)
    taken = f"{time.perf_counter() - started:,.0f} s ({time.process_time() - used:,.0f} s of processor time)"
    return f"{progress.all:,} articles catalogued in {taken}, {file.stat().st_size / 1e6:,.0f} MB"


def copied_catalogue(graphs: Path, store: Path, number: int) -> None:
    """Write the catalogue of the copies from what it keeps of the graphs copied: the same rows, without reading the store."""
    originals = ox.Store()
    originals.bulk_load(path=str(graphs), format=ox.RdfFormat.N_QUADS)
    found = [graph.name for graph in read_article_graphs([graphs]) if isinstance(graph.name, ox.NamedNode)]
    entries = [entry for name in found if (entry := read_entry(originals, name))]
    with open_catalog(store / FILE_NAME) as catalog:
        writer = Writer(catalog)
        for months in reversed(range(_MONTHS)):
            copied = (_copied(entries[i % len(entries)], fresh(i), months) for i in range(months, number, _MONTHS))
            writer.replace((entry.iri, "0", entry) for entry in copied)
            print(f"catalogued: months {months} ago", file=sys.stderr)
        writer.finish()


def _copied(entry: Entry, iri: str, months: int) -> Entry:
    def renamed(text: str) -> str:
        return iri + text[len(entry.iri) :] if text.startswith(entry.iri) else text

    def earlier(day: str | None) -> str | None:
        return _DAY.sub(partial(_earlier, months), f'"{day}"'.encode()).decode().strip('"') if day else None

    day = earlier(date.fromordinal(entry.day).isoformat())
    return Entry(
        iri,
        date.fromisoformat(day).toordinal() if day else 0,
        entry.title,
        {renamed(actor): names for actor, names in entry.actors.items()},
        tuple(
            EventEntry(
                renamed(e.iri), e.concept, earlier(e.first), earlier(e.last), frozenset((role, renamed(a)) for role, a in e.parts)
            )
            for e in entry.events
        ),
        tuple(RelationEntry(renamed(r.iri), renamed(r.subject), renamed(r.object), r.key) for r in entry.relations),
        {renamed(sentence): text for sentence, text in entry.sentences.items()},
    )


def measure(store: Path, articles: int, views: int) -> None:
    """Print the table."""
    chosen = [fresh(index) for index in random.Random(1).sample(range(articles), 3 * views)]  # noqa: S311 — no secret
    opened = open_store(store)
    bare = [
        lambda iri=iri: list(cast("ox.QueryTriples", ask(opened, query("article", article=ox.NamedNode(iri)))))
        for iri in chosen[:views]
    ]
    print("| what | median ms | longest ms |\n| --- | ---: | ---: |")
    print(f"| bare query of an article's graph | {timed(bare)} |", flush=True)
    with serving(store) as address, httpx.Client(base_url=address, timeout=180) as client:

        def get(path: str) -> None:
            client.get(path).raise_for_status()

        # Each of the two worker processes opens the store when it is first asked.
        for _ in range(4):
            client.get("/event?iri=urn:none")
        looks = [lambda iri=iri: get(f"/article?iri={quote(iri, safe='')}") for iri in chosen[views : 2 * views]]
        print(f"| first view of an article, as the server gives it | {timed(looks)} |", flush=True)
        if shutil.which("chromium"):
            print(f"| first view of an article, loaded in Chromium | {in_browser(address, chosen[2 * views :])} |", flush=True)
        romania = quote(ROMANIA, safe="")
        pages = {
            "home": "/",
            "home, behind half of the articles": f"/?offset={articles // 2}",
            "event": f"/event?iri={quote(chosen[0] + '#event-1', safe='')}",
            "graph of an article": f"/graph?iri={quote(chosen[0], safe='')}",
            "graph around an actor in most articles": f"/graph?iri={romania}",
            "timeline": "/timeline",
            "timeline of a type": "/timeline?type=DISASTER",
            "timeline of an actor in most articles": "/timeline?actor=romania",
            "timeline of a source and a month": "/timeline?source=agerpres&first=2020-03-01&last=2020-03-31",
            "map": "/map",
            "map of a type": "/map?type=AID",
            "search for words that are there": "/search?q=inundatii",
            "search for two letters": "/search?q=in",
            "search for words that are not": "/search?q=nicaieri",
            "actor in most articles": f"/actor?iri={romania}",
            "the same, behind 10,000 events": f"/actor?iri={romania}&role=agent&offset=10000",
            "SPARQL page": "/query",
        }
        for name, path in pages.items():
            print(f"| {name} | {timed([partial(look, client, path)] * 5)} |", flush=True)
        get("/try")
        paste = {"text": example(), "published": "2026-03-12"}
        client.post("/try", data=paste).raise_for_status()
        tries = [lambda: client.post("/try", data=paste).raise_for_status()] * 5
        print(f"| try it, the pipeline being loaded | {timed(tries)} |", flush=True)


def look(client: httpx.Client, path: str) -> None:
    """Get a page; one that the server stopped counts with the time it took."""
    answer = client.get(path)
    if answer.is_error:
        print(f"(the next row: status {answer.status_code})")


def main() -> None:
    """Fill, serve, look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--views", type=int, default=30)
    parser.add_argument("--copy-catalogue", action="store_true", help="make the catalogue as the copies are made: shorter")
    parser.add_argument("--keep", type=Path, help="keep the store in this folder, or measure the one that is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        store = given.keep or Path(passing) / "store"
        if not store.exists():
            started = time.perf_counter()
            filled = ox.Store(str(store))
            filled.bulk_load(io.BufferedReader(Copies(given.graphs, given.articles), 1 << 20), format=ox.RdfFormat.N_QUADS)
            filled.flush()
            print(f"{len(filled):,} statements of {given.articles:,} articles, loaded in {time.perf_counter() - started:.0f} s")
            del filled
        if given.copy_catalogue and not (store / FILE_NAME).exists():
            copied_catalogue(given.graphs, store, given.articles)
        print(f"{catalogue(store)}\n", flush=True)
        measure(store, given.articles, given.views)


if __name__ == "__main__":
    main()
