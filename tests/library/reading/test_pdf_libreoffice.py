"""Forms that LibreOffice printed from Word look-alikes: each row holds what was typed in it.

The files of tests/fixtures/pdf are named by manner, seed and edition. Made by writing
``write_word(edition, told_apart(edition, seed), MANNERS[manner], seed)`` to a file and printing it with
``soffice --headless --convert-to pdf``; the fonts were Liberation's, which tell no height.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lookalikes.sample import told_apart
from redovisa.form.edition import Row, Table
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.pdf.document import read_pdf
from redovisa.reading.source import TICKED, UNTICKED, Manner

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
FILES = sorted(FIXTURES.glob("libreoffice-*.pdf"))


def squeezed(text: str) -> str:
    return re.sub(r"\[\^\d+\]|\s", "", text)


def test_the_files_are_there() -> None:
    assert len(FILES) == 4


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_of_a_printed_word_form_holds_what_was_typed(file: Path) -> None:
    edition = GRANT.form.editions[int(file.stem[-4:])]
    typed = told_apart(edition, seed=int(file.stem.split("-")[2]))
    read = read_pdf(file.read_bytes())
    assert read.manner is Manner.CELLS
    rows: dict[tuple[int, int], list[str]] = {}
    for piece in read.pieces:
        if piece.table is not None and piece.row is not None:
            rows.setdefault((piece.table, piece.row), []).append(squeezed(piece.text))
    found = iter(rows.values())
    for block in edition.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if isinstance(row, Row):
                label, cells = squeezed(row.words.printed), len(row.fields)
                got = next(cells_ for cells_ in found if label in cells_[: len(cells_) - cells + 1])
                wanted = [
                    typed.get(f"{key}={column.means}" if column.means else key or "", "")
                    for key, column in zip(row.fields, block.columns, strict=True)
                ]
                assert [marked(cell) for cell in got[-cells:]] == [marked(squeezed(cell)) for cell in wanted], label


def marked(cell: str) -> str:
    """A tick by any sign is a tick."""
    return "x" if cell in {TICKED, "x", "X", "ja", "1"} else "" if cell == UNTICKED else cell


# LibreOffice left the words of the footnotes out of the file with struck words.
@pytest.mark.parametrize("file", [file for file in FILES if "struck" not in file.stem], ids=lambda file: file.stem)
def test_the_footnotes_of_a_printed_word_form_are_out_of_line(file: Path) -> None:
    edition = GRANT.form.editions[int(file.stem[-4:])]
    read = read_pdf(file.read_bytes())
    assert [squeezed(note) for note in read.footnotes] == [squeezed(note) for note in edition.footnotes]
