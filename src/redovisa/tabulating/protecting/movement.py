"""Movements: other counts that fit all that is shown, found near the true ones; they are what keeps a count safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from redovisa.tabulating.protecting.cells import Cells
from redovisa.tabulating.protecting.solver import INFINITY, Answer, Program, Row
from redovisa.tabulating.table import Level, RowKey

#: By how much each count differs from the truth; counts that are not there do not differ.
Movement = Mapping[int, int]


def ties_among(cells: Cells, members: Sequence[int]) -> list[Row]:
    """The equations and known inequalities on the members' movements when all other counts stand still."""
    local = {cell: place for place, cell in enumerate(members)}
    rows: list[Row] = []
    for number in sorted({tie for cell in members for tie in cells.equations_of[cell]}):
        terms = tuple((local[cell], float(sign)) for cell, sign in cells.equations[number] if cell in local)
        rows.append(Row(terms, 0.0, 0.0))
    for number in sorted({pair for cell in members for pair in cells.pairs_of[cell]}):
        small, large = cells.at_most[number]
        terms = tuple((local[cell], sign) for cell, sign in ((small, 1.0), (large, -1.0)) if cell in local)
        rows.append(Row(terms, -INFINITY, float(cells.values[large] - cells.values[small])))
    return rows


def whole(columns: Sequence[float]) -> list[int] | None:
    """The columns as whole numbers, or None when one is not."""
    rounded = [round(value) for value in columns]
    if any(abs(value - near) > 1e-6 for value, near in zip(columns, rounded, strict=True)):
        return None
    return rounded


class Spread:
    """A program over hidden members that moves many of them at once, or one as far as it goes."""

    def __init__(self, cells: Cells, members: Sequence[int], reach: int) -> None:
        self.cells, self.members, self.reach = cells, members, reach
        values = cells.values
        self._lower = [-float(min(values[cell], self.reach)) for cell in self.members]
        self._upper = [float(self.reach)] * len(self.members)
        self._rows = ties_among(self.cells, self.members)
        self._program: Program | None = None
        self._exact: Program | None = None
        self._local = {cell: place for place, cell in enumerate(self.members)}

    def towards(self, wish: Mapping[int, float]) -> Movement | None:
        """The whole-number movement that best follows the wish (weight by cell), or None when nothing moves."""
        cost = [0.0] * len(self.members)
        for cell, weight in wish.items():
            cost[self._local[cell]] = -weight
        if self._program is None:
            self._program = Program(self._lower, self._upper, cost, self._rows)
        else:
            self._program.costs(cost)
        answer = self._program.solve()
        if answer is None or answer.value > -1e-6:
            return None
        amounts = whole(answer.columns)
        if amounts is None:
            amounts = self._in_whole_numbers(cost)
        return None if amounts is None else self._movement(amounts)

    def _in_whole_numbers(self, cost: Sequence[float]) -> list[int] | None:
        if self._exact is None:
            every = range(len(self.members))
            self._exact = Program(self._lower, self._upper, cost, self._rows, whole=every)
            self._exact.limit(gap=0.1, nodes=200)
        else:
            self._exact.costs(cost)
        answer: Answer | None = self._exact.solve()
        return None if answer is None or answer.value > -1e-6 else whole(answer.columns)

    def _movement(self, amounts: Sequence[int]) -> Movement | None:
        moved = {cell: amount for cell, amount in zip(self.members, amounts, strict=True) if amount}
        return moved or None


def fits(cells: Cells, movement: Movement) -> bool:
    """Whether the truth moved so still fits every tie; a movement is never believed untried."""
    values = cells.values
    if any(values[cell] + amount < 0 or cells.fixed[cell] for cell, amount in movement.items()):
        return False
    equations = {tie for cell in movement for tie in cells.equations_of[cell]}
    if any(sum(sign * movement.get(cell, 0) for cell, sign in cells.equations[tie]) for tie in equations):
        return False
    pairs = (cells.at_most[pair] for cell in movement for pair in cells.pairs_of[cell])
    return all(
        values[small] + movement.get(small, 0) <= values[large] + movement.get(large, 0) for small, large in pairs
    )


