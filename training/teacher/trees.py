"""Find the best tree among scored arcs.

Source: Chu and Liu, On the Shortest Arborescence of a Directed Graph, 1965; Edmonds, Optimum Branchings, 1967.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Heads = npt.NDArray[np.int64]
# How many of the likeliest roots are tried.
ROOTS = 3


def best_tree(scores: Floats) -> Heads:
    """Find the tree with the highest sum of scores that has one root.

    Args:
        scores: Logarithms; in each row how likely each other word governs a word, on the diagonal that it is the root.

    Returns:
        The head of each word, its own place for the root. Only the likeliest roots are tried.

    >>> best_tree(np.log(np.array([[0.1, 0.8, 0.1], [0.5, 0.4, 0.1], [0.2, 0.3, 0.5]]))).tolist()
    [1, 1, 1]
    """
    diagonal = scores.diagonal()
    trees = []
    for root in np.argsort(-diagonal)[:ROOTS]:
        heads = _arborescence(scores, int(root))
        trees.append((float(scores[np.arange(len(heads)), heads].sum()), heads))
    return max(trees, key=lambda tree: tree[0])[1]


def _arborescence(scores: Floats, root: int) -> Heads:
    """Find the best tree below a root."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(heads)), inside)
    # The cycle becomes one word, the last: what it costs to break it open at each of its words is what an arc into it costs.
    size = len(outside)
    broken = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    entry, leaver = broken.argmax(axis=0), scores[np.ix_(outside, inside)].argmax(axis=1)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = broken.max(axis=0)
    smaller[:size, size] = scores[np.ix_(outside, inside)].max(axis=1)
    found = _arborescence(smaller, int(np.flatnonzero(outside == root)[0]))
    for place, word in enumerate(outside):
        heads[word] = inside[leaver[place]] if found[place] == size else outside[found[place]]
    above = found[size]
    heads[inside[entry[above]]] = outside[above]
    return heads


def _cycle(heads: Heads, root: int) -> list[int]:
    """Find words that govern each other in a circle."""
    safe = {root}
    for start in range(len(heads)):
        path: list[int] = []
        word = start
        while word not in safe and word not in path:
            path.append(word)
            word = int(heads[word])
        if word not in safe:
            return path[path.index(word) :]
        safe.update(path)
    return []
