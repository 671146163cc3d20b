"""What a file is, by its content."""

from __future__ import annotations

import pytest

from lookalikes.ooxml import package, paragraph, run, zipped
from redovisa.reading.archive import first_entry
from redovisa.reading.sniff import OFFICE, FileType, refused, sniff

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>'
_ODF = b"application/vnd.oasis.opendocument."


def compound(*names: str, head: bytes = b"") -> bytes:
    """A file of Microsoft's older container, as far as it is looked at."""
    return _OLE + head + b"".join(name.encode("utf-16-le") + bytes(64) for name in names)


WORD_HEAD = b"\xec\xa5" + bytes(8)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package(paragraph(run("hej"))), FileType.DOCX),
        (package("", strict=True), FileType.DOCX),
        (package("", macros=True), FileType.DOCX),
        (package("", main="other/place.xml"), FileType.DOCX),
        (zipped({"[Content_Types].xml": _TYPES % b"spreadsheetml.sheet"}), FileType.SPREADSHEET),
        (zipped({"[Content_Types].xml": _TYPES % b"presentationml.presentation"}), FileType.PRESENTATION),
        (zipped({"mimetype": _ODF + b"text", "META-INF/manifest.xml": b"<manifest/>"}), FileType.ODT),
        (zipped({"mimetype": _ODF + b"text", "META-INF/manifest.xml": b"<m:encryption-data/>"}), FileType.LOCKED),
        (zipped({"mimetype": _ODF + b"spreadsheet"}), FileType.SPREADSHEET),
        (zipped({"Index/Document.iwa": b"x"}), FileType.PAGES),
        (zipped({"Timrå/redovisning.docx": b"x"}), FileType.ZIP),
        (zipped({}), FileType.ZIP),
        (package("")[:-30], FileType.CUT),
        (compound("EncryptionInfo", "EncryptedPackage"), FileType.LOCKED),
        (compound("WordDocument", head=WORD_HEAD + b"\x00\x00"), FileType.DOC),
        (compound("WordDocument", head=WORD_HEAD + b"\x00\x01"), FileType.LOCKED),
        (compound("Workbook"), FileType.SPREADSHEET),
        (compound("PowerPoint Document"), FileType.PRESENTATION),
        (compound("__properties_version1.0"), FileType.OUTLOOK),
        (compound("Något annat"), FileType.UNKNOWN),
        (b"%PDF-1.7\n", FileType.PDF),
        (b"\r\n\r\n%PDF-1.4\n", FileType.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", FileType.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileType.JPEG),
        (b"GIF89a\x00", FileType.PICTURE),
        (b"II*\x00\x08\x00", FileType.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", FileType.PICTURE),
        (b"{\\rtf1\\ansi Kommun}", FileType.RTF),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', FileType.WORD_XML),
        (b'<?xml version="1.0"?><html xmlns="x">', FileType.HTML),
        (b"<!DOCTYPE html><html><body>Kommun", FileType.HTML),
        (b"From: a@timra.se\r\nTo: b@lansstyrelsen.se\r\nSubject: Redovisning\r\n\r\nHej", FileType.MAIL),
        (b"From a@timra.se Mon Jan  8\nReceived: by x;\n Mon\nX-Mailer: y\n\nHej", FileType.MAIL),
        (b"Subject: bara en rad\n\nHej", FileType.TEXT),
        (b"Kommun: Timr\xe5\nPostort: Timr\xe5\n", FileType.TEXT),
        ("Kommun\nÖsteråker".encode(), FileType.TEXT),
        ("Kommun\nÖsteråker".encode("utf-8-sig"), FileType.TEXT),
        ("Kommun\nÖsteråker".encode("utf-16"), FileType.TEXT),
        ("Kommun\nÖsteråker".encode("utf-16-le"), FileType.TEXT),
        ("Kommun\nÖsteråker".encode("mac-roman"), FileType.TEXT),
        (b"", FileType.EMPTY),
        (bytes(1000), FileType.EMPTY),
        (bytes(range(256)) * 20, FileType.UNKNOWN),
        (b"\x7fELF\x02\x01\x01" + bytes(300), FileType.UNKNOWN),
    ],
)
def test_kinds(data: bytes, kind: FileType) -> None:
    assert sniff(data) is kind


def test_what_lies_first_is_believed_only_when_it_is_whole() -> None:
    word, sheet = _TYPES % b"wordprocessingml.document", _TYPES % b"spreadsheetml.sheet"
    whole = zipped({"[Content_Types].xml": word})
    packed, own_sum, own_size = whole.index(b"PK\x01\x02") - 20, 14, 22
    for at, kind in ((packed, FileType.UNKNOWN), (own_sum, FileType.DOCX), (own_size, FileType.DOCX)):
        damaged = bytearray(whole)
        damaged[at] ^= 0x40
        assert sniff(bytes(damaged)) is kind, "the directory tells, where it is right"
        assert first_entry(bytes(damaged), "[Content_Types].xml", 10_000) is None
    assert first_entry(whole, "[Content_Types].xml", 10_000) == word
    as_word_packs, locked = bytearray(whole), bytearray(whole)
    as_word_packs[6], locked[6] = 0x6, 0x1
    assert first_entry(bytes(as_word_packs), "[Content_Types].xml", 10_000) == word
    assert first_entry(bytes(locked), "[Content_Types].xml", 10_000) is None
    assert first_entry(whole, "[Content_Types].xml", len(word) - 1) is None
    assert first_entry(whole[:20], "[Content_Types].xml", 10_000) is None
    assert sniff(zipped({"a.txt": b"a", "[Content_Types].xml": sheet})) is FileType.SPREADSHEET


def test_every_kind_is_either_read_or_refused_with_a_sentence() -> None:
    read = OFFICE | {FileType.DOCX, FileType.PDF, FileType.PNG, FileType.JPEG}
    read |= {FileType.MAIL, FileType.TEXT, FileType.HTML, FileType.PICTURES}
    for kind in FileType:
        reason = refused(kind)
        assert (reason is None) == (kind in read), kind
        assert reason is None or str(reason).endswith("."), kind


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.99])
def test_a_word_file_without_its_end_is_told_to_be_cut(kept: float) -> None:
    whole = package(paragraph(run("REDOVISNING")))
    kind = sniff(whole[: int(len(whole) * kept)])
    assert kind is FileType.CUT
    assert "slutet saknas" in str(refused(kind))
