"""Make what both halves of the pipeline begin with, its tokenizer and vectors: `python -m training.prepare CORPORA WORK`."""

import argparse
from pathlib import Path

from training.convert import SEED, syntax_parts, write_tokenizer
from training.ronec import read_v1, training_sentences
from training.vectors import raw_lines, write_vectors


def readable(corpora: Path, without: str = "") -> list[str]:
    """Collect all text that may be read: the raw text and that of the training sentences.

    Args:
        corpora: The corpora.
        without: The pattern of the names of files of the raw text to leave out.

    Returns:
        Lines and sentences.
    """
    trained = [sentence.text for part in syntax_parts(corpora) for sentence in part]
    named = [sentence.text for sentence in training_sentences(corpora, read_v1(corpora, "dev"))]
    return [*raw_lines(corpora / "raw", without), *trained, *named]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Write the pipeline's tokenizer and vectors.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1, ronec-v2 and raw")
    parser.add_argument("work", type=Path, help="folder for them")
    options = parser.parse_args()
    print(write_tokenizer(options.corpora, options.work))
    print("vectors:", write_vectors(readable(options.corpora), options.work / "vectors", SEED))


if __name__ == "__main__":
    main()
