"""A year of 200 clients counted: ``python -m benchmarks.count``. Processor time; the goal is 10 ms for counting."""

from __future__ import annotations

import random
from datetime import date
from statistics import median
from time import process_time

from redovisa.counting.count import count
from redovisa.counting.mark import Mark, new_codes
from redovisa.counting.read import read_tally
from redovisa.counting.sheet import sheet
from redovisa.personligt_ombud.grant import GRANT

CLIENTS = 200
ROUNDS = 15
GOAL = 0.010


def marks() -> list[Mark]:
    """200 invented clients, a tenth of whom come back the same year."""
    chance = random.Random(5)
    plan = GRANT.tally
    made = []
    for at, code in enumerate(new_codes(CLIENTS, chance.choice)):
        who = {
            "sex": chance.choice(list(plan.sexes)),
            "band": chance.choice(list(plan.bands)),
            "has_children": chance.random() < 0.3,
            "reasons": frozenset(chance.sample(list(plan.reasons), chance.randrange(1, 4))),
        }
        start = date(chance.choice((2022, 2023)), chance.randrange(1, 6), 3)
        end = date(2023, chance.randrange(6, 9), 9) if at % 3 == 0 else None
        made.append(Mark(code, start=start, end=end, **who))
        if at % 10 == 0 and end:
            made.append(Mark(code, start=date(2023, 10, 1), **who))
    return made


def main() -> int:
    """Prints the three times; 0 when counting takes at most the goal."""
    plan, year, rows = GRANT.tally, GRANT.tally_year(2023), marks()
    data = sheet(plan, 2023, [], rows)
    works = {
        "counted": lambda: count(rows, plan, year),
        "sheet read": lambda: read_tally(data, plan),
        "sheet written": lambda: sheet(plan, 2023, [], rows),
    }
    took = {}
    for name, work in works.items():
        work()
        times = []
        for _ in range(ROUNDS):
            begun = process_time()
            work()
            times.append(process_time() - begun)
        took[name] = median(times)
        print(f"{name:<16}{took[name] * 1000:8.1f} ms  ({CLIENTS} clients, {len(rows)} rows)", flush=True)
    reached = took["counted"] <= GOAL
    print(f"{'reached' if reached else 'NOT REACHED'}: counted in at most {GOAL * 1000:.0f} ms")
    return int(not reached)


if __name__ == "__main__":
    raise SystemExit(main())
