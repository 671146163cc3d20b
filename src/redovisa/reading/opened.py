"""Opens a file by what it holds, not by its name: each document in it as a source, or as the reason it is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from redovisa.reading.bounds import MAX_TOGETHER, check_size
from redovisa.reading.sniff import OFFICE, FileType, refused, sniff
from redovisa.reading.source import Source, Unreadable

if TYPE_CHECKING:
    from redovisa.reading.mail import Attachment


#: Takes the bytes of a file of a known kind apart, as ``source`` does.
TakeApart: TypeAlias = Callable[[bytes, FileType], Source]


#: What may be a picture of one page.
_PAGES = frozenset({FileType.PNG, FileType.JPEG, FileType.PDF})


@dataclass(frozen=True, slots=True)
class Opened:
    """A document: its name within the file it came in, and its content or why there is none.

    ``beside`` tells that it came along with other documents and may be no document of its own: a mail's words, a
    logotype in it. ``pages`` are the names of the files whose pages it was put together of, if it was.
    """

    name: str
    content: Source | Unreadable
    beside: bool = False
    pages: tuple[str, ...] = ()


def opened_pages(name: str, pages: Sequence[bytes], take_apart: TakeApart | None = None) -> Opened | None:
    """The document whose pages are these files, in order; None when one of them is no picture of a page."""
    if any(sniff(page) not in _PAGES for page in pages):
        return None
    if sum(map(len, pages)) > MAX_TOGETHER:
        return None
    from redovisa.reading.pages import together

    return Opened(name, source_or_why(together(pages), FileType.PICTURES, take_apart))


def source_or_why(data: bytes, kind: FileType, take_apart: TakeApart | None = None) -> Source | Unreadable:
    """The document in a file of a known kind, or why it cannot be read."""
    try:
        return (take_apart or source)(data, kind)
    except Unreadable as why:
        return why
    except (RecursionError, MemoryError) as error:
        return Unreadable(f"Filen är så invecklad att den inte går att läsa ({type(error).__name__}). {_SEND_ANEW}")


def opened(name: str, data: bytes, take_apart: TakeApart | None = None) -> list[Opened]:
    """The documents in a file: one, or those that a mail carries. Never raises for what the file holds."""
    kind = sniff(data)
    if kind is FileType.MAIL:
        return _mail(name, data, take_apart)
    return [Opened(name, source_or_why(data, kind, take_apart))]


_SEND_ANEW = "Den behöver sparas på nytt som Word-fil (.docx) eller PDF."


def source(data: bytes, kind: FileType) -> Source:
    """The document in the bytes of a file of a known kind; each reader is loaded when it is first needed.

    Raises:
        Unreadable: it cannot be read; the sentence says why and what to do.
    """
    if kind is FileType.PICTURES:
        return _pictures(data)
    check_size(data)
    why = refused(kind)
    if why:
        raise why
    if kind in OFFICE:
        from redovisa.reading.word.office import to_docx

        data, kind = to_docx(data, kind), FileType.DOCX
    if kind is FileType.DOCX:
        from redovisa.reading.word.docx import read_docx

        return read_docx(data)
    if kind is FileType.PDF:
        return _pdf(data)
    if kind in (FileType.PNG, FileType.JPEG):
        from redovisa.reading.picture.scan import read_picture

        return read_picture(data)
    from redovisa.reading.text import decode, from_text

    text = decode(data)
    if kind is FileType.HTML:
        from redovisa.reading.html import html_to_text

        text = html_to_text(text)
    return from_text(text)


def _pictures(packed: bytes) -> Source:
    """The document whose pages were put together; raises Unreadable when a PDF among them is no picture of one page."""
    from redovisa.reading.pages import apart
    from redovisa.reading.picture.scan import read_pictures

    pages = apart(packed)
    for page in pages:
        check_size(page)
        if sniff(page) is FileType.PDF and not _is_scanned_page(page):
            raise Unreadable("En av filerna är ingen bild av en sida.")
    return read_pictures(pages)


def _is_scanned_page(data: bytes) -> bool:
    from redovisa.reading.pdf.document import Scanned, read_pdf
    from redovisa.reading.pdf.pdfium.rendering import page_sizes

    if len(page_sizes(data, 2)) != 1:
        return False
    try:
        read_pdf(data)
    except Scanned:
        return True
    return False


def _pdf(data: bytes) -> Source:
    from redovisa.reading.pdf.document import Scanned, read_pdf

    try:
        return read_pdf(data)
    except Scanned as scanned:
        from redovisa.reading.picture.absent import NotInstalled
        from redovisa.reading.picture.scan import read_scanned_pdf

        try:
            return read_scanned_pdf(data)
        except NotInstalled:
            if scanned.layer is None:
                raise
            return scanned.layer  # what another program once read; every word of it is asked about


#: Bytes; a page scanned so that it can be read is larger.
_LOGOTYPE = 50_000
_NUMBERED = re.compile(r"(?:image|bild|outlook-)\w*\.\w{3,4}\Z", re.I)


def _mail(name: str, data: bytes, take_apart: TakeApart | None) -> list[Opened]:
    from redovisa.reading.mail import read_mail
    from redovisa.reading.text import from_text

    try:
        mail = read_mail(data)
    except Unreadable as why:
        return [Opened(name, why)]
    attached = mail.all_attachments()
    body = replace(from_text(mail.body), remarks=mail.remarks)
    documents = [Opened(name, body, beside=bool(attached) and not mail.remarks)]  # what was not read is told
    seen: Counter[str] = Counter()
    pages = _pages_of(attached)
    for file in attached:
        kind = sniff(file.data)
        seen[file.name] += 1
        again = f" ({seen[file.name]})" if seen[file.name] > 1 else ""
        within = f"{name}/{file.name}{again}"
        if kind is FileType.MAIL:
            documents.extend(_mail(within, file.data, take_apart))
            continue
        series = next((series for series in pages if any(file is page for page in series)), ())
        if series and file is not series[0]:
            continue  # read with the first of its pages
        if series:
            form = opened_pages(f"{within} – {series[-1].name}", [page.data for page in series], take_apart)
            if form is not None and isinstance(form.content, Source):
                shown = all(page.is_shown for page in series)
                documents.append(replace(form, beside=shown, pages=tuple(page.name for page in series)))
                continue
            pages.remove(series)  # each says by itself what is wrong with it
        beside = file.is_shown or _is_logotype(file, kind)
        documents.append(Opened(within, source_or_why(file.data, kind, take_apart), beside))
    return documents


def _pages_of(attached: Sequence[Attachment]) -> list[list[Attachment]]:
    """The pictures of a mail that are pages of one form, by their names: each form's, in order."""
    pictures = [file for file in attached if (kind := sniff(file.data)) in _PAGES and not _is_logotype(file, kind)]
    if len(pictures) < 2:
        return []
    from redovisa.reading.pages import numbered

    return [[pictures[index] for index in series] for series in numbered([picture.name for picture in pictures])]


def _is_logotype(file: Attachment, kind: FileType) -> bool:
    """Whether a mail program made a file of a picture in someone's signature: ``image001.png``, and small."""
    return (
        kind in (FileType.PNG, FileType.JPEG, FileType.PICTURE)
        and len(file.data) < _LOGOTYPE
        and _NUMBERED.match(file.name) is not None
    )
