"""The form of an edition as a document: its printed words in printed order, with the answers in their rooms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from redovisa.form import edition as printed
from redovisa.form.answer import Value
from redovisa.form.edition import Box, Edition, Option, Words
from redovisa.form.field import WORDS, Field, FieldType
from redovisa.form.format import written
from redovisa.writing.document import (
    Attachment,
    Block,
    Boxes,
    Cell,
    Document,
    Heading,
    Inline,
    Note,
    Paragraph,
    Room,
    Run,
    Style,
    Table,
)

_NOTE = re.compile(r"\[\^(\d+)\]")
#: A label longer than this asks for a longer answer than a name or a number.
_QUESTION = 60
#: Signs on a line over the whole page, and lines on a page: reckoned low and set smaller when they do not fit.
_SIGNS, _MOST_LINES = 95, 44
#: Shares of the page: a column of words, one of numbers.
_WORDS, _NUMBER = 0.36, 0.14
#: Answers that are one word or number: broken over lines they would not read back as written.
_WHOLE = frozenset(FieldType) - {FieldType.TEXT}


class FormWriter:
    """Writes one edition with one set of answers."""

    def __init__(self, edition: Edition, fields: Mapping[str, Field], answers: Mapping[str, Value]) -> None:
        self._edition = edition
        self._fields = fields
        self._answers = answers

    def document(self, head: Sequence[str], day: date, attachments: tuple[Attachment, ...] = ()) -> Document:
        """The whole form with the lines of a county board's ``head``; ``day`` is the date the file carries."""
        year = self._edition.year_line
        label = Paragraph((*_inlines(year.words), Run(" "), self._room(year, share=0.1)))
        blocks = [block for each in self._edition.blocks for block in self._blocks(each)]
        title = f"{self._edition.title[0].capitalize()}: {' '.join(self._edition.title[1:])}"
        return Document(
            title=f"{title}, år {self._reported()}",
            title_lines=self._edition.title,
            head=tuple(head),
            blocks=(label, *blocks),
            day=day,
            notes=self._edition.footnotes,
            attachments=attachments,
        )

    def _reported(self) -> str:
        value = self._answers.get(self._edition.year_line.field or "")
        return str(value or self._edition.year)

    def _blocks(self, block: printed.Block) -> list[Block]:
        match block:
            case printed.Heading(words, level):
                return [Heading(_inlines(words), level)]
            case printed.Prose(words):
                return [Paragraph(_inlines(words))]
            case printed.BoxRow(boxes):
                widths = _box_widths(boxes, self._fields)
                return [Boxes(widths, tuple(self._boxed(box, share) for box, share in zip(boxes, widths, strict=True)))]
            case printed.Table():
                return [self._table(block)]
            case Option():
                return [self._option(block)]

    def _boxed(self, box: Box, share: float) -> Cell:
        """The label and, below it, its room; a box that asks yes or no is a tick before its label."""
        field = self._fields.get(box.field or "")
        if field is None:
            return Cell((Paragraph(_inlines(box.words), Style.LABEL), Paragraph((Run(""),), Style.ANSWER)))
        if field.type is FieldType.YES_NO:
            return Cell((Paragraph((self._yes_no(field), Run(" "), *_inlines(box.words))),))
        lines = _lines(field, box, share)
        if field.type is FieldType.TEXT:
            lines = max(lines, _needed(self._text(field), share))
        room = self._room(box, lines, min(share, 0.85) if box.unit else share)
        unit: tuple[Inline, ...] = (Run(f" {box.unit}"),) if box.unit else ()
        return Cell((Paragraph(_inlines(box.words), Style.LABEL), Paragraph((room, *unit), Style.ANSWER)))

    def _yes_no(self, field: Field) -> Room:
        """A tick box; a *Nej* that was written out stays written out, for an empty box says nothing."""
        value = self._answers.get(field.key)
        if value is False:
            return Room(field.key, field.label, written(field, value), share=0.08)
        return Room(field.key, field.label, tick=value is True)

    def _room(self, box: Box, lines: int = 1, share: float = 0.6) -> Room:
        field = self._fields[box.field or ""]
        whole = field.type in _WHOLE
        return Room(field.key, field.label, self._text(field), lines=lines, share=share, whole=whole)

    def _cell_room(self, field: Field, label: str, align: str) -> Room:
        text = self._text(field)
        worded = field.type is FieldType.TEXT
        share = _WORDS if worded else _NUMBER
        lines = _needed(text, share) if worded else 1
        return Room(field.key, label, text, lines=lines, share=share, whole=not worded, align=align)

    def _text(self, field: Field) -> str:
        value = self._answers.get(field.key)
        return "" if value is None else written(field, value)

    def _option(self, option: Option) -> Paragraph:
        value = self._answers.get(option.field)
        ticked = value == option.means if option.means else value is True
        label = _spoken(option.words)
        parts: list[Inline] = [
            Room(option.field, label, tick=ticked, means=option.means),
            Run(" "),
            *_inlines(option.words),
        ]
        if option.text_field:
            asked = self._fields[option.text_field]
            text = self._text(asked)
            parts += [Run(" "), Room(asked.key, asked.label, text, lines=_needed(text, 0.6))]
        return Paragraph(tuple(parts))

    def _table(self, table: printed.Table) -> Table:
        heads = (
            Cell((Paragraph(_inlines(table.corner), Style.LABEL),)),
            *(Cell((Paragraph(_inlines(column.words), Style.LABEL),), "center") for column in table.columns),
        )
        widths = _column_widths(table, self._fields)
        rows = tuple(self._row(table, row, len(widths)) for row in table.rows)
        return Table(widths, heads, rows)

    def _row(self, table: printed.Table, row: printed.Row | Box, columns: int) -> tuple[Cell, ...]:
        if isinstance(row, Box):
            cell = self._boxed(row, 1.0)
            return (Cell(cell.paragraphs, cell.align, columns),)
        cells = [Cell((Paragraph(_inlines(row.words)),))]
        for key, column in zip(row.fields, table.columns, strict=True):
            if key is None:
                cells.append(Cell((Paragraph((Run(""),)),)))
                continue
            field = self._fields[key]
            label = f"{_spoken(row.words)}: {_spoken(column.words)}"
            marked = column.means or field.type is FieldType.MARK_OR_COUNT
            align = "left" if field.type in WORDS else "center" if marked else "right"
            if column.means:
                ticked = self._answers.get(key) == _meant(field, column.means)
                room = Room(key, label, tick=ticked, means=column.means)
            else:
                room = self._cell_room(field, label, align)
            cells.append(Cell((Paragraph((room,), Style.ANSWER),), align))
        return tuple(cells)


