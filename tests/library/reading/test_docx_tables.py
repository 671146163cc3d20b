"""Tables in Word files: every cell at its place in the grid, however it is merged."""

from __future__ import annotations

from lookalikes.ooxml import cell, package, paragraph, row, run, table
from lookalikes.word_answers import text_box
from redovisa.reading.source import UNREAD
from redovisa.reading.word.docx import read_docx


def pieces(body: str) -> list[tuple[int | None, int | None, int | None, int, str]]:
    """Table, row, column, span and text of a document's pieces."""
    return [(p.table, p.row, p.column, p.span, p.text) for p in read_docx(package(body)).pieces]


def words(text: str, **how: object) -> str:
    """A cell with one paragraph."""
    return cell(paragraph(run(text) if text else ""), **how)  # type: ignore[arg-type]  # passed on as it came


def test_cells_stand_in_the_grid_and_empty_cells_hold_their_column() -> None:
    body = table(
        (1, 1, 1), [row([words("Ekonomi"), words(""), words("16")]), row([words("Bostad"), words("4"), words("")])]
    )
    assert pieces(body) == [
        (1, 0, 0, 1, "Ekonomi"),
        (1, 0, 1, 1, ""),
        (1, 0, 2, 1, "16"),
        (1, 1, 0, 1, "Bostad"),
        (1, 1, 1, 1, "4"),
        (1, 1, 2, 1, ""),
    ]


def test_tables_are_counted_and_text_between_them_is_in_none() -> None:
    one = table((1,), [row([words("a")])])
    assert pieces(one + paragraph(run("mellan")) + one) == [
        (1, 0, 0, 1, "a"),
        (None, None, None, 1, "mellan"),
        (2, 0, 0, 1, "a"),
    ]


def test_paragraphs_of_a_cell_are_pieces_of_the_same_cell() -> None:
    body = table((1, 1), [row([cell(paragraph(run("Kommun")) + paragraph() + paragraph(run("Timrå"))), words("x")])])
    assert pieces(body) == [(1, 0, 0, 1, "Kommun"), (1, 0, 0, 1, "Timrå"), (1, 0, 1, 1, "x")]


def test_spans_move_the_cells_after_them() -> None:
    before = '<w:gridBefore w:val="1"/>'
    body = table(
        (1, 1, 1), [row([words("bred", span=2), words("smal")]), row([words("andra"), words("tredje")], before)]
    )
    assert pieces(body) == [
        (1, 0, 0, 2, "bred"),
        (1, 0, 2, 1, "smal"),
        (1, 1, 1, 1, "andra"),
        (1, 1, 2, 1, "tredje"),
    ]


