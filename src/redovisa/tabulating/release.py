"""A release: protected grids with all that a reader needs to understand them, before any file is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from redovisa.tabulating.intake import Remark
from redovisa.tabulating.policy import Policy
from redovisa.tabulating.table import AGES, NATION, SEXES, UNKNOWN_AGE, Column, Entry, Grid, How, Level, RowKey, Status

#: Swedish words for codes, the margins included.
SEX_WORDS = {"": "Båda könen", "women": "Kvinnor", "men": "Män"}
AGE_WORDS = {
    "": "Alla åldrar",
    **{age: f"{age} år" for age in AGES[:-1]},
    "65+": "65 år och äldre",
    UNKNOWN_AGE: "Okänd ålder",
}
LEVEL_WORDS = {Level.NATION: "Riket", Level.COUNTY: "Län", Level.MUNICIPALITY: "Kommun"}
STATUS_WORDS = {
    Status.SHOWN: "Värdet visas",
    Status.HIDDEN: "Dolt för att skydda enskilda",
    Status.MISSING: "Uppgift saknas",
    Status.NOT_ASKED: "Frågan ställdes inte det året",
}
#: What stands in a cell for people, where there is no number.
SYMBOLS = {Status.HIDDEN: "..", Status.MISSING: "–", Status.NOT_ASKED: "."}
LONG_COLUMNS = ("table", "year", "area_level", "area", "sex", "age", "item", "value", "status")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and where; all of it is shown to readers and machines.

    ``email`` may be empty. ``base`` is the address of the files' folder; without it the catalogue names files relative
    to itself.
    """

    name: str = "Utgivare ej angiven"
    uri: str = "https://example.org/utgivare"
    email: str = "utgivare@example.org"
    licence: str = "http://creativecommons.org/publicdomain/zero/1.0/"
    base: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What goes out: grids by table id, names of areas by code, and what was done to make the grids safe.

    ``published`` is the day of the release and part of every file's name; ``figures`` are told in the manifest.
    """

    grids: Mapping[str, Grid]
    areas: Mapping[str, str]
    published: date
    policy: Policy
    remarks: tuple[Remark, ...] = ()
    publisher: Publisher = field(default_factory=Publisher)
    title: str = "Personligt ombud: redovisningar av statsbidraget"
    figures: Mapping[str, object] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        """All years of the release."""
        return tuple(sorted({year for grid in self.grids.values() for year in grid.years()}))

    @property
    def name(self) -> str:
        """The stem of every file's name: what, which years, which day."""
        years = self.years
        span = f"{years[0]}-{years[-1]}" if len(years) > 1 else f"{years[0]}" if years else "tom"
        return f"personligt-ombud_{span}_{self.published.isoformat()}"

    def area_name(self, row: RowKey) -> str:
        """The area's name; its code when it has none."""
        return "Riket" if row.area == NATION else self.areas.get(row.area, row.area)


def long_rows(grid: Grid) -> Iterator[tuple[str, str, str, str, str, str, str, str, str]]:
    """Every cell of a grid in long form, in the order of LONG_COLUMNS; an empty dimension is the margin."""
    table = grid.table.id
    decimals = {item.id: item.decimals for item in grid.table.items}
    for row in sorted(grid.rows, key=order):
        head = (table, str(row.year), str(row.level), row.area)
        for column, entry in zip(grid.columns, grid.rows[row], strict=True):
            shown = "" if isinstance(entry, Status) else number(entry, decimals[column.item])
            status = str(entry) if isinstance(entry, Status) else str(Status.SHOWN)
            yield (*head, column.sex, column.age, column.item, shown, status)


def order(row: RowKey) -> tuple[int, int, str]:
    """Year by year: the nation, counties, municipalities."""
    return row.year, list(Level).index(row.level), row.area


def number(entry: int | float, decimals: int) -> str:
    """A number as machines write it."""
    return f"{entry:.{decimals}f}" if decimals else str(round(entry))


def cell_text(entry: Entry) -> str | int | float:
    """An entry for people: the number, or the symbol that tells why there is none."""
    return SYMBOLS[entry] if isinstance(entry, Status) else entry


def column_words(grid: Grid, column: Column) -> str:
    """A column's head for people."""
    label = next(item.label for item in grid.table.items if item.id == column.item)
    extra = [SEX_WORDS[column.sex]] if _has(grid, column, SEXES) else []
    if _aged(grid, column):
        extra.append(AGE_WORDS[column.age])
    return ", ".join([label, *(word.lower() for word in extra)])


def _has(grid: Grid, column: Column, sexes: tuple[str, ...]) -> bool:
    return any(other.item == column.item and other.sex in sexes for other in grid.columns)


def _aged(grid: Grid, column: Column) -> bool:
    return any(other.item == column.item and other.age for other in grid.columns)


def footnotes(grid: Grid) -> tuple[str, ...]:
    """The notes a reader of the table needs: its own, what symbols mean, and breaks in the series."""
    notes = [*grid.table.footnotes, *grid.footnotes]
    entries = {entry for row in grid.rows.values() for entry in row if isinstance(entry, Status)}
    notes += [f"{SYMBOLS[status]} {STATUS_WORDS[status].lower()}" for status in SYMBOLS if status in entries]
    return tuple(notes)


def quotients(release: Release) -> list[dict[str, object]]:
    """The ratios among the tables, for whoever wants to try what they give away."""
    return [
        {
            "item": f"{grid.table.id}.{item.id}",
            "over": ".".join(item.over),
            "under": ".".join(item.under),
            "scale": item.scale,
            "decimals": item.decimals,
        }
        for grid in release.grids.values()
        for item in grid.table.items
        if item.how is How.RATIO
    ]
