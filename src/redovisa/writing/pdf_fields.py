"""Writes a document as a PDF to fill in: its rooms are fields, for the eye, the keyboard and the ear."""

from __future__ import annotations

from dataclasses import replace

from redovisa.writing.document import CannotWrite, Document
from redovisa.writing.finishing.fields import with_fields
from redovisa.writing.glyphs import Typography
from redovisa.writing.pdf import prepared, row_heads
from redovisa.writing.typesetting import font_folder, known_signs, typeset


def write_fillable(document: Document) -> bytes:
    """The document as PDF with form fields, tagged as PDF/UA-1; raises CannotWrite when an answer does not fit.

    The same document gives the same bytes. Attachments are left out: what is typed later would not be in them.
    """
    bare = replace(document, attachments=())
    inputs, moment = prepared(bare, fill=True)
    typography = Typography(known_signs())
    rooms = [replace(room, text=typography.ready(room.text)) for room in bare.rooms()]
    if typography.lost:
        signs = " ".join(sorted(typography.lost))
        raise CannotWrite(
            f"Svaren har tecken som PDF-formulärets typsnitt saknar ({signs[:60]}). "
            "Skriv formuläret som Word (--to docx)."
        )
    font = font_folder() / "SourceSansPro-Regular.ttf"
    return with_fields(typeset(inputs, moment, archived=False), rooms, row_heads(bare), font)
