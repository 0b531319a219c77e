"""Fit linear models over named features, deterministically.

A feature that all but decides an example keeps others from being learned. So a model may learn from each example and copies of
it that lack some of its features, drawn at random ("blankout noise": L. van der Maaten and others, "Learning with marginalized
corrupted features", 2013).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from kgbuild.linear import LinearModel

# Weights keep so many digits; a feature whose weights are all smaller than the least says nothing worth keeping.
DIGITS = 2
LEAST = 0.03
COPIES = 10


@dataclass(frozen=True)
class Penalty:
    """What keeps a model from learning its examples by heart.

    Args:
        weights: How much large weights cost.
        blankout: The share of its features that each copy of an example lacks; with 0 there are no copies. An example counts as
            much as all its copies.
    """

    weights: float
    blankout: float = 0.0


@dataclass(frozen=True)
class Example:
    """What is to be learnt from.

    Args:
        group: What must not be split between training and test: the article.
        features: Names of the features that hold.
        label: The right answer.
    """

    group: str
    features: frozenset[str]
    label: str


def fit(examples: Sequence[Example], labels: tuple[str, ...], penalty: Penalty, least_count: int = 3) -> LinearModel:
    """Fit a multinomial logistic regression with a squared penalty, and blankout noise if wanted.

    Args:
        examples: What to learn from.
        labels: The answers.
        penalty: What large weights cost, and how much noise there is.
        least_count: In how many examples a feature must hold to count.

    Returns:
        The model, its weights rounded.
    """
    counts = Counter(f for e in examples for f in e.features)
    names = sorted(f for f, n in counts.items() if n >= least_count)
    columns = {name: i for i, name in enumerate(names)}
    cells = [(i, columns[f]) for i, e in enumerate(examples) for f in sorted(e.features) if f in columns]
    rows, cols = zip(*cells, strict=True)
    x = csr_matrix((np.ones(len(cells), dtype=np.float32), (rows, cols)), shape=(len(examples), len(names)))
    y: np.ndarray = np.eye(len(labels), dtype=np.float32)[[labels.index(e.label) for e in examples]]
    if penalty.blankout:
        x, y = vstack([x, *_blanked(x, penalty.blankout)], format="csr"), np.vstack([y / 2, *[y / (2 * COPIES)] * COPIES])
    counted = y.sum(axis=1, keepdims=True)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(len(names), len(labels))
        scores = x @ w.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -float(np.sum(y * np.log(shares + 1e-12), dtype=float)) + penalty.weights / 2 * float(np.sum(w * w))
        return value, (x.T @ (counted * shares - y) + penalty.weights * w).ravel()

    start = np.zeros(len(names) * len(labels))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(len(names), len(labels))
    weights = {n: tuple(round(float(v), DIGITS) for v in row) for n, row in zip(names, found, strict=True)}
    return LinearModel(labels, {n: row for n, row in weights.items() if max(map(abs, row)) >= LEAST})


def _blanked(x: csr_matrix, share: float) -> Iterator[csr_matrix]:
    """Give copies of examples in which a share of the features is missing and the others weigh so much more.

    Args:
        x: (examples, features) ones.
        share: The share of the features that is left out of each.

    Yields:
        As many copies as `COPIES` says.
    """
    rng = np.random.default_rng(0)
    for _ in range(COPIES):
        copy = x.copy()
        copy.data = (rng.random(len(x.data)) >= share).astype(np.float32) / np.float32(1 - share)
        copy.eliminate_zeros()
        yield copy


def cross_validate(
    examples: Sequence[Example], labels: tuple[str, ...], penalty: Penalty, folds: int = 5
) -> list[dict[str, float]]:
    """Give the probabilities for each example from a model that has seen nothing of its group."""
    fold_of = assign_folds((e.group for e in examples), folds)
    answers: list[dict[str, float]] = [{} for _ in examples]
    for fold in range(folds):
        model = fit([e for e in examples if fold_of[e.group] != fold], labels, penalty)
        for i, example in enumerate(examples):
            if fold_of[example.group] == fold:
                answers[i] = model.probabilities(example.features)
    return answers


def assign_folds(groups: Iterable[str], folds: int = 5) -> dict[str, int]:
    """Deal groups out to folds, in the order of their names."""
    return {group: i % folds for i, group in enumerate(sorted(set(groups)))}
