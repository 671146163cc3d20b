"""Writes a document as PDF: tagged for those who listen (PDF/UA-1), fit for the archive (PDF/A-3a), in Swedish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from redovisa.writing.document import (
    MOST_ON_A_PAGE,
    Block,
    Boxes,
    Bullets,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    NewPage,
    Note,
    Paragraph,
    Room,
    Run,
    Style,
    Table,
    kept_together,
    said,
    stands_beside,
)
from redovisa.writing.finishing.structure import finished
from redovisa.writing.glyphs import Typography
from redovisa.writing.typesetting import known_signs, typeset

_LOST = (
    "Tecken som typsnittet saknar står med sitt nummer inom hakparentes, till exempel [U+1F600]. "
    "De finns kvar i den bifogade filen med svaren, om en sådan följer med."
)
_LONG = 500
#: The widest signs: so many of them fill a line over the whole page.
_WIDEST = 48
#: As many signs as surely stand on a line, and a word that a narrow column parts at a hyphen instead.
_SIGNS, _HYPHENATED = 75, 24
#: Between two signs of a word that is too long for any line.
_BREAKING = "\u200b"
#: The share of the head that the sender has beside the facts.
_HEAD = 0.5
_BOUND = re.compile(r"\S[-/–—]|[-/–—]\S")


def write_pdf(document: Document) -> bytes:
    """The document as a finished PDF; the same document gives the same bytes. Raises CannotWrite."""
    inputs, moment = prepared(document, fill=False)
    return finished(typeset(inputs, moment, archived=True), row_heads(document))


def row_heads(document: Document) -> list[bool]:
    """Of each ruled table whether the first cell of a row is its header."""
    return [block.row_heads for block in document.blocks if isinstance(block, Table)]


def prepared(document: Document, *, fill: bool) -> tuple[dict[str, str], int]:
    """What the page template takes, and the moment of the document; ``fill`` leaves the rooms open to be fields."""
    typography = Typography(known_signs())
    hyphenate = document.details.get("hyphenate") == "yes"
    by_hand = document.details.get("by_hand") == "yes"
    taker = _Data(typography, fill=fill, hyphenate=hyphenate, by_hand=by_hand)
    data = taker.document(document)
    if typography.lost:
        data["blocks"].append(taker.block(said(_LOST, Style.SMALL)))
    data |= {"fill": fill, "open": fill or by_hand}
    day = document.day
    moment = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    files = {f"file:{file.name}": file.data.decode("utf-8") for file in document.attachments}
    return {"document": json.dumps(data, ensure_ascii=False), **files}, moment


class _Data:
    """The document as the template takes it."""

    def __init__(self, typography: Typography, *, fill: bool, hyphenate: bool, by_hand: bool) -> None:
        self._ready = typography.ready
        self._fill = fill
        self._hyphenate = hyphenate
        self._by_hand = by_hand
        self._rooms = 0

    def document(self, document: Document) -> dict[str, Any]:
        day = document.day
        return {
            "title": self._ready(document.title),
            "author": self._ready(document.sender),
            "day": {"year": day.year, "month": day.month, "day": day.day},
            "lines": [self._line(line) for line in document.title_lines],
            "head": [self._line(line) for line in document.head],
            "sender": self._line(document.sender, _HEAD),
            "facts": [[self._ready(name), self._line(value, 1 - _HEAD)] for name, value in document.facts],
            "receiver": [self._line(line) for line in document.receiver],
            "footer": self._line(document.details.get("footer", "")),
            "hyphenate": self._hyphenate,
            "notes": [self._ready(note) for note in document.notes],
            "blocks": list(self._blocks(document.blocks)),
            "attachments": [
                {"name": file.name, "type": file.kind, "about": file.about} for file in document.attachments
            ],
        }

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
        """The blocks with what binds them to the next; a picture beside its table is one block with it."""
        beside: dict[str, Any] | None = None
        for block, keep, following in zip(blocks, kept_together(blocks), (*blocks[1:], None), strict=True):
            data = self.block(block) | {"sticky": keep}
            if stands_beside(block, following):
                beside = data
            elif beside:
                yield {"kind": "beside", "picture": beside, "table": data, "sticky": keep}
                beside = None
            else:
                yield data

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading(parts, level):
                return {"kind": "heading", "level": level, "parts": self._parts(parts)}
            case Paragraph():
                return {"kind": "paragraph", **self._paragraph(block, boxed=False)}
            case Bullets(items):
                return {"kind": "bullets", "items": [self._parts(item) for item in items]}
            case Table(widths):
                return {
                    "kind": "table",
                    "widths": widths,
                    "heads": [self._cell(*one) for one in _shared(block.heads, widths)],
                    "cells": [self._cell(*one) for row in block.rows for one in _shared(row, widths)],
                    "whole": len(block.rows) <= MOST_ON_A_PAGE
                    and not any(_length_of(one) > _LONG for row in block.rows for one in row),
                    "caption": self._line(block.caption),
                    "about": self._ready(block.about),
                }
            case Boxes(widths, cells):
                return {
                    "kind": "boxes",
                    "widths": widths,
                    "cells": [self._cell(*one) for one in _shared(cells, widths)],
                }
            case Figure():
                return {
                    "kind": "picture",
                    "svg": block.svg,
                    "about": self._ready(block.about),
                    "caption": self._line(block.caption),
                    "width": block.width,
                }
            case NewPage():
                return {"kind": "page"}

    def _line(self, text: str, share: float = 1.0) -> str:
        """The text ready to be set where there is a share of the page's width; a word too long for it can be broken."""
        most = max(_HYPHENATED, min(_WIDEST, int(share * _SIGNS)))
        ready = self._ready(text)
        if len(ready) <= most:
            return ready
        return " ".join(word if len(word) <= most else _BREAKING.join(word) for word in ready.split(" "))

    def _cell(self, cell: Cell, share: float) -> dict[str, Any]:
        """A cell; one that is a single paragraph of its own has only its ``parts``."""
        data: dict[str, Any] = {"align": cell.align, "span": cell.span, "long": _length_of(cell) > _LONG}
        paragraphs = [self._paragraph(paragraph, share, boxed=True) for paragraph in cell.paragraphs]
        if len(paragraphs) == 1 and cell.paragraphs[0].style is not Style.LABEL:
            return data | {"parts": paragraphs[0]["parts"]}
        return data | {"paragraphs": paragraphs}

    def _paragraph(self, paragraph: Paragraph, share: float = 1.0, *, boxed: bool) -> dict[str, Any]:
        alone = boxed and sum(not isinstance(part, Run) for part in paragraph.parts) == len(paragraph.parts)
        return {"style": paragraph.style.value, "parts": self._parts(paragraph.parts, share, inline=not alone)}

    def _parts(self, parts: tuple[Inline, ...], share: float = 1.0, *, inline: bool = True) -> list[Any]:
        return [self._part(part, share, inline=inline) for part in parts]

    def _part(self, part: Inline, share: float, *, inline: bool) -> Any:
        """A part; words that are set as they stand are plain text, for each look into a part takes time."""
        match part:
            case Run(text, bold, italic):
                ready = self._line(text, share)
                if not (bold or italic or "\n" in ready):
                    return ready
                return {"kind": "run", "text": ready, "bold": bold, "italic": italic}
            case Note(number):
                return {"kind": "note", "number": number}
            case Room():
                self._rooms += 1
                return self._field(part, inline=inline) if self._fill else self._answer(part, inline=inline)

    def _field(self, room: Room, *, inline: bool) -> dict[str, Any]:
        kept = {"tick": room.tick is not None, "lines": room.lines, "share": room.share, "inline": inline}
        return {"kind": "field", "at": self._rooms, **kept}

    def _answer(self, room: Room, *, inline: bool) -> Any:
        if room.tick is not None:
            return {"kind": "tick", "ticked": room.tick}
        text = self._ready(room.text)
        if self._by_hand and not text:
            return {"kind": "free", "lines": room.lines, "share": room.share, "inline": inline}
        tight, bound = _is_tight(room), _BOUND.search(room.text) is not None
        if text and not (tight or bound or inline or self._hyphenate or "\n" in text):
            return text
        return {"kind": "room", "text": text, "whole": room.whole, "tight": tight, "bound": bound, "inline": inline}


def _is_tight(room: Room) -> bool:
    """Whether a word of the room may be too long for it: only then its width is worth measuring."""
    parts = [room.text] if room.whole else room.text.split()
    return max(map(len, parts), default=0) > room.share * _WIDEST - 2


def _shared(cells: Sequence[Cell], widths: Sequence[float]) -> Iterator[tuple[Cell, float]]:
    """The cells of a row with each its share of the page's width."""
    column = 0
    for cell in cells:
        yield cell, sum(widths[column : column + cell.span])
        column += cell.span


def _length_of(cell: Cell) -> int:
    return sum(_length(paragraph) for paragraph in cell.paragraphs)


def _length(paragraph: Paragraph) -> int:
    texts = [part.text for part in paragraph.parts if not isinstance(part, Note)]
    return sum(len(text) + 90 * text.count("\n") for text in texts)
