"""Cells that cover several rows of a table: one number beside two labels, and nothing tells which it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redovisa.form.parse import Unclear, folded, is_blank, parse
from redovisa.reading.meaning.notebook import Notebook
from redovisa.reading.meaning.outline import Slot
from redovisa.reading.meaning.region import Region
from redovisa.reading.meaning.spread import Spread
from redovisa.reading.meaning.tick import choices
from redovisa.reading.source import Piece

_MERGED = "Cellen är sammanslagen över flera rader, så det syns inte vilken av dem ”{}” svarar på."


@dataclass(frozen=True, slots=True)
class _Cover:
    """A cell with text that reaches down to row ``last`` of its table, in a column of the form."""

    piece: Piece
    last: int
    column: int
    text: str
    field: str


class Merged:
    """Remembers the cells of a table that reach further down than their own row."""

    def __init__(self, notebook: Notebook) -> None:
        """Begin a document."""
        self._notebook = notebook
        self._covers: list[_Cover] = []

    def take(self, region: Region, spread: Spread, label: Piece) -> None:
        """Takes in a row that was laid out: asks about its fields that a cell of an earlier row covers."""
        if self._covers:
            for cover in self._covers:
                if cover.piece.table == label.table and cover.last >= (label.row or 0):
                    self._ask(cover, region.label.slots[cover.column : cover.column + 1], region)
            self._covers = [one for one in self._covers if one.piece.table == label.table]
        for column, piece in enumerate(spread.pieces):
            if piece is None or piece.rows == 1:  # as most are
                continue
            slot, text = region.label.slots[column], spread.columns[column]
            if slot is not None and not is_blank(text):
                last = (piece.row or 0) + piece.rows - 1
                self._covers.append(_Cover(piece, last, column, folded(text), slot.field))

    def _ask(self, cover: _Cover, slots: Sequence[Slot | None], region: Region) -> None:
        why = _MERGED.format(cover.text)
        self._notebook.contest(cover.field, why)
        for slot in slots:
            if slot is None or self._notebook.is_doubted(slot.field):
                continue
            asked = self._notebook.fields[slot.field]
            parsed = parse(asked, cover.text)
            read = () if parsed is None or isinstance(parsed, Unclear) else (parsed,)
            candidates = choices(asked) if slot.means else read
            self._notebook.doubt_at(slot.field, why, cover.text, candidates, cover.piece, region)
