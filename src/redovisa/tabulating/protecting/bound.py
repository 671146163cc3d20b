"""Company: a hidden count needs another in every sum it stands in; the cheapest company bounds the cost from below."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.tabulating.protecting.solver import INFINITY, Program, Row
from redovisa.tabulating.protecting.suppress import Suppression

#: How far the search for the cheapest company goes in a part; what it has then is a start, and its bound still holds.
_NODES, _GAP = 50, 0.005


@dataclass(frozen=True, slots=True)
class Company:
    """Counts to hide so that no sum has a lonely hidden count, and a cost that no safe hiding can be below."""

    hidden: frozenset[int]
    bound: float


def company(start: Suppression, members: list[int]) -> Company:
    """The cheapest company for the small counts of a part, in the policy's weights."""
    place = {cell: at for at, cell in enumerate(members)}
    cells = start.cells
    rows = []
    for number in sorted({tie for cell in members for tie in cells.equations_of[cell]}):
        inside = [cell for cell, _ in cells.equations[number] if cell in place]
        hidden = [cell for cell in inside if start.must_hide(cell)]
        if len(hidden) > 1:
            continue
        rows += [
            Row((*((place[other], 1.0) for other in inside if other != one), (place[one], -1.0)), 0.0, INFINITY)
            for one in (hidden or inside)
        ]
    lower = [1.0 if start.must_hide(cell) else 0.0 for cell in members]
    cost = [cells.weights[cell] for cell in members]
    program = Program(lower, [1.0] * len(members), cost, rows, whole=range(len(members)))
    program.limit(gap=_GAP, nodes=_NODES)
    answer = program.solve()
    if answer is None:
        return Company(start.primary, sum(cells.weights[cell] for cell in start.primary))
    chosen = frozenset(cell for cell, share in zip(members, answer.columns, strict=True) if share > 0.5)
    return Company(chosen, answer.bound)
