"""Measures a corpus the whole way, from text to validated N-Quads: speed, beside the bare spaCy pipeline's; memory; workers.

Usage: python -m benchmarks.throughput [FOLDER OF ARTICLES] [--sample N] [--memory N,N] [--workers N] [--short]
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import spacy
from benchmarks.made_articles import build, make_articles, read_sources

from kgbuild.annotate import SHIPPED, Pipeline, annotate_many, load_pipeline
from kgbuild.build import collect_seldom, pipeline_run
from kgbuild.corpus.duplicates import to_signature
from kgbuild.extract import extract
from kgbuild.graph import to_quads
from kgbuild.model import Article
from kgbuild.serialize import serialize
from kgbuild.validate import gate

# As `kgbuild build` analyses them.
_TOGETHER = 16
# Articles that bring both of two workers to load what they need.
_BEGINNING = 4 * _TOGETHER
_STAGES = ("signature", "annotate", "extract", "to quads", "gate", "write")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/train"))
    parser.add_argument("--sample", type=int, default=200, help="articles that the stages are measured on")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", default="1000,10000", help="sizes of the corpora that peak memory is measured on")
    parser.add_argument("--short", action="store_true", help="give their articles but one sentence each")
    parser.add_argument("--workers", type=int, default=1000, help="articles that one and two workers are compared on")
    options = parser.parse_args()
    sources = read_sources(options.folder)
    if options.sample:
        _stages(list(make_articles(sources, options.sample)), options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, filter(None, options.memory.split(","))):
            cost = build(make_articles(sources, size, short=options.short), Path(folder))
            rate = size / cost.processor
            print(f"{size} articles, 1 worker: peak memory {cost.memory:.0f} MiB, {rate:.1f} articles per processor second")
        if options.workers:
            _compare_workers(sources, options.workers, Path(folder))


def _stages(articles: list[Article], rounds: int) -> None:
    """Print the speed of the whole way with one worker, the share of each stage, and the ratio to bare spaCy.

    Bare spaCy is the shipped pipeline as spaCy runs it by itself; kgbuild has a way of its own (`kgbuild.inference`).
    """
    pipeline, plain = load_pipeline(None), spacy.load(SHIPPED)
    words = sum(len(article.text.split()) for article in articles)
    extract(articles[0], next(annotate_many(articles[:1], pipeline)))
    # As the build does.
    collect_seldom()
    bare, spent = 0.0, dict.fromkeys(_STAGES, 0.0)
    # Each batch by itself, its rounds in turns, so that the best ones of both are the least disturbed ones.
    for first in range(0, len(articles), _TOGETHER):
        batch = articles[first : first + _TOGETHER]
        pairs = [(_seconds(lambda b=batch: list(plain.pipe(a.text for a in b))), _spend(batch, pipeline)) for _ in range(rounds)]  # type: ignore[misc]
        bare += min(seconds for seconds, _ in pairs)
        best = min((stages for _, stages in pairs), key=lambda stages: sum(stages.values()))
        spent = {stage: seconds + best[stage] for stage, seconds in spent.items()}
    whole = sum(spent.values())
    print(f"{len(articles)} articles, {words} words, best of {rounds} rounds of each batch, processor time")
    print(f"bare spaCy: {len(articles) / bare:.1f} articles/s, {words / bare:.0f} words/s")
    print(f"whole way: {len(articles) / whole:.1f} articles/s, {words / whole:.0f} words/s; 1/{whole / bare:.2f} of bare spaCy")
    print("shares: " + ", ".join(f"{stage} {100 * spent[stage] / whole:.1f} %" for stage in _STAGES))


def _spend(batch: list[Article], pipeline: Pipeline) -> dict[str, float]:
    """Take a batch the whole way; processor seconds by stage."""
    run = pipeline_run(pipeline)
    marks = [time.process_time()]
    for article in batch:
        to_signature(article.text)
    marks.append(time.process_time())
    annotated = list(annotate_many(batch, pipeline))
    marks.append(time.process_time())
    extractions = [extract(article, text) for article, text in zip(batch, annotated, strict=True)]
    marks.append(time.process_time())
    graphs = [to_quads(extraction, run=run) for extraction in extractions]
    marks.append(time.process_time())
    kept = [gate(quads).kept for quads in graphs]
    marks.append(time.process_time())
    for quads in kept:
        serialize(quads, "nquads").encode()
    marks.append(time.process_time())
    return {stage: end - start for stage, (start, end) in zip(_STAGES, pairwise(marks), strict=True)}


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _compare_workers(sources: Sequence[Article], size: int, folder: Path) -> None:
    """Print how much faster two workers are; what a corpus takes that is just enough for all to begin is taken off."""
    seconds, processor = {}, {}
    for workers in (1, 2):
        start = build(make_articles(sources, _BEGINNING, short=True), folder, "--workers", str(workers))
        cost = build(make_articles(sources, size), folder, "--workers", str(workers))
        seconds[workers], processor[workers] = cost.seconds - start.seconds, cost.processor - start.processor
    print(f"{size} articles: 1 worker {size / seconds[1]:.1f} articles/s, 2 workers {size / seconds[2]:.1f}")
    print(f"2 workers have {seconds[1] / seconds[2]:.2f} times the throughput of 1")
    print(
        f"and take {processor[2] / processor[1]:.2f} times its processor time: with two free cores, at most a factor of "
        f"{2 * processor[1] / processor[2]:.2f}"
    )


if __name__ == "__main__":
    main()
