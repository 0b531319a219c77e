"""Pictures that are drawn by the server: events over time, and places on the map."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from kgbuild.server.explorer.cards import EventCard
from kgbuild.server.explorer.terms import FAMILIES, event_type, family
from kgbuild.server.explorer.world import HEIGHT, WIDTH, middle, outlines, project

_LANE: Final = 26
_TIMELINE: Final = 1_000.0
_LONGEST_YEARS: Final = 3
_TICKS: Final = 8
_MAP_MARGIN: Final = 45.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An event in time: from `x` on, `width` wide, in the lane of its family."""

    x: float
    y: float
    width: float
    family: str
    type: str
    event: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events over time.

    Args:
        bars: The events.
        lanes: Families from top to bottom, with the middle of their lane.
        ticks: Days along the axis, with where they stand.
        height: Height of the picture, which is 1,000 wide.
    """

    bars: tuple[Bar, ...]
    lanes: tuple[tuple[str, float], ...]
    ticks: tuple[tuple[str, float], ...]
    height: int


def draw_timeline(rows: Sequence[Mapping[str, str]]) -> Timeline:
    """Draw the rows of the query `dated`; the latest three years of those that reach farther back.

    Args:
        rows: Its rows, the latest first.
    """
    events = [(row, date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) for row in rows]
    if not events:
        return Timeline((), (), (), 0)
    end = max(last for _, _, last in events)
    floor = end.replace(year=max(end.year - _LONGEST_YEARS, 1), day=1)
    events = [event for event in events if event[2] >= floor]
    start = max(floor, min(first for _, first, _ in events))
    days = max((end - start).days + 1, 7)
    present = {family(event_type(row["concept"])) for row, _, _ in events}
    lanes = {name: index * _LANE + _LANE / 2 for index, name in enumerate(name for name in FAMILIES if name in present)}
    bars = []
    for row, first, last in events:
        left = (max(first, start) - start).days / days * _TIMELINE
        width = max(((last - max(first, start)).days + 1) / days * _TIMELINE, 6.0)
        of_type = event_type(row["concept"])
        name = family(of_type)
        when = first.isoformat() if first == last else f"{first}/{last}"
        bars.append(Bar(round(left, 1), lanes[name], round(width, 1), name, of_type, row["thing"], when))
    steps = min(_TICKS, days)
    ticks = [(date.fromordinal(start.toordinal() + days * i // steps).isoformat(), i / steps * _TIMELINE) for i in range(steps)]
    return Timeline(tuple(bars), tuple(lanes.items()), tuple(ticks), len(lanes) * _LANE + 24)


def by_day(cards: Iterable[EventCard]) -> list[tuple[str, list[EventCard]]]:
    """Events that follow each other on the same day, month or span together."""
    return [(when, list(group)) for when, group in groupby(cards, key=lambda card: card.time.edtf if card.time else "")]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map."""

    iri: str
    name: str
    x: float
    y: float
    radius: float
    events: int


@dataclass(frozen=True, slots=True)
class World:
    """The map.

    Args:
        countries: Outlines, each with how strongly it is shaded: 0 (not at all) to 4.
        spots: The places that can be shown, the commonest last.
        unplaced: Those that cannot.
        box: The part that is shown, as SVG `viewBox`.
        unit: How much of the map a pixel is, so that dots and lines keep their size.
    """

    countries: tuple[tuple[str, int], ...]
    spots: tuple[Spot, ...]
    unplaced: tuple[Mapping[str, str], ...]
    box: str
    unit: float


def draw_map(rows: Sequence[Mapping[str, str]]) -> World:
    """Draw the rows of the query `placed`.

    A place stands where its coordinates say; a country without coordinates stands in its middle.

    Args:
        rows: Its rows, the commonest first.
    """
    most = max((int(row["events"]) for row in rows), default=1)
    placed = [(row, _where(row)) for row in rows]
    points = [point for _, point in placed if point]
    box, unit = _box(points)
    spots = [
        Spot(
            row["place"], row["name"], *point, round(unit * (5 + 11 * (int(row["events"]) / most) ** 0.5), 2), int(row["events"])
        )
        for row, point in placed
        if point
    ]
    shades: dict[str, int] = {}
    for row in rows:
        if code := row.get("country"):
            shades[code] = max(shades.get(code, 0), 1 + round(3 * int(row["events"]) / most))
    # Places that only one article knows come once for each of them.
    unplaced: dict[str, Mapping[str, str]] = {}
    for row, point in placed:
        if not point:
            unplaced.setdefault(row["name"], row)
    countries = tuple((path, shades.get(code, 0)) for code, path in outlines().items())
    return World(countries, tuple(reversed(spots)), tuple(unplaced.values()), box, unit)


def _where(row: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        return project(float(row["latitude"]), float(row["longitude"]))
    except (KeyError, ValueError):
        return middle(row.get("country", ""))


def _box(points: Sequence[tuple[float, float]]) -> tuple[str, float]:
    """The part of the map around the points, twice as wide as high."""
    if not points:
        return f"0 0 {WIDTH:g} {HEIGHT:g}", 1.0
    x0, x1 = min(x for x, _ in points) - _MAP_MARGIN, max(x for x, _ in points) + _MAP_MARGIN
    y0, y1 = min(y for _, y in points) - _MAP_MARGIN, max(y for _, y in points) + _MAP_MARGIN
    width = min(max(x1 - x0, 2 * (y1 - y0)), WIDTH)
    height = min(width / 2, HEIGHT)
    left = min(max((x0 + x1 - width) / 2, 0), WIDTH - width)
    top = min(max((y0 + y1 - height) / 2, 0), HEIGHT - height)
    return f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}", round(width / WIDTH, 3)
