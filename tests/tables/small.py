"""Small invented nations and tables for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redovisa.tabulating.attacking.knowledge import Published, Spot
from redovisa.tabulating.report import Municipality, Report
from redovisa.tabulating.table import SEXES, CellKey, Grid, Item, Level, RowKey, Status, Table
from redovisa.tabulating.tabulate import tabulate

CHILDREN = Table(
    "children",
    "Klienter med barn",
    (Item("with_children", "Med barn", fields={(sex, ""): f"clients.with_children.{sex}" for sex in SEXES}),),
    protected=True,
)


def places(codes: Sequence[str]) -> dict[str, Municipality]:
    """Municipalities with the codes."""
    return {code: Municipality(code, f"Ort {code}") for code in codes}


def report(code: str, year: int = 2023, **answers: object) -> Report:
    """A report with answers; dots in keys are written as double underscores, plus signs as ``_plus``."""
    keyed = {key.replace("__", ".").replace("_plus", "+"): value for key, value in answers.items()}
    return Report(year, 2023, code, keyed, file=f"{code}.docx")  # type: ignore[arg-type]  # counts are values


def children(counts: Mapping[str, tuple[int, int]]) -> Grid:
    """The table of children from (women, men) by municipality."""
    reports = [
        Report(2023, 2023, code, dict(zip((f"clients.with_children.{sex}" for sex in SEXES), pair, strict=True)))
        for code, pair in counts.items()
    ]
    return tabulate(reports, [CHILDREN], places(list(counts))).grids["children"]


def published(grids: Sequence[Grid]) -> Published:
    """Grids as anybody sees them."""
    numbers: dict[Spot, float] = {}
    others: dict[Spot, str] = {}
    for grid in grids:
        for cell, entry in cells(grid):
            if isinstance(entry, Status):
                others[spot(cell)] = str(entry)
            else:
                numbers[spot(cell)] = entry
    return Published(numbers, others)


def cells(grid: Grid) -> list[tuple[CellKey, object]]:
    """Every cell of a grid with its entry."""
    return [
        (CellKey(grid.table.id, row, column), entry)
        for row, entries in grid.rows.items()
        for column, entry in zip(grid.columns, entries, strict=True)
    ]


def spot(cell: CellKey) -> Spot:
    """The cell in the attacker's words."""
    row, column = cell.row, cell.column
    return Spot(cell.table, row.year, str(row.level), row.area, column.sex, column.age, column.item)


def truth(grids: Sequence[Grid]) -> dict[Spot, int]:
    """The true counts by spot."""
    return {spot(cell): int(entry) for grid in grids for cell, entry in cells(grid) if not isinstance(entry, Status)}  # type: ignore[call-overload]  # no status is among them


def row(area: str, year: int = 2023) -> RowKey:
    """The row of an area by its code."""
    level = Level.NATION if area == "00" else Level.COUNTY if len(area) == 2 else Level.MUNICIPALITY
    return RowKey(year, level, area)
