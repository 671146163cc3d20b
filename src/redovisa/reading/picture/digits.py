"""Holds the digits that were read against the shape of their signs: a 1 is narrow, and no other digit is."""

from __future__ import annotations

import cv2
import numpy as np

from redovisa.reading.picture.straight import Grey

_NARROW = 0.45  # the width of a 1 for its height is 0.3 to 0.4 in print; that of other digits 0.55 to 0.75
_WIDE = 0.52


def unlike(picture: Grey, number: str) -> str:
    """What the number may be instead, by the width of its signs; empty when they are as wide as they should be.

    Tesseract reads 27 as 21, and is sure of it whatever the picture is made to look like.
    """
    digits = [sign for sign in number if sign.isdigit()]
    widths = _widths(picture)
    if len(widths) != len(digits):
        return ""  # signs that touch, or commas as high as digits: nothing can be said
    made = [
        "7" if digit == "1" and width > _WIDE else "1" if digit != "1" and width < _NARROW else digit
        for digit, width in zip(digits, widths, strict=True)
    ]
    return "" if made == digits else "".join(made)


def _widths(picture: Grey) -> list[float]:
    """The width of each high sign in proportion to its height, from the left."""
    ink = np.where(picture < 140, 255, 0).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    signs = sorted((left, width, height) for left, _, width, height, _ in stats[1:].tolist())
    highest = max((height for _, _, height in signs), default=0)
    return [width / height for _, width, height in signs if height > 0.6 * highest]
