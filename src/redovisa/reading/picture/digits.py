"""Holds the digits that were read against the shape of their signs: a 1 is narrow, and no other digit is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from statistics import median

import cv2
import numpy as np

from redovisa.reading.picture.straight import Grey

#: Widths for the height. A 1 has 0.3 to 0.45 in most type and 0.5 to 0.65 where it stands on a foot; others up to 0.75.
_ONE = 0.38
_NARROW = 0.45
_WIDE = 0.52
_WIDER = 1.35  # than the ones of the page: what is so much wider is no 1 in any type
_ENOUGH = 3  # so many ones tell how wide the page's are


def unlike(pictures: Sequence[Grey], numbers: Sequence[str]) -> list[str | None]:
    """For each number of a page what it may be instead, by the width of its signs; None when they are as they should.

    Empty when the signs are not as many as the digits. Tesseract reads 27 as 21 or as 217, and is sure of it whatever
    the picture is made to look like.
    """
    signs = [_signs(picture, number) for picture, number in zip(pictures, numbers, strict=True)]
    ones = [width for digit, width in chain.from_iterable(number or () for number in signs) if digit == "1"]
    limit = max(_WIDE, _WIDER * (median(ones) if len(ones) >= _ENOUGH else _ONE))
    return ["" if number is None else _otherwise(number, limit) for number in signs]


def _otherwise(number: Sequence[tuple[str, float]], limit: float) -> str | None:
    other = "".join(_by_width(digit, width, limit) for digit, width in number)
    return None if other == "".join(digit for digit, _ in number) else other


def _by_width(digit: str, width: float, limit: float) -> str:
    if digit == "1" and width > limit:
        return "7"
    return "1" if digit != "1" and width < _NARROW else digit


def _signs(picture: Grey, number: str) -> list[tuple[str, float]] | None:
    """Each digit with its sign's width for its height; None when the signs are fewer, or more and all digits."""
    digits = [sign for sign in number if sign.isdigit()]
    ink = np.where(picture < 140, 255, 0).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    found = sorted((left, width, height) for left, _, width, height, _ in stats[1:].tolist())
    highest = max((height for _, _, height in found), default=0)
    widths = [width / height for _, width, height in found if height > 0.6 * highest]
    if len(widths) == len(digits):
        return list(zip(digits, widths, strict=True))
    others = any(not sign.isdigit() and sign not in " .,:-" for sign in number)
    return [] if others and len(widths) > len(digits) else None
