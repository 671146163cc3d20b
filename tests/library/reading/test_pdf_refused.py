"""Files that cannot be read as text: each gives a sentence that says what is wrong and what to do."""

from __future__ import annotations

import io
import zlib

import pypdfium2
import pytest
from pdf_sheets import HELLO, plain, raw, sheet, stream, words
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from redovisa.reading.pdf.document import MAX_PAGES, Scanned, read_pdf, render_pages
from redovisa.reading.source import Unreadable

XFA = b"/AcroForm<</Fields[]/XFA[(a) 4 0 R]>>/NeedsRendering true"
PACKED = b"/Filter/FlateDecode"


def picture(canvas: Canvas) -> None:
    """A page that is all picture."""
    canvas.drawImage(ImageReader(Image.new("L", (60, 84), 128)), 0, 0, 595, 842)


def scan_with_layer(canvas: Canvas) -> None:
    """A scan with the words that an OCR program laid unseen over it."""
    picture(canvas)
    text = canvas.beginText(60, 700)
    text.setTextRenderMode(3)
    text.textLine("Totalt antal klienter 64")
    canvas.drawText(text)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Filen är tom."),
        (b"\0" * 4000, "Filen är tom."),
        (b"en vanlig text", "Filen är skadad eller inte en PDF-fil."),
        (b"%PDF-1.7\n" + b"x" * 100, "Filen är avkortad"),
        (sheet(words("Hej"))[:400], "Filen är avkortad"),
        (sheet(words("Hej"), encrypt=StandardEncryption("hemligt", "annat")), "Filen är lösenordsskyddad."),
        (sheet(words()), "Sidorna är tomma"),
        (raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>"]), "Filen är skadad"),
        (
            plain(HELLO, catalogue=b"/AcroForm<</Fields[]/XFA[(a) 4 0 R]>>/NeedsRendering true"),
            "Filen är ett formulär som",
        ),
        (plain(zlib.compress(b" " * 50_000_000), entries=PACKED), "Filen packas upp till orimligt mycket"),
        (
            plain(zlib.compress(zlib.compress(b" " * 50_000_000)), entries=b"/Filter[/FlateDecode/FlateDecode]"),
            "Filen packas upp till orimligt mycket",
        ),
        (sheet(picture), "Filen är inskannad"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_pdf(data)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).count(". ") >= 1  # what is wrong, and what to do
    assert str(refused.value).endswith(".")


def test_a_file_that_opens_without_a_password_is_read_though_it_is_encrypted() -> None:
    assert read_pdf(sheet(words("Timrå"), encrypt=StandardEncryption("", "annat"))).pieces[0].text == "Timrå"


def test_a_scan_is_told_from_other_unreadable_files() -> None:
    with pytest.raises(Scanned) as scanned:
        read_pdf(sheet(picture))
    assert scanned.value.layer is None


def test_the_words_of_someones_ocr_are_offered_but_all_uncertain() -> None:
    with pytest.raises(Scanned) as scanned:
        read_pdf(sheet(scan_with_layer))
    layer = scanned.value.layer
    assert layer is not None
    assert layer.ocr
    assert [piece.text for piece in layer.pieces] == ["Totalt antal klienter 64"]
    assert layer.uncertain == {0}


def test_a_picture_among_pages_of_text_is_told_of() -> None:
    read = read_pdf(sheet(words("Kommun", "Timrå"), picture))
    assert [piece.text for piece in read.pieces] == ["Kommun", "Timrå"]
    assert read.remarks == ("Det finns bara bilder på sidan 2, som inte har lästs: där kan det stå svar.",)


def test_of_ten_thousand_pages_the_first_are_read() -> None:
    read = read_pdf(plain(HELLO, pages=10_000))
    assert len(read.pieces) == MAX_PAGES
    assert read.pages == 10_000
    assert read.remarks == (f"Dokumentet har 10000 sidor; bara de {MAX_PAGES} första har lästs.",)


def test_pages_with_far_too_much_on_them_are_not_read_on() -> None:
    much = zlib.compress(b"BT /F1 12 Tf 60 700 Td (Hej hej) Tj ET\n" * 100_000)
    read = read_pdf(plain(much, pages=30, entries=PACKED))
    assert read.remarks[0] == "Dokumentet rymmer ovanligt mycket; bara den första av 30 sidor har lästs."


def test_a_page_full_of_lines_is_read_without_tables() -> None:
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (at, at, at, at) for at in range(0, 800, 5))
    read = read_pdf(plain(lines + HELLO))
    assert [(piece.text, piece.table) for piece in read.pieces] == [("Hej", None)]


@pytest.mark.parametrize(
    "data",
    [
        plain(HELLO, catalogue=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        plain(HELLO, catalogue=b"/OpenAction<</S/URI/URI(http://localhost:9/)>>"),
        plain(HELLO, page=b"/AA<</O<</S/Launch/F(/bin/false)>>>>"),
    ],
)
def test_what_a_file_would_start_is_left_alone(data: bytes) -> None:
    assert [piece.text for piece in read_pdf(data).pieces] == ["Hej"]


def test_files_inside_the_file_are_told_of_and_not_opened() -> None:
    document = pypdfium2.PdfDocument(plain(HELLO))
    document.new_attachment("bilaga.txt").set_data(b"hemligt")
    out = io.BytesIO()
    document.save(out)
    assert read_pdf(out.getvalue()).remarks == ("I filen ligger en bifogad fil; den har inte öppnats.",)


def test_a_cut_file_that_still_opens_is_read_with_a_warning() -> None:
    whole = plain(HELLO)
    read = read_pdf(whole[: whole.rindex(b"%%EOF")])
    assert read.pieces[0].text == "Hej"
    assert read.remarks == ("Filens slut saknas: något kan ha gått förlorat. Jämför med originalet.",)


def test_pages_are_painted_grey_for_those_who_read_pictures() -> None:
    black = stream(b"0 0 297 842 re f")
    data = raw(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 594 842]/Contents 4 0 R>>",
            black,
        ]
    )
    [(width, height, grey)] = list(render_pages(data, dpi=72))
    assert (width, height, len(grey)) == (594, 842, 594 * 842)
    row = grey[400 * width : 401 * width]
    assert set(row[:290]) == {0}
    assert set(row[300:]) == {255}


def test_a_huge_page_is_painted_coarser() -> None:
    [(width, height, _)] = list(render_pages(plain(HELLO, page=b"/MediaBox[0 0 14000 14000]"), dpi=300))
    assert width * height <= 36_000_000
