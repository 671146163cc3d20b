"""From laid-out pages to a document without meaning: pieces in reading order, with table, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from redovisa.reading.pdf_grid import Cell, Grid
from redovisa.reading.pdf_layout import Layout
from redovisa.reading.pdf_lines import WIDE, Line, lines_of, parts_of
from redovisa.reading.pdf_margins import footnotes_taken, without_running_heads
from redovisa.reading.pdf_page import Box
from redovisa.reading.source import Manner, Piece, Source

_BLANKS = "   "  # holds a column within a line


def composed(layouts: Sequence[Layout], pages: int, remarks: tuple[str, ...], ocr: bool = False) -> Source:
    """The document that the pages make."""
    without_running_heads(layouts)
    footnotes = footnotes_taken(layouts)
    pieces: list[Piece] = []
    table = 0
    last: Grid | None = None  # the table that the page before ended with
    for layout in layouts:
        for index, part in enumerate(parts := list(_in_reading_order(layout))):
            if isinstance(part, Grid):
                table += 1
                repeated = index == 0 and last is not None and _repeats_heads(part, last)
                pieces.extend(_cells(part, table, layout.page.number, 1 if repeated else 0))
            else:
                pieces.extend(_line(part, layout.page.number))
        last = parts[-1] if parts and isinstance(parts[-1], Grid) else None
    uncertain = frozenset(range(len(pieces))) if ocr else frozenset()
    return Source(tuple(pieces), _manner(layouts), footnotes, remarks, pages, ocr, uncertain)


def _manner(layouts: Sequence[Layout]) -> Manner:
    """Cells, when the tables are ruled: rows of several cells, or most of the words in cells."""
    grids = [grid for layout in layouts for grid in layout.grids]
    in_columns = sum(len(grid.cells) for grid in grids if len(grid.xs) > 2)
    within = sum(len(cell.words) for grid in grids for cell in grid.cells)
    free = sum(len(line.words) for layout in layouts for line in layout.lines)
    return Manner.CELLS if in_columns >= 10 or within > free else Manner.POSITIONS


def _in_reading_order(layout: Layout) -> Iterator[Grid | Line]:
    """Tables and lines from the top of the page, what stands side by side from the left."""
    parts: list[tuple[float, float, Grid | Line]] = [(grid.ys[0], grid.xs[0], grid) for grid in layout.grids]
    parts += [(line.base - 0.6 * line.size, line.x0, line) for line in layout.lines]
    parts.sort(key=lambda part: part[:2])
    yield from (part for _, _, part in parts)


def _line(line: Line, page: int) -> Iterator[Piece]:
    for part in parts_of(line):
        place = Box(part.x0, part.base - 0.8 * part.size, part.x1, part.base + 0.2 * part.size)
        yield _piece(part.text, page, place)


def _repeats_heads(grid: Grid, before: Grid) -> bool:
    """Whether a table goes on with the heads of the one before printed again: same columns and words, no digit."""
    if len(grid.xs) != len(before.xs) or any(abs(a - b) > 3 for a, b in zip(grid.xs, before.xs, strict=True)):
        return False
    heads, again = ([_said(cell) for cell in table.cells if cell.row == 0] for table in (before, grid))
    words = "".join(heads)
    rows = max(cell.row for cell in before.cells)
    return rows > 0 and len(heads) > 1 and heads == again and words != "" and not any(map(str.isdigit, words))


def _said(cell: Cell) -> str:
    return " ".join(text for text, _ in _blocks(cell))


def _cells(grid: Grid, table: int, page: int, first: int = 0) -> Iterator[Piece]:
    """The pieces of a table's cells, without the rows before ``first``."""
    for cell in grid.cells:
        if cell.row < first:
            continue
        for text, place in _blocks(cell):
            yield replace(_piece(text, page, place), table=table, row=cell.row, column=cell.column, span=cell.span)


def _piece(text: str, page: int, place: Box) -> Piece:
    x0, x1, y0, y1 = (round(at, 1) for at in (place.x0, place.x1, place.top, place.bottom))
    return Piece(text, page=page, x0=x0, x1=x1, y0=y0, y1=y1)


def _blocks(cell: Cell) -> list[tuple[str, Box]]:
    """The blocks of text that stand side by side in a cell: mostly one; an empty cell is one block without text."""
    lines = lines_of(cell.words)
    if not lines:
        return [("", cell.box)]
    parted = [parts_of(line, WIDE) for line in lines]
    blocks: list[tuple[str, Box]] = []
    for x0, x1 in _columns([part for parts in parted for part in parts]):
        own = [inside for parts in parted if (inside := [part for part in parts if x0 <= part.x0 <= x1])]
        top = own[0][0].base - 0.8 * own[0][0].size
        bottom = own[-1][0].base + 0.2 * own[-1][0].size
        text = "\n".join(_BLANKS.join(part.text for part in parts) for parts in own)
        blocks.append((text, Box(x0, top, x1, bottom)))
    return blocks


def _columns(parts: Sequence[Line]) -> list[tuple[float, float]]:
    """The extents of the columns that parts of lines form: those that overlap are one."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in parts):
        if spans and x0 <= spans[-1][1] + 1.0:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans
