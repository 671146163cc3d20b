"""A connected part of the riddle: unknowns that facts tie together, with one set of numbers that fits them all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from random import Random

from redovisa.tabulating.attacking.knowledge import Spot
from redovisa.tabulating.attacking.riddle import Riddle
from redovisa.tabulating.attacking.solver import Known, NothingFits, Puzzle, fits


class Part:
    """Unknowns numbered from nought within the part, the facts on them, and a base: whole numbers that fit.

    The base is the truth when the attack is the publisher's own, else numbers the attacker has found. It is checked
    against every fact, so it proves no more than that such numbers could be.
    """

    def __init__(
        self, riddle: Riddle, unknowns: Sequence[int], facts: Sequence[Known], start: Sequence[int] | None
    ) -> None:
        local = {unknown: at for at, unknown in enumerate(unknowns)}
        self.unknowns = list(unknowns)
        self.spots: list[Spot] = [riddle.spots[unknown] for unknown in unknowns]
        self.facts = [
            Known(tuple((local[at], amount) for at, amount in fact.terms), fact.low, fact.high, fact.says)
            for fact in facts
        ]
        self.low = [riddle.low[unknown] for unknown in unknowns]
        self.high = [riddle.high[unknown] for unknown in unknowns]
        self.facts_of: list[list[tuple[int, int]]] = [[] for _ in unknowns]
        for number, fact in enumerate(self.facts):
            for at, amount in fact.terms:
                self.facts_of[at].append((number, amount))
        self.started = start is not None and fits(start, self.low, self.high, self.facts)
        self.base = list(start) if start is not None and self.started else self._any_numbers()
        self.sums = [sum(self.base[at] * amount for at, amount in fact.terms) for fact in self.facts]
        #: Whose own number an unknown is: the municipality's code, or empty for a larger area.
        self.owner = [spot.area if spot.area_level == "municipality" else "" for spot in self.spots]
        self.owned: dict[str, list[int]] = {}
        for at, owner in enumerate(self.owner):
            if owner:
                self.owned.setdefault(owner, []).append(at)

    def _any_numbers(self) -> list[int]:
        found = Puzzle(self.low, self.high, self.facts).point({}, nodes=100_000)
        if found is None or not fits(found, self.low, self.high, self.facts):
            raise NothingFits
        return found

    def room(self, changes: Mapping[int, int]) -> int:
        """How many times the changes can be made to the base, one way; nought when they do not fit at all."""
        times = 1_000_000
        moved: dict[int, int] = {}
        for at, change in changes.items():
            end = self.high[at] if change > 0 else self.low[at]
            times = min(times, int((end - self.base[at]) / change))
            for number, amount in self.facts_of[at]:
                moved[number] = moved.get(number, 0) + amount * change
        for number, change in moved.items():
            if change:
                fact = self.facts[number]
                slack = (fact.high if change > 0 else fact.low) - self.sums[number]
                if abs(slack) < abs(change) * times:
                    times = int(slack / change + 1e-9)
        return max(times, 0)

    def around(
        self, at: int, most: int, barred: Collection[int] = (), few: tuple[int, Random] | None = None
    ) -> list[int]:
        """The unknowns nearest to one, fact by fact outwards, at most so many; barred ones are passed by.

        ``few`` takes from each long sum only so many that are new, of areas already near when there are any, else
        drawn by lot: so the search gets far in some directions rather than a little way in all.
        """
        near, edge = {at: None}, [at]
        areas = {self.spots[at].area}
        gone: set[int] = set()
        while edge and len(near) < most:
            further: list[int] = []
            for one in edge:
                for number, _ in self.facts_of[one]:
                    if number in gone:
                        continue
                    gone.add(number)
                    others = [
                        other for other, _ in self.facts[number].terms if other not in near and other not in barred
                    ]
                    if few and len(others) > few[0]:
                        few[1].shuffle(others)
                        others.sort(key=lambda other: self.spots[other].area not in areas)
                        del others[few[0] :]
                    for other in others[: most - len(near)]:
                        near[other] = None
                        areas.add(self.spots[other].area)
                        further.append(other)
            edge = further
        return list(near)
