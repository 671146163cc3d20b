"""What a cell of the tally means: one of the words that may be chosen, unclear, or words that must not stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Generic, TypeVar

from redovisa.counting.headings import CARRIED_OVER, CROSS, NEW, NO, YES, folded
from redovisa.counting.plan import Plan

T = TypeVar("T")

_CODE = re.compile(r"[A-ZÅÄÖ0-9-]{1,8}")
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Digits enough for a date of birth, a personal number or a telephone number.
_MANY_DIGITS = re.compile(r"\d(?:[\s+–-]?\d){5,}")
_DAY = re.compile(r"(20\d\d)[-./ ]?(\d\d?)[-./ ]?(\d\d?)")
_DAY_MONTH = re.compile(r"(\d\d?)[/.](\d\d?)[/. ](20\d\d)")
_YEARS = range(1980, 2100)
#: What people write where they do not know.
_NOT_KNOWN = frozenset(("?", "??", "-", "–", "vet ej", "vet inte", "okänt", "okänd", "oklart", "saknas", "ej svar"))


class Forbidden(Exception):
    """The cell holds what must not stand in a tally, such as a name or a personal number."""


@dataclass(frozen=True, slots=True)
class Meant(Generic[T]):
    """What a cell means: a value, nothing (blank), or something that could not be understood."""

    value: T | None = None
    is_unclear: bool = False


def has_identity(cell: object) -> bool:
    """Whether a cell holds digits enough to point someone out; days written as days are none."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return False
    text = str(int(cell)) if isinstance(cell, float) and cell == cell and abs(cell) < 1e15 else str(cell)
    return _MANY_DIGITS.search(text) is not None and _day(text) is None


def code(cell: object) -> str:
    """The code of a row, empty when there is none; raises Forbidden for what may be a name or a number of someone."""
    if cell is None:
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = "".join(text.upper().split())
    if not _CODE.fullmatch(text) or _WORD.search(text) or not 1 <= sum(sign.isdigit() for sign in text) <= 4:
        raise Forbidden
    return text


def choice(cell: object, words: Mapping[str, T]) -> Meant[T]:
    """One of the words that may be chosen (folded); raises Forbidden for words that have nothing to do with them."""
    text = folded(cell)
    if cell is None or (isinstance(cell, str) and not text and not cell.strip()):
        return Meant()
    if text in words:
        return Meant(words[text])
    if not _WORD.search(text) or text in _NOT_KNOWN or get_close_matches(text, [*words, *_NOT_KNOWN], 1, 0.75):
        return Meant(is_unclear=True)
    raise Forbidden


def sexes(plan: Plan) -> dict[str, str]:
    """The words for sex."""
    known = {folded(words): sex for sex, words in plan.sexes.items()}
    short = {words[0]: sex for words, sex in known.items()}
    plural = {"kvinnor": "women", "män": "men"}
    return known | short | {word: sex for word, sex in plural.items() if sex in plan.sexes}


def bands(plan: Plan) -> dict[str, str]:
    """The words for age bands."""
    words = {}
    for band in plan.bands:
        printed = folded(plan.band_words(band))
        for one in (printed, printed.replace("–", "-"), band, band.replace("-", "–"), f"{band} år"):
            words[one] = band
    return words


def yes_no() -> dict[str, bool]:
    """The words for yes and no."""
    return {folded(YES): True, folded(NO): False, "j": True, "n": False, CROSS: True}


def new_or_carried() -> dict[str, bool]:
    """The words for new and carried over."""
    carried = (CARRIED_OVER, "kvar", "kvar sedan förra året", "gammal", "befintlig")
    return {folded(NEW): True, "ny i år": True, "nya": True, **{folded(words): False for words in carried}}


def cross(cell: object) -> Meant[bool]:
    """A ticked cell; 1 is a tick too, other numbers are unclear."""
    if isinstance(cell, bool):
        return Meant(cell or None)
    if cell in (1, "1"):
        return Meant(True)
    return choice(cell, {CROSS: True, "xx": True, "ja": True, "nej": False, "✓": True})


def day(cell: object) -> Meant[date]:
    """A day; words and numbers that are no day are unclear."""
    if cell is None:
        return Meant()
    if isinstance(cell, date):
        # A number typed into a cell for days becomes a day long ago.
        return Meant(cell) if cell.year in _YEARS else Meant(is_unclear=True)
    text = str(cell)
    found = _day(text)
    if found:
        return Meant(found)
    if _WORD.search(text) and folded(text) not in _NOT_KNOWN and not re.search(r"\d", text):
        raise Forbidden
    return Meant(is_unclear=True)


def _day(text: str) -> date | None:
    forward, backward = _DAY.fullmatch(text.strip()), _DAY_MONTH.fullmatch(text.strip())
    try:
        if forward:
            return date(int(forward[1]), int(forward[2]), int(forward[3]))
        if backward:
            return date(int(backward[3]), int(backward[2]), int(backward[1]))
    except ValueError:
        return None
    return None


def birth_year(cell: object, year: int) -> Meant[int]:
    """A year of birth: four digits, and an age between 0 and 120 in the year that is counted."""
    if cell is None:
        return Meant()
    if isinstance(cell, date):  # a day of birth points someone out
        raise Forbidden
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if re.fullmatch(r"(?:19|20)\d\d", text) and 0 <= year - int(text) <= 120:
        return Meant(int(text))
    if _WORD.search(text) and folded(text) not in _NOT_KNOWN:
        raise Forbidden
    return Meant(is_unclear=True)
