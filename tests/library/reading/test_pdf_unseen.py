"""What is in a PDF but not seen on paper is asked about; pages whose letters no font tells are read as pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from pdf_sheets import plain

from lookalikes.accuracy import Score
from lookalikes.forms import filled
from lookalikes.pdf import LOOKS, filled_pdf
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.pdf.document import Scanned, read_pdf
from redovisa.reading.read import Reader

FORM = next(filled(GRANT.form, 1, 3))
WRITTEN = filled_pdf(FORM.edition, {key: said.replace("✓", "X") for key, said in FORM.typed.items()}, LOOKS["strokes"])


def changed(change: Callable[[pikepdf.Pdf], None], data: bytes = WRITTEN) -> bytes:
    """The PDF file after a change to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def drawn_otherwise(pattern: bytes, by: bytes) -> bytes:
    """The form with its drawing changed: ``pattern`` is a regular expression over what the pages say."""

    def change(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.contents_coalesce()
            page.Contents = document.make_stream(re.sub(pattern, by, page.Contents.read_bytes()))

    return changed(change)


def cropped(*box: int) -> bytes:
    """The form with every page cropped to the box."""

    def change(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.obj.CropBox = pikepdf.Array(box)

    return changed(change)


def two_on_a_page() -> bytes:
    """The form with its pages side by side, two on each sheet."""

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(WRITTEN)) as source, pikepdf.new() as sheets:
        for number, page in enumerate(source.pages):
            if number % 2 == 0:
                sheet = sheets.add_blank_page(page_size=(842, 595))
            left = 421 * (number % 2)
            sheet.add_overlay(page, pikepdf.Rectangle(left, 0, left + 421, 595))
        sheets.save(out)
    return out.getvalue()


def read(data: bytes) -> tuple[Redovisning, Score]:
    """The form as it is read, and how that holds against what was typed."""
    (document,) = Reader(GRANT.form).read("form.pdf", data)
    score = Score()
    score.add(FORM.edition, document, FORM.truth)
    return document, score


@pytest.mark.parametrize(
    "data",
    [
        drawn_otherwise(rb"\bBT\b(?=[^\n]*\(\d+\) Tj)", b"BT 1 1 1 rg"),
        drawn_otherwise(rb"\bBT\b(?=[^\n]*\(\d+\) Tj)", b"BT 3 Tr"),
        drawn_otherwise(rb"[\d.]+ Tf(?=[^\n]*\n[^\n]*\(\d+\) Tj)", b"0.5 Tf"),
        cropped(0, 0, 420, 842),
        cropped(0, 300, 595, 842),
        two_on_a_page(),
    ],
    ids=["white", "without ink", "tiny", "right half cropped", "foot cropped", "two on a page"],
)
def test_nothing_is_silently_wrong_where_words_are_not_seen(data: bytes) -> None:
    document, score = read(data)
    assert document.kind is Kind.REDOVISNING
    assert not [example for example in score.examples if example.startswith("!")]
    assert score.asked > 20


def test_a_white_number_is_asked_about_with_what_stands_there() -> None:
    document, _ = read(drawn_otherwise(rb"\bBT\b(?=[^\n]*\(\d+\) Tj)", b"BT 1 1 1 rg"))
    doubt = next(doubt for doubt in document.doubts if doubt.field == "clients.total.women")
    assert doubt.candidates == (FORM.truth["clients.total.women"],)
    assert "syns inte" in doubt.why


def test_a_form_in_dark_ink_has_no_doubts() -> None:
    document, score = read(drawn_otherwise(rb"\bBT\b", b"BT 0 0.2 0.5 rg"))
    assert score.right == score.fields
    assert not document.doubts


def test_a_table_beside_the_visible_page_is_no_part_of_it() -> None:
    lines = b"600 700 m 700 700 l 700 720 l 600 720 l h 650 700 m 650 720 l S "
    words = b"BT /F1 12 Tf 60 705 Td (syns) Tj 545 0 Td (inte) Tj ET"
    source = read_pdf(plain(lines + words, page=b"/CropBox[0 0 595 842]"))
    assert [piece.text for piece in source.pieces if piece.text] == ["syns"]


def test_letters_that_no_font_tells_are_read_as_a_picture() -> None:
    def forget(document: pikepdf.Pdf) -> None:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]

    from test_pdf_libreoffice import FILES

    with pytest.raises(Scanned) as why:
        read_pdf(changed(forget, FILES[0].read_bytes()))
    assert "vilka bokstäver" in str(why.value)
