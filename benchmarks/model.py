"""Measure the shipped pipeline and print the table of docs/benchmarks.md, section "Pipeline".

python benchmarks/model.py [--corpora ../shared/corpora] [--gold ../shared/gold]
"""

import argparse
import time
from pathlib import Path
from typing import Any

from kgbuild.annotate import annotate_texts, load_pipeline
from kgbuild.evaluate_model import MEBIBYTE, evaluate_model, folder_size

# Measure, test data, spaCy ro_core_news_lg as published, key of the score, target.
ROWS = (
    ("NER F1 (strict)", "RONEC v1 test", "76.8", "ner", 78.0),
    ("UPOS", "RRT test", "97.5", "upos", 97.5),
    ("XPOS", "RRT test", "96.7", "xpos", 96.3),
    ("lemma", "RRT test", "95.9", "lemma", 96.5),
    ("UAS", "RRT test", "–", "uas", 89.0),
    ("LAS", "RRT test", "–", "las", 82.0),
    ("sentence F1", "RRT test", "95", "sentences", 96.5),
)
SPEED_TARGET = 5_000
SIZE_TARGET = 40


def words_a_second(gold: Path) -> tuple[int, float]:
    """Analyse all gold articles on one core.

    Args:
        gold: Folder of the gold articles.

    Returns:
        How many words there are, and how many were analysed in a second of processor time.
    """
    texts = [
        (path.read_text(encoding="utf-8"), 0) for path in sorted(gold.glob("*/*.txt")) if not path.name.endswith(".sents.txt")
    ]
    pipeline = load_pipeline()
    list(annotate_texts(texts[:10], pipeline))
    started = time.process_time()
    words = sum(len(text.tokens) for text in annotate_texts(texts, pipeline))
    return words, words / (time.process_time() - started)


def table(scores: dict[str, Any], size: float, speed: float, words: int) -> str:
    """Write the table.

    Args:
        scores: As `evaluate_model` gives them.
        size: MiB.
        speed: Words a second.
        words: How many words the speed was measured on.

    Returns:
        Markdown.
    """
    lines = ["| measure | test data | ro_core_news_lg, published | kgbuild | target |", "| --- | --- | --- | --- | --- |"]
    for name, data, published, key, target in ROWS:
        lines.append(f"| {name} | {data} | {published} | {100 * scores[key]:.1f} | ≥ {target} |")
    lines.append(f"| size in the package | | 570 MB | {size:.1f} MiB | ≤ {SIZE_TARGET} MB |")
    lines.append(f"| speed, one core | gold articles, {words:,} words | | {speed:,.0f} words/s | ≥ {SPEED_TARGET:,} words/s |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the shipped pipeline.")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of the corpora")
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"), help="folder of the gold articles")
    options = parser.parse_args()
    words, speed = words_a_second(options.gold)
    print(table(evaluate_model(options.corpora), folder_size() / MEBIBYTE, speed, words))


if __name__ == "__main__":
    main()
