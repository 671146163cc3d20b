"""Makes a scanned page fit to read: paper white whatever the light, and lines level."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

#: A page in grey, row by row: 0 is black, 255 white.
Grey: TypeAlias = npt.NDArray[np.uint8]

_STEEPEST = 6.0  # degrees: more than a page turns in a feeder


def evened(page: Grey) -> Grey:
    """The page with its paper white and its ink dark: shadows, grey paper and pale print are taken out."""
    height, width = page.shape
    small = cv2.resize(page, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 15)
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    share = page / np.maximum(light, 40)
    dark = float(np.percentile(share[share < 0.75], 10)) if np.count_nonzero(share < 0.75) > 50 else 0.0
    return np.clip((share - dark) / max(0.97 - dark, 0.2) * 255, 0, 255).astype(np.uint8)


def straightened(page: Grey) -> Grey:
    """The page turned so that its lines are level."""
    angle = _skew(page)
    if abs(angle) < 0.03:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return np.asarray(turned, np.uint8)


def _skew(page: Grey) -> float:
    """By how many degrees the page must be turned: the angle at which its rows are most unlike each other."""
    scale = min(1.0, 800 / page.shape[1])
    small = cv2.resize(255 - page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    small[small < 60] = 0
    best = 0.0
    for reach, step in ((_STEEPEST, 0.6), (0.4, 0.1), (0.08, 0.02)):
        tried = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(tried, key=lambda angle: _contrast(small, float(angle))))
    return best


def _contrast(ink: npt.NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
