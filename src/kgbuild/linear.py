"""Linear models over named features: learnt by scripts in `training/`, read from the package."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import chain
from typing import ParamSpec, cast

import numpy as np

from kgbuild.errors import LexiconError

# Weights are added up as whole numbers of such steps, so that neither their order nor the machine decides the last digits.
_STEPS = 10_000

# The sums for all labels stand side by side in one number, each in so many bits: one addition does for all.
_BITS = 32
_HALF = 1 << (_BITS - 1)

# Of how many facts of a kind the groups are kept.
_KEPT = 1 << 14

_Facts = ParamSpec("_Facts")


class FeatureGroup:
    """Names of features that hold together.

    A group remembers what it weighs in the model that asked last, so that one that comes again is known without reading it.

    Args:
        names: The names, each but once.
    """

    __slots__ = ("asked_by", "names", "weight")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.asked_by: LinearModel | None = None
        self.weight = 0

    def weight_in(self, model: "LinearModel") -> int:
        """What its features weigh together in a model, as `LinearModel.add` has it."""
        if self.asked_by is not model:
            self.asked_by, self.weight = model, model.add(self.names)
        return self.weight


def named_once(naming: Callable[_Facts, tuple[str, ...]]) -> Callable[_Facts, FeatureGroup]:
    """Make a group of the names that some facts have, the same one whenever the facts are the same."""

    @lru_cache(_KEPT)
    def group(*facts: _Facts.args, **others: _Facts.kwargs) -> FeatureGroup:
        return FeatureGroup(naming(*facts, **others))

    return cast("Callable[_Facts, FeatureGroup]", group)


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
    def _summands(self) -> Mapping[str, int]:
        """The weights of each feature in one number."""
        return {
            name: sum(round(weight * _STEPS) << place * _BITS for place, weight in enumerate(row))
            for name, row in self.weights.items()
        }

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], Mapping[str, int]]:
        """What `ranks` has been asked for."""
        return {}

    def ranks(self, label: str, other: str) -> Mapping[str, int]:
        """Rank the features that weigh more for one label than for another, the one with the most to say being 1."""
        if (label, other) not in self._ranks:
            this, that = self.labels.index(label), self.labels.index(other)
            losses = sorted((row[that] - row[this], name) for name, row in self.weights.items() if row[this] > row[that])
            self._ranks[label, other] = {name: rank for rank, (_, name) in enumerate(losses, 1)}
        return self._ranks[label, other]

    def add(self, features: Iterable[str]) -> int:
        """Add up the weights of features, each named once: the sums for all labels in one number, which can be added in turn."""
        return sum(filter(None, map(self._summands.get, features)))

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
        return self._shares([self.add(frozenset(features)) for features in things])

    def weigh_groups(self, things: Iterable[Iterable[FeatureGroup]]) -> list[dict[str, float]]:
        """Give the probabilities of each label for several things whose features come in groups, many of them again and again.

        Args:
            things: The groups of features of each thing; none is in two of them.

        Returns:
            For each thing what `probabilities` gives.
        """
        # A method call for each of the groups would take as long as all the rest.
        return self._shares([sum([g.weight if g.asked_by is self else g.weight_in(self) for g in groups]) for groups in things])

    def _shares(self, sums: Sequence[int]) -> list[dict[str, float]]:
        """Turn the sums of each thing, as `add` gives them, into probabilities of each label."""
        if not sums:
            return []
        # What is added makes all sums positive, so that each keeps to its bits.
        positive = sum(_HALF << place * _BITS for place in range(len(self.labels)))
        size = len(self.labels) * _BITS // 8
        parts = np.frombuffer(b"".join([(each + positive).to_bytes(size, "little") for each in sums]), f"<u{_BITS // 8}")
        # A row for each label: so numpy takes maxima and sums over whole rows.
        scores = (parts.reshape(len(sums), -1).T.astype(np.int64, order="C") - _HALF) / _STEPS
        shares = np.exp(scores - scores.max(axis=0))
        shares /= shares.sum(axis=0)
        return [dict(zip(self.labels, each, strict=True)) for each in zip(*shares.tolist(), strict=True)]

    def reasons(self, groups: Iterable[FeatureGroup], label: str, other: str, most: int = 3) -> tuple[str, ...]:
        """Name the features that speak most for one label against another, the strongest first.

        >>> model = LinearModel(("no", "yes"), {"capital": (0.0, 2.0), "verb": (1.0, 0.0)})
        >>> model.reasons([FeatureGroup(("capital", "verb"))], "yes", "no")
        ('capital',)
        """
        ranks = self.ranks(label, other)
        names = chain.from_iterable([group.names for group in groups])
        return tuple(sorted(filter(ranks.__contains__, names), key=ranks.__getitem__)[:most])

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
