"""The form's edition as pages: one section each, with the rooms that people write in, named in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from redovisa.form.edition import Block, Box, BoxRow, Column, Edition, Heading, Option, Prose, Row, Table
from redovisa.form.field import Field, FieldType

_NOTE = re.compile(r"\[\^(\d+)\]")
#: Texts that are a line, not a paragraph.
_LINES = ("contact.", "report.", "provider.other.name")


@dataclass(frozen=True, slots=True)
class Room:
    """Room for one answer. ``name`` is the question in full, for those who hear it away from its table."""

    key: str
    label: str
    name: str
    kind: str
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def html_id(self) -> str:
        """The room's id in a page; dots and plus signs are for keys only."""
        return "f-" + self.key.replace(".", "-").replace("+", "-plus")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its label, and a room for each column, or None where nothing is asked."""

    label: str
    rooms: tuple[Room | None, ...]
    note: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``adds_up`` tells that its columns are counts to be summed row by row."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    adds_up: bool = False
    kind: str = "grid"

    @property
    def has_parts(self) -> bool:
        """Whether some of its rows are parts of the row above them."""
        return any(line.is_part for line in self.lines)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Rooms that stand together under each other."""

    rooms: tuple[Room, ...]
    kind: str = "rooms"


@dataclass(frozen=True, slots=True)
class Text:
    """A heading or an instruction."""

    words: str
    kind: str


Part: TypeAlias = Grid | Rooms | Text


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form."""

    number: int
    title: str
    parts: tuple[Part, ...]
    keys: tuple[str, ...] = field(default=())

    def rooms(self) -> Iterator[Room]:
        """Every room of the page, in order, each once."""
        for part in self.parts:
            match part:
                case Rooms(rooms):
                    yield from rooms
                case Grid():
                    for line in part.lines:
                        yield from dict.fromkeys(room for room in line.rooms if room)


def sections(edition: Edition, fields: Mapping[str, Field], asked: frozenset[str]) -> tuple[Section, ...]:
    """The pages of an edition in order; a section without any room to write in is left out."""
    starts = [n for n, block in enumerate(edition.blocks) if isinstance(block, Heading) and block.level == 1]
    found: list[Section] = []
    for begin, end in zip(starts, [*starts[1:], len(edition.blocks)], strict=True):
        heading = edition.blocks[begin]
        title = _plain(heading.words.printed) if isinstance(heading, Heading) else ""
        parts = tuple(_parts(edition.blocks[begin + 1 : end], edition, fields, asked))
        section = Section(len(found) + 1, title, parts)
        keys = tuple(dict.fromkeys(room.key for room in section.rooms()))
        if keys:
            found.append(Section(section.number, title, parts, keys))
    return tuple(found)


def _parts(
    blocks: Sequence[Block], edition: Edition, fields: Mapping[str, Field], asked: frozenset[str]
) -> Iterator[Part]:
    caption = ""
    for block in blocks:
        match block:
            case Heading(words):
                caption = _plain(words.printed)
                yield Text(caption, "heading")
            case Prose(words):
                caption = _plain(words.printed)
                yield Text(caption, "prose")
            case BoxRow(boxes):
                rooms = tuple(_room(box, edition, fields) for box in boxes if box.field in asked)
                if rooms:
                    yield Rooms(rooms)
            case Table():
                yield from _tables(block, caption, edition, fields, asked)
            case Option():
                yield from _options(block, blocks, fields, asked)


def _room(box: Box, edition: Edition, fields: Mapping[str, Field]) -> Room:
    asked = fields[box.field or ""]
    return Room(
        asked.key,
        _plain(box.words.printed).rstrip(":"),
        asked.label,
        _kind(asked),
        box.unit,
        note=_note(box.words.printed, edition),
    )


def _kind(asked: Field) -> str:
    match asked.type:
        case FieldType.TEXT:
            return "line" if asked.key.startswith(_LINES) else "words"
        case FieldType.COUNT | FieldType.YEAR:
            return "count"
        case FieldType.MONEY | FieldType.DECIMAL:
            return "number"
        case FieldType.EMAIL:
            return "email"
        case FieldType.PHONE:
            return "tel"
        case FieldType.YES_NO | FieldType.CHOICE:
            return "choice"
        case FieldType.MARK:
            return "mark"
        case _:
            return "line"


def _tables(
    table: Table, caption: str, edition: Edition, fields: Mapping[str, Field], asked: frozenset[str]
) -> Iterator[Part]:
    """A table parted where a box spans its whole width: the rows before it, the box, the rows after."""
    rows: list[Row] = []
    for row in table.rows:
        if isinstance(row, Row):
            rows.append(row)
            continue
        if rows:
            yield _grid(table, caption, rows, edition, fields)
            rows = []
        if row.field in asked:
            yield Rooms((_room(row, edition, fields),))
    if rows:
        yield _grid(table, caption, rows, edition, fields)


def _grid(table: Table, caption: str, rows: Sequence[Row], edition: Edition, fields: Mapping[str, Field]) -> Grid:
    lines = tuple(_line(row, table.columns, edition, fields) for row in rows)
    used = {fields[key].type for row in rows for key in row.fields if key}
    corner = _plain(table.corner.printed)
    named = caption or corner or (lines[0].label if lines else "")
    columns = tuple(_plain(column.words.printed) for column in table.columns)
    return Grid(named, corner or "Fråga", columns, lines, adds_up=used == {FieldType.COUNT} and len(columns) == 2)


def _line(row: Row, columns: Sequence[Column], edition: Edition, fields: Mapping[str, Field]) -> Line:
    label = _plain(row.words.printed)
    rooms: list[Room | None] = []
    for key, column in zip(row.fields, columns, strict=True):
        if key is None:
            rooms.append(None)
            continue
        asked = fields[key]
        head = _plain(column.words.printed)
        option = ((_value(asked, column.means), head),) if column.means else ()
        kind = "choice" if option else "table-words" if asked.type is FieldType.TEXT else _kind(asked)
        rooms.append(Room(key, head, asked.label, kind, options=option))
    return Line(label, tuple(rooms), _note(row.words.printed, edition), label.startswith("därav"))


def _value(asked: Field, means: str) -> str:
    """What is kept when the column or option with this meaning is chosen."""
    return {"yes": "Ja", "no": "Nej"}.get(means, means) if asked.type is FieldType.YES_NO else means


def _options(
    option: Option, blocks: Sequence[Block], fields: Mapping[str, Field], asked: frozenset[str]
) -> Iterator[Part]:
    """Options of one choice become one group, at the first of them; a plain mark is a room of its own."""
    if option.field not in asked:
        return
    known = fields[option.field]
    if option.means:
        group = [one for one in blocks if isinstance(one, Option) and one.field == option.field]
        if group[0] is option:
            chosen = tuple((_value(known, one.means), _plain(one.words.printed)) for one in group)
            yield Rooms((Room(known.key, known.label, known.label, "choice", options=chosen),))
    else:
        yield Rooms((Room(known.key, _plain(option.words.printed), known.label, "mark"),))
    if option.text_field in asked and option.text_field:
        text = fields[option.text_field]
        yield Rooms((Room(text.key, text.label, text.label, "words"),))


def _plain(printed: str) -> str:
    return " ".join(_NOTE.sub("", printed).split())


def _note(printed: str, edition: Edition) -> str:
    found = _NOTE.search(printed)
    number = int(found[1]) if found else 0
    return edition.footnotes[number - 1] if 0 < number <= len(edition.footnotes) else ""
