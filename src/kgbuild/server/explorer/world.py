"""The map: where a point of the Earth lies on it, and the outlines of countries.

The outlines in `world.json` are those of Natural Earth (public domain) at 1:110 million; `training/outlines.py` makes the file.

Source: B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection. International Journal of Geographical Information
Science 33(3), 2019.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

WIDTH: Final = 1_000.0
HEIGHT: Final = 487.0
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF_ROOT_3: Final = math.sqrt(3) / 2
_SCALE: Final = WIDTH / 2 / 2.7066300


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point lies on the map, in units of a picture of `WIDTH` by `HEIGHT`.

    >>> project(0, 0)
    (500.0, 243.5)
    """
    theta = math.asin(_HALF_ROOT_3 * math.sin(math.radians(latitude)))
    a1, a2, a3, a4 = _A
    square = theta * theta
    sixth = square**3
    divisor = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * divisor)
    y = theta * (a4 * sixth * square + a3 * sixth + a2 * square + a1)
    return round(WIDTH / 2 + x * _SCALE, 1), round(HEIGHT / 2 - y * _SCALE, 1)


@cache
def outlines() -> Mapping[str, str]:
    """The outlines as SVG paths, by ISO 3166-1 alpha-2 code; without a code, by name."""
    text = (resources.files("kgbuild.server.explorer") / "world.json").read_text(encoding="utf-8")
    found: Mapping[str, str] = json.loads(text)
    return found


@cache
def middle(code: str) -> tuple[float, float] | None:
    """The middle of the largest part of a country on the map; None where it is too small to be drawn."""
    path = outlines().get(code)
    if not path:
        return None
    rings = [[(float(x), float(y)) for x, y in (p.split(",") for p in ring.split("L"))] for ring in _rings(path)]
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)


def _rings(path: str) -> list[str]:
    return [ring.rstrip("Z") for ring in path.split("M") if ring]


def _area(ring: list[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2
