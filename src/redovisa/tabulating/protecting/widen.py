"""Widens one count's interval at least cost: which others must be hidden so that it can move as far as asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from redovisa.tabulating.protecting.cells import Cells
from redovisa.tabulating.protecting.movement import Movement, ties_among, whole
from redovisa.tabulating.protecting.solver import Program, Row

#: What moving a hidden count costs: next to nothing, but enough that nothing moves without need.
_FREE = 1e-4
#: How often the cost is drawn towards few cells: cells already used get cheaper, others dearer.
_ROUNDS = 3


class Widening:
    """What to hide, and the movements that then are possible (None where the program gave no whole numbers)."""

    def __init__(self, hide: list[int], movements: list[Movement | None]) -> None:
        self.hide = hide
        self.movements = movements


def widen(cells: Cells, target: int, width: int, members: Sequence[int], hidden: Collection[int]) -> Widening | None:
    """The cheapest way found for the target to move so far, up and down taken together; None when there is none.

    Two movements are sought at once, one that lifts the target and one that lowers it. Only ``members`` may move.
    """
    count = len(members)
    place = members.index(target)
    values = cells.values
    down = [float(min(values[cell], width)) for cell in members]
    # Columns: rise and fall of each member in the first movement, then in the second.
    upper = [*([float(width)] * count), *down] * 2
    rows = []
    for tie in ties_among(cells, members):
        for offset in (0, 2 * count):
            terms = [(offset + column, amount) for column, amount in tie.terms]
            terms += [(offset + count + column, -amount) for column, amount in tie.terms]
            rows.append(Row(tuple(terms), tie.lower, tie.upper))
    ahead = [(place, 1.0), (count + place, -1.0), (2 * count + place, -1.0), (3 * count + place, 1.0)]
    rows.append(Row(tuple(ahead), float(width), float(width)))
    rows.append(Row(tuple(ahead[:2]), 0.0, float(width)))
    base = [_FREE if cell in hidden else cells.weights[cell] for cell in members]
    program = Program([0.0] * len(upper), upper, base * 4, rows)
    answer = program.solve()
    used: set[int] = set()
    for _ in range(_ROUNDS):
        if answer is None:
            return None
        sizes = [max(answer.columns[offset + at] for offset in range(0, 4 * count, count)) for at in range(count)]
        support = {at for at, size in enumerate(sizes) if size > 1e-7 and members[at] not in hidden}
        if support == used:
            break
        used = support
        if not used:
            break
        program.costs([cost / (size + 0.1) for cost, size in zip(base, sizes, strict=True)] * 4)
        answer = program.solve()
    if answer is None:
        return None
    movements = [_movement(answer.columns, offset, members) for offset in (0, 2 * count)]
    sizes = [max(answer.columns[offset + at] for offset in range(0, 4 * count, count)) for at in range(count)]
    return Widening(
        [members[at] for at, size in enumerate(sizes) if size > 1e-7 and members[at] not in hidden], movements
    )


def _movement(columns: Sequence[float], offset: int, members: Sequence[int]) -> Movement | None:
    count = len(members)
    amounts = whole([columns[offset + at] - columns[offset + count + at] for at in range(count)])
    return None if amounts is None else {cell: amount for cell, amount in zip(members, amounts, strict=True) if amount}
