"""How numbers and lists are said in Swedish inside a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redovisa.form.format import decimals, thousands

__all__ = ["NBSP", "Noun", "decimals", "kronor", "listed", "number", "quoted"]

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
    """A number as it is written in Swedish, without decimals it does not have: ``1 184 619``, ``2,5``."""
    return thousands(int(value)) if float(value).is_integer() else f"{value:.2f}".rstrip("0").replace(".", ",")


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
    text = " ".join(text[: 4 * longest].split()).removesuffix(".")
    if len(text) > longest:
        text = text[:longest].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return f"”{text}”"
