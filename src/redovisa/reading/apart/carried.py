"""A source as JSON and back, to be carried from the process that took a file apart: nothing in it can be run."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from typing import Any

from redovisa.reading.source import Manner, Piece, Source

_PIECE = tuple(part.name for part in fields(Piece))


def to_json(source: Source) -> str:
    """The source on one line."""
    plain = replace(source, pieces=(), uncertain=frozenset(), readings={}, cut=frozenset())
    return json.dumps(
        {
            **asdict(plain),
            "pieces": [[getattr(piece, name) for name in _PIECE] for piece in source.pieces],
            "uncertain": sorted(source.uncertain),
            "cut": sorted(source.cut),
            "readings": list(source.readings.items()),
        },
        ensure_ascii=True,
    )


def from_json(line: bytes) -> Source:
    """The source on a line.

    Raises:
        ValueError, TypeError, KeyError: the line holds none.
    """
    said: dict[str, Any] = json.loads(line)
    return Source(
        pieces=tuple(Piece(*piece) for piece in said["pieces"]),
        manner=Manner(said["manner"]),
        footnotes=tuple(said["footnotes"]),
        remarks=tuple(said["remarks"]),
        pages=said["pages"],
        ocr=said["ocr"],
        uncertain=frozenset(said["uncertain"]),
        readings={at: tuple(texts) for at, texts in said["readings"]},
        cut=frozenset(said["cut"]),
    )
