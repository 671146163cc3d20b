"""A cost that no safe hiding can be below: each hidden count needs company in every sum it stands in."""

from __future__ import annotations

from redovisa.tabulating.protecting.solver import INFINITY, Program, Row
from redovisa.tabulating.protecting.suppress import Suppression


def cost_bound(start: Suppression, members: list[int]) -> float:
    """The value of the covering program without whole numbers, in the policy's weights."""
    place = {cell: at for at, cell in enumerate(members)}
    cells = start.cells
    rows = []
    seen = set()
    for cell in members:
        for number in cells.equations_of[cell]:
            if number in seen:
                continue
            seen.add(number)
            inside = [other for other, _ in cells.equations[number] if other in place]
            hidden = [other for other in inside if other in start.primary]
            if len(hidden) > 1:
                continue
            rows += [
                Row((*((place[other], 1.0) for other in inside if other != one), (place[one], -1.0)), 0.0, INFINITY)
                for one in (hidden or inside)
            ]
    lower = [1.0 if cell in start.primary else 0.0 for cell in members]
    answer = Program(lower, [1.0] * len(members), [cells.weights[cell] for cell in members], rows).solve()
    return sum(cells.weights[cell] for cell in start.primary) if answer is None else answer.value
