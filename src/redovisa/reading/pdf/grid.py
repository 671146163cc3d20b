"""From ruled lines to tables: which lines cross, which rows and columns they make, and which cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redovisa.reading.pdf.page import Box, Rule, Word

#: Lines nearer than this (points) are one line: double borders, borders of neighbouring cells.
NEAR = 2.6
#: Pieces of a line with no larger gap between them are one line.
GAP = 3.0
#: More lines than this on a page are a drawing, not tables.
MAX_RULES = 1_500
#: A table of the form has some sixty cells.
MAX_FIELDS = 3_000


@dataclass(slots=True)
class Cell:
    """A cell: its place in the grid (from 0), how many columns and rows it covers, and the words in it.

    ``overrun`` tells that a word runs out of it to the right, so that what follows may be anywhere, or cut off.
    """

    row: int
    column: int
    span: int
    box: Box
    words: list[Word] = field(default_factory=list)
    rows: int = 1
    overrun: bool = False


@dataclass(slots=True)
class Grid:
    """A table of a page: its lines' places, its cells in order, and the cell of each (row, column)."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    at: dict[tuple[int, int], Cell]

    @property
    def box(self) -> Box:
        """The table's extent."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell(self, x: float, y: float) -> Cell | None:
        """The cell that holds a point, or None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.at.get((row, column))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """The lines that pieces of lines form: near and parallel, overlapping or end to end."""
    clusters: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if clusters and rule.at - clusters[-1][0].at <= NEAR:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    made: list[Rule] = []
    for cluster in clusters:
        at = sum(rule.at for rule in cluster) / len(cluster)
        start = end = None
        for rule in sorted(cluster, key=lambda rule: rule.start):
            if start is None or end is None or rule.start > end + GAP:
                if start is not None and end is not None:
                    made.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            else:
                end = max(end, rule.end)
        if start is not None and end is not None:
            made.append(Rule(at, start, end))
    return made


def grids_of(level: Sequence[Rule], upright: Sequence[Rule]) -> tuple[list[Grid], list[Rule]]:
    """The tables that joined lines make, from the top, and the level lines that belong to none."""
    if len(level) + len(upright) > MAX_RULES:
        return [], list(level)
    groups = _crossing(level, upright)
    used = {index for levels, _ in groups for index in levels}
    grids = [
        grid
        for levels, uprights in groups
        if (grid := _grid([level[i] for i in levels], [upright[i] for i in uprights])) is not None
    ]
    grids = [grid for grid in grids if not _is_frame(grid, grids)]
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return grids, [rule for index, rule in enumerate(level) if index not in used]


def _crossing(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[int], list[int]]]:
    """Groups of lines that hang together, as indices of level and of upright lines."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for j, post in enumerate(upright):
        for i, beam in enumerate(level):
            if beam.start - GAP <= post.at <= beam.end + GAP and post.start - GAP <= beam.at <= post.end + GAP:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i in range(len(level)):
        groups[root(i)][0].append(i)
    for j in range(len(upright)):
        groups[root(len(level) + j)][1].append(j)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    """The table of crossing lines; its outermost lines may be missing, their ends then bound it."""
    ends_x = [min(rule.start for rule in level), max(rule.end for rule in level)]
    ends_y = [min(rule.start for rule in upright), max(rule.end for rule in upright)]
    xs = _distinct([rule.at for rule in upright], ends_x)
    ys = _distinct([rule.at for rule in level], ends_y)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_FIELDS:
        return None
    walls = _sides(upright, xs, ys)
    floors = _sides(level, ys, xs)
    rows, columns = len(ys) - 1, len(xs) - 1
    groups = _merged(rows, columns, walls, floors)
    grid = Grid(xs, ys, [], {})
    for members in groups:
        top, left = min(row for row, _ in members), min(column for _, column in members)
        bottom, right = max(row for row, _ in members), max(column for _, column in members)
        cell = Cell(top, left, right - left + 1, Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1]))
        cell.rows = bottom - top + 1
        grid.cells.append(cell)
        for member in members:
            grid.at[member] = cell
    grid.cells.sort(key=lambda cell: (cell.row, cell.column))
    return grid


def _distinct(places: list[float], ends: list[float]) -> list[float]:
    """The places of lines in order, near ones as one, with the ends where no line stands."""
    made: list[float] = []
    for place in sorted(places):
        if not made or place - made[-1] > NEAR:
            made.append(place)
    if made and ends[0] < made[0] - 2 * NEAR:
        made.insert(0, ends[0])
    if made and ends[1] > made[-1] + 2 * NEAR:
        made.append(ends[1])
    return made


def _sides(rules: list[Rule], across: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Which sides of the grid's fields are drawn: (index of the line across, index of the field along it)."""
    drawn: set[tuple[int, int]] = set()
    for rule in rules:
        index = min(range(len(across)), key=lambda i: abs(across[i] - rule.at))
        for step in range(len(along) - 1):
            start, end = max(rule.start, along[step]), min(rule.end, along[step + 1])
            if end - start >= 0.6 * (along[step + 1] - along[step]):
                drawn.add((index, step))
    return drawn


def _merged(
    rows: int, columns: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """The fields of the grid grouped to cells: fields with no line between them are one, if they form a rectangle."""
    label = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(field_: tuple[int, int]) -> tuple[int, int]:
        while label[field_] != field_:
            label[field_] = label[label[field_]]
            field_ = label[field_]
        return field_

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and (column + 1, row) not in walls:
                label[root((row, column + 1))] = root((row, column))
            if row + 1 < rows and (row + 1, column) not in floors:
                label[root((row + 1, column))] = root((row, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for field_ in label:
        groups[root(field_)].append(field_)
    made: list[list[tuple[int, int]]] = []
    for members in groups.values():
        made.extend([members] if _is_rectangle(members) else _runs(members, walls))
    return made


def _is_rectangle(members: list[tuple[int, int]]) -> bool:
    rows, columns = {row for row, _ in members}, {column for _, column in members}
    return len(members) == len(rows) * len(columns)


def _runs(members: list[tuple[int, int]], walls: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A group that is no rectangle (a border is missing somewhere) as one cell for each run within a row."""
    runs: list[list[tuple[int, int]]] = []
    for row, column in sorted(members):
        last = runs[-1][-1] if runs else None
        if last == (row, column - 1) and (column, row) not in walls:
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    return runs


def _is_frame(grid: Grid, grids: Sequence[Grid]) -> bool:
    """Whether the table is only an ornament drawn round other tables."""
    return len(grid.cells) == 1 and any(other is not grid and grid.box.covers(other.box) for other in grids)