def test_cells_merged_downwards_are_one_cell() -> None:
    top, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        (1, 1),
        [row([words("grupp", properties=top), words("1")]), row([words("", properties=below), words("2")])],
    )
    assert pieces(body) == [(1, 0, 0, 1, "grupp"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")]


def test_cells_merged_sideways_the_old_way_are_one_cell() -> None:
    first, after = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    body = table(
        (1, 1, 1, 1),
        [row([words("a"), words("bred", properties=first), words("", properties=after), words("", properties=after)])],
    )
    assert pieces(body) == [(1, 0, 0, 1, "a"), (1, 0, 1, 3, "bred")]


def test_table_in_a_cell_has_its_own_number_and_the_outer_table_goes_on() -> None:
    inner = table((1, 1), [row([words("i"), words("j")])])
    body = table(
        (1, 1),
        [
            row([cell(paragraph(run("före")) + inner + paragraph(run("efter"))), words("b")]),
            row([words("c"), words("d")]),
        ],
    )
    assert pieces(body) == [
        (1, 0, 0, 1, "före"),
        (2, 0, 0, 1, "i"),
        (2, 0, 1, 1, "j"),
        (1, 0, 0, 1, "efter"),
        (1, 0, 1, 1, "b"),
        (1, 1, 0, 1, "c"),
        (1, 1, 1, 1, "d"),
    ]


def test_cell_that_holds_only_a_table_is_an_empty_cell() -> None:
    inner = table((1,), [row([words("i")])])
    assert pieces(table((1,), [row([cell(inner + paragraph())])])) == [(2, 0, 0, 1, "i"), (1, 0, 0, 1, "")]


def test_text_box_in_a_cell_is_read_in_the_cell_and_told() -> None:
    body = table((1, 1), [row([words("Ekonomi"), cell(paragraph(text_box(paragraph(run("16")))))])])
    assert pieces(body) == [(1, 0, 0, 1, "Ekonomi"), (1, 0, 1, 1, "16")]
    assert read_docx(package(body)).remarks == (
        "En textruta har lästs där den är fäst i dokumentet: ”16” (vid ”Ekonomi”).",
    )


def test_table_in_a_text_box_in_a_cell() -> None:
    boxed = text_box(table((1,), [row([words("i")])]) + paragraph())
    body = table((1, 1), [row([cell(paragraph(boxed)), words("b")])])
    assert pieces(body) == [(2, 0, 0, 1, "i"), (1, 0, 0, 1, ""), (1, 0, 1, 1, "b")]


def test_absurd_spans_are_bounded() -> None:
    body = table((1,), [row([words("a", span=10**12), words("b", properties='<w:gridSpan w:val="-4"/>')])])
    assert [(column, span) for _, _, column, span, _ in pieces(body)] == [(0, 1000), (1000, 1)]


def test_form_field_that_goes_over_cells_does_not_silence_them() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = table((1, 1), [row([cell(paragraph(begun)), words("b")])])
    assert pieces(body) == [(1, 0, 0, 1, ""), (1, 0, 1, 1, "b")]


def test_cell_without_a_row_and_row_without_a_table_are_still_read() -> None:
    assert pieces(f"<w:tbl>{words('a')}{row([words('b')])}</w:tbl>{row([words('c')])}") == [
        (1, 0, 0, 1, "a"),
        (1, 1, 0, 1, "b"),
        (None, None, None, 1, "c"),
    ]


def shaded(text: str, fill: str) -> str:
    """A cell with a colour behind it."""
    return words(text, properties=f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')


def test_words_in_a_table_before_its_first_row_stand_in_the_first_row() -> None:
    assert pieces(f"<w:tbl>{paragraph(run('ord'))}</w:tbl>") == [(1, 0, 0, 1, "ord")]


def test_an_empty_cell_that_somebody_coloured_is_asked_about() -> None:
    blank = row([words("Nej"), words(""), words("")])
    source = read_docx(package(table((1, 1, 1), [row([words("Ja"), shaded("", "FFFF00"), words("")]), blank])))
    assert [piece.text for piece in source.pieces] == ["Ja", UNREAD, "", "Nej", "", ""]
    assert any("tomma rutor i färg (1 st)" in remark for remark in source.remarks)


def test_grey_cells_and_a_form_made_in_colour_are_blank() -> None:
    grey = table((1, 1, 1), [row([words("Ja"), shaded("", "D9D9D9"), words("")])])
    made_so = table((1, 1, 1), [row([words("Ja"), shaded("", "DDEBFF"), shaded("", "FFFF00")])])
    assert [piece[-1] for piece in pieces(grey)] == ["Ja", "", ""]
    assert [piece[-1] for piece in pieces(made_so)] == ["Ja", "", ""]


def test_a_coloured_cell_with_words_in_it_says_its_words() -> None:
    body = table((1, 1, 1), [row([words("Ja"), shaded("x", "FFFF00"), words("")])])
    assert [piece[-1] for piece in pieces(body)] == ["Ja", "x", ""]


def test_a_printed_word_in_a_cell_that_somebody_coloured_is_told() -> None:
    head = row([words(""), shaded("Ja", "FFFF00"), words("Nej")])
    (remark,) = read_docx(package(table((1, 1, 1), [head, row([words("Kö"), words(""), words("")])]))).remarks
    assert "markerade med färg: ”Ja”." in remark
    all_alike = row([shaded("Fråga", "DDEBFF"), shaded("Ja", "DDEBFF"), shaded("Nej", "DDEBFF")])
    assert read_docx(package(table((1, 1, 1), [all_alike]))).remarks == ()


PEN = '<w:highlight w:val="yellow"/>'


def marked(*said: str) -> str:
    """Cells with words that a marker pen went over."""
    return row([cell(paragraph(run(text, PEN))) for text in said])


def test_a_printed_word_that_somebody_marked_with_a_pen_is_told() -> None:
    body = table((1, 1), [row([words("Kö"), words("Nej")]), marked("Ja", "Ja")])
    (remark,) = read_docx(package(body)).remarks
    assert "markerade med färg: ”Ja”." in remark
    assert "läses inte som ett svar" in remark


def test_answers_that_are_all_marked_pick_out_none() -> None:
    body = table((1,), [marked(f"svar {number}") for number in range(11)])
    assert read_docx(package(body)).remarks == ()


def test_a_pen_without_colour_marks_nothing() -> None:
    body = table((1,), [row([cell(paragraph(run("Ja", PEN.replace("yellow", "none"))))])])
    assert read_docx(package(body)).remarks == ()
