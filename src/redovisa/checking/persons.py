"""Signs that a free text points out a person: personal numbers, names, one person's age."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from redovisa.checking.outline import outline

_PERSONAL_NUMBER = re.compile(
    r"(?<![0-9])(?:18|19|20)?([0-9][0-9])([0-9][0-9])([0-9][0-9])(\s?[-+–]\s?|\s?)([0-9]{4})(?![0-9])"
)
_AGED = re.compile(r"\d\d[- ]?årig\w*\s+(?:kvinn|man\b|klient|person\b|flick|pojk|mamm|papp)\w*", re.IGNORECASE)
_OF_AGE = re.compile(r"\b(?:kvinna|man|klient|person)\s*(?:,|på|som är)?\s*\d\d år\b", re.IGNORECASE)
#: Two words with capitals, in a skeleton.
_TWO_CAPITALS_BARE = re.compile(rb"A[nr]* A")
_TWO_CAPITALS = re.compile(rb"A[an]+ A[an]")
#: Words before a name, all ending in n, when the name is of someone the ombud has met.
_MET = frozenset(
    ("klienten", "uppdragsgivaren", "kvinnan", "mannen", "brukaren", "sonen", "dottern", "mamman", "pappan")
)
#: Given names common in Sweden; with a capitalised word after it, such a word is likely a person.
_NAMES = """
    Anna Eva Maria Karin Kristina Lena Kerstin Emma Ingrid Marie Malin Jenny Birgitta Annika Åsa Sara
    Sofia Linda Elin Johanna Susanne Helena Ulla Hanna Elisabeth Ida Monica Inger Gunilla Ann Marianne
    Julia Camilla Therese Margareta Lisa Frida Amanda Linnéa Caroline Barbro Ulrika Sandra Elsa Lars
    Mikael Anders Johan Erik Per Karl Peter Jan Thomas Daniel Fredrik Andreas Hans Stefan Mohamed
    Mohammed Ahmed Ali Bengt Bo Magnus Mats Marcus Alexander Patrik Oscar Jonas Nils Robert Henrik Björn
    Leif Göran Christer David Emil Gustav Rolf Sven Ulf Axel Fatima Amina Hassan Omar Maryam Josefin
    Viktor Simon William Elias Adam Kent Roger Kjell Håkan Tommy
"""
_GIVEN = frozenset(_NAMES.split())


def may_hold_personal_number(bones: bytes) -> bool:
    """Whether there are digits enough in a row for a personal number; ``bones`` is the skeleton of the text."""
    return b"000000" in bones


def has_personal_number(text: str) -> bool:
    """Whether something stands there that is, or looks just like, a Swedish personal number."""
    return any(_plausible(match) for match in _PERSONAL_NUMBER.finditer(text))


def _plausible(match: re.Match[str]) -> bool:
    year, month, day, separator, last = match.groups()
    in_month = int(day) - 60 if int(day) > 60 else int(day)  # a coordination number adds 60 to the day
    if not 1 <= int(month) <= 12 or not 1 <= in_month <= monthrange(2000, int(month))[1]:
        return False
    if any(sign in separator for sign in "-+–"):
        return True
    # Without the dash it may be a telephone number or a case number: the check digit must hold.
    return not match[0].startswith("0") and _check_digit_holds(year + month + day + last)


def _check_digit_holds(ten: str) -> bool:
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(ten))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that someone is pointed out: the initials of a name (never the name itself), or words with an age."""

    initials: str = ""
    age: str = ""


def may_point_out(text: str, bones: bytes) -> bool:
    """Whether it is worth looking closer: quick, and true for every text in which a person is pointed out.

    ``bones`` is the skeleton of the text.
    """
    if _TWO_CAPITALS_BARE.search(bones):
        return True
    aged = b"00 r" in bones or b"00.r" in bones  # as in ”45 år” and ”45-årig”
    if not aged and b"n A" not in bones:
        return False
    shape = outline(text)
    return any(_met_before(text, shape, at) for at in _places(shape, b"n A")) or (aged and bool(_age(text, shape)))


def pointed_out(text: str, shape: bytes) -> Sign | None:
    """The first sign that the text, whose outline is ``shape``, points out a person; a name before an age."""
    for match in _TWO_CAPITALS.finditer(shape):
        at = match.end() - 3
        first = text[match.start() : at]
        if first in _GIVEN:
            return Sign(initials=f"{first[0]}. {text[at + 1]}.")
    for at in _places(shape, b"n A"):
        if _met_before(text, shape, at):
            return Sign(initials=f"{text[at + 2]}.")
    age = _age(text, shape)
    return Sign(age=age) if age else None


def _places(shape: bytes, pattern: bytes) -> Iterator[int]:
    at = shape.find(pattern)
    while at >= 0:
        yield at
        at = shape.find(pattern, at + 1)


def _met_before(text: str, shape: bytes, at: int) -> bool:
    """Whether the word that ends at the place is one of those for someone the ombud has met."""
    return text[shape.rfind(b" ", 0, at) + 1 : at + 1].casefold() in _MET


def _age(text: str, shape: bytes) -> str:
    """The words that tell one person's age, or nothing."""
    for at in _places(shape, b"00"):
        if text.startswith("år", at + 3):
            match = _AGED.match(text, at) or _OF_AGE.search(text, max(0, at - 20), at + 6)
            if match:
                return match[0]
    return ""
