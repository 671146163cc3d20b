"""Turns the places that the page template left into fields of a form, where they stand and as they are read aloud."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Stream, String

from redovisa.writing.document import CannotWrite, Room
from redovisa.writing.finishing.appearance import LARGEST, drawn_tick, drawn_words, laid
from redovisa.writing.finishing.font import FieldFont
from redovisa.writing.finishing.structure import head_rows, saved

_MANY_LINES = 1 << 12
_RADIO = 1 << 15
_OFF = Name.Off


def with_fields(data: bytes, rooms: Sequence[Room], row_heads: Sequence[bool], font: Path) -> bytes:
    """The PDF with a field for each of the ``rooms``, numbered from 1 in the links that hold their places.

    Rooms of one key that are ticked make one choice. Raises CannotWrite when an answer is too long for its field.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        head_rows(pdf, row_heads)
        form = _Form(pdf, FieldFont(font))
        for page in pdf.pages:
            for note in page.obj.get("/Annots", ()):
                number = _number(note)
                if number:
                    form.add(note, page.obj, rooms[number - 1])
        if form.count != len(rooms):
            raise CannotWrite("Alla svarsrutor fick inte plats i PDF-formuläret. Skriv det som Word (--to docx).")
        form.finish()
        return saved(pdf)


def _number(note: Any) -> int:
    action = note.get("/A")
    link = str(action.get("/URI", "")) if action is not None else ""
    return int(link.removeprefix("room:")) if link.startswith("room:") else 0


class _Form:
    """The fields of one PDF."""

    def __init__(self, pdf: Any, font: FieldFont) -> None:
        self._pdf = pdf
        self._font = font
        self._fields: dict[str, Any] = {}
        self._elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        self._words: list[Any] = []
        self._ticks: dict[tuple[float, float], tuple[Any, Any]] = {}
        self.count = 0

    def add(self, note: Any, page: Any, room: Room) -> None:
        """Makes the annotation a field for the room."""
        self.count += 1
        # What was read aloud as a link is read as a field.
        self._elements[int(note.StructParent)].S = Name.Form
        for key in ("/A", "/Border", "/Contents"):
            if key in note:
                del note[key]
        note.Subtype = Name.Widget
        note.F = 4
        note.P = page
        if room.tick is None:
            self._add_words(note, room)
        else:
            self._add_tick(note, room)

    def _name(self, room: Room) -> Any:
        # A full stop parts the levels of a field's name, and a field of a form may not be the level of another.
        return String(room.key.replace(".", ":"))

    def _add_words(self, note: Any, room: Room) -> None:
        width, height = _size(note)
        several = room.lines > 1
        note.FT, note.T, note.TU = Name.Tx, self._name(room), String(room.label)
        note.DA = String(f"/Typed {LARGEST:g} Tf 0 g")
        note.Ff = _MANY_LINES if several else 0
        note.Q = {"left": 0, "center": 1, "right": 2}[room.align]
        drawn = b""
        if room.text:
            note.V = String(room.text)
            text = laid(room.text, width, height, self._font, several=several)
            if not text.fits:
                raise CannotWrite(
                    f"Svaret ”{room.label}” är för långt för sin ruta i ett ifyllbart PDF-formulär. "
                    "Skriv formuläret som Word (--to docx) eller som färdig PDF (utan --fillable)."
                )
            drawn = drawn_words(text, width, height, self._font, room.align, several=several)
        look = self._look(drawn, width, height)
        self._words.append(look)
        note.AP = Dictionary(N=look)
        self._fields[f"{room.key}#{self.count}"] = note

    def _look(self, drawn: bytes, width: float, height: float) -> Any:
        said = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height]))
        return Stream(self._pdf, drawn, said)

    def _tick_looks(self, width: float, height: float) -> tuple[Any, Any]:
        """How a box of this size looks ticked and empty; nothing typed ever changes it, so boxes of a size share it."""
        if (width, height) not in self._ticks:
            ticked = self._look(drawn_tick(width, height), width, height)
            self._ticks[width, height] = ticked, self._look(b"", width, height)
        return self._ticks[width, height]

    def _add_tick(self, note: Any, room: Room) -> None:
        width, height = _size(note)
        state = Name(f"/{room.means or 'yes'}")
        ticked, empty = self._tick_looks(width, height)
        note.AP = Dictionary(N=Dictionary({str(state): ticked, "/Off": empty}))
        note.AS = state if room.tick else _OFF
        note.TU = String(room.label)
        if not room.means:
            note.FT, note.T, note.V = Name.Btn, self._name(room), note.AS
            self._fields[room.key] = note
            return
        group = self._fields.get(room.key)
        if group is None:
            label = String(room.label.rpartition(":")[0] or room.label)
            group = self._pdf.make_indirect(
                Dictionary(FT=Name.Btn, Ff=_RADIO, T=self._name(room), TU=label, Kids=Array([]), V=_OFF)
            )
            self._fields[room.key] = group
        note.Parent = group
        group.Kids.append(note)
        if room.tick:
            group.V = state

    def finish(self) -> None:
        """Puts the fields and their font into the document."""
        descriptor = self._font.described(self._pdf)
        typed = self._font.typed(self._pdf, descriptor)
        glyphs = self._font.by_glyph(self._pdf, descriptor)
        for look in self._words:
            look.Resources = Dictionary(Font=Dictionary(Glyphs=glyphs))
        self._pdf.Root.AcroForm = self._pdf.make_indirect(
            Dictionary(
                Fields=Array(list(self._fields.values())),
                DR=Dictionary(Font=Dictionary(Typed=typed)),
                DA=String(f"/Typed {LARGEST:g} Tf 0 g"),
            )
        )


def _size(note: Any) -> tuple[float, float]:
    x0, y0, x1, y1 = (float(value) for value in note.Rect)
    return round(x1 - x0, 3), round(y1 - y0, 3)
