"""The workbook: sheets of typed cells, written row by row so that memory does not grow; the one door to Excel files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

#: Excel holds 32 767 signs in a cell, and counts some as two.
MOST_SIGNS = 32_000
#: Excel holds 1 048 576 rows in a sheet.
MOST_ROWS = 1_000_000
#: The widths of a sheet of explanations in signs, and the height of a line in points.
_PROSE = (46, 98)
_LINE = 15.0
_GOES_ON = " … (fortsätter på nästa rad)"
_CONTINUED = " (fortsättning)"
#: What a spreadsheet may take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")

Plain: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A value that must be confirmed before it is used; its cell is yellow."""

    value: Plain


Cell: TypeAlias = Plain | Marked


class Looks(StrEnum):
    """How the cells of a column look."""

    TEXT = "text"
    COUNT = "# ##0"
    DECIMAL = "0.00"
    PLAIN = "0"
    DATE = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it holds (for the sheet *Läs mig*), its width in signs and the looks of its cells."""

    head: str
    holds: str = ""
    width: float = 14
    looks: Looks = Looks.TEXT


class Workbook:
    """An Excel file being written; a context manager."""

    def __init__(self, out: Path | BytesIO) -> None:
        self._book = xlsxwriter.Workbook(
            out if isinstance(out, BytesIO) else str(out),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[tuple[str, bool, bool], Format] = {}
        self._head = self._book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": "#E6EEF7",
                "bottom": 1,
                "border_color": "#9FB3C8",
            }
        )
        self._title = self._book.add_format({"bold": True, "font_size": 15, "font_color": "#17497F"})

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(Exception) if kind else nullcontext():  # after a fault only its temporary files are to go
            self._book.close()

    def stamp(self, title: str, made: date) -> None:
        """The file's own properties; the date stands for the time of making, so that equal input gives equal files."""
        from datetime import datetime

        self._book.set_properties({"title": title, "created": datetime(made.year, made.month, made.day)})  # noqa: DTZ001 - Excel's days have no time zone

    def sheet(self, name: str, columns: Sequence[Column], fixed: int = 1) -> Sheet:
        """A new sheet with a frozen head row, ``fixed`` frozen columns and a filter."""
        return Sheet(self, self._book, name, columns, fixed)

    def prose(self, name: str, title: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of explanations: two columns of text, the first one bold where the second is empty."""
        page = self._book.add_worksheet(name)
        for column, width in enumerate(_PROSE):
            page.set_column(column, column, width)
        page.hide_gridlines(2)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, title, self._title)
        for row, (left, right) in enumerate(lines, 2):
            # Not every program makes a row as high as its words.
            page.set_row(
                row, _LINE * max(_lines(text, width) for text, width in zip((left, right), _PROSE, strict=True))
            )
            page.write_string(row, 0, left, self.looks(Looks.TEXT) if right else self._head)
            page.write_string(row, 1, right, self.looks(Looks.TEXT) if right else None)

    def looks(self, looks: Looks, guarded: bool = False, marked: bool = False) -> Format:
        """The format for the looks; a guarded one stays text when a person edits it, a marked one is yellow."""
        key = (looks, guarded, marked)
        if key not in self._formats:
            values: dict[str, object] = {"valign": "top"}
            if looks is Looks.TEXT:
                values["text_wrap"] = True
            else:
                values["num_format"] = looks.value
            if guarded:
                values["quote_prefix"] = True
            if marked:
                values["bg_color"] = "#FFF1B8"
            self._formats[key] = self._book.add_format(values)
        return self._formats[key]

    @property
    def head(self) -> Format:
        """The format of head rows."""
        return self._head


class Sheet:
    """A sheet being filled from above; goes on in a further sheet when it is full."""

    def __init__(
        self, book: Workbook, file: xlsxwriter.Workbook, name: str, columns: Sequence[Column], fixed: int
    ) -> None:
        self._book = book
        self._file = file
        self._name = name
        self._columns = columns
        self._fixed = fixed
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name[:26]} {self._number}"
        self._page: Worksheet = self._file.add_worksheet(name)
        for at, column in enumerate(self._columns):
            self._page.set_column(at, at, column.width)
        self._page.freeze_panes(1, self._fixed)
        self._page.set_landscape()
        self._page.set_paper(9)
        self._page.repeat_rows(0)
        if self._fixed:
            self._page.repeat_columns(0, self._fixed - 1)
        longest = max((len(column.head) / max(column.width, 1) for column in self._columns), default=1)
        self._page.set_row(0, 15.5 * min(6, int(longest * 1.2) + 1))
        for at, column in enumerate(self._columns):
            self._page.write_string(0, at, column.head, self._book.head)
        self._row = 1

    def finish(self) -> None:
        """Puts the filter on all rows written."""
        self._page.autofilter(0, 0, max(self._row - 1, 1), len(self._columns) - 1)

    def add_all(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Rows, one after the other."""
        for row in rows:
            self.add(row)

    def add(self, cells: Sequence[Cell]) -> None:
        """A row; a text too long for a cell goes on in the row below, where the first cell is said again."""
        marked = {at for at, cell in enumerate(cells) if isinstance(cell, Marked)}
        values = [cell.value if isinstance(cell, Marked) else cell for cell in cells]
        pieces = [parted(value) if isinstance(value, str) else [value] for value in values]
        for turn in range(max(len(each) for each in pieces)):
            if self._row > MOST_ROWS:
                self.finish()
                self._begin()
            for at, each in enumerate(pieces):
                self._write(at, each[turn] if turn < len(each) else None, at in marked)
            if turn:
                self._write(0, f"{pieces[0][0]}{_CONTINUED}")
            self._row += 1

    def _write(self, at: int, cell: Plain, marked: bool = False) -> None:
        looks = self._columns[at].looks
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            self._page.write_string(
                self._row, at, cell, self._book.looks(Looks.TEXT, cell.startswith(_FORMULA), marked)
            )
        elif isinstance(cell, date):
            self._page.write_datetime(self._row, at, cell, self._book.looks(Looks.DATE, marked=marked))
        else:
            number = looks if looks is not Looks.TEXT else Looks.PLAIN if isinstance(cell, int) else Looks.DECIMAL
            self._page.write_number(self._row, at, cell, self._book.looks(number, marked=marked))


def _lines(text: str, width: int) -> int:
    """How many lines the words take in a column, when no line is more than nine tenths full."""
    return sum(1 + int(len(line) / (0.9 * width)) for line in text.split("\n"))


def parted(text: str) -> list[str]:
    """A text in pieces that fit in a cell, each but the last saying that it goes on; nothing is lost between them."""
    if len(text) <= MOST_SIGNS // 2:
        return [text]
    clean = text
    pieces = []
    while _signs(clean) > MOST_SIGNS:
        cut = MOST_SIGNS // 2 if _signs(clean[:MOST_SIGNS]) > MOST_SIGNS else MOST_SIGNS
        pieces.append(clean[:cut] + _GOES_ON)
        clean = clean[cut:]
    return [*pieces, clean]


def _signs(text: str) -> int:
    """The signs as Excel counts them: those beyond the basic plane are two."""
    return len(text) + sum(letter > "\uffff" for letter in text)
