"""Filled forms as text files, in the manners of the seeds: running text, cells by tabs, columns by blanks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping

from redovisa.form.edition import Block, Box, BoxRow, Edition, Heading, Option, Prose, Row, Table

EMPTY = "     "
_NOTE = re.compile(r"\[\^(\d+)\]")


def _flow_words(text: str) -> str:
    return _NOTE.sub(lambda note: note[1], text)


def _cell_words(text: str) -> str:
    return _NOTE.sub(lambda note: "⁰¹²³"[int(note[1])], text)


class _Writer:
    """What all manners share: the head, and one method per kind of block, each giving lines."""

    def __init__(self, edition: Edition, typed: Mapping[str, str], head: str) -> None:
        self.edition = edition
        self.typed = typed
        self.head = head

    def lines(self) -> Iterator[str]:
        yield from self.edition.title
        yield self.head
        year = self.typed.get("report.year", str(self.edition.year))
        yield f"{self.edition.year_line.words.printed} {year}"
        yield ""
        for block in self.edition.blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(words) | Prose(words):
                yield from ("", self.words(words.printed), "")
            case BoxRow(boxes):
                yield from self.boxes(boxes)
            case Table():
                yield from self.table(block)
            case Option():
                yield from self.option(block)

    def words(self, text: str) -> str:
        raise NotImplementedError

    def boxes(self, boxes: tuple[Box, ...]) -> Iterator[str]:
        raise NotImplementedError

    def table(self, table: Table) -> Iterator[str]:
        raise NotImplementedError

    def option(self, option: Option) -> Iterator[str]:
        tick = self.typed.get(f"{option.field}={option.means}" if option.means else option.field, "")
        yield f"{tick or EMPTY} {self.words(option.words.printed)}"
        if option.text_field:
            yield from (self.typed.get(option.text_field, EMPTY), "")

    def cells(self, row: Row, table: Table) -> list[str]:
        pairs = zip(row.fields, table.columns, strict=True)
        keys = (f"{key}={column.means}" if column.means else key for key, column in pairs)
        return [self.typed.get(key or "", "") for key in keys]

    def answer(self, key: str | None) -> str:
        return self.typed.get(key, "") if key else ""


class _Flow(_Writer):
    """As the text of a PDF in reading order: lines wrapped, empty form fields as five blanks."""

    def words(self, text: str) -> str:
        return "\n".join(textwrap.wrap(_flow_words(text), 95))

    def boxes(self, boxes: tuple[Box, ...]) -> Iterator[str]:
        for box in boxes:
            yield self.words(box.words.printed)
            said = "\n".join("\n".join(textwrap.wrap(part, 95)) for part in self.answer(box.field).split("\n"))
            yield f"{said or EMPTY}{f' {box.unit}' if box.unit else ''}"
            yield ""

    def table(self, table: Table) -> Iterator[str]:
        yield " ".join(
            [self.words(table.corner.printed), *(self.words(c.words.printed) for c in table.columns)]
        ).strip()
        yield ""
        for row in table.rows:
            if isinstance(row, Box):
                yield from self.boxes((row,))
                continue
            cells = self.cells(row, table)
            yield f"{self.words(row.words.printed)} {' '.join(cell or EMPTY for cell in cells)}"


class _Tabs(_Writer):
    """As cells parted by tabs: a label and its answer share a cell, rows of a table are lines."""

    def words(self, text: str) -> str:
        return _cell_words(text)

    def boxes(self, boxes: tuple[Box, ...]) -> Iterator[str]:
        said = [" ".join(self.answer(box.field).split("\n")) for box in boxes]
        cells = [
            f"{self.words(box.words.printed)} {text}{f' {box.unit}' if box.unit else ''}".strip()
            for box, text in zip(boxes, said, strict=True)
        ]
        yield "\t".join(cells) + "\t"

    def table(self, table: Table) -> Iterator[str]:
        yield "\t".join([self.words(table.corner.printed), *(self.words(c.words.printed) for c in table.columns)])
        for row in table.rows:
            if isinstance(row, Box):
                yield from self.boxes((row,))
                continue
            cells = self.cells(row, table)
            yield "\t".join([self.words(row.words.printed), *cells])


class _Layout(_Writer):
    """As ``pdftotext -layout``: columns kept by blanks, long labels wrapped beside their row's numbers."""

    LABEL = 62
    COLUMN = 16

    def words(self, text: str) -> str:
        return "\n".join(textwrap.wrap(_cell_words(text), 100))

    def boxes(self, boxes: tuple[Box, ...]) -> Iterator[str]:
        width = max(100 // len(boxes), 24)
        yield from _side_by_side([textwrap.wrap(_cell_words(box.words.printed), width - 4) for box in boxes], width)
        answers = []
        for box in boxes:
            said = self.answer(box.field)
            lines = [
                line for part in said.split("\n") for line in textwrap.wrap(part, width - 4 if len(boxes) > 1 else 96)
            ]
            if box.unit:
                lines = [*lines[:-1], f"{lines[-1]} {box.unit}"] if lines else [box.unit]
            answers.append(lines)
        yield from _side_by_side(answers, width)
        yield ""

    def table(self, table: Table) -> Iterator[str]:
        heads = [textwrap.wrap(c.words.printed, self.COLUMN - 3) for c in table.columns]
        yield from self.row([_cell_words(table.corner.printed)], heads)
        for row in table.rows:
            if isinstance(row, Box):
                yield from self.boxes((row,))
                continue
            cells = self.cells(row, table)
            label = textwrap.wrap(_cell_words(row.words.printed), self.LABEL - 4)
            yield from self.row(label, [textwrap.wrap(cell, 40) for cell in cells])

    def row(self, label: list[str], cells: list[list[str]]) -> Iterator[str]:
        for i in range(max([len(label), *map(len, cells)])):
            line = (label[i] if i < len(label) else "").ljust(self.LABEL)
            for cell in cells:
                line += (cell[i] if i < len(cell) else "").ljust(self.COLUMN)
            yield line.rstrip()


def _side_by_side(columns: list[list[str]], width: int) -> Iterator[str]:
    for i in range(max(map(len, columns), default=0)):
        yield "".join((column[i] if i < len(column) else "").ljust(width) for column in columns).rstrip()


MANNERS: Mapping[str, Callable[[Edition, Mapping[str, str], str], _Writer]] = {
    "running text": _Flow,
    "cells by tabs": _Tabs,
    "columns by blanks": _Layout,
}


def write_text(edition: Edition, typed: Mapping[str, str], manner: str, head: str = "") -> bytes:
    """A filled form as a text file in one of the MANNERS, UTF-8."""
    writer = MANNERS[manner](edition, typed, head)
    notes = (f"{i} {note}" for i, note in enumerate(edition.footnotes, 1))
    return "\n".join([*writer.lines(), "", *notes, ""]).encode()
