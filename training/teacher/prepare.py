"""Lay out what the teacher reads: `python -m training.teacher.prepare CORPORA SYNTAX OUT`.

Here spaCy is needed, and no GPU; what it writes, `corpus.npz` and `words.npz`, is all that the teacher needs.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from training.conllu import Sentence, Word, parse_conllu, read_text
from training.convert import SEED
from training.halves import TAUGHT_PARTS, kept, read_taught, read_today, syntax_data
from training.name_classes import CLASSES, name_classes
from training.names import renamed
from training.ronec import key, read_v1, read_v2, training_sentences
from training.teacher.arrays import EARLIER, MACHINE, TODAY, VECTOR_SCALE, Labels, to_corpus, write_corpus
from training.teacher.text import plain_sentences
from training.vectors import VOCABULARY, make_vectors, raw_lines, split_words

RENAMED = 1_500
DIMENSIONS = 128
TREES = {
    "gold": EARLIER,
    "tags": EARLIER,
    "today": TODAY,
    "reports": EARLIER,
    "named": MACHINE,
    "renamed": MACHINE,
    "held-trees": TODAY,
    "held-named": MACHINE,
    "raw": MACHINE,
}


def learned_parts(corpora: Path) -> dict[str, list[Sentence]]:
    """Collect what the teacher learns from and is measured on: exactly what both halves of the pipeline are.

    Args:
        corpora: The corpora.

    Returns:
        Sentences by part. The sentences with entities have a machine's trees where there is one.
    """
    syntax = {name: part(SEED) for name, part in syntax_data(corpora).items()}
    machine = {_forms(sentence): sentence for sentence in syntax.pop("silver")}
    held_named = kept(read_v1(corpora, "dev"))
    named = [_only_entities(sentence) for sentence in training_sentences(corpora, held_named)]
    parts = syntax | {
        "named": [_with_tree(sentence, machine.get(_forms(sentence))) for sentence in named],
        "renamed": [_only_entities(sentence) for sentence in renamed(named, SEED, RENAMED)],
        "held-trees": kept(read_today(corpora)),
        "held-named": [_only_entities(sentence) for sentence in held_named],
    }
    forbidden = test_keys(corpora)
    return {name: [sentence for sentence in part if key(sentence.text) not in forbidden] for name, part in parts.items()}


def _forms(sentence: Sentence) -> tuple[str, ...]:
    """Give what a sentence is found by."""
    return tuple(word.form for word in sentence.words)


def _only_entities(sentence: Sentence) -> Sentence:
    """Leave nothing but words and entities."""
    return Sentence(tuple(Word(word.form, space_after=word.space_after, iob=word.iob) for word in sentence.words))


def _with_tree(sentence: Sentence, tree: Sentence | None) -> Sentence:
    """Give a sentence a tree."""
    if tree is None:
        return sentence
    pairs = zip(sentence.words, tree.words, strict=True)
    return Sentence(tuple(replace(word, head=other.head, deprel=other.deprel) for word, other in pairs))


def test_keys(corpora: Path) -> set[str]:
    """Give the keys of all sentences that nothing may be taught about.

    Args:
        corpora: The corpora.

    Returns:
        Keys of the test sentences of the treebank and of both versions of RONEC.
    """
    treebank = parse_conllu(read_text(corpora / "ud-ro" / "test.conllu.gz"))
    return {key(sentence.text) for part in (treebank, read_v1(corpora, "test"), read_v2(corpora, "test")) for sentence in part}


def write_words(forms: Sequence[str], texts: Sequence[str], out: Path) -> None:
    """Write what is known of words beforehand.

    Args:
        forms: The words.
        texts: Lines of text to count in.
        out: The file: `vectors` (rows, dimensions) in 127ths, `row` of each form or -1, `classes` as bits.
    """
    words, vectors = make_vectors([split_words(text) for text in texts], SEED, half=DIMENSIONS, rows=VOCABULARY)
    row = {word: index for index, word in enumerate(words)}
    rows = np.array([row.get(form.lower(), -1) for form in forms], dtype=np.int32)
    used, places = np.unique(rows[rows >= 0], return_inverse=True)
    rows[rows >= 0] = places
    known = name_classes()
    classes = [known.get(form) or known.get(form.title() if form.isupper() else form, frozenset()) for form in forms]
    bits = [sum(1 << (7 - place) for place, name in enumerate(CLASSES) if name in kinds) for kinds in classes]
    scaled = np.clip(np.round(vectors[used] * np.sqrt(2) * VECTOR_SCALE), -VECTOR_SCALE, VECTOR_SCALE).astype(np.int8)
    np.savez_compressed(out, vectors=scaled, row=rows, classes=np.array(bits, dtype=np.uint8))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Lay out what the teacher reads.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1, ronec-v2 and raw")
    parser.add_argument("syntax", type=Path, help="a half for syntax, which cuts the raw text into sentences")
    parser.add_argument("out", type=Path, help="folder for corpus.npz and words.npz")
    parser.add_argument("--taught", type=Path, metavar="FOLDER", help="what an earlier teacher found, to be learned as well")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    parts = learned_parts(options.corpora)
    known = {key(sentence.text) for part in parts.values() for sentence in part}
    labels = Labels.of([sentence for part in parts.values() for sentence in part])
    if options.taught:
        parts |= {name: part(SEED) for name, part in read_taught(options.taught, *TAUGHT_PARTS).items()}
    else:
        parts["raw"] = plain_sentences(options.corpora / "raw", options.syntax, known | test_keys(options.corpora))
    corpus = to_corpus(parts, TREES, labels)
    write_corpus(corpus, options.out / "corpus.npz")
    for name in corpus.parts:
        numbers = corpus.of_part(name)
        print(f"{name}: {len(numbers):,} sentences, {int(corpus.lengths[numbers].sum()):,} words")
    texts = [*raw_lines(options.corpora / "raw"), *(sentence.text for name in TREES if name != "raw" for sentence in parts[name])]
    write_words(corpus.forms, texts, options.out / "words.npz")


if __name__ == "__main__":
    main()
