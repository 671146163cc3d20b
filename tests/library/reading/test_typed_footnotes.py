"""A footnote that somebody wrote in the form is told to a person; the form's own are not."""

from __future__ import annotations

import io
import zipfile

from lookalikes.word import MANNERS, write_word
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

READER = Reader(GRANT.form)
EDITION = GRANT.form.editions[2023]
TYPED = {"contact.municipality": "Kumla", "ombud.count": "2"}


def _notes(data: bytes) -> list[str]:
    (document,) = READER.read("formulär.docx", data)
    return [note for note in document.notes if note.startswith("Fotnot")]


def _with_note(data: bytes, printed: str, written: str) -> bytes:
    """The Word file with the words of one footnote changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("footnotes.xml"):
                assert printed.encode() in part
                part = part.replace(printed.encode(), written.encode())
            new.writestr(name, part)
    return out.getvalue()


def test_the_forms_own_footnotes_are_not_told() -> None:
    for manner in MANNERS.values():
        assert _notes(write_word(EDITION, TYPED, manner)) == []


def test_a_written_footnote_is_told_whole() -> None:
    written = "Ett av ombuden slutade i maj och räknas med 0,40"
    data = _with_note(write_word(EDITION, TYPED, MANNERS["typed over"]), EDITION.footnotes[0], written)
    assert _notes(data) == [f"Fotnot som någon har skrivit: ”{written}”"]


def test_words_added_to_a_printed_footnote_are_told() -> None:
    written = EDITION.footnotes[1] + " Vi har räknat även vuxna barn som bor hemma på helgerna."
    data = _with_note(write_word(EDITION, TYPED, MANNERS["typed over"]), EDITION.footnotes[1], written)
    assert len(_notes(data)) == 1
