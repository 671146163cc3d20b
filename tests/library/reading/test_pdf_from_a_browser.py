"""A page that Chromium printed (``--print-to-pdf``): its boxes are rounded, filled with paper or colour.

In tests/fixtures/pdf; made of check boxes and radio buttons, one of each ticked, and of a number struck out.
"""

from __future__ import annotations

from pathlib import Path

from redovisa.reading.pdf.document import read_pdf

PRINTED = Path(__file__).parents[2] / "fixtures" / "pdf" / "browser-boxes.pdf"


def test_a_ticked_box_is_told_from_one_that_is_not() -> None:
    said = [piece.text for piece in read_pdf(PRINTED.read_bytes()).pieces]
    assert said[:4] == ["☒ Ja", "☐ Nej", "☒ Stad", "☐ Land"]


def test_a_number_struck_out_is_no_part_of_the_one_beside_it() -> None:
    read = read_pdf(PRINTED.read_bytes())
    assert [piece.text for piece in read.pieces[-2:]] == ["Tjänster", "0,50"]
    assert any("752" in remark for remark in read.remarks)
