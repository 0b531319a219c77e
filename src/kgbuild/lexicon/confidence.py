"""How often extracted claims are right. Data: `LANGUAGE/confidence.toml`, written by `training/confidence.py`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kgbuild.errors import LexiconError
from kgbuild.vocab import EVENT_TYPES


@dataclass(frozen=True, slots=True)
class Confidence:
    """Shares of right claims among the extracted ones, 0 to 1.

    Args:
        event: By event type: the event is there and has this type.
        relation: The relation holds.
    """

    event: Mapping[str, float]
    relation: float


@cache
def load_confidence(language: str = "ro") -> Confidence:
    """Read the shares of a language.

    Raises:
        LexiconError: A type is missing or a share is none.
    """
    file = files("kgbuild.lexicon") / language / "confidence.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    shares = {**{name: data.get("event", {}).get(name) for name in EVENT_TYPES}, "relation": data.get("relation")}
    for name, share in shares.items():
        if not isinstance(share, float) or not 0 <= share <= 1:
            raise LexiconError("needs a share between 0 and 1: run training/confidence.py anew", "confidence.toml", name)
    return Confidence(data["event"], data["relation"])
