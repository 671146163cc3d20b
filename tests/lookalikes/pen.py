"""A person's way of writing: turns answers into what is typed in the form's cells, one habit per person."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from redovisa.form.answer import Value
from redovisa.form.edition import Edition, Option, Table
from redovisa.form.field import Field, FieldType

MARKS = ("x", "X", "x", "xx", "1", "JA", "x", "X", "✓", "(x)")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni")


@dataclass(frozen=True, slots=True)
class Pen:
    """One person's habits: how marks, amounts, positions, dates are written, and whether Nej is ticked at all."""

    mark: str
    money: int
    decimal: int
    date: int
    ticks_no: bool

    @classmethod
    def of(cls, seed: int) -> Pen:
        """The habits of person number ``seed``."""
        rng = random.Random(f"pen {seed}")
        return cls(rng.choice(MARKS), rng.randrange(6), rng.randrange(4), rng.randrange(5), rng.random() < 0.7)

    def write(self, field: Field, value: Value) -> str:
        """What this person types for a value."""
        match field.type, value:
            case FieldType.MONEY, int():
                return self._money(value)
            case FieldType.DECIMAL, float():
                return self._decimal(value)
            case FieldType.DATE, date():
                return self._date(value)
            case _, bool():
                return self.mark if value else ""
            case _:
                return str(value)

    def _money(self, kronor: int) -> str:
        spaced = f"{kronor:,}".replace(",", " ")
        forms = (spaced, f"{spaced}:-", f"{kronor} kr", str(kronor), f"{spaced} kr", spaced.replace(" ", "\u00a0"))
        return forms[self.money]

    def _decimal(self, number: float) -> str:
        two = f"{number:.2f}".replace(".", ",")
        short = f"{number:g}".replace(".", ",")
        return (two, two, short if "," in short else f"{short},0", two.replace(",", "."))[self.decimal]

    def _date(self, day: date) -> str:
        spoken = f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day.month <= 6 else day.isoformat()
        return (day.isoformat(), day.isoformat(), f"{day:%Y%m%d}", f"{day.day}/{day.month} {day.year}", spoken)[
            self.date
        ]


def typed(edition: Edition, fields: Mapping[str, Field], answers: Mapping[str, Value], seed: int) -> dict[str, str]:
    """What person number ``seed`` types: by field, or by FIELD=MEANING where a column or option stands for a meaning."""
    pen = Pen.of(seed)
    texts: dict[str, str] = {}
    meanings = _meanings(edition)
    for key, value in answers.items():
        field = fields[key]
        if key in meanings:
            meaning = _meaning(field, value)
            if meaning in meanings[key] and (meaning != "no" or field.type is FieldType.CHOICE or pen.ticks_no):
                texts[f"{key}={meaning}"] = pen.mark
        elif field.type is FieldType.YES_NO:
            texts[key] = "JA" if value else "Nej"
        else:
            texts[key] = pen.write(field, value)
    return {key: text for key, text in texts.items() if text}


def truth(edition: Edition, fields: Mapping[str, Field], answers: Mapping[str, Value], seed: int) -> dict[str, Value]:
    """What a careful reader would take from what ``typed`` writes: unticked Nej is no answer, nor is an unticked box."""
    pen = Pen.of(seed)
    meanings = _meanings(edition)
    known: dict[str, Value] = {}
    for key in edition.asked:
        value = answers.get(key)
        if value is None or (fields[key].type is FieldType.MARK and value is False):
            continue
        if value is False and key in meanings and not pen.ticks_no and fields[key].type is not FieldType.CHOICE:
            continue
        known[key] = " ".join(value.split()) if isinstance(value, str) else value
    return known


def _meanings(edition: Edition) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for block in edition.blocks:
        if isinstance(block, Option) and block.means:
            found.setdefault(block.field, set()).add(block.means)
        if isinstance(block, Table):
            for row in block.rows:
                for key, column in zip(getattr(row, "fields", ()), block.columns, strict=False):
                    if key and column.means:
                        found.setdefault(key, set()).add(column.means)
    return found


def _meaning(field: Field, value: Value) -> str:
    return str(value) if field.type is FieldType.CHOICE else ("yes" if value else "no")
