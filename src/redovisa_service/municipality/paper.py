"""A document shown beside the questions: its text as paragraphs and tables, its page as a picture, the place lit up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from redovisa.form.parse import folded

#: So many pieces of the document are shown on each side of the one that is asked about.
_AROUND = 30
#: Points around what is lit in a picture.
_MARGIN = 4.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: its number and size in points, and the boxes to mark as left, top, width and height."""

    page: int
    pages: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is shown of a document; ``picture`` is None for one that is only text, ``is_lit`` tells of a place lit."""

    document: Any
    blocks: list[dict[str, Any]]
    picture: Picture | None
    is_part: bool
    is_lit: bool


def paper(document: Any, place: str, raw: str, *, whole: bool = False, page: int = 0) -> Paper:
    """The document with the place lit; ``page`` chooses another page of its picture."""
    pieces = document.page
    lit = _asked_about(pieces, place, raw)
    shown = _blocks(pieces, lit, whole=whole)
    is_part = not whole and len(pieces) > 2 * _AROUND
    return Paper(document, shown, _picture(document, lit, page), is_part, is_lit=bool(lit))


def _asked_about(pieces: Sequence[dict[str, Any]], place: str, raw: str) -> frozenset[int]:
    """Which pieces a question is about: those in its place, and of several there the ones with its words."""
    there = [number for number, piece in enumerate(pieces) if place and piece["place"] == place]
    words = folded(raw)
    with_words = [number for number in there if words and words in folded(pieces[number]["text"])]
    return frozenset(with_words or there)


def _blocks(pieces: Sequence[dict[str, Any]], lit: frozenset[int], *, whole: bool) -> list[dict[str, Any]]:
    first = min(lit, default=None)
    begin, end = (0, len(pieces)) if whole or first is None else (max(0, first - _AROUND), first + _AROUND)
    if first is None and not whole:
        end = 2 * _AROUND
    blocks: list[dict[str, Any]] = []
    shown = [{**piece, "lit": number in lit} for number, piece in enumerate(pieces)][begin:end]
    for table, of_one in groupby(shown, key=lambda piece: piece["table"]):
        marked = list(of_one)
        if table is None:
            blocks.append({"lines": marked})
            continue
        rows = [
            [_cell(list(cell)) for _, cell in groupby(row, key=lambda piece: piece["column"])]
            for _, row in groupby(marked, key=lambda piece: piece["row"])
        ]
        blocks.append({"rows": rows})
    return blocks


def _cell(pieces: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "text": "\n".join(piece["text"] for piece in pieces),
        "lit": any(piece["lit"] for piece in pieces),
        "span": pieces[0]["span"],
    }


def _picture(document: Any, lit: frozenset[int], page: int) -> Picture | None:
    sizes = document.sizes
    if not sizes:
        return None
    pieces = [document.page[number] for number in sorted(lit)]
    first = next((piece["page"] for piece in pieces if piece.get("page")), 1)
    wanted = page if 1 <= page <= len(sizes) else min(first, len(sizes))
    width, height = sizes[wanted - 1]
    if not width or not height:
        return None
    boxes = tuple(_around(piece["box"]) for piece in pieces if piece.get("box") and piece.get("page") == wanted)
    return Picture(wanted, len(sizes), width, height, boxes)


def _around(box: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    width, height = max(right - left, 8.0), max(bottom - top, 8.0)
    return left - _MARGIN, top - _MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN
