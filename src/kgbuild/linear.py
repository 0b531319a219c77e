"""Linear models over named features: learnt by scripts in `training/`, read from the package."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from kgbuild.errors import LexiconError

# Scores keep so many digits: the order in which weights are added up, and the machine, decide the others.
_DIGITS = 9


@dataclass(frozen=True)
class LinearModel:
    """A multinomial logistic regression.

    Args:
        labels: What it tells apart.
        weights: For each feature a weight for each label, in the order of `labels`; other features say nothing.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    @cached_property
    def _matrix(self) -> tuple[Mapping[str, int], np.ndarray]:
        """The row of each feature, and the weights of all rows, the first of them for no feature at all."""
        weights = np.zeros((len(self.weights) + 1, len(self.labels)))
        weights[1:] = np.array(list(self.weights.values())).reshape(len(self.weights), len(self.labels))
        return {feature: row for row, feature in enumerate(self.weights, start=1)}, weights

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Give the probability of each label.

        Args:
            features: Names of the features that hold; their order does not matter, nor how often one is named.

        Returns:
            Label to probability; together they make 1.

        >>> model = LinearModel(("no", "yes"), {"capital": (0.0, 2.0)})
        >>> model.probabilities(["capital", "unheard of"])["yes"].__format__(".2f")
        '0.88'
        """
        return self.weigh([features])[0]

    def weigh(self, things: Iterable[Iterable[str]]) -> list[dict[str, float]]:
        """Give the probabilities of each label for several things at once, which is much faster than one by one.

        Args:
            things: Names of the features of each thing.

        Returns:
            For each thing what `probabilities` gives.
        """
        rows, matrix = self._matrix
        chosen: list[int] = []
        starts = []
        for features in things:
            starts.append(len(chosen))
            chosen.append(0)
            chosen += filter(None, map(rows.get, set(features)))
        if not starts:
            return []
        scores = np.add.reduceat(matrix[chosen], starts).round(_DIGITS)
        return [dict(zip(self.labels, _shares(row), strict=True)) for row in scores.tolist()]

    def reasons(self, features: Iterable[str], label: str, other: str, most: int = 3) -> tuple[str, ...]:
        """Name the features that speak most for one label against another, the strongest first.

        >>> LinearModel(("no", "yes"), {"capital": (0.0, 2.0), "verb": (1.0, 0.0)}).reasons(["capital", "verb"], "yes", "no")
        ('capital',)
        """
        this, that = self.labels.index(label), self.labels.index(other)
        known = [(f, self.weights[f]) for f in set(features) if f in self.weights]
        losses = sorted([(row[that] - row[this], f) for f, row in known if row[this] > row[that]])
        return tuple(f for _, f in losses[:most])

    def to_json(self) -> str:
        """Write the model: a line for each feature, by name."""
        rows = (f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in sorted(self.weights.items()))
        return f'{{"labels": {json.dumps(self.labels)},\n"weights": {{\n' + ",\n".join(rows) + "\n}}\n"


def parse_linear_model(text: str, name: str) -> LinearModel:
    r"""Read a model as `LinearModel.to_json` writes it.

    Args:
        text: The JSON text.
        name: The file's name, for messages.

    Raises:
        LexiconError: It is no such model.

    >>> parse_linear_model('{"labels": ["no", "yes"], "weights": {"capital": [0.0, 2.0]}}', "model.json").labels
    ('no', 'yes')
    """
    try:
        data = json.loads(text)
        labels = tuple(map(str, data["labels"]))
        weights = {str(feature): tuple(map(float, row)) for feature, row in data["weights"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LexiconError(f"is no linear model ({error}); write it anew with its script in training/", name, 1) from error
    wrong = next((feature for feature, row in weights.items() if len(row) != len(labels)), None)
    if wrong is not None:
        raise LexiconError(f"must have {len(labels)} weights, one for each label", name, wrong)
    return LinearModel(labels, weights)


def _shares(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities."""
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


@cache
def load_linear_model(name: str, language: str = "ro") -> LinearModel:
    """Load a model of a language's lexicon.

    Args:
        name: The file's name without `.json`.
        language: The language's folder.

    Raises:
        LexiconError: The file is no model.
    """
    file = f"{name}.json"
    return parse_linear_model(files("kgbuild.lexicon").joinpath(language, file).read_text(encoding="utf-8"), file)
