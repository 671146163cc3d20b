"""veraPDF finds nothing against PDF/UA-1 and PDF/A-3a in what is written, and much in what is not tagged at all."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from redovisa.form.answer import Value
from redovisa.personligt_ombud.grant import GRANT
from redovisa.writing.document import Attachment, Document
from redovisa.writing.form import FormWriter
from redovisa.writing.pdf import write_pdf
from redovisa.writing.pdf_fields import write_fillable
from verapdf import ARCHIVE, UA, validated

DAY = date(2024, 1, 12)
ODD = "Mellan\u00adstreck, مرحبا, e\u0301, 漢字, \U0001f600, \x00 och ﬁ – " + "lång" * 60
LINES = "\n".join(f"Rad {number}: väntan hos vården." for number in range(1, 101))
ATTACHED = Attachment("svar.json", '{"å": 1}'.encode(), "application/json", "Svaren")


def form(year: int, answers: dict[str, Value], *attached: Attachment) -> Document:
    edition = GRANT.form.editions[year]
    return FormWriter(edition, GRANT.form.fields, answers).document(edition.heads[0].lines, DAY, attached)


@pytest.mark.verapdf
def test_forms_keep_the_standards_and_an_untagged_page_does_not(tmp_path: Path) -> None:
    full: dict[str, Value] = {"report.year": 2023, "access.deficiencies": LINES, "other.comments": ODD}
    short: dict[str, Value] = {"report.year": 2020, "clients.total.women": 3, "training.offered": True}
    files = {
        "blank": write_pdf(form(2023, {"report.year": 2023})),
        "full": write_pdf(form(2023, full, ATTACHED)),
        "older": write_pdf(form(2020, short, ATTACHED)),
        "fillable": write_fillable(form(2023, {"report.year": 2023})),
        "prefilled": write_fillable(form(2020, short)),
        "untagged": untagged(),
    }
    asked: list[tuple[str, Path]] = []
    for name, data in files.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        # What is typed later could not be in an archived file: a form to fill in is only held to be heard.
        asked += [(UA, path)] if name in ("fillable", "prefilled") else [(UA, path), (ARCHIVE, path)]
    for (standard, path), verdict in zip(asked, validated(asked), strict=True):
        assert verdict.tried > 500 or path.stem == "untagged"
        assert bool(verdict.failures) == (path.stem == "untagged"), (path.name, standard, verdict.failures[:5])


def untagged() -> bytes:
    out = io.BytesIO()
    page = Canvas(out)
    page.drawString(100, 100, "Hej")
    page.save()
    return out.getvalue()
