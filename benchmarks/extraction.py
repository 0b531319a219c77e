"""Measures what the extraction costs: its time as a share of the spaCy pipeline's, over the same articles in the same run.

Usage: python benchmarks/extraction.py [FOLDER OF ARTICLES] [--rounds N]
"""

import argparse
import time
from pathlib import Path

from kgbuild.annotate import annotate, load_pipeline
from kgbuild.articles import read_article
from kgbuild.extract import extract


def main() -> None:
    """Print the share, of the best of some rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/dev"))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    paths = sorted(p for p in options.folder.glob("*.txt") if not p.name.endswith(".sents.txt"))
    articles = [read_article(path) for path in paths]
    pipeline = load_pipeline(None)
    extract(articles[0], annotate(articles[0], pipeline))
    rounds = []
    for _ in range(options.rounds):
        start = time.process_time()
        texts = [annotate(article, pipeline) for article in articles]
        middle = time.process_time()
        for article, text in zip(articles, texts, strict=True):
            extract(article, text)
        rounds.append((middle - start, time.process_time() - middle))
    pipeline_time, extraction_time = (min(column) for column in zip(*rounds, strict=True))
    count = len(articles)
    print(f"pipeline {1000 * pipeline_time / count:.1f} ms an article, extraction {1000 * extraction_time / count:.1f} ms")
    print(f"share {extraction_time / pipeline_time:.1%}")


if __name__ == "__main__":
    main()