def _meant(field: Field, means: str) -> Value:
    return means if field.type is FieldType.CHOICE else means == "yes"


def _inlines(words: Words) -> tuple[Inline, ...]:
    """The edition's own wording, with its footnote references."""
    parts = _NOTE.split(words.printed)
    inlines: list[Inline] = []
    for index, part in enumerate(parts):
        if index % 2:
            inlines.append(Note(int(part)))
        elif part:
            inlines.append(Run(part))
    return tuple(inlines) or (Run(""),)


def _spoken(words: Words) -> str:
    return _NOTE.sub("", words.printed).rstrip(":. ")


def _lines(field: Field, box: Box, share: float) -> int:
    """How many lines a room is high when it is filled in by hand."""
    if field.type is not FieldType.TEXT or share < 1.0 or " " not in box.words.printed:
        return 1
    return 5 if len(box.words.printed) > _QUESTION else 2


def _needed(text: str, share: float) -> int:
    """How many lines a text takes in a room of this share of the page, at most a page of them."""
    signs = max(int(share * _SIGNS), 8)
    return min(sum(len(line) // signs + 1 for line in text.split("\n")), _MOST_LINES)


def _box_widths(boxes: Sequence[Box], fields: Mapping[str, Field]) -> tuple[float, ...]:
    """Shares of the line: an address needs more than a postal code."""
    weights = {FieldType.POSTAL_CODE: 0.5, FieldType.PHONE: 0.9, FieldType.EMAIL: 1.8}
    given = [weights.get(fields[box.field].type, 1.0) if box.field else 1.0 for box in boxes]
    return tuple(weight / sum(given) for weight in given)


def _column_widths(table: printed.Table, fields: Mapping[str, Field]) -> tuple[float, ...]:
    """Shares of the page: narrow columns for ticks, wider ones for numbers and for long heads, widest for words."""
    first = next((row for row in table.rows if isinstance(row, printed.Row)), None)
    shares: list[float] = []
    for index, column in enumerate(table.columns):
        key = first.fields[index] if first else None
        if key and fields[key].type in WORDS:
            shares.append(_WORDS)
        elif len(column.words.printed) > 30:
            shares.append(0.22)
        else:
            shares.append(0.09 if column.means and len(column.words.printed) < 10 else _NUMBER)
    return (1.0 - sum(shares), *shares)
