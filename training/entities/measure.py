"""Measure networks on sentences that they have not learned: `python -m training.entities.measure WORK FOLD FILES`.

The likelihoods in the files, each `NAME.held.npz`, are averaged.
"""

import argparse
from pathlib import Path

import numpy as np

from kgbuild.places import best_entities
from training.entities.arrays import HELD, NAMED, Array, Text, read_text

LEAST = 1e-6


def f1(text: Text, numbers: Array, likely: Array) -> float:
    """Measure entities.

    Args:
        text: The sentences.
        numbers: Which were read.
        likely: (words, places) likelihoods of their words.

    Returns:
        Per cent of F1: class and borders must be right.
    """
    cuts = np.cumsum(text.lengths[numbers])[:-1]
    scores = np.log(np.maximum(likely.astype(np.float32), LEAST))
    wanted = np.split(text.place[text.words(numbers)], cuts)
    both = total = 0
    for entities, places in zip(best_entities(np.split(scores, cuts)), wanted, strict=True):
        certain = np.zeros((len(places), scores.shape[1]), dtype=np.float32)
        certain[np.arange(len(places)), places] = 1.0
        [gold] = best_entities([certain])
        both, total = both + len(set(gold) & set(entities)), total + len(gold) + len(entities)
    return round(200 * both / max(1, total), 2)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Measure networks of the entities together.")
    parser.add_argument("work", type=Path, help="folder with entities.npz")
    parser.add_argument("fold", type=int, help="which fold they have not learned")
    parser.add_argument("files", type=Path, nargs="+", help="what they found, NAME.held.npz of each")
    options = parser.parse_args()
    text = read_text(options.work / "entities.npz")
    held = {"held": text.of_part(HELD), "fold": np.flatnonzero((text.part == NAMED) & (text.fold == options.fold))}
    found = [np.load(path) for path in options.files]
    for part in found[0].files:
        likely = np.mean([arrays[part].astype(np.float32) for arrays in found], axis=0)
        print(f"{len(found)} networks, {part}: {f1(text, held[part], likely)}")


if __name__ == "__main__":
    main()
