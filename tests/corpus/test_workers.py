"""Processes that share work, and one that dies of it."""

import os

from kgbuild.corpus.tasks import Task
from kgbuild.corpus.workers import Workers

DEADLY = 13


def double(task: Task[int]) -> list[int]:
    if DEADLY in task.elements:
        os._exit(1)
    return [2 * number for number in task.elements]


def lost(number: int) -> int:
    return -2 * number


def test_results_are_in_order_and_a_death_costs_one_element() -> None:
    tasks = [Task(tuple(range(i, i + 2))) for i in range(0, 20, 2)]
    with Workers(2) as workers:
        found = list(workers.map(double, tasks, lost))
    assert [task for task, _ in found] == tasks
    assert [r for _, results in found for r in results] == [-4 * i if i == DEADLY else 2 * i for i in range(20)]
