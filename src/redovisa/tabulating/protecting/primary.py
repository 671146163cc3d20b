"""Which counts are hidden for their own sake: the small ones, and those that one reporter nearly fills."""

from __future__ import annotations

from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.cells import Cells
from redovisa.tabulating.table import Level


def small(cells: Cells, policy: Policy) -> set[int]:
    """The cells that the policy hides for their own sake."""
    found = {cell for cell, value in enumerate(cells.values) if 1 <= value <= policy.threshold}
    if policy.dominance is not None:
        found |= _dominated(cells, policy.dominance.largest, policy.dominance.percent)
    return found


def _dominated(cells: Cells, largest: int, percent: float) -> set[int]:
    """Sums over areas of which a few areas hold nearly all."""
    found = set()
    for equation in cells.equations:
        (whole, sign), *parts = equation
        keys = cells.keys
        if sign != 1 or not parts or any(keys[part].row.level is keys[whole].row.level for part, _ in parts):
            continue
        if keys[whole].row.level is Level.MUNICIPALITY or cells.values[whole] == 0 or len(parts) <= largest:
            continue
        top = sorted((cells.values[part] for part, _ in parts), reverse=True)[:largest]
        if sum(top) * 100 > percent * cells.values[whole]:
            found.add(whole)
    return found
