"""Shows again what turned out to be hidden without need, dearest first."""

from __future__ import annotations

from redovisa.tabulating.protecting.movement import Pool, Spread, cells_in
from redovisa.tabulating.protecting.suppress import Suppression

#: So many counts are tried, dearest first; more would take longer than they give back.
_MOST = 60


def show_spare(done: Suppression, among: list[int]) -> int:
    """Show each count that was hidden for others' sake and is not needed; returns how many.

    A count is shown only when all that leaned on it are again proven wide enough without it. It is done again while
    it gives something: with fewer proofs left, fewer counts lean on each other.
    """
    shown = 0
    while more := _once(done, among):
        shown += more
    return shown


def _once(done: Suppression, among: list[int]) -> int:
    _thin(done, among)
    extra = [cell for cell in among if cell in done.hidden and not done.must_hide(cell)]
    dearest = sorted(extra, key=lambda cell: (-done.cells.weights[cell], cell))[:_MOST]
    return sum(_can_do_without(done, cell) for cell in dearest)


def _thin(done: Suppression, among: list[int]) -> None:
    """Keep only movements that prove something, the smallest first: fewer counts then lean on each other."""
    old = done.pool
    done.pool = Pool(done.cells)
    for movement in sorted(old.proofs(), key=len):
        moved = list(movement)
        if done.needy(moved) or done.exposed(moved) or any(not done.pool.of_cell[cell] for cell in moved):
            done.pool.add(movement)


def _can_do_without(done: Suppression, cell: int) -> bool:
    if _alone_in_a_sum(done, cell):
        return False
    done.hidden.discard(cell)
    set_aside, weakened = done.pool.drop(cell)
    if all(_again(done, other, "") for other in done.needy(weakened)) and all(
        _again(done, other, insider) for other, insider in done.exposed(weakened)
    ):
        return True
    done.hidden.add(cell)
    done.pool.restore(set_aside)
    return False


def _alone_in_a_sum(done: Suppression, cell: int) -> bool:
    """Whether some sum would be left with one hidden count, which then could be worked out."""
    cells = done.cells
    for tie in cells.equations_of[cell]:
        others = [other for other, _ in cells.equations[tie] if other != cell and other in done.hidden]
        if len([other for other in others if not cells.fixed[other]]) == 1:
            return True
    return False


def _again(done: Suppression, cell: int, without: str) -> bool:
    width = done.policy.insider_width if without else done.width_needed(cell)
    rows = [row for row in done.around(cell) if row.area != without]
    spread = Spread(done.cells, cells_in(done.cells, rows, done.hidden), width)
    for direction in (1.0, -1.0):
        movement = spread.towards({cell: direction})
        if movement:
            done.pool.add(movement)
    if not without:
        return done.pool.width(cell) >= width
    return without not in done.pool.insiders_near(cell, width)
