"""Joins the words of a page to lines by their baselines, and drops the raised numbers that refer to footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median_high

from redovisa.reading.pdf.page import Word

_REFERENCE = re.compile(r"\d{1,2}\)?|[*†‡]{1,3}")
WIDE = 1.5  # a gap of so many sizes of type always parts a line: a blank between words is a quarter
_NARROW = 0.6  # no blank is wider, unless a line is justified
_SMALL = 0.86  # type so much smaller is that of a raised number
_LEVEL, _RAISED = 0.4, 0.5  # of the size of type: baselines no further apart are one line
_TICK_GAP = 2.5  # but a mark at the start of a line belongs to the words after it


class Line:
    """Words on one baseline, from left to right.

    ``x0`` and ``x1`` are its ends in points, ``size`` and ``base`` the height of its largest type and the baseline
    of that; ``opens`` is the raised number or sign that a footnote opens with.
    """

    __slots__ = ("base", "opens", "size", "words", "x0", "x1")

    def __init__(self, words: list[Word], opens: str = "") -> None:
        self.words = words
        self.opens = opens
        first = words[0]
        self.x0, self.x1, self.size, self.base = first.x0, first.x1, first.size, first.base
        for word in words:
            if word.x1 > self.x1:
                self.x1 = word.x1
            if word.size > self.size:
                self.size, self.base = word.size, word.base

    @property
    def type(self) -> float:
        """The size of most of its words: letters that reach high, as å, and other fonts count for little."""
        return median_high(word.size for word in self.words)

    @property
    def text(self) -> str:
        """The words with one blank between them, or none where nothing parts them."""
        said = [self.words[0].text]
        for before, word in pairwise(self.words):
            said.append(word.text if word.glued and _touch(before, word) else " " + word.text)
        return "".join(said)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that the words form, from top to bottom."""
    groups: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda word: word.base):
        # A raised number stands first, and higher than any word of its line.
        reach = _RAISED if size < _SMALL * word.size else _LEVEL
        if groups and word.base - base <= reach * max(word.size, size):
            groups[-1].append(word)
            if word.size > size:
                base, size = word.base, word.size
        else:
            groups.append([word])
            base, size = word.base, word.size
    return [line for group in groups if (line := _line(group)) is not None]


def parts_of(line: Line, wide: float | None = None) -> list[Line]:
    """The parts of a line between its wide gaps, each a line; a form field's answer is always its own.

    ``wide`` is the gap that parts, in sizes of type; without it the line's own blanks tell.
    """
    if len(line.words) == 1:
        return [line]
    wide = _parting(line) if wide is None else wide
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        gap = (word.x0 - before.x1) / max(before.size, word.size)
        if word.alone or before.alone or gap > (_TICK_GAP if _is_tick(parts[0]) and len(parts) == 1 else wide):
            parts.append([word])
        else:
            parts[-1].append(word)
    made = [Line(part) for part in parts]
    made[0].opens = line.opens
    return made


def _parting(line: Line) -> float:
    """The gap that parts columns on this line: clearly more than its blanks, which justified lines stretch."""
    gaps = [(word.x0 - before.x1) / max(before.size, word.size) for before, word in pairwise(line.words)]
    blanks = [gap for gap in gaps if gap <= _NARROW]
    if len(gaps) >= 3 and len(blanks) < len(gaps) / 2:
        return WIDE
    return min(max(_NARROW, 2.2 * sorted(blanks)[len(blanks) // 2] if blanks else 0.0), WIDE)


def _is_tick(words: Sequence[Word]) -> bool:
    """Whether a line begins with what may be a mark before the words that it marks."""
    return len(words) == 1 and len(words[0].text) <= 3


def _line(words: list[Word]) -> Line | None:
    """A line without its references to footnotes; None when nothing else stands on it."""
    if len(words) == 1:
        return Line(words)
    whole = Line(sorted(words, key=_left))
    size, base = whole.size, whole.base
    kept: list[Word] = []
    opens = ""
    before: Word | None = None
    after_reference = False
    for word in whole.words:
        gap = 0.0 if before is None else word.x0 - before.x1
        raised = word.size < _SMALL * size and word.base < base - 0.1 * size and _REFERENCE.fullmatch(word.text)
        if raised and before is None:
            opens = word.text
        elif not raised or gap > 0.5 * size:
            close = before is not None and -0.2 * size < gap < 0.08 * size and not _are_numbers(before, word)
            word.glued = (word.glued or close) and not (after_reference and word.text[0].isalnum())
            kept.append(word)
        after_reference = bool(raised)
        before = word
    return Line(kept, opens) if kept else None


def opens_small(line: Line) -> bool:
    """Whether a line opens with a footnote's number or sign in smaller type, raised or not."""
    if line.opens or len(line.words) < 2:
        return bool(line.opens)
    first, second = line.words[:2]
    return first.size < _SMALL * second.size and _REFERENCE.fullmatch(first.text) is not None


def _left(word: Word) -> float:
    return word.x0


def _are_numbers(before: Word | None, word: Word) -> bool:
    """Whether gluing two words would make one number of two."""
    return before is not None and before.text[-1:].isdigit() and word.text[:1].isdigit()


def _touch(before: Word, word: Word) -> bool:
    """Whether no more than a dropped reference can have stood between two words."""
    return word.x0 - before.x1 < 1.2 * max(before.size, word.size)
