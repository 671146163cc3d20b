"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from redovisa.reading.archive import LOCKED, Archive, first_entry
from redovisa.reading.source import Unreadable


class FileType(StrEnum):
    """The kinds of file that are told apart."""

    DOCX = "docx"  # .docm, .dotx and .dotm too: they are read in the same way
    ODT = "odt"
    DOC = "doc"
    RTF = "rtf"
    WORD_XML = "word_xml"  # Word's XML of 2003, or its flat form of today
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    PICTURES = "pictures"  # the pages of one form, put together by ``pages``; no file that is sent is one
    MAIL = "mail"
    TEXT = "text"
    HTML = "html"
    ZIP = "zip"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    OUTLOOK = "outlook"  # .msg
    PICTURE = "picture"  # of a kind that is not read
    PAGES = "pages"  # Apple's
    LOCKED = "locked"
    EMPTY = "empty"
    CUT = "cut"  # a Word file, or another in a zip container, without its end
    UNKNOWN = "unknown"


#: What LibreOffice turns into .docx.
OFFICE = frozenset({FileType.ODT, FileType.DOC, FileType.RTF, FileType.WORD_XML})

_SAVE_AS = "Redovisningen behöver skickas som Word-fil (.docx) eller PDF."
_REFUSED = {
    FileType.SPREADSHEET: f"Filen är ett kalkylblad och inte redovisningens blankett. {_SAVE_AS}",
    FileType.PRESENTATION: f"Filen är en presentation och inte redovisningens blankett. {_SAVE_AS}",
    FileType.OUTLOOK: (
        "Filen är ett meddelande i Outlooks eget format (.msg). Öppna det, spara bilagan och läs in den, "
        "eller spara meddelandet som .eml."
    ),
    FileType.PICTURE: f"Filen är en bild av ett slag som inte läses. {_SAVE_AS}",
    FileType.ZIP: "Filen är en zip-fil med andra filer i. Packa upp den och skicka formuläret som en egen fil.",
    FileType.PAGES: f"Filen är gjord i Apple Pages. {_SAVE_AS}",
    FileType.LOCKED: LOCKED,
    FileType.EMPTY: "Filen är tom. Den behöver skickas på nytt.",
    FileType.CUT: (
        "Filen har inte kommit fram hel: slutet saknas. Redovisningen behöver sparas på nytt "
        "som Word-fil (.docx) eller PDF och skickas igen."
    ),
    FileType.UNKNOWN: f"Filen är av ett okänt slag eller skadad. {_SAVE_AS}",
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"\x00\x00\x01\x00")
_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAIL_HEAD = re.compile(
    rb"(?:From|To|Subject|Date|Received|MIME-Version|Message-ID|Return-Path|Content-Type|Delivered-To|Reply-To|Cc|"
    rb"Sender|DKIM-Signature|ARC-Seal|Thread-Topic|Authentication-Results|X-[A-Za-z0-9-]+): ?",
    re.IGNORECASE,
)
_HEAD_LINE = re.compile(rb"[!-9;-~]+:|[ \t]")
_TAG = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|p\b|div)", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"  # begins the last part of a zip file, which may hold a comment
_MAX_ZIP_END = 22 + 65_535
_MAX_TYPES = 1_000_000
_CONTENT = "[Content_Types].xml"
#: Signs that no one types: all but bell, tab, new lines, new page and escape.
_CONTROLS = bytes(code for code in range(32) if code not in (7, 9, 10, 12, 13, 27))


def sniff(data: bytes) -> FileType:
    """What the bytes of a file are; a zip file without its end is CUT, one damaged inside UNKNOWN. Never raises."""
    head = data[:4096]
    if not data.strip(b"\x00"):
        return FileType.EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if head.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in head[:1024]:
        return FileType.PDF
    for start, kind in ((b"\x89PNG\r\n", FileType.PNG), (b"\xff\xd8\xff", FileType.JPEG), (b"{\\rtf", FileType.RTF)):
        if head.startswith(start):
            return kind
    if head.startswith(_PICTURES) or head[4:8] == b"ftyp":
        return FileType.PICTURE
    return _written(data, head)


def refused(kind: FileType) -> Unreadable | None:
    """Why a kind of file is not read at all, as an exception to raise; None for those that are."""
    sentence = _REFUSED.get(kind)
    return None if sentence is None else Unreadable(sentence)


