"""The unknown counts of one or several releases, each named by where it stands, with the bounds its place gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from redovisa.tabulating.attacking.knowledge import Knowledge, Published, Spot
from redovisa.tabulating.attacking.solver import Known

#: No published sum limits an unknown beyond this.
HIGHEST = 1_000_000.0


class Unknowns:
    """Gives each hidden count a number, the same wherever and whenever it is hidden."""

    def __init__(self, releases: Sequence[Published], knowledge: Knowledge) -> None:
        self.releases, self.knowledge = releases, knowledge
        self.spots: list[Spot] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self._number: dict[tuple[Spot, int], int] = {}

    def term(self, spot: Spot, release: int) -> tuple[int | None, float] | None:
        """A spot as (unknown, 0), or (None, constant); None when the release does not have it."""
        published = self.releases[release]
        number = published.numbers.get(spot)
        if number is None and published.others.get(spot) != "hidden":
            return None
        if number is not None and not self.knowledge.noise_of(spot.table):
            return None, number
        known: float | None = self.knowledge.out.get(spot)
        if number is None and known is None:
            known = self._shown_in_another(spot, release)
        if known is not None:
            return None, known
        return self._unknown(spot, release, number), 0.0

    def _shown_in_another(self, spot: Spot, release: int) -> float | None:
        # What one release hides and another shows is out, unless it was corrected; the attacker takes it as out.
        shown = {
            other.numbers[spot] for at, other in enumerate(self.releases) if at != release and spot in other.numbers
        }
        return shown.pop() if len(shown) == 1 and not self.knowledge.noise_of(spot.table) else None

    def _unknown(self, spot: Spot, release: int, number: float | None) -> int:
        # A count hidden in two releases is taken to be the same count.
        key = (spot, -1) if number is None else (spot, release)
        if key not in self._number:
            self._number[key] = len(self.spots)
            self.spots.append(spot)
            noise = self.knowledge.noise_of(spot.table)
            # Nothing stays nothing under noise: what is shown as more is at least one.
            least = 0.0 if not number else 1.0
            self.low.append(0.0 if number is None else max(least, number - noise))
            self.high.append(HIGHEST if number is None else number + noise)
        return self._number[key]

    def fact(self, whole: Spot, parts: Iterable[Spot], release: int, absent_is_nought: bool) -> Known | None:
        """whole = sum of parts, as far as the release has them; None when it says nothing about any unknown."""
        if self.term(whole, release) is None:
            return None
        amounts: dict[int, int] = defaultdict(int)
        constant = 0.0
        for spot, sign in ((whole, 1), *((part, -1) for part in parts)):
            term = self.term(spot, release)
            if term is None:
                if absent_is_nought:
                    continue
                return None
            at, value = term
            if at is None:
                constant += sign * value
            else:
                amounts[at] += sign
        terms = tuple((at, amount) for at, amount in amounts.items() if amount)
        return Known(terms, -constant, -constant, says(whole)) if terms or constant else None

    def combined(self, signed: Iterable[tuple[int, Spot, int]], low: float, high: float, says: str) -> Known | None:
        """low ≤ sum of signed spots (sign, spot, release) ≤ high; None when a spot is not there or none is unknown."""
        amounts: dict[int, int] = defaultdict(int)
        constant = 0.0
        for sign, spot, release in signed:
            term = self.term(spot, release)
            if term is None:
                return None
            at, value = term
            if at is None:
                constant += sign * value
            else:
                amounts[at] += sign
        terms = tuple((at, amount) for at, amount in amounts.items() if amount)
        return Known(terms, low - constant, high - constant, says) if terms else None


def says(spot: Spot) -> str:
    """A spot as the source of a fact."""
    return f"{spot.table}:{spot.item}:{spot.year}:{spot.area_level}:{spot.area}:{spot.sex}:{spot.age}"
