"""Reads what was put onto the pages: answers in form fields, typed notes; and tells of what cannot be read."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from redovisa.reading.pdf.characters import folded_lines
from redovisa.reading.pdf.page import Word
from redovisa.reading.pdf.pdfium.frame import Frame
from redovisa.reading.source import TICKED, UNTICKED

#: A form has some hundred and fifty fields; an answer is a page of text at most.
MAX_ANNOTATIONS = 2_000
MAX_VALUE = 20_000

_HIDDEN = 0x02 | 0x20  # flags: hidden, not shown on screen


@dataclass(slots=True)
class Overlay:
    """What lies on a page: ``words`` typed there, ``comments`` beside it, and the number of ``drawn`` signs.

    ``torn`` counts the tick boxes that show one thing and store another.
    """

    words: list[Word] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    drawn: int = 0
    torn: int = 0


def overlay_on(page: Any, forms: Any, frame: Frame) -> Overlay:
    """The answers and notes that lie on a page as annotations, each a word at the place of its rectangle."""
    overlay = Overlay()
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN:
                _take(note, forms, frame, overlay)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return overlay


def _take(note: Any, forms: Any, frame: Frame, overlay: Overlay) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        _lay(note, _answer(note, forms, overlay), frame, overlay)
    elif kind == pdfium.FPDF_ANNOT_FREETEXT:
        _lay(note, folded_lines(_string(note, "Contents")), frame, overlay)
    elif kind in (pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_STAMP):
        overlay.drawn += 1
    elif kind not in (pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_LINK):
        said = " ".join(folded_lines(_string(note, "Contents")).split())
        if said:
            overlay.comments.append(said)


def _lay(note: Any, said: str, frame: Frame, overlay: Overlay) -> None:
    """Puts the words where the annotation stands, on a line in the middle of its height (its top, when it is high)."""
    seen = pdfium.FS_RECTF()
    if not said or not pdfium.FPDFAnnot_GetRect(note, seen):
        return
    box = frame.box(seen.left, seen.bottom, seen.right, seen.top)
    height = box.bottom - box.top
    size = min(max(height * 0.7, 4.0), 11.0)
    base = (box.top + box.bottom) / 2 + 0.3 * size if height < 30 else box.top + 1.2 * size
    alone = said not in (TICKED, UNTICKED)
    overlay.words.append(Word(said, box.x0, box.x1, base, size, alone=alone))


def _answer(note: Any, forms: Any, overlay: Overlay) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(forms, note) if forms else -1
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return _tick(note, forms, overlay)
    if kind in (pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE):
        return ""
    if kind == pdfium.FPDF_FORMFIELD_LISTBOX:
        return folded_lines(", ".join(_chosen(note, forms)))
    if kind == pdfium.FPDF_FORMFIELD_COMBOBOX:
        return folded_lines(next(iter(_chosen(note, forms)), "") or _value(note, forms))
    return folded_lines(_value(note, forms) if forms else _string(note, "V"))


def _tick(note: Any, forms: Any, overlay: Overlay) -> str:
    """A tick box as it is seen on the page, by its appearance state; by its field's value when it has none."""
    shown, value = _string(note, "AS"), _value(note, forms)
    when_on = _wide(partial(pdfium.FPDFAnnot_GetFormFieldExportValue, forms, note))
    stored = value == when_on if value and when_on else None
    if not shown:
        return TICKED if stored else UNTICKED
    if stored is not None and stored != (shown != "Off"):
        overlay.torn += 1
    return UNTICKED if shown == "Off" else TICKED


def _chosen(note: Any, forms: Any) -> list[str]:
    """The labels of the chosen lines of a list."""
    count = min(pdfium.FPDFAnnot_GetOptionCount(forms, note), 200)
    chosen = [option for option in range(count) if pdfium.FPDFAnnot_IsOptionSelected(forms, note, option)]
    return [_wide(partial(pdfium.FPDFAnnot_GetOptionLabel, forms, note, option)) for option in chosen]


def _value(note: Any, forms: Any) -> str:
    return _wide(partial(pdfium.FPDFAnnot_GetFormFieldValue, forms, note))


def _string(note: Any, key: str) -> str:
    return _wide(partial(pdfium.FPDFAnnot_GetStringValue, note, key.encode()))


def _wide(call: Callable[..., int]) -> str:
    """The text of a call that gives its length in bytes first, and fills a buffer with UTF-16 then."""
    size = min(call(None, 0), 2 * MAX_VALUE)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * ((size + 1) // 2))()
    call(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]
