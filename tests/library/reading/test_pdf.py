"""What is on the page is what is read: characters, lines, cells, tick boxes, fields and notes, one thing a test."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence

import pdfplumber
import pypdfium2
import pypdfium2.raw
import pytest
import reportlab
from pdf_sheets import Draw, plain, ruled, sheet, words
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lookalikes.pdf import LOOKS, filled_pdf, spots
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.pdf.characters import cleaned, from_symbol_font
from redovisa.reading.pdf.document import read_pdf
from redovisa.reading.source import TICKED, UNTICKED, Manner, Piece, Source

FACE = f"{reportlab.__path__[0]}/fonts/Vera.ttf"


def texts(read: Source) -> list[str]:
    return [piece.text for piece in read.pieces]


def cells(read: Source) -> list[tuple[int | None, int | None, str]]:
    return [(piece.row, piece.column, piece.text) for piece in read.pieces if piece.table is not None]


def test_words_on_one_baseline_are_a_line_and_a_wide_gap_parts_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Totalt antal")
        canvas.drawString(300, 700, "29")
        canvas.drawString(120, 700.8, "klienter")

    read = read_pdf(sheet(draw))
    assert [(piece.text, piece.x0) for piece in read.pieces] == [("Totalt antal klienter", 60.0), ("29", 300.0)]
    assert read.manner is Manner.POSITIONS
    assert all(piece.page == 1 and piece.y0 is not None and 130 < piece.y0 < piece.y1 < 146 for piece in read.pieces)


def test_heads_that_nearly_touch_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Antal kvinnor")
        canvas.drawString(60 + canvas.stringWidth("Antal kvinnor", "Helvetica", 10) + 8, 700, "Antal män")

    assert texts(read_pdf(sheet(draw))) == ["Antal kvinnor", "Antal män"]


def test_two_numbers_with_hardly_a_gap_do_not_become_one() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "29")
        canvas.drawString(73, 700, "5")

    assert texts(read_pdf(sheet(draw))) == ["29 5"]


@pytest.mark.parametrize("gap", [0.3, 1.0, 2.0, 4.0])
def test_a_line_between_two_numbers_parts_them_however_near_they_stand(gap: float) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, (40, 71.2, 100), (690, 715))
        canvas.drawRightString(71.2 - gap / 2, 700, "29")
        canvas.drawString(71.2 + gap / 2, 700, "5")

    assert cells(read_pdf(sheet(draw))) == [(0, 0, "29"), (0, 1, "5")]


def test_lines_within_a_cell_are_one_piece_and_an_empty_cell_holds_its_column() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, (50, 200, 260, 320), (660, 720))
        words("Telefon (inkl.", "rikt-", "nummer)", x=55, y=705, step=12)(canvas)
        words("5", x=265, y=700)(canvas)

    assert cells(read_pdf(sheet(draw))) == [(0, 0, "Telefon (inkl.\nrikt-\nnummer)"), (0, 1, ""), (0, 2, "5")]


def test_merged_cells_span_their_columns_and_hold_their_rows() -> None:
    def draw(canvas: Canvas) -> None:
        for y, left in ((720, 50), (700, 200), (680, 50), (660, 50)):
            canvas.line(left, y, 320, y)
        for x, low in ((50, 660), (200, 680), (320, 660), (260, 680)):
            canvas.line(x, 720, x, low)
        words("Antal", x=55, y=696)(canvas)
        words("Kvinnor", "3", x=205, y=706)(canvas)
        words("Om annan orsak", x=55, y=666)(canvas)

    read = read_pdf(sheet(draw))
    found = [(piece.row, piece.column, piece.span, piece.text) for piece in read.pieces]
    assert found == [
        (0, 0, 1, "Antal"),
        (0, 1, 1, "Kvinnor"),
        (0, 2, 1, ""),
        (1, 1, 1, "3"),
        (1, 2, 1, ""),
        (2, 0, 3, "Om annan orsak"),
    ]


def test_answers_side_by_side_in_one_cell_are_pieces_with_places() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 660, 400, 60)
        words("Namnteckning", x=55, y=700)(canvas)
        words("Namnförtydligande", "Inga-Lis Exempelsson", x=250, y=700, step=14)(canvas)

    read = read_pdf(sheet(draw))
    assert [(piece.text, piece.x0) for piece in read.pieces] == [
        ("Namnteckning", 55.0),
        ("Namnförtydligande\nInga-Lis Exempelsson", 250.0),
    ]


def test_a_frame_round_the_page_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 20, 555, 800)
        ruled(canvas, (50, 200, 260), (690, 720))
        words("Ekonomi", x=55, y=700)(canvas)
        words("Ordinarie text", x=55, y=600)(canvas)

    read = read_pdf(sheet(draw))
    assert [(piece.text, piece.table) for piece in read.pieces] == [("Ekonomi", 1), ("", 1), ("Ordinarie text", None)]


def test_a_raised_reference_is_dropped_but_a_small_number_of_its_own_is_kept() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "barn under 18 år")
        x = 60 + canvas.stringWidth("barn under 18 år", "Helvetica", 10)
        canvas.drawString(x + 3.5, 700, "vilka är kända")
        canvas.drawString(300, 700, "Antal")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(x, 704, "2")
        canvas.drawString(400, 704, "7")

    assert texts(read_pdf(sheet(draw))) == ["barn under 18 år vilka är kända", "Antal", "7"]


@pytest.mark.parametrize("struck", ["804 246", "804", "246"])
def test_words_with_a_line_through_them_are_not_read_but_told_of(struck: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "804 246 kr")
        x0 = 60 + canvas.stringWidth("804 246".partition(struck)[0], "Helvetica", 10)
        canvas.line(x0, 702.8, x0 + canvas.stringWidth(struck, "Helvetica", 10), 702.8)

    read = read_pdf(sheet(draw))
    assert texts(read) == [" ".join("804 246 kr".replace(struck, "").split())]
    assert read.remarks == (f"Överstruken text på sidan 1 har inte lästs: ”{struck}”",)


def test_underlined_words_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "804 246 kr")
        canvas.line(60, 698.5, 110, 698.5)

    assert texts(read_pdf(sheet(draw))) == ["804 246 kr"]


def test_characters_are_as_they_are_meant() -> None:
    pdfmetrics.registerFont(TTFont("Vera", FACE))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        words("\ufb01nans", "sam\u00adverkan", "1\u00a0184\u00a0619", "1\u0d0c9", x=60, y=700)(canvas)

    assert texts(read_pdf(sheet(draw))) == ["finans", "samverkan", "1 184 619", "1\ufffd9"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("a\u200bb\u202ec\u2069", "abc"),
        ("\uf0b7", "•"),
        ("Ja\u0308rna", "Järna"),
        ("e\u2011post", "e-post"),
        ("för\x02", "för-"),
        ("☑", TICKED),
        ("✓", TICKED),
        ("□", UNTICKED),
    ],
)
def test_a_word_is_cleaned(printed: str, meant: str) -> None:
    assert cleaned(printed) == meant


@pytest.mark.parametrize(
    ("character", "font", "meant"),
    [
        ("\uf0fe", "ABCDEF+Wingdings-Regular", TICKED),
        ("\uf0a8", "Wingdings", UNTICKED),
        ("x", "Wingdings", TICKED),
        ("\uf0fe", "BAAAAA+OpenSymbol", TICKED),
        ("\uf0a8", "Symbol", "\uf0a8"),
        ("R", "Wingdings 2", TICKED),
        ("x", "ABCDEF+Calibri", "x"),
        ("o", "Arial", "o"),
        ("\uf0a7", "Wingdings", "•"),
    ],
)
def test_a_sign_of_a_symbol_font_is_a_tick_box_only_in_that_font(character: str, font: str, meant: str) -> None:
    assert from_symbol_font(character, font) == meant


@pytest.mark.parametrize(
    ("mark", "expected"), [("", UNTICKED), ("x", TICKED), ("cross", TICKED), ("whole", TICKED), ("dot", TICKED)]
)
@pytest.mark.parametrize("shape", ["square", "lines", "circle"])
def test_a_drawn_box_is_ticked_by_what_is_drawn_or_typed_in_it(mark: str, expected: str, shape: str) -> None:
    def draw(canvas: Canvas) -> None:
        if shape == "square":
            canvas.rect(60, 697, 10, 10)
        elif shape == "circle":
            canvas.circle(65, 702, 5)
        else:
            ruled(canvas, (60, 70), (697, 707))
        if mark == "x":
            canvas.drawString(62.5, 699, "x")
        if mark == "cross":
            canvas.line(61, 698, 69, 706)
            canvas.line(61, 706, 69, 698)
        if mark == "whole":  # from corner to corner
            canvas.line(60, 697, 70, 707)
            canvas.line(60, 707, 70, 697)
        if mark == "dot":
            canvas.circle(65, 702, 2.5, fill=1)
        canvas.drawString(76, 699, "Kan inte bedöma")

    assert texts(read_pdf(sheet(draw))) == [f"{expected} Kan inte bedöma"]


def test_a_box_filled_among_open_ones_is_ticked() -> None:
    def draw(canvas: Canvas) -> None:
        for at, label in enumerate(("Ja", "Nej", "Kan inte bedöma")):
            canvas.rect(60, 697 - 20 * at, 10, 10, fill=int(label == "Nej"))
            canvas.drawString(76, 699 - 20 * at, label)

    assert texts(read_pdf(sheet(draw))) == [f"{UNTICKED} Ja", f"{TICKED} Nej", f"{UNTICKED} Kan inte bedöma"]


def test_a_cross_drawn_in_an_empty_cell_ticks_it() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, (50, 200, 260, 320), (690, 720))
        canvas.drawString(55, 700, "Förening")
        canvas.line(222, 698, 234, 712)
        canvas.line(222, 712, 234, 698)

    assert cells(read_pdf(sheet(draw))) == [(0, 0, "Förening"), (0, 1, TICKED), (0, 2, "")]


@pytest.mark.parametrize("grey", [0.75, 0.9, 1.0])
@pytest.mark.parametrize("side", [(14.0, 10.0), (28.0, 12.0), (8.0, 8.0)])
def test_a_shade_laid_under_a_cell_is_no_tick(grey: float, side: tuple[float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, (50, 200, 260, 320), (690, 720))
        canvas.drawString(55, 700, "Förening")
        canvas.setFillGray(grey)
        canvas.rect(215, 698, *side, stroke=0, fill=1)

    assert cells(read_pdf(sheet(draw))) == [(0, 0, "Förening"), (0, 1, ""), (0, 2, "")]


def test_a_dark_square_drawn_in_an_empty_cell_ticks_it() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, (50, 200, 260, 320), (690, 720))
        canvas.drawString(55, 700, "Förening")
        canvas.rect(222, 700, 8, 8, stroke=0, fill=1)

    assert cells(read_pdf(sheet(draw))) == [(0, 0, "Förening"), (0, 1, TICKED), (0, 2, "")]


def test_fields_of_every_kind_say_what_they_show() -> None:
    def draw(canvas: Canvas) -> None:
        form = canvas.acroForm
        form.textfield(name="kommun", value="Timrå", x=60, y=700, width=100, height=16)
        form.textfield(
            name="brister", value="Rad ett\rRad två", x=60, y=640, width=200, height=50, fieldFlags="multiline"
        )
        form.textfield(name="tom", value="", x=300, y=700, width=100, height=16)
        form.choice(name="kö", value="Delvis", options=["Ja", "Delvis", "Nej"], x=60, y=600, width=100, height=16)
        form.checkbox(name="ja", checked=True, x=60, y=560, size=12)
        form.checkbox(name="nej", checked=False, x=60, y=520, size=12)
        form.radio(name="svar", value="a", selected=True, x=60, y=480, size=12)
        form.radio(name="svar", value="b", selected=False, x=60, y=440, size=12)

    expected = ["Timrå", "Rad ett\nRad två", "Delvis", TICKED, UNTICKED, TICKED, UNTICKED]
    assert texts(read_pdf(sheet(draw))) == expected


def annotated(kind: int, contents: str, flags: int = 0) -> bytes:
    """A page of text with an annotation on it."""
    document = pypdfium2.PdfDocument(sheet(words("Kommun")))
    page = document[0]
    note = pypdfium2.raw.FPDFPage_CreateAnnot(page, kind)
    pypdfium2.raw.FPDFAnnot_SetRect(note, pypdfium2.raw.FS_RECTF(60, 745, 200, 730))
    text = (contents + "\0").encode("utf-16-le")
    buffer = (pypdfium2.raw.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text)
    pypdfium2.raw.FPDFAnnot_SetStringValue(note, b"Contents", buffer)
    pypdfium2.raw.FPDFAnnot_SetFlags(note, flags)
    pypdfium2.raw.FPDFPage_CloseAnnot(note)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_words_typed_onto_the_page_are_read_where_they_stand() -> None:
    assert texts(read_pdf(annotated(pypdfium2.raw.FPDF_ANNOT_FREETEXT, "Timrå"))) == ["Kommun", "Timrå"]


def test_hidden_words_are_not_read() -> None:
    assert texts(read_pdf(annotated(pypdfium2.raw.FPDF_ANNOT_FREETEXT, "Timrå", flags=2))) == ["Kommun"]


def test_comments_and_hand_drawn_signs_are_told_of() -> None:
    comment = read_pdf(annotated(pypdfium2.raw.FPDF_ANNOT_HIGHLIGHT, "Stämmer detta?"))
    assert comment.remarks == ("Kommentar på sidan 1: Stämmer detta?",)
    assert read_pdf(annotated(pypdfium2.raw.FPDF_ANNOT_INK, "")).remarks == (
        "Stämplar och sådant som ritats för hand har inte lästs på sidan 1.",
    )


def without_places(read: Source) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(piece.text, piece.table, piece.row, piece.column) for piece in read.pieces]


def form() -> bytes:
    edition = GRANT.form.editions[2023]
    typed = {spot: str(index % 60) for index, spot in enumerate(spots(edition)) if index % 3}
    return filled_pdf(edition, typed, LOOKS["drawn-ticks"])


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_read_as_its_words_run(quarters: int) -> None:
    document = pypdfium2.PdfDocument(form())
    for page in document:
        page.set_rotation(90 * quarters)
    out = io.BytesIO()
    document.save(out)
    document.close()
    assert without_places(read_pdf(out.getvalue())) == without_places(read_pdf(form()))


def test_a_page_drawn_on_its_side_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        ruled(canvas, (50, 200, 260, 320), (460, 480, 500))
        words("Ekonomi", "Bostad 2", x=55, y=486)(canvas)
        words("16", "4", x=205, y=486)(canvas)

    expected = [(0, 0, "Ekonomi"), (0, 1, "16"), (0, 2, ""), (1, 0, "Bostad 2"), (1, 1, "4"), (1, 2, "")]
    assert cells(read_pdf(sheet(draw))) == expected


def test_what_is_outside_the_visible_page_is_not_read() -> None:
    content = b"BT /F1 12 Tf 60 700 Td (syns) Tj 0 -600 Td (syns inte) Tj ET"
    read = read_pdf(plain(content, page=b"/CropBox[50 400 500 800]"))
    assert [(piece.text, piece.x0) for piece in read.pieces] == [("syns", 10.0)]


def table_on(*rows: Sequence[str]) -> Draw:
    """A page that holds a ruled table of three columns and nothing else."""

    def draw(canvas: Canvas) -> None:
        ruled(canvas, (50, 200, 260, 320), [760 - 20 * index for index in range(len(rows) + 1)])
        for x, column in zip((55, 205, 265), zip(*rows, strict=True), strict=True):
            words(*column, x=x, y=746)(canvas)

    return draw


def test_heads_repeated_where_a_table_goes_on_are_left_out() -> None:
    heads = ("", "Kvinnor", "Män")
    read = read_pdf(sheet(table_on(heads, ("Ekonomi", "16", "9")), table_on(heads, ("Bostad", "4", "2"))))
    assert texts(read) == ["", "Kvinnor", "Män", "Ekonomi", "16", "9", "Bostad", "4", "2"]


def test_equal_rows_of_answers_on_two_pages_are_both_read() -> None:
    row = ("Kommun", "x", "")
    read = read_pdf(sheet(table_on(("", "Ja", "Nej"), row), table_on(row, row)))
    assert texts(read).count("Kommun") == 3


def test_a_row_cut_by_a_page_break_is_one_row() -> None:
    heads = ("", "Ja", "Nej")
    first = ("Har ni haft kö eller väntetid", "", "x")
    read = read_pdf(sheet(table_on(heads, first), table_on(heads, ("under 2023?", "", ""), ("Kommun", "x", ""))))
    assert cells(read)[3:] == [
        (1, 0, "Har ni haft kö eller väntetid\nunder 2023?"),
        (1, 1, ""),
        (1, 2, "x"),
        (2, 0, "Kommun"),
        (2, 1, "x"),
        (2, 2, ""),
    ]


@pytest.mark.parametrize("second", [("därav 65 år och över", "", ""), ("under 2023?", "", "3"), ("Under 2023", "", "")])
def test_two_rows_on_either_side_of_a_page_break_stay_two(second: tuple[str, str, str]) -> None:
    first = ("Har ni haft kö eller väntetid", "4", "") if second[2] else ("därav 18 till 29 år", "4", "5")
    read = read_pdf(sheet(table_on(("", "Kvinnor", "Män"), first), table_on(second)))
    assert second[0] in texts(read)


def test_page_numbers_go_but_an_answer_at_the_foot_of_a_page_stays() -> None:
    def page(number: int, answer: str) -> list[tuple[str, float]]:
        return [("Antal tjänster", 700), (answer, 60), (f"Sida {number} av 3", 30)]

    def draw(number: int, answer: str):
        return lambda canvas: [canvas.drawString(60, y, text) for text, y in page(number, answer)]

    read = read_pdf(sheet(*(draw(number, answer) for number, answer in ((1, "4"), (2, "17"), (3, "9")))))
    assert texts(read) == ["Antal tjänster", "4", "Antal tjänster", "17", "Antal tjänster", "9"]


def test_reading_twice_gives_the_same() -> None:
    assert read_pdf(form()) == read_pdf(form())


@pytest.mark.parametrize("look", ["strokes", "rectangles", "small"])
def test_cells_agree_with_an_independent_reader(look: str) -> None:
    """pdfplumber finds the same filled cells in the same order, page by page."""
    edition = GRANT.form.editions[2020]
    typed = {spot: str(100 + index) for index, spot in enumerate(spots(edition)) if index % 4}
    data = filled_pdf(edition, typed, LOOKS[look])
    ours: dict[int, list[str]] = {}
    pieces = read_pdf(data).pieces
    sizes = Counter(piece.table for piece in pieces)
    for piece in pieces:
        if piece.table is not None and sizes[piece.table] > 1:  # it takes no cell alone for a table
            ours.setdefault(piece.page or 0, []).append(_numbers_apart(piece))
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            rows = [row for table in page.extract_tables() for row in table]
            theirs = ["".join(cell.split()) for row in rows for cell in row if cell]
            # It leaves the raised numbers that refer to footnotes among the words.
            theirs = [cell.replace("år2vilka", "årvilka").replace("decimaler1", "decimaler") for cell in theirs]
            assert [cell for cell in ours.get(page.page_number, []) if cell] == theirs


def _numbers_apart(piece: Piece) -> str:
    return "".join(piece.text.split())
