"""All words of a document in one row, folded for comparison, each still knowing where it was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from redovisa.reading.outline import fold
from redovisa.reading.source import Piece, Source

_WORD = re.compile(r"\S+")
_LINE_OR_GAP = re.compile(r"[\n\t]|[ \u2002\u00a0]{2,}")

_TICKS = frozenset({"x", "xx", "xxx", "v", "ja", "1", "✓", "✔", "√"})
#: How far aside the next line of a wrapped label may begin (points or characters).
_UNDER = 2.5


@dataclass(frozen=True, slots=True)
class Stream:
    """The words, and where each stands: word i in ``pieces[piece[i]]`` from character ``start[i]`` to ``end[i]``.

    ``text`` is all words with single spaces between and around; ``offset[i]`` is where word i begins in it.
    ``opens[i]`` tells that the word is the first of its piece, line or column.
    """

    pieces: tuple[Piece, ...]
    text: str
    words: list[str]
    piece: list[int]
    start: list[int]
    end: list[int]
    offset: list[int]
    opens: list[bool]

    def word_at(self, offset: int) -> int:
        """The word that holds this place of ``text``."""
        return bisect_right(self.offset, offset) - 1

    def extent(self, first: int, after: int) -> tuple[float, float] | None:
        """The horizontal extent of words, as far as they stand in one piece; None where positions are not known."""
        number = self.piece[first]
        piece = self.pieces[number]
        if piece.x0 is None or piece.x1 is None:
            return None
        last = first
        while last + 1 < after and self.piece[last + 1] == number:
            last += 1
        width = (piece.x1 - piece.x0) / max(len(piece.text), 1)
        return piece.x0 + width * self.start[first], piece.x0 + width * self.end[last]

    def below(self, word: int) -> int | None:
        """The first word of the piece right under the word's piece: its next line; None without positions."""
        number = self.piece[word]
        upper = self.pieces[number]
        if upper.x0 is None:
            return None
        for i in range(word + 1, min(word + 40, len(self.words))):
            lower = self.pieces[self.piece[i]]
            if self.piece[i] == number or lower.x0 is None or not _next_line(upper, lower):
                continue
            if abs(lower.x0 - upper.x0) <= _UNDER and self.piece[i - 1] != self.piece[i]:
                return i
        return None

    def find(self, words: str, begin: int = 0) -> int:
        """The first word, from word ``begin`` on, at which these words stand; -1 when nowhere."""
        at = self.text.find(f" {words} ", self.offset[begin] - 1 if begin < len(self.offset) else len(self.text))
        return -1 if at < 0 else self.word_at(at + 1)


def _next_line(upper: Piece, lower: Piece) -> bool:
    if upper.line is not None and lower.line is not None:
        return lower.line == upper.line + 1
    if upper.y0 is None or upper.y1 is None or lower.y0 is None or upper.page != lower.page:
        return False
    return upper.y0 + 2 < lower.y0 < upper.y1 + (upper.y1 - upper.y0)


def stream(source: Source) -> Stream:
    """The document's words in reading order."""
    words: list[str] = []
    piece: list[int] = []
    start: list[int] = []
    end: list[int] = []
    opens: list[bool] = []
    for number, part in enumerate(source.pieces):
        if not part.text:
            continue
        folded = fold(part.text)
        last = 0
        for found in _WORD.finditer(folded):
            begin = found.start()
            words.append(found[0])
            piece.append(number)
            start.append(begin)
            end.append(found.end())
            opening = last == 0 or _LINE_OR_GAP.search(part.text, last, begin) is not None
            # A tick box before its words ("x Nej") leaves the words opening their line.
            opens.append(opening or (opens[-1] and words[-2] in _TICKS))
            last = found.end()
    offset: list[int] = []
    at = 1
    for word in words:
        offset.append(at)
        at += len(word) + 1
    return Stream(source.pieces, f" {' '.join(words)} ", words, piece, start, end, offset, opens)
