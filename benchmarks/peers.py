"""What others hide of one table of counties by sex and age: ACRO and tau-Argus, from the same clients."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from redovisa.tabulating.table import UNKNOWN_AGE, CellKey, Column, Grid, Level, RowKey, Status

#: A client list by column: county, sex, age.
Clients = dict[str, list[str]]


class NotHere(Exception):
    """A peer that is not installed."""


def clients(grid: Grid) -> Clients:
    """One line for each client of the counties: what the peers, made for such data, want."""
    lines: Clients = {"county": [], "sex": [], "age": []}
    for row, entries in grid.rows.items():
        for column, entry in zip(grid.columns, entries, strict=True):
            if row.level is Level.COUNTY and column.sex and column.age not in ("", UNKNOWN_AGE):
                for name, word in (("county", row.area), ("sex", column.sex), ("age", column.age)):
                    lines[name] += [word] * (0 if isinstance(entry, Status) else int(entry))
    return lines


def tau_argus(grid: Grid) -> set[CellKey]:
    """What tau-Argus hides with its optimal method, margins and all: counts below five, 20 percent of safety range."""
    try:
        from pytauargus import protect
    except ImportError:
        raise NotHere from None
    listed = clients(grid)
    # Its solvers leave logs in the working directory.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        data = {**listed, "n": [1.0] * len(listed["county"])}
        made = protect(data, list(listed), response="n", safety_rules="FREQ(5,20)", suppress="OPT(1)", workdir=folder)
        rows = made.tables[0].rows
    words = [[row[name].strip() for name in listed] for row in rows if row["status"] in ("U", "M")]
    return set(_cells(grid, [["" if word == "Total" else word for word in found] for found in words]))


def acro(grid: Grid, python: str, threshold: int) -> set[CellKey]:
    """What ACRO, which the interpreter ``python`` has, hides of the inner cells: it does not look at margins."""
    here = Path(__file__).parents[1]
    command = [python, "-m", "benchmarks.by_acro", str(threshold)]
    ran = subprocess.run(
        command, input=json.dumps(clients(grid)), capture_output=True, text=True, cwd=here, check=False
    )
    if "No module named 'acro'" in ran.stderr:
        raise NotHere
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip().splitlines()[-1])
    return set(_cells(grid, json.loads(ran.stdout)))


def _cells(grid: Grid, found: list[list[str]]) -> Iterator[CellKey]:
    year, item = grid.years()[0], grid.table.items[0].id
    for county, sex, age in found:
        row = RowKey(year, Level.COUNTY, county) if county else RowKey(year, Level.NATION, "00")
        yield CellKey(grid.table.id, row, Column(item, sex, age))
