"""An answer, and its opposite: a doubt that a person must settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

#: Counts and kronor are int, other numbers float, marks and yes/no bool, choices and words str.
Value: TypeAlias = int | float | bool | str | date


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one field: the value, what stood there, and where (Swedish, for people)."""

    field: str
    value: Value
    raw: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What could not be known: ``why`` is a Swedish sentence, ``candidates`` the values it may have been.

    A doubt about where a value belongs (one number, two columns) is put on each field it may belong to.
    """

    field: str
    why: str
    raw: str = ""
    candidates: tuple[Value, ...] = ()
    place: str = ""
