"""All words of a document in one row, folded for comparison, each still knowing where it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from redovisa.reading.meaning.outline import fold
from redovisa.reading.source import Piece, Source

#: A spot in the document: number of the piece, and the character in it.
Spot = tuple[int, int]

_WORD = re.compile(r"\S+")
_LINE_OR_GAP = re.compile(r"[\n\t]|[ \u2002\u00a0]{2,}")

_NUMBERS = frozenset("123456789")
_TICKS = frozenset({"x", "xx", "xxx", "v", "ja", "1", "✓", "✔", "√"})
#: How far aside the next line of a wrapped label may begin (points or characters).
UNDER = 2.5


_NONE: dict[str, Phrase] = {}


class Phrase:
    """A text that is often met whole in a piece, as the form's own words are: what is to be known of it beforehand.

    ``folded`` is of the text's length; ``inside`` are the printed wordings in it (first of its words, their number, the
    wording), and ``goes_on`` the words at which one may begin that ends in the next piece.
    """

    __slots__ = ("folded", "goes_on", "inside", "words")

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.words = self.folded.split()
        self.inside: list[tuple[int, int, str]] = []
        self.goes_on: list[int] = []


class Stream:
    """The words of a document, and where each stands.

    ``words`` are folded, ``text`` is as it was written, piece after piece. Where a word stands in its piece is worked
    out when it is asked for: a form has thousands of words, and some hundred labels.
    """

    __slots__ = (
        "_first",
        "_folded",
        "_held",
        "_joined",
        "_kept",
        "_starts",
        "holes",
        "phrases",
        "pieces",
        "text",
        "words",
    )

    def __init__(self, pieces: tuple[Piece, ...], known: dict[str, Phrase] = _NONE) -> None:
        """Take in the pieces; ``known`` are texts that need not be folded anew."""
        self.pieces = pieces
        #: Spots from and to which printed words stand that are no label: footnotes.
        self.holes: list[tuple[Spot, Spot]] = []
        texts = [piece.text for piece in pieces]
        self.text = "\n".join(texts)
        # Folded at once: it takes no longer for all of them than for a few.
        met = [known.get(text) for text in texts]
        folded = fold("\n".join([text for text, phrase in zip(texts, met, strict=True) if phrase is None]))
        at = 0
        parts: list[str] = []
        words: list[str] = []
        first = [0]
        held: list[int] = []
        #: The pieces that are known texts: the first word of each, and the text.
        self.phrases: list[tuple[int, Phrase]] = []
        for text, phrase in zip(texts, met, strict=True):
            if phrase is None:
                part = folded[at : at + len(text)]
                at += len(text) + 1
                parts.append(part)
                words.extend(part.split())
            else:
                self.phrases.append((len(words), phrase))
                parts.append(phrase.folded)
                words.extend(phrase.words)
            held.extend([len(first) - 1] * (len(words) - first[-1]))
            first.append(len(words))
        self._folded = parts
        self.words = words
        #: The first word of each piece, and the number of all words.
        self._first = first
        self._held = held  # by word, the number of the piece that it stands in
        self._starts: dict[int, list[int]] = {}  # by piece, where its words start, for those asked about
        self._joined: str | None = None  # all words with single blanks, once they are sought in
        self._kept: list[int] | None = None  # the number that each word had before some were left out

    def leave_out(self, printed: Iterable[str]) -> None:
        """Takes out the words of printed footnotes, each with its number: they stand anywhere, also amid a table."""
        for note in printed:
            while (first := self.find(note)) >= 0:
                after = first + note.count(" ") + 1
                first -= self._numbered(first)
                self.holes.append((self.spot(first), self.after(after)))
                kept = self._kept or range(len(self.words))
                self._kept = list(chain(kept[:first], kept[after:]))
                del self.words[first:after]
                del self._held[first:after]
                self.phrases = []  # they may have lost words
                self._joined = None

    def _numbered(self, first: int) -> bool:
        """Whether the word before a footnote is its number, and not an answer that happens to stand before it."""
        if not first or self.words[first - 1] not in _NUMBERS or not self.opens(first - 1):
            return False
        at, before = self.piece(first), self.piece(first - 1)
        if at == before:
            return True
        note, number = self.pieces[at], self.pieces[before]
        raised = note.text[: self.start(first)].strip()
        near = at == before + 1 or (note.table is None and not any(map(str.strip, self._folded[before + 1 : at])))
        return near and number.table == note.table and not raised and number.text.strip().isdigit()

    def piece(self, word: int) -> int:
        """The number of the piece in which the word stands."""
        return self._held[word]

    def spot(self, word: int) -> Spot:
        """Where the word begins."""
        at = word if self._kept is None else self._kept[word]
        number = self._held[word]
        if at == self._first[number]:  # as most labels do
            text = self._folded[number]
            return number, len(text) - len(text.lstrip())
        return number, self._word_starts(number)[at - self._first[number]]

    def after(self, word: int) -> Spot:
        """The spot right after the word before ``word``."""
        at = word - 1 if self._kept is None else self._kept[word - 1]
        number = self._held[word - 1]
        if at + 1 == self._first[number + 1]:
            return number, len(self._folded[number].rstrip())
        return number, self._word_starts(number)[at - self._first[number]] + len(self.words[word - 1])

    def _word_starts(self, number: int) -> list[int]:
        """Where each word of a piece begins in it."""
        starts = self._starts.get(number)
        if starts is None:
            starts = self._starts[number] = [found.start() for found in _WORD.finditer(self._folded[number])]
        return starts

    def start(self, word: int) -> int:
        """The word's first character in its piece."""
        return self.spot(word)[1]

    def end(self, word: int) -> int:
        """The character after the word, in its piece."""
        return self.after(word + 1)[1]

    def opens(self, word: int) -> bool:
        """Whether the word is the first of its piece, line or column; a tick box before it ("x Nej") does not count."""
        number = self._held[word]
        if word == 0 or self._held[word - 1] != number:
            return True
        if _LINE_OR_GAP.search(self.pieces[number].text, self.end(word - 1), self.start(word)):
            return True
        return self.words[word - 1] in _TICKS and self.opens(word - 1)

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

    def jumps(self, word: int) -> bool:
        """Whether the next word stands on a later line that begins further to the left than the word's own piece."""
        one, other = self.pieces[self.piece(word)], self.pieces[self.piece(word + 1)]
        if one is other or one.x0 is None or other.x0 is None or other.x0 >= one.x0 - UNDER:
            return False
        return one.line != other.line if one.line is not None else one.y0 != other.y0

    def below(self, word: int) -> int | None:
        """The first word of the piece right under the word's piece: its next line; None without positions."""
        number = self.piece(word)
        upper = self.pieces[number]
        if upper.x0 is None:
            return None
        before = number
        for i in range(word + 1, min(word + 40, len(self.words))):
            at, before = before, self.piece(i)
            lower = self.pieces[before]
            if before in (number, at) or lower.x0 is None or not _next_line(upper, lower):
                continue
            if abs(lower.x0 - upper.x0) <= UNDER:
                return i
        return None

    def find(self, words: str) -> int:
        """The first word at which these words stand; -1 when nowhere."""
        if self._joined is None:
            self._joined = f" {' '.join(self.words)} "
        at = self._joined.find(f" {words} ")
        return -1 if at < 0 else self._joined.count(" ", 0, at)


def _next_line(upper: Piece, lower: Piece) -> bool:
    if upper.line is not None and lower.line is not None:
        return lower.line == upper.line + 1
    if upper.y0 is None or upper.y1 is None or lower.y0 is None or upper.page != lower.page:
        return False
    return upper.y0 + 2 < lower.y0 < upper.y1 + (upper.y1 - upper.y0)


def stream(source: Source, known: dict[str, Phrase] = _NONE) -> Stream:
    """The document's words in reading order; ``known`` are texts that need not be folded anew."""
    return Stream(source.pieces, known)
