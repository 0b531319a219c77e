"""From compared pairs to clusters: the surest pairs first, as long as nothing in the two clusters rules it out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """How a thing hangs together with the first of its cluster.

    Args:
        root: Id of the first.
        score: The score of the weakest pair on the strongest way to it; 1 of the first itself.
        why: What was compared to put it there.
    """

    root: int
    score: float
    why: tuple[str, ...] = ()


def cluster(
    things: Mapping[int, T],
    pairs: Mapping[Pair, tuple[float, tuple[str, ...]]],
    *,
    excludes: Callable[[T, T], bool],
    apart: Callable[[T, T], bool],
    least: float,
    cohesion: float,
    order: Callable[[int], tuple[bool, str, str]],
) -> dict[int, Link]:
    """Put things into clusters.

    Args:
        things: The things by id.
        pairs: Pairs that are at all alike, each with its score and reasons.
        excludes: Whether two things can never be in one cluster.
        apart: Whether two things are of different articles; others are never compared, and say nothing for or against.
        least: The score from which on a pair puts two things together.
        cohesion: The least mean score between the things of two clusters that become one; a pair not given counts 0.
        order: What things are sorted by, the first of a cluster being its root; ties between pairs are settled by it too.

    Returns:
        A link for each thing: the result depends on what is given alone and not on its order.
    """
    home = {i: [i] for i in things}
    kept: dict[int, list[Pair]] = {i: [] for i in things}
    for pair in sorted((p for p in pairs if pairs[p][0] >= least), key=lambda p: (-pairs[p][0], sorted(map(str, map(order, p))))):
        one, other = home[pair[0]], home[pair[1]]
        if one is other or any(excludes(things[a], things[b]) for a in one for b in other):
            continue
        across = [(min(a, b), max(a, b)) for a in one for b in other if apart(things[a], things[b])]
        if sum(pairs[p][0] for p in across if p in pairs) < cohesion * len(across):
            continue
        one += other
        for i in other:
            home[i] = one
        for i in pair:
            kept[i].append(pair)
    clusters = {id(members): members for members in home.values()}
    links: dict[int, Link] = {}
    for members in clusters.values():
        links |= _links(min(members, key=order), kept, pairs)
    return links


def _links(root: int, kept: Mapping[int, Iterable[Pair]], pairs: Mapping[Pair, tuple[float, tuple[str, ...]]]) -> dict[int, Link]:
    """Walk from the root of a cluster along the pairs that made it."""
    links = {root: Link(root, 1.0)}
    queue = [root]
    while queue:
        here = queue.pop()
        for pair in kept[here]:
            there = pair[0] if pair[1] == here else pair[1]
            if there not in links:
                score, why = pairs[pair]
                links[there] = Link(root, min(score, links[here].score), why)
                queue.append(there)
    return links


def component(start: int, neighbours: Callable[[int], Sequence[int]]) -> set[int]:
    """All that can be reached from a thing."""
    found = {start}
    queue = [start]
    while queue:
        for there in neighbours(queue.pop()):
            if there not in found:
                found.add(there)
                queue.append(there)
    return found
