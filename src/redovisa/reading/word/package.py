"""A Word file as its parts: the document itself and what it names, found by relationship and never by file name."""

from __future__ import annotations

import posixpath
from typing import TypeAlias
from urllib.parse import unquote

from redovisa.reading.archive import Archive
from redovisa.reading.bounds import MAX_PART
from redovisa.reading.source import Unreadable
from redovisa.reading.word.xml import DAMAGED, OFFICE, RELATIONSHIP, parse

_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

#: What a part names, by kind: the folder it is named from, and the way from there.
Named: TypeAlias = dict[str, list[tuple[str, str]]]


class Package:
    """The parts of one Word file.

    Raises:
        Unreadable: the bytes are no zip file, or no document is named in it.
    """

    def __init__(self, data: bytes) -> None:
        """Open the file and find its main part; nothing else is unpacked yet."""
        self._archive = Archive(data)
        found = _targets(self._named_by(""), "officeDocument")
        if not found:
            raise Unreadable(DAMAGED)
        self._main = found[0]
        self._named: Named | None = None

    def document(self) -> bytes:
        """The main part, as UTF-8 or ASCII bytes whenever it is well-formed."""
        data = self._archive.read(self._main, MAX_PART)
        if data[:2] in _UTF16:
            try:
                data = data.decode("utf-16").partition("?>")[2].encode()
            except UnicodeError as error:
                raise Unreadable(DAMAGED) from error
        return data

    def part_bytes(self, kind: str) -> bytes:
        """A part that the document names by this kind of relationship (``footnotes``); empty when it has none."""
        if self._named is None:
            self._named = self._named_by(self._main)
        for name in _targets(self._named, kind):
            if name in self._archive:
                return self._archive.read(name, MAX_PART)
        return b""

    def has_macros(self) -> bool:
        """Whether program code lies in the file."""
        return any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self._archive.names())

    def _named_by(self, part: str) -> Named:
        """What a part names within the file, by kind."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", name + ".rels")
        named: Named = {}
        if relations in self._archive:
            for relation in parse(self._archive.read(relations, MAX_PART)).iter(RELATIONSHIP):
                # What lies outside the file is never fetched.
                if relation.get("TargetMode") != "External":
                    named.setdefault(relation.get("Type", ""), []).append((folder, relation.get("Target", "")))
        return named


def _targets(named: Named, kind: str) -> list[str]:
    """The names in the file of the parts of a kind."""
    found = named.get(OFFICE + kind, []) + named.get(_STRICT_OFFICE + kind, [])
    return [posixpath.normpath(posixpath.join("/", folder, unquote(to))).lstrip("/") for folder, to in found]
