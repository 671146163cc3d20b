"""A written document as the bytes of the kind that was asked for; what PDF takes is loaded only for PDF."""

from __future__ import annotations

from redovisa.writing.document import CannotWrite, Document
from redovisa.writing.typesetting import MISSING


def rendered(document: Document, kind: str, *, fillable: bool = False) -> bytes:
    """The document as Word (docx) or PDF, which may be one to fill in; raises CannotWrite."""
    if kind == "docx":
        if fillable:
            raise CannotWrite("--fillable hör till --to pdf; en Word-fil går alltid att fylla i.")
        from redovisa.writing.docx import write_docx

        return write_docx(document)
    try:
        from redovisa.writing.pdf import write_pdf
        from redovisa.writing.pdf_fields import write_fillable
    except ModuleNotFoundError as error:
        raise CannotWrite(MISSING) from error
    return write_fillable(document) if fillable else write_pdf(document)
