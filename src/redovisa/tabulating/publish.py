"""Makes a release: counts, protects, writes and attacks, and repairs until the attacker finds nothing or gives up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from redovisa.tabulating.attacking.attack import Verdict, attack
from redovisa.tabulating.attacking.demand import Demand
from redovisa.tabulating.attacking.knowledge import Knowledge, Published, Quotient, Rule, Spot
from redovisa.tabulating.attacking.released import published
from redovisa.tabulating.exporting.files import files, noise_of
from redovisa.tabulating.exporting.long_csv import data
from redovisa.tabulating.policy import Method, Policy, PolicyError
from redovisa.tabulating.protecting.noise import perturb
from redovisa.tabulating.protecting.protect import Protection, hide, protect
from redovisa.tabulating.release import Publisher, Release, quotients
from redovisa.tabulating.table import CellKey, Column, Entry, Grid, Level, RowKey, Status, Table
from redovisa.tabulating.tabulate import Tabulation

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]
#: How often the release is mended after an attack that found something.
_MENDINGS = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A release with the attack's verdict for each year; ``files`` are empty when something was found."""

    release: Release
    verdicts: Mapping[int, Verdict]
    protections: Mapping[int, Protection]
    files: Mapping[str, bytes]

    @property
    def safe(self) -> bool:
        """Whether the attacker found nothing."""
        return all(verdict.safe for verdict in self.verdicts.values())


def make_release(
    counted: Tabulation,
    years: Sequence[int],
    policy: Policy,
    areas: Mapping[str, str],
    published_on: date,
    *,
    publisher: Publisher | None = None,
    out: Mapping[CellKey, int] | None = None,
    earlier: Sequence[Grid] = (),
    key: str = "",
    progress: Progress | None = None,
) -> Made:
    """A release of some years, protected year by year and attacked before anyone sees it.

    ``out`` are counts already published elsewhere, ``earlier`` the grids of earlier releases, ``key`` the secret of
    the cell-key method.
    """
    loose = [table for table, grid in counted.grids.items() if grid.table.protected and table not in policy.linked]
    if loose:
        raise PolicyError(
            f"Tabellen {loose[0]} räknar personer men står inte under linked i skyddspolicyn. Lägg till den."
        )
    protections: dict[int, Protection] = {}
    verdicts: dict[int, Verdict] = {}
    safe: dict[str, dict[RowKey, tuple[object, ...]]] = {table: {} for table in counted.grids}
    for year in years:
        of_year = {table: _of_year(grid, year) for table, grid in counted.grids.items()}
        before = [_of_year(grid, year) for grid in earlier]
        grids = _make_safe(
            of_year, year, policy, out, before, key, areas, published_on, protections, verdicts, progress
        )
        for table, grid in grids.items():
            safe[table].update(grid.rows)
    grids = {table: replace(grid, rows=safe[table]) for table, grid in counted.grids.items()}  # type: ignore[arg-type]
    remarks = tuple(remark for remark in counted.remarks if remark.year in years)
    figures = {str(year): _figures(protections.get(year), verdicts[year]) for year in years}
    release = Release(grids, areas, published_on, policy, remarks, publisher or Publisher(), figures=figures)
    fine = all(verdict.safe for verdict in verdicts.values())
    return Made(release, verdicts, protections, files(release) if fine else {})


def _make_safe(
    grids: Mapping[str, Grid],
    year: int,
    policy: Policy,
    out: Mapping[CellKey, int] | None,
    earlier: Sequence[Grid],
    key: str,
    areas: Mapping[str, str],
    published_on: date,
    protections: dict[int, Protection],
    verdicts: dict[int, Verdict],
    progress: Progress | None,
) -> dict[str, Grid]:
    truth = _truth(grids, policy)
    mend: set[CellKey] = set()
    for _ in range(_MENDINGS + 1):
        if policy.method is Method.HIDE:
            protections[year] = protect(list(grids.values()), policy, out, earlier, progress, mend)
            safe = hide(grids, protections[year].hidden)
        else:
            safe = perturb(grids, policy, key)
        release = Release(safe, areas, published_on, policy)
        verdicts[year] = verdict = try_release(release, truth, out, earlier, progress)
        found = {_key_of(source) for breach in verdict.breaches for source in breach.sources if source.count(":") == 6}
        if verdict.safe or policy.method is not Method.HIDE or found <= mend | protections[year].hidden:
            break
        mend |= found
    return safe


