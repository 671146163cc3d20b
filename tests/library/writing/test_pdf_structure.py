"""What a validator cannot know of a PDF: that its tables, heads, fields and attachments are those of the document."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pdf_tags import attributes, elements
from redovisa.form.answer import Value
from redovisa.form.edition import Table
from redovisa.personligt_ombud.grant import GRANT
from redovisa.writing.document import Attachment
from redovisa.writing.form import FormWriter
from redovisa.writing.pdf import write_pdf
from redovisa.writing.pdf_fields import write_fillable

EDITION = GRANT.form.editions[2020]
ANSWERS: dict[str, Value] = {
    "report.year": 2020,
    "clients.total.women": 3,
    "covid.affected": "no",
    "training.offered": True,
}
ATTACHED = Attachment("svar.json", b'{"a": 1}', "application/json", "Svaren")


def document(*attached: Attachment) -> Any:
    return FormWriter(EDITION, GRANT.form.fields, ANSWERS).document((), date(2021, 1, 12), attached)


@pytest.fixture(scope="module")
def archived() -> bytes:
    return write_pdf(document(ATTACHED))


@pytest.fixture(scope="module")
def fillable() -> bytes:
    return write_fillable(document())


@pytest.mark.parametrize("kind", ["archived", "fillable"])
def test_the_document_says_what_it_is(kind: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(kind))) as pdf:
        assert str(pdf.Root.Lang) == "sv-SE"
        assert pdf.Root.MarkInfo.Marked is True or bool(pdf.Root.MarkInfo.Marked)
        assert "/Suspects" not in pdf.Root.MarkInfo
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "2020" in str(metadata["dc:title"])
            if kind == "archived":
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert all(page.obj.get("/Tabs") == pikepdf.Name.S for page in pdf.pages if "/Annots" in page.obj)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")
@pytest.mark.parametrize("kind", ["archived", "fillable"])
def test_poppler_has_nothing_to_say(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(request.getfixturevalue(kind))
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    assert told.stderr == ""


def test_the_archived_file_embeds_what_it_needs(archived: bytes) -> None:
    with pikepdf.open(io.BytesIO(archived)) as pdf:
        assert pdf.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        assert not pdf.is_encrypted
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Source
        assert str(pdf.Root.AF[0].EF.F.Subtype) == "/application/json"
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all(any(f"/FontFile{kind}" in font for kind in ("", "2", "3")) for font in fonts)
        assert "/JavaScript" not in str(pdf.Root.get("/Names", ""))


@pytest.mark.parametrize("kind", ["archived", "fillable"])
def test_tables_have_header_cells_both_ways(kind: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(kind))) as pdf:
        tables = [one for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Table"]
        assert len(tables) == sum(isinstance(block, Table) for block in EDITION.blocks)
        for table in tables:
            scopes = Counter(str(attributes(one).get("/Scope")) for one in elements(table) if one.S == "/TH")
            rows = [one for one in elements(table) if one.S == "/TR"]
            with_answers = [row for row in rows if len([one for one in elements(row) if one.S in ("/TD", "/TH")]) > 1]
            assert scopes["/Row"] == len(with_answers) - 1
            assert scopes["/Column"] >= 3


@pytest.mark.parametrize("kind", ["archived", "fillable"])
def test_headings_are_in_order_and_bookmarked(kind: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(io.BytesIO(request.getfixturevalue(kind))) as pdf:
        levels = [
            int(str(one.S)[2]) for one in elements(pdf.Root.StructTreeRoot) if str(one.S) in ("/H1", "/H2", "/H3")
        ]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert "2. Klienter" in titles
        assert "10. Underskrift av behörig företrädare för kommunen" in titles


def test_every_field_can_be_heard_and_reached(fillable: bytes) -> None:
    with pikepdf.open(io.BytesIO(fillable)) as pdf:
        widgets = [note for page in pdf.pages for note in page.obj.get("/Annots", ()) if note.Subtype == "/Widget"]
        assert len(widgets) == len(list(document().rooms()))
        assert all(str(widget.get("/TU", "")) for widget in widgets)
        forms = [one for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Form"]
        assert len(forms) == len(widgets)
        tops = list(pdf.Root.AcroForm.Fields)
        names = [str(field.T) for field in tops]
        assert len(set(names)) == len(names)
        assert {name.replace(":", ".") for name in names} == set(EDITION.asked)
        by_name = dict(zip(names, tops, strict=True))
        assert str(by_name["training:offered"].V) == "/yes"
        assert str(by_name["covid:affected"].V) == "/no"
        assert str(by_name["clients:total:women"].V) == "3"
        assert "/NeedAppearances" not in pdf.Root.AcroForm


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("kind", ["archived", "fillable"])
def test_qpdf_has_nothing_to_say(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.pdf"
    path.write_bytes(request.getfixturevalue(kind))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
