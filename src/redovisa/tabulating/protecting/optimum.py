"""The proven optimum for a small connected part: cuts are added until the cheapest hiding is also wide enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redovisa.tabulating.protecting.movement import Spread, cells_in, ties_among
from redovisa.tabulating.protecting.solver import INFINITY, Answer, Program, Row
from redovisa.tabulating.protecting.suppress import Suppression
from redovisa.tabulating.table import Level

#: After so many rounds of cuts the part is left to the heuristic, with the bound reached so far.
_ROUNDS = 150
#: So many nodes a master program may open in a round; where it stops, its bound still holds.
_NODES = 20000


@dataclass(frozen=True, slots=True)
class Optimum:
    """The cheapest set found (None when the rounds did not suffice), and a cost that no safe set can be below."""

    hidden: frozenset[int] | None
    bound: float


class _Part:
    """The programs that tell how far a cell can move when only some cells are hidden."""

    def __init__(self, start: Suppression, members: list[int]) -> None:
        self.members, self.reach = members, start.policy.width
        self.cells = start.cells
        self.down = {cell: min(self.cells.values[cell], self.reach) for cell in members}
        count = len(members)
        self.ties = ties_among(self.cells, members)
        self.program = Program([0.0] * count, [0.0] * count, [0.0] * count, self.ties)
        self.place = {cell: at for at, cell in enumerate(members)}

    def shape(self, hidden: set[int], without: str) -> None:
        """Let the hidden cells move, except the insider's own."""
        bounds = {}
        for at, cell in enumerate(self.members):
            free = cell in hidden and self.cells.keys[cell].row.area != without
            bounds[at] = (-float(self.down[cell]), float(self.reach)) if free else (0.0, 0.0)
        self.program.bounds(bounds)

    def far(self, cell: int, sign: float) -> Answer:
        """The solution that moves the cell as far as it goes up (sign 1) or down (sign -1)."""
        cost = [0.0] * len(self.members)
        cost[self.place[cell]] = -sign
        self.program.costs(cost)
        answer = self.program.solve()
        if answer is None:
            raise ArithmeticError(f"the solver gave nothing for cell {cell}")  # standing still always fits
        return answer

    def cut(self, cell: int, width: int, answers: list[Answer], without: str) -> Row | None:
        """What must be hidden for the cell to be wide enough, by the prices of two solutions that were not."""
        given = 0.0
        share = [0.0] * len(self.members)
        for answer in answers:
            for tie, price in zip(self.ties, answer.prices, strict=True):
                if tie.upper > 0 and price < 0:
                    given -= price * tie.upper
            for at, price in enumerate(answer.reduced):
                if self.cells.keys[self.members[at]].row.area != without:
                    share[at] += price * self.down[self.members[at]] if price > 0 else -price * self.reach
        own = self.place[cell]
        need = width - given - share[own]
        if need <= 1e-7:
            return None
        terms = [(at, min(amount, need)) for at, amount in enumerate(share) if at != own and amount > 1e-9]
        return Row((*terms, (own, -need)), 0.0, INFINITY)


def optimum(start: Suppression, members: list[int]) -> Optimum:
    """The cheapest hidden set of the members that holds the policy, against outsiders and every insider.

    ``members`` is a connected part: no tie joins it to a cell outside that can move.
    """
    cells, part = start.cells, _Part(start, members)
    lower = [1.0 if start.must_hide(cell) else 0.0 for cell in members]
    cost = [cells.weights[cell] for cell in members]
    master = Program(lower, [1.0] * len(members), cost, _covers(start, part.place), whole=range(len(members)))
    master.limit(nodes=_NODES)
    units = sorted({row.area for cell in members if (row := cells.keys[cell].row).level is Level.MUNICIPALITY})
    bound = sum(cost[at] for at, low in enumerate(lower) if low)
    for _ in range(_ROUNDS):
        answer = master.solve()
        if answer is None:
            return Optimum(None, bound)  # some cell cannot be made wide enough at all
        bound = max(bound, answer.bound)
        hidden = {cell for cell, chosen in zip(members, answer.columns, strict=True) if chosen > 0.5}
        cuts = _cuts(start, part, hidden, units)
        if not cuts and answer.value <= answer.bound + 1e-4 * max(1.0, abs(answer.bound)):
            failed = _narrow_in_whole_numbers(start, hidden, members, units)
            if not failed:
                return Optimum(frozenset(hidden), bound)
            # Fractions of clients could move but whole ones cannot: this set and its subsets are not enough.
            cuts = [Row(tuple((at, 1.0) for at, cell in enumerate(members) if cell not in hidden), 1.0, INFINITY)]
        if not cuts:
            return Optimum(None, bound)
        master.add(cuts)
    return Optimum(None, bound)


def _covers(start: Suppression, place: Mapping[int, int]) -> list[Row]:
    """A hidden count needs another hidden count in each sum it stands in."""
    rows = []
    for cell in place:
        for number in start.cells.equations_of[cell]:
            others = [place[other] for other, _ in start.cells.equations[number] if other != cell and other in place]
            terms = tuple((at, 1.0) for at in others)
            rows.append(Row((*terms, (place[cell], -1.0)), 0.0, INFINITY))
    return rows


def _cuts(start: Suppression, part: _Part, hidden: set[int], units: list[str]) -> list[Row]:
    cuts: list[Row] = []
    part.shape(hidden, "")
    for cell in sorted(hidden):
        _cut_one(part, cell, start.width_needed(cell), "", cuts)
    width = start.policy.insider_width
    if cuts or not width:
        return cuts
    for unit in units:
        part.shape(hidden, unit)
        for cell in sorted(hidden):
            if _secret_to(start, cell, unit):
                _cut_one(part, cell, width, unit, cuts)
    return cuts


def _secret_to(start: Suppression, cell: int, insider: str) -> bool:
    """Whether the cell is a small count that the insider does not know already."""
    return cell in start.primary and start.cells.keys[cell].row.area != insider and start.tells_of_others(cell, insider)


def _cut_one(part: _Part, cell: int, width: int, without: str, cuts: list[Row]) -> None:
    answers = [part.far(cell, sign) for sign in (1.0, -1.0)]
    if -sum(answer.value for answer in answers) < width - 1e-6:
        row = part.cut(cell, width, answers, without)
        if row is not None:
            cuts.append(row)


def _narrow_in_whole_numbers(start: Suppression, hidden: set[int], members: list[int], units: list[str]) -> bool:
    """Whether whole clients leave some hidden count too narrow although fractions did not."""
    rows = sorted({start.cells.keys[cell].row for cell in members})
    for without in ("", *(units if start.policy.insider_width else ())):
        seen = [row for row in rows if row.area != without]
        spread = Spread(start.cells, cells_in(start.cells, seen, hidden), start.policy.width)
        low, high = dict.fromkeys(hidden, 0), dict.fromkeys(hidden, 0)
        for cell in sorted(hidden):
            if without and not _secret_to(start, cell, without):
                continue
            width = start.policy.insider_width if without else start.width_needed(cell)
            for sign in (1.0, -1.0):
                if high[cell] - low[cell] >= width:
                    break
                for moved, amount in (spread.towards({cell: sign}) or {}).items():
                    low[moved], high[moved] = min(low[moved], amount), max(high[moved], amount)
            if high[cell] - low[cell] < width:
                return True
    return False
