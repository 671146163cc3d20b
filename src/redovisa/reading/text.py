"""Text files: their encoding, and the manner they were copied in: cells by tabs, columns by blanks, or running text."""

from __future__ import annotations

import re
from contextlib import suppress

from redovisa.reading.characters import TURNED, UNKNOWN
from redovisa.reading.source import Manner, Piece, Source, Unreadable

#: A form is some 10 kB of text; a file far larger is something else.
MOST_CHARACTERS = 2_000_000
#: Lines that begin with ``>``, so that they are no one's own words but a mail program's.
_MANY_QUOTED = 15

_NOTE_REF = re.compile(r"\[footnoteRef:\d+\]")
_NOTE = re.compile(r"\[(\d+):\s+([^\]]{1,2000})\]")
_LINK = re.compile(r"^[ \t]*mailto:\S+[ \t]*$", re.MULTILINE)
_NOISE = re.compile(
    r"(?m)^[ \t]*(?:mailto:\S+|\[image: ?[^\]]*\]|(?:sida )?\d{1,3} ?\(\d{1,3}\)|sida \d{1,3}(?: av \d{1,3})?)[ \t]*$",
    re.I,
)
_BOOKMARK = re.compile(r"\[bookmark: ?[^\]]*\]")
#: å, ä, ö of UTF-8 once taken for Windows-1252 or Latin-1 and saved again.
_TWICE = re.compile("Ã[¥¤¶…„–\x84\x85\x96]")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: å, ä, ö, Å, Ä, Ö of UTF-7, as some old mail programs write.
_SEVEN_BITS = re.compile(r"\+A(?:OU|OQ|PY|MU|MQ|NY)-")
_UNSEEN_SIGNS: dict[int, str | None] = {
    **dict.fromkeys([*range(9), 11, *range(14, 32), 127, *range(8234, 8239), *range(8294, 8298)]),
    **dict.fromkeys([0x200B, 0x200E, 0x200F, 0xFEFF, 0xAD]),
    **dict.fromkeys(map(ord, TURNED), UNKNOWN),
}
# Most texts have none of them; seeking is many times quicker than translating.
_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _UNSEEN_SIGNS)))}]")
_QUOTED = re.compile(r"^[ \t]?(?:>[ \t]?)+", re.MULTILINE)
_CHUNK = re.compile(r"\S+(?: \S+)*")
# It looks back from the blanks, which are few, and not at every word.
_WIDE_GAP = re.compile(r"[ \u00a0]{3}(?<=\S[ \u00a0]{3})[ \u00a0]*\S")


def read_text(data: bytes) -> Source:
    """A text file as pieces, in whichever of the known manners it was made."""
    return from_text(decode(data))


def decode(data: bytes) -> str:
    """The characters of a file: Unicode of 7 to 32 bits, Windows-1252 or Mac; raises Unreadable when it is no text."""
    text = _decoded(data)
    if text.count("\0") > len(text) // 100:
        raise Unreadable("Filen är ingen text. Skicka formuläret som Word-fil (.docx) eller PDF.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\x0c\n")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("Textfilen är alldeles för stor för att vara ett ifyllt formulär. Skicka bara formuläret.")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[first:400:2].count(0) > 100:
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)
    if text.isascii() and len(_SEVEN_BITS.findall(text)) > 3:
        with suppress(UnicodeError):
            return data.decode("utf-7")
    if len(_TWICE.findall(text)) > 3:
        for encoding in ("cp1252", "latin-1"):
            with suppress(UnicodeError):
                return text.encode(encoding).decode("utf-8")
    return text


def _single_byte(data: bytes) -> str:
    """The single-byte encoding in which most letters beyond a–z are å, ä and ö."""
    best = max(("cp1252", "mac-roman", "cp850"), key=lambda name: _swedish(data.decode(name, errors="replace")))
    return data.decode(best, errors="replace")


def _swedish(text: str) -> int:
    foreign = [sign for sign in text if ord(sign) > 127]
    return sum(1 if sign in "åäöÅÄÖé–”’½" else -1 for sign in foreign)


def from_text(text: str) -> Source:
    """Pieces of a text: cells where tabs part them, chunks where blanks keep the columns, else lines."""
    text = _NOTE_REF.sub("", _unquoted(text))
    notes = [note[2].strip() for note in _NOTE.finditer(text)]
    text = _NOTE.sub("", text)
    text = _BOOKMARK.sub("", text)
    if _UNSEEN.search(text):
        text = text.translate(_UNSEEN_SIGNS)
    lines = [line.replace("\x0c", "") for line in _NOISE.sub("", text).split("\n")]
    manner = _manner(lines)
    make = {Manner.CELLS: _cells, Manner.POSITIONS: _chunks, Manner.FLOW: _flow}[manner]
    # An address that a program put in on a line of its own tells the county board, but is no part of an answer.
    links = [Piece(link) for link in _LINK.findall(text)]
    return Source((*links, *make(lines)), manner, tuple(notes))


def _unquoted(text: str) -> str:
    """A text without the ``>`` that mail programs put before the lines of an answered or forwarded mail."""
    return _QUOTED.sub("", text) if text.count("\n>") >= _MANY_QUOTED else text


def _manner(lines: list[str]) -> Manner:
    tabbed = sum("\t" in line.strip("\t") for line in lines)
    if tabbed >= 15:
        return Manner.CELLS
    # Running text has blanks too, but only those of empty form fields (five or so) and of long empty cells.
    kept = sum(1 for line in lines if "\t" not in line and _WIDE_GAP.search(line))
    return Manner.POSITIONS if kept >= 40 else Manner.FLOW


def _cells(lines: list[str]) -> list[Piece]:
    """Tab-separated lines are rows; lines without a tab are paragraphs; a blank line ends the table."""
    pieces: list[Piece] = []
    table, row = 0, -1
    for number, line in enumerate(lines, 1):
        if "\t" not in line:
            if line.strip():
                pieces.append(Piece(line, line=number))
            row = -1
            continue
        if row < 0:
            table += 1
        row += 1
        pieces.extend(Piece(cell, table, row, column, line=number) for column, cell in enumerate(line.split("\t")))
    return pieces


def _chunks(lines: list[str]) -> list[Piece]:
    """Runs of words parted by two or more blanks, with the characters they stand between."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines, 1):
        plain = line.replace("\u00a0", " ").expandtabs(8)
        pieces.extend(
            Piece(found[0], x0=float(found.start()), x1=float(found.end()), line=number)
            for found in _CHUNK.finditer(plain)
        )
    return pieces


def _flow(lines: list[str]) -> list[Piece]:
    """Paragraph by paragraph is not to be known: each line is a piece."""
    return [Piece(line + "\n", line=number) for number, line in enumerate(lines, 1)]
