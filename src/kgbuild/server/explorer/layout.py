"""Places the actors of a graph so that it can be read: connected ones near, none on top of another.

The same graph always gets the same picture.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import networkx as nx

from kgbuild.server.explorer.cards import Party
from kgbuild.server.explorer.terms import event_type, family, label, local, type_label

MOST: Final = 60
_SEED: Final = 1
_STEPS: Final = 200
_LETTER: Final = 7.4
_HEIGHT: Final = 34.0
_GAP: Final = 42.0
# Between boxes side by side there must be room for the words of an edge.
_ASIDE: Final = 84.0
_BEND: Final = 34.0
_LONGEST: Final = 30
_NAMES: Final = 2
# Of more who share an event each with each, the lines could not be read.
_SHARING: Final = 5
_END_OF: Final = {"agent": "from", "patient": "to", "recipient": "to", "hasPlace": "at"}

Row = Mapping[str, str]
_Ends = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Edge:
    """What connects two actors, one way.

    Args:
        source: IRI of whoever acts.
        target: IRI of whoever it is done to or for.
        label: By what, in words.
        family: The family of most of these events; `relation` where there are none.
        events: The events and relations.
        mutual: Whether both take part in the same way, so that neither acts upon the other.
    """

    source: str
    target: str
    label: str
    family: str
    events: tuple[str, ...]
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the picture.

    Args:
        party: Who.
        name: The name as drawn, which may be cut.
        x: Its middle, in units of the picture.
        y: Likewise.
        width: Its width.
    """

    party: Party
    name: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge in the picture: an SVG path, and where its words stand."""

    edge: Edge
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph laid out.

    Args:
        nodes: The actors.
        lines: Their connections.
        box: The SVG `viewBox`.
        cut: Whether actors were left out.
    """

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    box: str
    cut: bool


def edges(events: Iterable[Row], relations: Iterable[Row], language: str) -> tuple[dict[str, Party], list[Edge]]:
    """Sum up events and relations to one edge for each pair of actors and direction.

    Args:
        events: Rows of the query `edges`.
        relations: Rows of the query `relation-edges`.
        language: Language of the interface.

    Returns:
        The actors by IRI, and the edges.
    """
    actors: dict[str, Party] = {}
    told: dict[_Ends, dict[str, tuple[str, str]]] = {}
    parts: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for row in events:
        actors.setdefault(row["actor"], Party(row["actor"], row["name"], local(row["kind"])))
        parts.setdefault((row["thing"], row["concept"]), {}).setdefault(_END_OF[local(row["role"])], {})[row["actor"]] = None
    for (event, concept), ends in parts.items():
        kind = event_type(concept)
        for pair in _pairs(*(list(ends.get(end, ())) for end in ("from", "to", "at"))):
            told.setdefault(pair, {})[event] = (type_label(kind, language), family(kind))
    for row in relations:
        for end in ("from", "to"):
            actors.setdefault(row[end], Party(row[end], row[f"{end}_name"], local(row[f"{end}_kind"])))
        told.setdefault((row["from"], row["to"], False), {})[row["thing"]] = (label(row["predicate"], language), "relation")
    return actors, [_edge(ends, events) for ends, events in told.items()]


def _pairs(agents: Sequence[str], others: Sequence[str], places: Sequence[str]) -> Iterator[_Ends]:
    """Who an event connects: who acts with whom it is done to; without these, those who share it, or the only one with the place.

    >>> list(_pairs(["a", "b"], ["c"], ["d"]))
    [('a', 'c', False), ('b', 'c', False)]
    >>> list(_pairs(["a", "b"], [], ["d"]))
    [('a', 'b', True)]
    >>> list(_pairs([], ["c"], ["d"]))
    [('c', 'd', False)]
    """
    if agents and others:
        yield from ((one, other, False) for one in agents for other in others if one != other)
        return
    sharing = (agents or others)[:_SHARING]
    yield from ((one, other, True) for one, other in combinations(sorted(sharing), 2))
    if len(sharing) == 1:
        yield from ((sharing[0], place, False) for place in places if place != sharing[0])


def _edge(ends: _Ends, events: Mapping[str, tuple[str, str]]) -> Edge:
    source, target, mutual = ends
    counted = Counter(words for words, _ in events.values())
    names = [f"{words} ×{count}" if count > 1 else words for words, count in counted.most_common(_NAMES)]
    families = Counter(family for _, family in events.values() if family != "relation") or Counter({"relation": 1})
    text = ", ".join(names) + (" …" if len(counted) > _NAMES else "")
    return Edge(source, target, text, families.most_common(1)[0][0], tuple(events), mutual)


def lay_out(actors: Mapping[str, Party], connections: Sequence[Edge]) -> Picture:
    """Lay a graph out.

    Args:
        actors: The actors by IRI.
        connections: What connects them.
    """
    graph = nx.Graph()
    for edge in connections:
        weight = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=weight + len(edge.events))
    kept = sorted(graph, key=lambda iri: (-graph.degree(iri, weight="weight"), iri))[:MOST]
    cut = len(kept) < len(graph)
    graph = graph.subgraph(kept)
    boxes = _positions(graph, actors)
    drawn = [edge for edge in connections if edge.source in boxes and edge.target in boxes]
    lines = [_line(edge, boxes, bend) for edge, bend in zip(drawn, _bends(drawn), strict=True)]
    nodes = [Node(actors[iri], _shown(actors[iri].name), *box) for iri, box in boxes.items()]
    return Picture(tuple(nodes), tuple(lines), _view_box(boxes.values()), cut)


