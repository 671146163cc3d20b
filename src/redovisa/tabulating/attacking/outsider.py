"""Anybody: how near someone with nothing but what is published comes to each unknown."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from redovisa.tabulating.attacking.demand import Demand, Interval
from redovisa.tabulating.attacking.near import Held
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.proof import outsider_proof
from redovisa.tabulating.attacking.seen import Seen

#: So many unknowns are driven about together, so many times.
_TOGETHER, _ROUNDS = 400, 6
#: A single unknown is driven with so many around it, so few from each long sum, so many times.
_AROUND, _FEW, _TRIES = 300, 4, 2


def outsider(part: Part, seen: Seen, among: Sequence[int], demand: Demand) -> list[Interval]:
    """The unknowns among some that anybody comes too near to; what is found on the way is noted in ``seen``."""
    random = Random(7)  # noqa: S311 - directions to try, the same in every run
    _drive_together(part, seen, among, demand, random)
    for _ in range(_TRIES):
        for at in _narrow(seen, among, demand):
            if seen.width(at) < demand.width:
                _drive_one(part, seen, at, demand, random)
    found = (outsider_proof(part, seen, at, demand) for at in _narrow(seen, among, demand))
    return [interval for interval in found if interval is not None]


def _narrow(seen: Seen, among: Sequence[int], demand: Demand) -> list[int]:
    return [at for at in among if seen.width(at) < demand.width]


def _drive_together(part: Part, seen: Seen, among: Sequence[int], demand: Demand, random: Random) -> None:
    done: set[int] = set()
    for at in among:
        if at in done or seen.width(at) >= demand.width:
            continue
        free = part.around(at, _TOGETHER)
        held = Held(part, free, demand.width)
        for _ in range(_ROUNDS):
            wanted = _narrow(seen, free, demand)
            if not wanted:
                break
            seen.add(held.towards({one: random.choice((-1.0, 1.0)) for one in wanted}) or {})
        done.update(free)


def _drive_one(part: Part, seen: Seen, at: int, demand: Demand, random: Random) -> None:
    free = part.around(at, _AROUND, few=(_FEW, random))
    held = Held(part, free, demand.width)
    for sign in (1.0, -1.0):
        # The others that are wanted follow where they can: what is found for one often serves many.
        wish = {one: 0.1 * random.choice((-1.0, 1.0)) for one in _narrow(seen, free, demand)}
        seen.add(held.towards({**wish, at: 3.0 * sign}) or {})
