"""Tables made safe and attacked, beside the bare rule, ACRO and tau-Argus: ``python -m benchmarks.protect PART…``.

Parts: ``small`` (the approach beside the proven optimum), ``counties`` (one table of 21 counties to the proven
optimum, beside the bare rule, pytauargus and ACRO), ``nations`` (thousands of invented nations, none may be found
out), ``whole`` (a year of 290 municipalities, or several together, all tables linked) and ``noise`` (the first of the
sizes by cell keys). Peers that are not installed are named and left out; ACRO stands in an environment of its own,
whose interpreter ``--acro`` names.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import math
import resource
import sys
import time
import warnings
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.peers import NotHere, acro, tau_argus
from redovisa.personligt_ombud.tables import CLIENTS, TABLES
from redovisa.tabulating.invented import invent_municipalities, invent_reports
from redovisa.tabulating.policy import Method, Policy
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.protect import protect
from redovisa.tabulating.publish import make_release
from redovisa.tabulating.release import Release
from redovisa.tabulating.table import CellKey, Grid, Level, Status, Table
from redovisa.tabulating.tabulate import tabulate
from redovisa.tabulating.trying import try_release
from tables.nations import SMALL, grant_policy, nation, small_cells, small_grids, tried

_DAY = date(2024, 5, 15)
#: For a year of 290 municipalities, of the processor.
_MOST_SECONDS = 180


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


def counties(acro_python: str) -> bool:
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
    peers: dict[str, Callable[[], Collection[CellKey]]] = {
        "ours": lambda: found.hidden,
        "the bare rule": lambda: small_cells({"clients": grid}, policy.threshold),
        "pytauargus OPT, FREQ(5,20)": lambda: tau_argus(grid),
        "ACRO, inner cells, threshold 5": lambda: acro(grid, acro_python, 5),
        "ACRO, inner cells, its own threshold of 10": lambda: acro(grid, acro_python, 10),
    }
    print("the same table, hidden by each, with the margins that are not hidden beside, as our attacker finds it:")
    hidden = {name: _told(name, hide_them, grid, policy) for name, hide_them in peers.items()}
    oracle = hidden["pytauargus OPT, FREQ(5,20)"]
    return found.proven and used <= 2 and (oracle is None or len(found.hidden) <= oracle)


def _told(name: str, hide_them: Callable[[], Collection[CellKey]], grid: Grid, policy: Policy) -> int | None:
    """How many cells a way of hiding hides, printed with what that costs and what the attacker makes of it."""
    begin = time.perf_counter()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            logging.disable(logging.CRITICAL)
            hidden = set(hide_them())
    except NotHere:
        print(f"  {name}: not installed here")
        return None
    except Exception as error:  # a peer's failure is told, not ours to mend
        print(f"  {name}: failed: {type(error).__name__}: {error}")
        return None
    took = time.perf_counter() - begin
    lost = sum(int(entry) for cell in hidden if not isinstance(entry := grid.entry(cell.row, cell.column), Status))
    verdict = try_release(Release(hide({"clients": grid}, hidden), {}, _DAY, policy))
    exact = sum(one.exact for one in verdict.breaches)
    print(f"  {name}: {len(hidden)} hidden, hidden sum {lost}, {exact} found exactly; {took:.2f} s")
    return len(hidden)


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


def whole(times: list[float], years: int) -> bool:
    """A year of 290 municipalities, or several, every table linked, protected and attacked, and how that grows."""
    fine = True
    grown: list[tuple[int, float]] = []
    for size in times:
        random = Random(1)
        places = dict(list(invent_municipalities(21, (13, 15), random).items())[: round(290 * size)])
        asked = range(2024 - years, 2024)
        counted = tabulate(invent_reports(places, asked, random), TABLES, places)
        begin, work = time.perf_counter(), time.process_time()
        made = make_release(counted, asked, grant_policy(), {}, _DAY)
        took, used = time.perf_counter() - begin, time.process_time() - work
        for year in asked:
            told, verdict = made.protections[year], made.verdicts[year]
            print(
                f"{len(places)} municipalities, {year}: {told.counts} counts, {len(told.small)} small, "
                f"{len(told.hidden)} hidden, at most {100 * told.gap:.1f} % above the optimum; the attacker found "
                f"{len(verdict.breaches)} of {verdict.unknowns}, untried {len(verdict.untried)}"
            )
        print(
            f"  {took:.0f} s ({used:.0f} s of processor), "
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
        fine = fine and made.safe and (years > 1 or used <= _MOST_SECONDS)
    return fine


def noise(size: float) -> bool:
    """A year made safe by cell keys instead, and what is hidden besides before the same attacker finds nothing."""
    random = Random(1)
    places = dict(list(invent_municipalities(21, (13, 15), random).items())[: round(290 * size)])
    counted = tabulate(invent_reports(places, range(2023, 2024), random), TABLES, places)
    policy = replace(grant_policy(), method=Method.CELL_KEY)
    work = time.process_time()
    made = make_release(counted, [2023], policy, {}, _DAY, key="a key of the benchmark")
    used, verdict = time.process_time() - work, made.verdicts[2023]
    pairs = [
        (true, shown)
        for table in policy.linked
        for row, entries in counted.grids[table].rows.items()
        for true, shown in zip(entries, made.release.grids[table].rows[row], strict=True)
        if not isinstance(true, Status)
    ]
    small = [shown == true for true, shown in pairs if 1 <= true <= policy.threshold]
    print(
        f"{len(places)} municipalities, noise of at most {policy.noise}: {len(pairs)} counts, {len(small)} small, "
        f"{made.hidden_besides(2023)} hidden besides; the attacker found {len(verdict.breaches)} of "
        f"{verdict.unknowns}, untried {len(verdict.untried)}; {used:.0f} s of processor. Whoever takes a small "
        f"count for what is shown is right in {100 * sum(small) / len(small):.0f} %"
    )
    return made.safe


def main() -> int:
    """Runs the parts asked for; 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["small", "counties", "nations", "whole", "noise"])
    parser.add_argument("--nations", type=int, default=1000)
    parser.add_argument("--begin", type=int, default=0)
    parser.add_argument("--small", type=int, default=40)
    parser.add_argument("--years", type=int, default=1, help="that go out together, in the part whole")
    parser.add_argument("--acro", default=sys.executable, help="an interpreter that has ACRO")
    parser.add_argument(
        "--sizes", type=float, nargs="*", default=[0.1, 0.2, 0.5, 1.0], help="times 290; 1x, 2x, 5x, 10x of 29"
    )
    asked = parser.parse_args()
    runs: dict[str, Callable[[], bool]] = {
        "small": lambda: small(asked.small),
        "counties": lambda: counties(asked.acro),
        "nations": lambda: nations(asked.nations, asked.begin),
        "whole": lambda: whole(asked.sizes, asked.years),
        "noise": lambda: noise(asked.sizes[0]),
    }
    missed = [part for part in asked.parts if not runs[part]()]
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
