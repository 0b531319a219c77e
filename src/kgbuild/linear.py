"""Linear models over named features: learnt by scripts in `training/`, read from the package."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, chain

import numpy as np

from kgbuild.errors import LexiconError

# Scores keep so many digits: the order in which weights are added up, and the machine, decide the others.
_DIGITS = 9


class FeatureGroup:
    """Names of features that hold together.

    A group remembers what the model that asked last knows of it, so that one that comes again is known without reading it.

    Args:
        names: The names, each but once.
    """

    __slots__ = ("_asked_by", "_numbers", "names")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self._asked_by: LinearModel | None = None
        self._numbers: tuple[int, ...] = ()

    def numbers_in(self, model: "LinearModel") -> tuple[int, ...]:
        """The numbers of those features that a model knows."""
        if self._asked_by is not model:
            self._asked_by, self._numbers = model, tuple(filter(None, map(model.numbers.get, self.names)))
        return self._numbers


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
    def _names(self) -> Sequence[str]:
        """The features in order; the one numbered 0 is none at all."""
        return ["", *sorted(self.weights)]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each feature."""
        return {name: number for number, name in enumerate(self._names) if number}

    @cached_property
    def _rows(self) -> Sequence[tuple[float, ...]]:
        """The weights of the features by their numbers."""
        return [(0.0,) * len(self.labels), *(self.weights[name] for name in self._names[1:])]

    @cached_property
    def _columns(self) -> Sequence[tuple[float, ...]]:
        """The weights of all features for each label."""
        return list(zip(*self._rows, strict=True))

    @cached_property
    def _matrix(self) -> np.ndarray:
        return np.array(self._rows)

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
        return self._weigh([[0, *filter(None, map(self.numbers.get, set(features)))] for features in things])

    def weigh_groups(self, things: Iterable[Iterable[FeatureGroup]]) -> list[dict[str, float]]:
        """Give the probabilities of each label for several things whose features come in groups, many of them again and again.

        Args:
            things: The groups of features of each thing; none is in two of them.

        Returns:
            For each thing what `probabilities` gives.
        """
        return self._weigh([[0, *chain.from_iterable([group.numbers_in(self) for group in groups])] for groups in things])

    def _weigh(self, chosen: Sequence[Sequence[int]]) -> list[dict[str, float]]:
        """Give the probabilities of each label by the numbers of the features of each thing, at least one."""
        if not chosen:
            return []
        starts = [0, *accumulate(map(len, chosen[:-1]))]
        scores = np.add.reduceat(self._matrix[list(chain.from_iterable(chosen))], starts).round(_DIGITS)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return [dict(zip(self.labels, row, strict=True)) for row in shares.tolist()]

    def reasons(self, groups: Iterable[FeatureGroup], label: str, other: str, most: int = 3) -> tuple[str, ...]:
        """Name the features that speak most for one label against another, the strongest first.

        >>> model = LinearModel(("no", "yes"), {"capital": (0.0, 2.0), "verb": (1.0, 0.0)})
        >>> model.reasons([FeatureGroup(("capital", "verb"))], "yes", "no")
        ('capital',)
        """
        this, that = (self._columns[self.labels.index(name)] for name in (label, other))
        numbers = chain.from_iterable([group.numbers_in(self) for group in groups])
        losses = sorted([(that[n] - this[n], n) for n in numbers if this[n] > that[n]])
        return tuple(self._names[number] for _, number in losses[:most])

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
