"""A table: what it counts, and rows of entries where hidden, missing, not asked and zero are four things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from redovisa.form.answer import Value

#: The area code of the whole country, as Statistics Sweden writes it.
NATION = "00"
#: The age of clients whose band was not reported; it keeps every table additive.
UNKNOWN_AGE = "unknown"
SEXES = ("women", "men")
AGES = ("18-29", "30-49", "50-64", "65+")


class Status(StrEnum):
    """What stands in a cell; only a shown cell has a value."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


#: A number when the cell is shown, otherwise why there is none.
Entry: TypeAlias = int | float | Status


class Level(StrEnum):
    """How large an area is; the smallest is the reporting municipality."""

    NATION = "nation"
    COUNTY = "county"
    MUNICIPALITY = "municipality"


class RowKey(NamedTuple):
    """Whose numbers a row holds: area is ``00``, a county code of two digits or a municipality code of four."""

    year: int
    level: Level
    area: str


class Column(NamedTuple):
    """What a number counts; an empty sex or age is the margin."""

    item: str
    sex: str = ""
    age: str = ""


class How(StrEnum):
    """How an item's number comes about."""

    SUM = "sum"  # the answers themselves, added over areas, sexes and ages
    YES = "yes"  # redovisningar that gave the item's answer
    DERIVED = "derived"  # a declared derivation of a report (series.py), added over areas
    MIDDLE = "middle"  # a declared derivation, of which areas show the median
    RATIO = "ratio"  # one item's sum over another's
    PLACE = "place"  # what is known of the municipality itself: it exists, it is covered, it reports
    ANSWERED = "answered"  # redovisningar that answered anything in a table


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is counted: ``label`` and ``unit`` are Swedish.

    ``fields`` gives the field of each (sex, age); ages under a sex need the sex's own total under (sex, ""). A YES
    item counts the ``answers`` that mean yes to the field under ("", ""). ``derivation`` names a function of
    series.py (DERIVED, MIDDLE), a fact (PLACE: exists, covered, reporters, reports) or a table (ANSWERED). ``over`` and
    ``under`` are the (table, item) of a ratio, which is multiplied by ``scale``.
    """

    id: str
    label: str
    unit: str = "antal"
    how: How = How.SUM
    decimals: int = 0
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answers: tuple[Value, ...] = (True,)
    derivation: str = ""
    over: tuple[str, str] = ("", "")
    under: tuple[str, str] = ("", "")
    scale: int = 1

    def columns(self) -> tuple[Column, ...]:
        """The item's columns: leaves first, then its margins."""
        sexes = [sex for sex in SEXES if (sex, "") in self.fields]
        if not sexes:
            return (Column(self.id),)
        if not any(age for _, age in self.fields):
            return (*(Column(self.id, sex) for sex in sexes), Column(self.id))
        ages = (*AGES, UNKNOWN_AGE)
        leaves = [Column(self.id, sex, age) for sex in sexes for age in ages]
        by_age = [Column(self.id, "", age) for age in ages]
        return (*leaves, *(Column(self.id, sex) for sex in sexes), *by_age, Column(self.id))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the expert declares it; ``protected`` counts persons and must be made safe before it is shown.

    ``title`` and ``footnotes`` are Swedish.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    protected: bool = False
    footnotes: tuple[str, ...] = ()

    def columns(self) -> tuple[Column, ...]:
        """All columns, item by item."""
        return tuple(column for item in self.items for column in item.columns())


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its numbers: each row holds an entry for each column; ``footnotes`` add to the table's own."""

    table: Table
    columns: tuple[Column, ...]
    rows: Mapping[RowKey, tuple[Entry, ...]]
    footnotes: tuple[str, ...] = ()

    def entry(self, row: RowKey, column: Column) -> Entry:
        """The entry of a cell; a row that is not there is missing."""
        entries = self.rows.get(row)
        return Status.MISSING if entries is None else entries[self.columns.index(column)]

    def years(self) -> tuple[int, ...]:
        """The years of the rows, in order."""
        return tuple(sorted({row.year for row in self.rows}))


class CellKey(NamedTuple):
    """The name of one number among all tables; the same in every release."""

    table: str
    row: RowKey
    column: Column
