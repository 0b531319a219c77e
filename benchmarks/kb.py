"""Make knowledge bases of generated dumps of three sizes, look names up, and print the table of docs/benchmarks.md.

python benchmarks/kb.py [--entities 400000] [--lookups 10000]

The dumps are in Wikidata's format, of invented actors: half people, a quarter bodies, a quarter places, and as many items again
of other kinds, each with statements that are of no use here, as in real dumps. All sizes are measured in the same run.
"""

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, cast

from kgbuild.kb import load_knowledge_base
from kgbuild.lexicon.inflection import inflect_name
from kgbuild.model import ActorType

MEBIBYTE = 1 << 20
SYLLABLES = ("bra", "cel", "dor", "fin", "gal", "hor", "jor", "lis", "mir", "nes", "pol", "rus", "sta", "tir", "vel", "zor")
ENDINGS = ("escu", "eanu", "ova", "in", "ard", "ul", "ița", "ia", "ești", "a")
CLASSES = {"Q43229": 20, "Q2221906": 20, "Q486972": 10}
FILLER = 12
FIRST_CLASS = 40_000_000


def item_value(number: int) -> dict[str, Any]:
    """Refer to an item."""
    return {"value": {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}, "type": "wikibase-entityid"}


def statement(name: str, value: dict[str, Any]) -> dict[str, Any]:
    """Make a statement with a reference."""
    reference = {"hash": "f" * 40, "snaks": {"P143": [{"snaktype": "value", "property": "P143", "datavalue": item_value(328)}]}}
    snak = {"snaktype": "value", "property": name, "hash": "e" * 40, "datavalue": value}
    return {"mainsnak": snak, "type": "statement", "id": f"{name}$" + "0" * 36, "rank": "normal", "references": [reference]}


def entity(identifier: int, label: str, claims: dict[str, list[dict[str, Any]]]) -> str:
    """Make the line of an item."""
    filler = {f"P{9000 + i}": [statement(f"P{9000 + i}", {"value": "x" * 20, "type": "string"})] for i in range(FILLER)}
    languages = ("ro", "en", "de", "fr", "hu", "mul")
    content = {
        "type": "item",
        "id": f"Q{identifier}",
        "labels": {language: {"language": language, "value": label} for language in languages},
        "descriptions": {language: {"language": language, "value": f"descriere {label}"} for language in languages},
        "aliases": {"ro": [{"language": "ro", "value": f"{label} cel Nou"}]},
        "claims": claims | filler,
        "sitelinks": {f"{language}wiki": {"site": f"{language}wiki", "title": label, "badges": []} for language in languages},
    }
    return json.dumps(content, ensure_ascii=False)


def names(numbers: random.Random) -> Iterator[str]:
    """Invent words that look like Romanian names."""
    while True:
        yield "".join(numbers.choices(SYLLABLES, k=numbers.randint(2, 3))).capitalize() + numbers.choice(ENDINGS)


def actors(count: int) -> Iterator[tuple[ActorType, str, str]]:
    """Invented actors: type, name, and the dump's line."""
    numbers = random.Random(7)  # noqa: S311 — the same names each time
    words = names(numbers)
    kinds = cycle(("Person", "Person", "Organization", "Place"))
    for number, kind in zip(range(count), kinds, strict=False):
        claims = {"P31": [statement("P31", item_value(5 if kind == "Person" else _kind_of(kind, number)))]}
        label = next(words) if kind == "Place" else f"{next(words)} {next(words)}"
        if kind == "Place":
            where = {"latitude": numbers.uniform(-80, 80), "longitude": numbers.uniform(-170, 170), "globe": None}
            claims["P625"] = [statement("P625", {"value": where, "type": "globecoordinate"})]
        elif kind == "Organization":
            label = f"Asociația {label}"
        yield cast("ActorType", kind), label, entity(50_000_000 + number, label, claims)


def _kind_of(kind: str, number: int) -> int:
    """One of the twenty classes of bodies or of places."""
    return FIRST_CLASS + 20 * (kind == "Place") + number % 20


def write_dump(path: Path, count: int, kept: int) -> list[tuple[ActorType, str]]:
    """Write a dump of so many actors, and as many other items; returns some of the actors.

    No more are kept than are looked up: the system counts what this process holds into the peak of those it starts.
    """
    written: list[tuple[ActorType, str]] = []
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
        lines = ["["]
        number = FIRST_CLASS
        for root, below in CLASSES.items():
            for _ in range(below):
                claims = {"P279": [statement("P279", item_value(int(root[1:])))]}
                lines.append(entity(number, f"fel {number}", claims) + ",")
                number += 1
        file.write("\n".join(lines) + "\n")
        for i, (type_, name, line) in enumerate(actors(count)):
            other = entity(60_000_000 + i, name, {"P31": [statement("P31", item_value(13_442_814))]})
            file.write(f"{line},\n{other},\n" if i < count - 1 else f"{line}\n]\n")
            if i % (1 + count // kept) == 0:
                written.append((type_, name))
    return written


def build(dump: Path, out: Path) -> tuple[float, float]:
    """Make a knowledge base in a process of its own; returns seconds of processor time and MiB of memory at most."""
    arguments = [sys.executable, "-m", "kgbuild", "kb", "build", "--wikidata", str(dump), "-o", str(out)]
    _, status, usage = os.wait4(os.posix_spawn(sys.executable, arguments, os.environ), 0)
    if status:
        sys.exit("kgbuild kb build failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def look_up(path: Path, known: list[tuple[ActorType, str]], count: int) -> tuple[float, float]:
    """Look names up, every other one inflected; returns milliseconds of processor time for each and the share that was found."""
    numbers = random.Random(11)  # noqa: S311 — likewise
    base = load_knowledge_base(path)
    asked = []
    for i, (type_, name) in enumerate(numbers.choices(known, k=count)):
        forms = list(inflect_name(name)) if i % 2 and type_ != "Person" else []
        asked.append((type_, forms[0] if forms else name))
    asked = list(dict.fromkeys(asked))
    begun = time.process_time()
    found = sum(bool(base.look_up(name, type_)) for type_, name in asked)
    return 1000 * (time.process_time() - begun) / len(asked), found / len(asked)


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=400_000)
    parser.add_argument("--lookups", type=int, default=10_000)
    options = parser.parse_args()
    print("| actors | other items | dump, MiB (.gz) | entities a second | peak memory, MiB | file, MiB | look-up, ms | found |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for count in (options.entities // 10, options.entities // 2, options.entities):
            dump, out = Path(folder) / f"{count}.json.gz", Path(folder) / f"{count}.sqlite"
            known = write_dump(dump, count, options.lookups)
            seconds, memory = build(dump, out)
            each, share = look_up(out, known, options.lookups)
            size, packed = out.stat().st_size / MEBIBYTE, dump.stat().st_size / MEBIBYTE
            print(
                f"| {count:,} | {count:,} | {packed:,.0f} | {2 * count / seconds:,.0f} | {memory:,.0f} | {size:,.0f} "
                f"| {each:.2f} | {share:.1%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
