"""The other way to make counts safe: a little noise that is the same wherever a count stands, or rounding."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from redovisa.tabulating.policy import Method, Policy
from redovisa.tabulating.protecting.cells import margins
from redovisa.tabulating.table import NATION, Column, Entry, Grid, How, Level, RowKey, Status

#: How wide the noise is in relation to its largest value: most changes are of one or two.
_SPREAD = 0.55
#: What a reader must know of numbers that are not the reported ones.
_NOISY = (
    "Antalen är inte de redovisade: vart och ett är ändrat med högst {noise} upp eller ner för att skydda enskilda. "
    "Summor går därför inte jämnt ihop."
)
_ROUNDED = "Antalen är avrundade till närmaste {base}-tal för att skydda enskilda. Summor går därför inte jämnt ihop."


def perturb(grids: Mapping[str, Grid], policy: Policy, key: str) -> dict[str, Grid]:
    """The linked grids with every count made safe by the policy's noise or rounding; the others as they are.

    ``key`` is a secret of the publisher: with it the noise can be taken away. Zero stays zero.
    """
    if policy.method is Method.CELL_KEY and len(key) < 16:
        raise ValueError("Cellnyckeln behöver en hemlig nyckel på minst 16 tecken, som sparas till nästa publicering.")
    noisy = {table: _perturbed(grid, policy, key) for table, grid in grids.items() if table in policy.linked}
    return {table: noisy[table] if table in noisy else _of_noisy(grid, noisy) for table, grid in grids.items()}


def _of_noisy(grid: Grid, noisy: Mapping[str, Grid]) -> Grid:
    """Ratios of a noisy count are hidden: they would tell the true one."""
    told = [item for item in grid.table.items if item.how is How.RATIO and {item.over[0], item.under[0]} & set(noisy)]
    places = {grid.columns.index(Column(item.id)) for item in told}
    rows = {
        row: tuple(
            Status.HIDDEN if at in places and not isinstance(entry, Status) else entry
            for at, entry in enumerate(entries)
        )
        for row, entries in grid.rows.items()
    }
    return replace(grid, rows=rows) if places else grid


def _perturbed(grid: Grid, policy: Policy, key: str) -> Grid:
    if policy.method is Method.ROUND:
        rows = {row: tuple(rounded(entry, policy.base) for entry in entries) for row, entries in grid.rows.items()}
        return replace(grid, rows=rows, footnotes=(*grid.footnotes, _ROUNDED.format(base=policy.base)))
    keys = _cell_keys(grid, key)
    rows = {
        row: tuple(
            entry if isinstance(entry, Status) else int(entry) + noise(int(entry), at, policy.noise)
            for entry, at in zip(entries, keys[row], strict=True)
        )
        for row, entries in grid.rows.items()
    }
    return replace(grid, rows=rows, footnotes=(*grid.footnotes, _NOISY.format(noise=policy.noise)))


def rounded(entry: Entry, base: int) -> Entry:
    """A count to the nearest multiple of the base, halves upwards."""
    return entry if isinstance(entry, Status) else (2 * int(entry) + base) // (2 * base) * base


def _cell_keys(grid: Grid, secret: str) -> dict[RowKey, list[float]]:
    """A number in [0, 1) for each cell: the sum of its clients' numbers, so that one count has one key everywhere."""
    at = {column: place for place, column in enumerate(grid.columns)}
    inside = margins(grid.columns)
    whole = {margin for margin, _ in inside}
    leaves = [column for column in grid.columns if column not in whole]
    keys: dict[RowKey, list[float]] = {row: [0.0] * len(grid.columns) for row in grid.rows}
    for row, entries in grid.rows.items():
        if row.level is not Level.MUNICIPALITY:
            continue
        above = (
            keys.get(RowKey(row.year, Level.COUNTY, row.area[:2])),
            keys.get(RowKey(row.year, Level.NATION, NATION)),
        )
        for column in leaves:
            entry = entries[at[column]]
            if isinstance(entry, Status) or not entry:
                continue
            own = _sum_of_keys(secret, grid.table.id, row, column, int(entry))
            for target in (keys[row], *above):
                if target is not None:
                    target[at[column]] = (target[at[column]] + own) % 1.0
    for sums in keys.values():
        # Leaves are done; sums over one dimension first, then over both.
        for margin, parts in sorted(inside, key=lambda one: one[0].sex == one[0].age):
            sums[at[margin]] = sum(sums[at[part]] for part in parts) % 1.0
    return keys


def _sum_of_keys(secret: str, table: str, row: RowKey, column: Column, clients: int) -> float:
    total = 0.0
    for number in range(clients):
        name = f"{secret}|{table}|{row.year}|{row.area}|{column.item}|{column.sex}|{column.age}|{number}"
        total += int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) / 2**64
    return total % 1.0


def noise(value: int, key: float, largest: int) -> int:
    """The change of a count with the key: never below zero, zero on average, and none for zero."""
    if value <= 0:
        return 0
    lowest = -min(value, largest)
    return lowest + min(bisect_right(_chances(lowest, largest), key), largest - lowest)


@cache
def _chances(lowest: int, largest: int) -> Sequence[float]:
    """Cumulated chances of each change from lowest to largest, tilted so that the mean is zero."""
    steps = range(lowest, largest + 1)
    width = 2 * (_SPREAD * largest) ** 2

    def weights(tilt: float) -> list[float]:
        return [math.exp(-(step**2) / width + tilt * step) for step in steps]

    low, high = -20.0, 20.0
    for _ in range(80):
        middle = (low + high) / 2
        mean = sum(step * weight for step, weight in zip(steps, weights(middle), strict=True))
        low, high = (middle, high) if mean < 0 else (low, middle)
    chosen = weights((low + high) / 2)
    return tuple(part / sum(chosen) for part in accumulate(chosen))
