"""A tally saved as text (CSV): its lines as rows of cells, whichever sign stands between them."""

from __future__ import annotations

import csv
import io

from redovisa.counting.cells import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, MOST_SIGNS, TOO_LARGE, Grid, Plain
from redovisa.counting.refusal import CannotCount

#: As Excel, LibreOffice and other programs part the cells.
_BETWEEN = (";", "\t", ",")
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKED = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def is_text(data: bytes) -> bool:
    """Whether the bytes are words: those of an Excel file, old or new, hold signs that no text does."""
    return bool(data) and (
        data.startswith(tuple(_MARKED)) or not (data.startswith(_ARCHIVES) or b"\x00" in data[:4096])
    )


def grid(data: bytes) -> Grid:
    """The rows of a text whose cells are parted by semicolons, tabs or commas; short whole numbers become numbers.

    Raises CannotCount when it is larger than a tally can be.
    """
    if len(data) > MOST_BYTES:
        raise CannotCount(TOO_LARGE)
    words = _decoded(data)
    between = max(_BETWEEN, key=words.count)
    rows: Grid = []
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=between):
            rows.append([_plain(cell) for cell in row[:MOST_COLUMNS]])
            if len(rows) > MOST_ROWS:
                raise CannotCount(TOO_LARGE)
    except csv.Error:  # a cell longer than any tally's
        raise CannotCount(TOO_LARGE) from None
    return rows


def _decoded(data: bytes) -> str:
    coding = next((coding for mark, coding in _MARKED.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # as Excel in Windows saves it


def _plain(cell: str) -> Plain:
    """The cell as a workbook would have it: ``12`` is a number, ``007`` may be a code."""
    text = cell[:MOST_SIGNS].strip()
    if text.isascii() and text.isdigit() and len(text) <= 4 and str(int(text)) == text:
        return int(text)
    return text or None
