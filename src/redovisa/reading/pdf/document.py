"""Reads a PDF file: its words by their places, its ruled tables, tick boxes, form fields and notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from redovisa.reading.pdf.compose import composed
from redovisa.reading.pdf.layout import laid_out, walls, without_struck
from redovisa.reading.pdf.page import Drawing, Page
from redovisa.reading.pdf.pdfium.annotations import overlay_on
from redovisa.reading.pdf.pdfium.drawing import drawing_on
from redovisa.reading.pdf.pdfium.opening import BROKEN, CUT, Document, is_cut, opened, page_of
from redovisa.reading.pdf.pdfium.rendering import render_page, render_pages
from redovisa.reading.pdf.pdfium.text import is_garbled, is_unseen, script_of, text_of, upright_frame, words_on
from redovisa.reading.source import Source, Unreadable

__all__ = ["MAX_PAGES", "Scanned", "read_pdf", "render_page", "render_pages"]

#: A form has four to twelve pages; what comes after so many is not read, and the source says so.
MAX_PAGES = 40
#: Words and drawn shapes: a form has some three thousand, a long one ten.
MAX_MARKS = 60_000

SCANNED = (
    "Filen är inskannad: sidorna är bilder utan text. "
    "Formuläret behövs som Word-fil eller som PDF sparad direkt från Word."
)
GARBLED = (
    "Texten i filen går inte att läsa: filen säger inte vilka bokstäver den visar. "
    "Formuläret behövs som Word-fil eller som PDF sparad direkt från Word."
)
EMPTY = "Sidorna är tomma: det finns ingen text i filen. Filen behöver skickas igen."


class Scanned(Unreadable):
    """A document whose pages are pictures, or are read as such: it must be read by OCR (``render_pages`` paints them).

    ``layer`` is what someone's OCR has laid unseen over the pictures, if anything; every piece of it is uncertain.
    """

    def __init__(self, layer: Source | None = None, why: str = SCANNED) -> None:
        super().__init__(why)
        self.layer = layer


@dataclass(slots=True)
class _Seen:
    """What was met on the way: for the remarks."""

    broken: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    stopped: int = 0
    comments: list[str] = field(default_factory=list)


def read_pdf(data: bytes) -> Source:
    """The document in ``data`` without meaning; raises Scanned when its pages are pictures, and Unreadable.

    Nothing in the document is run or fetched. The first MAX_PAGES pages are read. Not for several threads at once.
    """
    seen = _Seen()
    with opened(data) as document:
        pages = _read_pages(document, seen)
        count, attachments = document.pages, document.attachments
    if not pages or (seen.broken and is_cut(data)):
        raise Unreadable(CUT if is_cut(data) else BROKEN)
    garbled = [page.number for page in pages if page.garbled]
    pictured = [page.number for page in pages if page.is_picture and not page.garbled]
    read = [page for page in pages if not page.is_picture]
    remarks = _remarks(seen, count, attachments, is_cut(data))
    if not any(page.words for page in read):
        if garbled:
            raise Scanned(None, GARBLED)
        if pictured:
            raise Scanned(_layer(pages, count, remarks))
        raise Unreadable(EMPTY)
    if pictured:
        remarks = (*remarks, f"Det finns bara bilder på {_pages(pictured)}, som inte har lästs: där kan det stå svar.")
    if garbled:
        remarks = (*remarks, f"Bokstäverna går inte att läsa på {_pages(garbled)}: där kan det stå svar.")
    return composed([laid_out(page) for page in read], count, remarks)


def _read_pages(document: Document, seen: _Seen) -> list[Page]:
    """The pages as marks, as long as there is not far more on them than on any form."""
    pages: list[Page] = []
    marks = 0
    for index in range(min(document.pages, MAX_PAGES)):
        page = _page(document, index, seen)
        if page is not None:
            pages.append(page)
            marks += max(len(page.words), page.characters // 10) + page.drawing.shapes
        if marks > MAX_MARKS and index + 1 < document.pages:
            seen.stopped = index + 1
            break
    return pages


def _page(document: Document, index: int, seen: _Seen) -> Page | None:
    """One page as marks; None and a note of it when it is broken."""
    with page_of(document, index) as handle:
        if not handle:
            seen.broken.append(index + 1)
            return None
        with text_of(handle) as text:
            script = script_of(text)
            frame = upright_frame(handle, text, script)
            drawing: Drawing = drawing_on(handle, frame)
            words, beside = words_on(text, script, frame, walls(drawing))
            words, struck = without_struck(words, drawing)
            garbled = is_garbled(text, script)
            invisible = drawing.pictured > 0.4 and is_unseen(text, script)
        overlay = overlay_on(handle, document.forms, frame)
    if struck:
        said = " ".join(word.text for word in struck)
        seen.comments.append(f"Överstruken text på sidan {index + 1} har inte lästs: ”{said[:300]}”")
    if drawing.crowded or script.cut:
        seen.crowded.append(index + 1)
    if overlay.drawn:
        seen.drawn.append(index + 1)
    if overlay.torn:
        seen.torn.append(index + 1)
    seen.comments.extend(f"Kommentar på sidan {index + 1}: {said[:500]}" for said in overlay.comments[:20])
    words += overlay.words
    return Page(index + 1, frame.width, frame.height, words, drawing, invisible, garbled, script.count, beside)


def _layer(pages: list[Page], count: int, remarks: tuple[str, ...]) -> Source | None:
    """What an earlier OCR read, when it laid its text over the pictures."""
    if not any(page.words for page in pages):
        return None
    return composed([laid_out(page) for page in pages], count, remarks, ocr=True)


def _remarks(seen: _Seen, count: int, attachments: int, cut: bool) -> tuple[str, ...]:
    said: list[str] = []
    if seen.stopped:
        first = "den första" if seen.stopped == 1 else f"de {seen.stopped} första"
        said.append(f"Dokumentet rymmer ovanligt mycket; bara {first} av {count} sidor har lästs.")
    elif count > MAX_PAGES:
        said.append(f"Dokumentet har {count} sidor; bara de {MAX_PAGES} första har lästs.")
    if cut:
        said.append("Filens slut saknas: något kan ha gått förlorat. Jämför med originalet.")
    if seen.broken:
        said.append(f"Det gick inte att läsa {_pages(seen.broken)}, där filen är skadad: där kan det stå svar.")
    if seen.crowded:
        said.append(f"Allt har inte lästs på {_pages(seen.crowded)}, som rymmer ovanligt mycket.")
    if seen.drawn:
        said.append(f"Stämplar och sådant som ritats för hand har inte lästs på {_pages(seen.drawn)}.")
    if seen.torn:
        said.append(f"Kryssrutor visar ett svar men sparar ett annat på {_pages(seen.torn)}. Jämför med originalet.")
    if attachments:
        files = "en bifogad fil; den" if attachments == 1 else f"{attachments} bifogade filer; de"
        said.append(f"I filen ligger {files} har inte öppnats.")
    return (*said, *seen.comments)


def _pages(numbers: list[int]) -> str:
    """Swedish for the pages: ``sidan 2``, ``sidorna 2, 3 och 5``."""
    if len(numbers) == 1:
        return f"sidan {numbers[0]}"
    return f"sidorna {', '.join(map(str, numbers[:-1]))} och {numbers[-1]}"
