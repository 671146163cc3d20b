"""An edition: the form of one year as it was printed, whole and in printed order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """Printed words: the first wording is the edition's own, the others were also seen in print.

    ``[^1]`` marks a reference to the edition's first footnote; a four-digit year stands as it was printed.
    """

    printed: str
    also: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every wording seen in print, the edition's own first."""
        return (self.printed, *self.also)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 opens a section of the form, level 2 a part of it."""

    words: Words
    level: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Printed words that ask for nothing: instructions."""

    words: Words


@dataclass(frozen=True, slots=True)
class Box:
    """A label and the room for one answer after it; ``unit`` is printed after the answer (``dagar``).

    ``field`` is None for a label whose answer is not typed (Namnteckning).
    """

    words: Words
    field: str | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BoxRow:
    """Boxes printed side by side."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its printed head, and what a mark in it means (``yes``, ``no``, a choice) if it is one."""

    words: Words
    means: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its label and the field of each answer column, in the order of the columns.

    A yes/no row names the same field in its Ja and Nej columns; None is a cell that asks for nothing.
    """

    words: Words
    fields: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table: a corner, answer columns and rows; a Box among the rows spans the table's whole width."""

    corner: Words
    columns: tuple[Column, ...]
    rows: tuple[Row | Box, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A tick box printed before its label; ``means`` is the choice it stands for, empty for a plain mark.

    ``text_field`` is the field for the words written after the label, if it asks for any.
    """

    words: Words
    field: str
    means: str = ""
    text_field: str | None = None


Block: TypeAlias = Heading | Prose | BoxRow | Table | Option


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one county board (SCB county code): where the form is sent, as printed, a line each."""

    county: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The form of one reported year.

    ``title`` lines and ``year_line`` stand above the blocks; ``heads`` are the county boards' own heads that have
    been seen in print; ``footnotes`` in order. ``seen`` tells by which documents the wording is known.
    """

    year: int
    title: tuple[str, ...]
    year_line: Box
    heads: tuple[Head, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[str, ...]
    seen: tuple[str, ...] = ()

    def places(self) -> Iterator[tuple[str, Words, Words | None]]:
        """Each printed place of an answer in order: field key, the label beside it, and its column's head if any."""
        yield self.year_line.field or "", self.year_line.words, None
        for block in self.blocks:
            match block:
                case BoxRow(boxes):
                    yield from ((box.field, box.words, None) for box in boxes if box.field)
                case Table(_, columns, rows):
                    for row in rows:
                        if isinstance(row, Box):
                            if row.field:
                                yield row.field, row.words, None
                            continue
                        for key, column in zip(row.fields, columns, strict=True):
                            if key:
                                yield key, row.words, column.words
                case Option(words, key, _, text_field):
                    yield key, words, None
                    if text_field:
                        yield text_field, words, None

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys of all fields the edition asks for, in printed order, each once."""
        return tuple(dict.fromkeys(key for key, _, _ in self.places()))
