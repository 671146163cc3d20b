"""The written form: what stands in it, whatever is answered, and that nothing of it is lost or cut off."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from redovisa.form.answer import Value
from redovisa.form.edition import Table
from redovisa.form.parse import folded
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import counties
from redovisa.reading.read import Reader
from redovisa.writing.document import Attachment, CannotWrite, Document
from redovisa.writing.docx import write_docx
from redovisa.writing.form import FormWriter
from redovisa.writing.head import head_lines
from redovisa.writing.pdf import write_pdf
from redovisa.writing.pdf_fields import write_fillable

DAY = date(2024, 1, 5)
EDITION = GRANT.form.editions[2023]
WORDS = {
    "lines": ["Sänds in till: {board}, {email}.", "Senast den {deadline}."],
    "unknown": ["Sänds in till länsstyrelsen senast den {deadline}."],
    "deadline": {"month": 1, "day": 15},
}
HUNDRED_LINES = "\n".join(
    f"Rad {number}: lång väntan hos vården och korta tider för beslut." for number in range(1, 101)
)
LONG = {
    "report.year": 2023,
    "contact.municipality": "Malung-Sälens kommun",
    "contact.contact_person": "Anna-Karin Margareta Exempelsson-Provström af Ledtråden",
    "contact.board": "Individ- och familjeomsorgsnämndens arbetsutskott för socialpsykiatri och samverkan",
    "contact.email": "anna-karin.margareta.exempelsson-provstrom@malung-salen.exempel.se",
    "steering_group.organisations.users.which": "Riksförbundet för social och mental hälsa i Dalarna, RSMH-Väster",
    "access.deficiencies": HUNDRED_LINES,
}


def form(answers: dict[str, Value], *attached: Attachment) -> Document:
    return FormWriter(EDITION, GRANT.form.fields, answers).document(EDITION.heads[0].lines, DAY, attached)


def read(name: str, data: bytes) -> Redovisning:
    [document] = Reader(GRANT.form).read(name, data)
    return document


@pytest.mark.parametrize("write", [write_docx, write_pdf, write_fillable])
def test_a_blank_form_is_recognised_as_blank_with_its_county_board(write: Callable[[Document], bytes]) -> None:
    back = read("tom", write(form({"report.year": 2023})))
    assert (back.kind, back.edition, back.county) == (Kind.BLANK, 2023, "18")


@pytest.mark.parametrize("write", [write_docx, write_pdf])
def test_long_names_and_a_hundred_lines_stay_whole(write: Callable[[Document], bytes]) -> None:
    back = read("lång", write(form(LONG)))
    assert back.values() == {key: folded(value) if isinstance(value, str) else value for key, value in LONG.items()}


def test_the_same_answers_give_the_same_bytes() -> None:
    for write in (write_docx, write_pdf, write_fillable):
        assert write(form(LONG | {"access.deficiencies": "Kort"})) == write(
            form(LONG | {"access.deficiencies": "Kort"})
        )


def test_nothing_stands_outside_the_margins() -> None:
    unbroken = {"contact.department": "W" * 300, "access.measures": "https://exempel.se/" + "mycket-lång-adress/" * 20}
    with pypdfium2.PdfDocument(write_pdf(form(LONG | unbroken))) as pdf:
        for page in pdf:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                assert left == right or (left > 50 and right < 595 - 50 and bottom > 25 and top < 842 - 40)


def test_signs_that_no_font_has_are_told_in_the_pdf_and_kept_in_word() -> None:
    said = "Ombuden tackar \U0001f600 och 漢字"
    answers: dict[str, Value] = {"report.year": 2023, "other.comments": said}
    assert read("w", write_docx(form(answers))).value("other.comments") == said
    back = str(read("p", write_pdf(form(answers))).value("other.comments"))
    assert back.startswith("Ombuden tackar [U+1F600] och [U+6F22][U+5B57]")
    with pytest.raises(CannotWrite, match="typsnitt saknar"):
        write_fillable(form(answers))


def test_signs_that_would_break_a_file_do_not() -> None:
    answers: dict[str, Value] = {
        "report.year": 2023,
        "other.comments": "<w:p> & \x00\x0b ]]> #set \\ $x$ *fet* @a \ufffe slut",
    }
    for write in (write_docx, write_pdf, write_fillable):
        assert str(read("x", write(form(answers))).value("other.comments")).startswith("<w:p> &")


def test_an_answer_too_long_for_a_field_is_refused_and_not_cut() -> None:
    with pytest.raises(CannotWrite, match="för långt för sin ruta"):
        write_fillable(form({"report.year": 2023, "access.deficiencies": HUNDRED_LINES * 3}))


def test_the_answers_travel_within_the_pdf() -> None:
    attached = Attachment("svar.json", json.dumps({"å": 1}).encode(), "application/json", "Svaren")
    with pikepdf.open(io.BytesIO(write_pdf(form(LONG, attached)))) as pdf:
        assert pdf.attachments["svar.json"].get_file().read_bytes() == attached.data
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Source


def test_word_has_a_control_for_each_room_and_real_footnotes() -> None:
    document = form(LONG)
    with zipfile.ZipFile(io.BytesIO(write_docx(document))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        notes = package.read("word/footnotes.xml").decode()
        assert all(etree.fromstring(package.read(name)) is not None for name in package.namelist() if "xml" in name)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    tags = [tag.get(f"{w}val") for tag in root.iter(f"{w}tag")]
    assert tags == [room.key for room in document.rooms()]
    assert len({number.get(f"{w}val") for number in root.iter(f"{w}id")}) == len(tags)
    assert len(list(root.iter(f"{w}footnoteReference"))) == len(EDITION.footnotes)
    assert all(note in notes for note in EDITION.footnotes)
    assert len(list(root.iter(f"{w}tblHeader"))) == sum(isinstance(block, Table) for block in EDITION.blocks)


def test_each_county_has_its_own_head() -> None:
    for code, county in counties().items():
        lines = "\n".join(head_lines(EDITION, 2023, county, WORDS))
        assert county.board_email in lines or county.board in lines, code
        assert "15 januari 2024" in lines
    assert head_lines(EDITION, 2024, counties()["18"], WORDS)[1] == "Senast den 15 januari 2025."
    assert head_lines(EDITION, 2023, None, WORDS) == ("Sänds in till länsstyrelsen senast den 15 januari 2024.",)
