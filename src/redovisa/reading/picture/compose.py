"""From the pages of a picture to a document without meaning: a piece for each line of a cell, weak ones marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from redovisa.reading.pdf.grid import Grid
from redovisa.reading.pdf.layout import Layout
from redovisa.reading.pdf.lines import Line, lines_of, parts_of
from redovisa.reading.pdf.margins import footnotes_taken, without_running_heads
from redovisa.reading.picture.words import Seen
from redovisa.reading.source import Manner, Piece, Source

#: How the raised number of a footnote is read.
_RAISED = frozenset("123!?'*”\"")


def composed(layouts: Sequence[Layout], pages: int, remarks: tuple[str, ...]) -> Source:
    """The document that the pages make."""
    without_running_heads(layouts)
    _open_footnotes(layouts)
    footnotes = footnotes_taken(layouts)
    pieces: list[Piece] = []
    readings: dict[int, tuple[str, ...]] = {}
    table = 0
    for layout in layouts:
        for part in _in_reading_order(layout):
            table += isinstance(part, Grid)
            made = (
                _cells(part, table, layout.page.number) if isinstance(part, Grid) else _line(part, layout.page.number)
            )
            for piece, line in made:
                if line is not None and _is_weak(line):
                    readings[len(pieces)] = _others(line)
                pieces.append(piece)
    manner = _manner(layouts)
    return Source(tuple(pieces), manner, footnotes, remarks, pages, True, frozenset(readings), readings)


def _open_footnotes(layouts: Sequence[Layout]) -> None:
    """Marks small lines below all tables that open with a raised number, however it was read, as footnotes."""
    sizes = [line.size for layout in layouts for line in layout.lines]
    usual = median(sizes) if sizes else 0.0
    for layout in layouts:
        floor = max((grid.ys[-1] for grid in layout.grids), default=0.0)
        for line in layout.lines:
            first = line.words[0].text.rstrip(":")
            low = line.base > max(floor, 0.35 * layout.page.height)
            if low and line.size < 0.95 * usual and len(line.words) > 3 and first in _RAISED:
                line.opens = first
                del line.words[0]


def _manner(layouts: Sequence[Layout]) -> Manner:
    """Cells, when the tables are ruled."""
    cells = sum(len(grid.cells) for layout in layouts for grid in layout.grids if len(grid.xs) > 2)
    return Manner.CELLS if cells >= 10 else Manner.POSITIONS


def _in_reading_order(layout: Layout) -> Iterator[Grid | Line]:
    parts: list[tuple[float, float, Grid | Line]] = [(grid.ys[0], grid.xs[0], grid) for grid in layout.grids]
    parts += [(line.base - 0.6 * line.size, line.x0, line) for line in layout.lines]
    parts.sort(key=lambda part: part[:2])
    yield from (part for _, _, part in parts)


def _line(line: Line, page: int) -> Iterator[tuple[Piece, Line | None]]:
    for part in parts_of(line):
        yield replace(_placed(part), page=page), part


def _cells(grid: Grid, table: int, page: int) -> Iterator[tuple[Piece, Line | None]]:
    for cell in grid.cells:
        lines = lines_of(cell.words)
        if not lines:
            box = cell.box
            yield Piece("", table, cell.row, cell.column, cell.span, page, box.x0, box.x1, box.top, box.bottom), None
        for line in lines:
            placed = replace(_placed(line), table=table, row=cell.row, column=cell.column, span=cell.span, page=page)
            yield placed, line


def _placed(line: Line) -> Piece:
    """A line with its extent, in points."""
    top, bottom = line.base - 0.8 * line.size, line.base + 0.2 * line.size
    return Piece(line.text, x0=round(line.x0, 1), x1=round(line.x1, 1), y0=round(top, 1), y1=round(bottom, 1))


def _is_weak(line: Line) -> bool:
    return any(isinstance(word, Seen) and word.weak for word in line.words)


def _others(line: Line) -> tuple[str, ...]:
    """What the line may say instead, when it is a single word read in several ways."""
    seen = [word for word in line.words if isinstance(word, Seen)]
    return seen[0].others if len(seen) == 1 else ()