def try_release(
    release: Release,
    truth: Mapping[Spot, int] | None = None,
    out: Mapping[CellKey, int] | None = None,
    earlier: Sequence[Grid] = (),
    progress: Progress | None = None,
) -> Verdict:
    """Attack the release as the text that would go out, with everything its policy says an attacker may know."""
    policy = release.policy
    rules = tuple(Rule(rule.smaller, rule.larger, rule.by_age) for rule in policy.at_most)
    ratios = tuple(Quotient(**ratio) for ratio in quotients(release))  # type: ignore[arg-type]
    known = {spot_of(cell): value for cell, value in (out or {}).items()}
    texts = [data(release)]
    if earlier:
        texts.insert(0, data(replace(release, grids={grid.table.id: grid for grid in earlier})))
    demand = Demand(policy.threshold, policy.width, policy.insider_width)
    knowledge = Knowledge(rules, ratios, out=known, noise=noise_of(policy))
    return attack([published(text) for text in texts], demand, knowledge, truth, progress)


def spot_of(cell: CellKey) -> Spot:
    """A cell's name in the attacker's words: those of the long table."""
    row, column = cell.row, cell.column
    return Spot(cell.table, row.year, str(row.level), row.area, column.sex, column.age, column.item)


def cell_of(spot: Spot) -> CellKey:
    """The cell that the attacker's words name."""
    row = RowKey(spot.year, Level(spot.area_level), spot.area)
    return CellKey(spot.table, row, Column(spot.item, spot.sex, spot.age))


def grids_of(found: Published, tables: Sequence[Table]) -> list[Grid]:
    """An earlier release's long table as grids again; what it does not have is missing."""
    rows: dict[str, set[RowKey]] = defaultdict(set)
    entries: dict[CellKey, Entry] = {}
    for spot, value in found.numbers.items():
        entries[cell_of(spot)] = int(value) if value == int(value) else value
    for spot, status in found.others.items():
        entries[cell_of(spot)] = Status(status) if status in list(Status) else Status.MISSING
    for cell in entries:
        rows[cell.table].add(cell.row)
    return [
        Grid(
            table,
            columns := table.columns(),
            {
                row: tuple(entries.get(CellKey(table.id, row, column), Status.MISSING) for column in columns)
                for row in rows[table.id]
            },
        )
        for table in tables
        if rows[table.id]
    ]


def _key_of(source: str) -> CellKey:
    table, item, year, level, area, sex, age = source.split(":")
    return CellKey(table, RowKey(int(year), Level(level), area), Column(item, sex, age))


def _truth(grids: Mapping[str, Grid], policy: Policy) -> dict[Spot, int]:
    return {
        spot_of(CellKey(table, row, column)): int(entry)
        for table, grid in grids.items()
        if table in policy.linked
        for row, entries in grid.rows.items()
        for column, entry in zip(grid.columns, entries, strict=True)
        if not isinstance(entry, Status)
    }


def _of_year(grid: Grid, year: int) -> Grid:
    return replace(grid, rows={row: entries for row, entries in grid.rows.items() if row.year == year})


def _figures(protection: Protection | None, verdict: Verdict) -> dict[str, object]:
    found: dict[str, object] = {
        "attack": {"unknowns": verdict.unknowns, "ties": verdict.facts, "found": len(verdict.breaches)}
    }
    if protection is not None:
        found["hidden"] = {
            "counts": protection.counts,
            "hidden": len(protection.hidden),
            "small": len(protection.small),
            "hidden_sum": protection.hidden_sum,
            "proven_optimum": protection.proven,
            "gap_percent": round(100 * protection.gap, 1),
        }
    return found


def areas_named(counties: Mapping[str, str], municipalities: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names of all areas by code."""
    return {**counties, **dict(municipalities), "00": "Riket"}
