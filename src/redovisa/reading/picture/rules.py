"""Finds the ruled lines of a page, and takes them away so that only what is printed and written is left."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from redovisa.reading.pdf.page import Rule
from redovisa.reading.picture.straight import Grey

#: A level line is at least this long, an upright one so (points): longer than any letter or dash.
_LEVEL = 24.0
_UPRIGHT = 13.0
_DASH = 0.33  # of that length must be unbroken somewhere: no letter has so long a straight stroke along the line
_THICKEST = 3.2
_GAP = 2.0  # a break in a pale line is no longer


@dataclass(slots=True)
class Ruled:
    """The level and upright lines in points, and the page without them; ``mask`` is where they were."""

    level: list[Rule]
    upright: list[Rule]
    page: Grey
    mask: Grey


def ruled(page: Grey, dpi: float) -> Ruled:
    """The lines of a straight, even page."""
    point = dpi / 72
    ink = np.where(page < 150, 255, 0).astype(np.uint8)
    level_mask = _lines(ink, point, _LEVEL)
    upright_mask = _lines(np.ascontiguousarray(ink.T), point, _UPRIGHT).T
    level = _rules(level_mask, point)
    upright = _rules(np.ascontiguousarray(upright_mask.T), point)
    mask = cv2.dilate(np.maximum(level_mask, upright_mask), np.ones((3, 3), np.uint8))
    bare = page.copy()
    bare[mask > 0] = 255
    return Ruled(level, upright, bare, np.asarray(mask, np.uint8))


def _lines(ink: Grey, point: float, shortest: float) -> Grey:
    """Where thin level lines run."""
    gap, length = max(int(_GAP * point), 1), max(int(shortest * point), 3)
    thick = np.ones((max(int(_THICKEST * point), 3), 1), np.uint8)
    # A line that is not quite level steps from row to row: let it be two rows thick before it is sought.
    near = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    straight = cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((1, max(int(_DASH * length), 3)), np.uint8))
    whole = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    found = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    bold = cv2.morphologyEx(found, cv2.MORPH_OPEN, thick)
    return np.asarray(cv2.subtract(found, cv2.dilate(bold, thick)), np.uint8)


def _rules(mask: Grey, point: float) -> list[Rule]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, max(int(3 * point), 1)), np.uint8))
    count, _, stats, centres = cv2.connectedComponentsWithStats(joined)
    made: list[Rule] = []
    for index in range(1, min(count, 3_000)):
        left, _, width, height, _ = (int(value) for value in stats[index])
        if width > 4 * height and width >= 8 * point:
            made.append(Rule(float(centres[index][1]) / point, left / point, (left + width) / point))
    return made
