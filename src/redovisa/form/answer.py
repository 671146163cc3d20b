"""An answer, and its opposite: a doubt that a person must settle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from mypy_extensions import mypyc_attr

#: Counts and kronor are int, other numbers float, marks and yes/no bool, choices and words str.
Value: TypeAlias = int | float | bool | str | date


@mypyc_attr(acyclic=True)
@dataclass(init=False, slots=True, unsafe_hash=True)
class Answer:
    """What was answered to one field: the value, what stood there, and where (Swedish, for people).

    Never changed once made. (Made by a method of its own: see ``reading.source.Piece``.)
    """

    field: str
    value: Value
    raw: str
    place: str

    def __init__(self, field: str, value: Value, raw: str = "", place: str = "") -> None:
        self.field = field
        self.value = value
        self.raw = raw
        self.place = place


#: Why, when one page of a form was read and the question is not on it.
NOT_ON_PAGE = "Frågan står inte på den sida som har lästs."


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

    @property
    def is_elsewhere(self) -> bool:
        """Whether the question is on another page than the one that was read: people are asked for the page, once."""
        return self.why == NOT_ON_PAGE


def asked_once(doubts: Iterable[Doubt]) -> list[list[Doubt]]:
    """The doubts one by one as people are asked them, and last, as one, all that are on other pages."""
    every = list(doubts)
    elsewhere = [doubt for doubt in every if doubt.is_elsewhere]
    return [*([doubt] for doubt in every if not doubt.is_elsewhere), *([elsewhere] if elsewhere else [])]
