"""Text files: encodings, the three manners, and every way in which a column is known or not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lookalikes.accuracy import Score
from lookalikes.forms import filled
from lookalikes.text import MANNERS, write_text
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader
from redovisa.reading.source import Manner
from redovisa.reading.text import decode, from_text

READER = Reader(GRANT.form)
FORM = next(filled(GRANT.form, 1, 3))  # of 2023


def read(typed: Mapping[str, str], manner: str = "running text") -> Redovisning:
    (document,) = READER.read("form.txt", write_text(FORM.edition, typed, manner))
    return document


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_is_read_right(manner: str) -> None:
    score = Score()
    for form in filled(GRANT.form, 8, 900):
        (document,) = READER.read("form.txt", write_text(form.edition, form.typed, manner))
        score.add(form.edition, document, form.truth)
    assert score.silent == 0, score.examples
    assert score.right >= 0.99 * score.fields, score.examples


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-7", "cp1252", "mac-roman"]
)
def test_encodings_are_told_apart_by_what_they_say(encoding: str) -> None:
    text = "Åsa Öberg på Återvändsgatan, Västerås. Förvaltningen för äldre." * 4
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("taken_for", ["cp1252", "latin-1"])
def test_text_that_was_encoded_twice_is_made_plain(taken_for: str) -> None:
    text = "Österåkers förvaltning för äldre, på återbesök."
    assert decode(text.encode().decode(taken_for).encode()) == text


def test_the_manner_is_seen() -> None:
    typed = FORM.typed
    manners = {name: from_text(write_text(FORM.edition, typed, name).decode()).manner for name in MANNERS}
    assert manners == {
        "running text": Manner.FLOW,
        "cells by tabs": Manner.CELLS,
        "columns by blanks": Manner.POSITIONS,
    }


def test_five_blanks_hold_a_column() -> None:
    document = read({"clients.total.men": "7", "clients.new.women": "3"})
    assert document.value("clients.total.women") is None
    assert document.value("clients.total.men") == 7
    assert document.value("clients.new.women") == 3
    assert document.value("clients.new.men") is None


def test_one_number_without_anything_that_holds_the_column_is_asked_about() -> None:
    text = write_text(FORM.edition, {"clients.total.men": "7"}, "running text").decode()
    text = text.replace("Totalt antal klienter       7", "Totalt antal klienter 7")
    (document,) = READER.read("form.txt", text.encode())
    asked = {doubt.field: doubt.candidates for doubt in document.doubts}
    assert asked["clients.total.women"] == asked["clients.total.men"] == (7,)
    assert "clients.total.men" not in document.answers


def test_ja_and_nej_both_ticked_is_asked_about() -> None:
    document = read({"training.offered=yes": "x", "training.offered=no": "x", "contact.city": "Timrå"})
    (doubt,) = [doubt for doubt in document.doubts if doubt.field == "training.offered"]
    assert doubt.candidates == (True, False)
    assert "training.offered" not in document.answers


def test_an_answer_does_not_swallow_the_question_after_it() -> None:
    text = write_text(FORM.edition, {"training.which": "Normkritik", "training.why_not": "Nej då"}, "running text")
    changed = text.decode().replace("Om nej, ange varför.", "Om nej ange varföre", 1)
    (document,) = READER.read("form.txt", changed.encode())
    assert document.value("training.which") == "Normkritik"
    assert document.value("training.why_not") == "Nej då"


def test_a_deleted_question_is_asked_about_not_taken_for_blank() -> None:
    text = write_text(FORM.edition, {"contact.city": "Timrå"}, "running text").decode()
    changed = text.replace("Bryta isolering", "")
    (document,) = READER.read("form.txt", changed.encode())
    assert {"contact_reasons.isolation.women", "contact_reasons.isolation.men"} <= {d.field for d in document.doubts}


def test_text_copied_column_by_column_is_told_and_asked_about() -> None:
    text = write_text(FORM.edition, FORM.typed, "running text").decode()
    head, _, rest = text.partition("Kvinnor Män\n")
    (document,) = READER.read("form.txt", f"{head}Kvinnor\n4\n9\n2\nMän\n3\n8\n1\n{rest}".encode())
    assert "kolumn för kolumn" in document.notes[0]
    assert "clients.total.women" not in document.answers


def test_a_form_that_lost_all_its_ticks_is_asked_about() -> None:
    typed = {key: text for key, text in FORM.typed.items() if "=" not in key and key != "signature.decided_digitally"}
    document = read(typed)
    assert "Nästan inga kryss" in next(doubt.why for doubt in document.doubts if doubt.field == "training.offered")


def test_words_no_question_asked_for_are_kept() -> None:
    text = write_text(FORM.edition, {"contact.city": "Timrå"}, "cells by tabs").decode()
    changed = text.replace("Handledning\n", "Handledning\nRing mig om något är oklart!\n", 1)
    (document,) = READER.read("form.txt", changed.encode())
    assert any("Ring mig om något är oklart!" in note for note in document.notes)


def test_a_blank_form_is_blank_and_another_paper_is_something_else() -> None:
    assert read({}).kind is Kind.BLANK
    (other,) = READER.read("brev.txt", "Hej! Här kommer protokollet från socialnämnden i Timrå kommun.".encode())
    assert other.kind is Kind.OTHER
    assert "ser inte ut att vara" in other.notes[0]


def test_a_year_without_an_edition_says_so() -> None:
    document = read({"report.year": "2022", "contact.city": "Timrå"})
    assert (document.year, document.edition) == (2022, 2023)
    assert "2022" in document.notes[0]
