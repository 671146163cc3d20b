"""Which signs a font can draw: read from the font file itself, so that no sign is lost in silence."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path


def drawn(path: Path) -> frozenset[int]:
    """The code points that the font (TrueType or OpenType) has a glyph for; raises ValueError for another file."""
    return frozenset(glyph_numbers(path.read_bytes()))


def glyph_numbers(font: bytes) -> dict[int, int]:
    """The number of the glyph of each code point."""
    table = tables(font).get("cmap")
    if table is None:
        raise ValueError("the font has no cmap")
    start, _ = table
    count = struct.unpack_from(">H", font, start + 2)[0]
    found: dict[int, int] = {}
    for index in range(count):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * index)
        if platform in (0, 3):
            found.update(_subtable(font, start + offset))
    return found


def tables(font: bytes) -> dict[str, tuple[int, int]]:
    """Where each table of the font begins, and how long it is."""
    count = struct.unpack_from(">H", font, 4)[0]
    found: dict[str, tuple[int, int]] = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        found[tag.decode("latin-1")] = (offset, length)
    return found


def _subtable(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    kind = struct.unpack_from(">H", font, at)[0]
    if kind == 4:
        yield from _segments(font, at)
    elif kind == 12:
        groups = struct.unpack_from(">L", font, at + 12)[0]
        for index in range(groups):
            first, last, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * index)
            yield from ((code, glyph + code - first) for code in range(first, last + 1))


def _segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends, starts = at + 14, at + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    for segment in range(0, double, 2):
        first, last = (struct.unpack_from(">H", font, where + segment)[0] for where in (starts, ends))
        delta, offset = (struct.unpack_from(">H", font, where + segment)[0] for where in (deltas, offsets))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, offsets + segment + offset + 2 * (code - first))[0]
            if not offset or glyph:
                glyph = (glyph + delta) & 0xFFFF
            if glyph:
                yield code, glyph


class Typography:
    """Text made ready for a font: composed, without signs that steer the text, and every sign one that can be drawn."""

    def __init__(self, known: frozenset[int]) -> None:
        """``known`` are the code points that can be drawn."""
        self._known = known | {10}
        self.lost: set[str] = set()

    def ready(self, text: str) -> str:
        """The text with each sign that cannot be drawn as its number, ``[U+1F600]``; they are kept in ``lost``."""
        composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        if all(ord(sign) in self._known for sign in composed):
            return composed
        return "".join(self._sign(sign) for sign in composed)

    def _sign(self, sign: str) -> str:
        if ord(sign) in self._known:
            return sign
        category = unicodedata.category(sign)
        if category == "Zs":
            return " "
        if category in ("Cc", "Cf", "Zl", "Zp") or ord(sign) & 0xFFFE == 0xFFFE:
            return "\n" if category in ("Zl", "Zp") else ""
        self.lost.add(sign)
        return f"[U+{ord(sign):04X}]"
