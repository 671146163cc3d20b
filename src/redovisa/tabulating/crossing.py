"""Crosses from the tables' words to the attacker's and back: a cell to its spot, a policy to what he may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from redovisa.tabulating.attacking.demand import Demand
from redovisa.tabulating.attacking.knowledge import Flow, Knowledge, Published, Quotient, Rule, Spot
from redovisa.tabulating.exporting.files import noise_of
from redovisa.tabulating.policy import Policy
from redovisa.tabulating.release import Release, quotients
from redovisa.tabulating.table import CellKey, Column, Entry, Grid, Level, RowKey, Status, Table


def spot_of(cell: CellKey) -> Spot:
    """A cell's name in the attacker's words: those of the long table."""
    row, column = cell.row, cell.column
    return Spot(cell.table, row.year, str(row.level), row.area, column.sex, column.age, column.item)


def cell_of(spot: Spot) -> CellKey:
    """The cell that the attacker's words name."""
    row = RowKey(spot.year, Level(spot.area_level), spot.area)
    return CellKey(spot.table, row, Column(spot.item, spot.sex, spot.age))


def cell_of_source(source: str) -> CellKey:
    """The cell that is the whole of a sum the attacker names as a source."""
    table, item, year, level, area, sex, age = source.split(":")
    return CellKey(table, RowKey(int(year), Level(level), area), Column(item, sex, age))


def cell_above(rule: str, spot: Spot) -> CellKey:
    """The cell that, by a rule the attacker names as a source (``regel:new.total<=clients.total``), holds a spot's."""
    table, item = rule.partition("<=")[2].split(".")
    cell = cell_of(spot)
    return CellKey(table, cell.row, cell.column._replace(item=item))


def grids_of(found: Published, tables: Sequence[Table]) -> dict[str, Grid]:
    """A release's long table as grids again, by table; what it does not have is missing."""
    rows: dict[str, set[RowKey]] = defaultdict(set)
    entries: dict[CellKey, Entry] = {}
    for spot, value in found.numbers.items():
        entries[cell_of(spot)] = int(value) if value == int(value) else value
    for spot, status in found.others.items():
        entries[cell_of(spot)] = Status(status) if status in list(Status) else Status.MISSING
    for cell in entries:
        rows[cell.table].add(cell.row)
    return {
        table.id: Grid(
            table,
            columns := table.columns(),
            {
                row: tuple(entries.get(CellKey(table.id, row, column), Status.MISSING) for column in columns)
                for row in rows[table.id]
            },
        )
        for table in tables
        if rows[table.id]
    }


def truth_of(grids: Iterable[Grid]) -> dict[Spot, int]:
    """The counts of grids before anything is hidden, by spot."""
    return {
        spot_of(CellKey(grid.table.id, row, column)): int(entry)
        for grid in grids
        for row, entries in grid.rows.items()
        for column, entry in zip(grid.columns, entries, strict=True)
        if not isinstance(entry, Status)
    }


def demand_of(policy: Policy) -> Demand:
    """What the policy asks, as the attacker is told it."""
    return Demand(policy.threshold, policy.width, policy.insider_width)


def knowledge_of(release: Release, out: Mapping[CellKey, int] | None = None) -> Knowledge:
    """Everything an attacker may know of the release besides its numbers."""
    policy = release.policy
    return Knowledge(
        rules=tuple(Rule(rule.smaller, rule.larger, rule.by_age) for rule in policy.at_most),
        quotients=tuple(Quotient(**ratio) for ratio in quotients(release)),  # type: ignore[arg-type]  # the release gives just these names
        flows=tuple(Flow(**asdict(flow)) for flow in policy.flows),
        out={spot_of(cell): value for cell, value in (out or {}).items()},
        noise=noise_of(policy),
        blurred=frozenset(policy.linked),
    )
