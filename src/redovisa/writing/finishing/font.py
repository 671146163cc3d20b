"""The font that answers are shown with in the fields of a form: embedded whole, so that anyone can type on."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from redovisa.writing.glyphs import glyph_numbers, tables

_NAME = "SourceSansPro-Regular"


class _Face:
    """What the font's file says, taken apart once: its glyphs and how wide they are, in thousandths of its size."""

    def __init__(self, path: Path) -> None:
        """Reads the font; raises ValueError when it is not a TrueType font."""
        data = self._data = path.read_bytes()
        where = tables(data)
        self.length, self.packed, self.glyphs = len(data), zlib.compress(data, 6), glyph_numbers(data)
        head, hhea = where["head"][0], where["hhea"][0]
        self._per_em: int = struct.unpack_from(">H", data, head + 18)[0]
        self.box = [self._scaled(value) for value in struct.unpack_from(">hhhh", data, head + 36)]
        self.ascent, self.descent = (self._scaled(value) for value in struct.unpack_from(">hh", data, hhea + 4))
        count = struct.unpack_from(">H", data, hhea + 34)[0]
        pairs = struct.unpack_from(f">{'Hh' * count}", data, where["hmtx"][0])
        self._advances = [self._scaled(value) for value in pairs[::2]]
        self.wide = {chr(code): self.advance(glyph) for code, glyph in self.glyphs.items()}
        codes = (bytes([code]).decode("cp1252", "ignore") for code in range(32, 256))
        #: By code of Windows-1252, from 32 to 255.
        self.typed = [self.advance(self.glyphs.get(ord(sign), 0)) if sign else 0 for sign in codes]

    def _scaled(self, value: int) -> float:
        return round(value * 1000 / self._per_em, 1)

    def advance(self, glyph: int) -> float:
        """How wide a glyph is."""
        return self._advances[min(glyph, len(self._advances) - 1)]


@cache
def _face(path: Path) -> _Face:
    return _Face(path)


class FieldFont:
    """One TrueType font, known to a PDF twice: by code for those who type, by glyph for what is already there."""

    def __init__(self, path: Path) -> None:
        """Takes the font in the file; raises ValueError when it is not a TrueType font."""
        self._face = _face(path)
        self._used: dict[int, str] = {}

    def width(self, text: str, size: float) -> float:
        """How wide the text is, in points."""
        wide, unknown = self._face.wide, self._face.advance(0)
        return sum([wide.get(sign, unknown) for sign in text]) * size / 1000

    def shown(self, text: str) -> bytes:
        """The text as the operand of a show operator with the font by glyph."""
        numbers = []
        for sign in text:
            glyph = self._face.glyphs.get(ord(sign), 0)
            self._used[glyph] = sign
            numbers.append(f"{glyph:04X}")
        return f"<{''.join(numbers)}>".encode()

    def typed(self, pdf: Any, descriptor: Any) -> Any:
        """The font by code (Windows-1252), for those who type."""
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name(f"/{_NAME}"),
                FirstChar=32,
                LastChar=255,
                Widths=Array(self._face.typed),
                Encoding=Name.WinAnsiEncoding,
                FontDescriptor=descriptor,
            )
        )

    def described(self, pdf: Any) -> Any:
        """The font's descriptor, with the font itself."""
        face = self._face
        program = Stream(pdf, face.packed, Filter=Name.FlateDecode)
        program.Length1 = face.length
        return pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name(f"/{_NAME}"),
                Flags=32,
                FontBBox=Array(face.box),
                ItalicAngle=0,
                Ascent=face.ascent,
                Descent=face.descent,
                CapHeight=660,
                StemV=80,
                FontFile2=pdf.make_indirect(program),
            )
        )

    def by_glyph(self, pdf: Any, descriptor: Any) -> Any:
        """The font by glyph, for all that has been ``shown`` so far."""
        widths = Array([])
        for glyph in sorted(self._used):
            widths.append(glyph)
            widths.append(Array([self._face.advance(glyph)]))
        within = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{_NAME}"),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            DW=500,
            W=widths,
            FontDescriptor=descriptor,
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name(f"/{_NAME}"),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(within)]),
                ToUnicode=pdf.make_indirect(Stream(pdf, self._to_unicode())),
            )
        )

    def _to_unicode(self) -> bytes:
        used = sorted(self._used.items())
        runs = [used[first : first + 100] for first in range(0, len(used), 100)]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for run in runs:
            pairs = (f"<{glyph:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for glyph, sign in run)
            lines.append(f"{len(run)} beginbfchar {' '.join(pairs)} endbfchar")
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode()
