"""What stands in a paragraph of a Word file: words, breaks, signs, fields, and what does not count."""

from __future__ import annotations

import random

import pytest

from lookalikes.ooxml import package, paragraph, run
from lookalikes.word_answers import BLANK, form_check_box, form_choice, form_text, text_box
from redovisa.reading.source import TICKED, UNTICKED, Manner
from redovisa.reading.word.docx import read_docx


def chance() -> random.Random:
    """A generator of chance that always draws the same."""
    return random.Random(0)


def texts(body: str, **parts: object) -> list[str]:
    """The texts of a document's pieces."""
    return [piece.text for piece in read_docx(package(body, **parts)).pieces]  # type: ignore[arg-type]  # passed on as it came


def one(content: str) -> str:
    """The text of a document that has one paragraph."""
    (text,) = texts(paragraph(content))
    return text


def test_paragraphs_are_pieces_in_order_and_empty_ones_are_not() -> None:
    source = read_docx(package(paragraph(run("Kommun")) + paragraph() + paragraph(run("Timrå"))))
    assert [piece.text for piece in source.pieces] == ["Kommun", "Timrå"]
    assert source.manner is Manner.CELLS
    assert source.pieces[0].table is None


def test_tabs_and_breaks_stand_as_such_and_tab_stops_do_not() -> None:
    stops = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert texts(paragraph(run("a\tb\nc"), properties=stops)) == ["a\tb\nc"]


def test_words_torn_into_runs_are_one() -> None:
    assert one(run("Öster") + '<w:proofErr w:type="spellEnd"/>' + run("åker")) == "Österåker"


def test_words_in_links_and_smart_tags_are_read() -> None:
    link = f'<w:hyperlink r:id="rId9">{run("timra.se")}</w:hyperlink>'
    assert one(run("www.") + link + f"<w:smartTag>{run('!')}</w:smartTag>") == "www.timra.se!"


def test_hyphens() -> None:
    assert (
        one(f"<w:r>{'<w:t>för</w:t><w:softHyphen/><w:t>valt</w:t><w:noBreakHyphen/><w:t>ning</w:t>'}</w:r>")
        == "förvalt-ning"
    )
    assert one(run("för\u00advaltning")) == "förvaltning"


def test_signs_that_part_directions_of_writing_are_gone() -> None:
    assert one(run("\u200e21\u200f\u200b")) == "21"


def test_text_shown_in_another_order_than_it_is_written_has_a_sign_that_cannot_be_read() -> None:
    assert one(run("\u202e21\u202c")) == "\ufffd21"


@pytest.mark.parametrize(("level", "seen"), [("superscript", "17¹"), ("subscript", "17₁"), ("baseline", "171")])
def test_a_raised_or_lowered_digit_does_not_become_a_part_of_the_number_before_it(level: str, seen: str) -> None:
    aside = f'<w:r><w:rPr><w:vertAlign w:val="{level}"/></w:rPr><w:t>1</w:t></w:r>'
    assert one(run("17") + aside) == seen


