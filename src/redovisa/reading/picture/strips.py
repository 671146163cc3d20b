"""Cuts a page without its ruled lines into strips: pieces of lines of text, none of which crosses a ruled line."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from redovisa.reading.picture.straight import Grey

_APART = 10.0  # points: words further apart stand in strips of their own
_LOW = 3.2  # what is lower is a dot, a ring, an accent or a comma of a line, or dirt
_SPECK = 0.75  # what is smaller both ways is dirt: the dots of small type are larger
_REACH = 2.5  # how far over its line a ring or a dot stands
MOST = 1_200


@dataclass(slots=True)
class Strip:
    """A part of the page in pixels, left, top, right and bottom; ``inks`` are the numbers of its shapes."""

    left: int
    top: int
    right: int
    bottom: int
    inks: list[int]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    def take(self, other: Strip) -> None:
        """Makes the other strip a part of this one."""
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)
        self.inks += other.inks


@dataclass(slots=True)
class Cuttings:
    """The strips of a page from the top, and which shape each of its pixels belongs to (0: none)."""

    strips: list[Strip]
    page: Grey
    inks: npt.NDArray[np.int32]

    def picture(self, strip: Strip, scale: float = 1.0, pad: int = 14) -> Grey:
        """The strip alone, without what reaches into it from the lines around it, on white paper."""
        area = (slice(strip.top, strip.bottom), slice(strip.left, strip.right))
        part, inks = self.page[area].copy(), self.inks[area]
        foreign = (inks > 0) & ~np.isin(inks, strip.inks)
        if foreign.any():
            part[cv2.dilate(foreign.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
        if scale != 1.0:
            part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
        return np.asarray(cv2.copyMakeBorder(part, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)


def cut(page: Grey, mask: Grey, dpi: float) -> Cuttings:
    """The strips of a page; ``mask`` is where the ruled lines were."""
    point = dpi / 72
    ink = np.where(page < 140, 255, 0).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, int(_APART * point)), np.uint8))
    joined[mask > 0] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.maximum(joined, ink))
    whole: list[Strip] = []
    low: list[Strip] = []
    for number, (left, top, width, height, _) in enumerate(stats[1 : min(count, 20_000)].tolist(), 1):
        if max(width, height) >= _SPECK * point:
            (whole if height >= _LOW * point else low).append(Strip(left, top, left + width, top + height, [number]))
    for dot in low:
        if not _absorbed(dot, whole, point) and dot.width > 2 * point:
            whole.append(dot)
    return Cuttings(_once(whole)[:MOST], page, np.asarray(labels, np.int32))


def _absorbed(dot: Strip, whole: list[Strip], point: float) -> bool:
    """Puts a dot, ring or comma to the strip that it stands in or just over, else just under."""
    best, least = None, _REACH * point
    for strip in whole:
        if strip.left - _REACH * point > dot.left or dot.right > strip.right + _REACH * point:
            continue
        over, under = strip.top - dot.bottom, dot.top - strip.bottom
        away = over if over > 0 else 1.6 * under if under > 0 else 0.0
        if away < least:
            best, least = strip, away
    if best is not None:
        best.take(dot)
    return best is not None


def _once(whole: list[Strip]) -> list[Strip]:
    """The strips with those joined that lie in each other on one line."""
    kept: list[Strip] = []
    for strip in sorted(whole, key=lambda strip: strip.left - strip.right):
        for other in kept:
            shared = min(strip.bottom, other.bottom) - max(strip.top, other.top)
            if other.left <= strip.left and strip.right <= other.right and shared > 0.5 * strip.height:
                other.take(strip)
                break
        else:
            kept.append(strip)
    return sorted(kept, key=lambda strip: (strip.top, strip.left))
