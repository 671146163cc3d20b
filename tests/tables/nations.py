"""Invented nations for property tests and benchmarks: small, awkward, and protected and attacked as releases are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from redovisa.personligt_ombud.protection import load_policy
from redovisa.personligt_ombud.tables import CHILDREN, CLIENTS, REASONS
from redovisa.tabulating.attacking.attack import Verdict
from redovisa.tabulating.crossing import spot_of
from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.protect import Protection, protect
from redovisa.tabulating.release import Release
from redovisa.tabulating.report import Municipality, Report
from redovisa.tabulating.table import AGES, SEXES, CellKey, Grid, Status, Table
from redovisa.tabulating.tabulate import tabulate
from redovisa.tabulating.trying import try_release

#: Tables small enough for thousands of nations: two kinds of clients with ages, and children.
SMALL = (
    Table("clients", CLIENTS.title, CLIENTS.items[:2], protected=True),
    CHILDREN,
    Table("reasons", REASONS.title, REASONS.items[:1], protected=True),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A nation that was protected, and what the attacker said of it before and after."""

    grids: dict[str, Grid]
    protection: Protection
    naive: Verdict
    verdict: Verdict


def nation(random: Random, counties: int, units: int, mean: float, spoilt: float = 0.1) -> list[Report]:
    """Reports of a small nation; some leave cells blank or break the rules that everybody thinks hold."""
    reports = []
    for county in range(1, counties + 1):
        for unit in range(1, random.randint(1, units) + 1):
            answers: dict[str, int] = {}
            for sex in SEXES:
                total = [min(40, int(random.expovariate(1 / mean))) for _ in AGES]
                new = [random.randint(0, count) for count in total]
                if random.random() < spoilt:
                    new[0] = total[0] + 2
                for kind, bands in (("total", total), ("new", new)):
                    answers[f"clients.{kind}.{sex}"] = sum(bands)
                    answers |= {f"clients.{kind}.{sex}.{age}": n for age, n in zip(AGES, bands, strict=True)}
                answers[f"clients.with_children.{sex}"] = random.randint(0, sum(total))
                answers[f"contact_reasons.economy.{sex}"] = random.randint(0, sum(new))
            kept = {key: value for key, value in answers.items() if random.random() > spoilt / 4}
            reports.append(Report(2023, 2023, f"{county:02}{unit:02}", kept))
    return reports


def small_grids(reports: list[Report], tables: tuple[Table, ...] = SMALL) -> dict[str, Grid]:
    """The protected tables of the reports."""
    places = {report.municipality: Municipality(report.municipality, report.municipality) for report in reports}
    return tabulate(reports, tables, places).grids  # type: ignore[return-value]  # a mapping that is a dictionary


def small_cells(grids: dict[str, Grid], threshold: int) -> set[CellKey]:
    """What the bare rule of small counts hides."""
    return {
        CellKey(table, row, column)
        for table, grid in grids.items()
        for row, entries in grid.rows.items()
        for column, entry in zip(grid.columns, entries, strict=True)
        if not isinstance(entry, Status) and 1 <= entry <= threshold
    }


def tried(grids: dict[str, Grid], policy: Policy) -> Tried:
    """Protect and attack, and attack the bare rule as well."""
    day = date(2024, 5, 15)
    protection = protect(list(grids.values()), policy)
    truth = {
        spot_of(CellKey(table, row, column)): int(entry)
        for table, grid in grids.items()
        for row, entries in grid.rows.items()
        for column, entry in zip(grid.columns, entries, strict=True)
        if not isinstance(entry, Status)
    }
    safe = Release(hide(grids, protection.hidden), {}, day, policy)
    bare = Release(hide(grids, small_cells(grids, policy.threshold)), {}, day, policy)
    return Tried(grids, protection, try_release(bare), try_release(safe, truth))


def grant_policy() -> Policy:
    """The grant's own policy."""
    return load_policy()
