"""The one door to reading Excel files: the cells of each sheet as plain values, within bounds."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypeAlias

from redovisa.counting.refusal import CannotCount

Plain: TypeAlias = str | int | float | bool | date | None
Grid: TypeAlias = list[Sequence[Plain]]

MOST_BYTES = 5_000_000
_MOST_UNPACKED = 60_000_000
_MOST_ENTRIES = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 60
_MOST_SHEETS = 20
MOST_SIGNS = 300
_BROKEN = "Kalkylbladet är skadat eller låst. Öppna det, spara det på nytt som Excel-arbetsbok (.xlsx) och försök igen."
TOO_LARGE = "Kalkylbladet är för stort för ett räkneblad. Hämta ett tomt räkneblad och flytta över raderna."
_NOT_XLSX = "Räknebladet läses som Excel-arbetsbok (.xlsx). Öppna det, välj Spara som och Excel-arbetsbok."


def grids(data: bytes) -> Iterator[Grid]:
    """The rows of each sheet, one at a time; formulas give the value they had when saved.

    Raises CannotCount when the file is no .xlsx, is damaged or locked, or is larger than a tally can be.
    """
    _check(data)
    from openpyxl import load_workbook  # slow to load, and only needed here

    try:
        with warnings.catch_warnings():  # of what Excel stores beside the cells
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            if len(book.worksheets) > _MOST_SHEETS:
                raise CannotCount(TOO_LARGE)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what the file says of its size is not believed
                yield _grid(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS))
    except (CannotCount, GeneratorExit):
        raise
    except Exception as error:  # the library raises whatever its XML, zip or number parser does
        raise CannotCount(_BROKEN) from error


def _check(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise CannotCount(TOO_LARGE)
    if not data.startswith(b"PK"):
        raise CannotCount(_NOT_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, OverflowError) as error:
        raise CannotCount(_BROKEN) from error
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise CannotCount(TOO_LARGE)
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise CannotCount(_NOT_XLSX)


def _grid(rows: Iterator[Sequence[object]]) -> Grid:
    grid = [[_plain(cell) for cell in row] for row in rows]
    if len(grid) > MOST_ROWS and any(cell is not None for cell in grid[MOST_ROWS]):
        raise CannotCount(TOO_LARGE)
    return list(grid[:MOST_ROWS])


def _plain(cell: object) -> Plain:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, str):
        return cell[:MOST_SIGNS].strip() or None
    return cell if isinstance(cell, bool | int | float | date) else None if cell is None else str(cell)
