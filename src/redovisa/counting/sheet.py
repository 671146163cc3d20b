"""Writes the tally: a sheet of codes with lists to choose from, and a page that explains it; never a name."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from redovisa.counting import headings as words
from redovisa.counting.headings import Heading
from redovisa.counting.mark import Mark
from redovisa.counting.plan import Plan

_TOP = 3  # the row of the columns' heads, counted from 0
_ROOM = {
    Heading.CODE: 8,
    Heading.SEX: 9,
    Heading.BAND: 17,
    Heading.BIRTH_YEAR: 10,
    Heading.NEW: 19,
    Heading.START: 12,
    Heading.END: 12,
    Heading.CHILDREN: 10,
}
_WARNING = "Skriv aldrig namn, personnummer eller annat som kan peka ut någon. En rad är ett uppdrag; bara du vet vems."
_HOW = (
    "Ta en ledig kod för varje ny klient, skriv den på din egen lapp eller kom ihåg den, och använd samma kod om "
    "personen kommer tillbaka.",
    "Välj i listorna. Åldersgrupp eller födelseår räcker; gruppen avslöjar minst.",
    "Började och Avslutades är dagar, till exempel 2026-03-14. Tomt under Avslutades betyder att uppdraget pågår.",
    "Sätt x för varje orsak till kontakten. Orsakerna räknas bara för nya klienter.",
    "Rader som bara har en kod räknas inte. Kolumner får flyttas, men inte byta rubrik.",
    "Är något okänt: lämna rutan tom. Då blir det en fråga till er, aldrig en gissning.",
    "Förvara bladet som ni förvarar annat om verksamheten, och radera det när redovisningen är klar.",
)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of the cells."""

    title: Any
    warning: Any
    head: Any
    turned: Any
    code: Any
    cell: Any
    day: Any
    cross: Any
    text: Any
    strong: Any


def sheet(plan: Plan, year: int, codes: Iterable[str], marks: Sequence[Mark] = ()) -> bytes:
    """The tally as .xlsx: the marks given, and a row for each further code. Equal input gives equal bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = datetime(year, 1, 1)  # noqa: DTZ001 - stands for the time of making: Excel's days have no time zone
        book.set_properties({"title": words.TITLE.format(year=year), "created": made})
        looks = _styles(book)
        page = book.add_worksheet(words.SHEET)
        rows = [*marks, *(Mark(code) for code in codes)]
        _heads(page, plan, year, looks)
        for at, mark in enumerate(rows, _TOP + 1):
            _row(page, at, mark, plan, looks)
        _lists(page, plan, year, _TOP + max(1, len(rows)))
        _explain(book.add_worksheet(words.EXPLAINED), plan, year, looks)
    return out.getvalue()


def _styles(book: Any) -> _Styles:
    def look(**values: object) -> Any:
        return book.add_format({"font_name": "Arial", "font_size": 10, "valign": "vcenter", **values})

    head = {"bold": True, "text_wrap": True, "bg_color": "#E6EEF7", "bottom": 1, "border_color": "#9FB3C8"}
    line = {"bottom": 4, "bottom_color": "#9FB3C8"}
    return _Styles(
        title=look(bold=True, font_size=15, font_color="#17497F"),
        warning=look(bold=True, font_color="#8A1F11"),
        head=look(**head),
        turned=look(**head, rotation=90, align="center"),
        code=look(**line, bold=True, font_name="Courier New", num_format="@"),
        cell=look(**line),
        day=look(**line, num_format="yyyy-mm-dd", align="left"),
        cross=look(**line, align="center"),
        text=look(text_wrap=True, valign="top"),
        strong=look(bold=True, text_wrap=True, valign="top"),
    )


def _heads(page: Any, plan: Plan, year: int, looks: _Styles) -> None:
    page.write_string(0, 0, words.TITLE.format(year=year), looks.title)
    page.write_string(1, 0, _WARNING, looks.warning)
    page.set_row(0, 26)
    page.set_row(_TOP, 120)
    for at, heading in enumerate(Heading):
        page.set_column(at, at, _ROOM[heading])
        page.write_string(_TOP, at, heading.value, looks.head)
    for at, reason in enumerate(plan.reasons.values(), len(Heading)):
        page.set_column(at, at, 5.5)
        page.write_string(_TOP, at, reason, looks.turned)
    page.freeze_panes(_TOP + 1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_TOP)
    page.set_footer("&L&8Inga namn, inga personnummer&R&8Sida &P av &N")


def _row(page: Any, at: int, mark: Mark, plan: Plan, looks: _Styles) -> None:
    is_new = None if mark.is_new is None else words.NEW if mark.is_new else words.CARRIED_OVER
    children = None if mark.has_children is None else words.YES if mark.has_children else words.NO
    band = plan.band_words(mark.band) if mark.band else None
    sex = plan.sexes[mark.sex] if mark.sex else None
    values = (sex, band, mark.birth_year, is_new, mark.start, mark.end, children)
    page.write_string(at, 0, mark.code, looks.code)
    for column, value in enumerate(values, 1):
        look = looks.day if column in (5, 6) else looks.cell
        if value is None:
            page.write_blank(at, column, None, look)
        elif isinstance(value, date):
            page.write_datetime(at, column, value, look)
        elif isinstance(value, int):
            page.write_number(at, column, value, look)
        else:
            page.write_string(at, column, value, look)
    for column, reason in enumerate(plan.reasons, len(Heading)):
        page.write_string(at, column, words.CROSS if reason in mark.reasons else "", looks.cross)


def _lists(page: Any, plan: Plan, year: int, last: int) -> None:
    """What may be chosen in each column; what does not fit is refused by Excel with a sentence."""
    at = {heading: number for number, heading in enumerate(Heading)}
    lists = {
        Heading.SEX: [*plan.sexes.values()],
        Heading.BAND: [plan.band_words(band) for band in plan.bands],
        Heading.NEW: [words.NEW, words.CARRIED_OVER],
        Heading.CHILDREN: [words.YES, words.NO],
    }
    for heading, choices in lists.items():
        _allow(page, at[heading], last, {"validate": "list", "source": choices}, "Välj i listan.")
    span = {"validate": "integer", "criteria": "between", "minimum": year - 110, "maximum": year - 17}
    _allow(page, at[Heading.BIRTH_YEAR], last, span, "Skriv födelseåret med fyra siffror.")
    days = {
        "validate": "date",
        "criteria": "between",
        "minimum": date(year - 30, 1, 1),
        "maximum": date(year, 12, 31),
    }
    for heading in (Heading.START, Heading.END):
        _allow(page, at[heading], last, days, f"Skriv en dag, till exempel {year}-03-14.")
    for column in range(len(Heading), len(Heading) + len(plan.reasons)):
        _allow(page, column, last, {"validate": "list", "source": [words.CROSS]}, "Skriv x, eller lämna rutan tom.")


def _allow(page: Any, column: int, last: int, what: dict[str, object], sentence: str) -> None:
    told = {"error_title": "Det går inte att räkna", "error_message": sentence}
    page.data_validation(_TOP + 1, column, last, column, {**what, **told})


def _explain(page: Any, plan: Plan, year: int, looks: _Styles) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 82)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, f"Så används räknebladet {year}", looks.title)
    lines = [("Inga identiteter", _WARNING), *((("Så gör du" if not at else ""), how) for at, how in enumerate(_HOW))]
    lines += [(f"{rule.name} ({rule.code})", rule.words) for rule in plan.rules.values()]
    for row, (left, right) in enumerate(lines, 2):
        page.write_string(row, 0, left, looks.strong)
        page.write_string(row, 1, right, looks.text)
