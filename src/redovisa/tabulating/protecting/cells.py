"""What the protector sees: every count of the linked tables, and all that ties one count to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from redovisa.tabulating.policy import AtMost, Policy
from redovisa.tabulating.protecting.years import YearBefore, flow_ties
from redovisa.tabulating.table import NATION, UNKNOWN_AGE, CellKey, Column, Entry, Grid, Level, RowKey, Status

#: A sum that is nought: (cell, coefficient) pairs.
Equation = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Cells:
    """The counts of one year by index, and those of the years before it.

    ``fixed`` cells have no room to move in an attacker's eyes: counts already out, and zeros that follow from the form
    or from a rule, as that there are no reasons where there are no clients. ``at_most`` holds (smaller, larger) pairs
    that are true of the numbers. ``rows`` lists the cells of each row of the linked tables taken together. ``before``
    are the counts of earlier years, which weigh nothing, and ``given`` those of them that are hidden: what is shown of
    those years is fixed.
    """

    keys: list[CellKey] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    at_most: list[tuple[int, int]] = field(default_factory=list)
    rows: dict[RowKey, list[int]] = field(default_factory=lambda: defaultdict(list))
    before: set[int] = field(default_factory=set)
    given: set[int] = field(default_factory=set)
    equations_of: list[list[int]] = field(default_factory=list)
    pairs_of: list[list[int]] = field(default_factory=list)

    def add(self, key: CellKey, value: int, weight: float, fixed: bool) -> int:
        """Add a count and give its index."""
        index = len(self.keys)
        self.keys.append(key)
        self.values.append(value)
        self.weights.append(weight)
        self.fixed.append(fixed)
        self.rows[key.row].append(index)
        return index

    def tie(self) -> None:
        """Note for each cell which equations and pairs it stands in; call when all are added."""
        self.equations_of = [[] for _ in self.keys]
        self.pairs_of = [[] for _ in self.keys]
        for number, equation in enumerate(self.equations):
            for cell, _ in equation:
                self.equations_of[cell].append(number)
        for number, pair in enumerate(self.at_most):
            for cell in pair:
                self.pairs_of[cell].append(number)


def cells_of(
    grids: Sequence[Grid],
    policy: Policy,
    out: Mapping[CellKey, int] | None = None,
    earlier: Sequence[Grid] = (),
    before: Sequence[YearBefore] = (),
) -> Cells:
    """All shown counts of the grids, tied together.

    ``out`` are counts already published by anyone; one that differs from ours says nothing about ours. ``earlier``
    are the same tables as released before: their shown counts are out, and their sums tie what they hid. ``before``
    are the tables of the years before, which the policy's flows tie to these.
    """
    known = dict(out or {})
    for grid in earlier:
        known.update(_shown(grid))
    cells = Cells()
    index: dict[CellKey, int] = {}
    for grid in grids:
        for row, entries in grid.rows.items():
            for column, entry in zip(grid.columns, entries, strict=True):
                if isinstance(entry, Status):
                    continue
                key = CellKey(grid.table.id, row, column)
                value = int(entry)
                fixed = known.get(key) == value or (column.age == UNKNOWN_AGE and value == 0)
                index[key] = cells.add(key, value, policy.weight(row.level), fixed)
    for year in before:
        _add_before(cells, index, year, known)
    for grid in (*grids, *(year.shown for year in before)):
        cells.equations += _equations(grid, index)
    cells.equations = list(dict.fromkeys(cells.equations))
    cells.equations += flow_ties(policy.flows, index, cells.values)
    present = set(cells.equations)
    for grid in earlier:
        cells.equations += [tie for tie in _earlier_ties(grid, index) if tie not in present]
    for rule in policy.at_most:
        pairs = _pairs(rule, index, cells.values)
        if rule.tried_only:
            _fix_what_nothing_holds(cells, pairs)
        else:
            cells.at_most += pairs
    total = sum(cells.values) + 1
    # Cells first; among as many cells, the smaller sum.
    cells.weights = [weight + value / total for weight, value in zip(cells.weights, cells.values, strict=True)]
    for cell in cells.before:
        cells.weights[cell] = 0.0
    cells.tie()
    return cells


def _add_before(cells: Cells, index: dict[CellKey, int], year: YearBefore, known: Mapping[CellKey, int]) -> None:
    for key, value, hidden in year.cells():
        if key in index:  # out in two releases: what either shows is shown
            if not hidden:
                cells.fixed[index[key]] = True
            continue
        index[key] = cells.add(key, value, 0.0, not hidden or known.get(key) == value)
        cells.before.add(index[key])
        if hidden:
            cells.given.add(index[key])


def _shown(grid: Grid) -> dict[CellKey, int]:
    return {
        CellKey(grid.table.id, row, column): int(entry)
        for row, entries in grid.rows.items()
        for column, entry in zip(grid.columns, entries, strict=True)
        if not isinstance(entry, Status)
    }


def margins(columns: Collection[Column]) -> list[tuple[Column, tuple[Column, ...]]]:
    """Each margin among the columns with the columns it sums: over sexes, and over ages."""
    by_sex: dict[Column, list[Column]] = defaultdict(list)
    by_age: dict[Column, list[Column]] = defaultdict(list)
    for column in columns:
        if column.sex:
            by_sex[column._replace(sex="")].append(column)
        if column.age:
            by_age[column._replace(age="")].append(column)
    found = [(margin, tuple(parts)) for way in (by_sex, by_age) for margin, parts in way.items()]
    return [(margin, parts) for margin, parts in found if margin in set(columns)]


def _leaves(columns: Sequence[Column]) -> list[Column]:
    """The columns that sum no others: adding these over areas implies all other sums over areas."""
    sums = {margin for margin, _ in margins(columns)}
    return [column for column in columns if column not in sums]


def _equations(grid: Grid, index: Mapping[CellKey, int]) -> list[Equation]:
    table = grid.table.id
    found: list[Equation] = []
    inside = margins(grid.columns)
    sexed = any(column.sex for column in grid.columns)
    for row in grid.rows:
        for margin, parts in inside:
            whole = index.get(CellKey(table, row, margin))
            places = [index.get(CellKey(table, row, part)) for part in parts]
            # The age of both sexes is missing when one sex's is, and then the ages do not add to the whole.
            if whole is not None and (None not in places or margin.sex or not sexed):
                found.append(_tie(whole, places))
    children = _children(grid.rows)
    for row, below in children.items():
        found += [
            _tie(whole, [index.get(CellKey(table, child, column)) for child in below])
            for column in _leaves(grid.columns)
            if (whole := index.get(CellKey(table, row, column))) is not None
        ]
    return found


def _tie(whole: int, parts: Sequence[int | None]) -> Equation:
    return ((whole, 1), *((part, -1) for part in parts if part is not None))


def _children(rows: Collection[RowKey]) -> dict[RowKey, list[RowKey]]:
    """The rows that add to each larger area's row."""
    children: dict[RowKey, list[RowKey]] = defaultdict(list)
    present = set(rows)
    for row in rows:
        if row.level is Level.MUNICIPALITY:
            above = RowKey(row.year, Level.COUNTY, row.area[:2])
        elif row.level is Level.COUNTY:
            above = RowKey(row.year, Level.NATION, NATION)
        else:
            continue
        if above in present:
            children[above].append(row)
    return children


