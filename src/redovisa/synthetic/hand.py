"""How one invented municipality fills in forms, year after year."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Hand:
    """Habits of the one who fills in the form.

    ``writes_zeros``: zero in a cell, or nothing. ``ticks_no``: a mark also under Nej. ``short_name``: Timrå for
    Timrå kommun. ``wordy``: from 0 to 1. ``skips``: the share of questions that may be skipped, that are.
    """

    writes_zeros: bool
    ticks_no: bool
    short_name: bool
    wordy: float
    skips: float


def hand(key: str, seed: int) -> Hand:
    """The hand of a reporter, the same every year."""
    rng = Random(f"hand {seed} {key}")  # noqa: S311 - invented data
    return Hand(
        writes_zeros=rng.random() < 0.6,
        ticks_no=rng.random() < 0.6,
        short_name=rng.random() < 0.5,
        wordy=rng.betavariate(1.5, 2.5),
        skips=rng.uniform(0.0, 0.25),
    )