def _positions(graph: "nx.Graph[str]", actors: Mapping[str, Party]) -> dict[str, tuple[float, float, float]]:
    """Middle and width of each box: parts that hang together side by side, each laid out by forces."""
    boxes: dict[str, tuple[float, float, float]] = {}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    left = top = row = 0.0
    across = 340 * math.sqrt(max(len(graph), 1)) + 300
    for part in parts:
        placed = _part(graph.subgraph(sorted(part)), actors)
        x0, y0, x1, y1 = _bounds(placed.values())
        if left and left + x1 - x0 > across:
            left, top, row = 0.0, top + row + 2 * _GAP, 0.0
        boxes |= {iri: (x - x0 + left, y - y0 + top, width) for iri, (x, y, width) in placed.items()}
        left, row = left + x1 - x0 + 2 * _GAP, max(row, y1 - y0)
    return boxes


def _part(graph: "nx.Graph[str]", actors: Mapping[str, Party]) -> dict[str, tuple[float, float, float]]:
    size = 90 * math.sqrt(len(graph)) - 70
    found = nx.spring_layout(graph, k=2.4 / math.sqrt(len(graph)), seed=_SEED, iterations=_STEPS, weight=None)
    placed = {}
    for iri, (x, y) in found.items():
        placed[iri] = [float(x) * size * 1.6, float(y) * size, _LETTER * len(_shown(actors[iri].name)) + 30]
    for _ in range(_STEPS):
        if not _push_apart(list(placed.values())):
            break
    return {iri: (round(x, 1), round(y, 1), round(width, 1)) for iri, (x, y, width) in placed.items()}


def _push_apart(boxes: list[list[float]]) -> bool:
    """Move boxes that overlap a little apart."""
    moved = False
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            across = (one[2] + other[2]) / 2 + _ASIDE - abs(one[0] - other[0])
            down = _HEIGHT + _GAP - abs(one[1] - other[1])
            if across > 0 and down > 0:
                moved = True
                axis, overlap = (0, across) if across < down else (1, down)
                sign = 1 if one[axis] >= other[axis] else -1
                one[axis] += sign * (overlap / 2 + 0.5)
                other[axis] -= sign * (overlap / 2 + 0.5)
    return moved


def _bends(edges: Sequence[Edge]) -> list[float]:
    """How far each edge bends to its left, so that those of the same two actors do not lie on each other."""
    among = Counter(frozenset((edge.source, edge.target)) for edge in edges)
    seen: Counter[frozenset[str]] = Counter()
    bends = []
    for edge in edges:
        pair = frozenset((edge.source, edge.target))
        ways = (0.0,) if among[pair] == 1 else (_BEND, -_BEND, 0.0)
        way = ways[seen[pair] % len(ways)]
        seen[pair] += 1
        bends.append(way if edge.source < edge.target else -way)
    return bends


def _line(edge: Edge, boxes: Mapping[str, tuple[float, float, float]], bend: float) -> Line:
    (x0, y0, w0), (x1, y1, w1) = boxes[edge.source], boxes[edge.target]
    dx, dy = x1 - x0, y1 - y0
    length = math.hypot(dx, dy) or 1.0
    mx, my = (x0 + x1) / 2 - dy / length * bend, (y0 + y1) / 2 + dx / length * bend
    sx, sy = _border(x0, y0, w0, mx, my)
    tx, ty = _border(x1, y1, w1, mx, my)
    path = f"M{sx:.1f} {sy:.1f}Q{2 * mx - (sx + tx) / 2:.1f} {2 * my - (sy + ty) / 2:.1f} {tx:.1f} {ty:.1f}"
    return Line(edge, path, round(mx, 1), round(my, 1))


def _border(x: float, y: float, width: float, to_x: float, to_y: float) -> tuple[float, float]:
    """Where the way from the middle of a box to a point leaves the box."""
    dx, dy = to_x - x, to_y - y
    reach = max(abs(dx) / (width / 2 + 3), abs(dy) / (_HEIGHT / 2 + 3), 1e-9)
    return (x + dx / reach, y + dy / reach) if reach > 1 else (x, y)


def _shown(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _bounds(boxes: Iterable[tuple[float, float, float]]) -> tuple[float, float, float, float]:
    found = [(x - w / 2, y - _HEIGHT / 2, x + w / 2, y + _HEIGHT / 2) for x, y, w in boxes]
    return min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)


def _view_box(boxes: Iterable[tuple[float, float, float]]) -> str:
    listed = list(boxes)
    if not listed:
        return "0 0 100 100"
    x0, y0, x1, y1 = _bounds(listed)
    margin = 50
    return f"{x0 - margin:.0f} {y0 - margin:.0f} {x1 - x0 + 2 * margin:.0f} {y1 - y0 + 2 * margin:.0f}"
