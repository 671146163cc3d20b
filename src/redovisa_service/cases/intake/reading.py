"""What a reading process does with a file: what it says, its pieces to be shown, and pictures of its pages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from redovisa.counting.count import count
from redovisa.counting.read import is_tally, read_tally
from redovisa.counting.refusal import CannotCount
from redovisa.form.answer import Answer
from redovisa.form.record import to_record
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.meaning.notebook import place_of
from redovisa.reading.opened import Opened, opened
from redovisa.reading.pdf.pdfium.rendering import page_sizes, render_page
from redovisa.reading.picture.absent import NotInstalled
from redovisa.reading.picture.scan import MAX_PAGES, Painted, picture_as_read, scanned_page_as_read
from redovisa.reading.read import Reader
from redovisa.reading.sniff import FileType, sniff
from redovisa.reading.source import Piece, Source, Unreadable

_MOST_PIECES = 4000
_MOST_SIGNS = 4000
_MOST_PAGES = 40
_PDF = b"%PDF-"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
#: What a tally is called here: the name of its file is not kept.
TALLY = "räknebladet"
DPI = 110


@dataclass(frozen=True, slots=True)
class File:
    """A file to read."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page of a PDF, or the one page of a picture, to paint; ``number`` counts from 1.

    One that was ``scanned`` is painted as it was read, level: what was read stands there.
    """

    data: bytes
    number: int
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: a record for each document in it, the pieces of the first form, and the pages' sizes."""

    records: list[dict[str, Any]]
    pieces: list[dict[str, Any]] = field(default_factory=list)
    sizes: list[tuple[float, float]] = field(default_factory=list)


Task: TypeAlias = File | PageWanted


def is_sheet(data: bytes) -> bool:
    """Whether the file may hold a row for each person: any spreadsheet, and a tally saved as text."""
    kind = sniff(data)
    if kind is not FileType.TEXT:
        return kind is FileType.SPREADSHEET
    try:
        return is_tally(data, GRANT.tally)
    except CannotCount:  # larger than any tally
        return False


def begin() -> Callable[[Task], Read | bytes]:
    """Makes the reader, once for each process; gives the function that does a task."""
    return partial(_done, Reader(GRANT.form))


def _done(reader: Reader, task: Task) -> Read | bytes:
    """The file as read, or the page as PNG, empty when it cannot be painted; never raises for what a file holds."""
    if isinstance(task, PageWanted):
        return _painted(task)
    if is_sheet(task.data):
        return Read([_counted(task.data)])
    held = opened(task.name, task.data)
    documents = reader.read_opened(held)
    shown = next((one for one in documents if one.answers), documents[0])
    source = _source(held, shown)
    scanned = source is not None and source.ocr
    return Read(
        [to_record(document) | {"raws": _raws(document), "scanned": scanned} for document in documents],
        [_piece(piece, number) for number, piece in enumerate(source.pieces[:_MOST_PIECES])] if source else [],
        _sizes(task.data, scanned),
    )


def _counted(data: bytes) -> dict[str, Any]:
    """The record of a tally: numbers, how each was counted and of how many rows; why not, for what is no tally."""
    try:
        tally = read_tally(data, GRANT.tally)
        counted = count(tally.marks, GRANT.tally, GRANT.tally_year(tally.year))
    except CannotCount as why:
        return to_record(Redovisning(TALLY, Kind.OTHER, notes=(str(why),)))
    answers = {key: Answer(key, one.value, str(one.value), one.place) for key, one in counted.numbers.items()}
    notes = (*tally.notes, *counted.notes)
    read = Redovisning(TALLY, Kind.REDOVISNING, year=tally.year, answers=answers, doubts=counted.doubts, notes=notes)
    how = {
        key: {"words": one.words, "of": one.place, "rules": [rule.code for rule in one.rules]}
        for key, one in counted.numbers.items()
    }
    return to_record(read) | {"counted": how}


def _raws(document: Redovisning) -> dict[str, str]:
    """What stood there, for each answer: a record holds only what it means."""
    return {key: answer.raw for key, answer in document.answers.items()}


def _source(held: list[Opened], read: Redovisning) -> Source | None:
    """The document that was read, taken apart; None when it has no text to show."""
    sources = [(one.name, one.content) for one in held if isinstance(one.content, Source)]
    return next((source for called, source in sources if called == read.file), sources[0][1] if sources else None)


def _piece(piece: Piece, number: int) -> dict[str, Any]:
    corners = (piece.x0, piece.y0, piece.x1, piece.y1)
    return {
        "text": piece.text.replace("\x00", "")[:_MOST_SIGNS],
        "place": place_of(piece, number),
        "table": piece.table,
        "row": piece.row,
        "column": piece.column,
        "span": piece.span,
        "page": piece.page,
        "box": None if None in corners else [round(corner, 1) for corner in corners if corner is not None],
    }


def _sizes(data: bytes, scanned: bool) -> list[tuple[float, float]]:
    """Width and height of each page in points; empty for what has no pages to show."""
    try:
        sizes = page_sizes(data, _MOST_PAGES) if data.startswith(_PDF) else []
        if not scanned:
            return sizes
        many = 1 if data.startswith(_PICTURES) else min(len(sizes), MAX_PAGES)
        pages = [_page(PageWanted(data, number, scanned)) for number in range(1, many + 1)]
    except Unreadable:
        return []
    return [(round(width * 72 / DPI, 1), round(height * 72 / DPI, 1)) for width, height, _ in pages]


def _painted(wanted: PageWanted) -> bytes:
    try:
        width, height, grey = _page(wanted)
    except Unreadable:
        return b""
    return png(width, height, grey) if width else b""


def _page(wanted: PageWanted) -> Painted:
    """Width, height and grey bytes of the page. Raises Unreadable."""
    if wanted.data.startswith(_PICTURES):
        return picture_as_read(wanted.data, DPI)
    if wanted.scanned:
        with suppress(NotInstalled):  # what another program once read is shown as it came
            return scanned_page_as_read(wanted.data, wanted.number - 1, DPI)
    return render_page(wanted.data, wanted.number - 1, DPI)


def png(width: int, height: int, grey: bytes) -> bytes:
    """A PNG of eight bits grey; ``grey`` is row by row, 0 black."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\x00" + grey[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    ends = chunk(b"IDAT", zlib.compress(rows, 6)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(ends)
