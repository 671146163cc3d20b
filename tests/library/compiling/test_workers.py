"""Workers do every task, and one that hangs or dies takes only its own task with it."""

from __future__ import annotations

import pytest
from unruly import doubling, never

from redovisa.compiling.workers import Bounds, CannotStart, Lost, Workers


def results(numbers: list[int], seconds: float = 60.0, count: int = 2) -> dict[int, int | Lost]:
    with Workers(doubling, count, Bounds(seconds=seconds)) as workers:
        workers.add(numbers)
        return dict(workers.results())


def test_every_task_is_done() -> None:
    assert results(list(range(10))) == {number: 2 * number for number in range(10)}


def test_no_tasks_need_no_workers() -> None:
    assert results([]) == {}


def test_a_task_that_kills_its_worker_is_lost_and_the_others_go_on() -> None:
    assert results([1, 17, 2, 17, 3], count=1) == {1: 2, 17: Lost.DIED, 2: 4, 3: 6}


def test_a_task_that_hangs_is_ended_and_the_others_go_on() -> None:
    assert results([1, 13, 2], seconds=1.0, count=1) == {1: 2, 13: Lost.TIME, 2: 4}


def test_tasks_can_be_added_while_results_are_taken() -> None:
    found = {}
    with Workers(doubling, 2, Bounds()) as workers:
        workers.add([1])
        for number, doubled in workers.results():
            found[number] = doubled
            if number < 5:
                workers.add([number + 1])
    assert found == {1: 2, 2: 4, 3: 6, 4: 8, 5: 10}


def test_workers_that_cannot_start_are_told() -> None:
    with Workers(never, 1, Bounds()) as workers:
        workers.add([1])
        with pytest.raises(CannotStart, match="kunde inte starta"):
            list(workers.results())
