"""A grid as a full cube: every combination of its dimensions in order, for the formats that know nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from redovisa.tabulating.release import AGE_WORDS, SEX_WORDS, Release, order
from redovisa.tabulating.table import AGES, SEXES, UNKNOWN_AGE, Column, Entry, Grid, RowKey

#: The code of a margin in a cube; an empty code is not allowed there.
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension: its code, Swedish label, and (code, label) of its categories in order."""

    code: str
    label: str
    categories: tuple[tuple[str, str], ...]


def dimensions(release: Release, grid: Grid) -> tuple[Dimension, ...]:
    """The dimensions of a grid, the area first and the year last; sex and age only where the table has them."""
    rows = sorted(grid.rows, key=order)
    areas = dict.fromkeys((row.area, release.area_name(row)) for row in sorted(rows, key=lambda row: order(row)[1:]))
    found = [Dimension("area", "Område", tuple(areas))]
    if any(column.sex for column in grid.columns):
        codes = ("", *SEXES)
        found.append(Dimension("sex", "Kön", tuple((code or TOTAL, SEX_WORDS[code]) for code in codes)))
    if any(column.age for column in grid.columns):
        ages = ("", *AGES, UNKNOWN_AGE)
        found.append(Dimension("age", "Ålder", tuple((code or TOTAL, AGE_WORDS[code]) for code in ages)))
    found.append(Dimension("item", "Uppgift", tuple((item.id, item.label) for item in grid.table.items)))
    found.append(Dimension("year", "År", tuple((str(year), str(year)) for year in grid.years())))
    return tuple(found)


def entries(grid: Grid, dims: tuple[Dimension, ...]) -> Iterator[Entry | None]:
    """The entries of the cube, the last dimension running fastest; None for what the table does not have."""
    rows = {(row.area, str(row.year)): row for row in grid.rows}
    place = {column: at for at, column in enumerate(grid.columns)}
    names = [dim.code for dim in dims]
    for codes in product(*([code for code, _ in dim.categories] for dim in dims)):
        at = dict(zip(names, codes, strict=True))
        row: RowKey | None = rows.get((at["area"], at["year"]))
        sex, age = (at.get(name, TOTAL).replace(TOTAL, "") for name in ("sex", "age"))
        column = place.get(Column(at["item"], sex, age))
        yield None if row is None or column is None else grid.rows[row][column]
