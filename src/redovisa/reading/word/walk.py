"""From a tidied document to pieces: paragraphs and cells in reading order, each with its place in the grid."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.reading.bounds import MAX_PIECES
from redovisa.reading.source import Piece, Unreadable
from redovisa.reading.word import xml as x
from redovisa.reading.word.inline import INLINE, Inline
from redovisa.reading.word.tidy import HIDDEN, UNSEEN, Tidied
from redovisa.reading.word.xml import TBL, TC, TR, Element, P, T

# What the walk stops at. The parser's own search for them, in one pass, is several times quicker than going down
# the tree in Python; where a table or cell has ended is then seen by whose child the next element is.
_PARTS = frozenset((P, TC, TR, TBL))
_SHAPE = frozenset((x.GRID_SPAN, x.V_MERGE, x.H_MERGE, x.GRID_BEFORE))
_MET = (T, P, TC, TR, TBL, *_SHAPE, *INLINE)
_HOLDERS = frozenset((TC, TR, TBL, x.BODY, x.TEXT_BOX))
_MOST_COLUMNS = 1000
_MOST_NOTES = 20
_TOO_LONG = (
    "Dokumentet är mycket längre än en redovisning kan vara, och har inte lästs. Skicka redovisningen som en egen fil."
)


@dataclass(frozen=True, slots=True)
class Note:
    """Text that was met and does not count, or that stands in a box: what, and the first words of its row if any."""

    what: str
    text: str
    row: str = ""


class _Table:
    """An open table, and the row and cell the walk is in."""

    __slots__ = (
        "above", "cell", "column", "element", "first", "goes_on", "has_text", "index", "number", "opens", "row",
        "sideways", "span", "start", "wider",
    )  # fmt: skip

    def __init__(self, element: Element, number: int) -> None:
        self.element = element
        self.number = number
        self.row: Element | None = None
        self.index = -1
        self.cell: Element | None = None
        self.column = 0
        self.span = 1
        self.opens = False  # the cell may cover others below it
        self.goes_on = False  # the cell is covered by the one above it
        self.sideways = False  # the cell is one with the one before it
        self.has_text = False
        self.first = 0  # the index of the first piece of the last cell that is one of its own
        self.start = 0  # the index of the first piece of the cell the walk is in
        self.wider = 0  # the columns of the cells that are one with it
        self.above: dict[int, int] = {}  # by column, the first piece of a cell that covers others


class Walk:
    """Walks a part of a document once; ``pieces`` and ``notes`` hold what was met.

    ``unseen`` holds, by piece, what the piece says without what nobody sees in it.
    """

    def __init__(self, part: Element, tidied: Tidied) -> None:
        """Walk the whole part (a body, a note, a comment).

        Raises:
            Unreadable: there are more pieces than any form has.
        """
        self.pieces: list[Piece] = []
        self.notes: list[Note] = []
        self.unseen: dict[int, str] = {}
        self._tidied = tidied
        self._count = 0
        self._open: list[_Table] = []
        self._story(part)

    def _story(self, part: Element) -> None:
        inline, floor = Inline(self._tidied.left_out, self._tidied.unseen), len(self._open)
        opened = self._open
        paragraph: Element | None = None
        for element in part.iter(*_MET):
            tag = element.tag
            if tag == T:  # by far the most of what is met
                if paragraph is not None:
                    inline.text(element)
            elif tag in _PARTS:
                if paragraph is not None:
                    self._end(paragraph, inline)
                if len(opened) > floor:
                    self._leave(element, floor)
                paragraph = self._enter(element, tag)
            elif tag in _SHAPE:
                if len(opened) > floor:
                    self._shape(opened[-1], element, tag)
            elif paragraph is not None:
                inline.take(element, tag)
        if paragraph is not None:
            self._end(paragraph, inline)
        while len(self._open) > floor:
            self._close_table()

    def _leave(self, element: Element, floor: int) -> None:
        """Close the tables that an element stands after, by whose child it is."""
        holder, table = element.getparent(), self._open[-1]
        while holder is not table.cell and holder is not table.row and holder is not table.element:
            if holder is not None and holder.tag not in _HOLDERS:
                holder = holder.getparent()
                continue
            self._close_table()
            if len(self._open) == floor:
                return
            table = self._open[-1]

    def _close_table(self) -> None:
        table = self._open.pop()
        if table.cell is not None:
            self._close_cell(table)
        self._widen(table)

    def _enter(self, element: Element, tag: str) -> Element | None:
        """Begin a table, row or cell; or a paragraph, which is then given back."""
        if tag == P:
            return element
        if tag == TBL:
            self._count += 1
            self._open.append(_Table(element, self._count))
        elif self._open:  # a row or cell without a table is nothing: its paragraphs are read as text
            table = self._open[-1]
            if table.cell is not None:
                self._close_cell(table)
            if tag == TR:
                self._widen(table)
                table.row, table.index, table.column = element, table.index + 1, 0
            else:
                if table.index < 0:
                    table.index = 0  # a cell without a row, in a damaged file
                table.cell, table.span, table.has_text = element, 1, False
                table.opens = table.goes_on = table.sideways = False
                table.start = len(self.pieces)
        return None

    def _close_cell(self, table: _Table) -> None:
        if table.sideways:
            table.wider += table.span
        else:
            if table.wider:
                self._widen(table)
            table.first = table.start
            if not table.has_text and not table.goes_on:
                self._put("", table)
        if table.opens or table.above:
            self._reach_down(table)
        table.column += table.span
        table.cell = None

    def _reach_down(self, table: _Table) -> None:
        """Note which cell covers others below it, and that it covers one row more."""
        if table.opens:
            table.above[table.column] = table.start
        elif table.goes_on and table.column in table.above:
            first = table.above[table.column]
            row = self.pieces[first].row
            for index in range(first, len(self.pieces)):
                piece = self.pieces[index]
                if piece.table == table.number and piece.row == row and piece.column == table.column:
                    piece.rows += 1
                elif piece.table == table.number:
                    break
        else:
            table.above.pop(table.column, None)

    def _shape(self, table: _Table, mark: Element, tag: str) -> None:
        match tag:
            case x.GRID_SPAN:
                table.span = max(1, _number(mark))
            case x.GRID_BEFORE:
                table.column = _number(mark)
            case _ if mark.get(x.VAL, "continue") != "continue":
                table.opens = table.opens or tag == x.V_MERGE
            case x.V_MERGE:
                table.goes_on = True
            case _:
                table.sideways = True

    def _widen(self, table: _Table) -> None:
        # Cells merged sideways the old way: the first of them covers the others too.
        if not table.wider:
            return
        for piece in self.pieces[table.first : table.start]:
            if piece.table == table.number and piece.row == table.index:
                piece.span += table.wider
        table.wider = 0

    def _end(self, paragraph: Element, inline: Inline) -> None:
        """Put the paragraph that ends here, and after it the text boxes fastened to it."""
        table = self._open[-1] if self._open else None
        tidied = self._tidied
        if inline.noted:
            for why, words in inline.noted.items():
                self._note(why, words, table)
            inline.noted = {}
        if tidied.joined and paragraph in tidied.joined and _goes_on(paragraph):
            return  # its text stays with the inline reader, for the next paragraph
        text = inline.end()
        if text:
            self._put(text, table)
            if inline.without is not None:
                self.unseen[len(self.pieces) - 1] = inline.without
                self._note(UNSEEN, text, table)
        if tidied.boxes and paragraph in tidied.boxes:
            for box in tidied.boxes[paragraph]:
                first = len(self.pieces)
                self._story(box)
                if table is not None:
                    self._note("Textruta", " ".join(piece.text for piece in self.pieces[first:]), table)

    def _put(self, text: str, table: _Table | None) -> None:
        pieces = self.pieces
        if len(pieces) >= MAX_PIECES:
            raise Unreadable(_TOO_LONG)
        if table is None:
            pieces.append(Piece(text))
        elif not table.goes_on and not table.sideways:
            table.has_text = True
            row = max(table.index, 0)  # in a damaged file, words stand in a table before its first row
            pieces.append(Piece(text, table.number, row, table.column, table.span))
        elif table.goes_on:
            self._note(HIDDEN, text, table)  # a cell that was merged into the one above it is not shown

    def _note(self, what: str, text: str, table: _Table | None) -> None:
        if not text.strip() or len(self.notes) >= _MOST_NOTES:
            return
        near = self.pieces[-50:]
        if table is None:
            row = next((piece.text for piece in reversed(near) if piece.text.strip()), "")
        else:
            here = (piece.text for piece in near if (piece.table, piece.row) == (table.number, table.index))
            row = next((words for words in here if words.strip()), "")
        self.notes.append(Note(what, text, row))


def _goes_on(paragraph: Element) -> bool:
    """Whether another paragraph follows in the same cell or body."""
    following = paragraph.getnext()
    return following is not None and following.tag == P


def _number(element: Element) -> int:
    value = element.get(x.VAL) or ""
    return min(int(value[:9]), _MOST_COLUMNS) if value.isdecimal() else 0
