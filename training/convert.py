"""Collect the sentences of the treebank that are trained on, and fit the tokenizer to them."""

from collections.abc import Iterable
from pathlib import Path

import spacy

from training.conllu import Sentence, clean, parse_conllu, read_text, without_tags
from training.tokenizer import fit_tokenizer, tokenizer_of

FULL_TREEBANK = "ro_rrt-ud-train.conllu"
SEED = 20251226
REPORTS = 700


def read_treebank(folder: Path, name: str) -> list[Sentence]:
    """Read one file of the treebank.

    Args:
        folder: The corpora.
        name: The file's name without its endings.

    Returns:
        Its sentences that are fit for training.
    """
    return list(clean(parse_conllu(read_text(folder / "ud-ro" / f"{name}.conllu.gz"))))


def syntax_parts(folder: Path) -> list[list[Sentence]]:
    """Collect the sentences to train the tagger, morphologizer, lemmatizer and parser on.

    Args:
        folder: The corpora. Where the treebank's whole training file lies in `ud-ro`, it takes the place of the hand-checked
            trees of earlier releases and of the sentences without trees.

    Returns:
        Lists of sentences with the same kind of annotation. The trees that a machine made count as trees only, not for the tags.
    """
    full = folder / "ud-ro" / FULL_TREEBANK
    silver = [without_tags(sentence) for sentence in read_treebank(folder, "train-silver")]
    if full.exists():
        return [list(parse_conllu(read_text(full))), silver]
    return [read_treebank(folder, "train-gold"), read_treebank(folder, "train-tagonly"), silver]


def tagged_parts(parts: list[list[Sentence]]) -> list[list[Sentence]]:
    """Leave out what has no tags of human making.

    Args:
        parts: As `syntax_parts` gives them.

    Returns:
        Those with a tagged sentence.
    """
    return [part for part in parts if any(sentence.has_tags for sentence in part)]


def write_tokenizer(folder: Path, out: Path) -> dict[str, int]:
    """Write the tokenizer, with what the training files teach it.

    Args:
        folder: The corpora.
        out: The folder to write `tokenizer` into.

    Returns:
        How many special cases it has learned.
    """
    out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("ro")
    counts = fit_tokenizer(nlp, [sentence for part in tagged_parts(syntax_parts(folder)) for sentence in part])
    tokenizer_of(nlp).to_disk(out / "tokenizer")
    return counts


def tens(sentences: list[Sentence]) -> Iterable[list[Sentence]]:
    """Cut a file into documents of ten sentences, as `spacy convert -n 10` does for the published pipelines.

    >>> [len(group) for group in tens([Sentence(())] * 25)]
    [10, 10, 5]
    """
    return (sentences[start : start + 10] for start in range(0, len(sentences), 10))
