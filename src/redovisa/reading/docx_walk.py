"""From a tidied document to pieces: paragraphs and cells in reading order, each with its place in the grid."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.reading import docx_xml as x
from redovisa.reading.bounds import MAX_PIECES
from redovisa.reading.docx_inline import Inline
from redovisa.reading.docx_tidy import Tidied
from redovisa.reading.docx_xml import Element
from redovisa.reading.source import Piece, Unreadable

_MOST_COLUMNS = 1000
_MOST_NOTES = 20


@dataclass(slots=True)
class _Cell:
    table: int
    row: int
    column: int
    span: int
    content: Element
    goes_on: bool = False  # covered by the cell above it


@dataclass(frozen=True, slots=True)
class Note:
    """Text that was met and does not count, or that stands in a box: what, and the first words of its row if any."""

    what: str
    text: str
    row: str = ""


class Walk:
    """Walks a document once; ``pieces`` and ``notes`` hold what was met."""

    def __init__(self, body: Element, tidied: Tidied) -> None:
        """Walk the whole body.

        Raises:
            Unreadable: there are more pieces than any form has.
        """
        self.pieces: list[Piece] = []
        self.notes: list[Note] = []
        self._tidied = tidied
        self._tables = 0
        self._inline = Inline(tidied.left_out)
        self._blocks(body, None)

    def _blocks(self, container: Element, cell: _Cell | None) -> bool:
        """Read paragraphs and tables; tell whether any paragraph had text."""
        boxes, joined, inline = self._tidied.boxes, self._tidied.joined, self._inline
        has_text, carried = False, ""
        for block in container.iterchildren(x.P, x.TBL):
            if block.tag == x.TBL:
                self._table(block)
                continue
            text = carried + inline.text(block)
            for why, words in inline.noted.items():
                self._note(why, words, cell)
            if joined and block in joined:
                carried = text
                continue
            carried = ""
            if text:
                has_text = True
                self._put(text, cell)
            if boxes and block in boxes:
                has_text |= self._boxes(boxes[block], cell)
        if carried:
            self._put(carried, cell)
        return has_text or bool(carried)

    def _boxes(self, boxes: list[Element], cell: _Cell | None) -> bool:
        outer, has_text = self._inline, False
        for box in boxes:
            self._inline = Inline(self._tidied.left_out)
            first = len(self.pieces)
            has_text |= self._blocks(box, cell)
            words = " ".join(piece.text for piece in self.pieces[first:])
            if cell is not None and words.strip():
                self._note("Textruta", words, cell)
        self._inline = outer
        return has_text

    def _table(self, table: Element) -> None:
        self._tables += 1
        number = self._tables
        for index, row in enumerate(table.iterchildren(x.TR)):
            for cell in _cells(row, number, index):
                if not cell.goes_on and not self._blocks(cell.content, cell):
                    self._put("", cell)

    def _put(self, text: str, cell: _Cell | None) -> None:
        if len(self.pieces) >= MAX_PIECES:
            raise Unreadable(
                "Dokumentet är mycket längre än en redovisning kan vara, och har inte lästs. "
                "Skicka redovisningen som en egen fil."
            )
        if cell is None:
            self.pieces.append(Piece(text))
        else:
            self.pieces.append(Piece(text, cell.table, cell.row, cell.column, cell.span))

    def _note(self, what: str, text: str, cell: _Cell | None) -> None:
        if not text.strip() or len(self.notes) >= _MOST_NOTES:
            return
        near = self.pieces[-50:]
        if cell is None:
            row = next((piece.text for piece in reversed(near) if piece.text.strip()), "")
        else:
            here = [piece.text for piece in near if (piece.table, piece.row) == (cell.table, cell.row)]
            row = next((words for words in here if words.strip()), "")
        self.notes.append(Note(what, text, row))


def _cells(row: Element, table: int, index: int) -> list[_Cell]:
    """The cells of a row in the grid; cells merged sideways the old way are one."""
    cells: list[_Cell] = []
    column = 0
    for element in row.iterchildren(x.TR_PR, x.TC):
        if element.tag == x.TR_PR:
            before = element.find(x.GRID_BEFORE)
            column = 0 if before is None else _number(before)
            continue
        span, goes_on, sideways = _shape(element)
        if sideways and cells:
            cells[-1].span += span
        else:
            cells.append(_Cell(table, index, column, span, element, goes_on))
        column += span
    return cells


def _shape(cell: Element) -> tuple[int, bool, bool]:
    """How many columns a cell covers, and whether it goes on from the cell above or from the one before it."""
    span, goes_on, sideways = 1, False, False
    properties = cell.find(x.TC_PR)
    if properties is not None:
        for mark in properties.iterchildren(x.GRID_SPAN, x.V_MERGE, x.H_MERGE):
            if mark.tag == x.GRID_SPAN:
                span = max(1, _number(mark))
            elif mark.get(x.VAL, "continue") == "continue":
                goes_on |= mark.tag == x.V_MERGE
                sideways |= mark.tag == x.H_MERGE
    return span, goes_on, sideways


def _number(element: Element) -> int:
    value = element.get(x.VAL) or ""
    return min(int(value[:9]), _MOST_COLUMNS) if value.isdecimal() else 0
