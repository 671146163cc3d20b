"""How numbers and lists are said in Swedish inside a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: A number is never broken over two lines.
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, in singular and plural: ``ny kvinna``, ``nya kvinnor``."""

    one: str
    many: str

    def counted(self, count: float) -> str:
        """The number and the noun: ``1 ny kvinna``, ``16 nya kvinnor``."""
        return f"{number(count)} {self.one if count == 1 else self.many}"


def number(value: float) -> str:
    """A number as it is written in Swedish: ``1 184 619``, ``2,5``."""
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", NBSP)
    return f"{value:,.2f}".rstrip("0").replace(",", NBSP).replace(".", ",")


def decimals(value: float) -> str:
    """Positions, always with the two decimals that the form asks for: ``2,00``."""
    return f"{value:,.2f}".replace(",", NBSP).replace(".", ",")


def kronor(value: float) -> str:
    """An amount: ``402 638 kr``."""
    return f"{number(round(value))}{NBSP}kr"


def listed(items: Sequence[str], last: str = "och") -> str:
    """Items in a row: ``a, b och c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def quoted(text: str, longest: int = 60) -> str:
    """Words as they were written, shortened at a space when they are long: ``”Österåkers kommun”``."""
    text = " ".join(text.split())
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return f"”{text}”"
