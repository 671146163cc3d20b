"""Zip files people send: their members are listed and read one at a time, in memory and within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from redovisa.compiling.item import Item, left_out, shown
from redovisa.reading.bounds import MAX_BYTES
from redovisa.reading.source import Unreadable

#: Files in one zip file: five for each municipality.
MOST_MEMBERS = 1_500
#: Bytes of a zip file's own list of members; its objects in memory take about ten times that.
_MOST_LIST = 1_000_000
#: A zip file within a zip file is opened, one within that is not.
DEEPEST = 2
#: A member this many times smaller than its content, and not small, holds no document.
_THINNEST = 200
_SMALL = 5_000_000
_ENCRYPTED = 0x1
#: Other methods unpack without a bound on one step.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Names that show a zip file to be a document of Word, Excel, LibreOffice or the like.
_DOCUMENT = frozenset({"[Content_Types].xml", "mimetype", "word/document.xml", "META-INF/manifest.xml"})
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError)

LOCKED = "Filen ligger i en zip-fil med lösenord. Be avsändaren att skicka den utan lösenord på ett säkert sätt."
TOO_MANY = f"Zip-filen har fler än {MOST_MEMBERS} filer. Packa upp den själv och lägg filerna i mappen."
TOO_THIN = (
    "Filen packar upp till mycket mer än ett formulär kan vara (en så kallad zip-bomb). Den har inte öppnats. "
    "Be avsändaren att skicka formuläret som det är."
)
TOO_DEEP = "Zip-filen ligger i en zip-fil som själv ligger i en zip-fil. Packa upp den själv och lägg filerna i mappen."
UNUSUAL = "Filen är packad på ett ovanligt sätt. Packa upp den själv och lägg den i mappen."


class Broken(Unreadable):
    """A zip file that is cut off or damaged."""

    def __init__(self) -> None:
        super().__init__(
            "Zip-filen är skadad eller avbruten och går inte att packa upp. Be avsändaren att skicka den på nytt."
        )


def is_archive(head: bytes) -> bool:
    """Whether a file begins as a zip file does (a Word file begins so too)."""
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def members(item: Item, content: Path | bytes) -> list[Item] | None:
    """The files in a zip file, sorted; None when it is itself a document, as Word files are.

    Raises:
        Unreadable: it has too many members, or is Broken.
    """
    with _opened(content) as archive:
        if any(info.filename in _DOCUMENT for info in archive.infolist()):
            return None
        if len(archive.infolist()) > MOST_MEMBERS:
            raise Unreadable(TOO_MANY)
        found = {
            info.filename: f"{item.name}/{name}"
            for info in archive.infolist()
            if not info.is_dir() and (name := _name(info.filename))
        }
    items = [Item(name, item.path, (*item.inside, member)) for member, name in found.items()]
    return sorted(items, key=lambda one: one.order)


def content(path: Path, inside: tuple[str, ...]) -> bytes:
    """The bytes of a member, or of a member of a member.

    Raises:
        Unreadable: it is locked, damaged, or unpacks to more than a form can be.
    """
    at: Path | bytes = path
    for member in inside:
        at = _unpacked(at, member)
    return at if isinstance(at, bytes) else at.read_bytes()


def _unpacked(where: Path | bytes, member: str) -> bytes:
    with _opened(where) as archive:
        try:
            info = archive.getinfo(member)
        except KeyError:
            raise Broken from None
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable(LOCKED)
        if info.compress_type not in _METHODS:
            raise Unreadable(UNUSUAL)
        thin = info.file_size > _SMALL and info.file_size > _THINNEST * max(info.compress_size, 1)
        if thin or info.file_size > MAX_BYTES:
            raise Unreadable(TOO_THIN)
        try:
            with archive.open(info) as stream:
                data = stream.read(MAX_BYTES + 1)
        except _FAULTS as error:
            raise Broken from error
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_THIN)
    return data


@contextmanager
def _opened(where: Path | bytes) -> Iterator[zipfile.ZipFile]:
    with io.BytesIO(where) if isinstance(where, bytes) else where.open("rb") as file:
        if _list_size(file) > _MOST_LIST:
            raise Unreadable(TOO_MANY)
        try:
            archive = zipfile.ZipFile(file)
        except _FAULTS as error:
            raise Broken from error
        with archive:
            yield archive


def _list_size(file: IO[bytes]) -> int:
    """How many bytes the list of members has, from the end record; the list itself is not read yet."""
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 66_000))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _name(member: str) -> str:
    """A member's name as people see it, empty for one to leave out; nothing is ever written under it."""
    parts = [part for part in PurePosixPath(member.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    if not parts or any(left_out(part) for part in parts):
        return ""
    return "/".join(shown(part) for part in parts)
