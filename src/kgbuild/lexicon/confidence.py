"""How often extracted relations are right. Data: `LANGUAGE/confidence.toml`, written by `training/confidence.py`."""

import tomllib
from functools import cache
from importlib.resources import files

from kgbuild.errors import LexiconError


@cache
def load_relation_confidence(language: str = "ro") -> float:
    """Read the share of right ones among the extracted relations of a language, 0 to 1.

    Raises:
        LexiconError: There is no such share.
    """
    file = files("kgbuild.lexicon") / language / "confidence.toml"
    share = tomllib.loads(file.read_text(encoding="utf-8")).get("relation")
    if not isinstance(share, float) or not 0 <= share <= 1:
        raise LexiconError("needs a share between 0 and 1: run training/confidence.py anew", "confidence.toml", "relation")
    return share