def _zipped(data: bytes) -> FileType:
    # Word puts its list of content first. Without its end a file is cut, whatever stands first.
    first = first_entry(data, _CONTENT, _MAX_TYPES)
    if first is not None and _ZIP_END in data[-_MAX_ZIP_END:]:
        return _office_open(first)
    try:
        archive = Archive(data)
        names = archive.names()
        if _CONTENT in archive:
            return _office_open(archive.read(_CONTENT, _MAX_TYPES))
        if "mimetype" in archive:
            kind = archive.read("mimetype", 200)
            if kind.startswith(b"application/vnd.oasis.opendocument.text"):
                is_locked = b"encryption-data" in archive.read("META-INF/manifest.xml", _MAX_TYPES)
                return FileType.LOCKED if is_locked else FileType.ODT
            if b"spreadsheet" in kind:
                return FileType.SPREADSHEET
            if b"presentation" in kind:
                return FileType.PRESENTATION
    except Unreadable as reason:
        if str(reason) == LOCKED:
            return FileType.LOCKED
        return FileType.UNKNOWN if _ZIP_END in data[-_MAX_ZIP_END:] else FileType.CUT
    if any(name.endswith((".iwa", "index.apxl")) for name in names):
        return FileType.PAGES
    return FileType.ZIP


def _office_open(types: bytes) -> FileType:
    # The names of the content types are the same in every encoding once the NUL bytes of UTF-16 are gone.
    types = types.replace(b"\x00", b"")
    if b"wordprocessingml" in types or b"ms-word" in types:
        return FileType.DOCX
    if b"spreadsheetml" in types or b"ms-excel" in types:
        return FileType.SPREADSHEET
    if b"presentationml" in types or b"ms-powerpoint" in types:
        return FileType.PRESENTATION
    return FileType.ZIP


def _compound(data: bytes) -> FileType:
    """A file of Microsoft's older container, by the names of the streams in it."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return FileType.LOCKED
    if has("WordDocument"):
        return FileType.LOCKED if _is_locked_word(data) else FileType.DOC
    if has("__properties_version1.0"):
        return FileType.OUTLOOK
    if has("Workbook") or has("Book"):
        return FileType.SPREADSHEET
    if has("PowerPoint Document"):
        return FileType.PRESENTATION
    return FileType.UNKNOWN


def _is_locked_word(data: bytes) -> bool:
    # The head of a Word 97–2003 document begins a sector with 0xA5EC; bit 8 of its flags says that it is encrypted.
    for at in range(512, min(len(data) - 12, 512 * 4096), 512):
        if data[at : at + 2] == b"\xec\xa5":
            return bool(data[at + 11] & 0x01)
    return False


def _written(data: bytes, head: bytes) -> FileType:
    """What a file of characters is."""
    if head.startswith(_BOM[1:]):
        return FileType.TEXT
    head = head.removeprefix(_BOM[0])
    start = head.lstrip()
    if start.startswith(b"<?xml"):
        is_word = b'progid="Word.Document"' in head or b"wordprocessingml" in head or b"2003/wordml" in head
        return FileType.WORD_XML if is_word else FileType.HTML if b"<html" in head.lower() else FileType.UNKNOWN
    if _is_mail(start):
        return FileType.MAIL
    if _TAG.match(head):
        return FileType.HTML
    return FileType.TEXT if _is_text(data) else FileType.UNKNOWN


def _is_mail(head: bytes) -> bool:
    lines = head.splitlines()
    if lines and lines[0].startswith(b"From "):  # as a mailbox begins
        lines = lines[1:]
    known = set()
    for line in lines:
        if not _HEAD_LINE.match(line):
            break
        found = _MAIL_HEAD.match(line)
        if found:
            known.add(found[0].lower())
    return len(known) >= 2


def _is_text(data: bytes) -> bool:
    """Whether bytes may be words in some encoding: hardly any control characters among them."""
    sample = data[:20_000] + data[-5_000:]
    nulls = sample.count(0)
    if nulls > len(sample) // 4:  # UTF-16 without its mark, mostly Latin letters
        return nulls == max(sample[::2].count(0), sample[1::2].count(0))
    return len(sample) - len(sample.translate(None, _CONTROLS)) <= len(sample) // 200
