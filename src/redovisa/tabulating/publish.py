"""Makes a release: counts, protects, writes and attacks, and mends until the attacker finds nothing or it gives up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from redovisa.tabulating.attacking.attack import Breach, Verdict
from redovisa.tabulating.crossing import cell_above, cell_of, cell_of_source, spot_of, truth_of
from redovisa.tabulating.exporting.files import files
from redovisa.tabulating.policy import Method, Policy, PolicyError
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.noise import perturb
from redovisa.tabulating.protecting.protect import Protection, Protector
from redovisa.tabulating.protecting.years import YearBefore
from redovisa.tabulating.release import Publisher, Release
from redovisa.tabulating.table import CellKey, Grid, RowKey, Status
from redovisa.tabulating.tabulate import Tabulation
from redovisa.tabulating.trying import try_release

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]
#: How often the release is mended after an attack that found something.
_MENDINGS = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A release with the attack's verdict for each year.

    ``files`` are empty when something was found, or when something could not be tried.
    """

    release: Release
    verdicts: Mapping[int, Verdict]
    protections: Mapping[int, Protection]
    files: Mapping[str, bytes]

    @property
    def safe(self) -> bool:
        """Whether the attacker tried everything and found nothing."""
        return all(verdict.safe for verdict in self.verdicts.values())

    def hidden_besides(self, year: int) -> int:
        """How many counts of a year are hidden although all have noise."""
        grids = {table: _of_years(grid, [year]) for table, grid in self.release.grids.items()}
        return hidden_in(grids, self.release.policy.linked)


@dataclass(frozen=True, slots=True)
class Before:
    """What is out already: ``counts`` that anybody has published, and the grids of each earlier ``release``."""

    counts: Mapping[CellKey, int] = field(default_factory=dict)
    releases: Sequence[Mapping[str, Grid]] = ()

    def of_years(self, years: Iterable[int]) -> list[Mapping[str, Grid]]:
        """The earlier releases' grids of some years, where they have any."""
        cut = [{table: _of_years(grid, years) for table, grid in grids.items()} for grids in self.releases]
        return [grids for grids in cut if any(grid.rows for grid in grids.values())]


def make_release(
    counted: Tabulation,
    years: Sequence[int],
    policy: Policy,
    areas: Mapping[str, str],
    published_on: date,
    *,
    publisher: Publisher | None = None,
    before: Before | None = None,
    key: str = "",
    progress: Progress | None = None,
) -> Made:
    """A release of some years, protected year by year and attacked before anyone sees it.

    ``key`` is the secret of the cell-key method. A year is protected and attacked together with the years before
    it, where they are out or go out with it.
    """
    loose = [table for table, grid in counted.grids.items() if grid.table.protected and table not in policy.linked]
    if loose:
        raise PolicyError(
            f"Tabellen {loose[0]} räknar personer men står inte under linked i skyddspolicyn. Lägg till den."
        )
    making = _Making(counted, policy, areas, published_on, before or Before(), key, progress)
    for year in sorted(years):
        making.make(year)
    rows: dict[str, dict[RowKey, tuple[object, ...]]] = {table: {} for table in counted.grids}
    for year in years:
        for table, grid in making.safe[year].items():
            rows[table].update(grid.rows)
    # A year's own grids: their footnotes tell of noise.
    told = making.safe[max(years)] if years else counted.grids
    grids = {table: replace(grid, rows=rows[table]) for table, grid in told.items()}  # type: ignore[arg-type]  # entries, as in the grids they came from
    remarks = tuple(remark for remark in counted.remarks if remark.year in years)
    figures = {str(year): making.figures(year) for year in years}
    release = Release(grids, areas, published_on, policy, remarks, publisher or Publisher(), figures=figures)
    fine = all(verdict.safe for verdict in making.verdicts.values())
    return Made(release, making.verdicts, making.protections, files(release) if fine else {})


