"""What a Word file says again and again for the looks alone is taken out before it is parsed, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from lookalikes.ooxml import TRANSITIONAL, package, paragraph, run, zipped
from lookalikes.sample import told_apart
from lookalikes.word import MANNERS, write_word
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.source import TICKED, Source
from redovisa.reading.word import docx
from redovisa.reading.word.docx import read_docx
from redovisa.reading.word.lean import lean

EDITION = GRANT.form.editions[2023]
MANY = 20


def main_part(data: bytes) -> bytes:
    """The document's own XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def read_whole(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Source:
    """What is read with nothing taken out."""
    with monkeypatch.context() as patch:
        patch.setattr(docx, "lean", lambda xml: xml)
        return read_docx(data)


@pytest.mark.parametrize("name", MANNERS)
def test_a_form_reads_the_same_however_it_was_filled_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = write_word(EDITION, told_apart(EDITION, seed=4), MANNERS[name], seed=4)
    assert len(lean(main_part(data))) < 0.8 * len(main_part(data))
    assert read_docx(data) == read_whole(data, monkeypatch)


TELLING = {
    "signs": '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>',
    "too small to read": '<w:sz w:val="2"/>',
    "struck out": "<w:strike/>",
    "hidden": "<w:vanish/>",
    "white": '<w:color w:val="FFFFFF"/>',
    "raised": '<w:vertAlign w:val="superscript"/>',
    "marked with a pen": '<w:highlight w:val="yellow"/>',
    "in a style": '<w:rStyle w:val="Fotnotsreferens"/>',
}


@pytest.mark.parametrize("look", TELLING.values(), ids=list(TELLING))
def test_looks_that_tell_something_stay_however_often_they_are_met(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = f"<w:r><w:rPr>{look}</w:rPr><w:t>x 17</w:t></w:r>"
    data = package("".join(paragraph(told) for _ in range(MANY)) + paragraph(run("Kommun")) * MANY)
    assert lean(main_part(data)).count(look.encode()) == MANY
    assert read_docx(data) == read_whole(data, monkeypatch)


def test_letters_of_a_symbol_font_are_signs_also_when_all_words_are_written_so() -> None:
    ticked = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>x</w:t></w:r>'
    assert [piece.text for piece in read_docx(package(paragraph(ticked) * MANY)).pieces] == [TICKED] * MANY


@pytest.mark.parametrize("hidden", ["<!-- {} -->", "<![CDATA[{}]]>"])
def test_nothing_is_taken_out_where_words_may_only_look_like_elements(hidden: str) -> None:
    words = hidden.format("<w:r><w:rPr><w:b/></w:rPr>")
    xml = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode() * MANY
    assert lean(xml) == xml


def test_signs_of_exclamation_hide_nothing() -> None:
    xml = b"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Hej!</w:t></w:r></w:p>" * MANY
    assert lean(xml) == b"<w:p><w:r><w:t>Hej!</w:t></w:r></w:p>" * MANY


def test_an_empty_file_is_none() -> None:
    assert lean(b"") == b""


def named(declared: str, inner: str = "<w:p><w:r><w:t>Timrå</w:t></w:r></w:p>") -> list[str]:
    """What is read of a document that declares its names so."""
    parts = dict(_parts(package(paragraph(run("x")))))
    parts["word/document.xml"] = f"<w:document {declared}><w:body>{inner}</w:body></w:document>".encode()
    return [piece.text for piece in read_docx(zipped(parts)).pieces]


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.mark.parametrize(
    "declared", [f'xmlns:w="{TRANSITIONAL}"', f"xmlns:w='{TRANSITIONAL}'", f'xmlns:w = "{TRANSITIONAL}"']
)
def test_names_declared_in_any_way_are_known(declared: str) -> None:
    assert named(declared) == ["Timrå"]


def test_names_declared_again_further_down_are_known() -> None:
    inner = f"<v:p xmlns:v='{TRANSITIONAL}'><v:r><v:t>Ånge</v:t></v:r></v:p>"
    assert named(f'xmlns:w="{TRANSITIONAL}"', inner) == ["Ånge"]


def test_a_name_that_somebody_wrote_as_an_answer_stays() -> None:
    inner = f"<w:p><w:r><w:t>Se {TRANSITIONAL} för mer</w:t></w:r></w:p>"
    assert named(f'xmlns:w="{TRANSITIONAL}"', inner) == [f"Se {TRANSITIONAL} för mer"]
