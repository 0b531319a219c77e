"""Processes that share work, and one that dies of it."""

import os
from dataclasses import dataclass

from kgbuild.corpus.workers import Workers

DEADLY = 13


@dataclass(frozen=True)
class Numbers:
    elements: tuple[int, ...]


def double(number: int) -> int:
    if number == DEADLY:
        os._exit(1)
    return 2 * number


def lost(number: int) -> int:
    return -number


def test_results_are_in_order_and_a_death_costs_one_element() -> None:
    tasks = [Numbers(tuple(range(i, i + 4))) for i in range(0, 40, 4)]
    with Workers(2) as workers:
        found = list(workers.map(double, tasks, lost))
    assert [task for task, _ in found] == tasks
    assert [r for _, results in found for r in results] == [-i if i == DEADLY else 2 * i for i in range(40)]
