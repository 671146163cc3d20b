"""Answers written where they do not belong: each is asked about wherever it may be meant for, and none is lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from lookalikes.ooxml import cell, package, paragraph, row, run, table, zipped
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

READER = Reader(GRANT.form)
FORM = (Path(__file__).parents[2] / "seeds" / "osteraker-2023-filled.txt").read_text(encoding="utf-8")
COVERS, COVERED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(text: str) -> Redovisning:
    """The form in a text."""
    (form,) = READER.read("formulär.txt", text.encode())
    return form


def as_word(text: str) -> bytes:
    """The form in a text as a Word file: its lines as paragraphs, its lines with tabs as rows of tables."""
    blocks: list[str] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(row([_cell(words) for words in line.split("\t")]))
            continue
        if rows:
            blocks.append(table((3000,) * 3, rows))
            rows = []
        blocks.append(paragraph(run(line)))
    return package("".join(blocks))


def _cell(words: str) -> str:
    """A cell; ``↧`` before its words joins it with the cell below, ``↥`` with the one above, ``⏎`` parts paragraphs."""
    merge = {"↧": COVERS, "↥": COVERED}.get(words[:1], "")
    return cell("".join(paragraph(run(line)) for line in words.lstrip("↧↥").split("⏎")), 3000, 1, merge)


def read_word(text: str) -> Redovisning:
    """The form in a text, read from a Word file."""
    (form,) = READER.read("formulär.docx", as_word(text))
    return form


def asked(form: Redovisning, key: str) -> tuple[object, ...]:
    """The candidates of a field that is asked about; fails when it was answered."""
    assert key not in form.answers, f"{key} is answered: {form.value(key)!r}"
    (doubt,) = (doubt for doubt in form.doubts if doubt.field == key)
    return doubt.candidates


TRUTH = {key: answer.value for key, answer in read(FORM).answers.items()}


def other_than_asked(form: Redovisning) -> dict[str, object]:
    """The fields that are neither as in the form that was sent nor asked about."""
    doubted = {doubt.field for doubt in form.doubts}
    keys = {*TRUTH, *form.answers} - doubted
    return {key: form.value(key) for key in keys if form.value(key) != TRUTH.get(key)}


def test_the_form_as_a_word_file_is_read_as_its_text() -> None:
    assert other_than_asked(read_word(FORM)) == {}


@pytest.mark.parametrize("both", ["64/63", "64 + 63", "64 kvinnor 63 män", "K 64, M 63", "64 63"])
def test_two_numbers_in_one_column_are_asked_about_in_both(both: str) -> None:
    form = read(FORM.replace("Totalt antal klienter\t64\t63", f"Totalt antal klienter\t{both}\t"))
    assert asked(form, "clients.total.women") == (64, 63)
    assert asked(form, "clients.total.men") == (64, 63)
    assert other_than_asked(form) == {}


def test_a_number_that_is_merely_approximate_leaves_the_blank_beside_it_alone() -> None:
    form = read(FORM.replace("Totalt antal klienter\t64\t63", "Totalt antal klienter\tca 64\t"))
    assert asked(form, "clients.total.women") == (64,)
    assert "clients.total.men" not in {doubt.field for doubt in form.doubts}


def test_a_code_and_a_city_in_one_box_are_asked_about_in_both() -> None:
    form = read(FORM.replace("Postnummer 186 22\tPostort Åkersberga", "Postnummer 186 22 Åkersberga\tPostort "))
    assert asked(form, "contact.postal_code") == ("186 22",)
    assert asked(form, "contact.city") == ("186 22 Åkersberga",)


def test_a_cell_merged_over_two_rows_is_asked_about_in_both() -> None:
    form = read_word(FORM.replace("Bostad\t4\t6\nSysselsättning\t6\t8", "Bostad\t4\t↧6\nSysselsättning\t6\t↥"))
    assert asked(form, "contact_reasons.housing.men") == (6,)
    assert asked(form, "contact_reasons.occupation.men") == (6,)
    assert other_than_asked(form) == {}


def test_a_tick_merged_over_two_rows_is_asked_about_in_both() -> None:
    form = read_word(
        FORM.replace(
            "Arbetsförmedlingen\tx\t\nFörsäkringskassan\tx\t", "Arbetsförmedlingen\t↧x\t\nFörsäkringskassan\t↥\t"
        )
    )
    assert asked(form, "steering_group.authorities.employment_service") == (True,)
    assert asked(form, "steering_group.authorities.social_insurance") == (True, False)


def test_an_empty_merged_cell_asks_nothing() -> None:
    text = FORM.replace(
        "Arbetsförmedlingen\tx\t\nFörsäkringskassan\tx\t", "Arbetsförmedlingen\tx\t↧\nFörsäkringskassan\tx\t↥"
    )
    assert other_than_asked(read_word(text)) == {}
    assert not {doubt.field for doubt in read_word(text).doubts} & {
        "steering_group.authorities.employment_service",
        "steering_group.authorities.social_insurance",
    }


@pytest.mark.parametrize("word", ["Summa", "Totalt", "Summa:"])
def test_a_row_of_sums_is_no_part_of_the_answer_above_it(word: str) -> None:
    sums = f"\n{word}\t69\t55"
    form = read_word(re.sub(r"(?m)^(Om annan orsak, ange vilken\..*)$", rf"\1{sums}", FORM, count=1))
    assert form.value("contact_reasons.other.text") == TRUTH["contact_reasons.other.text"]
    assert any("69 55" in note for note in form.notes)


def test_a_row_somebody_added_under_an_answer_is_asked_about() -> None:
    form = read_word(
        re.sub(r"(?m)^(Om annan orsak, ange vilken\..*)$", "\\1\nVåld i nära relation\t3\t1", FORM, count=1)
    )
    alone, whole = asked(form, "contact_reasons.other.text")
    assert alone == TRUTH["contact_reasons.other.text"]
    assert str(whole).endswith("Våld i nära relation 3 1")


@pytest.mark.parametrize(
    ("key", "line", "words"),
    [
        (
            "contact_reasons.other.text",
            "Om annan orsak, ange vilken.",
            "Tendenser till förändring av orsaker till kontakt",
        ),
        ("training.why_not", "Om nej, ange varför.", "Handledning"),
    ],
)
def test_a_later_heading_written_as_an_answer_is_asked_about(key: str, line: str, words: str) -> None:
    text = re.sub(rf"(?m)^{re.escape(line)}.*$", f"{line}\n{words}", FORM, count=1)
    assert words in [str(candidate) for candidate in asked(read(text), key)]
    assert other_than_asked(read(text)) == {}


def test_boxes_on_one_line_with_single_blanks_are_parted_by_their_labels() -> None:
    flat = (
        FORM.replace("\tPostnummer", " Postnummer")
        .replace("\tPostort", " Postort")
        .replace("\tAvdelning", " Avdelning")
    )
    flat = flat.replace("\tTjänsteställe", " Tjänsteställe")
    assert other_than_asked(read(flat)) == {}
    assert read(flat).value("contact.city") == "Åkersberga"
    assert read(flat).value("contact.postal_code") == "186 22"
    assert read(flat).value("signature.workplace") == TRUTH["signature.workplace"]


def test_a_heading_within_an_answer_is_asked_about() -> None:
    form = read(re.sub(r"(?m)^(Om verksamheten har haft färre.*)$\s+8\. Övrigt", r"\1 Sjukskrivning. 8. Övrigt", FORM))
    assert asked(form, "economy.why_fewer") == ("Sjukskrivning. 8. Övrigt",)


def one_number(look: str, words: str = "64", more: str = "") -> Redovisning:
    """The form with the women's number in a look of its own, and more runs after it."""
    unpacked = _parts(as_word(FORM))
    document = unpacked["word/document.xml"].decode()
    made = document.replace(run("64"), run(words, look) + more, 1)
    assert made != document
    (form,) = READER.read("formulär.docx", zipped({**unpacked, "word/document.xml": made.encode()}))
    return form


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize(
    "look",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        "<w:color w:val='FFFFFF'/>",
        '<w:sz w:val="2"/>',
        "<w:sz w:val='2'/>",
    ],
)
def test_text_that_nobody_sees_is_asked_about(look: str) -> None:
    form = one_number(look)
    assert asked(form, "clients.total.women") == (64,)
    assert any("syns inte" in doubt.why for doubt in form.doubts if doubt.field == "clients.total.women")
    assert other_than_asked(form) == {}


