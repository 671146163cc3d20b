"""Every manner of printed form: each typed word is found in the row, and in the column, where it was typed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

import pytest

from lookalikes.pdf import LOOKS, filled_pdf, row_spots, spots
from redovisa.form.edition import Box, BoxRow, Edition, Option, Table
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.pdf.document import read_pdf
from redovisa.reading.source import TICKED, UNTICKED, Manner, Piece, Source

EDITIONS = tuple(GRANT.form.editions.values())
RULED = [name for name, look in LOOKS.items() if look.rules != "none"]
UNRULED = [name for name, look in LOOKS.items() if look.rules == "none"]
SAID = (
    "Timrå",
    "Inga-Lis Exempelsson",
    "804 246:-",
    "2,25",
    "060-16 00 00",
    "1 av 2 vårdcentraler svarade inte. Digitalisering kräver t.ex bankid, svårt rätta till missade inlämningstider.",
)


def typed_into(edition: Edition) -> dict[str, str]:
    """Words of all sorts at most spots, marks at some, and some left empty."""
    typed = {}
    for index, spot in enumerate(spots(edition)):
        if "=" in spot or (spot.startswith("covid.effects") and not spot.endswith("text")):
            typed[spot] = "x" if index % 3 == 0 else ""
        elif spot.startswith(("clients", "contact_reasons", "ombud.count", "queue")) and not spot.endswith("text"):
            typed[spot] = str(index * 3 % 60) if index % 5 else ""
        else:
            typed[spot] = SAID[index % len(SAID)] if index % 4 else ""
    return typed | {"report.year": str(edition.year)}


@cache
def source(edition: int, look: str) -> Source:
    form = GRANT.form.editions[edition]
    return read_pdf(filled_pdf(form, typed_into(form), LOOKS[look]))


def squeezed(text: str) -> str:
    """Words without white space and references to footnotes: how lines are broken does not matter."""
    return re.sub(r"\[\^\d+\]|\s", "", text)


def rows_of(table: Table) -> Iterator[tuple[str, list[str]]]:
    for row in table.rows:
        if not isinstance(row, Box):
            yield squeezed(row.words.printed), row_spots(table, row)


def expected(spot: str, typed: dict[str, str], look: str) -> str:
    """What the reader should give for a spot of a table."""
    if "=" in spot and (LOOKS[look].ticks != "typed" or LOOKS[look].fields):
        return TICKED if typed[spot] else UNTICKED
    return squeezed(typed.get(spot, ""))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: str(edition.year))
@pytest.mark.parametrize("look", RULED)
def test_a_ruled_table_gives_each_typed_word_in_its_own_row_and_column(look: str, edition: Edition) -> None:
    typed = typed_into(edition)
    read = source(edition.year, look)
    assert read.manner is Manner.CELLS
    rows: dict[tuple[int, int], list[Piece]] = {}
    for piece in read.pieces:
        if piece.table is not None and piece.row is not None:
            rows.setdefault((piece.table, piece.row), []).append(piece)
    found = iter(rows.values())
    for block in edition.blocks:
        if not isinstance(block, Table):
            continue
        for label, keys in rows_of(block):
            row = next(row for row in found if squeezed(row[0].text) == label)
            assert [squeezed(piece.text) for piece in row[1:]] == [expected(key, typed, look) for key in keys], label
            assert [piece.column for piece in row] == sorted({piece.column for piece in row})


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: str(edition.year))
@pytest.mark.parametrize("look", [look for look in RULED if look != "boxes"])
def test_a_box_gives_its_label_and_its_answer_together(look: str, edition: Edition) -> None:
    typed = typed_into(edition)
    read = source(edition.year, look)
    texts = [squeezed(piece.text) for piece in read.pieces]
    for block in edition.blocks:
        if not isinstance(block, BoxRow):
            continue
        for box in block.boxes:
            label, said = squeezed(box.words.printed), squeezed(typed.get(box.field or "", "") + box.unit)
            together = label + said in (texts if look != "open" else "".join(texts))
            beside = any(a == label and b == said for a, b in itertools.pairwise(texts))
            under = any(_is_under(read.pieces, index, said) for index, text in enumerate(texts) if text == label)
            assert together or beside or under, box.words.printed


def _is_under(pieces: tuple[Piece, ...], index: int, said: str) -> bool:
    label = pieces[index]
    return any(
        (piece.table, piece.column) == (label.table, label.column)
        and piece.row == (label.row or 0) + 1
        and squeezed(piece.text) == said
        for piece in pieces[index:]
    )


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: str(edition.year))
@pytest.mark.parametrize("look", UNRULED)
def test_an_unruled_table_gives_each_number_at_the_left_edge_of_its_column(look: str, edition: Edition) -> None:
    typed = typed_into(edition)
    read = source(edition.year, look)
    assert read.manner is Manner.POSITIONS
    at: dict[float, list[str]] = {}
    for piece in read.pieces:
        assert piece.page is not None
        assert piece.x0 is not None
        if re.fullmatch(r"\d{1,2}", piece.text):
            at.setdefault(round(piece.x0), []).append(piece.text)
    women = [value for key, value in typed.items() if re.match(r"(clients|contact_reasons).*women", key) and value]
    men = [value for key, value in typed.items() if re.match(r"(clients|contact_reasons).*\.men", key) and value]
    columns = [values for _, values in sorted(at.items())]
    assert any(_is_among(women, column) for column in columns)
    assert any(_is_among(men, column) for column in columns)


def _is_among(wanted: list[str], column: list[str]) -> bool:
    rest = iter(column)
    return all(value in rest for value in wanted)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: str(edition.year))
@pytest.mark.parametrize("look", LOOKS)
def test_footnotes_are_out_of_line_and_running_heads_are_gone(look: str, edition: Edition) -> None:
    read = source(edition.year, look)
    assert [squeezed(note) for note in read.footnotes] == [squeezed(note) for note in edition.footnotes]
    assert not any("Redovisning personligt ombud" in piece.text for piece in read.pieces)
    assert not any("heltid (40 timmar" in piece.text for piece in read.pieces)
    ordered = [piece.page or 0 for piece in read.pieces]
    assert ordered == sorted(ordered)
    assert read.pages == ordered[-1]
    assert read.remarks == ()


@pytest.mark.parametrize("look", [name for name, look in LOOKS.items() if look.ticks != "typed" or look.fields])
def test_a_tick_box_before_its_label_is_one_piece_with_it(look: str) -> None:
    edition = GRANT.form.editions[2020]
    typed = typed_into(edition)
    texts = [squeezed(piece.text) for piece in source(2020, look).pieces]
    for block in edition.blocks:
        if isinstance(block, Option):
            spot = f"{block.field}={block.means}" if block.means else block.field
            sign = TICKED if typed[spot] else UNTICKED
            first = squeezed(block.words.printed)[:20]
            assert any(text.startswith(sign + first) for text in texts), block.words.printed
