"""Zip files are opened within bounds, once within each other, and nothing in them is written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from lookalikes.inbox import zipped
from redovisa.compiling import archive
from redovisa.compiling.archive import content, members
from redovisa.compiling.item import Item
from redovisa.reading.source import Unreadable


def item(path: Path, data: bytes, name: str = "inkorg.zip") -> Item:
    (path / name).write_bytes(data)
    return Item(name, str(path / name))


def listed(one: Item) -> list[str] | None:
    found = members(one, Path(one.path))
    return None if found is None else [each.name for each in found]


def test_members_are_sorted_and_known_by_the_archive_they_lie_in(tmp_path: Path) -> None:
    one = item(tmp_path, zipped({"b.txt": b"b", "mapp/a.docx": b"a", ".DS_Store": b"", "__MACOSX/b.txt": b""}))
    assert listed(one) == ["inkorg.zip/b.txt", "inkorg.zip/mapp/a.docx"]


def test_a_member_is_read_and_so_is_a_member_of_a_member(tmp_path: Path) -> None:
    one = item(tmp_path, zipped({"inre.zip": zipped({"a.txt": b"hej"}), "b.txt": b"b"}))
    assert content(Path(one.path), ("b.txt",)) == b"b"
    assert content(Path(one.path), ("inre.zip", "a.txt")) == b"hej"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd", "C:\\..\\etc/passwd"])
def test_a_name_that_climbs_out_is_only_a_name(tmp_path: Path, name: str) -> None:
    one = item(tmp_path, zipped({name: b"x"}))
    (shown,) = listed(one) or []
    assert shown.startswith("inkorg.zip/")
    assert ".." not in shown
    assert content(Path(one.path), (name.replace("\\", "\\"),)) == b"x"
    assert [path.name for path in tmp_path.iterdir()] == ["inkorg.zip"]


def test_a_word_file_is_a_document_and_no_archive(tmp_path: Path) -> None:
    assert listed(item(tmp_path, zipped({"[Content_Types].xml": b"", "word/document.xml": b""}))) is None


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    one = item(tmp_path, zipped({"bomb.txt": b"0" * 40_000_000}))
    with pytest.raises(Unreadable, match="zip-bomb"):
        content(Path(one.path), ("bomb.txt",))


def test_a_member_that_lies_about_its_size_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"0" * 100_000}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        begin = data.index(signature)
        data[begin + at : begin + at + 4] = struct.pack("<I", 10)
    one = item(tmp_path, bytes(data))
    with pytest.raises(Unreadable, match="skadad"):
        content(Path(one.path), ("a.txt",))


def test_too_many_members_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    few = item(tmp_path, zipped({f"{n}.txt": b"" for n in range(archive.MOST_MEMBERS + 1)}))
    with pytest.raises(Unreadable, match="fler än"):
        members(few, Path(few.path))
    many = item(tmp_path, zipped({f"{n:060}.txt": b"" for n in range(20_000)}), "many.zip")
    with pytest.raises(Unreadable, match="fler än"):
        members(many, Path(many.path))


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"hemligt"}))
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(signature) + at] |= 1
    one = item(tmp_path, bytes(data))
    with pytest.raises(Unreadable, match="lösenord"):
        content(Path(one.path), ("a.txt",))


@pytest.mark.parametrize("keep", [10, 60, 200])
def test_a_cut_off_archive_says_that_it_is_damaged(tmp_path: Path, keep: int) -> None:
    one = item(tmp_path, zipped({"a.txt": bytes(range(256)) * 4})[:keep])
    with pytest.raises(Unreadable, match="skadad"):
        members(one, Path(one.path))


def test_an_unusual_packing_says_what_to_do(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.txt", b"hej")
    one = item(tmp_path, buffer.getvalue())
    with pytest.raises(Unreadable, match="ovanligt sätt"):
        content(Path(one.path), ("a.txt",))
