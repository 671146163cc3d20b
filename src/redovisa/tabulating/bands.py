"""Age bands of one sex made additive: what the bands do not tell is counted as unknown age, never guessed."""

from __future__ import annotations

from redovisa.tabulating.table import AGES, Entry, Status

_MISSING: tuple[Entry, ...] = (Status.MISSING,) * (len(AGES) + 2)
_NOT_ASKED: tuple[Entry, ...] = (Status.NOT_ASKED,) * (len(AGES) + 2)


def additive(total: int | None, bands: tuple[int | None, ...]) -> tuple[tuple[Entry, ...], str]:
    """The four bands, unknown age and the total, such that what is known of the bands adds to the total.

    The second value tells in Swedish what did not add up, or is empty. Blank bands are zero only when the others
    fill the total; otherwise they are missing and the rest of the total is of unknown age. Bands that contradict
    the total are missing: which of the two is right cannot be known here, and the total is what the form asks first.
    """
    known = [band for band in bands if band is not None]
    filled = sum(known)
    if total is None:
        if len(known) == len(bands):
            return (*known, 0, filled), ""
        if known:
            return _MISSING, f"totalen saknas och åldersgrupperna ({filled} tillsammans) är inte ifyllda alla"
        return _MISSING, ""
    if filled == total:
        return (*(band or 0 for band in bands), 0, total), ""
    if filled < total and len(known) < len(bands):
        entries = tuple(Status.MISSING if band is None else band for band in bands)
        return (*entries, total - filled, total), ""
    missing = (Status.MISSING,) * len(bands)
    return (*missing, total, total), f"åldersgrupperna ger {filled} men totalen är {total}"


def not_asked() -> tuple[Entry, ...]:
    """The entries of a sex that the edition did not ask about."""
    return _NOT_ASKED
