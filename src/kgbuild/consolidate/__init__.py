"""Across articles: which of their actors are the same, and which of their events.

What is found goes into a graph of its own, `BASE/consolidation`; the articles' graphs are left as they are. What was compared is
remembered in an SQLite file beside the graphs, so that the next run looks at new, changed and removed articles alone.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kgbuild.consolidate.actors import SAME
from kgbuild.consolidate.engine import Engine, Progress
from kgbuild.consolidate.output import Output
from kgbuild.consolidate.records import read_article
from kgbuild.consolidate.sources import Change, FolderSource, Source, StoreSource
from kgbuild.consolidate.state import commit, open_state
from kgbuild.errors import StoreError
from kgbuild.graph import term
from kgbuild.iri import parse_base
from kgbuild.vocab import BASE

__all__ = ["Summary", "consolidate", "explain"]

STATE_FILE: Final = "consolidation.sqlite"
# So many articles are settled, written and committed at once: a process that is killed has done whole batches.
_BATCH: Final = 2000


@dataclass(slots=True)
class Summary:
    """What consolidation did.

    Args:
        graph: IRI of the graph that it wrote to.
        progress: What was taken in and compared.
        added: Statements that are new.
        removed: Statements that are gone.
    """

    graph: str
    progress: Progress = field(default_factory=Progress)
    added: int = 0
    removed: int = 0


def consolidate(path: Path, *, base: str = BASE, anew: bool = False) -> Summary:
    """Find out which actors and events of the articles in a store or a folder are the same.

    Args:
        path: An Oxigraph store, or a folder of RDF files (in it the graph is the file `consolidation.nq`).
        base: Base IRI of what is written.
        anew: Whether to forget what was found before.

    Returns:
        What was done. Doing it again changes nothing.

    Raises:
        StoreError: There is neither a store nor a folder with graphs, or it cannot be read or written.
        InputError: A file of the folder is broken.
        IriError: The base makes no IRI.
    """
    base = parse_base(base)
    source = _open(path)
    if anew:
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                (path / f"{STATE_FILE}{ending}").unlink()
    with open_state(path / STATE_FILE) as state:
        output = Output(state, base, SAME)
        engine = Engine(state, output)
        summary = Summary(output.graph.value, engine.progress)
        if _settle_setting(state, "base", base, path) or _setting(state, "pending"):
            # Nothing is known of what the graph holds: it is written as a whole.
            source.write_all(output.graph, output.everything())
        changes = source.changes(state, output.graph)
        while batch := list(islice(changes, _BATCH)):
            _take(batch, engine, source, summary)
        source.finish(output)
    return summary


def _open(path: Path) -> Source:
    if (path / "CURRENT").is_file():
        return StoreSource(path)
    if path.is_dir():
        return FolderSource(path)
    raise StoreError("there is neither a store nor a folder here: name one that holds articles' graphs", str(path))


def _take(batch: Iterable[Change], engine: Engine, source: Source, summary: Summary) -> None:
    """Take a batch of changed articles in, and write what follows; until all is written, the state, committed first, says so."""
    for iri, version, file, quads in batch:
        engine.remove(iri)
        if quads is not None:
            engine.add(read_article(iri, quads), version, file)
    engine.settle()
    gone, new = engine.output.changes()
    summary.removed += gone.count("\n")
    summary.added += new.count("\n")
    engine.state.execute("INSERT OR REPLACE INTO setting VALUES ('pending', '1')")
    commit(engine.state)
    source.write(engine.output.graph, gone, new)
    engine.state.execute("DELETE FROM setting WHERE name = 'pending'")
    commit(engine.state)


def _setting(state: sqlite3.Connection, name: str) -> str | None:
    row = state.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def _settle_setting(state: sqlite3.Connection, name: str, value: str, path: Path) -> bool:
    """Remember a setting; whether it was not known.

    Raises:
        StoreError: Another value is remembered.
    """
    known = _setting(state, name)
    if known not in {None, value}:
        raise StoreError(f"was consolidated with {name} {known}: keep to that, or add --anew", str(path))
    state.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
    return known is None


def explain(path: Path) -> Iterator[str]:
    """Say why each actor and event is where it is, as JSON Lines.

    Args:
        path: A store or folder that was consolidated.

    Yields:
        A line for each: `cluster`, `member`, `as`, `confidence` and `reasons`.

    Raises:
        StoreError: The memory of consolidation cannot be read.
    """
    with open_state(path / STATE_FILE) as state:
        for (lines,) in state.execute("SELECT lines FROM written WHERE owner LIKE 'm:%' ORDER BY owner"):
            found: dict[ox.NamedNode, list[str]] = defaultdict(list)
            for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
                if isinstance(quad.object, ox.NamedNode | ox.Literal):
                    found[quad.predicate].append(quad.object.value)
            row = {
                "cluster": found[term("rdf:subject")][0],
                "member": found[term("rdf:object")][0],
                "as": found[term("rdf:predicate")][0],
                "confidence": float(found[term("kgo:confidence")][0]),
                "reasons": found[term("kgo:reason")],
            }
            yield json.dumps(row, ensure_ascii=False) + "\n"
