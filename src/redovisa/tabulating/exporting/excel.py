"""The door to Excel: a sheet for each table with areas down and columns across, and a first sheet that explains."""

from __future__ import annotations

import io
import math
from datetime import UTC, datetime, time

import xlsxwriter

from redovisa.tabulating.release import LEVEL_WORDS, Release, cell_text, column_words, footnotes, order
from redovisa.tabulating.table import Grid

#: About how many signs fit on a line of the first sheet and of a head; a line's height in points.
_FIRST, _HEAD, _LINE = 100, 12, 15
#: How wide the columns are that name the area, one after the other, and those with numbers.
_NAMES, _NUMBER = (8.5, 8.5, 8.5, 24), 15
#: A wide table is printed in so many percent of its size.
_SMALLER = 65
#: A table of at most so many columns is printed one page wide; a wider one goes on with its areas repeated.
_ONE_PAGE = 14
#: How many columns a sheet's notes are written across, when it has as many.
_ACROSS = 11


def workbook(release: Release) -> bytes:
    """The release as an .xlsx file; the same release gives the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False}) as book:
        book.set_properties({"title": release.title, "author": release.publisher.name, "created": _created(release)})
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "right": book.add_format({"align": "right"}),
            "left": book.add_format({"align": "left"}),
            "number": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "align": "right", "bottom": 1}
            ),
            0: book.add_format({"num_format": "#,##0"}),
            1: book.add_format({"num_format": "#,##0.0"}),
            2: book.add_format({"num_format": "#,##0.00"}),
        }
        _contents(book.add_worksheet("Om tabellerna"), release, styles)
        for grid in release.grids.values():
            _sheet(book.add_worksheet(grid.table.title.replace("/", " ")[:31]), release, grid, styles)
    return out.getvalue()


def _created(release: Release) -> object:
    return datetime.combine(release.published, time(), UTC).replace(tzinfo=None)


def _contents(sheet: xlsxwriter.worksheet.Worksheet, release: Release, styles: dict[object, object]) -> None:
    sheet.set_column(0, 0, _FIRST)
    _page(sheet, release, one_wide=True)
    who = release.publisher
    lines = [release.title, f"{who.name}, {release.published.isoformat()}"]
    lines += [f"Kontakt: {who.email or who.uri}. Licens: {who.licence}", ""]
    lines.append(
        "Celler med .. är dolda för att skydda enskilda, – betyder att uppgift saknas, . att frågan inte ställdes."
    )
    lines.append("0 betyder noll. Summor för län och riket omfattar de redovisningar som besvarat frågan.")
    for grid in release.grids.values():
        lines += ["", grid.table.title, *(f"   {note}" for note in footnotes(grid))]
    if release.remarks:
        lines += ["", "Om underlaget", *(f"   {remark.what}" for remark in release.remarks)]
    for at, line in enumerate(lines):
        if at:
            sheet.set_row(at, _LINE * max(1, math.ceil(len(line) / _FIRST)))
        sheet.write_string(at, 0, line, styles["title"] if at == 0 else styles["wrap"])


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, release: Release, grid: Grid, styles: dict[object, object]) -> None:
    sheet.write_string(0, 0, grid.table.title, styles["title"])
    heads = ["År", "Nivå", "Kod", "Område", *(column_words(grid, column) for column in grid.columns)]
    sheet.set_row(2, _LINE * math.ceil(max(map(len, heads)) / _HEAD))
    for at, head in enumerate(heads):
        sheet.write_string(2, at, head, styles["head" if at < 4 else "number"])
    decimals = {item.id: item.decimals for item in grid.table.items}
    last = 2
    for last, row in enumerate(sorted(grid.rows, key=order), start=3):
        sheet.write_number(last, 0, row.year, styles["left"])
        for at, text in enumerate((LEVEL_WORDS[row.level], row.area, release.area_name(row)), start=1):
            sheet.write_string(last, at, text)
        for at, (column, entry) in enumerate(zip(grid.columns, grid.rows[row], strict=True), start=4):
            shown = cell_text(entry)
            if isinstance(shown, str):
                sheet.write_string(last, at, shown, styles["right"])
            else:
                sheet.write_number(last, at, shown, styles[min(2, decimals[column.item])])
    for at, width in enumerate(_NAMES):
        sheet.set_column(at, at, width)
    sheet.set_column(4, 3 + len(grid.columns), _NUMBER)
    sheet.freeze_panes(3, 4)
    sheet.autofilter(2, 0, last, 3)
    across = min(len(heads), _ACROSS)
    fits = 0.85 * (sum(_NAMES) + _NUMBER * (across - len(_NAMES)))
    for at, note in enumerate(footnotes(grid), start=last + 2):
        sheet.set_row(at, _LINE * math.ceil(len(note) / fits))
        sheet.merge_range(at, 0, at, across - 1, note, styles["wrap"])
    _page(sheet, release, one_wide=len(heads) <= _ONE_PAGE)
    sheet.repeat_rows(0, 2)
    sheet.repeat_columns(0, 3)


def _page(sheet: xlsxwriter.worksheet.Worksheet, release: Release, one_wide: bool) -> None:
    """How a sheet is printed: lying A4, the table's name and the page below, its heads and areas on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    if one_wide:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_SMALLER)
    sheet.set_footer(f"&L&8{release.name}&C&8&A&R&8Sida &P av &N")
