"""Days as people write them: numbers in any usual order, months by name, and a weekday or ``den`` before them."""

from __future__ import annotations

import re
from datetime import date

from redovisa.form.said import Unclear, shown

_WITHIN = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}(?:[:.]?[ae])? [a-zåäö]{3,9}\.?,? \d{4}\b", re.I)
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
#: What stands before a day and says nothing of which.
_BEFORE = re.compile(
    r"\A(?:datum:?\s+)?(?:(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:en)?,?\s+)?(?:den\s+)?(?=\d)", re.I
)
#: The dashes that Word makes of hyphens.
_DASHES = str.maketrans("–—−\u2011", "----")

_SIGN = re.compile(r"\s*([-/.])\s*")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_TWO_EACH = re.compile(r"(\d{2})(-?)(\d{2})-?(\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:[:.]?[ae])?[ .-]*([a-zåäö]{3,9})\.?,?[ -]*(\d{4}|\d{2})", re.I)
_SPOKEN = re.compile(r"(\d{1,2})/(\d{1,2}) ?[- ,]? ?(?:år )?(\d{4})|(\d{1,2})/(\d{1,2}) ?[- ] ?(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{2})")


def day(text: str) -> date | Unclear:
    """The day that a text names, or a question with the days that it may name."""
    bare = _BEFORE.sub("", text.translate(_DASHES), count=1).rstrip(".")
    compact = _SIGN.sub(r"\1", bare)
    if found := _YEAR_FIRST.fullmatch(compact):
        year, month, last = (int(part) for part in found.groups() if part)
        return _real(text, [(year, month, last)])
    if found := _TWO_EACH.fullmatch(compact):
        first, month, last = int(found[1]), int(found[3]), int(found[4])
        # With dashes the year may stand last; six digits in a row begin with it.
        return _real(text, [(2000 + first, month, last), *([(2000 + last, month, first)] if found[2] else [])])
    if (found := _NAMED.fullmatch(bare)) and (month_number := _month(found[2])):
        return _real(text, [(_century(found[3]), month_number, int(found[1]))])
    if found := _SPOKEN.fullmatch(bare):  # 5/1 2024 and 5/1-24 are day/month in Swedish
        first, month, year = (int(part) for part in found.groups() if part)
        return _real(text, [(year if year > 99 else 2000 + year, month, first)])
    if found := _YEAR_LAST.fullmatch(compact):
        first, second, year = (int(part) for part in found.groups())
        return _real(text, [(year, second, first), (year, first, second)])
    if found := _DAY_FIRST.fullmatch(compact):
        first, second, last = int(found[1]), int(found[3]), int(found[4])
        return _real(text, [(2000 + last, second, first), (2000 + last, first, second), (2000 + first, second, last)])
    within = [day(part) for part in _WITHIN.findall(text)[:2] if part != bare]
    candidates = tuple(dict.fromkeys(found for found in within if isinstance(found, date)))
    return Unclear(f"Här väntas ett datum, till exempel 2024-01-15. Det står ”{shown(text)}”.", candidates)


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _real(text: str, readings: list[tuple[int, int, int]]) -> date | Unclear:
    days: list[date] = []
    for year, month, last in readings:
        try:
            found = date(year, month, last)
        except ValueError:
            continue
        if found not in days and 1990 <= year <= 2099:
            days.append(found)
    if len(days) == 1:
        return days[0]
    if days:
        return Unclear(f"Datumet ”{shown(text)}” kan läsas på olika sätt.", tuple(days))
    return Unclear(f"Datumet ”{shown(text)}” finns inte i kalendern.")


def _month(name: str) -> int | None:
    number = _MONTH.get(name[:3].casefold())
    return number if number and _MONTHS[number - 1].startswith(name.casefold()) else None
