"""Makes the outlines of countries that the explorer's map shows, from Natural Earth as the package geopandas 0.14 carries it.

    pip download --no-deps geopandas==0.14.4 && unzip geopandas-0.14.4*.whl 'geopandas/datasets/*'
    pip install pyshp pycountry
    python -m training.outlines geopandas/datasets/naturalearth_lowres/naturalearth_lowres

Natural Earth is in the public domain; geopandas shows Crimea as part of Ukraine.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pycountry
import shapefile

from kgbuild.server.explorer.world import project

_OUT: Final = Path(__file__).parent.parent / "src/kgbuild/server/explorer/world.json"
# Kosovo has no code of ISO 3166-1; GeoNames and Unicode CLDR use this one.
_WITHOUT_CODE: Final = {"Kosovo": "XK"}
_LEFT_OUT: Final = {"Antarctica"}


def _path(points: Sequence[Sequence[float]], parts: Sequence[int]) -> str:
    rings = [points[start:end] for start, end in zip(parts, [*parts[1:], len(points)], strict=True)]
    return "".join(_ring(ring) for ring in rings)


def _ring(points: Sequence[Sequence[float]]) -> str:
    projected = dict.fromkeys(project(point[1], point[0]) for point in points)
    return f"M{'L'.join(f'{x:g},{y:g}' for x, y in projected)}Z"


def main() -> None:
    """Read the shapes, project them, write the paths."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", help="the shape file without its ending")
    paths = {}
    for found in shapefile.Reader(parser.parse_args().shapes).iterShapeRecords():
        name, code = found.record["name"], found.record["iso_a3"]
        country = pycountry.countries.get(alpha_3=code)
        if name not in _LEFT_OUT:
            paths[country.alpha_2 if country else _WITHOUT_CODE.get(name, name)] = _path(found.shape.points, found.shape.parts)
    _OUT.write_text(f"{json.dumps(dict(sorted(paths.items())), ensure_ascii=False, indent=0)}\n", encoding="utf-8")
    print(f"{_OUT}: {len(paths)} outlines, {_OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
