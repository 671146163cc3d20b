"""Signs that a free text points out a person: personal numbers, names, one person's age."""

from __future__ import annotations

import re
from calendar import monthrange

_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:18|19|20)?(\d\d)(\d\d)(\d\d)(\s?[-+–]\s?|\s?)(\d{4})(?!\d)")
_AGED = re.compile(r"\d\d[- ]?årig\w*\s+(?:kvinn|man\b|klient|person\b|flick|pojk|mamm|papp)\w*", re.IGNORECASE)
_OF_AGE = re.compile(r"\b(?:kvinna|man|klient|person)\s*(?:,|på|som är)?\s*\d\d år\b", re.IGNORECASE)
_TWO_CAPITALS = re.compile(rb"Aa+ Aa")
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


def named_person(text: str, shape: bytes) -> str:
    """The initials of someone who seems to be named in the text, or nothing; the name itself is never repeated.

    ``shape`` is the outline of the text.
    """
    for match in _TWO_CAPITALS.finditer(shape):
        first = match.end() - 3
        if text[match.start() : first] in _GIVEN:
            return f"{text[match.start()]}. {text[first + 1]}."
    at = shape.find(b"a Aa")  # a capital within a sentence
    while at >= 0:
        if text[at] == "n" and text[shape.rfind(b" ", 0, at) + 1 : at + 1].casefold() in _MET:
            return f"{text[at + 2]}."
        at = shape.find(b"a Aa", at + 3)
    return ""


def one_of_age(text: str, shape: bytes) -> str:
    """Words that tell one person's age (”52-årig kvinna”), or nothing; ``shape`` is the outline of the text."""
    for pattern in (b"00.aa", b"00 aa"):
        at = shape.find(pattern)
        while at >= 0:
            if text.startswith("år", at + 3):
                match = _AGED.match(text, at) or _OF_AGE.search(text, max(0, at - 20), at + 6)
                if match:
                    return match[0]
            at = shape.find(pattern, at + 1)
    return ""