class _Making:
    """Makes the years of a release safe, one after the other."""

    def __init__(
        self,
        counted: Tabulation,
        policy: Policy,
        areas: Mapping[str, str],
        day: date,
        before: Before,
        key: str,
        progress: Progress | None,
    ) -> None:
        self.counted, self.policy, self.areas, self.day = counted, policy, areas, day
        self.before, self.key, self.progress = before, key, progress
        self.safe: dict[int, dict[str, Grid]] = {}
        self.verdicts: dict[int, Verdict] = {}
        self.protections: dict[int, Protection] = {}

    def make(self, year: int) -> None:
        """Make one year safe, trying it again after each mending."""
        grids = {table: _of_years(grid, [year]) for table, grid in self.counted.grids.items()}
        if self.policy.method is not Method.HIDE:
            self._blur(year, grids)
            return
        again = [grid for release in self.before.of_years([year]) for grid in release.values()]
        proofs = [proof for one in self.protections.values() for proof in one.proofs]
        protector = Protector(
            list(grids.values()),
            self.policy,
            self.before.counts,
            again,
            self.progress,
            self._years_before(year),
            list({frozenset(proof.items()): proof for proof in proofs}.values()),
        )
        mend: set[CellKey] = set()
        for turn in range(_MENDINGS + 1):
            self.protections[year] = protector.protect(mend)
            self.safe[year] = hide(grids, self.protections[year].hidden)
            self.verdicts[year] = verdict = self._try(year)
            if verdict.safe or not verdict.breaches:
                return
            found = _wanting(verdict.breaches, grids, year, wide=turn >= _MENDINGS // 2)
            if found <= mend | self.protections[year].hidden:
                found = _wanting(verdict.breaches, grids, year, wide=True)
            if found <= mend | self.protections[year].hidden:
                return  # all that might help is hidden already: it is said, and the release stays
            mend |= found

    def _blur(self, year: int, grids: Mapping[str, Grid]) -> None:
        """Noise or rounding; what is ringed in all the same is hidden besides, and then the sums that told it."""
        blurred = perturb(grids, self.policy, self.key)
        hidden: set[CellKey] = set()
        for turn in range(_MENDINGS + 1):
            self.safe[year] = hide(blurred, hidden)
            self.verdicts[year] = verdict = self._try(year)
            found = {cell_of(breach.spot) for breach in verdict.breaches}
            again = [breach for breach in verdict.breaches if cell_of(breach.spot) in hidden]
            found |= _wanting(again, blurred, year, wide=turn >= _MENDINGS // 2)
            if found <= hidden:
                return
            hidden |= found

    def figures(self, year: int) -> dict[str, object]:
        """What a reader may know of what was hidden, and of the attack."""
        verdict, protection = self.verdicts[year], self.protections.get(year)
        told: dict[str, object] = {
            "attack": {"unknowns": verdict.unknowns, "ties": verdict.facts, "found": len(verdict.breaches)}
        }
        if protection is None:
            return told | {"hidden": {"hidden": hidden_in(self.safe[year], self.policy.linked)}}
        return told | {
            "hidden": {
                "counts": protection.counts,
                "hidden": len(protection.hidden),
                "small": len(protection.small),
                "hidden_sum": protection.hidden_sum,
                "proven_optimum": protection.proven,
                "gap_percent": round(100 * protection.gap, 1),
            }
        }

    def _chain(self, year: int) -> list[int]:
        """The years before that flows tie to the year, one to the next, as far back as they are out or go out."""
        years: list[int] = []
        while self.policy.flows and (year - 1 in self.safe or self.before.of_years([year - 1])):
            year -= 1
            years.append(year)
        return years

    def _years_before(self, year: int) -> list[YearBefore]:
        """The linked tables of the years before as they are out, or go out with this one."""
        found = []
        for one in self._chain(year):
            mine = [self.safe[one]] if one in self.safe else []
            for shown in (*mine, *self.before.of_years([one])):
                found += [
                    YearBefore(_of_years(self.counted.grids[table], [one]), grid)
                    for table, grid in shown.items()
                    if table in self.policy.linked and table in self.counted.grids
                ]
        return found

    def _try(self, year: int) -> Verdict:
        years = [*self._chain(year), year]
        earlier = self.before.of_years(years)
        earlier += [self.safe[one] for one in years if one in self.safe and one != year]
        linked = [_of_years(grid, years) for table, grid in self.counted.grids.items() if table in self.policy.linked]
        release = Release(self.safe[year], self.areas, self.day, self.policy)
        last = (self.verdicts[one].seen for one in years if one in self.verdicts)
        proofs = [
            {spot_of(cell): amount for cell, amount in proof.items()}
            for one in years
            if one in self.protections
            for proof in self.protections[one].proofs
        ]
        offered = [*chain.from_iterable(last), *proofs]
        return try_release(release, truth_of(linked), self.before.counts, earlier, self.progress, offered)


def _wanting(breaches: Iterable[Breach], grids: Mapping[str, Grid], year: int, wide: bool) -> set[CellKey]:
    """What to hide besides, so that the breaches heal: the sums that told, or (``wide``) all around what was found.

    Where a rule told, as that there are no more reasons than clients, what it holds the count against. (A zero held
    against a zero is never hidden: the protector knows it.)
    """
    found = {cell_of_source(source) for breach in breaches for source in breach.sources if source.count(":") == 6}
    found |= {
        cell_above(source, breach.spot)
        for breach in breaches
        for source in breach.sources
        if source.startswith("regel:")
    }
    # What was found of an earlier year, which is decided, is healed by the same counts of this year.
    found = {cell._replace(row=cell.row._replace(year=year)) for cell in found}
    near = [cell._replace(row=cell.row._replace(year=year)) for cell in (cell_of(breach.spot) for breach in breaches)]
    for cell in near if wide or not found else ():
        grid = grids[cell.table]
        beside = {CellKey(cell.table, cell.row, column) for column in grid.columns if column.item == cell.column.item}
        above = [row for row in grid.rows if row.area in ("00", cell.row.area[:2])]
        found |= beside | {CellKey(cell.table, row, cell.column) for row in above}
    return {
        cell
        for cell in found
        if _is_in(cell, grids) and not isinstance(grids[cell.table].entry(cell.row, cell.column), Status)
    }


def _is_in(cell: CellKey, grids: Mapping[str, Grid]) -> bool:
    grid = grids.get(cell.table)
    return grid is not None and cell.row in grid.rows and cell.column in grid.columns


def _of_years(grid: Grid, years: Iterable[int]) -> Grid:
    wanted = set(years)
    return replace(grid, rows={row: entries for row, entries in grid.rows.items() if row.year in wanted})


def hidden_in(grids: Mapping[str, Grid], tables: Iterable[str]) -> int:
    """How many counts of some tables are hidden."""
    rows = (entries for table in tables if table in grids for entries in grids[table].rows.values())
    return sum(entry is Status.HIDDEN for entries in rows for entry in entries)


def areas_named(counties: Mapping[str, str], municipalities: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names of all areas by code."""
    return {**counties, **dict(municipalities), "00": "Riket"}
