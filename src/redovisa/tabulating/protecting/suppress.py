"""Hides small counts and, county by county, as few others as it finds, until every hidden count can move far enough."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from random import Random

from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.cells import Cells
from redovisa.tabulating.protecting.movement import Movement, Pool, Spread, cells_in
from redovisa.tabulating.protecting.widen import widen
from redovisa.tabulating.table import Level, RowKey

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]
#: How many rounds of moving all needy counts at once are tried before they are taken one by one.
_ROUNDS = 12
#: How many other units, counties, and units of each county a count's surroundings hold.
_UNITS, _COUNTIES, _UNITS_OF_COUNTY = 5, 4, 3
#: A nation of so many rows is searched whole when nothing nearer helps.
_SMALL_NATION = 40


class Suppression:
    """The hidden counts of one system of cells, and the movements that prove them wide enough."""

    def __init__(self, cells: Cells, policy: Policy, hidden: Iterable[int]) -> None:
        self.cells, self.policy = cells, policy
        self.primary = frozenset(hidden)
        self.hidden = set(self.primary) | cells.given
        self.pool = Pool(cells)
        self.own = dict(zip(cells.keys, cells.values, strict=True))
        self.beyond: set[int] = set()  # counts that nothing can make wide enough
        self.random = Random(1)  # noqa: S311 - directions to try, the same in every run
        self.units = sorted(row for row in cells.rows if row.level is Level.MUNICIPALITY)
        self._years: dict[tuple[Level, str], list[RowKey]] = defaultdict(list)
        for row in cells.rows:
            self._years[row.level, row.area].append(row)

    def must_hide(self, cell: int) -> bool:
        """Whether a count is hidden for its own sake, or was hidden in a year that is decided."""
        return cell in self.primary or cell in self.cells.given

    def run(self, part: list[int], progress: Progress | None = None) -> None:
        """Make every hidden count of the part wide enough, county by county and then the larger areas."""
        groups = self._groups(part)
        for done, group in enumerate(groups):
            rows = self._of_all_years(sorted({self.cells.keys[cell].row for cell in group}))
            self.move_together(rows)
            self._settle_all(group)
            if progress:
                progress("Döljer län för län", done + 1, len(groups))
        # What one group hid may stand in another.
        self._settle_all(part)
        self._show_the_useless(part)

    def _show_the_useless(self, part: list[int]) -> None:
        """Show what was hidden for others' sake but cannot move at all: it protects nothing, and would be found."""
        for cell in part:
            if cell in self.hidden and not self.must_hide(cell) and not self.pool.width(cell):
                self.hidden.discard(cell)
                self.beyond.discard(cell)

    def _groups(self, part: list[int]) -> list[list[int]]:
        groups: dict[tuple[int, str], list[int]] = {}
        for cell in part:
            row = self.cells.keys[cell].row
            area = row.area[:2] if row.level is Level.MUNICIPALITY else "above"
            groups.setdefault((row.year, area), []).append(cell)
        return [groups[name] for name in sorted(groups)]

    def _settle_all(self, group: list[int]) -> None:
        while needy := [cell for cell in self.needy(group) if cell not in self.beyond]:
            for cell in needy:
                if self.pool.width(cell) < self.width_needed(cell):
                    self.settle(cell, self.width_needed(cell))
        while exposed := [(cell, insider) for cell, insider in self.exposed(group) if cell not in self.beyond]:
            for cell, insider in exposed:
                if insider in self.pool.insiders_near(cell, self.policy.insider_width):
                    self.settle(cell, self.policy.insider_width, without=insider)
            # What was hidden for an insider's sake must itself be wide enough.
            for cell in self.needy(group):
                self.settle(cell, self.width_needed(cell))

    def width_needed(self, cell: int) -> int:
        """How wide the cell's interval must be; large counts only must not be found exactly."""
        if cell in self.primary or self.cells.values[cell] < self.policy.threshold + self.policy.width:
            return self.policy.width
        return 1

    def needy(self, among: Iterable[int]) -> list[int]:
        """The hidden counts not yet proven wide enough."""
        fixed, pool = self.cells.fixed, self.pool
        return [
            cell
            for cell in among
            if cell in self.hidden and not fixed[cell] and pool.width(cell) < self.width_needed(cell)
        ]

    def exposed(self, among: Iterable[int]) -> list[tuple[int, str]]:
        """Small counts and the insiders to whom they are not proven wide enough."""
        width = self.policy.insider_width
        if not width:
            return []
        return [
            (cell, insider)
            for cell in among
            if cell in self.primary and not self.cells.fixed[cell]
            for insider in self.pool.insiders_near(cell, width)
            if self.tells_of_others(cell, insider)
        ]

    def tells_of_others(self, cell: int, insider: str) -> bool:
        """Whether a small sum is small for others than the insider too: what is all his own tells him nothing."""
        key = self.cells.keys[cell]
        if key.row.level is Level.MUNICIPALITY:
            return True
        if key.row.level is Level.COUNTY and key.row.area != insider[:2]:
            return True
        own = self.own.get(key._replace(row=RowKey(key.row.year, Level.MUNICIPALITY, insider)))
        return own is None or 1 <= self.cells.values[cell] - own <= self.policy.threshold

    def move_together(self, rows: list[RowKey], rounds: int = _ROUNDS) -> None:
        """Prove many counts of some rows wide enough with few movements."""
        members = cells_in(self.cells, rows, self.hidden)
        if not members:
            return
        spread = Spread(self.cells, members, self.policy.width)
        idle = 0
        for _ in range(rounds):
            needy = self.needy(members)
            if not needy or idle > 3:
                return
            wish = {cell: self._direction(cell) for cell in needy}
            movement = spread.towards(wish)
            if movement:
                self.pool.add(movement)
            idle = idle + 1 if len(self.needy(needy)) > 0.97 * len(needy) else 0

    def _direction(self, cell: int) -> float:
        # A count seen to move one way is sent the other way.
        seen = self.pool.high[cell] + self.pool.low[cell]
        if seen and self.random.random() < 0.7:
            return -1.0 if seen > 0 else 1.0
        return self.random.choice((-1.0, 1.0))

    def settle(self, target: int, width: int, without: str = "") -> None:
        """Make one count wide enough, hiding what it takes, first near it, then in its county, then in the nation.

        ``without`` is an insider, whose own numbers stand still in the insider's eyes, whatever the year.
        """
        if target in self.beyond:
            return
        for area in (self.near, self.county, self.nation, self.everywhere):
            rows = [row for row in self._of_all_years(area(target)) if row.area != without]
            members = cells_in(self.cells, rows)
            if target not in members:
                continue
            if self._free(target, width, rows):
                return
            widening = widen(self.cells, target, width, members, self.hidden)
            if widening is None:
                continue
            self.hidden.update(widening.hide)
            for movement in widening.movements:
                if movement:
                    self.pool.add(movement)
            if None not in widening.movements or self._free(target, width, rows):
                return
        self.beyond.add(target)

    def _free(self, target: int, width: int, rows: list[RowKey]) -> bool:
        """Whether the target reaches its width among what is hidden already in the rows."""
        spread = Spread(self.cells, cells_in(self.cells, rows, self.hidden), width)
        reached: list[int] = [0]
        for direction in (1.0, -1.0):
            movement: Movement | None = spread.towards({target: direction})
            if movement and self.pool.add(movement):
                reached.append(movement.get(target, 0))
        return max(reached) - min(reached) >= width

    def _of_all_years(self, rows: Iterable[RowKey]) -> list[RowKey]:
        """The rows and those of the same areas in the other years, which flows tie them to."""
        return list(dict.fromkeys(other for row in rows for other in (row, *self._years[row.level, row.area])))

    def around(self, target: int) -> list[RowKey]:
        """A unit's surroundings in all years, or some of the nation for a larger area."""
        return self._of_all_years(self.near(target) or self.nation(target))

    def near(self, target: int) -> list[RowKey]:
        """A unit's row and some of its county's, or nothing for a larger area."""
        row = self.cells.keys[target].row
        if row.level is not Level.MUNICIPALITY:
            return []
        return [row, *self._units_near(target, row)[:_UNITS]]

    def county(self, target: int) -> list[RowKey]:
        """All units of a unit's county, or nothing for a larger area."""
        row = self.cells.keys[target].row
        return [row, *self._units_near(target, row)] if row.level is Level.MUNICIPALITY else []

    def nation(self, target: int) -> list[RowKey]:
        """The nation, the count's county and some others, and some units of each."""
        row = self.cells.keys[target].row
        of_year = [other for other in self.cells.rows if other.year == row.year]
        counties = [other for other in of_year if other.level is Level.COUNTY and other.area != row.area[:2]]
        own = [other for other in of_year if other.level is Level.COUNTY and other.area == row.area[:2]]
        chosen = [*own, *self._likely(target, counties)[:_COUNTIES]]
        units = [unit for county in chosen for unit in self._units_near(target, county)[:_UNITS_OF_COUNTY]]
        top = [other for other in of_year if other.level is Level.NATION]
        return list(dict.fromkeys([row, *top, *chosen, *units]))

    def everywhere(self, target: int) -> list[RowKey]:
        """All rows of a nation small enough, or nothing."""
        return list(self.cells.rows) if len(self.cells.rows) <= _SMALL_NATION else []

    def _units_near(self, target: int, row: RowKey) -> list[RowKey]:
        county = row.area[:2]
        same = [unit for unit in self.units if unit.area[:2] == county and unit != row and unit.year == row.year]
        return self._likely(target, same)

    def _likely(self, target: int, rows: list[RowKey]) -> list[RowKey]:
        """The rows by how many hidden counts they have in the target's item, most first."""
        item = self.cells.keys[target].column.item
        score: Counter[RowKey] = Counter()
        for row in rows:
            for cell in self.cells.rows[row]:
                key = self.cells.keys[cell]
                if cell in self.hidden and key.column.item == item:
                    score[row] += 3 if key.column == self.cells.keys[target].column else 1
        return sorted(rows, key=lambda row: (-score[row], row))