def _earlier_ties(grid: Grid, index: Mapping[CellKey, int]) -> list[Equation]:
    """What an earlier release's sums say about the counts it hid: their movements must cancel out.

    Counts it showed are constants. A sum over a count that is no longer there says nothing.
    """
    hidden: dict[CellKey, int] = {}
    for row, entries in grid.rows.items():
        for column, entry in zip(grid.columns, entries, strict=True):
            if not isinstance(entry, Status):
                continue
            if entry is Status.HIDDEN:
                hidden[CellKey(grid.table.id, row, column)] = 0
    if not hidden:
        return []
    numbered = {
        CellKey(grid.table.id, row, column): number
        for number, (row, column) in enumerate((row, column) for row in grid.rows for column in grid.columns)
        if _is_number(grid, row, column)
    }
    names = {number: key for key, number in numbered.items()}
    ties: list[Equation] = []
    for equation in _equations(grid, numbered):
        unknown = [(names[cell], sign) for cell, sign in equation if names[cell] in hidden]
        if unknown and all(key in index for key, _ in unknown):
            ties.append(tuple((index[key], sign) for key, sign in unknown))
    return ties


def _is_number(grid: Grid, row: RowKey, column: Column) -> bool:
    entry: Entry = grid.rows[row][grid.columns.index(column)]
    return entry is Status.HIDDEN or not isinstance(entry, Status)


def _fix_what_nothing_holds(cells: Cells, pairs: Sequence[tuple[int, int]]) -> None:
    """A zero that is at most a zero is known wherever the larger one is: to hide it would protect nothing."""
    for small, large in pairs:
        if cells.values[large] == 0:
            cells.fixed[small] = True


def _pairs(rule: AtMost, index: Mapping[CellKey, int], values: Sequence[int]) -> list[tuple[int, int]]:
    small_table, _, small_item = rule.smaller.partition(".")
    large_table, _, large_item = rule.larger.partition(".")
    pairs = []
    for key, small in index.items():
        if key.table != small_table or small_item not in (key.column.item, "*") or (key.column.age and not rule.by_age):
            continue
        large = index.get(CellKey(large_table, key.row, key.column._replace(item=large_item)))
        # Reporters do break these rules: what is false of the numbers cannot be known by anyone.
        if large is not None and values[small] <= values[large]:
            pairs.append((small, large))
    return pairs
