"""From laid-out pages to a document without meaning: pieces in reading order, with table, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redovisa.reading.pdf_grid import Cell, Grid
from redovisa.reading.pdf_layout import Layout
from redovisa.reading.pdf_lines import Line, lines_of, parts_of
from redovisa.reading.pdf_margins import footnotes_taken, without_running_heads
from redovisa.reading.source import Manner, Piece, Source

_BLANKS = "   "  # holds a column within a line


def composed(layouts: Sequence[Layout], pages: int, remarks: tuple[str, ...], ocr: bool = False) -> Source:
    """The document that the pages make."""
    without_running_heads(layouts)
    footnotes = footnotes_taken(layouts)
    pieces: list[Piece] = []
    table = 0
    for layout in layouts:
        for part in _in_reading_order(layout):
            if isinstance(part, Grid):
                table += 1
                pieces.extend(_cells(part, table, layout.page.number))
            else:
                pieces.extend(_line(part, layout.page.number))
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
        yield Piece(part.text, page=page, x0=_tenth(part.x0), x1=_tenth(part.x1))


def _cells(grid: Grid, table: int, page: int) -> Iterator[Piece]:
    for cell in grid.cells:
        for text, x0, x1 in _blocks(cell):
            yield Piece(text, table, cell.row, cell.column, cell.span, page, _tenth(x0), _tenth(x1))


def _blocks(cell: Cell) -> list[tuple[str, float, float]]:
    """The blocks of text that stand side by side in a cell: mostly one; an empty cell is one block without text."""
    lines = lines_of(cell.words)
    if not lines:
        return [("", cell.box.x0, cell.box.x1)]
    parted = [parts_of(line) for line in lines]
    spans = _columns([part for parts in parted for part in parts])
    blocks: list[tuple[str, float, float]] = []
    for x0, x1 in spans:
        texts = [
            _BLANKS.join(part.text for part in parts if x0 <= part.x0 <= x1)
            for parts in parted
            if any(x0 <= part.x0 <= x1 for part in parts)
        ]
        blocks.append(("\n".join(texts), x0, x1))
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


def _tenth(place: float) -> float:
    return round(place, 1)
