"""Looks at some unknowns at a time: with all others held still to prove one wide, or let loose to prove it narrow."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.solver import Known, Puzzle, fits


class Held:
    """Some unknowns free, all others at the base: whatever fits here fits the whole part."""

    def __init__(self, part: Part, free: Sequence[int], reach: int) -> None:
        self.part, self.free = part, free
        self._place = {at: place for place, at in enumerate(free)}
        self._facts = []
        for number in sorted({number for at in free for number, _ in part.facts_of[at]}):
            fact = part.facts[number]
            terms = tuple((self._place[at], amount) for at, amount in fact.terms if at in self._place)
            rest = part.sums[number] - sum(part.base[free[place]] * amount for place, amount in terms)
            self._facts.append(Known(terms, fact.low - rest, fact.high - rest))
        # A short way from numbers that fit is far enough to prove a width, and quickly searched.
        self._low = [max(part.low[at], part.base[at] - reach) for at in free]
        self._high = [min(part.high[at], part.base[at] + reach) for at in free]
        self._puzzle = Puzzle(self._low, self._high, self._facts)

    def towards(self, wish: Mapping[int, float], nodes: int = 20) -> dict[int, int] | None:
        """Changes to the base that follow the wish (weight by unknown) and fit; None when none was found."""
        point = self._puzzle.point({self._place[at]: weight for at, weight in wish.items()}, nodes=nodes)
        if point is None or not fits(point, self._low, self._high, self._facts):
            return None
        base = self.part.base
        return {at: value - base[at] for at, value in zip(self.free, point, strict=True) if value != base[at]}


class Loose:
    """Some unknowns with the facts on them, all others anywhere within their bounds: what is narrow here is narrow."""

    def __init__(self, part: Part, inside: Sequence[int], own: Collection[int] = ()) -> None:
        self.part = part
        self._place = {at: place for place, at in enumerate(inside)}
        facts = []
        for number in sorted({number for at in inside for number, _ in part.facts_of[at]}):
            fact = part.facts[number]
            low, high = fact.low, fact.high
            for at, amount in fact.terms:
                if at not in self._place:
                    ends = sorted(amount * end for end in self._bounds(at, own))
                    low, high = low - ends[1], high - ends[0]
            terms = tuple((self._place[at], amount) for at, amount in fact.terms if at in self._place)
            facts.append(Known(terms, low, high, fact.says))
        bounds = [self._bounds(at, own) for at in inside]
        self._puzzle = Puzzle([low for low, _ in bounds], [high for _, high in bounds], facts)

    def _bounds(self, at: int, own: Collection[int]) -> tuple[float, float]:
        if at in own:
            return float(self.part.base[at]), float(self.part.base[at])
        return self.part.low[at], self.part.high[at]

    def ends(self, at: int) -> tuple[int, int, tuple[Known, ...]]:
        """The least and greatest the unknown can be, proven, and the facts that stop it there."""
        place = self._place[at]
        highest, high_stops = self._puzzle.linear_end(place, 1)
        lowest, low_stops = self._puzzle.linear_end(place, -1)
        low, high = math.ceil(lowest - 1e-6), math.floor(highest + 1e-6)
        return low, high, tuple(dict.fromkeys((*high_stops, *low_stops)))

    def whole_ends(self, at: int) -> tuple[int, int]:
        """As ``ends``, for whole numbers only."""
        place = self._place[at]
        return self._puzzle.whole_end(place, -1), self._puzzle.whole_end(place, 1)
