"""Words that a printed form broke, cut off or let run out of their cell: asked about, or right, and never taken so.

The files of tests/fixtures/pdf that begin with ``printed-`` were printed by LibreOffice from Word look-alikes, with
fonts wider than the form was made for; beside each lies what was typed.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pdf_sheets import ruled, sheet
from reportlab.pdfgen.canvas import Canvas

from lookalikes.accuracy import Score
from redovisa.form.answer import Value
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.pdf.document import read_pdf
from redovisa.reading.read import Reader
from redovisa.reading.source import MAYBE_BROKEN

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


def read(name: str) -> tuple[Redovisning, Score]:
    """A printed form as it is read, and how that holds against what was typed."""
    truth = json.loads((FIXTURES / f"printed-{name}.truth.json").read_text(encoding="utf-8"))
    typed: dict[str, Value] = truth["typed"]
    if "signature.date" in typed:
        typed["signature.date"] = date.fromisoformat(str(typed["signature.date"]))
    (document,) = Reader(GRANT.form).read(name, (FIXTURES / f"printed-{name}.pdf").read_bytes())
    score = Score()
    score.add(GRANT.form.editions[truth["edition"]], document, typed)
    return document, score


@pytest.mark.parametrize("name", ["text-boxes", "narrow-cells", "ligatures"])
def test_no_field_of_a_printed_form_is_silently_wrong(name: str) -> None:
    _, score = read(name)
    assert not [example for example in score.examples if example.startswith("!")]
    assert score.right >= 0.97 * score.fields


def test_a_text_box_that_may_be_cut_off_is_asked_about() -> None:
    document, _ = read("text-boxes")
    doubts = {doubt.field: doubt for doubt in document.doubts}
    assert "slutet kan saknas" in doubts["training.which"].why
    assert document.value("training.which") is None


def test_a_number_before_its_question_is_asked_about() -> None:
    document, _ = read("text-boxes")
    (doubt,) = (doubt for doubt in document.doubts if doubt.field == "ombud.positions")
    assert doubt.candidates == (2.5,)


def test_an_answer_on_the_next_page_stays_with_its_question() -> None:
    document, _ = read("text-boxes")
    assert str(document.value("supervision.kind")).startswith("Extern handledning")
    assert document.value("supervision.why_not") is None


def test_an_address_broken_over_three_lines_is_whole() -> None:
    document, _ = read("narrow-cells")
    assert document.value("contact.email") == "maria.pahittholm@mullsjo.example"


def cells(*words: tuple[float, str]) -> bytes:
    """A table of two cells with words in 10 points, each at its x."""

    def draw(canvas: Canvas) -> None:
        ruled(canvas, [50, 150, 300], [700, 730])
        for x, said in words:
            canvas.drawString(x, 712, said)

    return sheet(draw)


def test_a_word_that_runs_out_of_its_cell_is_whole_and_may_be_cut() -> None:
    source = read_pdf(cells((60, "Föreningen samordning"), (200, "nej")))
    assert [piece.text for piece in source.pieces] == ["Föreningen samordning", "nej"]
    assert source.cut == {0}


def test_a_word_that_ends_at_the_line_is_not_cut() -> None:
    source = read_pdf(cells((60, "Föreningen"), (160, "nej")))
    assert [piece.text for piece in source.pieces] == ["Föreningen", "nej"]
    assert not source.cut


def test_lines_that_fill_their_cell_are_no_box_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [50, 250], [660, 730])
        for index, line in enumerate(("Ange vilken.", "Socialstyrelsens grundutbildning om", "spelberoende.")):
            canvas.drawString(60 if not index else 70, 715 - 14 * index, line)

    assert not read_pdf(sheet(draw)).cut


def test_a_word_that_fills_its_cell_may_go_on_in_the_next_line() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [50, 150, 300], [660, 730])
        canvas.drawString(52, 715, "Vård- och")
        canvas.drawString(52, 703, "omsorgsförvaltninge")
        canvas.drawString(52, 691, "n, Mullsjö")

    text = read_pdf(sheet(draw)).pieces[0].text
    assert text == f"Vård- och\nomsorgsförvaltninge{MAYBE_BROKEN}n, Mullsjö"
