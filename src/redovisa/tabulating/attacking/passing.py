"""Passes a change on: one unknown moves, and others move to put right each sum it upset, until nothing is upset."""

from __future__ import annotations

from collections.abc import Collection

from redovisa.tabulating.attacking.part import Part

#: How many unknowns may take part, how many ways on are tried from each, and how many steps in all.
_LONGEST, _WAYS, _STEPS = 16, 5, 120


class Passing:
    """A search for few changes that cancel out in every fact."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._changes: dict[int, int] = {}
        self._shift: dict[int, int] = {}
        self._upset: dict[int, float] = {}
        self._barred: Collection[int] = ()
        self._steps = 0

    def find(self, target: int, step: int, barred: Collection[int] = ()) -> dict[int, int] | None:
        """Changes to the base that move the target by the step and fit; None when none was found soon."""
        if not self.part.low[target] <= self.part.base[target] + step <= self.part.high[target]:
            return None
        self._changes, self._shift, self._upset = {}, {}, {}
        self._barred, self._steps = barred, _STEPS
        self._move(target, step)
        return dict(self._changes) if self._go_on() else None

    def _go_on(self) -> bool:
        if not self._upset:
            return True
        if len(self._changes) >= _LONGEST:
            return False
        facts = self.part.facts
        number = min(self._upset, key=lambda upset: len(facts[upset].terms))
        for at, change in self._ways(number):
            if not self._steps:
                return False
            self._steps -= 1
            self._move(at, change)
            if self._go_on():
                return True
            self._move_back(at, change)
        return False

    def _ways(self, number: int) -> list[tuple[int, int]]:
        """Single unknowns that would put the fact right, those first that upset least else."""
        part, over = self.part, self._upset[number]
        ways = []
        for at, amount in part.facts[number].terms:
            if at in self._changes or at in self._barred:
                continue
            change = -over / amount
            if change != int(change) or not part.low[at] <= part.base[at] + change <= part.high[at]:
                continue
            ways.append((self._upset_by(at, int(change)), at, int(change)))
        ways.sort()
        return [(at, change) for _, at, change in ways[:_WAYS]]

    def _upset_by(self, at: int, change: int) -> int:
        """How many more facts are upset after the change than before."""
        more = 0
        for number, amount in self.part.facts_of[at]:
            shift = self._shift.get(number, 0) + amount * change
            more += (self._over(number, shift) != 0) - (number in self._upset)
        return more

    def _over(self, number: int, shift: int) -> float:
        """By how much the fact's sum is too great (above nought) or too small."""
        if not shift:
            return 0.0
        fact = self.part.facts[number]
        total = self.part.sums[number] + shift
        if total > fact.high + 1e-9:
            return total - fact.high
        return total - fact.low if total < fact.low - 1e-9 else 0.0

    def _move(self, at: int, change: int) -> None:
        self._changes[at] = change
        self._shift_by(at, change)

    def _move_back(self, at: int, change: int) -> None:
        del self._changes[at]
        self._shift_by(at, -change)

    def _shift_by(self, at: int, change: int) -> None:
        for number, amount in self.part.facts_of[at]:
            shift = self._shift.get(number, 0) + amount * change
            self._shift[number] = shift
            over = self._over(number, shift)
            if over:
                self._upset[number] = over
            else:
                self._upset.pop(number, None)