@pytest.mark.parametrize(
    ("font", "code", "meant"),
    [
        ("Wingdings", "F0FE", TICKED),
        ("Segoe UI Symbol", "2713", "✓"),
        ("MS Gothic", "2612", TICKED),
        ("Wingdings", "F0FC", TICKED),
        ("Wingdings", "F078", TICKED),
        ("Wingdings", "F0A8", UNTICKED),
        ("Wingdings", "F06F", UNTICKED),
        ("Wingdings 2", "F052", TICKED),
        ("Wingdings 2", "F0A3", UNTICKED),
        ("Webdings", "F061", TICKED),
        ("Symbol", "F0B7", "•"),
        ("Wingdings", "F028", "\ufffd"),  # a telephone: there is something, and what it means cannot be known
        ("Wingdings", "?", "\ufffd"),
    ],
)
def test_symbols(font: str, code: str, meant: str) -> None:
    assert one(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>') == meant


def test_letters_typed_in_a_symbol_font_are_signs() -> None:
    wingdings = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    assert one(f"<w:r><w:rPr>{wingdings}</w:rPr><w:t>þ</w:t></w:r>") == TICKED
    assert one(run("þ")) == "þ"


def test_other_drawn_boxes_are_the_same_two() -> None:
    assert one(run("☑ Ja □ Nej")) == f"{TICKED} Ja {UNTICKED} Nej"


class TestFormFields:
    """Legacy form fields."""

    def test_text_is_its_result(self) -> None:
        assert one(run("Kommun ") + form_text(run("Timrå"), chance())) == "Kommun Timrå"

    def test_blank_keeps_its_five_blanks(self) -> None:
        assert one(form_text(run(BLANK), chance())) == BLANK

    def test_text_over_several_paragraphs(self) -> None:
        begin, end = form_text("\0", chance()).split("\0")
        body = (
            paragraph(begin + run("ett")) + paragraph(run("två")) + paragraph(run("tre") + end) + paragraph(run("sen"))
        )
        assert texts(body) == ["ett", "två", "tre", "sen"]

    @pytest.mark.parametrize(("is_set", "meant"), [(True, TICKED), (False, UNTICKED)])
    def test_check_box(self, is_set: bool, meant: str) -> None:
        assert one(form_check_box(is_set) + run(" Ja")) == f"{meant} Ja"

    @pytest.mark.parametrize(
        ("state", "meant"),
        [
            ('<w:default w:val="1"/>', TICKED),
            ('<w:default w:val="1"/><w:checked w:val="0"/>', UNTICKED),
            ('<w:default w:val="0"/><w:checked w:val="true"/>', TICKED),
            ('<w:default w:val="0"/><w:checked/>', TICKED),
            ("", UNTICKED),
        ],
    )
    def test_check_box_state_comes_before_its_default(self, state: str, meant: str) -> None:
        box = form_check_box(False).replace('<w:default w:val="0"/>', state)
        assert one(box) == meant

    def test_drop_down(self) -> None:
        assert one(run("Kö: ") + form_choice(["Välj", "Ja", "Nej"], 2)) == "Kö: Nej"

    def test_drop_down_with_a_result_of_its_own(self) -> None:
        shown = form_choice(["Ja", "Nej"], 0).replace(
            '<w:fldChar w:fldCharType="end"/>', '<w:t>Nej</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'
        )
        assert one(shown) == "Nej"

    def test_field_within_a_field_shows_only_the_outer_result(self) -> None:
        inner = form_text(run("INUTI"), chance())
        begin, rest = form_text(run("svar"), chance()).split("<w:r><w:instrText", 1)
        assert one(begin + inner + "<w:r><w:instrText" + rest) == "svar"

    def test_result_of_a_reference_and_not_its_instruction(self) -> None:
        assert one(form_text(run("2023"), chance()).replace("FORMTEXT", "REF Bokmärke")) == "2023"

    def test_field_that_never_ends_does_not_silence_the_rest(self) -> None:
        begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>'
        assert texts(paragraph(begun) + paragraph(run("resten"))) == ["resten"]

    def test_end_without_a_beginning(self) -> None:
        assert one('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("resten")) == "resten"


class TestNotes:
    """Footnotes, endnotes and comments."""

    def test_footnotes_are_out_of_line_and_leave_no_mark(self) -> None:
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        body = paragraph(run("2 decimaler") + reference + run(": 1,50"))
        source = read_docx(package(body, footnotes=["Anges med två decimaler."]))
        assert [piece.text for piece in source.pieces] == ["2 decimaler: 1,50"]
        assert source.footnotes == ("Anges med två decimaler.",)

    def test_own_mark_of_a_note_is_not_part_of_the_text(self) -> None:
        reference = '<w:r><w:endnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
        source = read_docx(package(paragraph(run("17") + reference), endnotes=["Inkluderar även barn."]))
        assert [piece.text for piece in source.pieces] == ["17"]
        assert source.footnotes == ("Inkluderar även barn.",)

    def test_comments_are_told(self) -> None:
        commented = run("17") + '<w:r><w:commentReference w:id="0"/></w:r>'
        source = read_docx(package(paragraph(commented), remarks=["Stämmer det?"]))
        assert [piece.text for piece in source.pieces] == ["17"]
        assert source.remarks == ("Kommentar i dokumentet: ”Stämmer det?”.",)


class TestLeftOut:
    """Struck-out and hidden text."""

    @pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="1"/>'])
    def test_struck_out_is_no_answer_and_is_told(self, look: str) -> None:
        source = read_docx(package(paragraph(run("12", look) + run("13"))))
        assert [piece.text for piece in source.pieces] == ["13"]
        assert source.remarks == ("Överstruken text har inte räknats som svar: ”12”.",)

    def test_struck_out_bit_by_bit_is_told_once_and_where(self) -> None:
        body = paragraph(run("Ekonomi")) + paragraph(run("1", "<w:strike/>") + run("2", "<w:strike/>") + run("13"))
        assert read_docx(package(body)).remarks == (
            "Överstruken text har inte räknats som svar: ”12” (vid ”Ekonomi”).",
        )

    def test_strike_that_is_off_does_not_strike(self) -> None:
        assert one(run("12", '<w:strike w:val="0"/>')) == "12"

    def test_hidden_text_is_told(self) -> None:
        source = read_docx(package(paragraph(run("hemligt", "<w:vanish/>") + run("öppet"))))
        assert [piece.text for piece in source.pieces] == ["öppet"]
        assert source.remarks == ("Dold text har inte räknats som svar: ”hemligt”.",)

    def test_struck_out_by_a_style(self) -> None:
        style = '<w:style w:type="character" w:styleId="Struken"><w:rPr><w:strike/></w:rPr></w:style>'
        body = paragraph(run("12", '<w:rStyle w:val="Struken"/>') + run("13"))
        source = read_docx(package(body, more_styles=style))
        assert [piece.text for piece in source.pieces] == ["13"]
        assert source.remarks

    def test_struck_paragraph_mark_does_not_strike_the_words(self) -> None:
        assert texts(paragraph(run("12"), properties="<w:rPr><w:strike/></w:rPr>")) == ["12"]

    def test_long_text_is_shortened_in_the_remark(self) -> None:
        (remark,) = read_docx(package(paragraph(run("orden " * 50, "<w:strike/>")))).remarks
        assert remark.endswith(" …”.")
        assert len(remark) < 130


class TestTextBoxes:
    """Text boxes, in the new drawing and the old."""

    def test_text_is_taken_once_after_the_paragraph_it_is_fastened_to(self) -> None:
        body = paragraph(run("före") + text_box(paragraph(run("i rutan"))) + run(" och efter")) + paragraph(run("sist"))
        assert texts(body) == ["före och efter", "i rutan", "sist"]

    def test_old_text_box(self) -> None:
        assert texts(paragraph(text_box(paragraph(run("i rutan")), is_old=True))) == ["i rutan"]

    def test_form_field_in_a_text_box_does_not_disturb_the_text_around_it(self) -> None:
        begin, end = form_text("\0", chance()).split("\0")
        boxed = text_box(paragraph(form_text(run("inne"), chance())))
        assert texts(paragraph(begin + boxed + run("ute") + end)) == ["ute", "inne"]


class TestDrawn:
    """What only eyes can read is told."""

    SHAPE = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:spPr/></wps:wsp></w:drawing>'
        "</mc:Choice><mc:Fallback><w:pict><v:oval/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    PICTURE = '<w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>'

    def remarks(self, body: str) -> str:
        return " ".join(read_docx(package(body)).remarks)

    def test_figures_drawn_on_the_form_are_counted_once(self) -> None:
        assert "ritade figurer (2 st)" in self.remarks(paragraph(self.SHAPE + "<w:r><w:pict><v:line/></w:pict></w:r>"))

    def test_text_box_is_no_drawn_figure(self) -> None:
        assert self.remarks(paragraph(text_box(paragraph(run("16"))))) == ""

    def test_active_x(self) -> None:
        assert "ActiveX (1 st)" in self.remarks(paragraph('<w:r><w:object><w:control w:name="A"/></w:object></w:r>'))

    def test_form_pasted_as_a_picture(self) -> None:
        assert "bilder" in self.remarks(paragraph(self.PICTURE))
        assert self.remarks(paragraph(self.PICTURE + run("ord " * 100))) == ""

    def test_document_built_in(self) -> None:
        assert "inbäddat" in self.remarks('<w:altChunk r:id="rId9"/>')
