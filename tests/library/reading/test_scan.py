"""Scanned pages: every number and tick is right or asked about, and bad pictures get a sentence."""

from __future__ import annotations

import json
import struct
import sys
import zlib
from pathlib import Path

import pytest

from lookalikes.forms import filled
from lookalikes.pdf import LOOKS, filled_pdf
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.opened import source as source_in
from redovisa.reading.picture.absent import NotInstalled
from redovisa.reading.picture.scan import read_picture, read_scan
from redovisa.reading.read import Reader
from redovisa.reading.sniff import FileType
from redovisa.reading.source import Unreadable

HERE = Path(__file__).parent
CONFIRM = "Läst ur en bild. Stämmer det?"
READER = Reader(GRANT.form)


def read(name: str) -> Redovisning:
    (document,) = READER.read_file(HERE / name)
    return document


def blank_png(width: int, height: int) -> bytes:
    """A PNG file whose head tells a size; its content is of no matter."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + part(b"IEND", b"")


@pytest.mark.ocr
@pytest.mark.parametrize(("picture", "least"), [("scan-numbers-2023.png", 50), ("scan-ticks-2023.jpg", 6)])
def test_a_scanned_page_gives_the_right_answer_or_a_question(picture: str, least: int) -> None:
    document = read(picture)
    expected = json.loads((HERE / picture).with_suffix(".expected.json").read_text())
    assert (document.kind, document.edition) == (Kind.REDOVISNING, 2023)
    asked = {doubt.field: doubt for doubt in document.doubts}
    for key, value in document.values().items():
        assert value == expected.get(key), key
        assert asked[key].why == CONFIRM
        assert asked[key].candidates == (value,)
    for key in expected.keys() - document.answers.keys():
        assert key in asked, f"{key} is lost"
        assert asked[key].why != CONFIRM
    assert len(document.answers) >= least


@pytest.mark.ocr
def test_a_scanned_pdf_is_read_as_its_pictures_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    import cv2

    from lookalikes.scan import as_pdf

    page = cv2.imread(str(HERE / "scan-ticks-2023.jpg"), cv2.IMREAD_GRAYSCALE)
    monkeypatch.setattr("redovisa.reading.picture.scan.MAX_PAGES", 1)
    (document,) = READER.read("a scan", as_pdf([page, page], 200))
    assert any("Bara de 1 första" in note for note in document.notes)
    assert document.answers["priority.has_order"].value is True
    assert document.answers["provider.other"].place.startswith("sida 1")
    assert "provider.municipality" not in document.answers


@pytest.mark.ocr
def test_a_picture_of_something_else_is_said_to_be_that() -> None:
    import cv2
    import numpy as np

    from lookalikes.scan import as_jpeg

    cat = cv2.GaussianBlur(np.random.default_rng(7).integers(0, 255, (1400, 1000)).astype(np.uint8), (0, 0), 40)
    cv2.circle(cat, (500, 700), 300, 90, -1)
    (document,) = READER.read("cat.jpg", as_jpeg(cat))
    assert document.kind in (Kind.UNREADABLE, Kind.OTHER)
    assert document.notes[0].endswith(".")


def test_the_fixtures_are_small() -> None:
    for path in HERE.glob("scan-*"):
        assert path.stat().st_size < 300_000


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (blank_png(60_000, 60_000), "60000 × 60000 punkter"),
        (blank_png(40, 30), "skadad"),
        (b"\x89PNG\r\n\x1a\n", "skadad"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "skadad"),
        ((HERE / "scan-ticks-2023.jpg").read_bytes()[:90_000], "slut saknas"),
    ],
)
def test_bad_pictures_get_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_picture(data)


@pytest.mark.ocr
def test_small_and_empty_pictures_get_a_sentence() -> None:
    with pytest.raises(Unreadable, match="för liten"):
        read_scan([(300, 400, b"\xff" * 120_000)])
    with pytest.raises(Unreadable, match="ingen text"):
        read_scan([(1000, 1400, b"\xff" * 1_400_000)])
    with pytest.raises(Unreadable, match="ingen text"):
        read_scan([(0, 0, b"")])


def test_without_the_libraries_a_person_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("redovisa.reading.picture.")]:
        if not name.endswith((".absent", ".scan")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(NotInstalled, match=r"redovisa\[ocr\]"):
        read_picture(b"\xff\xd8\xff")


@pytest.mark.ocr
def test_without_the_program_a_person_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = (HERE / "scan-ticks-2023.jpg").read_bytes()
    with pytest.raises(NotInstalled, match="tesseract-ocr-swe"):
        source_in(data, FileType.JPEG)


@pytest.mark.ocr
def test_a_program_that_fails_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo swe && exit 0\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="kunde inte läsa bilden"):
        read_picture((HERE / "scan-ticks-2023.jpg").read_bytes())


def test_an_earlier_reading_is_used_only_as_questions() -> None:
    """The same form, once as text and once as what OCR was unsure of: no answer of the latter is taken for granted."""
    from dataclasses import replace

    from redovisa.reading.pdf.document import read_pdf

    (form,) = filled(GRANT.form, 1, 3)
    plain = read_pdf(filled_pdf(form.edition, form.typed, LOOKS["strokes"]))
    sure = READER.understand("sure", plain)
    unsure = READER.understand("unsure", replace(plain, ocr=True, uncertain=frozenset(range(len(plain.pieces)))))
    assert len(sure.answers) > 60
    assert not unsure.answers
    candidates = {doubt.field: doubt.candidates for doubt in unsure.doubts}
    for key, value in sure.values().items():
        assert value in candidates[key], key


def test_an_answer_before_a_heading_without_its_number_is_not_taken_for_the_number() -> None:
    """The heading ``3. Kontakt med verksamheten`` may lose its number: in Word it is often an automatic one."""
    from dataclasses import replace

    from redovisa.reading.pdf.document import read_pdf

    (form,) = filled(GRANT.form, 1, 3)
    typed = form.typed | {"clients.with_children.women": "3", "clients.with_children.men": "6"}
    plain = read_pdf(filled_pdf(form.edition, typed, LOOKS["strokes"]))
    pieces = tuple(replace(piece, text=piece.text.removeprefix("3. ")) for piece in plain.pieces)
    for ocr in (False, True):
        answers = READER.understand("no number", replace(plain, pieces=pieces, ocr=ocr)).values()
        assert answers["clients.with_children.women"] == 3
        assert answers["clients.with_children.men"] == 6


def test_a_scanned_pdf_is_not_weighed_by_the_ends_of_its_pictures() -> None:
    from redovisa.reading.pdf.weight import is_too_heavy

    picture = b"<< /Subtype /Image /Filter /DCTDecode >>\nstream\n" + b"/RL;" * 100_000 + b"\nendstream\nendobj\n"
    assert not is_too_heavy(b"%PDF-1.7\n1 0 obj\n" + picture + b"2 0 obj\n" + picture)


def test_a_footnote_that_was_taken_for_an_answer_is_asked_about() -> None:
    from dataclasses import replace

    from redovisa.reading.pdf.document import read_pdf

    (form,) = filled(GRANT.form, 1, 3)
    misread = "Anges med två decimaler. För ett ombud på heltid (40 timmari veckan) och ett på halvtid anges 1,50."
    plain = read_pdf(filled_pdf(form.edition, form.typed | {"supervision.why_not": misread}, LOOKS["strokes"]))
    document = READER.understand("misread", replace(plain, ocr=True))
    assert "supervision.why_not" not in document.answers
    assert "supervision.why_not" in {doubt.field for doubt in document.doubts if doubt.why != CONFIRM}
