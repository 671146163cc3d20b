"""Tables made safe and attacked, beside the bare rule, ACRO and tau-Argus: ``python -m benchmarks.protect PART…``.

Parts: ``small`` (the approach beside the proven optimum), ``counties`` (one table of 21 counties to the proven
optimum, beside pytauargus and ACRO), ``nations`` (thousands of invented nations, none may be found out) and ``whole``
(a year of 290 municipalities, all tables linked). Peers that are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import math
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from redovisa.personligt_ombud.tables import CLIENTS, TABLES
from redovisa.tabulating.invented import invent_municipalities, invent_reports
from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.protect import Protection, protect
from redovisa.tabulating.publish import make_release
from redovisa.tabulating.release import Release
from redovisa.tabulating.table import UNKNOWN_AGE, Grid, Level, Status, Table
from redovisa.tabulating.tabulate import tabulate
from redovisa.tabulating.trying import try_release
from tables.nations import SMALL, grant_policy, nation, small_cells, small_grids, tried

_DAY = date(2024, 5, 15)


def small(count: int) -> bool:
    """Cost of the approach over the proven optimum on small nations, with the bare rule beside."""
    cost = {"optimum": 0.0, "approach": 0.0}
    hidden = {"optimum": 0, "approach": 0, "bare": 0}
    sums = {"optimum": 0, "approach": 0}
    for seed in range(count):
        random = Random(seed)
        grids = list(small_grids(nation(random, random.randint(1, 3), 3, 3.0), SMALL[1:]).values())
        best = protect(grids, Policy(exact_cells=400))
        near = protect(grids, Policy(exact_cells=0))
        if not best.proven:
            continue
        hidden["bare"] += len(best.small)
        for name, one in (("optimum", best), ("approach", near)):
            cost[name] += one.cost
            hidden[name] += len(one.hidden)
            sums[name] += one.hidden_sum
    over = 100 * (cost["approach"] / cost["optimum"] - 1)
    print(
        f"{count} small nations, hidden cells: bare rule {hidden['bare']} (found out), optimum {hidden['optimum']}, "
        f"approach {hidden['approach']}; hidden sum: optimum {sums['optimum']}, approach {sums['approach']}; "
        f"cost of the approach over the optimum {over:.1f} %"
    )
    return over <= 5


def counties() -> bool:
    """One table of 21 counties by sex and age to the proven optimum, with peers on the same numbers."""
    random = Random(11)
    places = invent_municipalities(21, (13, 15), random)
    reports = invent_reports(places, range(2023, 2024), random)
    table = Table("clients", CLIENTS.title, CLIENTS.items[1:2], protected=True)
    whole = tabulate(reports, [table], places).grids["clients"]
    grid = Grid(table, whole.columns, {r: e for r, e in whole.rows.items() if r.level is not Level.MUNICIPALITY})
    for name, policy in (
        ("as wide as the policy asks", Policy(insider_width=0, exact_cells=2000)),
        ("not exactly found", Policy(insider_width=0, exact_cells=2000, width=1)),
    ):
        begin, work = time.perf_counter(), time.process_time()
        found = protect([grid], policy)
        took, used = time.perf_counter() - begin, time.process_time() - work
        print(
            f"21 counties x sex x age, {name}: {len(found.small)} small, {len(found.hidden)} hidden of {found.counts}, "
            f"hidden sum {found.hidden_sum}, proven optimum: {found.proven}; {took:.2f} s ({used:.2f} s of processor)"
        )
    bare = try_release(Release(hide({"clients": grid}, small_cells({"clients": grid}, 4)), {}, _DAY, policy))
    exact = sum(one.exact for one in bare.breaches)
    print(f"  bare rule: {len(found.small)} hidden, {exact} of them found exactly by the attacker")
    clients = _clients(grid)
    for peer, run in (("pytauargus OPT, FREQ(5,20)", _tau_argus), ("ACRO, its own threshold of 10", _acro)):
        print(f"  {peer}: {_peer(run, clients)}")
    return found.proven and used <= 2


def _clients(grid: Grid) -> dict[str, list[str]]:
    """One line for each client of the counties: what the peers, made for such data, want."""
    lines: dict[str, list[str]] = {"county": [], "sex": [], "age": []}
    for row, entries in grid.rows.items():
        for column, entry in zip(grid.columns, entries, strict=True):
            if row.level is Level.COUNTY and column.sex and column.age not in ("", UNKNOWN_AGE):
                for name, word in (("county", row.area), ("sex", column.sex), ("age", column.age)):
                    lines[name] += [word] * (0 if isinstance(entry, Status) else int(entry))
    return lines


def _peer(run: Callable[[dict[str, list[str]]], str], clients: dict[str, list[str]]) -> str:
    begin = time.perf_counter()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            logging.disable(logging.CRITICAL)
            told = run(clients)
    except ImportError as error:
        return f"not installed here ({error.name})"
    except Exception as error:  # a peer's failure is told, not ours to mend
        return f"failed: {type(error).__name__}: {error}"
    return f"{told} in {time.perf_counter() - begin:.2f} s"


def _tau_argus(clients: dict[str, list[str]]) -> str:
    from pytauargus import protect as tau

    # Its solvers leave logs in the working directory.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        data = {**clients, "n": [1.0] * len(clients["county"])}
        names = ["county", "sex", "age"]
        made = tau(data, names, response="n", safety_rules="FREQ(5,20)", suppress="OPT(1)", workdir=folder)
        status = made.tables[0].status()
    return f"{sum(one in ('U', 'M') for one in status)} hidden ({status.count('U')} small) of {len(status)} cells"


def _acro(clients: dict[str, list[str]]) -> str:
    import pandas as pd
    from acro import ACRO

    frame = pd.DataFrame(clients)
    session = ACRO(suppress=True)
    made = session.crosstab(frame["county"], [frame["sex"], frame["age"]])
    return f"{int(made.isna().sum().sum())} hidden of {made.size} cells, no margins, no second round of hiding"


def nations(count: int, begin: int) -> bool:
    """Many nations protected and attacked; prints how many hidden counts were found (must be none)."""
    policy = grant_policy()
    found = naive = hidden = 0
    start = time.process_time()
    for seed in range(begin, begin + count):
        random = Random(seed)
        tables = SMALL if seed % 25 == 0 else SMALL[1:]
        mean = random.choice([0.5, 1.5, 3, 6])
        most = (5, 6) if seed % 50 == 7 else (3, 3)  # now and then a larger one
        one = tried(small_grids(nation(random, *(random.randint(1, end) for end in most), mean), tables), policy)
        found += len(one.verdict.breaches) + len(one.verdict.untried)
        naive += sum(breach.exact for breach in one.naive.breaches)
        hidden += len(one.protection.hidden)
        if not one.verdict.safe:
            print(f"  nation {seed}: {(*one.verdict.breaches, *one.verdict.untried)[0]}", flush=True)
    print(
        f"{count} nations: {hidden} hidden counts, {found} found; the bare rule would have let {naive} be found "
        f"exactly ({time.process_time() - start:.0f} s of processor)"
    )
    return found == 0


def whole(times: list[float]) -> bool:
    """A year of 290 municipalities, every table linked, protected and attacked, and how that grows."""
    fine = True
    grown: list[tuple[int, float]] = []
    for size in times:
        random = Random(1)
        places = dict(list(invent_municipalities(21, (13, 15), random).items())[: round(290 * size)])
        reports = invent_reports(places, range(2023, 2024), random)
        counted = tabulate(reports, TABLES, places)
        begin, work = time.perf_counter(), time.process_time()
        made = make_release(counted, [2023], grant_policy(), {}, _DAY)
        took, used = time.perf_counter() - begin, time.process_time() - work
        told: Protection = made.protections[2023]
        print(
            f"{len(places)} municipalities: {told.counts} counts, {len(told.small)} small, {len(told.hidden)} hidden, "
            f"at most {100 * told.gap:.1f} % above the optimum; the attacker found "
            f"{len(made.verdicts[2023].breaches)} of {made.verdicts[2023].unknowns}, untried "
            f"{len(made.verdicts[2023].untried)}; {took:.0f} s ({used:.0f} s of processor), "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
            flush=True,
        )
        if grown:
            (first, least), (last, spent) = grown[0], grown[-1]
            print(
                f"  {len(places) / first:.1f} times the first: {used / least:.1f} times the processor; from the step "
                f"before it grows as size to the power {math.log(used / spent) / math.log(len(places) / last):.2f}",
                flush=True,
            )
        grown.append((len(places), used))
        fine = fine and made.safe
    return fine


def main() -> int:
    """Runs the parts asked for; 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["small", "counties", "nations", "whole"])
    parser.add_argument("--nations", type=int, default=1000)
    parser.add_argument("--begin", type=int, default=0)
    parser.add_argument("--small", type=int, default=40)
    parser.add_argument(
        "--sizes", type=float, nargs="*", default=[0.1, 0.2, 0.5, 1.0], help="times 290; 1x, 2x, 5x, 10x of 29"
    )
    asked = parser.parse_args()
    runs: dict[str, Callable[[], bool]] = {
        "small": lambda: small(asked.small),
        "counties": counties,
        "nations": lambda: nations(asked.nations, asked.begin),
        "whole": lambda: whole(asked.sizes),
    }
    missed = [part for part in asked.parts if not runs[part]()]
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
