"""What an attacker has to go by: published numbers by where they stand, and what he knows besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Spot(NamedTuple):
    """Where a published number stands; the words of a row of the long table."""

    table: str
    year: int
    area_level: str
    area: str
    sex: str
    age: str
    item: str


@dataclass(frozen=True, slots=True)
class Published:
    """One release as anybody can read it: numbers where they are shown, else the status in words."""

    numbers: Mapping[Spot, float]
    others: Mapping[Spot, str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Common knowledge: the smaller item's count never exceeds the larger's (``table.item``)."""

    smaller: str
    larger: str
    by_age: bool = False


@dataclass(frozen=True, slots=True)
class Quotient:
    """A published ratio: item = over / under × scale, rounded to so many decimals; each is ``table.item``."""

    item: str
    over: str
    under: str
    scale: int = 1
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Common knowledge between years: a year's stock is last year's, less those closed then, and the new.

    Each is ``table.item``; it holds for each area and sex but not for ages, since people grow older.
    """

    stock: str
    closed: str
    new: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an attacker knows besides the tables.

    ``out``: counts published elsewhere. ``noise``: by how much a shown count may differ from the truth (0: not at
    all); a shown count that is not nought is then at least one. ``blurred`` are the tables that have noise (empty:
    all of them).
    """

    rules: tuple[Rule, ...] = ()
    quotients: tuple[Quotient, ...] = ()
    flows: tuple[Flow, ...] = ()
    out: Mapping[Spot, int] = field(default_factory=dict)
    noise: float = 0
    blurred: frozenset[str] = frozenset()

    def noise_of(self, table: str) -> float:
        """By how much a shown number of the table may differ from the truth."""
        return self.noise if not self.blurred or table in self.blurred else 0
