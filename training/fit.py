"""Train the half of the pipeline for syntax: `python -m training.fit CORPORA WORK OUT`.

The loop is our own and not `spacy train`'s, for three reasons: every round mixes and varies the sentences anew, documents of like
length are learned together, and matrices are multiplied by NumPy's library; the last two each save time.
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, NumpyOps, set_current_ops

from training.conllu import Sentence
from training.convert import SEED
from training.docs import to_doc
from training.halves import SYNTAX, TEXT, Half
from training.mixture import Part, rounds
from training.tokenizer import tokenizer_of

CONFIG = Path(__file__).parent / "syntax.cfg"
# The learning rate rises over the first words and falls from half of the training on.
WARM_UP = 0.05
FALL = 0.5
SORTED_TOGETHER = 400


def blank(work: Path) -> Language:
    """Make a half whose layers know nothing yet.

    Args:
        work: The folder with `vectors` and `tokenizer`.

    Returns:
        The half; its labels come with `initialize`.
    """
    config = util.load_config(CONFIG)
    config["initialize"] = {"vectors": str(work / "vectors")}
    nlp = util.load_model_from_config(config, auto_fill=True)
    tokenizer_of(nlp).from_disk(work / "tokenizer")
    return nlp


def load(folder: Path) -> Language:
    """Load a half to go on training it.

    Args:
        folder: What an earlier run wrote.

    Returns:
        The half. spaCy 3.8 forgets a lemmatizer's table from trees to labels when it reads one from disk: it is made anew.
    """
    nlp = spacy.load(folder)
    if "trainable_lemmatizer" in nlp.pipe_names:
        lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}
    return nlp


def to_example(nlp: Language, sentences: list[Sentence]) -> Example:
    """Make an example of one document.

    Args:
        nlp: The pipeline that learns.
        sentences: The document.

    Returns:
        What it is given, words alone, and what it shall find.
    """
    gold = to_doc(nlp.vocab, sentences)
    words, spaces = [token.text for token in gold], [bool(token.whitespace_) for token in gold]
    return Example(Doc(nlp.vocab, words=words, spaces=spaces), gold)


def learn_rate(peak: float, last: float, done: float) -> float:
    """Give the learning rate at a point of the training.

    Args:
        peak: The highest rate.
        last: The rate at the end.
        done: The share of the training that is done.

    Returns:
        A rate that rises, stays and falls in straight lines.

    >>> [round(learn_rate(1.0, 0.2, done), 2) for done in (0.025, 0.3, 0.75, 1.0)]
    [0.5, 1.0, 0.6, 0.2]
    """
    if done < WARM_UP:
        return peak * done / WARM_UP
    return peak + (last - peak) * max(0.0, (done - FALL) / (1 - FALL))


def batches(documents: list[list[Sentence]], size: int, rng: random.Random) -> list[list[list[Sentence]]]:
    """Cut documents into batches of documents that are about equally long, so that the parser goes through them in few steps.

    Args:
        documents: The documents of one round, shuffled.
        size: How many words a batch has at least; the last of every few hundred documents has what is left.
        rng: Of the order of the batches.

    Returns:
        The batches.
    """
    found: list[list[list[Sentence]]] = []
    for start in range(0, len(documents), SORTED_TOGETHER):
        batch: list[list[Sentence]] = []
        for document in sorted(documents[start : start + SORTED_TOGETHER], key=count_words):
            batch.append(document)
            if sum(map(count_words, batch)) >= size:
                found.append(batch)
                batch = []
        if batch:
            found.append(batch)
    rng.shuffle(found)
    return found


def count_words(document: list[Sentence]) -> int:
    """Count the words of a document."""
    return sum(len(sentence.words) for sentence in document)


def fit(
    half: Half,
    corpora: Path,
    work: Path,
    out: Path,
    *,
    taught: Path | None = None,
    words: int | None = None,
    seed: int = SEED,
    start: Path | None = None,
) -> None:
    """Train the half for syntax.

    Args:
        half: What it is trained on, and how.
        corpora: The corpora.
        work: Where `vectors` and `tokenizer` lie.
        out: The folder for the state that was best on the held-out sentences.
        taught: What a teacher wrote, or None.
        words: How many words to read; None for as many as the half wants.
        seed: Of all that is random.
        start: A half of an earlier run to go on from; None to begin anew.
    """
    set_current_ops(NumpyOps(use_blis=False))
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 (it is this one that spaCy and thinc draw from)
    parts, held_out = half.parts(corpora, taught), list(half.held_out(corpora))
    nlp = load(start) if start else blank(work)
    if start is None:
        # A teacher's text has no labels that what it learned from has not: to go through it would take minutes.
        sample = [to_example(nlp, [sentence]) for name, part in parts.items() if name != TEXT for sentence in part(seed)]
        nlp.initialize(lambda: sample)
    _learn(nlp, half, parts, held_out, words or half.words, seed, out)


def _learn(
    nlp: Language, half: Half, parts: dict[str, Part], held_out: list[list[Sentence]], words: int, seed: int, out: Path
) -> None:
    """Read so many words, and write the best of the states on the way."""
    optimizer = Adam(half.rate, use_averages=True, L2=0.01, grad_clip=1.0)
    done, since, best, started = 0, 0, -1.0, time.monotonic()
    rng, losses = random.Random(seed), dict[str, float]()  # noqa: S311 (no secret)
    for documents in rounds(parts, half.weights, words, seed, half.largest):
        for batch in batches(documents, half.batch, rng):
            optimizer.learn_rate = learn_rate(half.rate, half.last_rate, done / words)
            nlp.update([to_example(nlp, document) for document in batch], sgd=optimizer, drop=half.drop, losses=losses)
            size = sum(map(count_words, batch))
            done, since = done + size, since + size
            if since < half.every and done < words:
                continue
            with nlp.use_params(optimizer.averages):
                # Made anew each time: what a component has once written into a document, it does not overwrite.
                scores = nlp.evaluate([to_example(nlp, document) for document in held_out])
                value = sum(weight * (scores.get(name) or 0.0) for name, weight in half.scores.items())
                if value > best:
                    best = value
                    nlp.to_disk(out)
            _report(done, started, {name: scores.get(name) or 0.0 for name in half.scores}, losses)
            since, losses = 0, {}
            if done >= words:
                return


def _report(done: int, started: float, scores: dict[str, float], losses: dict[str, float]) -> None:
    """Print a line about how far the training is."""
    row: dict[str, object] = {"words": done, "minutes": round((time.monotonic() - started) / 60, 1)}
    row |= {name: round(100 * value, 2) for name, value in scores.items()}
    print(json.dumps(row | {"losses": {name: round(value) for name, value in losses.items()}}), flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Train the half of the pipeline for syntax.")
    parser.add_argument("corpora", type=Path, help="folder with ud-ro, ronec-v1 and ronec-v2")
    parser.add_argument("work", type=Path, help="folder with vectors and tokenizer")
    parser.add_argument("out", type=Path, help="folder for the half")
    parser.add_argument("--taught", type=Path, metavar="FOLDER", help="what a teacher found in more text")
    parser.add_argument("--words", type=int, help=f"how many words to read ({SYNTAX.words:,})")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=Path, metavar="FOLDER", help="go on from a half of an earlier run")
    options = parser.parse_args()
    fit(
        SYNTAX,
        options.corpora,
        options.work,
        options.out,
        taught=options.taught,
        words=options.words,
        seed=options.seed,
        start=options.start,
    )


if __name__ == "__main__":
    main()
