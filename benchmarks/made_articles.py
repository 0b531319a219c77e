"""Corpora of any size for measuring: articles made of the paragraphs of real ones, drawn anew for each from the same seed."""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kgbuild.articles import read_article
from kgbuild.model import Article


class Cost(NamedTuple):
    """What a build took: seconds, processor seconds of all its processes, peak memory of the largest in MiB, and its folder."""

    seconds: float
    processor: float
    memory: float
    folder: Path


def read_sources(folder: Path) -> list[Article]:
    """Read the articles of a folder of gold annotation, in order."""
    return [read_article(path) for path in sorted(folder.glob("*.txt")) if not path.name.endswith(".sents.txt")]


def make_articles(sources: Sequence[Article], count: int, *, short: bool = False) -> Iterator[Article]:
    """Make articles, of which few are near duplicates.

    Args:
        sources: Where their paragraphs come from.
        count: How many.
        short: Whether each has but one sentence; else it has as many paragraphs as its source.

    Yields:
        The articles.
    """
    chance = random.Random(1)  # noqa: S311 — nothing secret
    pool = [p for article in sources for p in article.body.split("\n") if p.strip()]
    sentences = [s for p in pool for s in re.split(r"(?<=[.!?]) ", p) if len(s.split()) in range(6, 16)]
    for number in range(count):
        source = sources[number % len(sources)]
        length = sum(1 for line in source.body.split("\n") if line.strip())
        body = chance.choice(sentences) if short else "\n\n".join(chance.sample(pool, length))
        yield replace(source, identifier=f"a{number}", body=body, source_url=f"https://exemplu.ro/{number}")


def build(articles: Iterator[Article], folder: Path, *options: str) -> Cost:
    """Build a corpus with the command, in a process of its own.

    Args:
        articles: The articles.
        folder: Where corpus and output go.
        options: More options for `kgbuild build`.
    """
    corpus = Path(tempfile.mkstemp(suffix=".jsonl", dir=folder)[1])
    with corpus.open("w", encoding="utf-8") as file:
        for article in articles:
            record = {"id": article.identifier, "title": article.title, "text": article.body, "url": article.source_url}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    out = Path(tempfile.mkdtemp(dir=folder))
    command = [sys.executable, "-m", "kgbuild", "build", str(corpus), "-o", str(out), *options]
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out)
