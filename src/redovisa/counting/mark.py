"""A mark: one assignment of one year, without identity; only the ombud can tie its code to someone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Letters and digits that cannot be taken for each other, and no vowels: a code never becomes a word or a name.
_LETTERS = "BCDFGHJKMNPRTVWX"
_DIGITS = "2346789"


class Part(StrEnum):
    """What a mark tells, beside its code."""

    SEX = "sex"
    BAND = "band"
    NEW = "new"
    START = "start"
    END = "end"
    CHILDREN = "children"
    REASONS = "reasons"


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of the tally.

    ``code`` is empty when none was written; ``sex``, ``band`` and ``reasons`` are parts of the form's keys. None
    stands for what is blank; ``unclear`` names what was written but could not be understood, and
    ``unclear_reasons`` the reasons of which that is true. ``row`` is the row in the sheet, counted from 1.
    """

    code: str
    sex: str | None = None
    band: str | None = None
    birth_year: int | None = None
    is_new: bool | None = None
    start: date | None = None
    end: date | None = None
    has_children: bool | None = None
    reasons: frozenset[str] = frozenset()
    unclear: frozenset[Part] = frozenset()
    unclear_reasons: frozenset[str] = frozenset()
    row: int = 0


def new_codes(number: int, choose: Callable[[Sequence[str]], str], taken: Collection[str] = ()) -> list[str]:
    """So many codes such as ``K7R4``, each once and none of those taken; ``choose`` picks one of a sequence at random.

    There are 12 544 codes; raises ValueError when fewer are left than asked for.
    """
    if number > (len(_LETTERS) * len(_DIGITS)) ** 2 - len(taken):
        raise ValueError("so many codes are not left")
    made = dict.fromkeys(taken)
    while len(made) < len(taken) + number:
        made["".join(choose(signs) for signs in (_LETTERS, _DIGITS, _LETTERS, _DIGITS))] = None
    return list(made)[len(taken) :]
