"""Lays out one page: its words into the cells of its tables or onto free lines, its tick boxes read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from redovisa.reading.pdf.grid import Cell, Grid, grids_of, joined
from redovisa.reading.pdf.lines import WIDE, Line, lines_of, parts_of
from redovisa.reading.pdf.page import Box, Drawing, Page, Rule, Word
from redovisa.reading.source import TICKED, UNTICKED

_LIKE = 1.0  # points by which the sides of the tick boxes of a page differ
_SQUARE = 15.0


@dataclass(slots=True)
class Layout:
    """A page laid out: its tables, the lines outside them, and the level rules that belong to no table."""

    page: Page
    grids: list[Grid]
    lines: list[Line]
    rules: list[Rule]


def walls(drawing: Drawing) -> list[Rule]:
    """Where words are parted: at the joined upright lines of a page, and where a line through words begins or ends."""
    if drawing.crowded:
        return []
    ends = [Rule(x, rule.at - 2.5, rule.at + 2.5) for rule in drawing.level for x in (rule.start, rule.end)]
    return joined(drawing.upright) + ends


def without_struck(words: Sequence[Word], drawing: Drawing) -> tuple[list[Word], list[Word]]:
    """The words that stand, and those with a line through them."""
    level = [] if drawing.crowded else joined(drawing.level)
    if not level:
        return list(words), []
    level.sort(key=lambda rule: rule.at)
    places = [rule.at for rule in level]
    through: dict[int, list[Word]] = {}
    for word in words:
        first = bisect_left(places, word.base - 0.42 * word.size)
        last = bisect_right(places, word.base - 0.15 * word.size)
        for index in range(first, last):
            inside = min(level[index].end, word.x1) - max(level[index].start, word.x0)
            if inside > 0.7 * (word.x1 - word.x0):
                through.setdefault(index, []).append(word)
    struck = {
        id(word)
        for index, crossed in through.items()
        # A line that strikes words out is about as long as they are; the border of a table is longer.
        if sum(word.x1 - word.x0 for word in crossed) > 0.5 * (level[index].end - level[index].start)
        for word in crossed
    }
    return [word for word in words if id(word) not in struck], [word for word in words if id(word) in struck]


def laid_out(page: Page) -> Layout:
    """The page's tables and lines; a page too crowded with lines has no tables."""
    drawing = page.drawing
    if drawing.crowded:
        return Layout(page, [], lines_of(page.words), [])
    boxes, edges = _tick_boxes(drawing)
    level = joined([*drawing.level, *(rule for box in edges for rule in _level_edges(box))])
    upright = joined([*drawing.upright, *(rule for box in edges for rule in _upright_edges(box))])
    grids, rules = grids_of(level, upright)
    boxes += [grid.box for grid in grids if _is_tick_box(grid)]
    grids = [grid for grid in grids if not _is_tick_box(grid)]
    words = _ticked(page.words, boxes, drawing.strokes) + _blackened(boxes, drawing.strokes)
    free = _put_in_cells(words, grids)
    if page.beside:
        _put_in_cells(page.beside, [grid for grid in grids if _is_on(grid, page)])  # the rest is no part of the page
    grids, freed = _without_columns(grids)
    _put_marks(grids, drawing.strokes, boxes)
    return Layout(page, grids, lines_of(free + freed), rules)


def _is_on(grid: Grid, page: Page) -> bool:
    """Whether a table stands on the visible page, at least in part."""
    box = grid.box
    return box.x0 < page.width - 1 and box.top < page.height - 1 and box.x1 > 1 and box.bottom > 1


def _tick_boxes(drawing: Drawing) -> tuple[list[Box], list[Box]]:
    """The small squares that stand alone, and those that are cells: between lines, or side by side."""
    alone: list[Box] = []
    cells: list[Box] = []
    for square in [*drawing.squares, *_filled(drawing.strokes)]:
        side = square.x1 - square.x0
        beside = [
            rule.at
            for rule in drawing.level
            if rule.end - rule.start > 1.8 * side and rule.start < square.x1 - 1 and rule.end > square.x0 + 1
        ]
        # A tick box may stand on the line of its cell; a cell reaches from line to line.
        shared = all(any(abs(at - edge) < 0.5 for at in beside) for edge in (square.top, square.bottom)) or any(
            other is not square
            and abs(other.top - square.top) < 1.2
            and min(abs(other.x0 - square.x1), abs(other.x1 - square.x0)) < 1.2
            for other in drawing.squares
        )
        (cells if shared else alone).append(square)
    return _once(alone), cells


def _filled(strokes: Sequence[Box]) -> list[Box]:
    """The tick boxes that a browser fills with colour when they are ticked: squares with a light sign drawn in them."""
    squares = [one for one in strokes if _is_small_square(one)]
    return [
        one for one in squares if any(other != one and one.covers(other, 0) and _marks(other, one) for other in strokes)
    ]


