"""What a policy asks of every hidden count, and the interval in which an attacker holds one that falls short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from redovisa.tabulating.attacking.solver import Known

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Demand:
    """Intervals at least ``width`` where the count may be 1..``threshold``, and no count exact.

    To an insider, who knows his own numbers, small counts are at least ``insider_width`` wide (0: not considered).
    """

    threshold: int
    width: int
    insider_width: int

    def too_near(self, low: int, high: int) -> bool:
        """Whether an outsider who knows that the count lies between low and high has come too near."""
        if low == high:
            return True
        return low <= self.threshold and high >= 1 and high - low < self.width


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and greatest a local unknown can be, the facts that stop it there, and to whom (empty: anybody)."""

    at: int
    low: int
    high: int
    stops: tuple[Known, ...]
    insider: str = ""
