"""Reads pages that are pictures: a scanned form becomes a document whose every answer a person must confirm."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeAlias

from redovisa.reading.bounds import MAX_PICTURED
from redovisa.reading.pdf.layout import Layout, laid_out
from redovisa.reading.picture.absent import LIBRARIES, NotInstalled
from redovisa.reading.sniff import FileType, sniff
from redovisa.reading.source import Source, Unreadable

#: Width and height in pixels and the grey bytes, row by row, 0 black: as PDF pages are painted.
Painted: TypeAlias = tuple[int, int, bytes]

MAX_PAGES = MAX_PICTURED
_DPI = 300
#: Pages read at the same time: each has a picture in memory and a program at work.
_AT_ONCE = 2

EMPTY = "Bilden har ingen text som går att läsa. Är det rätt fil? Skicka annars formuläret som Word-fil eller PDF."


def read_picture(data: bytes) -> Source:
    """The document in the bytes of a PNG or JPEG file, without meaning; raises Unreadable, NotInstalled."""
    return read_scan([_painted(data)])


def read_pictures(pictures: Sequence[bytes]) -> Source:
    """The document whose pages are these files: PNG, JPEG, or PDF of one page; a damaged one is told of."""

    def pages() -> Iterator[Painted]:
        for data in pictures:
            try:
                yield next(_painted_pdf(data)) if sniff(data) is FileType.PDF else _painted(data)
            except NotInstalled:
                raise
            except Unreadable:
                yield 0, 0, b""

    return read_scan(pages())


def picture_as_read(data: bytes, dpi: int) -> Painted:
    """The page in a PNG or JPEG file as it is read, level, to be shown to a person; raises Unreadable, NotInstalled."""
    try:
        from redovisa.reading.picture.opening import picture_in
        from redovisa.reading.picture.page import page_as_read
    except ImportError as error:
        raise NotInstalled(LIBRARIES) from error
    page = page_as_read(picture_in(data), dpi)
    height, width = page.shape
    return width, height, page.tobytes()


def scanned_page_as_read(data: bytes, index: int, dpi: int) -> Painted:
    """The page with the index, of a PDF whose pages are pictures, as it is read; raises Unreadable, NotInstalled."""
    try:
        import numpy as np

        from redovisa.reading.picture.page import page_as_read
    except ImportError as error:
        raise NotInstalled(LIBRARIES) from error
    from redovisa.reading.pdf.document import render_page

    width, height, grey = render_page(data, index, _DPI)
    if not width:
        return 0, 0, b""
    page = page_as_read(np.frombuffer(grey, np.uint8).reshape(height, width), dpi)
    height, width = page.shape
    return width, height, page.tobytes()


def _painted(data: bytes) -> Painted:
    try:
        from redovisa.reading.picture.opening import picture_in
    except ImportError as error:
        raise NotInstalled(LIBRARIES) from error
    picture = picture_in(data)
    height, width = picture.shape
    return width, height, picture.tobytes()


def read_scanned_pdf(data: bytes) -> Source:
    """The document in a PDF file whose pages are pictures, without meaning; raises Unreadable, NotInstalled."""
    return read_scan(_painted_pdf(data))


def _painted_pdf(data: bytes) -> Iterator[Painted]:
    from redovisa.reading.pdf.document import render_pages

    return render_pages(data, _DPI, MAX_PAGES + 1)


def read_scan(pages: Iterable[Painted]) -> Source:
    """The document that painted pages show, without meaning; the first MAX_PAGES of them are read.

    Raises:
        NotInstalled: the libraries, tesseract or its Swedish data are missing.
        Unreadable: the pictures are too small, no words are found in them, or they take too long.
    """
    try:
        import numpy as np

        from redovisa.reading.picture.compose import composed
        from redovisa.reading.picture.page import page_in
    except ImportError as error:
        raise NotInstalled(LIBRARIES) from error

    def layout(numbered: tuple[int, Painted]) -> Layout | None:
        number, (width, height, grey) = numbered
        if not width or not height:
            return None
        return laid_out(page_in(number, np.frombuffer(grey, np.uint8).reshape(height, width)))

    numbered = enumerate(pages, 1)
    layouts: list[Layout | None] = []
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as readers:
        while len(layouts) < MAX_PAGES and (few := list(islice(numbered, min(_AT_ONCE, MAX_PAGES - len(layouts))))):
            layouts.extend(readers.map(layout, few))
    remarks = [
        f"Sidan {number} är skadad och har inte lästs: där kan det stå svar."
        for number, made in enumerate(layouts, 1)
        if made is None
    ]
    if next(numbered, None) is not None:
        remarks.append(f"Bara de {MAX_PAGES} första sidorna har lästs: på de andra kan det stå svar.")
    read = [made for made in layouts if made is not None]
    if not any(made.lines or any(cell.words for grid in made.grids for cell in grid.cells) for made in read):
        raise Unreadable(EMPTY)
    return composed(read, len(layouts), tuple(remarks))