def test_a_white_digit_beside_a_number_is_asked_about_with_both_readings() -> None:
    form = one_number("", more=run("7", '<w:color w:val="FFFFFF"/>'))
    assert asked(form, "clients.total.women") == (647, 64)


@pytest.mark.parametrize(
    "look", ['<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>', '<w:color w:val="FF0000"/>']
)
def test_white_text_on_a_dark_ground_and_coloured_text_are_answers(look: str) -> None:
    assert one_number(look).value("clients.total.women") == 64


def test_a_number_in_a_table_within_its_cell_is_asked_about() -> None:
    inner = table((900,), [row([cell(paragraph(run("64")), 900)])]) + paragraph()
    form = one_cell(paragraph(run("64")), inner)
    assert asked(form, "clients.total.women") == (64,)
    assert form.value("clients.total.men") == 63


def test_a_ring_drawn_in_an_empty_cell_is_asked_about() -> None:
    form = one_cell(
        paragraph(run("64")), paragraph('<w:r><w:pict><v:oval style="width:9pt;height:9pt"/></w:pict></w:r>')
    )
    assert asked(form, "clients.total.women") == ()
    assert form.value("clients.total.men") == 63


def one_cell(before: str, after: str) -> Redovisning:
    """The form with other paragraphs in the women's cell."""
    unpacked = _parts(as_word(FORM))
    document = unpacked["word/document.xml"].decode()
    made = document.replace(before, after, 1)
    assert made != document
    (form,) = READER.read("formulär.docx", zipped({**unpacked, "word/document.xml": made.encode()}))
    return form


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("Ja\tNej", None), ("\tX Nej", False), ("Ja X\t", True), ("[x]\t[ ]", True), ("nej\t", None), ("\tJa", None)],
)
def test_words_in_tick_boxes_count_for_their_own_column_only(typed: str, answer: bool | None) -> None:
    text = FORM.replace("erbjudits handledning.\tX\t", f"erbjudits handledning.\t{typed}")
    for form in (read(text), read_word(text)):
        if answer is None:
            assert asked(form, "supervision.offered") == (True, False)
        else:
            assert form.value("supervision.offered") is answer
        assert other_than_asked(form).keys() <= {"supervision.offered"}


