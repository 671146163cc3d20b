"""Writes a table as PX, as PxWeb and its kin read it: UTF-8, dots for what has no number, notes with the table."""

from __future__ import annotations

from collections.abc import Iterable

from redovisa.tabulating.exporting.cube import Dimension, dimensions, entries
from redovisa.tabulating.release import Release, footnotes
from redovisa.tabulating.table import Entry, Grid, Status

#: PX's own symbols: one dot to six; each is explained by a DATASYMBOL keyword.
_SYMBOLS = {Status.HIDDEN: '".."', Status.MISSING: '"..."', Status.NOT_ASKED: '"."'}
_NOTHING = '"...."'
_WIDTH = 200


def px(release: Release, grid: Grid) -> str:
    """The table as a PX file; the year is in the heading, all else in the stub."""
    dims = dimensions(release, grid)
    stub, heading = dims[:-1], dims[-1:]
    table = grid.table
    lines = [
        _line("CHARSET", ["ANSI"]),
        _line("AXIS-VERSION", ["2013"]),
        _line("CODEPAGE", ["utf-8"]),
        _line("LANGUAGE", ["sv"]),
        _line("CREATION-DATE", [f"{release.published:%Y%m%d} 00:00"]),
        f"DECIMALS={max(item.decimals for item in table.items)};",
        f"SHOWDECIMALS={max(item.decimals for item in table.items)};",
        _line("MATRIX", [f"PO_{table.id}"]),
        _line("SUBJECT-CODE", ["PO"]),
        _line("SUBJECT-AREA", ["Personligt ombud"]),
        _line("TITLE", [_plain(f"{table.title} efter {', '.join(dim.label.lower() for dim in dims)}")]),
        _line("CONTENTS", [_plain(table.title)]),
        _line("UNITS", [", ".join(dict.fromkeys(item.unit for item in table.items))]),
        _line("STUB", [dim.label for dim in stub]),
        _line("HEADING", [dim.label for dim in heading]),
        *(_line(f'VALUES("{dim.label}")', [_plain(label) for _, label in dim.categories]) for dim in dims),
        f'TIMEVAL("{heading[0].label}")=TLIST(A1),{",".join(_quoted(code) for code, _ in heading[0].categories)};',
        *(_line(f'CODES("{dim.label}")', [code for code, _ in dim.categories]) for dim in dims),
        _line("SOURCE", [_plain(release.publisher.name)]),
        _line("LAST-UPDATED", [f"{release.published:%Y%m%d} 00:00"]),
        _line("DATASYMBOL1", ["frågan ställdes inte det året"]),
        _line("DATASYMBOL2", ["dolt för att skydda enskilda"]),
        _line("DATASYMBOL3", ["uppgift saknas"]),
        _line("DATASYMBOL4", ["finns inte i tabellen"]),
        _line("NOTE", [_plain("#".join(footnotes(grid)))]),
        "DATA=",
        *_data(grid, dims, len(heading[0].categories)),
    ]
    return "\n".join(lines) + ";\n"


def _plain(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ").replace(";", ",")


def _quoted(text: str) -> str:
    return f'"{text}"'


def _line(keyword: str, values: Iterable[str]) -> str:
    """A keyword with its values; long texts and lists are broken as the format wants."""
    words = [part for value in values for part in (_broken(value),)]
    lines, line = [], f"{keyword}="
    for at, word in enumerate(words):
        end = ";" if at == len(words) - 1 else ","
        if len(line) + len(word) > _WIDTH and not line.endswith("="):
            lines.append(line)
            line = ""
        line += word + end
    return "\n".join([*lines, line])


def _broken(text: str) -> str:
    pieces = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)] or [""]
    return "\n".join(_quoted(piece) for piece in pieces)


def _data(grid: Grid, dims: tuple[Dimension, ...], width: int) -> Iterable[str]:
    row: list[str] = []
    for entry in entries(grid, dims):
        row.append(_cell(entry))
        if len(row) == width:
            yield " ".join(row)
            row = []


def _cell(entry: Entry | None) -> str:
    if entry is None:
        return _NOTHING
    return _SYMBOLS[entry] if isinstance(entry, Status) else str(entry)