def _once(boxes: list[Box]) -> list[Box]:
    """The boxes, each once: an outline may be drawn twice, or have a second one inside."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.x0 - box.x1):
        if not any(other.covers(box) for other in kept):
            kept.append(box)
    return kept


def _is_tick_box(grid: Grid) -> bool:
    """Whether a ruled cell alone is small and square: a tick box drawn with four lines."""
    return len(grid.cells) == 1 and _is_small_square(grid.box)


def _is_small_square(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.bottom - box.top
    return max(width, height) <= _SQUARE and abs(width - height) <= 0.25 * max(width, height)


def _ticked(words: Sequence[Word], boxes: Sequence[Box], strokes: Sequence[Box]) -> list[Word]:
    """The words with each tick box as a word; a sign or a stroke in a box ticks it."""
    left = list(words)
    made: list[Word] = []
    for box in boxes:
        inside = [word for word in left if box.holds((word.x0 + word.x1) / 2, word.middle)]
        if any(len(word.text) > 2 for word in inside):
            continue  # not a tick box but a frame round a short word
        left = [word for word in left if word not in inside]
        drawn = any(_marks(stroke, box) for stroke in strokes)
        empty = not drawn and all(word.text == UNTICKED for word in inside)
        size = box.bottom - box.top
        made.append(Word(UNTICKED if empty else TICKED, box.x0, box.x1, box.bottom - 0.1 * size, size))
    return left + made


def _blackened(boxes: Sequence[Box], strokes: Sequence[Box]) -> list[Word]:
    """The boxes that are ticked by being filled, among others of their size that are not."""
    return [
        Word(TICKED, one.x0, one.x1, one.bottom - 0.1 * (one.bottom - one.top), one.bottom - one.top)
        for one in strokes
        if _is_small_square(one)
        and not any(box.holds((one.x0 + one.x1) / 2, (one.top + one.bottom) / 2) for box in boxes)
        and any(abs(one.x1 - one.x0 - (box.x1 - box.x0)) < _LIKE for box in boxes)
    ]


def _marks(stroke: Box, box: Box) -> bool:
    """Whether a drawn shape lies in a tick box, or goes over it as a hand-drawn cross does."""
    side = box.x1 - box.x0
    x, y = (stroke.x0 + stroke.x1) / 2, (stroke.top + stroke.bottom) / 2
    if not box.holds(x, y):
        return False
    width, height = stroke.x1 - stroke.x0, stroke.bottom - stroke.top
    return max(width, height) >= 0.25 * side and not (
        abs(width - side) < 0.08 * side and abs(height - side) < 0.08 * side and stroke == box
    )


def _put_in_cells(words: Sequence[Word], grids: Sequence[Grid]) -> list[Word]:
    """Puts each word into the cell it stands in, of the smallest table there; the words outside are returned."""
    by_size = sorted(grids, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    extents = [(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], grid) for grid in by_size]
    free: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        if word.overruns:
            x = word.x0 + 1.0
        cell = None
        for left, top, right, bottom, grid in extents:
            if left <= x <= right and top <= y <= bottom and (cell := grid.cell(x, y)) is not None:
                break
        (free if cell is None else cell.words).append(word)
        if cell is not None and word.overruns:
            cell.overrun = True
    return free


def _without_columns(grids: list[Grid]) -> tuple[list[Grid], list[Word]]:
    """Tables with no upright line inside whose rows hold columns all the same: their words go back to the lines."""
    kept: list[Grid] = []
    freed: list[Word] = []
    for grid in grids:
        parted = 0
        if len(grid.xs) == 2 and len(grid.cells) > 1:
            parted = sum(any(len(parts_of(line, WIDE)) > 1 for line in lines_of(cell.words)) for cell in grid.cells)
        if parted >= 2:
            freed.extend(word for cell in grid.cells for word in cell.words)
        else:
            kept.append(grid)
    return kept, freed


def _put_marks(grids: Sequence[Grid], strokes: Sequence[Box], boxes: Sequence[Box]) -> None:
    """A cell with nothing but one to three small drawn shapes in it is ticked by hand."""
    found: dict[int, tuple[Cell, list[Box]]] = {}
    for stroke in strokes:
        x, y = (stroke.x0 + stroke.x1) / 2, (stroke.top + stroke.bottom) / 2
        if any(box.holds(x, y) for box in boxes):
            continue
        for grid in grids:
            cell = grid.cell(x, y)
            if cell is not None and not cell.words and max(stroke.x1 - stroke.x0, stroke.bottom - stroke.top) >= 4:
                found.setdefault(id(cell), (cell, []))[1].append(stroke)
    for cell, drawn in found.values():
        if len(drawn) <= 3:
            stroke = drawn[0]
            cell.words.append(Word(TICKED, stroke.x0, stroke.x1, stroke.bottom, max(stroke.bottom - stroke.top, 4.0)))


def _level_edges(box: Box) -> tuple[Rule, Rule]:
    return Rule(box.top, box.x0, box.x1), Rule(box.bottom, box.x0, box.x1)


def _upright_edges(box: Box) -> tuple[Rule, Rule]:
    return Rule(box.x0, box.top, box.bottom), Rule(box.x1, box.top, box.bottom)
