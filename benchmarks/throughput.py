"""Measures a corpus the whole way, from text to validated N-Quads: speed, beside the bare spaCy pipeline's; memory; workers.

The corpus is made of the paragraphs of a folder of articles, drawn anew for each article from the same seed.

Usage: python benchmarks/throughput.py [FOLDER OF ARTICLES] [--sample N] [--memory N,N] [--workers N]
"""

import argparse
import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kgbuild.annotate import annotate, load_pipeline
from kgbuild.articles import read_article
from kgbuild.build import pipeline_run
from kgbuild.corpus.duplicates import to_signature
from kgbuild.extract import extract
from kgbuild.graph import to_quads
from kgbuild.model import Article
from kgbuild.serialize import serialize
from kgbuild.validate import gate


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/train"))
    parser.add_argument("--sample", type=int, default=200, help="articles that the stages are measured on")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", default="1000,10000", help="sizes of the corpora that peak memory is measured on")
    parser.add_argument("--workers", type=int, default=1000, help="articles that one and two workers are compared on")
    options = parser.parse_args()
    paths = sorted(p for p in options.folder.glob("*.txt") if not p.name.endswith(".sents.txt"))
    sources = [read_article(path) for path in paths]
    if options.sample:
        _stages(list(_articles(sources, options.sample)), options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, filter(None, options.memory.split(","))):
            seconds, peak = _build(sources, size, Path(folder), 1)
            print(f"{size} articles, 1 worker: peak memory {peak:.0f} MiB, {size / seconds:.1f} articles/s with the start")
        if options.workers:
            _compare_workers(sources, options.workers, Path(folder))


def _articles(sources: Sequence[Article], count: int) -> Iterable[Article]:
    chance = random.Random(1)  # noqa: S311 — nothing secret
    paragraphs = [p for article in sources for p in article.body.split("\n") if p.strip()]
    for number in range(count):
        source = sources[number % len(sources)]
        length = sum(1 for line in source.body.split("\n") if line.strip())
        body = "\n\n".join(chance.sample(paragraphs, length))
        yield replace(source, identifier=f"a{number}", body=body, source_url=f"https://exemplu.ro/{number}")


def _stages(articles: list[Article], rounds: int) -> None:
    """Print the speed of the whole way with one worker, the share of each stage, and the ratio to bare spaCy."""
    pipeline = load_pipeline(None)
    run = pipeline_run(pipeline)
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    extract(articles[0], annotate(articles[0], pipeline))
    gc.collect()
    # As the build does.
    gc.freeze()
    bare = min(_seconds(lambda: sum(1 for _ in pipeline.nlp.pipe(texts))) for _ in range(rounds))
    best = {"all": float("inf")}
    for _ in range(rounds):
        spent = dict.fromkeys(("signature", "annotate", "extract", "to quads", "gate", "write"), 0.0)
        for article in articles:
            marks = [time.process_time()]
            to_signature(article.text)
            marks.append(time.process_time())
            annotated = annotate(article, pipeline)
            marks.append(time.process_time())
            extraction = extract(article, annotated)
            marks.append(time.process_time())
            quads = to_quads(extraction, run=run)
            marks.append(time.process_time())
            kept = gate(quads).kept
            marks.append(time.process_time())
            serialize(kept, "nquads").encode()
            marks.append(time.process_time())
            for stage, start, end in zip(spent, marks, marks[1:], strict=False):
                spent[stage] += end - start
        if sum(spent.values()) < best["all"]:
            best = {**spent, "all": sum(spent.values())}
    whole = best.pop("all")
    print(f"{len(articles)} articles, {words} words, best of {rounds} rounds, processor time")
    print(f"bare spaCy: {len(articles) / bare:.1f} articles/s, {words / bare:.0f} words/s")
    print(f"whole way: {len(articles) / whole:.1f} articles/s, {words / whole:.0f} words/s; 1/{whole / bare:.2f} of bare spaCy")
    print("shares: " + ", ".join(f"{stage} {100 * spent / whole:.1f} %" for stage, spent in best.items()))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _compare_workers(sources: Sequence[Article], size: int, folder: Path) -> None:
    """Print how much faster two workers are; the time of a corpus of two articles, which is that of starting, is taken off."""
    seconds = {}
    for workers in (1, 2):
        start, _ = _build(sources, 2, folder, workers)
        seconds[workers] = _build(sources, size, folder, workers)[0] - start
    print(f"{size} articles: 1 worker {size / seconds[1]:.1f} articles/s, 2 workers {size / seconds[2]:.1f}")
    print(f"2 workers have {seconds[1] / seconds[2]:.2f} times the throughput of 1")


def _build(sources: Sequence[Article], size: int, folder: Path, workers: int) -> tuple[float, float]:
    """Build a corpus in a process of its own; returns its seconds and the peak memory of its largest process, in MiB."""
    corpus = folder / f"{size}.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for article in _articles(sources, size):
            record = {"id": article.identifier, "title": article.title, "text": article.body, "url": article.source_url}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    out = tempfile.mkdtemp(dir=folder)
    command = [sys.executable, "-m", "kgbuild", "build", str(corpus), "-o", out, "--workers", str(workers)]
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
