"""A zip file opened within bounds: what it declares is not believed, and no more is unpacked than was asked for."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from redovisa.reading.bounds import MAX_ENTRIES, MAX_UNPACKED, check_size
from redovisa.reading.source import Unreadable

BROKEN = "Filen är skadad eller avbruten och går inte att packa upp. Den behöver skickas på nytt."
TOO_LARGE = (
    "Filen packar upp till mycket mer än en redovisning kan vara (en så kallad zip-bomb eller ett mycket stort "
    "dokument). Den har inte lästs. Dokumentet behöver sparas om och skickas på nytt."
)
LOCKED = "Filen är lösenordsskyddad. Den behöver skickas på nytt, utan lösenord."

_ENTRY = b"PK\x01\x02"
#: An entry's own head: its mark, and the lengths of the name and of the extra field that follow it.
_OWN_HEAD = b"PK\x03\x04"
_HEAD = struct.Struct("<4s22xHH")
_WHOLE_HEAD = struct.Struct("<4s2xHH4xIIIHH")
_ENCRYPTED = 0x1
_UTF_8 = 0x800
_LEVEL = 0x6  # how hard it was packed, which Word tells
# Other methods unpack without a bound on one step (bzip2, lzma); no office program writes them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The entries of a zip file in memory.

    Raises:
        Unreadable: the bytes are no whole zip file, or have more entries than bounds.MAX_ENTRIES.
    """

    def __init__(self, data: bytes) -> None:
        """Read the directory of the zip file in ``data``; nothing is unpacked yet."""
        check_size(data)
        # Counted before the directory is read, which would make an object for each entry.
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise Unreadable(TOO_LARGE)
        try:
            entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, OverflowError) as error:
            raise Unreadable(BROKEN) from error
        self._data = data
        self._entries = {entry.filename: entry for entry in entries}
        self._left = MAX_UNPACKED

    def names(self) -> tuple[str, ...]:
        """The names of the files in it, in its own order, folders left out."""
        return tuple(name for name in self._entries if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        """Whether it has an entry of this name."""
        return name in self._entries

    def size(self, name: str) -> int:
        """The number of bytes an entry says that it unpacks to."""
        return self._entries[name].file_size

    def read(self, name: str, limit: int) -> bytes:
        """Unpack one entry of at most ``limit`` bytes.

        Raises:
            Unreadable: it is missing, larger than the limit, damaged, locked, or packed in an unusual way.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise Unreadable(BROKEN)
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(LOCKED)
        if entry.compress_type not in _METHODS:
            raise Unreadable(BROKEN)
        limit = min(limit, self._left)
        if entry.file_size > limit:
            raise Unreadable(TOO_LARGE)
        try:
            data = _unpacked(entry, self._packed(entry), limit)
        except (zlib.error, struct.error) as error:
            raise Unreadable(BROKEN) from error
        if len(data) > limit:
            raise Unreadable(TOO_LARGE)
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise Unreadable(BROKEN)
        self._left -= len(data)
        return data

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of an entry as they lie in the file, after its own head, which must give it the same name."""
        mark, name_size, extra_size = _HEAD.unpack_from(self._data, entry.header_offset)
        name_at = entry.header_offset + _HEAD.size
        begin = name_at + name_size + extra_size
        coding = "utf-8" if entry.flag_bits & _UTF_8 else "cp437"
        name = self._data[name_at : name_at + name_size].decode(coding, "replace")
        if mark != _OWN_HEAD or name != entry.orig_filename:
            raise Unreadable(BROKEN)
        return self._data[begin : begin + entry.compress_size]


def first_entry(data: bytes, name: str, limit: int) -> bytes | None:
    """The entry that lies first in a zip file, by its own head; None unless it is called so, plainly packed and whole.

    Enough to see what a file is, in a tenth of the time that its directory takes.
    """
    if len(data) < _WHOLE_HEAD.size:
        return None
    mark, flags, method, crc, packed, size, name_size, extra_size = _WHOLE_HEAD.unpack_from(data)
    begin = _WHOLE_HEAD.size + name_size
    if mark != _OWN_HEAD or flags & ~(_LEVEL | _UTF_8) or method != zipfile.ZIP_DEFLATED or size > limit:
        return None
    if data[_WHOLE_HEAD.size : begin] != name.encode():
        return None
    try:
        content = _inflated(data[begin + extra_size : begin + extra_size + packed], size)
    except zlib.error:
        return None
    return content if len(content) == size and zlib.crc32(content) == crc else None


def _unpacked(entry: zipfile.ZipInfo, packed: bytes, limit: int) -> bytes:
    """What was packed, and no more of it than one byte above the limit.

    Written out here since the library's way, which is made for files of any size, takes longer than the unpacking.
    """
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed[: limit + 1]
    return _inflated(packed, limit)


def _inflated(packed: bytes, limit: int) -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit + 1)
