"""All words of a document in one row, folded for comparison, each still knowing where it was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from redovisa.reading.meaning.outline import fold
from redovisa.reading.source import Piece, Source

_WORD = re.compile(r"\S+")
_LINE_OR_GAP = re.compile(r"[\n\t]|[ \u2002\u00a0]{2,}")

_NUMBERS = frozenset("123456789")
_TICKS = frozenset({"x", "xx", "xxx", "v", "ja", "1", "✓", "✔", "√"})
#: How far aside the next line of a wrapped label may begin (points or characters).
_UNDER = 2.5


class Stream:
    """The words of a document, and where each stands.

    ``words`` are folded; ``text`` is all of them with single spaces between and around. What is asked for rarely
    (the piece of a word, whether it opens a line) is worked out when it is asked for: a form has thousands of words
    and some hundred labels.
    """

    __slots__ = ("_begin", "_offset", "_piece_begin", "_places", "_raw", "holes", "pieces", "text", "words")

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        #: Spots (piece, character) from and to which printed words stand that are no label: footnotes.
        self.holes: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._raw = "\n".join([piece.text for piece in pieces])
        folded = fold(self._raw)
        self.words = folded.split()
        self._begin = [found.start() for found in _WORD.finditer(folded)]
        self._piece_begin = list(accumulate((len(piece.text) + 1 for piece in pieces), initial=0))
        self._join()

    def _join(self) -> None:
        self._offset = list(accumulate((len(word) + 1 for word in self.words), initial=1))
        self.text = f" {' '.join(self.words)} "
        self._places: dict[str, list[int]] | None = None

    def leave_out(self, printed: Iterable[str]) -> None:
        """Takes out the words of printed footnotes, each with its number: they stand anywhere, also amid a table."""
        for note in printed:
            while (first := self.find(note)) >= 0:
                after = first + note.count(" ") + 1
                first -= self._numbered(first)
                last = after - 1
                self.holes.append(((self.piece(first), self.start(first)), (self.piece(last), self.end(last))))
                del self.words[first:after]
                del self._begin[first:after]
                self._join()

    def _numbered(self, first: int) -> bool:
        """Whether the word before a footnote is its number, and not an answer that happens to stand before it."""
        if not first or self.words[first - 1] not in _NUMBERS or not self.opens(first - 1):
            return False
        at, before = self.piece(first), self.piece(first - 1)
        if at == before:
            return True
        note, number = self.pieces[at], self.pieces[before]
        raised = note.text[: self.start(first)].strip()
        return at == before + 1 and number.table == note.table and not raised and number.text.strip().isdigit()

    def piece(self, word: int) -> int:
        """The number of the piece in which the word stands."""
        return bisect_right(self._piece_begin, self._begin[word]) - 1

    def start(self, word: int) -> int:
        """The word's first character in its piece."""
        begin = self._begin[word]
        return begin - self._piece_begin[bisect_right(self._piece_begin, begin) - 1]

    def end(self, word: int) -> int:
        """The character after the word, in its piece."""
        return self.start(word) + len(self.words[word])

    def opens(self, word: int) -> bool:
        """Whether the word is the first of its piece, line or column; a tick box before it ("x Nej") does not count."""
        if word == 0:
            return True
        last = self._begin[word - 1] + len(self.words[word - 1])
        if _LINE_OR_GAP.search(self._raw, last, self._begin[word]):
            return True
        return self.words[word - 1] in _TICKS and self.opens(word - 1)

    def word_at(self, offset: int) -> int:
        """The word that holds this place of ``text``."""
        return bisect_right(self._offset, offset) - 1

    def places(self, words: str) -> list[int]:
        """Every first word at which these words stand."""
        sought = words.split(" ")
        length = len(sought)
        starts = self._where().get(sought[0], ())
        if length == 1:
            return list(starts)
        mine = self.words
        return [at for at in starts if mine[at : at + length] == sought]

    def _where(self) -> dict[str, list[int]]:
        """By word, every place of it."""
        if self._places is None:
            places: dict[str, list[int]] = {}
            for at, word in enumerate(self.words):
                if word in places:
                    places[word].append(at)
                else:
                    places[word] = [at]
            self._places = places
        return self._places

    def extent(self, first: int, after: int) -> tuple[float, float] | None:
        """The horizontal extent of words, as far as they stand in one piece; None where positions are not known."""
        number = self.piece(first)
        piece = self.pieces[number]
        if piece.x0 is None or piece.x1 is None:
            return None
        last = first
        while last + 1 < after and self.piece(last + 1) == number:
            last += 1
        width = (piece.x1 - piece.x0) / max(len(piece.text), 1)
        return piece.x0 + width * self.start(first), piece.x0 + width * self.end(last)

    def below(self, word: int) -> int | None:
        """The first word of the piece right under the word's piece: its next line; None without positions."""
        number = self.piece(word)
        upper = self.pieces[number]
        if upper.x0 is None:
            return None
        for i in range(word + 1, min(word + 40, len(self.words))):
            lower = self.pieces[self.piece(i)]
            if self.piece(i) == number or lower.x0 is None or not _next_line(upper, lower):
                continue
            if abs(lower.x0 - upper.x0) <= _UNDER and self.piece(i - 1) != self.piece(i):
                return i
        return None

    def find(self, words: str) -> int:
        """The first word at which these words stand; -1 when nowhere."""
        at = self.text.find(f" {words} ")
        return -1 if at < 0 else self.word_at(at + 1)


def _next_line(upper: Piece, lower: Piece) -> bool:
    if upper.line is not None and lower.line is not None:
        return lower.line == upper.line + 1
    if upper.y0 is None or upper.y1 is None or lower.y0 is None or upper.page != lower.page:
        return False
    return upper.y0 + 2 < lower.y0 < upper.y1 + (upper.y1 - upper.y0)


def stream(source: Source) -> Stream:
    """The document's words in reading order."""
    return Stream(source.pieces)
