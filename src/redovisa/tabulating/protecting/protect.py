"""Protects: chooses which counts of the linked tables to hide, proves them wide enough, and says what it cost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.bound import company
from redovisa.tabulating.protecting.cells import Cells, cells_of
from redovisa.tabulating.protecting.optimum import optimum
from redovisa.tabulating.protecting.primary import small
from redovisa.tabulating.protecting.spare import show_spare
from redovisa.tabulating.protecting.suppress import Suppression
from redovisa.tabulating.table import CellKey, Column, Entry, Grid, How, RowKey, Status

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Protection:
    """What is hidden, what of it is small in itself, and how it compares with the best that could be.

    ``cost`` and ``bound`` are in the policy's weights: no safe release can cost less than ``bound``. ``proven`` tells
    that the optimum was reached. ``beyond`` are counts that nothing the room may hide can make safe; the attacker
    will say so too, and the release stays in the room.
    """

    hidden: frozenset[CellKey]
    small: frozenset[CellKey]
    counts: int
    hidden_sum: int
    cost: float
    bound: float
    proven: bool
    beyond: tuple[CellKey, ...] = ()

    @property
    def gap(self) -> float:
        """How much dearer than the bound the hiding is, as a share of its cost."""
        return 0.0 if self.proven or not self.cost else (self.cost - self.bound) / self.cost


def protect(
    grids: Sequence[Grid],
    policy: Policy,
    out: Mapping[CellKey, int] | None = None,
    earlier: Sequence[Grid] = (),
    progress: Progress | None = None,
    also_hide: Collection[CellKey] = (),
) -> Protection:
    """Choose what to hide in the linked grids of one year or several.

    ``out`` are counts somebody has published already; ``earlier`` the same tables as released before. ``also_hide``
    is what an attack found wanting.
    """
    linked = [grid for grid in grids if grid.table.id in policy.linked]
    cells = cells_of(linked, policy, out, earlier)
    primary = small(cells, policy) | {index for index, key in enumerate(cells.keys) if key in set(also_hide)}
    proven, bound = True, 0.0
    hidden: set[int] = set()
    beyond: list[int] = []
    parts = connected(cells)
    touched = [part for part in parts if not primary.isdisjoint(part)]
    for done, part in enumerate(touched):
        start = Suppression(cells, policy, primary.intersection(part))
        best = optimum(start, part) if len(part) <= policy.exact_cells else None
        if best is not None and best.hidden is not None:
            hidden |= best.hidden
            bound += best.bound
        else:
            base = company(start, part)
            start.hidden |= base.hidden
            start.run(part, progress)
            show_spare(start, part)
            hidden |= start.hidden
            beyond += sorted(start.beyond)
            least = max(best.bound if best else 0.0, base.bound)
            cost = sum(cells.weights[cell] for cell in start.hidden)
            bound += min(least, cost)
            proven = proven and cost <= least + 1e-6
        if progress:
            progress("Döljer", done + 1, len(touched))
    fixed = {cell for cell in primary if cells.fixed[cell]}
    hidden |= fixed
    return Protection(
        hidden=frozenset(cells.keys[cell] for cell in hidden),
        small=frozenset(cells.keys[cell] for cell in primary),
        counts=len(cells.keys),
        hidden_sum=sum(cells.values[cell] for cell in hidden),
        cost=sum(cells.weights[cell] for cell in hidden - fixed),
        bound=bound,
        proven=proven,
        beyond=tuple(cells.keys[cell] for cell in beyond),
    )


def connected(cells: Cells) -> list[list[int]]:
    """The cells that can move, in parts that no tie joins."""
    parent = list(range(len(cells.keys)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for group in (*([cell for cell, _ in equation] for equation in cells.equations), *cells.at_most):
        free = [cell for cell in group if not cells.fixed[cell]]
        for cell in free[1:]:
            parent[root(cell)] = root(free[0])
    parts: dict[int, list[int]] = {}
    for cell in range(len(cells.keys)):
        if not cells.fixed[cell]:
            parts.setdefault(root(cell), []).append(cell)
    return list(parts.values())


def hide(grids: Mapping[str, Grid], hidden: Collection[CellKey]) -> dict[str, Grid]:
    """The grids with the cells hidden, and with them each ratio that would give a hidden sum away."""
    covered = {
        table: replace(
            grid, rows={row: _covered(table, grid, row, entries, hidden) for row, entries in grid.rows.items()}
        )
        for table, grid in grids.items()
    }
    return {table: _without_telling_ratios(grid, covered) for table, grid in covered.items()}


def _covered(
    table: str, grid: Grid, row: RowKey, entries: tuple[Entry, ...], hidden: Collection[CellKey]
) -> tuple[Entry, ...]:
    return tuple(
        Status.HIDDEN if not isinstance(entry, Status) and CellKey(table, row, column) in hidden else entry
        for column, entry in zip(grid.columns, entries, strict=True)
    )


def _without_telling_ratios(grid: Grid, grids: Mapping[str, Grid]) -> Grid:
    ratios = [item for item in grid.table.items if item.how is How.RATIO]
    if not ratios:
        return grid
    rows = {}
    for row, entries in grid.rows.items():
        changed = list(entries)
        for item in ratios:
            at = grid.columns.index(Column(item.id))
            parts = (grids[table].entry(row, Column(of)) for table, of in (item.over, item.under) if table in grids)
            if not isinstance(changed[at], Status) and Status.HIDDEN in list(parts):
                changed[at] = Status.HIDDEN
        rows[row] = tuple(changed)
    return replace(grid, rows=rows)
