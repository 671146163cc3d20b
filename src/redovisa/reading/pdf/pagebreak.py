"""Mends a table that a page break parted: heads printed once more are left out, a row cut in two is one again."""

from __future__ import annotations

from collections.abc import Sequence

from redovisa.reading.pdf.grid import Cell, Grid
from redovisa.reading.pdf.lines import Line, lines_of


def rejoined(before: object, after: object, height: float) -> None:
    """Mends ``after``, which a page begins with, when it goes on with ``before``, which the page before ended with.

    ``height`` is that of the page before. What is not surely one row stays two.
    """
    if not isinstance(before, Grid) or not isinstance(after, Grid) or not _have_same_columns(before, after):
        return
    if _repeats_heads(before, after):
        after.cells = [cell for cell in after.cells if cell.row != 0]
    if not after.cells:
        return
    first, last = min(cell.row for cell in after.cells), max(cell.row for cell in before.cells)
    ends, begins = _row(before, last), _row(after, first)
    if _is_cut(ends, begins):
        for end, begin in zip(ends, begins, strict=True):
            for word in begin.words:
                word.base += height
            end.words.extend(begin.words)
        after.cells = [cell for cell in after.cells if cell.row != first]


def _have_same_columns(before: Grid, after: Grid) -> bool:
    pairs = zip(before.xs, after.xs, strict=False)
    return len(before.xs) == len(after.xs) and all(abs(a - b) <= 3 for a, b in pairs)


def _row(grid: Grid, row: int) -> list[Cell]:
    return [cell for cell in grid.cells if cell.row == row]


def _repeats_heads(before: Grid, after: Grid) -> bool:
    """Whether the first row is the first row of the table before: several cells, the same words, no answers."""
    heads, again = ([_said(cell) for cell in _row(grid, 0)] for grid in (before, after))
    rows = max(cell.row for cell in before.cells)
    are_words = any(heads) and all(sum(map(str.isalpha, head)) > 1 for head in heads if head)
    return rows > 0 and len(heads) > 1 and heads == again and are_words


def _said(cell: Cell) -> str:
    return "\n".join(line.text for line in lines_of(cell.words))


def _is_cut(ends: Sequence[Cell], begins: Sequence[Cell]) -> bool:
    """Whether two rows are one that was cut: some cell's words run on, and no cell says otherwise."""
    if [(cell.column, cell.span) for cell in ends] != [(cell.column, cell.span) for cell in begins]:
        return False
    running = False
    for end, begin in zip(ends, begins, strict=True):
        if not begin.words:
            continue
        if not end.words or not _runs_on(end, lines_of(end.words)[-1], lines_of(begin.words)[0]):
            return False
        running = True
    return running


def _runs_on(cell: Cell, last: Line, first: Line) -> bool:
    """Whether a line was wrapped: the next begins with a small letter, and its first word had no room on this one."""
    word = first.words[0]
    room = cell.box.x1 - max(last.x0 - cell.box.x0, 0.0) - last.x1
    return word.text[:1].islower() and abs(last.x0 - first.x0) < 2 and word.x1 - word.x0 + 0.2 * last.size > room
