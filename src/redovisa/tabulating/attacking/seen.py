"""What has been seen of the unknowns: changes to the base that fit, how far each unknown goes, and whom they touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redovisa.tabulating.attacking.knowledge import Spot
from redovisa.tabulating.attacking.part import Part


@dataclass(frozen=True, slots=True)
class Change:
    """Changes to the base that fit all facts together, ``down`` to ``up`` times; ``touches`` owners of the changed."""

    amounts: Mapping[int, int]
    down: int
    up: int
    touches: frozenset[str]

    def reach(self, at: int) -> tuple[int, int]:
        """The least and greatest change of an unknown."""
        amount = self.amounts[at]
        ends = (amount * self.down, amount * self.up)
        return min(ends), max(ends)


class Seen:
    """The changes found so far, and how far each unknown has been seen to go from the base."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.least = [0] * len(part.base)
        self.most = [0] * len(part.base)
        self.changes: list[Change] = []
        self.changes_of: list[list[Change]] = [[] for _ in part.base]

    def add(self, amounts: Mapping[int, int]) -> bool:
        """Take in changes to the base; False when they do not fit."""
        up = self.part.room(amounts)
        down = self.part.room({at: -amount for at, amount in amounts.items()})
        if not up and not down:
            return False
        owners = frozenset(self.part.owner[at] for at in amounts) - {""}
        change = Change(amounts, -down, up, owners)
        self.changes.append(change)
        for at in amounts:
            low, high = change.reach(at)
            self.changes_of[at].append(change)
            self.least[at], self.most[at] = min(self.least[at], low), max(self.most[at], high)
        return True

    def spoken(self) -> list[dict[Spot, int]]:
        """All changes in the words of the tables."""
        return [{self.part.spots[at]: amount for at, amount in one.amounts.items()} for one in self.changes]

    def width(self, at: int) -> int:
        """How wide the unknown's interval is known to be."""
        return self.most[at] - self.least[at]

    def width_for(self, at: int, insider: str) -> int:
        """How wide it is known to be for an insider: changes to his own numbers do not count."""
        reaches = [change.reach(at) for change in self.changes_of[at] if insider not in change.touches]
        return max((high for _, high in reaches), default=0) - min((low for low, _ in reaches), default=0)

    def suspects(self, at: int, width: int, everyone: Iterable[str]) -> list[str]:
        """The insiders to whom the unknown has not been seen to be as wide as asked.

        One wide change clears everybody whose numbers it leaves alone.
        """
        left: frozenset[str] | None = None
        for change in self.changes_of[at]:
            low, high = change.reach(at)
            if high - low >= width:
                left = change.touches if left is None else left & change.touches
                if len(left) < 2:
                    break
        own = self.part.owner[at]
        among = everyone if left is None else left
        return sorted(one for one in among if one != own and self.width_for(at, one) < width)
