"""The insider: how near a municipality that knows its own numbers comes to the small counts of others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from random import Random

from redovisa.tabulating.attacking.demand import Demand, Interval
from redovisa.tabulating.attacking.near import Held
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.passing import Passing
from redovisa.tabulating.attacking.proof import insider_proof
from redovisa.tabulating.attacking.seen import Seen

#: A count is driven with so many unknowns around it, so few from each long sum.
_AROUND, _FEW = 300, 4

#: Tries to move an unknown with some others barred, and notes what it finds.
Search = Callable[[int, Collection[int]], None]


class Insiders:
    """All municipalities of a part, each with its own numbers, against small counts that are not their own.

    An insider's numbers are the true ones, so the part's base must be the truth.
    """

    def __init__(self, part: Part, seen: Seen, demand: Demand) -> None:
        self.part, self.seen, self.demand = part, seen, demand
        self._passing = Passing(part)
        self._random = Random(7)  # noqa: S311 - directions to try, the same in every run
        self._own = {(owner, _alike(part, at)): part.base[at] for owner, own in part.owned.items() for at in own}

    def small(self) -> list[int]:
        """The counts that insiders must not find: small in truth."""
        return [at for at, value in enumerate(self.part.base) if 1 <= value <= self.demand.threshold]

    def try_all(self, among: Sequence[int]) -> list[Interval]:
        """The counts among some that an insider comes too near to."""
        found = []
        for at in among:
            for search in (self._pass_on, self._drive):
                if suspects := self.suspects(at):
                    self._clear(at, suspects, search)
            for insider in self.suspects(at):
                interval = insider_proof(self.part, self.seen, at, insider, self.demand)
                if interval is not None:
                    found.append(interval)
        return found

    def suspects(self, at: int) -> list[str]:
        """The insiders to whom the count has not been seen to be wide enough, and whom it would tell of others."""
        near = self.seen.suspects(at, self.demand.insider_width, self.part.owned)
        return [insider for insider in near if self._tells_of_others(at, insider)]

    def _tells_of_others(self, at: int, insider: str) -> bool:
        """Whether the count is small for others too: a sum that is all the insider's own tells him nothing new."""
        spot = self.part.spots[at]
        if spot.area_level == "municipality" or spot.area not in (insider[:2], "00"):
            return True
        own = self._own.get((insider, _alike(self.part, at)))
        return own is None or 1 <= self.part.base[at] - own <= self.demand.threshold

    def _clear(self, at: int, suspects: list[str], search: Search) -> None:
        """Look for changes that leave all suspects' numbers alone; when there are none, for each half of them."""
        barred = {own for insider in suspects for own in self.part.owned[insider]} - {at}
        search(at, barred)
        left = self._left(at, suspects)
        if len(left) > 1 and len(suspects) > 1:
            half = len(left) // 2
            self._clear(at, left[:half], search)
            if second := self._left(at, left[half:]):
                self._clear(at, second, search)

    def _left(self, at: int, suspects: Sequence[str]) -> list[str]:
        width = self.demand.insider_width
        return [insider for insider in suspects if self.seen.width_for(at, insider) < width]

    def _pass_on(self, at: int, barred: Collection[int]) -> None:
        for step in (self.demand.insider_width, -self.demand.insider_width):
            changes = self._passing.find(at, step, barred)
            if changes and self.seen.add(changes):
                return

    def _drive(self, at: int, barred: Collection[int]) -> None:
        free = self.part.around(at, _AROUND, barred, few=(_FEW, self._random))
        held = Held(self.part, free, self.demand.insider_width)
        for sign in (1.0, -1.0):
            changes = held.towards({at: sign})
            if changes and at in changes and self.seen.add(changes):
                return


def _alike(part: Part, at: int) -> tuple[str, int, str, str, str]:
    """What an unknown counts, in whatever area."""
    spot = part.spots[at]
    return spot.table, spot.year, spot.sex, spot.age, spot.item
