"""One page that is a picture, as marks on paper: words, ruled lines and tick boxes, measured from its corner."""

from __future__ import annotations

import cv2
import numpy as np

from redovisa.reading.pdf.page import Drawing, Page, Word
from redovisa.reading.picture.rules import ruled
from redovisa.reading.picture.straight import Grey, evened, straightened
from redovisa.reading.picture.strips import cut
from redovisa.reading.picture.ticks import tick_boxes
from redovisa.reading.picture.words import Seen, words_in
from redovisa.reading.source import TICKED, UNTICKED, Unreadable

#: Pages are read at this many dots an inch; the side of an A4 page tells how many a picture has.
DPI = 300
_A4 = 8.27
_NARROWEST = 700  # pixels: in a smaller picture of a page no letter can be told from another
_LONGEST = 3.0  # times its width: what is longer is no page

SMALL = (
    "Bilden är för liten eller för smal för att kunna läsas. Skanna formuläret med minst 200 punkter per tum (dpi), "
    "en sida i varje bild, eller skicka det som Word-fil."
)


def page_in(number: int, picture: Grey) -> Page:
    """The page in a grey picture, in points; raises Unreadable when the picture is too small."""
    page = _made_fit(picture)
    lines = ruled(page, DPI)
    ticks = tick_boxes(lines.page, DPI)
    words: list[Word] = [*words_in(cut(lines.page, lines.mask, DPI), DPI)]
    point = DPI / 72
    for tick in ticks:
        side = (tick.bottom - tick.top) / point
        sign = TICKED if tick.ticked else UNTICKED
        base = tick.bottom / point - 0.1 * side
        words.append(Seen(sign, tick.left / point, tick.right / point, base, side, weak=not tick.plain))
    height, width = page.shape
    return Page(number, width / point, height / point, words, Drawing(level=lines.level, upright=lines.upright))


def page_as_read(picture: Grey, dpi: int) -> Grey:
    """The page in a grey picture as it is read: its paper white and its lines level, at so many dots an inch.

    What is read in it stands at the same place, in points. Raises Unreadable when the picture is too small.
    """
    page = _made_fit(picture)
    scale = dpi / DPI
    return np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _made_fit(picture: Grey) -> Grey:
    return straightened(evened(_to_dpi(picture)))


def _to_dpi(picture: Grey) -> Grey:
    """The picture as large as an A4 page is at DPI."""
    height, width = picture.shape
    if min(width, height) < _NARROWEST or max(width, height) > _LONGEST * min(width, height):
        raise Unreadable(SMALL)
    scale = _A4 * DPI / min(width, height)
    if 0.9 < scale < 1.1:
        return picture
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), np.uint8)
