"""Ten years of a nation tabulated, beside the same sums in SQLite and DuckDB: ``python -m benchmarks.tabulate``.

The peers start from a long table already in their memory and add the client counts by municipality, county, nation,
sex and age; ours starts from the reports and makes every table. So the ratio flatters the peers.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable
from random import Random

from redovisa.personligt_ombud.tables import TABLES
from redovisa.tabulating.invented import invent_municipalities, invent_reports
from redovisa.tabulating.report import Report
from redovisa.tabulating.table import AGES, SEXES
from redovisa.tabulating.tabulate import tabulate

MOST_SECONDS = 1.0
_SUMS = (
    "select year, {area}, item, sex, age, sum(value) from long group by 1, 2, 3, 4, 5",
    "select year, {area}, item, sex, sum(value) from long group by 1, 2, 3, 4",
    "select year, {area}, item, age, sum(value) from long group by 1, 2, 3, 4",
    "select year, {area}, item, sum(value) from long group by 1, 2, 3",
)
_AREAS = ("municipality", "substr(municipality, 1, 2)", "'00'")


def long_rows(reports: list[Report]) -> list[tuple[int, str, str, str, str, int]]:
    """The client counts as a long table of leaves."""
    return [
        (one.year, one.municipality, item, sex, age, int(one.number(f"clients.{item}.{sex}.{age}") or 0))
        for one in reports
        for item in ("total", "new", "closed")
        for sex in SEXES
        for age in AGES
    ]


def in_sqlite(rows: list[tuple[int, str, str, str, str, int]]) -> Callable[[], object]:
    """The sums in SQLite, in memory."""
    base = sqlite3.connect(":memory:")
    base.execute("create table long (year int, municipality text, item text, sex text, age text, value int)")
    base.executemany("insert into long values (?, ?, ?, ?, ?, ?)", rows)
    return lambda: [base.execute(q.format(area=area)).fetchall() for q in _SUMS for area in _AREAS]


def in_duckdb(rows: list[tuple[int, str, str, str, str, int]]) -> Callable[[], object] | None:
    """The sums in DuckDB, or None where it is not installed."""
    try:
        import duckdb
        import pandas as pd
    except ImportError:
        return None
    frame = pd.DataFrame(rows, columns=["year", "municipality", "item", "sex", "age", "value"])
    base = duckdb.connect()
    base.execute("set threads to 2")
    base.register("frame", frame)
    base.execute("create table long as select * from frame")
    return lambda: [base.execute(q.format(area=area)).fetchall() for q in _SUMS for area in _AREAS]


def best(work: Callable[[], object], rounds: int = 3) -> tuple[float, float]:
    """Least seconds of several rounds: on the wall, and of the processor (a shared machine disturbs the first)."""
    walls, works = [], []
    for _ in range(rounds):
        wall, used = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - used)
    return min(walls), min(works)


def main() -> int:
    """Prints seconds and ratios; 1 when the nation of 290 took longer than a second of processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--growth", type=int, nargs="*", default=[1, 2, 5, 10], help="times 290 municipalities")
    arguments = parser.parse_args()
    failed = False
    for times in arguments.growth:
        random = Random(1)
        places = invent_municipalities(min(21 * times, 99), (13, 15), random)
        if times == 1:
            places = dict(list(places.items())[:290])
        reports = invent_reports(places, range(2014, 2024), random)
        wall, used = best(lambda r=reports, p=places: tabulate(r, TABLES, p))  # type: ignore[misc]  # mypy infers no type for a lambda's defaults
        rows = long_rows(reports)
        told = f"{len(places)} municipalities x 10 years: {wall:.2f} s ({used:.2f} s of processor)"
        for name, peer in (("SQLite", in_sqlite(rows)), ("DuckDB", in_duckdb(rows))):
            if peer is None:
                told += f"; {name} is not installed here"
                continue
            other, _ = best(peer)
            told += f"; {name} {other:.2f} s for the clients alone, ratio {wall / other:.1f}"
        print(told, flush=True)
        failed = failed or (times == 1 and min(wall, used) > MOST_SECONDS)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
