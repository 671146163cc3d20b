"""Opens a file by what it holds, not by its name: each document in it as a source, or as the reason it is none."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.reading.source import Source, Unreadable
from redovisa.reading.text import read_text


@dataclass(frozen=True, slots=True)
class Opened:
    """A document: its name within the file it came in, and its content or why there is none."""

    name: str
    content: Source | Unreadable


def opened(name: str, data: bytes) -> list[Opened]:
    """The documents in a file; a mail holds several."""
    try:
        return [Opened(name, read_text(data))]
    except Unreadable as why:
        return [Opened(name, why)]
