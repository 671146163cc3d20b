"""Tabulates: reports of many years become one grid a table, by municipality, county and nation, with margins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from redovisa.tabulating.intake import Intake, Outcome, Remark, Unit, take_in
from redovisa.tabulating.report import Municipality, Report
from redovisa.tabulating.series import DERIVATIONS
from redovisa.tabulating.table import NATION, Entry, Grid, How, Item, Level, RowKey, Status, Table
from redovisa.tabulating.unit_rows import (
    Asked,
    ReadItem,
    Shape,
    Silent,
    answers,
    both,
    margins_over_sexes,
    reader,
    unit_entries,
)

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Tabulation:
    """All grids by table id, who covers whom by year, and what a person should know about the input."""

    grids: Mapping[str, Grid]
    intake: Intake
    remarks: tuple[Remark, ...]


def tabulate(
    reports: Iterable[Report],
    tables: Sequence[Table],
    municipalities: Mapping[str, Municipality],
    asked: Asked | None = None,
    progress: Progress | None = None,
) -> Tabulation:
    """Count every table over all reports.

    Sums are over the units that answered; a municipality that is covered by another's report, or has sent none, is
    missing on its own row. Ratios are between sums over units that answered both parts.
    """
    intake = take_in(reports, municipalities)
    remarks = list(intake.remarks)
    rows: dict[str, dict[RowKey, tuple[Entry, ...]]] = {table.id: {} for table in tables}
    readers = {
        (table.id, item.id): reader(item, asked or {}) for table in tables for item in table.items if _read(item)
    }
    years = sorted(intake.units)
    for done, year in enumerate(years):
        _year(year, intake, tables, readers, municipalities, rows, remarks)
        if progress:
            progress("Räknar ihop", done + 1, len(years))
    grids = {table.id: Grid(_with_breaks(table), table.columns(), rows[table.id]) for table in tables}
    return Tabulation(grids, intake, tuple(remarks))


def answered(
    reports: Sequence[Report], tables: Sequence[Table], asked: Asked | None = None
) -> Mapping[str, tuple[int, ...]]:
    """Which reports, by their places in the list, gave an answer that a table counts; by the table's id."""
    asking = {table.id: [reader(item, asked or {}) for item in table.items if _read(item)] for table in tables}
    return {
        table: tuple(at for at, report in enumerate(reports) if answers(report, readers))
        for table, readers in asking.items()
        if readers
    }


def _read(item: Item) -> bool:
    return item.how not in (How.RATIO, How.PLACE, How.ANSWERED)


def _with_breaks(table: Table) -> Table:
    """The table with the break note of each derivation it uses among its footnotes."""
    notes = {DERIVATIONS[item.derivation].break_note: None for item in table.items if item.derivation in DERIVATIONS}
    return replace(table, footnotes=(*table.footnotes, *notes))


def _year(
    year: int,
    intake: Intake,
    tables: Sequence[Table],
    readers: Mapping[tuple[str, str], ReadItem],
    municipalities: Mapping[str, Municipality],
    rows: dict[str, dict[RowKey, tuple[Entry, ...]]],
    remarks: list[Remark],
) -> None:
    units = intake.units[year]
    read: dict[tuple[str, str], dict[str, tuple[Entry, ...]]] = {}
    silent: Silent = {}
    for table in tables:
        for item in table.items:
            if (read_item := readers.get((table.id, item.id))) is not None:
                read[table.id, item.id] = {
                    code: unit_entries(read_item, item, year, unit, remarks, silent) for code, unit in units.items()
                }
    for (code, part), labels in silent.items():
        what = (
            f"{municipalities[code].name} {year}: summorna saknar uppgift från {part} om {', '.join(labels)}. "
            "Be stadsdelen komplettera."
        )
        remarks.append(Remark(Outcome.ASK, year, code, what))
    places = [place.code for place in municipalities.values() if place.valid(year)]
    counties = _by_county(places)
    for table in tables:
        for item in table.items:
            if item.how is How.PLACE:
                facts: dict[str, tuple[Entry, ...]] = {
                    code: (_fact(item, code, units, intake.covered_by[year]),) for code in places
                }
                read[table.id, item.id] = facts
            elif item.how is How.ANSWERED:
                asking = [read_item for (of, _), read_item in readers.items() if of == item.derivation]
                known = [of_unit for (of, _), of_unit in read.items() if of == item.derivation]
                read[table.id, item.id] = {code: (_answered(unit, asking, known),) for code, unit in units.items()}
    protected = {table.id for table in tables if table.protected}
    for table in tables:
        parts = [
            _ratios(item, read, bool({item.over[0], item.under[0]} & protected), places, counties)
            if item.how is How.RATIO
            else _item_rows(item, read[table.id, item.id], places, counties)
            for item in table.items
        ]
        target = rows[table.id]
        for level, area in _areas(places, counties):
            target[RowKey(year, level, area)] = tuple(entry for part in parts for entry in part[level, area])


