"""Write what the teacher found as CoNLL-U Plus for the pipeline to learn: `python -m training.teacher.write CORPORA WORK OUT`."""

import argparse
import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np

from training.conllu import Sentence, to_conllu
from training.halves import TAUGHT_PARTS
from training.teacher.arrays import COLUMNS, Array, Corpus, read_corpus, to_sentences
from training.teacher.prepare import learned_parts

# Sentences of plain text are left out where the words' arcs are less sure on average, or where an entity is a matter of chance.
SURE = 0.8
DOUBT = 0.45
CERTAIN = 255


def read_found(work: Path, corpus: Corpus) -> dict[str, Array]:
    """Read what all processes found.

    Args:
        work: The folder with `found-*.npz`.
        corpus: What they read.

    Returns:
        The columns, `sure` for each word and `doubt` for each sentence.

    Raises:
        FileNotFoundError: Of some sentences nothing was found: a share is missing.
    """
    starts, lengths = corpus.starts, corpus.lengths.astype(np.int64)
    found: dict[str, Array] = {name: np.zeros(len(corpus.form), dtype=np.int16) for name in (*COLUMNS, "sure")}
    found["doubt"] = np.full(len(lengths), np.nan, dtype=np.float16)
    for path in sorted(work.glob("found-*.npz")):
        with np.load(path) as arrays:
            numbers = arrays["number"]
            places = np.concatenate([np.arange(starts[number], starts[number] + lengths[number]) for number in numbers])
            for name in (*COLUMNS, "sure"):
                found[name][places] = arrays[name]
            found["doubt"][numbers] = arrays["doubt"]
    if missing := int(np.isnan(found["doubt"]).sum()):
        raise FileNotFoundError(f"{work}: nothing was found in {missing:,} sentences: run training.teacher.label for every share")
    return found


def with_human_labels(taught: Sentence, human: Sentence) -> Sentence:
    """Put what people wrote in the place of what the teacher found, except trees.

    >>> from training.conllu import Word
    >>> with_human_labels(Sentence((Word("da", "", "ADV", "Rp"),)), Sentence((Word("da", "da", "PART", "Qz"),))).words[0].xpos
    'Qz'
    """
    words = []
    for word, other in zip(taught.words, human.words, strict=True):
        tagged = replace(word, lemma=other.lemma, upos=other.upos, xpos=other.xpos, feats=other.feats) if other.upos else word
        words.append(replace(tagged, iob=other.iob or word.iob))
    return Sentence(tuple(words))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Write what the teacher found.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1 and ronec-v2")
    parser.add_argument("work", type=Path, help="folder with corpus.npz and found-*.npz")
    parser.add_argument("out", type=Path, help="folder for the sentences, which `training.fit --taught` reads")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(options.work / "corpus.npz")
    found = read_found(options.work, corpus)
    human = learned_parts(options.corpora)
    for name in TAUGHT_PARTS:
        numbers = corpus.of_part(name)
        taught = to_sentences(corpus, found, numbers)
        if name in human:
            sentences = [with_human_labels(*pair) for pair in zip(taught, human[name], strict=True)]
        else:
            sure = np.add.reduceat(found["sure"], corpus.starts) / corpus.lengths / CERTAIN
            fit = (sure[numbers] >= SURE) & (found["doubt"][numbers] <= DOUBT)
            sentences = [sentence for sentence, is_fit in zip(taught, fit, strict=True) if is_fit]
        path = options.out / f"{name}.conllup.gz"
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(map(to_conllu, sentences))
        print(f"{path}: {len(sentences):,} of {len(numbers):,} sentences, {sum(len(s.words) for s in sentences):,} words")


if __name__ == "__main__":
    main()
