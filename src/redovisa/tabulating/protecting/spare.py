"""Shows again what turned out to be hidden without need, dearest first."""

from __future__ import annotations

from redovisa.tabulating.protecting.movement import Spread, cells_in
from redovisa.tabulating.protecting.suppress import Suppression
from redovisa.tabulating.table import RowKey


def show_spare(done: Suppression, among: list[int]) -> int:
    """Show each count that was hidden for others' sake and is not needed; returns how many.

    A count is shown only when all that leaned on it are again proven wide enough without it.
    """
    shown = 0
    extra = [cell for cell in among if cell in done.hidden and cell not in done.primary]
    for cell in sorted(extra, key=lambda cell: (-done.cells.weights[cell], cell)):
        if _can_do_without(done, cell):
            shown += 1
    return shown


def _can_do_without(done: Suppression, cell: int) -> bool:
    pool = done.pool
    before = pool.copy()
    done.hidden.discard(cell)
    weakened = pool.drop(cell)
    if all(_again(done, other, None) for other in done.needy(weakened)) and all(
        _again(done, other, row) for other, row in done.exposed(weakened)
    ):
        return True
    done.hidden.add(cell)
    done.pool = before
    return False


def _again(done: Suppression, cell: int, without: RowKey | None) -> bool:
    width = done.width_needed(cell) if without is None else done.policy.insider_width
    rows = [row for row in done.near(cell) or done.nation(cell) if row != without]
    spread = Spread(done.cells, cells_in(done.cells, rows, done.hidden), width)
    for direction in (1.0, -1.0):
        movement = spread.towards({cell: direction})
        if movement:
            done.pool.add(movement)
    if without is None:
        return done.pool.width(cell) >= width
    return without not in done.pool.insiders_near(cell, width)
