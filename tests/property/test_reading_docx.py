"""Whatever bytes come in: a source or a Swedish sentence, and the grid holds together."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from lookalikes.ooxml import package, zipped
from lookalikes.sample import told_apart
from lookalikes.word import MANNERS, write_word
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.mail import read_mail
from redovisa.reading.sniff import FileType, sniff
from redovisa.reading.source import Source, Unreadable
from redovisa.reading.word.docx import read_docx

Read = TypeVar("Read")
EDITION = GRANT.form.editions[2020]
FORMS = [write_word(EDITION, told_apart(EDITION, seed=index), manner) for index, manner in enumerate(MANNERS.values())]

_TAGS = (
    "p", "r", "t", "tab", "br", "tbl", "tr", "tc", "tcPr", "trPr", "gridSpan", "vMerge", "hMerge", "gridBefore", "sdt",
    "sdtPr", "sdtContent", "showingPlcHdr", "ins", "del", "delText", "moveFrom", "moveTo", "fldChar", "ffData", "rPr",
    "checkBox", "ddList", "listEntry", "result", "sym", "strike", "vanish", "txbxContent", "footnoteReference", "date",
    "rFonts", "rStyle", "cellDel", "pPr", "customXml", "altChunk",
)  # fmt: skip
_VALUES = st.sampled_from(
    ["", "begin", "separate", "end", "1", "0", "3", "-2", "99999999999", "restart", "Wingdings", "F0FE"]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["w:val", "w:fldCharType", "w:char", "w:font", "w:ascii", "w:fullDate"]), _VALUES, max_size=2
)


def element(tag: str, attributes: dict[str, str], inside: list[str]) -> str:
    """An element of Word's namespace."""
    named = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<w:{tag}{named}>{''.join(inside)}</w:{tag}>"


TREES = st.recursive(
    st.sampled_from(["", "12", "Ekonomi", "☑"]),
    lambda inside: st.builds(element, st.sampled_from(_TAGS), _ATTRIBUTES, st.lists(inside, max_size=4)),
    max_leaves=40,
)


def sentence_or(read: Callable[[bytes], Read], data: bytes) -> Read | None:
    """What a reader made of the bytes; None when it refused them with a sentence."""
    try:
        return read(data)
    except Unreadable as refused:
        reason = str(refused)
    assert reason.endswith(".")
    return None


def holds(data: bytes) -> None:
    """Read, and check what every source must be."""
    source = sentence_or(read_docx, data)
    if source is None:
        return
    assert isinstance(source, Source)
    for piece in source.pieces:
        assert piece.span >= 1
        assert (piece.table is None) == (piece.row is None) == (piece.column is None)
        assert piece.table is None or (piece.row is not None and piece.row >= 0)
        assert piece.column is None or piece.column >= 0
        assert piece.table is not None or piece.text


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, max_size=6))
def test_any_tree_of_words_own_elements(trees: list[str]) -> None:
    holds(package("".join(trees)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), st.randoms(use_true_random=False))
def test_bytes_turned_in_the_file(form: bytes, chance: random.Random) -> None:
    data = bytearray(form)
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    holds(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), st.randoms(use_true_random=False))
def test_bits_of_the_xml_taken_away_doubled_or_moved(form: bytes, chance: random.Random) -> None:
    whole = zipfile.ZipFile(BytesIO(form))
    files = {name: whole.read(name) for name in whole.namelist()}
    parts = files["word/document.xml"].replace(b"><", b">\x00<").split(b"\x00")
    for _ in range(chance.randrange(1, 8)):
        at, other = chance.randrange(2, len(parts)), chance.randrange(2, len(parts))
        match chance.randrange(3):
            case 0:
                parts[at] = b""
            case 1:
                parts[at] += parts[other]
            case _:
                parts[at], parts[other] = parts[other], parts[at]
    files["word/document.xml"] = b"".join(parts)
    holds(zipped(files))


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300)
    | st.builds(bytes.__add__, st.sampled_from([b"PK\x03\x04", b"From: a\nTo: ", b"<html"]), st.binary())
)
def test_any_bytes(data: bytes) -> None:
    holds(data)
    assert sniff(data) in FileType


_LINES = (
    b"From: a@b\n", b"Subject: =?utf-8?q?=C3?=\n", b"Content-Type: multipart/mixed; boundary=x\n", b"\n", b"--x\n",
    b"--x--\n", b"Content-Type: message/rfc822\n", b"Content-Type: text/html; charset=bogus\n", b"\xff\xfe\x00",
    b"Content-Transfer-Encoding: base64\n", b"<table><td>", b"Content-Disposition: attachment; filename*=x''%ff\n",
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_LINES) | st.binary(max_size=20), max_size=25))
def test_any_mail(lines: list[bytes]) -> None:
    read = sentence_or(read_mail, b"".join(lines))
    assert read is None or all(file.name for file in read.all_attachments())
