"""The explorer: pages for people who would rather look at the graph than query it.

Everything that the pages show comes from the SPARQL service, within its limits.
"""

import importlib.util
from typing import Final

NEEDED: Final = ("jinja2", "networkx")


def available() -> bool:
    """Whether the libraries of the extra `web` are installed."""
    return all(map(importlib.util.find_spec, NEEDED))
