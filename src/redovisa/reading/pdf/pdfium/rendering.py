"""Paints the pages of a PDF grey on white, for those who read pictures."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from redovisa.reading.pdf.pdfium.opening import opened, page_of

#: An A4 page at 300 dpi has 8.7 million pixels; a larger page is painted coarser.
MAX_PIXELS = 36_000_000
MAX_PAGES = 40


def render_pages(data: bytes, dpi: int = 300, pages: int = MAX_PAGES) -> Iterator[tuple[int, int, bytes]]:
    """Width, height and grey bytes (row by row, 0 black) of each page, upright as a reader program shows it.

    The first ``pages`` pages; a broken page is 0 wide, 0 high and empty. Raises Unreadable.
    """
    with opened(data) as document:
        for index in range(min(document.pages, pages)):
            with page_of(document, index) as page:
                yield (0, 0, b"") if not page else _painted(page, document.forms, dpi / 72)


def render_page(data: bytes, index: int, dpi: int) -> tuple[int, int, bytes]:
    """Width, height and grey bytes of the page with the index, as ``render_pages`` gives them. Raises Unreadable."""
    with opened(data) as document:
        if not 0 <= index < document.pages:
            return 0, 0, b""
        with page_of(document, index) as page:
            return (0, 0, b"") if not page else _painted(page, document.forms, dpi / 72)


def page_sizes(data: bytes, pages: int = MAX_PAGES) -> list[tuple[float, float]]:
    """Width and height in points of the first ``pages`` pages; (0, 0) for a broken one. Raises Unreadable."""
    sizes: list[tuple[float, float]] = []
    with opened(data) as document:
        for index in range(min(document.pages, pages)):
            with page_of(document, index) as page:
                size = (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)) if page else (0.0, 0.0)
                sizes.append((round(size[0], 1), round(size[1], 1)))
    return sizes


def _painted(page: object, forms: object, scale: float) -> tuple[int, int, bytes]:
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(scale, math.sqrt(MAX_PIXELS / max(wide * high, 1.0)))
    width, height = max(int(wide * scale), 1), max(int(high * scale), 1)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return 0, 0, b""
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        if forms:
            pdfium.FPDF_FFLDraw(forms, bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        raw = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride == width:
        return width, height, raw
    return width, height, b"".join(raw[row * stride : row * stride + width] for row in range(height))
