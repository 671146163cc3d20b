"""The door to Excel: a sheet for each table with areas down and columns across, and a first sheet that explains."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time

import xlsxwriter

from redovisa.tabulating.release import LEVEL_WORDS, Release, cell_text, column_words, footnotes, order
from redovisa.tabulating.table import Grid


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
    sheet.set_column(0, 0, 110)
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
        sheet.write_string(at, 0, line, styles["title"] if at == 0 else styles["wrap"])


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, release: Release, grid: Grid, styles: dict[object, object]) -> None:
    sheet.write_string(0, 0, grid.table.title, styles["title"])
    heads = ["År", "Nivå", "Kod", "Område", *(column_words(grid, column) for column in grid.columns)]
    for at, head in enumerate(heads):
        sheet.write_string(2, at, head, styles["head"])
    decimals = {item.id: item.decimals for item in grid.table.items}
    last = 2
    for last, row in enumerate(sorted(grid.rows, key=order), start=3):
        sheet.write_number(last, 0, row.year)
        for at, text in enumerate((LEVEL_WORDS[row.level], row.area, release.area_name(row)), start=1):
            sheet.write_string(last, at, text)
        for at, (column, entry) in enumerate(zip(grid.columns, grid.rows[row], strict=True), start=4):
            shown = cell_text(entry)
            if isinstance(shown, str):
                sheet.write_string(last, at, shown, styles["right"])
            else:
                sheet.write_number(last, at, shown, styles[min(2, decimals[column.item])])
    sheet.set_column(0, 2, 8)
    sheet.set_column(3, 3, 24)
    sheet.set_column(4, 3 + len(grid.columns), 13)
    sheet.freeze_panes(3, 4)
    sheet.autofilter(2, 0, last, 3)
    for at, note in enumerate(footnotes(grid), start=last + 2):
        sheet.write_string(at, 0, note)
