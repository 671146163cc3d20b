"""Joins the words of a page to lines by their baselines, and drops the raised numbers that refer to footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from redovisa.reading.pdf_page import Word

_REFERENCE = re.compile(r"\d{1,2}\)?|[*†‡]{1,3}")
WIDE = 1.5  # a gap of so many sizes of type always parts a line: a blank between words is a quarter
_NARROW = 0.6  # no blank is wider, unless a line is justified
_TICK_GAP = 2.5  # but a mark at the start of a line belongs to the words after it


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right; ``opens`` is the raised number or sign that a footnote opens with."""

    words: list[Word]
    opens: str = ""

    @property
    def x0(self) -> float:
        """The left end, in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right end, in points."""
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        """The height of the line's largest type."""
        return max(word.size for word in self.words)

    @property
    def base(self) -> float:
        """The baseline: that of the largest type."""
        return max(self.words, key=lambda word: word.size).base

    @property
    def text(self) -> str:
        """The words with one blank between them, or none where nothing parts them."""
        said = self.words[0].text
        for before, word in pairwise(self.words):
            said += word.text if word.glued and _touch(before, word) else " " + word.text
        return said


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines that the words form, from top to bottom."""
    groups: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda word: word.base):
        if groups and word.base - base <= 0.4 * max(word.size, size):
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
    return min(max(_NARROW, 2.2 * median(blanks) if blanks else 0.0), WIDE)


def _is_tick(words: Sequence[Word]) -> bool:
    """Whether a line begins with what may be a mark before the words that it marks."""
    return len(words) == 1 and len(words[0].text) <= 3


def _line(words: list[Word]) -> Line | None:
    """A line without its references to footnotes; None when nothing else stands on it."""
    ordered = sorted(words, key=lambda word: word.x0)
    size = max(word.size for word in ordered)
    base = max(ordered, key=lambda word: word.size).base
    kept: list[Word] = []
    opens = ""
    before: Word | None = None
    for word in ordered:
        raised = word.size < 0.86 * size and word.base < base - 0.1 * size and _REFERENCE.fullmatch(word.text)
        if raised and before is None:
            opens = word.text
        elif not raised or before is None or word.x0 - before.x1 > 0.5 * size:
            if before is not None and not word.glued and -0.2 * size < word.x0 - before.x1 < 0.08 * size:
                word.glued = True
            kept.append(word)
        before = word
    return Line(kept, opens) if kept else None


def _touch(before: Word, word: Word) -> bool:
    """Whether no more than a dropped reference can have stood between two words."""
    return word.x0 - before.x1 < 1.2 * max(before.size, word.size)


def text_of(lines: Sequence[Line]) -> str:
    """The text of lines that stand below each other in one spot."""
    return "\n".join(line.text for line in lines)
