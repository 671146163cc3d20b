"""Finds the drawn tick boxes of a page and tells by the ink in them whether they are ticked."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from redovisa.reading.picture.straight import Grey

_SIDE = (6.5, 16.0)  # points
_EMPTY, _FULL = 0.015, 0.06  # the share of ink inside, below and above which there is no doubt


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box in pixels, whether it is ticked, and whether that is plain to see."""

    left: int
    top: int
    right: int
    bottom: int
    ticked: bool
    plain: bool


def tick_boxes(page: Grey, dpi: float) -> list[Tick]:
    """The tick boxes of a page without its ruled lines; they are painted over in ``page``."""
    point = dpi / 72
    ink = np.where(page < 150, 1, 0).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    found: list[Tick] = []
    low, high = _SIDE[0] * point, _SIDE[1] * point
    for left, top, width, height, _ in stats[1 : min(count, 40_000)].tolist():
        if not (low <= width <= high and low <= height <= high and abs(width - height) <= 0.2 * max(width, height)):
            continue
        if not _has_four_sides(ink[top : top + height, left : left + width], point):
            continue
        edge = int(0.22 * min(width, height))
        share = float(ink[top + edge : top + height - edge, left + edge : left + width - edge].mean())
        found.append(Tick(left, top, left + width, top + height, share > _FULL / 2, not _EMPTY < share < _FULL))
    for tick in found:
        page[max(tick.top - 1, 0) : tick.bottom + 2, max(tick.left - 1, 0) : tick.right + 2] = 255
    return found


def _has_four_sides(ink: Grey, point: float) -> bool:
    """Whether ink runs along all four sides: straight and to the corners, as in no letter."""
    edge = max(int(1.4 * point), 2)
    sides = (ink[:edge].max(axis=0), ink[-edge:].max(axis=0), ink[:, :edge].max(axis=1), ink[:, -edge:].max(axis=1))
    if min(float(side.mean()) for side in sides) < 0.92:
        return False
    corners = (ink[:edge, :edge], ink[:edge, -edge:], ink[-edge:, :edge], ink[-edge:, -edge:])
    if min(int(corner.sum()) for corner in corners) < edge:
        return False
    # A thick sign (a black square, a bold D) has ink right inside its sides too.
    ring = ink[2 * edge : -2 * edge, edge : 2 * edge]
    return ring.size > 0 and float(ring.mean()) < 0.5
