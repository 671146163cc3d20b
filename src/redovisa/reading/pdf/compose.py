"""From laid-out pages to a document without meaning: pieces in reading order, with table, row and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from redovisa.reading.pdf.grid import Cell, Grid
from redovisa.reading.pdf.layout import Layout
from redovisa.reading.pdf.lines import WIDE, Line, lines_of, parts_of
from redovisa.reading.pdf.margins import footnotes_taken, without_running_heads
from redovisa.reading.pdf.page import Box, Word
from redovisa.reading.pdf.pagebreak import rejoined
from redovisa.reading.source import MAYBE_BROKEN, Manner, Piece, Source

_BLANKS = "   "  # holds a column within a line
_INDENT = 6.0  # points by which text in a box of its own stands further in than the cell's
_FULL = 0.75  # of the cell's width: lines wrapped at less stand in a box of their own
_WIDEST = 0.75  # of the size of type: the widest small letters


@dataclass(slots=True)
class _Made:
    """The pieces so far, and the indices of those that may go on unseen, and of those that hold unseen words.

    ``goes_on`` tells that the last of them, a free line, ends within a word.
    """

    pieces: list[Piece] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    goes_on: bool = False

    def add(self, piece: Piece, may_go_on: bool, unseen: bool) -> None:
        if may_go_on:
            self.cut.add(len(self.pieces))
        if unseen:
            self.unseen.add(len(self.pieces))
        self.pieces.append(piece)


def composed(layouts: Sequence[Layout], pages: int, remarks: tuple[str, ...], ocr: bool = False) -> Source:
    """The document that the pages make."""
    without_running_heads(layouts)
    footnotes = footnotes_taken(layouts)
    made = _Made()
    table = 0
    parts = [list(_in_reading_order(layout)) for layout in layouts]
    for before, after in pairwise(range(len(layouts))):
        if parts[before] and parts[after]:
            rejoined(parts[before][-1], parts[after][0], layouts[before].page.height)
    for layout, on_page in zip(layouts, parts, strict=True):
        for part in on_page:
            if isinstance(part, Grid):
                table += 1
                _cells(part, table, layout.page.number, made)
            else:
                _line(part, layout.page.number, made)
    pieces = tuple(made.pieces)
    uncertain = frozenset(range(len(pieces)) if ocr else made.unseen)
    return Source(pieces, _manner(layouts), footnotes, remarks, pages, ocr, uncertain, cut=frozenset(made.cut))


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


def _line(line: Line, page: int, made: _Made) -> None:
    for part in parts_of(line):
        place = Box(part.x0, part.base - 0.8 * part.size, part.x1, part.base + 0.2 * part.size)
        if made.goes_on:  # a word longer than any line
            made.pieces[-1].text += part.text
        else:
            made.add(_piece(part.text, page, place), False, _is_unseen(part.words))
        made.goes_on = part.words[-1].goes_on


def _cells(grid: Grid, table: int, page: int, made: _Made) -> None:
    made.goes_on = False
    for cell in grid.cells:
        unseen = _is_unseen(cell.words)
        for text, place, may_go_on in _blocks(cell):
            piece = _piece(text, page, place)
            piece.table, piece.row, piece.column = table, cell.row, cell.column
            piece.span, piece.rows = cell.span, cell.rows
            made.add(piece, may_go_on or cell.overrun, unseen)


def _is_unseen(words: Iterable[Word]) -> bool:
    return any(word.unseen for word in words)


def _piece(text: str, page: int, place: Box) -> Piece:
    x0, x1, y0, y1 = (round(at, 1) for at in (place.x0, place.x1, place.top, place.bottom))
    return Piece(text, page=page, x0=x0, x1=x1, y0=y0, y1=y1)


def _blocks(cell: Cell) -> list[tuple[str, Box, bool]]:
    """The blocks of text that stand side by side in a cell, and of each whether its end may be cut off.

    Mostly it is one; an empty cell is one block without text.
    """
    lines = lines_of(cell.words)
    if not lines:
        return [("", cell.box, False)]
    parted = [parts_of(line, WIDE) for line in lines]
    blocks: list[tuple[str, Box, bool]] = []
    for x0, x1 in _columns([part for parts in parted for part in parts]):
        own = [inside for parts in parted if (inside := [part for part in parts if x0 <= part.x0 <= x1])]
        if not own:  # damaged coordinates are in no column
            continue
        top = own[0][0].base - 0.8 * own[0][0].size
        bottom = own[-1][0].base + 0.2 * own[-1][0].size
        text = _BLANKS.join(part.text for part in own[0])
        for above, parts in pairwise(own):
            below = _BLANKS.join(part.text for part in parts)
            text += _between(above, below, cell.box) + below
        blocks.append((text, Box(x0, top, x1, bottom), len(own) > 1 and _in_own_box(own, cell.box)))
    return blocks


def _in_own_box(lines: Sequence[Sequence[Line]], cell: Box) -> bool:
    """Whether the last lines stand in a box of their own, which lies in the cell: they are further in, and wrap early.

    Such a text box is as high as someone once drew it, and what it has no room for is not printed.
    """
    edge = min(lines[0][0].x0, cell.x0 + _INDENT)
    inside = [parts[0] for parts in lines if parts[0].x0 > edge + _INDENT]
    if len(inside) < 2 or inside[-1] is not lines[-1][0] or any(len(parts) > 1 for parts in lines):
        return False
    room = edge + _FULL * (cell.x1 - edge)
    return all(
        above.x1 < room and abs(above.x0 - below.x0) < 2 and above.x1 + below.words[0].x1 - below.words[0].x0 < room
        for above, below in pairwise(inside)
    )


def _between(above: Sequence[Line], below: str, cell: Box) -> str:
    """What stands between two lines of a text: nothing within a word that was parted there."""
    if above[-1].words[-1].goes_on:
        return ""
    return MAYBE_BROKEN if _may_break(above, below, cell) else "\n"


def _may_break(above: Sequence[Line], below: str, cell: Box) -> bool:
    """Whether the line above is one word that fills the cell, so that the word may go on in the line below."""
    if len(above) != 1 or " " in above[0].text or not above[0].text[-1:].isalpha() or not below[:1].islower():
        return False
    line = above[0]
    letter = max((line.x1 - line.x0) / len(line.text), _WIDEST * line.type)
    margin = line.x0 - cell.x0
    return cell.x1 - margin - line.x1 < letter


def _columns(parts: Sequence[Line]) -> list[tuple[float, float]]:
    """The extents of the columns that parts of lines form: those that overlap are one."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in parts):
        if spans and x0 <= spans[-1][1] + 1.0:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans
