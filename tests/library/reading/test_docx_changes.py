"""Content controls and tracked changes in Word files: what is shown, and what is left when changes are accepted."""

from __future__ import annotations

import pytest

from lookalikes.ooxml import cell, package, paragraph, row, run, table
from lookalikes.word_answers import check_box_control, control, deleted, inserted, prompt
from redovisa.reading.source import TICKED, UNTICKED
from redovisa.reading.word.docx import read_docx


def texts(body: str) -> list[str]:
    """The texts of a document's pieces."""
    return [piece.text for piece in read_docx(package(body)).pieces]


def grid(body: str) -> list[tuple[int | None, int | None, str]]:
    """Row, column and text of a document's pieces."""
    return [(piece.row, piece.column, piece.text) for piece in read_docx(package(body)).pieces]


class TestControls:
    """Content controls, wherever they are put."""

    def test_inline(self) -> None:
        assert texts(paragraph(run("Kommun ") + control(run("Timrå")))) == ["Kommun Timrå"]

    def test_around_paragraphs(self) -> None:
        assert texts(control(paragraph(run("ett")) + paragraph(run("två")))) == ["ett", "två"]

    def test_in_a_cell_around_a_cell_and_around_rows(self) -> None:
        first = row([cell(paragraph(run("a"))), control(cell(paragraph(run("b")))), cell(control(paragraph(run("c"))))])
        second = row([cell(paragraph(run("d")))])
        assert grid(table((1, 1, 1), [control(first), control(control(second))])) == [
            (0, 0, "a"),
            (0, 1, "b"),
            (0, 2, "c"),
            (1, 0, "d"),
        ]

    def test_around_a_table(self) -> None:
        assert grid(control(table((1,), [row([cell(paragraph(run("a")))])]))) == [(0, 0, "a")]

    def test_prompt_is_empty_and_the_cell_stays(self) -> None:
        body = table(
            (1, 1), [row([prompt("<w:text/>", lambda shown: cell(paragraph(shown))), cell(paragraph(run("b")))])]
        )
        assert grid(body) == [(0, 0, ""), (0, 1, "b")]
        assert read_docx(package(body)).remarks == ()

    def test_prompt_that_may_be_an_answer_is_told(self) -> None:
        source = read_docx(package(paragraph(run("A") + control(run("17"), "<w:text/>", "<w:showingPlcHdr/>"))))
        assert [piece.text for piece in source.pieces] == ["A"]
        assert source.remarks == ("Ett fält som är märkt som tomt visar ”17”. Det har inte räknats som svar.",)

    @pytest.mark.parametrize(("is_set", "meant"), [(True, TICKED), (False, UNTICKED)])
    def test_check_box(self, is_set: bool, meant: str) -> None:
        assert texts(paragraph(check_box_control(is_set) + run(" Ja"))) == [f"{meant} Ja"]

    def test_check_box_is_what_it_says_and_not_how_it_is_drawn(self) -> None:
        assert texts(paragraph(check_box_control(True).replace("☒", "X"))) == [TICKED]
        assert texts(paragraph(check_box_control(True).replace(run("☒"), ""))) == [TICKED]

    def test_drop_down_shows_its_choice(self) -> None:
        kind = '<w:dropDownList w:lastValue="2"><w:listItem w:displayText="Nej" w:value="2"/></w:dropDownList>'
        assert texts(paragraph(control(run("Nej"), kind))) == ["Nej"]
        assert texts(paragraph(control("", kind))) == ["Nej"]

    def test_date_is_taken_from_the_control_when_it_shows_nothing(self) -> None:
        kind = '<w:date w:fullDate="2024-01-05T00:00:00Z"><w:dateFormat w:val="yyyy-MM-dd"/></w:date>'
        assert texts(paragraph(control(run("5 januari 2024"), kind))) == ["5 januari 2024"]
        assert texts(paragraph(control("", kind))) == ["2024-01-05"]

    def test_custom_xml_is_unwrapped(self) -> None:
        assert texts(f"<w:customXml>{paragraph(run('a'))}</w:customXml>") == ["a"]


class TestChanges:
    """Tracked changes."""

    def test_what_was_added_and_deleted_again_is_not_told_as_added(self) -> None:
        source = read_docx(package(paragraph(run("Totalt ") + inserted(deleted("77") + run("13")))))
        assert [piece.text for piece in source.pieces] == ["Totalt 13"]
        assert source.remarks[1:] == ("Borttaget har inte räknats: ”77”.", "Tillagt har räknats: ”13”.")

    def test_deleted_is_gone_and_inserted_counts_and_both_are_told(self) -> None:
        source = read_docx(package(paragraph(run("Totalt ") + deleted("12") + inserted(run("13")))))
        assert [piece.text for piece in source.pieces] == ["Totalt 13"]
        assert source.remarks == (
            "Dokumentet har spårade ändringar som ingen har godkänt eller avvisat.",
            "Borttaget har inte räknats: ”12”.",
            "Tillagt har räknats: ”13”.",
        )

    def test_moved_text_stands_only_where_it_was_moved_to(self) -> None:
        moved = run("17")
        body = paragraph(run("a") + f"<w:moveFrom>{moved}</w:moveFrom>") + paragraph(
            run("b") + f"<w:moveTo>{moved}</w:moveTo>"
        )
        assert texts(body) == ["a", "b17"]

    def test_paragraphs_whose_mark_is_deleted_are_one(self) -> None:
        mark = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
        assert texts(paragraph(run("ett "), properties=mark) + paragraph(run("två"))) == ["ett två"]

    def test_last_paragraph_of_a_cell_keeps_its_text_when_its_mark_is_deleted(self) -> None:
        mark = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
        body = table((1, 1), [row([cell(paragraph(run("ett"), properties=mark)), cell(paragraph(run("två")))])])
        assert grid(body) == [(0, 0, "ett"), (0, 1, "två")]

    def test_deleted_row_is_gone_and_inserted_row_stays(self) -> None:
        gone = row([cell(paragraph(deleted("gammal")))], '<w:del w:id="1" w:author="A"/>')
        new = row([cell(paragraph(inserted(run("ny"))))], '<w:ins w:id="2" w:author="A"/>')
        assert grid(table((1,), [gone, new])) == [(0, 0, "ny")]

    def test_deleted_cell_is_empty_and_keeps_the_columns(self) -> None:
        gone = cell(paragraph(run("gammal")), properties='<w:cellDel w:id="1" w:author="A"/>')
        assert grid(table((1, 1), [row([gone, cell(paragraph(run("b")))])])) == [(0, 0, ""), (0, 1, "b")]

    def test_old_look_of_changed_text_does_not_strike_it(self) -> None:
        change = '<w:rPrChange w:id="1" w:author="A"><w:rPr><w:strike/></w:rPr></w:rPrChange>'
        assert texts(paragraph(run("12", change))) == ["12"]

    def test_deleted_control_is_gone(self) -> None:
        assert texts(paragraph(run("a") + f"<w:del>{control(run('b'))}</w:del>")) == ["a"]
