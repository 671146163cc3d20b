"""Cells are typed, nothing in them becomes a formula, and no text is lost for being long."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redovisa.compiling.workbook import Column, Looks, Marked, Workbook, parted

COLUMNS = [
    Column("Fil"),
    Column("Text", width=30),
    Column("Antal", looks=Looks.COUNT),
    Column("Tjänster", looks=Looks.DECIMAL),
    Column("Datum", looks=Looks.DATE),
]


def written(path: Path, *rows: list) -> openpyxl.worksheet.worksheet.Worksheet:  # type: ignore[type-arg]  # cells of any kind
    with Workbook(path) as book:
        sheet = book.sheet("Blad", COLUMNS)
        sheet.add_all(rows)
        sheet.finish()
    return openpyxl.load_workbook(path)["Blad"]


def test_numbers_are_numbers_and_dates_are_dates(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", ["a", "ord", 1_184_619, 2.25, date(2024, 1, 5)], ["b", "", 0, None, None])
    assert [cell.value for cell in sheet[2]][2:4] == [1_184_619, 2.25]
    assert sheet["E2"].value.date() == date(2024, 1, 5)
    assert sheet["C2"].number_format == "# ##0"
    assert [cell.value for cell in sheet[3]] == ["b", None, 0, None, None]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_a_value_to_confirm_is_typed_and_yellow(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", ["a", "x", Marked(64), 1.0, Marked(date(2024, 1, 5))])
    assert sheet["C2"].value == 64
    assert sheet["C2"].fill.fgColor.rgb == sheet["E2"].fill.fgColor.rgb == "FFFFF1B8"
    assert sheet["D2"].fill.fill_type is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 8 540 800 00", "-unga", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "http://x.se"]
)
def test_what_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    sheet = written(tmp_path / "x.xlsx", ["a", text, 1, 1.0, None])
    assert sheet["B2"].value == text
    assert sheet["B2"].data_type in ("s", "inlineStr")
    assert sheet["B2"].quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))
    with ZipFile(tmp_path / "x.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_long_text_goes_on_in_the_next_row_and_says_so(tmp_path: Path) -> None:
    text = "".join(chr(ord("a") + number % 26) for number in range(70_000))
    sheet = written(tmp_path / "x.xlsx", ["fil.docx", text, 7, None, None], ["nästa", "", 8, None, None])
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["fil.docx", "fil.docx (fortsättning)", "fil.docx (fortsättning)", "nästa"]
    assert [row[2] for row in rows] == [7, None, None, 8]
    assert rows[0][1].endswith("(fortsätter på nästa rad)")
    assert "".join(row[1].removesuffix(" … (fortsätter på nästa rad)") for row in rows[:3]) == text


@given(st.text(st.sampled_from("aå€😀 "), max_size=30), st.integers(1, 4_000))
def test_parts_of_a_text_fit_in_cells_and_make_up_the_text(pattern: str, times: int) -> None:
    text = pattern * times
    parts = parted(text)
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in parts)
    assert "".join(part.removesuffix(" … (fortsätter på nästa rad)") for part in parts) == text


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redovisa.compiling.workbook.MOST_ROWS", 2)
    written(tmp_path / "x.xlsx", *([str(number), "", number, None, None] for number in range(5)))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["Blad", "Blad 2", "Blad 3"]
    assert [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)] == list("01234")
    assert all(sheet["A1"].value == "Fil" for sheet in book)
