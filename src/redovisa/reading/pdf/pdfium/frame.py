"""From a PDF's own coordinates to an upright page measured from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from redovisa.reading.pdf.page import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and its turn in quarters clockwise; maps points and boxes to the upright page."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """Width of the upright page, in points."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the upright page, in points."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point on the upright page."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle on the upright page."""
        if self.turn == 0:
            return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def frame_of(page: Any, turn: int | None = None) -> Frame:
    """The frame of a page: its crop box, turned as the page says or, better, as its text runs (``turn``)."""
    seen = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, seen):
        seen.left, seen.bottom, seen.right, seen.top = 0, 0, 595, 842
    if turn is None:
        turn = max(pdfium.FPDFPage_GetRotation(page), 0)
    return Frame(seen.left, seen.bottom, seen.right, seen.top, turn)
