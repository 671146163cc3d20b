"""Signs that a free text points out a person: personal numbers, names, one person's age."""

from __future__ import annotations

import re
from calendar import monthrange

#: Searched first: a plain class at the start lets the search run at the speed of C.
_SIX_DIGITS = re.compile(r"[0-9][0-9][0-9][0-9][0-9][0-9]")
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:18|19|20)?(\d\d)(\d\d)(\d\d)(\s?[-+–]\s?|\s?)(\d{4})(?!\d)")
_CAPITAL_AFTER = re.compile(
    r"\b(?i:klienten|uppdragsgivaren|kvinnan|mannen|brukaren|sonen|dottern|mamman|pappan)\s+(?P<first>[A-ZÅÄÖ])[a-zåäöé]{2,}\b"
)
_TWO_CAPITALS = re.compile(r"[A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+")
_ONE_OF_AGE = re.compile(
    r"\b(?:\d\d[- ]?årig\w*\s+(?:kvinn|man\b|klient|person\b|flick|pojk|mamm|papp)"
    r"|(?:kvinna|man|klient|person)\s*(?:,|på|som är)?\s*\d\d år\b)",
    re.IGNORECASE,
)
#: Given names common in Sweden; with a capitalised word after it, such a word is likely a person.
_GIVEN = frozenset(
    "Anna Eva Maria Karin Kristina Lena Kerstin Emma Ingrid Marie Malin Jenny Birgitta Annika Åsa Sara Sofia Linda "
    "Elin Johanna Susanne Helena Ulla Hanna Elisabeth Ida Monica Inger Gunilla Ann Marianne Julia Camilla Therese "
    "Margareta Lisa Frida Amanda Linnéa Caroline Barbro Ulrika Sandra Elsa Lars Mikael Anders Johan Erik Per Karl "
    "Peter Jan Thomas Daniel Fredrik Andreas Hans Stefan Mohamed Mohammed Ahmed Ali Bengt Bo Magnus Mats Marcus "
    "Alexander Patrik Oscar Jonas Nils Robert Henrik Björn Leif Göran Christer David Emil Gustav Rolf Sven Ulf Axel "
    "Fatima Amina Hassan Omar Maryam Josefin Viktor Simon William Elias Adam Kent Roger Kjell Håkan Tommy".split()
)


def has_personal_number(text: str) -> bool:
    """Whether something stands there that is, or looks just like, a Swedish personal number."""
    if _SIX_DIGITS.search(text) is None:
        return False
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


def named_person(text: str) -> str:
    """The initials of someone who seems to be named in the text, or nothing; the name itself is never repeated."""
    for match in _TWO_CAPITALS.finditer(text):
        first, last = match[0].split(" ")
        if first in _GIVEN:
            return f"{first[0]}. {last[0]}."
    after = _CAPITAL_AFTER.search(text)
    return f"{after['first']}." if after else ""


def one_of_age(text: str) -> str:
    """Words that tell one person's age (”52-årig kvinna”), or nothing."""
    if " år" not in text and "årig" not in text:
        return ""
    match = _ONE_OF_AGE.search(text)
    if match is None:
        return ""
    end = re.compile(r"\w*").match(text, match.end())
    return text[match.start() : end.end() if end else match.end()]
