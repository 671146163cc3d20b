"""Redovisningar as an Excel workbook of typed cells under frozen heads, with a sheet that explains every column."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from redovisa.compiling.workbook import Cell, Column, Looks, Workbook
from redovisa.form.answer import Value
from redovisa.form.field import Field, FieldType
from redovisa.form.redovisning import Redovisning
from redovisa.form.words import TYPE_WORDS, Words
from redovisa.issuing.names import by_name, named
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import counties

_LOOKS = {
    FieldType.COUNT: Looks.COUNT,
    FieldType.MARK_OR_COUNT: Looks.COUNT,
    FieldType.MONEY: Looks.COUNT,
    FieldType.DECIMAL: Looks.DECIMAL,
    FieldType.YEAR: Looks.PLAIN,
    FieldType.DATE: Looks.DATE,
}
_WHO = (
    Column("Redovisas av", "Den kommun eller stadsdel som redovisar.", 34),
    Column("Kommunkod", "Fyra siffror enligt SCB; de två första är länet.", 11),
    Column("Län", "Kommunens län, eller länet i formulärets huvud.", 18),
    Column("År", "Det år redovisningen gäller.", 7, Looks.PLAIN),
    Column("Fil", "Filen som svaren kommer ur.", 28),
    Column("Att fråga om", "Antal svar som inte är avgjorda; de rutorna är tomma.", 12, Looks.COUNT),
)


def workbook(records: Sequence[Redovisning], *, day: date, public: bool = False) -> bytes:
    """The workbook, by year and name; ``public`` leaves out what names persons. The same input gives the same bytes."""
    fields = [field for field in GRANT.form.fields.values() if not (public and field.person)]
    columns = [*_WHO, *(_column(field) for field in fields)]
    words = Words(GRANT.form)
    made = io.BytesIO()
    with Workbook(made) as book:
        book.stamp("Redovisningar av statsbidraget till personligt ombud", day)
        book.prose("Läs mig", f"Redovisningar, skrivna {day.isoformat()}", _explained(columns, fields))
        sheet = book.sheet("Redovisningar", columns)
        sheet.add_all(
            _row(one, fields, words) for one in sorted(records, key=lambda one: (one.year or 0, by_name(one)))
        )
        sheet.finish()
    return made.getvalue()


def _column(field: Field) -> Column:
    looks = _LOOKS.get(field.type, Looks.TEXT)
    years = " och ".join(str(year) for year, edition in GRANT.form.editions.items() if field.key in edition.asked)
    kind = TYPE_WORDS[field.type]
    holds = (
        f"{kind[0].upper()}{kind[1:]}. Avsnitt {field.section}. Frågas i formuläret för {years}. Fältet {field.key}."
    )
    return Column(field.label, holds, 14 if looks is not Looks.TEXT else 24, looks)


def _explained(columns: list[Column], fields: list[Field]) -> Iterator[tuple[str, str]]:
    yield "Så läses cellerna", ""
    yield "tom cell", "inget svar, eller ett svar som inte är avgjort; aldrig noll"
    yield "0", "noll, så som kommunen har svarat"
    yield "Ja, Nej, x", "kryss och ja- eller nej-svar"
    yield "Kolumner", ""
    for column in columns:
        yield column.head, column.holds
    years = ", ".join(str(year) for year in sorted(GRANT.form.editions))
    yield "Formulär", ""
    yield "årgångar", f"{years}; {len(fields)} fält"


def _row(record: Redovisning, fields: list[Field], words: Words) -> list[Cell]:
    county = counties().get(record.municipality[:2] or record.county)
    values: Mapping[str, Value] = record.values()
    who: list[Cell] = [named(record), record.municipality, county.name if county else "", record.year, record.file]
    return [*who, len(record.doubts), *(_cell(field, values.get(field.key), words, record.edition) for field in fields)]


def _cell(field: Field, value: Value | None, words: Words, edition: int | None) -> Cell:
    if value is None:
        return None
    if isinstance(value, bool) or field.choices:
        return words.answer(field.key, value, edition)
    return value
