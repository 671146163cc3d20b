"""Every document for the demo county: written by one command, kept to the standards, and read back."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from lxml import etree

from redovisa.cli.main import main
from redovisa.form.record import from_record
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader
from verapdf import ARCHIVE, UA, validated

STEMS = (
    "redovisning-2023-Örebro",
    "kvittens-2023-Örebro-kommun",
    "komplettering-2023-Örebro-kommun",
    "påminnelse-2023-Lindesbergs-kommun",
    "beslut-2024",
    "underlag-2023-Örebro-kommun",
    "underlag-ej-redovisat-2023-Lindesbergs-kommun",
    "rapport-18-2023",
    "rapport-riket-2023",
    "verksamhetsbeskrivning-Örebro-kommun",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "dokument"
    assert main(["write", "demo", "--out", str(out)]) == 0
    return out


def given(written: Path) -> Redovisning:
    held = json.loads((written / "underlag" / "kommun-2023.json").read_text("utf-8"))
    return from_record(held, GRANT.form.fields)


def test_each_document_is_there_as_word_and_as_pdf(written: Path) -> None:
    names = {path.name for path in written.iterdir() if path.suffix in (".docx", ".pdf")}
    assert names == {f"{stem}.{kind}" for stem in STEMS for kind in ("docx", "pdf")} | {"formulär-tomt.pdf"}


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_form_reads_back(written: Path, kind: str) -> None:
    [back] = Reader(GRANT.form).read_file(written / f"{STEMS[0]}.{kind}")
    assert back.values() == given(written).values()
    assert back.doubts == ()


@pytest.mark.parametrize("stem", STEMS)
def test_no_field_of_a_template_is_left_and_nothing_is_cut(written: Path, stem: str) -> None:
    with zipfile.ZipFile(written / f"{stem}.docx") as package:
        root = etree.fromstring(package.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    said = [text.text or "" for text in root.iter(f"{space}t")]
    assert "{" not in "".join(said)
    with pypdfium2.PdfDocument(io.BytesIO((written / f"{stem}.pdf").read_bytes())) as pdf:
        set_words = "".join(page.get_textpage().get_text_range() for page in pdf)
    bare = "".join(set_words.replace("\ufffe", "").replace("\u00ad", "").replace("-", "").split())
    # Whatever Word has stands in the PDF too; lines are broken otherwise, so white space and hyphens are passed over.
    lacking = [text for text in said if "".join(text.replace("-", "").split()) not in bare]
    assert lacking == []


@pytest.mark.verapdf
def test_every_pdf_keeps_the_standards(written: Path) -> None:
    paths = sorted(written.glob("*.pdf"))
    asked = [(UA, path) for path in paths]
    asked += [(ARCHIVE, path) for path in paths if path.name != "formulär-tomt.pdf"]
    for (standard, path), verdict in zip(asked, validated(asked), strict=True):
        assert verdict.failures == (), (path.name, standard)


def test_the_workbook_opens_with_frozen_heads(written: Path) -> None:
    book = openpyxl.load_workbook(written / "redovisningar.xlsx")
    assert book["Redovisningar"].freeze_panes == "B2"
    assert "Örebro kommun" in {row[0].value for row in book["Redovisningar"].iter_rows(min_row=2)}


def test_what_the_documents_take_is_asked_for_before_any_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("redovisa.cli.write_demo._PARTS", ("typst", "saknas_helt"))
    assert main(["write", "demo", "--out", str(tmp_path / "d")]) == 2
    assert "(saknas_helt saknas). Installera dem med make documents" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "min.txt").write_text("min", "utf-8")
    assert main(["write", "demo", "--out", str(tmp_path)]) == 2
    assert "inte tom" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["min.txt"]