def _by_county(places: Sequence[str]) -> dict[str, list[str]]:
    counties: dict[str, list[str]] = defaultdict(list)
    for code in places:
        counties[code[:2]].append(code)
    return counties


def _areas(places: Sequence[str], counties: Mapping[str, object]) -> list[tuple[Level, str]]:
    return [
        (Level.NATION, NATION),
        *((Level.COUNTY, county) for county in sorted(counties)),
        *((Level.MUNICIPALITY, code) for code in sorted(places)),
    ]


ItemRows = dict[tuple[Level, str], tuple[Entry, ...]]


def _item_rows(
    item: Item,
    of_unit: Mapping[str, tuple[Entry, ...]],
    places: Sequence[str],
    counties: Mapping[str, Sequence[str]],
) -> ItemRows:
    """An item's entries for every area of a year."""
    blank = (Status.MISSING,) * len(item.columns())
    rows: ItemRows = {(Level.MUNICIPALITY, code): of_unit.get(code, blank) for code in places}
    every: list[tuple[Entry, ...]] = []
    shape = margins_over_sexes(item)
    for county, codes in counties.items():
        inside = [of_unit[code] for code in codes if code in of_unit]
        every += inside
        rows[Level.COUNTY, county] = _sum(item, inside, shape)
    rows[Level.NATION, NATION] = _sum(item, every, shape)
    return rows


def _fact(item: Item, code: str, units: Mapping[str, Unit], covered: Mapping[str, str]) -> int:
    match item.derivation:
        case "reports":
            return len(units[code].reports) if code in units else 0
        case "reporters":
            return int(code in units)
        case "covered":
            return int(code in units or code in covered)
        case _:
            return 1


def _answered(unit: Unit, asking: Sequence[ReadItem], read: Sequence[Mapping[str, tuple[Entry, ...]]]) -> int:
    """How many of the unit's reports gave an answer that the table counts: ``read`` holds what all gave together."""
    if len(unit.reports) > 1:
        return sum(answers(report, asking) for report in unit.reports)
    return int(any(not isinstance(entry, Status) for of_unit in read for entry in of_unit[unit.municipality]))


def _sum(item: Item, rows: Sequence[tuple[Entry, ...]], shape: Shape) -> tuple[Entry, ...]:
    """The entries of an area: sums over the rows that have a number, with the margin over sexes from its parts."""
    width, sums = shape
    if not rows:
        return (Status.MISSING,) * width
    over = _middle if item.how is How.MIDDLE else _total
    entries = [over(column) for column in zip(*rows, strict=True)]
    for index, parts in sums:
        # A unit that answered for one sex only takes part in that sex's sum, and so in the sum of both.
        entries[index] = both([entries[part] for part in parts])
    return tuple(entries)


def _total(column: tuple[Entry, ...]) -> Entry:
    try:
        total = sum(column)  # type: ignore[arg-type]  # a status among them is caught
    except TypeError:  # a status among them: add the others
        numbers = [entry for entry in column if not isinstance(entry, Status)]
        if not numbers:
            return _none(column)
        return _total(tuple(numbers))
    # Positions have two decimals: binary sums must not show more.
    return total if type(total) is int else round(total, 6)


def _middle(column: tuple[Entry, ...]) -> Entry:
    numbers = [entry for entry in column if not isinstance(entry, Status)]
    return median(numbers) if numbers else _none(column)


def _none(column: tuple[Entry, ...]) -> Entry:
    return Status.NOT_ASKED if all(entry is Status.NOT_ASKED for entry in column) else Status.MISSING


def _ratios(
    item: Item,
    read: Mapping[tuple[str, str], Mapping[str, tuple[Entry, ...]]],
    strict: bool,
    places: Sequence[str],
    counties: Mapping[str, Sequence[str]],
) -> ItemRows:
    """Ratios of sums over the units that answered both parts.

    When a part is protected (``strict``), an area where some unit answered only one part has no ratio: it would
    tell the sum of the others, and by difference the one unit.
    """
    over, under = read[item.over], read[item.under]
    rows: ItemRows = {(Level.MUNICIPALITY, code): (_ratio(item, [code], over, under, strict),) for code in places}
    for county, codes in counties.items():
        rows[Level.COUNTY, county] = (_ratio(item, codes, over, under, strict),)
    rows[Level.NATION, NATION] = (_ratio(item, places, over, under, strict),)
    return rows


def _ratio(
    item: Item,
    codes: Sequence[str],
    over: Mapping[str, tuple[Entry, ...]],
    under: Mapping[str, tuple[Entry, ...]],
    strict: bool,
) -> Entry:
    top: int | float = 0
    bottom: int | float = 0
    for code in codes:
        above = over[code][-1] if code in over else Status.MISSING
        below = under[code][-1] if code in under else Status.MISSING
        if isinstance(above, Status) or isinstance(below, Status):
            if strict and not (isinstance(above, Status) and isinstance(below, Status)):
                return Status.MISSING
            continue
        top += above
        bottom += below
    return round(top / bottom * item.scale, item.decimals) if bottom else Status.MISSING
