"""A form photographed page by page: one document when its pictures come in one mail, a sentence when they do not."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from lookalikes.forms import filled
from lookalikes.pdf import LOOKS, filled_pdf
from lookalikes.scan import WEARS, as_jpeg, scanned
from redovisa.form.redovisning import Kind
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.opened import opened
from redovisa.reading.pages import apart, numbered, together
from redovisa.reading.read import Reader
from redovisa.reading.sniff import FileType
from redovisa.reading.source import Manner, Piece, Source, Unreadable

READER = Reader(GRANT.form)


@pytest.fixture(scope="module")
def photographed() -> list[bytes]:
    form = next(filled(GRANT.form, 1, 1))
    pdf = filled_pdf(form.edition, form.typed, LOOKS["rectangles"])
    return [as_jpeg(page, 85) for page in scanned(pdf, WEARS["office"], 1)]


def mail(*files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Redovisning"
    message["From"] = "anna@kommunen.example"
    message.set_content("Här kommer vår redovisning.")
    for name, data in files:
        message.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return message.as_bytes()


def test_pictures_of_pages_in_one_mail_are_one_form(photographed: list[bytes]) -> None:
    form = next(filled(GRANT.form, 1, 1))
    files = [(f"Sida {number}.jpg", data) for number, data in enumerate(photographed, 8)]
    (document,) = READER.read("brev.eml", mail(*reversed(files)))  # 8, 9, 10: in the order of the numbers
    assert document.kind is Kind.REDOVISNING
    assert document.file == f"brev.eml/Sida 8.jpg – Sida {7 + len(files)}.jpg"
    read = {key: document.value(key) for key in form.truth if key.startswith("clients.")}
    assert {key: value for key, value in read.items() if value is not None} == {
        key: value for key, value in form.truth.items() if read.get(key) is not None
    }
    assert sum(value is not None for value in read.values()) > 20
    assert all(answer.place.startswith("sida ") for answer in document.answers.values())


def test_one_page_alone_is_told_where_the_others_go(photographed: list[bytes]) -> None:
    for data in photographed[:2]:
        (document,) = READER.read("sida.jpg", data)
        assert "bara en sida" in document.notes[0]
        assert "samma mejl" in document.notes[0]


@pytest.mark.ocr
def test_pictures_that_their_sender_numbered_in_disorder_are_told() -> None:
    here = Path(__file__).parent
    first, second = (here / "scan-numbers-2023.png").read_bytes(), (here / "scan-ticks-2023.jpg").read_bytes()
    (document,) = READER.read("brev.eml", mail(("1.jpg", second), ("2.jpg", first)))
    assert document.notes[-1].startswith("Bilderna är lästa i nummerordning som ett formulär, men 2.jpg visar frågor")
    (document,) = READER.read("brev.eml", mail(("1.jpg", first), ("2.jpg", second)))
    assert not any("nummerordning" in note for note in document.notes)


def test_numbered_files_that_are_not_one_form_are_read_by_themselves() -> None:
    asked: list[FileType] = []

    def take_apart(data: bytes, kind: FileType) -> Source:
        asked.append(kind)
        if kind is FileType.PICTURES:
            raise Unreadable("En av filerna är ingen bild av en sida.")
        return Source((Piece("ord"),), Manner.FLOW)

    names = ["Redovisning 1.pdf", "Redovisning 2.pdf", "brev.pdf"]
    documents = opened("a.eml", mail(*((name, b"%PDF-1.7 " + name.encode()) for name in names)), take_apart)
    assert [document.name for document in documents[1:]] == [f"a.eml/{name}" for name in names]
    assert asked == [FileType.PICTURES, FileType.PDF, FileType.PDF, FileType.PDF]


def test_pictures_are_read_in_the_order_of_their_numbers_and_others_by_themselves() -> None:
    asked: list[tuple[FileType, list[bytes]]] = []

    def take_apart(data: bytes, kind: FileType) -> Source:
        asked.append((kind, apart(data) if kind is FileType.PICTURES else [data]))
        return Source((Piece("ord"),), Manner.FLOW)

    jpeg = b"\xff\xd8\xff\xe0"
    names = ["scan_10.jpg", "katt.jpg", "scan_9.jpg", "Plan 1.jpg"]
    documents = opened("a.eml", mail(*((name, jpeg + name.encode()) for name in names)), take_apart)
    assert [document.name for document in documents[1:]] == [
        "a.eml/katt.jpg",
        "a.eml/scan_9.jpg – scan_10.jpg",
        "a.eml/Plan 1.jpg",
    ]
    assert (FileType.PICTURES, [jpeg + b"scan_9.jpg", jpeg + b"scan_10.jpg"]) in asked


def test_names_that_differ_in_numbers_only_belong_together() -> None:
    names = ["IMG_2.jpg", "katt.jpg", "img_1.JPG", "sida 1 av 2.png", "katt.jpg"]
    assert numbered(names) == [[2, 0]]


def test_what_is_put_together_comes_apart_as_it_was() -> None:
    pictures = [bytes([number]) * 3 for number in range(12)]
    assert apart(together(pictures)) == pictures