class Pool:
    """The movements found so far, and how far each count has been seen to move, also by those an insider allows."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.movements: list[Movement] = []
        self.touched: list[frozenset[str]] = []  # the municipalities whose numbers each changes
        self.of_cell: list[list[int]] = [[] for _ in cells.keys]
        self.aside: set[int] = set()
        self.cleared: set[int] = set()  # counts that no insider comes near, at the width last asked for
        self.low = [0] * len(cells.keys)
        self.high = [0] * len(cells.keys)

    def add(self, movement: Movement) -> bool:
        """Take in a movement; False when it does not fit."""
        if not fits(self.cells, movement):
            return False
        number = len(self.movements)
        self.movements.append(movement)
        rows = (self.cells.keys[cell].row for cell in movement)
        self.touched.append(frozenset(row.area for row in rows if row.level is Level.MUNICIPALITY))
        for cell, amount in movement.items():
            self.of_cell[cell].append(number)
            self.low[cell] = min(self.low[cell], amount)
            self.high[cell] = max(self.high[cell], amount)
        return True

    def width(self, cell: int) -> int:
        """How wide the cell's interval is known to be."""
        return self.high[cell] - self.low[cell]

    def insiders_near(self, cell: int, width: int) -> list[str]:
        """Municipalities that know their own numbers and to whom the cell has not been shown to be as wide as asked."""
        if cell in self.cleared:
            return []
        numbers = self._numbers(cell)
        # A unit that some wide movement leaves alone sees the width; only those that every one touches cannot.
        suspects: frozenset[str] | None = None
        for number in numbers:
            if abs(self.movements[number][cell]) >= width:
                touched = self.touched[number]
                suspects = touched if suspects is None else suspects & touched
        if suspects is None:
            suspects = frozenset().union(*(self.touched[number] for number in numbers))
        suspects -= {self.cells.keys[cell].row.area}
        found = sorted(area for area in suspects if self._width_without(cell, area) < width)
        if not found and numbers:
            self.cleared.add(cell)
        return found

    def _width_without(self, cell: int, area: str) -> int:
        amounts = [self.movements[number][cell] for number in self._numbers(cell) if area not in self.touched[number]]
        return max([0, *amounts]) - min([0, *amounts])

    def proofs(self) -> list[Movement]:
        """The movements that are not set aside."""
        return [movement for number, movement in enumerate(self.movements) if number not in self.aside]

    def drop(self, cell: int) -> tuple[set[int], list[int]]:
        """Set aside the movements of a cell that may be shown; returns them and the cells that may have lost width."""
        gone = {number for number in self.of_cell[cell] if number not in self.aside}
        self.aside |= gone
        weakened = {other for number in gone for other in self.movements[number]}
        self._measure(weakened)
        return gone, sorted(weakened - {cell})

    def restore(self, numbers: set[int]) -> None:
        """Take back movements that were set aside."""
        self.aside -= numbers
        self._measure({other for number in numbers for other in self.movements[number]})

    def _measure(self, among: Iterable[int]) -> None:
        for cell in among:
            self.cleared.discard(cell)
            amounts = [0, *(self.movements[number][cell] for number in self._numbers(cell))]
            self.low[cell], self.high[cell] = min(amounts), max(amounts)

    def _numbers(self, cell: int) -> list[int]:
        return [number for number in self.of_cell[cell] if number not in self.aside]


def cells_in(cells: Cells, rows: Iterable[RowKey], hidden: Iterable[int] | None = None) -> list[int]:
    """The cells of some rows that may move; only the hidden among them when these are given."""
    wanted = set(hidden) if hidden is not None else None
    return [
        cell for row in rows for cell in cells.rows[row] if not cells.fixed[cell] and (wanted is None or cell in wanted)
    ]
