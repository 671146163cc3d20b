"""Whole look-alike forms: every answer stands in its own row and column, in every manner of filling in."""

from __future__ import annotations

import pytest

from lookalikes.sample import told_apart
from lookalikes.word import MANNERS, write_word
from lookalikes.word_answers import Marks
from redovisa.form.edition import Box, BoxRow, Edition, Option, Row, Table
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.source import TICKED, UNTICKED, Piece
from redovisa.reading.word.docx import read_docx

MANY = [(name, year) for name in MANNERS for year in GRANT.form.editions]


def folded(text: str) -> str:
    """Text with white space folded."""
    return " ".join(text.split())


def rows_of(pieces: tuple[Piece, ...]) -> list[list[str]]:
    """The texts of each cell of each table row, cells in order of column."""
    rows: dict[tuple[int, int], dict[int, str]] = {}
    for piece in pieces:
        if piece.table is not None and piece.row is not None and piece.column is not None:
            cells = rows.setdefault((piece.table, piece.row), {})
            cells[piece.column] = folded(cells.get(piece.column, "") + " " + piece.text)
    return [[cells[column] for column in sorted(cells)] for cells in rows.values()]


def expected_rows(edition: Edition, typed: dict[str, str], ticked: str, unticked: str) -> list[list[str]]:
    """The answer cells of each table row of the form, in printed order."""
    rows = []
    for block in edition.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if isinstance(row, Box):
                continue
            cells = []
            for key, column in zip(row.fields, block.columns, strict=True):
                words = typed.get(f"{key}={column.means}" if column.means else key or "", "")
                shown = words if not column.means or not ticked else ticked if words else unticked
                cells.append(folded(shown))
            rows.append(cells)
    return rows


@pytest.mark.parametrize(("name", "year"), MANY)
def test_every_cell_of_every_row_of_the_tables(name: str, year: int) -> None:
    edition, manner = GRANT.form.editions[year], MANNERS[name]
    typed = told_apart(edition, seed=year)
    source = read_docx(write_word(edition, typed, manner, seed=year))
    drawn = manner.hand.marks is not Marks.TYPED
    expected = expected_rows(edition, typed, TICKED if drawn else "", UNTICKED if drawn else "")
    labels = [
        folded(row.words.printed)
        for block in edition.blocks
        if isinstance(block, Table)
        for row in block.rows
        if isinstance(row, Row)
    ]
    # A box of the same name (Kommun) has fewer cells.
    wanted = {_plain(label) for label in labels}
    found = [row for row in rows_of(source.pieces) if len(row) >= 3 and _label(row) in wanted]
    answers = [row[-len(cells) :] for row, cells in zip(found, expected, strict=True)]
    assert [_plain(label) for label in labels] == [_label(row) for row in found]
    assert answers == expected


def _plain(label: str) -> str:
    return "".join(sign for sign in label.replace("[^1]", "").replace("[^2]", "") if not sign.isdigit())


def _label(row: list[str]) -> str:
    """The label of a row, whose first cell may be the group it is in; digits may be a footnote's mark."""
    first = next((cell for cell in row if cell and cell != "Grupp"), "")
    return "".join(sign for sign in first if not sign.isdigit())


@pytest.mark.parametrize(("name", "year"), MANY)
def test_every_answer_in_words_stands_once(name: str, year: int) -> None:
    edition = GRANT.form.editions[year]
    typed = told_apart(edition, seed=year + 1)
    whole = folded(
        " ".join(piece.text for piece in read_docx(write_word(edition, typed, MANNERS[name], seed=3)).pieces)
    )
    words = {key: folded(text) for key, text in typed.items() if text.startswith("Svar")}
    assert {key: whole.count(text) for key, text in words.items()} == dict.fromkeys(words, 1)


@pytest.mark.parametrize("name", MANNERS)
def test_label_and_answer_of_a_box_stand_next_to_each_other(name: str) -> None:
    edition, manner = GRANT.form.editions[2023], MANNERS[name]
    typed = told_apart(edition, seed=5, blank=0)
    texts = [folded(piece.text) for piece in read_docx(write_word(edition, typed, manner, seed=5)).pieces]
    boxes = [box for block in edition.blocks if isinstance(block, BoxRow) for box in block.boxes if box.field]
    for box in boxes:
        words, label = folded(typed[box.field or ""]).split(" om saken")[0], box.words.printed.split("[^")[0]
        at = next(index for index, text in enumerate(texts) if words in text)
        near = texts[max(0, at - 12) : at + 1] if manner.boxes == "own_row" else texts[max(0, at - 3) : at + 1]
        assert any(label in text for text in near), (box.field, near)


def test_options_have_their_mark_before_the_label() -> None:
    edition = GRANT.form.editions[2020]
    typed = {"covid.affected=no": "x", "covid.effects.demand_up": "x"}
    options = [block for block in edition.blocks if isinstance(block, Option)]
    for name, manner in MANNERS.items():
        texts = [folded(piece.text) for piece in read_docx(write_word(edition, typed, manner)).pieces]
        marked = {
            option.words.printed
            for option in options
            for text in texts
            if text.endswith(" " + option.words.printed) and text[0] in ("x", TICKED)
        }
        assert marked == {"Nej", "Vi har sett en ökad efterfrågan av stödinsatser från personliga ombud"}, name


def test_footnotes_are_told_apart_from_the_form() -> None:
    edition = GRANT.form.editions[2023]
    source = read_docx(write_word(edition, {}, MANNERS["typed over"]))
    assert source.footnotes == edition.footnotes


def test_the_same_arguments_give_the_same_bytes() -> None:
    edition = GRANT.form.editions[2023]
    for manner in MANNERS.values():
        assert write_word(edition, {}, manner, 7) == write_word(edition, {}, manner, 7)
