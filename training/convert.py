"""Write the training and development documents of both halves of the pipeline."""

from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language

from training.augment import grouped, vary
from training.conllu import Sentence, clean, parse_conllu, read_text, without_tags
from training.docs import to_doc, to_docbin
from training.names import renamed
from training.reports import reported
from training.ronec import read_v1, training_sentences
from training.tokenizer import fit_tokenizer, tokenizer_of

FULL_TREEBANK = "ro_rrt-ud-train.conllu"
SEED = 20251226
REPORTS = 700
RENAMED = 500


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


def write_docs(nlp: Language, groups: Iterable[list[Sentence]], path: Path) -> int:
    """Write documents for training or evaluation.

    Args:
        nlp: The pipeline whose vocabulary is used.
        groups: The sentences of each document.
        path: The file to write.

    Returns:
        How many documents it holds.
    """
    docs = [to_doc(nlp.vocab, group) for group in groups]
    to_docbin(docs).to_disk(path)
    return len(docs)


def convert(folder: Path, out: Path) -> dict[str, int]:
    """Write everything that training reads.

    Args:
        folder: The corpora.
        out: A folder for `tokenizer`, `syntax-train.spacy`, `syntax-dev.spacy`, `ner-train.spacy` and `ner-dev.spacy`.

    Returns:
        How many documents each file holds, and how many special cases the tokenizer has learned.
    """
    out.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("ro")
    parts = syntax_parts(folder)
    counts = fit_tokenizer(nlp, [sentence for part in tagged_parts(parts) for sentence in part])
    tokenizer_of(nlp).to_disk(out / "tokenizer")
    parts.append(reported(parts[0], [*parts[0], *read_treebank(folder, "train-silver")], SEED, REPORTS))
    syntax = [group for part in parts for group in grouped(vary(part, SEED), SEED)]
    counts["syntax-train"] = write_docs(nlp, syntax, out / "syntax-train.spacy")
    counts["syntax-dev"] = write_docs(nlp, tens(read_treebank(folder, "dev")), out / "syntax-dev.spacy")
    named = training_sentences(folder)
    entities = grouped(vary([*named, *renamed(named, SEED, RENAMED)], SEED), SEED, largest=2)
    counts["ner-train"] = write_docs(nlp, entities, out / "ner-train.spacy")
    counts["ner-dev"] = write_docs(nlp, ([sentence] for sentence in read_v1(folder, "dev")), out / "ner-dev.spacy")
    return counts


def tens(sentences: list[Sentence]) -> Iterable[list[Sentence]]:
    """Cut a file into documents of ten sentences, as `spacy convert -n 10` does for the published pipelines.

    >>> [len(group) for group in tens([Sentence(())] * 25)]
    [10, 10, 5]
    """
    return (sentences[start : start + 10] for start in range(0, len(sentences), 10))
