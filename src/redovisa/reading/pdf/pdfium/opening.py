"""Opens a PDF document, or says in Swedish why it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2  # noqa: F401 - importing it starts the library
import pypdfium2.raw as pdfium

from redovisa.reading.pdf.weight import is_too_heavy
from redovisa.reading.source import Unreadable

#: A form is a few pages and far below a megabyte; a scan of it some tens.
MAX_BYTES = 50_000_000

LOCKED = "Filen är lösenordsskyddad. Den behövs utan lösenord."
BROKEN = "Filen är skadad eller inte en PDF-fil. Den behöver skickas igen."
EMPTY = "Filen är tom. Den behöver skickas igen."
CUT = "Filen är avkortad: slutet saknas. Den behöver skickas igen."
TOO_BIG = "Filen är för stor för att läsas. En mindre fil behövs, med bara redovisningen."
BOMB = "Filen packas upp till orimligt mycket och har inte öppnats. Formuläret behöver sparas som PDF på nytt."
XFA = (
    "Filen är ett formulär som bara kan visas i Adobe Reader (XFA). "
    "Öppna det där, skriv ut det till en ny PDF-fil och lämna in den."
)


@dataclass(frozen=True, slots=True)
class Document:
    """An open document: PDFium's handles, and the number of its pages."""

    handle: Any
    forms: Any
    pages: int
    attachments: int


@contextmanager
def opened(data: bytes) -> Iterator[Document]:
    """The document in ``data``; raises Unreadable. PDFium is not made for threads: one document at a time."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable(EMPTY)
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_BIG)
    if is_too_heavy(data):
        raise Unreadable(BOMB)
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise Unreadable(_why(data, pdfium.FPDF_GetLastError()))
    forms = None
    try:
        pages = pdfium.FPDF_GetPageCount(handle)
        if pages < 1:
            raise Unreadable(_why(data, 0))
        kind = pdfium.FPDF_GetFormType(handle)
        if kind == pdfium.FORMTYPE_XFA_FULL:
            raise Unreadable(XFA)
        # Built without JavaScript; without actions called from here nothing in the document is run.
        config = pdfium.FPDF_FORMFILLINFO(version=2)
        if kind != pdfium.FORMTYPE_NONE:
            forms = pdfium.FPDFDOC_InitFormFillEnvironment(handle, config)
        yield Document(handle, forms, pages, pdfium.FPDFDoc_GetAttachmentCount(handle))
    finally:
        if forms:
            pdfium.FPDFDOC_ExitFormFillEnvironment(forms)
        pdfium.FPDF_CloseDocument(handle)


@contextmanager
def page_of(document: Document, index: int) -> Iterator[Any]:
    """PDFium's handle of a page (from 0), or None when the page is broken."""
    page = pdfium.FPDF_LoadPage(document.handle, index)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def is_cut(data: bytes) -> bool:
    """Whether the mark that ends a PDF file is missing."""
    return b"%%EOF" not in data[-2048:]


def _why(data: bytes, error: int) -> str:
    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return LOCKED
    return CUT if b"%PDF-" in data[:1024] and is_cut(data) else BROKEN
