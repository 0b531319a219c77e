"""Lay out what the networks of the entities read: `python -m training.entities.prepare CORPORA SYNTAX OUT`.

Here spaCy is needed, and no GPU; what it writes, `entities.npz` and `words.npz`, is all that the networks need.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spacy
from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from training.augment import QUOTE_PAIRS, QUOTES, TITLE, in_capitals, with_quotes, without_diacritics
from training.conllu import Sentence
from training.convert import SEED
from training.entities.arrays import (
    FOLDS,
    HELD,
    NAMED,
    NO_FOLD,
    RAW,
    RAW_VARIED,
    RENAMED,
    VARIED,
    Array,
    Text,
    number_words,
    to_places,
    write_text,
)
from training.halves import kept
from training.names import renamed
from training.ronec import key, read_v1, training_sentences
from training.teacher.prepare import test_keys, write_words
from training.teacher.text import plain_sentences
from training.vectors import raw_lines

ATTRIBUTES = (NORM, PREFIX, SUFFIX, SHAPE)
# spaCy's embedding hashes the first attribute with this seed, the next with the next.
FIRST_SEED = 8
# How many sentences of each fold get other names; which share of people's and of plain sentences is varied in each way.
RENAMED_SENTENCES = 300
SHARES = {NAMED: 0.2, RENAMED: 0.2, RAW: 0.1}


class Row(NamedTuple):
    """A sentence with what the networks must know of it; see `Text`."""

    sentence: Sentence
    part: int
    fold: int
    like: int


def collect(corpora: Path, syntax: Path) -> list[Row]:
    """Collect all sentences, those of people by folds.

    Args:
        corpora: The corpora.
        syntax: A half for syntax, which cuts the raw text into sentences.

    Returns:
        The sentences; none that is like a test sentence by its text.
    """
    forbidden = test_keys(corpora)
    held = kept(read_v1(corpora, "dev"))
    named = [sentence for sentence in training_sentences(corpora, held) if key(sentence.text) not in forbidden]
    held = [sentence for sentence in held if key(sentence.text) not in forbidden]
    known = {key(sentence.text) for sentence in (*named, *held)} | forbidden
    found = [(sentence, NAMED, number % FOLDS) for number, sentence in enumerate(named)]
    for fold in range(FOLDS):
        found += [(sentence, RENAMED, fold) for sentence in renamed(named[fold::FOLDS], SEED + fold, RENAMED_SENTENCES)]
    found += [(sentence, HELD, NO_FOLD) for sentence in held]
    found += [(sentence, RAW, NO_FOLD) for sentence in plain_sentences(corpora / "raw", syntax, known)]
    rows = [Row(*row, like=number) for number, row in enumerate(found)]
    return [*rows, *varied(rows, random.Random(SEED))]  # noqa: S311 (no secret)


def varied(rows: Sequence[Row], rng: random.Random) -> Iterator[Row]:
    """Vary some sentences without changing how many words they have: other quotation marks, no diacritics, capitals."""
    for row in rows:
        if row.part not in SHARES:
            continue
        share, part = SHARES[row.part], RAW_VARIED if row.part == RAW else VARIED
        if any(word.form in QUOTES for word in row.sentence.words) and rng.random() < 5 * share:
            yield row._replace(sentence=with_quotes(row.sentence, rng.choice(QUOTE_PAIRS)), part=part)
        if rng.random() < share:
            yield row._replace(sentence=without_diacritics(row.sentence), part=part)
        if len(row.sentence.words) <= TITLE and rng.random() < 1.5 * share:
            yield row._replace(sentence=in_capitals(row.sentence), part=part)


def to_text(rows: Sequence[Row], nlp: Language) -> Text:
    """Lay sentences out as arrays.

    Args:
        rows: The sentences.
        nlp: The half for syntax, whose tagger gives the tags and whose vectors are taken.

    Returns:
        The arrays.
    """
    sentences = [row.sentence for row in rows]
    classes = tuple(sorted({word.iob[2:] for sentence in sentences for word in sentence.words} - {""}))
    forms, form = number_words(sentences)
    tags = sorted(nlp.pipe_labels["tagger"])
    number = {tag: index for index, tag in enumerate(tags)}
    docs = nlp.pipe(Doc(nlp.vocab, words=[word.form for word in sentence.words]) for sentence in sentences)
    ops, strings, vectors = NumpyOps(), nlp.vocab.strings, nlp.vocab.vectors
    attributes = np.array(Doc(nlp.vocab, words=list(forms)).to_array(list(ATTRIBUTES)), dtype=np.uint64)
    keys = [ops.hash(np.ascontiguousarray(attributes[:, column]), FIRST_SEED + column) for column in range(len(ATTRIBUTES))]
    tag_hashes = np.array([strings[tag] for tag in tags], dtype=np.uint64)
    return Text(
        forms,
        classes,
        lengths=np.array([len(sentence.words) for sentence in sentences]),
        part=np.array([row.part for row in rows], dtype=np.int8),
        fold=np.array([row.fold for row in rows], dtype=np.int8),
        like=np.array([row.like for row in rows]),
        form=form,
        place=_places(sentences, classes),
        tag=np.array([number[token.tag_] for doc in docs for token in doc], dtype=np.int16),
        keys=np.stack(keys, axis=1).astype(np.uint32),
        tag_keys=ops.hash(tag_hashes, FIRST_SEED + len(ATTRIBUTES)).astype(np.uint32),
        vectors=np.asarray(vectors.data, dtype=np.float16),
        vector=vectors.find(keys=[strings[word] for word in forms]).astype(np.int32),
    )


def _places(sentences: Sequence[Sentence], classes: Sequence[str]) -> Array:
    """Number the places of all words in entities."""
    tags = ([word.iob for word in sentence.words] for sentence in sentences)
    return np.array([place for sentence in tags for place in to_places(sentence, classes)], dtype=np.int8)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Lay out what the networks of the entities read.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1, ronec-v2 and raw")
    parser.add_argument("syntax", type=Path, help="the half for syntax of the pipeline that the entities shall be part of")
    parser.add_argument("out", type=Path, help="folder for entities.npz and words.npz")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rows = collect(options.corpora, options.syntax)
    nlp = spacy.load(options.syntax, exclude=["parser", "trainable_lemmatizer", "morphologizer"])
    text = to_text(rows, nlp)
    write_text(text, options.out / "entities.npz")
    texts = [*raw_lines(options.corpora / "raw"), *(row.sentence.text for row in rows if row.part in (NAMED, HELD))]
    write_words(text.forms, texts, options.out / "words.npz")
    print(f"{len(rows):,} sentences, {len(text.form):,} words")


if __name__ == "__main__":
    main()
