"""The words of the tally: its columns and what may be chosen in each, as printed and as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from redovisa.counting.plan import Plan

SHEET = "Räkneblad"
EXPLAINED = "Läs mig"
TITLE = "Räkneblad {year} – personligt ombud"
YES, NO = "Ja", "Nej"
NEW, CARRIED_OVER = "Ny", "Kvar sedan tidigare"
CROSS = "x"


class Heading(StrEnum):
    """The columns with one answer each; after them comes one for each contact reason."""

    CODE = "Kod"
    SEX = "Kön"
    BAND = "Åldersgrupp"
    BIRTH_YEAR = "eller födelseår"
    NEW = "Ny eller kvar"
    START = "Började"
    END = "Avslutades"
    CHILDREN = "Barn under 18 hemma"


#: Other words for the same, folded.
_ALSO = {
    "koden": Heading.CODE,
    "ålder": Heading.BAND,
    "födelseår": Heading.BIRTH_YEAR,
    "född": Heading.BIRTH_YEAR,
    "ny": Heading.NEW,
    "ny/kvar": Heading.NEW,
    "start": Heading.START,
    "startdatum": Heading.START,
    "slut": Heading.END,
    "slutdatum": Heading.END,
    "avslutad": Heading.END,
    "barn": Heading.CHILDREN,
    "barn hemma": Heading.CHILDREN,
    "hemmavarande barn": Heading.CHILDREN,
}
#: So many of the columns' words make a row the heading of a tally.
_ENOUGH = 4
_YEAR = re.compile(r"\bräkneblad\D{0,20}(20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column, counted from 0, holds what; ``reasons`` by the part of the field's key; ``twice`` stand twice."""

    of: Mapping[Heading, int]
    reasons: Mapping[str, int]
    twice: tuple[str, ...] = ()


def folded(value: object) -> str:
    """Words to compare: small letters, one blank between, no sign at the end."""
    return " ".join(str(value).casefold().split()).strip(" .:*") if isinstance(value, str) else ""


def columns(row: Sequence[object], plan: Plan) -> Columns | None:
    """What the columns hold if this row is the heading of a tally, else None."""
    known: dict[str, Heading | str] = {folded(one.value): one for one in Heading}
    known |= _ALSO
    known |= {folded(words): reason for reason, words in plan.reasons.items()}
    of: dict[Heading, int] = {}
    reasons: dict[str, int] = {}
    twice: list[str] = []
    for at, cell in enumerate(row):
        what = known.get(folded(cell))
        if what is None:
            continue
        if what in of or what in reasons:
            twice.append(what.value if isinstance(what, Heading) else plan.reasons[what])
        elif isinstance(what, Heading):
            of[what] = at
        else:
            reasons[what] = at
    return Columns(of, reasons, tuple(twice)) if len(of) + len(reasons) >= _ENOUGH else None


def year_in(row: Sequence[object]) -> int | None:
    """The year that a title above the columns names."""
    found = next((match for cell in row if isinstance(cell, str) and (match := _YEAR.search(cell))), None)
    return int(found[1]) if found else None
