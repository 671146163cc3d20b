"""Puts a choice of hidden counts into the grids, and hides with them each ratio that would give a hidden sum away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from redovisa.tabulating.table import CellKey, Column, Entry, Grid, How, RowKey, Status


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
