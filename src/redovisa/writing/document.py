"""A document to be written, before it is Word or PDF: headings, paragraphs, tables, and rooms for answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class CannotWrite(Exception):
    """A document that cannot be written; the message is a Swedish sentence: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; lines within it end in ``\\n``."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A reference to one of the document's footnotes, counted from 1; each is referred to once."""

    number: int


@dataclass(frozen=True, slots=True)
class Room:
    """Room for an answer: what stands in it, and a label for those who hear the form instead of seeing it.

    ``tick`` is None for words; True or False makes a tick box, and ``means`` the choice it stands for among the boxes
    of the same key. ``lines`` is how high a room for words is when it is to be filled in by hand, and
    ``share`` how much of the page's width it has (of the line, when other words stand on it). ``whole`` asks that the
    words are not broken over lines if that can be helped.
    """

    key: str
    label: str
    text: str = ""
    tick: bool | None = None
    means: str = ""
    lines: int = 1
    share: float = 0.6
    whole: bool = False
    align: str = "left"


Inline: TypeAlias = Run | Note | Room


class Style(StrEnum):
    """The part a paragraph plays."""

    BODY = "body"
    LABEL = "label"
    ANSWER = "answer"
    SMALL = "small"
    TO_DO = "to_do"  # a place where a person must write; never to be left in what is sent


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs, notes and rooms."""

    parts: tuple[Inline, ...]
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3, below the document's title."""

    parts: tuple[Inline, ...]
    level: int = 1

    @property
    def text(self) -> str:
        """The words alone."""
        return words(self.parts)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with a dot before each item."""

    items: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``align`` is left, center or right; ``span`` how many columns it covers."""

    paragraphs: tuple[Paragraph, ...]
    align: str = "left"
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of data.

    ``widths`` are the columns' shares of the page; ``heads`` the cells of the header row (none for a table without
    one). The first cell of a row tells what the row is about, and is a header too when ``row_heads``.
    ``caption`` is shown above the table, ``about`` is only read aloud.
    """

    widths: tuple[float, ...]
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_heads: bool = True
    caption: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Framed boxes side by side: a layout, not a table of data; each box tells itself what it is."""

    widths: tuple[float, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG (``width`` × ``height`` in points), what it shows in words, and its caption."""

    svg: str
    about: str
    caption: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Boxes | Figure | NewPage


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels within a PDF."""

    name: str
    data: bytes
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``title`` is its name, ``title_lines`` how it is printed at the top; ``sender`` the authority, ``head`` the lines
    that stand below it (its address), ``facts`` what stands at the right (date, reference number) with their names,
    and ``receiver`` the lines of whom it is for. ``day`` is the date that the file carries. ``details`` tell how it is
    set: ``footer`` stands below each page, ``hyphenate`` breaks words, ``by_hand`` leaves empty rooms open for a pen.
    """

    title: str
    title_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    day: date
    head: tuple[str, ...] = ()
    sender: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    receiver: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    def rooms(self) -> Iterator[Room]:
        """Every room of the document in reading order."""
        for parts in self.inlines():
            yield from (part for part in parts if isinstance(part, Room))

    def inlines(self) -> Iterator[tuple[Inline, ...]]:
        """The content of every heading, paragraph, item and cell in reading order."""
        for block in self.blocks:
            match block:
                case Heading(parts) | Paragraph(parts):
                    yield parts
                case Bullets(items):
                    yield from items
                case Table(_, heads, rows):
                    for cell in (*heads, *(cell for row in rows for cell in row)):
                        yield from (paragraph.parts for paragraph in cell.paragraphs)
                case Boxes(_, cells):
                    for cell in cells:
                        yield from (paragraph.parts for paragraph in cell.paragraphs)


def kept_together(blocks: Sequence[Block]) -> list[bool]:
    """Of each block whether it belongs on the page of what follows.

    Words that lead up to a table, boxes or a list do, or to the first heading below their own; a picture with the table
    of its numbers; and a table or picture with a note in small print below it.
    """
    kept: list[bool] = []
    leads = notes = table = False
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        match block:
            case Paragraph():
                kept.append(leads or _opens(blocks[max(at - 1, 0) : at + 2]))
            case Table():
                kept.append(notes)
            case _:
                kept.append(isinstance(block, Figure) and (notes or table))
        leads = isinstance(block, Table | Boxes | Bullets) or (leads and isinstance(block, Paragraph) and not notes)
        table = isinstance(block, Table)
        notes = isinstance(block, Paragraph) and block.style is Style.SMALL
    return kept[::-1]


def _opens(three: Sequence[Block]) -> bool:
    """Whether the middle one is a few words between a heading and the first heading below it."""
    match three:
        case [Heading(_, above), Paragraph(), Heading(_, below)]:
            return below > above
        case _:
            return False


#: A table of more rows may be parted by the end of a page.
MOST_ON_A_PAGE = 20
_BESIDE = 4


def stands_beside(block: Block, following: Block | None) -> bool:
    """Whether the block is a picture that has room beside the table that follows, with as few columns as that takes."""
    if not (isinstance(block, Figure) and isinstance(following, Table)):
        return False
    return len(following.widths) <= _BESIDE and len(following.rows) <= MOST_ON_A_PAGE


def words(parts: tuple[Inline, ...]) -> str:
    """What stands in the parts, without footnotes and tick boxes."""
    return "".join(part.text for part in parts if not isinstance(part, Note))


def said(text: str, style: Style = Style.BODY) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Run(text),), style)


def cell(text: str, align: str = "left", *, bold: bool = False) -> Cell:
    """A cell with plain words."""
    return Cell((Paragraph((Run(text, bold=bold),)),), align)
