"""Text of a PDF that is not seen on paper: drawn invisibly, white, too small for anyone to read, or cropped away."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

import pypdfium2.raw as pdfium

from redovisa.reading.pdf.page import Word
from redovisa.reading.pdf.pdfium.frame import Frame

#: Text render modes: neither filled nor stroked, clipping only.
NO_INK = frozenset({3, 7})
_FILLED = 0
_PALE = 240  # red, green and blue from which a colour vanishes on paper
_CLEAR = 25  # cover below which nothing is seen
_TINY = 2.5  # points


class Eye:
    """Tells of each character of a page whether it is seen; all characters of one text object look the same."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._last = 0  # where the object asked about last is kept, and whether nobody sees it
        self._missed = False

    def misses(self, index: int, size: float) -> bool:
        """Whether nobody sees the character at ``index``, which is so large (in points)."""
        if size < _TINY:
            return True
        thing = pdfium.FPDFText_GetTextObject(self._text, index)
        if not thing:
            return False
        at = ctypes.addressof(thing.contents)
        if at != self._last:
            self._last, self._missed = at, self._has_no_ink(thing)
        return self._missed

    def _has_no_ink(self, thing: Any) -> bool:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        if mode != _FILLED:
            return mode in NO_INK
        if not pdfium.FPDFPageObj_GetFillColor(thing, *self._colour):
            return False
        red, green, blue, cover = (part.value for part in self._colour)
        return cover < _CLEAR or min(red, green, blue) >= _PALE


def parted_by_edge(words: Iterable[Word], frame: Frame) -> tuple[list[Word], list[Word]]:
    """The words on the visible page, and those beside it, no further away than a page: both as one may find them.

    A word that runs over the page's edge is on it, but not seen as a whole.
    """
    width, height = frame.width, frame.height
    on: list[Word] = []
    beside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        if 0 <= x <= width and 0 <= y <= height:
            if word.x1 > width + 0.3 * word.size or word.x0 < -0.3 * word.size:
                word.unseen = True
            on.append(word)
        elif -width <= x <= 2 * width and -height <= y <= 2 * height:
            word.unseen = True
            beside.append(word)
    return on, beside
