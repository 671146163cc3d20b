"""Files that are damaged, locked, absurd or meant to harm: a Swedish sentence each, nothing fetched or blown up."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from lookalikes.ooxml import cell, document, package, paragraph, row, run, table, zipped
from redovisa.reading.archive import LOCKED, Archive
from redovisa.reading.bounds import MAX_BYTES, MAX_ENTRIES, MAX_PART, MAX_PIECES
from redovisa.reading.source import Unreadable
from redovisa.reading.word.docx import read_docx

FORM = package(paragraph(run("REDOVISNING")))


def with_document(xml: bytes) -> bytes:
    """A Word file with this main part."""
    return package("", extra={"word/document.xml": xml})


def with_prolog(prolog: str, body: str = "") -> bytes:
    """A Word file whose main part begins with something after the XML declaration."""
    head, rest = document(body).split("\n", 1)
    return with_document((head + prolog + rest).encode())


def why(data: bytes) -> str:
    """The sentence that tells why a file is not read."""
    with pytest.raises(Unreadable) as refused:
        read_docx(data)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    return sentence


def test_empty_file() -> None:
    assert "tom" in why(b"")


def test_too_large_file() -> None:
    assert "MB" in why(b"PK\x03\x04" + bytes(MAX_BYTES))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_truncated_file(kept: float) -> None:
    assert "skadad" in why(FORM[: int(len(FORM) * kept)])


@pytest.mark.parametrize("data", [b"hej", b"%PDF-1.7\n", b"\x00" * 100, zipped({"a.txt": b"a"}), zipped({})])
def test_not_a_word_file(data: bytes) -> None:
    assert why(data)


def test_damage_within_is_found() -> None:
    at = FORM.index(b"word/document.xml") + 60
    assert "skadad" in why(FORM[:at] + bytes(byte ^ 0xFF for byte in FORM[at : at + 40]) + FORM[at + 40 :])


def test_entry_that_calls_itself_something_else_than_the_directory_does() -> None:
    assert "skadad" in why(FORM.replace(b"word/document.xml", b"word/dokument.xml", 1))


def test_main_part_that_is_not_there() -> None:
    whole = zipfile.ZipFile(io.BytesIO(FORM))
    assert why(zipped({name: whole.read(name) for name in whole.namelist() if name != "word/document.xml"}))


def test_main_part_outside_the_file_is_not_fetched() -> None:
    relations = zipfile.ZipFile(io.BytesIO(FORM)).read("_rels/.rels")
    outside = relations.replace(b"/>", b' TargetMode="External"/>')
    assert outside != relations
    assert why(package("", extra={"_rels/.rels": outside}))


def test_parts_are_found_by_relationship_and_not_by_name() -> None:
    source = read_docx(package(paragraph(run("hej")), main="elsewhere/main1.xml"))
    assert [piece.text for piece in source.pieces] == ["hej"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_other_encodings_of_the_parts(encoding: str) -> None:
    source = read_docx(package(paragraph(run("Örebro län")), encoding=encoding))
    assert [piece.text for piece in source.pieces] == ["Örebro län"]


def test_strict_names() -> None:
    body = table((1, 1), [row([cell(paragraph(run("a"))), cell(paragraph(run("b")))])])
    assert read_docx(package(body, strict=True)) == read_docx(package(body))
    assert len(read_docx(package(body, strict=True)).pieces) == 2


def test_macros_are_told_and_left_alone() -> None:
    source = read_docx(package(paragraph(run("hej")), macros=True))
    assert source.remarks == ("Dokumentet innehåller makron. De har inte körts.",)


class TestBombs:
    """Small files that want much memory or time."""

    def test_part_that_unpacks_to_too_much(self) -> None:
        assert "zip-bomb" in why(with_document(document("").encode() + b" " * MAX_PART))

    def test_part_that_declares_less_than_it_holds(self) -> None:
        bomb = bytearray(with_document(document("").encode() + b" " * MAX_PART))
        real = struct.pack("<I", len(document("").encode()) + MAX_PART)
        assert bomb.count(real) == 2  # in the entry's own head and in the directory
        assert why(bytes(bomb.replace(real, struct.pack("<I", 1000))))

    def test_memory_does_not_follow_what_a_bomb_unpacks_to(self) -> None:
        bomb = with_document(zlib.decompress(zlib.compress(b"<" + b"a" * 60_000_000)))
        tracemalloc.start()
        try:
            why(bomb)
            assert tracemalloc.get_traced_memory()[1] < 15_000_000
        finally:
            tracemalloc.stop()

    def test_very_many_entries(self) -> None:
        assert "zip-bomb" in why(zipped({f"{number}": b"" for number in range(MAX_ENTRIES + 1)}))

    def test_entities_that_grow(self) -> None:
        entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
        prolog = f'<!DOCTYPE w [<!ENTITY e0 "haha">{entities}]>'
        assert "DOCTYPE" in why(with_prolog(prolog, paragraph("<w:r><w:t>&e9;</w:t></w:r>")))

    def test_entity_that_reads_a_file(self) -> None:
        prolog = '<!DOCTYPE w [<!ENTITY lokal SYSTEM "file:///etc/hostname">]>'
        assert "DOCTYPE" in why(with_prolog(prolog, paragraph("<w:r><w:t>&lokal;</w:t></w:r>")))

    def test_document_type_from_outside(self) -> None:
        assert "DOCTYPE" in why(with_prolog('<!DOCTYPE w SYSTEM "http://127.0.0.1:9/w.dtd">'))

    def test_elements_within_elements_without_end(self) -> None:
        deep = 100_000
        assert why(package("<w:tbl><w:tr><w:tc>" * deep + "</w:tc></w:tr></w:tbl>" * deep))

    def test_tables_within_tables_as_deep_as_the_parser_lets_through(self) -> None:
        deep = 80
        body = "<w:tbl><w:tr><w:tc>" * deep + "<w:p/></w:tc></w:tr></w:tbl>" * deep
        assert len(read_docx(package(body)).pieces) == deep

    def test_controls_within_controls(self) -> None:
        deep = 100
        body = "<w:sdt><w:sdtContent>" * deep + paragraph(run("inne")) + "</w:sdtContent></w:sdt>" * deep
        assert [piece.text for piece in read_docx(package(body)).pieces] == ["inne"]

    def test_more_cells_than_any_form_has(self) -> None:
        body = f"<w:tbl><w:tr>{'<w:tc/>' * (MAX_PIECES + 1)}</w:tr></w:tbl>"
        assert "längre" in why(package(body))

    def test_very_many_controls_side_by_side(self) -> None:
        body = paragraph("<w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>" * 30_000)
        assert [piece.text for piece in read_docx(package(body)).pieces] == ["a" * 30_000]


class TestArchive:
    """Zip files as such."""

    def test_locked_entry(self) -> None:
        data = bytearray(zipped({"a.txt": b"hemligt"}))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        with pytest.raises(Unreadable, match="lösenord") as refused:
            Archive(bytes(data)).read("a.txt", 100)
        assert str(refused.value) == LOCKED

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_methods_that_unpack_without_bound_are_refused(self, method: int) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as packed:
            packed.writestr("a.txt", b"a" * 1000)
        with pytest.raises(Unreadable):
            Archive(out.getvalue()).read("a.txt", 10_000)

    def test_what_is_read_in_all_is_bounded(self) -> None:
        archive = Archive(zipped({str(number): bytes(9_000_000) for number in range(25)}))
        for name in archive.names()[:22]:
            archive.read(name, 10_000_000)
        with pytest.raises(Unreadable, match="zip-bomb"):
            archive.read(archive.names()[22], 10_000_000)

    def test_names_and_sizes(self) -> None:
        archive = Archive(zipped({"mapp/": b"", "mapp/å.txt": b"abc"}))
        assert archive.names() == ("mapp/å.txt",)
        assert archive.size("mapp/å.txt") == 3
        assert archive.read("mapp/å.txt", 3) == b"abc"
        with pytest.raises(Unreadable):
            archive.read("mapp/å.txt", 2)
