"""Documents as the service asks for them: bytes, the same for the same input, and they read back."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf
import pypdfium2
import pytest

from redovisa.form.answer import Answer
from redovisa.form.record import from_record
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.issuing.form import Part, form
from redovisa.issuing.letters import receipt
from redovisa.issuing.workbook import workbook
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import counties
from redovisa.reading.read import Reader
from redovisa.writing.document import CannotWrite

DAY = date(2024, 1, 12)
SEED = Path(__file__).parents[2] / "seeds" / "osteraker-2023-filled.txt"


@pytest.fixture(scope="module")
def osteraker() -> Redovisning:
    [document] = Reader(GRANT.form).read_file(SEED)
    return document


@pytest.mark.parametrize("to", ["docx", "pdf"])
def test_a_filled_form_reads_back_and_is_the_same_every_time(osteraker: Redovisning, to: str) -> None:
    made = form(osteraker, day=DAY, to=to)
    assert made == form(osteraker, day=DAY, to=to)
    [back] = Reader(GRANT.form).read(f"x.{to}", made)
    assert back.values() == osteraker.values()


def test_without_the_extra_pdf_is_refused_in_a_sentence(
    osteraker: Redovisning, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("redovisa.writing.pdf", "redovisa.writing.finishing"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(CannotWrite, match="make documents"):
        form(osteraker, day=DAY, to="pdf")
    assert form(osteraker, day=DAY, to="docx").startswith(b"PK")


def test_the_finished_pdf_carries_the_record(osteraker: Redovisning) -> None:
    with pikepdf.open(io.BytesIO(form(osteraker, day=DAY))) as pdf:
        held = json.loads(pdf.attachments["svar.json"].get_file().read_bytes())
    assert from_record(held, GRANT.form.fields).values() == osteraker.values()


def test_a_prefilled_form_has_no_more_than_the_board_knows(osteraker: Redovisning) -> None:
    [back] = Reader(GRANT.form).read("x.pdf", form(osteraker, day=DAY, part=Part.PREFILLED, fillable=True))
    assert {key.partition(".")[0] for key in back.values()} == {"report", "contact", "coverage", "economy"}


def test_a_form_that_is_not_filled_in_has_room_for_a_pen(osteraker: Redovisning) -> None:
    def between(part: Part) -> float:
        """From "Om ja, ange vilken/vilka utbildningar" down to the question below it, in points."""
        with pypdfium2.PdfDocument(io.BytesIO(form(osteraker, day=DAY, part=part))) as pdf:
            text = pdf[0].get_textpage()
            tops = [text.get_charbox(text.search(words).get_next()[0])[3] for words in ("Om ja, ange vilken", "Om nej")]
        return tops[0] - tops[1]

    assert between(Part.BLANK) == pytest.approx(between(Part.PREFILLED), abs=0.1)
    assert between(Part.BLANK) > 40
    [back] = Reader(GRANT.form).read("x.pdf", form(osteraker, day=DAY, part=Part.BLANK))
    assert back.kind is Kind.BLANK


def test_the_receipt_names_the_sender_and_follows_the_answers(osteraker: Redovisning) -> None:
    def made(one: Redovisning) -> bytes:
        return receipt(one, county=counties()["01"], sender="Österåkers kommun", received=DAY, number="700-1-2024")

    other = replace(osteraker, answers=dict(list(osteraker.answers.items())[:-1]))
    assert made(osteraker) == made(osteraker) != made(other)
    assert made(osteraker).startswith(b"%PDF")


def test_the_workbook_is_typed_and_the_same_every_time(osteraker: Redovisning) -> None:
    made = workbook([osteraker], day=DAY)
    assert made == workbook([osteraker], day=DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Redovisningar"]
    assert sheet.freeze_panes == "B2"
    named = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert named["Totalt antal klienter, Kvinnor"] == 64


def test_the_workbook_speaks_as_the_form_does_and_explains_every_column() -> None:
    answers = {key: Answer(key, value) for key, value in (("queue.had", "partly"), ("covid.affected", "cannot_say"))}
    one = Redovisning("x", Kind.REDOVISNING, 2020, 2020, answers)
    book = openpyxl.load_workbook(io.BytesIO(workbook([one], day=DAY)))
    heads, row = book["Redovisningar"].iter_rows(min_row=1, max_row=2, values_only=True)
    said = {head: cell for head, cell in zip(heads, row, strict=True) if cell}
    assert str(said["Har ni haft kö eller väntetid"]).startswith("Delvis (")
    assert said["Har Coronapandemin påverkat användningen av statsbidraget"] == "Kan inte bedöma"
    explained = {str(row[0].value): row for row in book["Läs mig"].iter_rows(min_row=3)}
    assert explained["Totalt antal klienter, Kvinnor"][1].value == (
        "Antal. Avsnitt 2 Klienter. Frågas i formuläret för 2020 och 2023. Fältet clients.total.women."
    )
    long = next(row[0] for name, row in explained.items() if len(name) > 60)
    assert book["Läs mig"].row_dimensions[long.row].height == 30  # two lines
