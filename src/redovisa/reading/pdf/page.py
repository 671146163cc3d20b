"""A page as marks on paper: words, rules, tick boxes and drawings, upright and measured from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Word:
    """Characters without white space between them, on one baseline.

    ``x0``, ``x1`` and ``base`` (the baseline) in points, ``base`` from the page's top; ``size`` is the height of the
    type. ``glued`` tells that nothing separates it from the word before (a raised digit after a word). ``alone``
    tells that it belongs to no line of words: what was typed into a form field is one word, blanks included.
    ``overruns`` tells that it runs over an upright line, ``unseen`` that nobody sees it, or not all of it. ``goes_on``
    tells that whoever wrote it parted a longer word here, to be broken at the end of a line.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    glued: bool = False
    alone: bool = False
    overruns: bool = False
    unseen: bool = False
    goes_on: bool = False

    @property
    def middle(self) -> float:
        """The height of the word's middle on the page."""
        return self.base - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right and bottom in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in the box."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def covers(self, other: Box, slack: float = 1.0) -> bool:
        """Whether the other box lies in this one, but for ``slack`` points."""
        return (
            self.x0 - slack <= other.x0
            and other.x1 <= self.x1 + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along the page: at ``at`` (y when level, else x) from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawing:
    """All lines drawn on a page.

    ``level`` and ``upright`` rules; ``squares`` are small closed outlines that may be tick boxes; ``strokes`` small
    shapes that may be marks drawn by hand or by a program; ``crowded`` tells that there was too much to look at, so
    that the rest is not known; ``pictured`` is the share of the page that images cover; ``shapes`` counts all.
    """

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    crowded: bool = False
    pictured: float = 0.0
    shapes: int = 0


@dataclass(slots=True)
class Page:
    """One page: ``number`` counts from 1, width and height in points as it is read (turned upright)."""

    number: int
    width: float
    height: float
    words: list[Word]
    drawing: Drawing
    invisible: bool = False  # the text is laid unseen over a picture: someone's OCR
    garbled: bool = False  # the fonts do not tell which characters the shapes are
    characters: int = 0  # all there are, also those left out
    beside: list[Word] = field(default_factory=list)  # words outside the visible page: a table may go on there

    @property
    def is_picture(self) -> bool:
        """Whether what is to be read stands in a picture (or is drawn as outlines), not as text."""
        if self.invisible or self.garbled:
            return True
        if len(self.words) >= 15:
            return False
        return self.drawing.pictured > 0.4 or (not self.words and self.drawing.shapes > 200)
