"""Writes the long table, its data dictionary, areas and footnotes as CSV (UTF-8, comma, dot)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from redovisa.tabulating.release import (
    AGE_WORDS,
    LEVEL_WORDS,
    LONG_COLUMNS,
    SEX_WORDS,
    STATUS_WORDS,
    Release,
    footnotes,
    long_rows,
    order,
)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def data(release: Release) -> str:
    """Every number of every table in long form."""
    return csv_text(LONG_COLUMNS, (row for grid in release.grids.values() for row in long_rows(grid)))


def dictionary(release: Release) -> str:
    """What every code in the long table means."""
    rows: list[tuple[str, str, str, str, str]] = []
    for grid in release.grids.values():
        rows.append(("table", grid.table.id, "", guarded(grid.table.title), ""))
        rows += [("item", item.id, grid.table.id, guarded(item.label), item.unit) for item in grid.table.items]
    for name, words in (("sex", SEX_WORDS), ("age", AGE_WORDS), ("area_level", LEVEL_WORDS), ("status", STATUS_WORDS)):
        rows += [(name, str(code), "", label, "") for code, label in words.items()]
    return csv_text(("column", "code", "table", "label", "unit"), rows)


def areas(release: Release) -> str:
    """The areas of the long table by code."""
    seen = {(row.level, row.area): row for grid in release.grids.values() for row in sorted(grid.rows, key=order)}
    rows = [(str(level), code, guarded(release.area_name(row))) for (level, code), row in seen.items()]
    return csv_text(("area_level", "area", "name"), rows)


def notes(release: Release) -> str:
    """The footnotes of each table."""
    rows = [(grid.table.id, guarded(note)) for grid in release.grids.values() for note in footnotes(grid)]
    return csv_text(("table", "note"), rows)
