"""Whatever happens to a PDF file on its way, reading it gives pieces or a reason, and never anything else."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookalikes.pdf import LOOKS, filled_pdf, spots
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.pdf.document import read_pdf
from redovisa.reading.source import Manner, Source, Unreadable

SMALL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS = ("strokes", "fields", "drawn-ticks-unruled", "dingbats")


@cache
def whole(look: str) -> bytes:
    edition = GRANT.form.editions[2020]
    return filled_pdf(edition, {spot: str(index) for index, spot in enumerate(spots(edition))}, LOOKS[look])


def holds(data: bytes) -> None:
    """The promise: a source in order, or a Swedish sentence."""
    try:
        read = read_pdf(data)
    except Unreadable as why:
        reason = str(why)
    else:
        reason = ""
    if reason:
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", reason)
        return
    assert isinstance(read, Source)
    for piece in read.pieces:
        assert piece.page is not None
        assert piece.x0 is not None
        assert piece.x1 is not None
        assert (piece.table is None) == (piece.row is None) == (piece.column is None)
        assert piece.table is not None or piece.text
    assert read.manner in (Manner.CELLS, Manner.POSITIONS)


@SMALL
@given(st.sampled_from(KINDS), st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=12)), max_size=12))
def test_bytes_overwritten_here_and_there(look: str, hits: list[tuple[float, bytes]]) -> None:
    data = bytearray(whole(look))
    for share, other in hits:
        at = int(share * (len(data) - 1))
        data[at : at + len(other)] = other
    holds(bytes(data))


@SMALL
@given(st.sampled_from(KINDS), st.floats(0, 1), st.floats(0, 1))
def test_a_part_cut_out(look: str, begin: float, end: float) -> None:
    data = whole(look)
    first, last = sorted((int(begin * len(data)), int(end * len(data))))
    holds(data[:first] + data[last:])


@SMALL
@given(st.sampled_from(KINDS), st.data())
def test_numbers_of_the_file_changed(look: str, data: st.DataObject) -> None:
    """References, lengths and measures are what a broken program gets wrong."""
    file = whole(look)
    numbers = list(re.finditer(rb"(?<![\w.])\d+(?=[ \]>])", file))
    chosen = data.draw(
        st.lists(st.sampled_from(numbers), min_size=1, max_size=4, unique_by=lambda found: found.start())
    )
    for found in sorted(chosen, key=lambda found: -found.start()):
        other = str(data.draw(st.integers(-1, 2**33))).encode()
        file = file[: found.start()] + other + file[found.end() :]
    holds(file)


@SMALL
@given(st.binary(max_size=400))
def test_any_bytes_behind_the_mark_of_a_pdf_file(rest: bytes) -> None:
    holds(b"%PDF-1.7\n" + rest)
