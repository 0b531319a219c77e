"""Measures what the extraction costs: its time as a share of the spaCy pipeline's, over the same articles in the same run.

The pipeline is run twice: as kgbuild does it, and as spaCy does it by itself. The first round meets articles that were not read
before, once others have been; in the rounds after it, as with whatever is told again, the judges remember what they weighed.

Usage: python benchmarks/extraction.py [FOLDER OF ARTICLES] [--others FOLDER] [--rounds N]
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path

import spacy

from kgbuild.annotate import SHIPPED, annotate_many, load_pipeline
from kgbuild.articles import read_article
from kgbuild.build import collect_seldom
from kgbuild.extract import extract
from kgbuild.model import Article


def main() -> None:
    """Print the shares, of the best of some rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/dev"))
    parser.add_argument("--others", type=Path, default=Path("../shared/gold/train"), help="articles to read before")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles, others = read_folder(options.folder), read_folder(options.others)
    pipeline, plain = load_pipeline(None), spacy.load(SHIPPED)
    for article, text in zip(others, annotate_many(others, pipeline), strict=True):
        extract(article, text)
    # As the build does.
    collect_seldom()
    rounds = []
    for _ in range(options.rounds):
        marks = [time.process_time()]
        texts = list(annotate_many(articles, pipeline))
        marks.append(time.process_time())
        for article, text in zip(articles, texts, strict=True):
            extract(article, text)
        marks.append(time.process_time())
        list(plain.pipe(article.text for article in articles))
        marks.append(time.process_time())
        rounds.append([1000 * (end - begin) / len(articles) for begin, end in pairwise(marks)])
    annotation, extraction, bare = (min(column) for column in zip(*rounds, strict=True))
    print(f"ms an article: extraction {extraction:.1f}, pipeline {annotation:.1f}, pipeline as spaCy runs it {bare:.1f}")
    print(f"share of the pipeline {extraction / annotation:.1%}, of the pipeline as spaCy runs it {extraction / bare:.1%}")
    _, first, first_bare = rounds[0]
    print(f"of articles not read before: {first:.1f} ms, {first / first_bare:.1%} of the pipeline as spaCy runs it")


def read_folder(folder: Path) -> list[Article]:
    """Read the articles of a folder, in order of name."""
    return [read_article(path) for path in sorted(folder.glob("*.txt")) if not path.name.endswith(".sents.txt")]


if __name__ == "__main__":
    main()
