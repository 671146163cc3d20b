"""A document's text as it is shown beside the questions: its pieces in order, each with its place in words."""

from __future__ import annotations

from typing import Any

from redovisa.form.redovisning import Redovisning
from redovisa.reading.meaning.notebook import place_of
from redovisa.reading.opened import opened
from redovisa.reading.source import Source

_MOST_PIECES = 4000
_MOST_SIGNS = 4000


def as_shown(name: str, data: bytes, read: Redovisning) -> list[dict[str, Any]]:
    """The pieces of the document that was read, as JSON; empty when it has no text to show."""
    sources = [(one.name, one.content) for one in opened(name, data) if isinstance(one.content, Source)]
    chosen = next((source for called, source in sources if called == read.file), None)
    if chosen is None:
        chosen = sources[0][1] if sources else None
    if chosen is None:
        return []
    return [
        {
            "text": piece.text.replace("\x00", "")[:_MOST_SIGNS],
            "place": place_of(piece, number),
            "table": piece.table,
            "row": piece.row,
            "column": piece.column,
            "span": piece.span,
        }
        for number, piece in enumerate(chosen.pieces[:_MOST_PIECES])
    ]