def test_yes_and_no_on_two_lines_of_an_answer_are_no_column_heads() -> None:
    form = read_word(FORM.replace("Om nej, ange varför.\t\t\n\nHand", "Om nej, ange varför.⏎Ja⏎Nej\t\t\n\nHand"))
    assert form.value("training.why_not") == "Ja Nej"


@pytest.mark.parametrize("typed", ["2.25", "2,25"])
def test_an_amount_in_a_cell_of_its_own_keeps_the_figure_that_looks_like_a_footnote(typed: str) -> None:
    form = read(
        FORM.replace("Ange antal tjänster med 2 decimaler¹: 3,00", f"Ange antal tjänster med 2 decimaler\t{typed}")
    )
    assert form.value("ombud.positions") == 2.25


def test_ages_are_read_under_the_row_they_stand_under_when_the_next_table_is_missing() -> None:
    lines = FORM.split("\n")
    new, closed = (
        next(i for i, line in enumerate(lines) if line.startswith(f"Antal {word}")) for word in ("nya", "avsl")
    )
    without_new = read_word("\n".join(lines[:new] + lines[closed:]))
    assert without_new.value("clients.total.women.18-29") == 18
    assert not [key for key in without_new.answers if key.startswith("clients.new")]
    without_closed = read_word("\n".join(lines[:closed] + lines[closed + 5 :]))
    assert without_closed.value("clients.new.women.65+") == 2
    assert not [key for key in without_closed.answers if key.startswith("clients.closed")]


def test_a_single_figure_that_no_question_asked_for_is_told() -> None:
    form = read_word(FORM.replace("\nRelationsfrågor\t", "\n\t\t7\nRelationsfrågor\t"))
    assert any("”7”" in note for note in form.notes)


def test_more_texts_than_are_told_one_by_one_are_counted() -> None:
    row_labels = (
        r"\n(därav |Bostad|Syssel|Struktur|Bryta|Relations|Existen|Stöd i kontakten|Annan orsak\t|Förening|Stiftelse)"
    )
    form = read_word(re.sub(row_labels, r"\nTillagt\t1\t2\n\1", FORM))
    assert sum("Tillagt" in note for note in form.notes) == 20
    assert "Ytterligare 3 texter hör inte till någon fråga. Läs dem i dokumentet." in form.notes
