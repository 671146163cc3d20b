"""The Word form, blank or prefilled, filled in as Word and LibreOffice do it, reads back as what was typed."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from redovisa.form.answer import Value
from redovisa.form.format import written
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader
from redovisa.writing.docx import write_docx
from redovisa.writing.form import FormWriter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
EDITION = GRANT.form.editions[2023]
FIELDS = GRANT.form.fields
KNOWN: dict[str, Value] = {
    "report.year": 2023,
    "contact.municipality": "Kumla kommun",
    "economy.granted.amount": 804_246,
}
TYPED: dict[str, Value] = {
    "ombud.positions": 2.25,
    "ombud.count.women": 2.0,
    "training.offered": True,
    "training.which": "Socialstyrelsens grundutbildning\nMotiverande samtal",
    "supervision.offered": False,
    "supervision.why_not": "Ingen handledare, trots två försök.",
    "clients.total.women": 31,
    "clients.total.men": 0,
    "provider.municipality": True,
    "provider.association": False,
    "steering_group.organisations.users": True,
    "steering_group.organisations.users.which": "RSMH & Attention <Kumla>",
    "access.deficiencies": "Långa köer till psykiatrin – ”mellan stolarna”.",
    "economy.spent.amount": 804_246,
    "signature.date": date(2024, 1, 12),
}


def form(answers: Mapping[str, Value]) -> bytes:
    return write_docx(FormWriter(EDITION, FIELDS, answers).document(EDITION.heads[0].lines, date(2023, 12, 1)))


def filled(data: bytes, typed: Mapping[str, Value]) -> bytes:
    """The file after someone has typed into its controls: what Word changes then, and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                content = typed_into(etree.fromstring(content), typed)
            made.writestr(name, content)
    return out.getvalue()


def typed_into(root: Any, typed: Mapping[str, Value]) -> bytes:
    left = dict(typed)
    ticks: dict[str, list[Any]] = {}
    for control in root.iter(f"{W}sdt"):
        key = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        if control.find(f"{W}sdtPr/{W14}checkbox") is not None:
            ticks.setdefault(key, []).append(control)
        elif key in left:
            write(control, written(FIELDS[key], left.pop(key)))
    for key, boxes in ticks.items():
        if key in left:
            value = left.pop(key)
            tick(boxes[0 if value in (True, "yes") else -1])
    assert not left, "every key has a control"
    return etree.tostring(root)


def write(control: Any, text: str) -> None:
    """Word takes the placeholder away, and makes a break of Enter."""
    properties = control.find(f"{W}sdtPr")
    placeholder = properties.find(f"{W}showingPlcHdr")
    if placeholder is not None:
        properties.remove(placeholder)
    content = control.find(f"{W}sdtContent")
    for child in list(content):
        content.remove(child)
    run = etree.SubElement(content, f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t").text = line


def tick(control: Any) -> None:
    control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked").set(f"{W14}val", "1")
    control.find(f".//{W}t").text = "☒"


def read(name: str, data: bytes) -> Redovisning:
    [document] = Reader(GRANT.form).read(name, data)
    return document


def folded(values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in values.items()}


@pytest.mark.parametrize("before", [{"report.year": 2023}, KNOWN], ids=["blank", "prefilled"])
def test_what_is_typed_in_word_reads_back(before: dict[str, Value]) -> None:
    back = read("x.docx", filled(form(before), TYPED))
    assert folded(back.values()) == folded({**before, **TYPED})
    assert back.doubts == ()


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_what_libreoffice_saves_reads_back(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ifylld.docx"
    path.write_bytes(filled(form(KNOWN), TYPED))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "ut"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    back = read(f"x.{kind}", (tmp_path / "ut" / f"ifylld.{kind}").read_bytes())
    asked = {doubt.field for doubt in back.doubts}
    given = folded({**KNOWN, **TYPED})
    got = folded(back.values())
    # Never a wrong value; and from Word's own kind nothing is even asked.
    assert {key: value for key, value in given.items() if key not in asked} == got
    assert kind != "docx" or not asked


@pytest.mark.office
def test_a_blank_form_is_still_blank_when_libreoffice_has_saved_it(tmp_path: Path) -> None:
    path = tmp_path / "tom.docx"
    path.write_bytes(form({"report.year": 2023}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "ut"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert read("x.docx", (tmp_path / "ut" / "tom.docx").read_bytes()).kind is Kind.BLANK
