"""A document without meaning: its pieces of text in reading order, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mypy_extensions import mypyc_attr

#: What a reader writes for a tick box, whatever the file calls it: an own piece of text or in the running text.
TICKED = "☒"
UNTICKED = "☐"
#: What a reader of pictures writes where there is ink that it can make nothing of.
UNREAD = "\ufffd"
#: What a reader writes between two lines when a narrow cell may have broken a word there: a soft hyphen, a new line.
MAYBE_BROKEN = "\u00ad\n"


class Manner(StrEnum):
    """What is known of a piece's column, best first."""

    CELLS = "cells"  # pieces carry table, row and column (Word, ruled PDF, tab-separated text)
    POSITIONS = "positions"  # pieces carry page and x extents, but no cells (unruled PDF, layout text)
    FLOW = "flow"  # only the order of words, and runs of blanks that hold a column (copied PDF text)


@mypyc_attr(acyclic=True)
@dataclass(init=False, slots=True)
class Piece:
    """A run of text that stands in one spot: a paragraph, a paragraph of a cell, or a line.

    ``text`` keeps white space as it stood (lines within a piece end in ``\\n``); an empty cell is a piece with
    empty text, so that it holds its column. ``table`` counts the document's tables from 1, ``row`` and
    ``column`` the grid from 0, ``span`` and ``rows`` how many grid columns and rows its cell covers; all are None
    outside tables. ``x0`` and ``x1`` are the horizontal extent in points (or in characters, for text), ``y0`` and
    ``y1`` the vertical one from the top of the page. ``page`` and ``line`` (of a text file) count from 1.
    (Made by a method of its own: a document has hundreds, and compiled that is several times quicker.)
    """

    text: str
    table: int | None
    row: int | None
    column: int | None
    span: int
    page: int | None
    x0: float | None
    x1: float | None
    y0: float | None
    y1: float | None
    line: int | None
    rows: int

    def __init__(
        self,
        text: str,
        table: int | None = None,
        row: int | None = None,
        column: int | None = None,
        span: int = 1,
        page: int | None = None,
        x0: float | None = None,
        x1: float | None = None,
        y0: float | None = None,
        y1: float | None = None,
        line: int | None = None,
        rows: int = 1,
    ) -> None:
        self.text = text
        self.table = table
        self.row = row
        self.column = column
        self.span = span
        self.page = page
        self.x0 = x0
        self.x1 = x1
        self.y0 = y0
        self.y1 = y1
        self.line = line
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Source:
    """All text of a document in reading order.

    Deleted text is gone; footnotes, headers, footers and comments are not among the pieces. ``footnotes`` holds the
    texts of notes kept out of line. ``remarks`` are Swedish sentences on what a person should know: comments,
    struck-out text, hidden text, macros left alone. ``ocr`` tells that the text was recognised in a picture;
    ``uncertain`` are the indices of the pieces whose reading is weak there, or that hold text which nobody sees, and
    ``readings`` what else they may say. ``cut`` are the indices of pieces whose text may go on where it is not seen:
    it runs out of its cell, or fills a box of its own.
    """

    pieces: tuple[Piece, ...]
    manner: Manner
    footnotes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: int | None = None
    ocr: bool = False
    uncertain: frozenset[int] = field(default_factory=frozenset)
    readings: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    cut: frozenset[int] = field(default_factory=frozenset)


class Unreadable(Exception):
    """A document that cannot be read; the message is a Swedish sentence: what is wrong and what to do."""
