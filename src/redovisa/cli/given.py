"""What a person has written in a JSON file for a letter: asked for by name, refused with file, place and name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from redovisa.cli.records import json_in
from redovisa.writing.document import CannotWrite

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Given:
    """The values of a file, or of one row of a list in it; ``where`` is what stands before a name in a sentence."""

    where: str
    held: Mapping[str, Any]

    def whole(self, name: str) -> int:
        """A whole number, as a number or in digits."""
        return self._made(name, "ett heltal, till exempel 2024", lambda value: int(str(value).replace(" ", "")))

    def positions(self, name: str) -> Decimal:
        """Full-time positions, with comma or point."""
        return self._made(name, "ett antal, till exempel 1,5", lambda value: Decimal(str(value).replace(",", ".")))

    def text(self, name: str, otherwise: str | None = None) -> str:
        """Words or a code; a number is taken as it is written. ``otherwise`` stands in when it is left out."""
        if otherwise is not None and name not in self.held:
            return otherwise
        return self._made(name, "text", str)

    def days(self, name: str) -> list[date]:
        """A list of days, empty when it is left out."""
        if name not in self.held:
            return []
        return self._made(name, 'en lista med datum, till exempel ["2024-01-22"]', _days)

    def rows(self, name: str) -> Iterator[Given]:
        """The rows of a list, one after the other."""
        listed = self._made(name, "en lista", _listed)
        for number, row in enumerate(listed, 1):
            where = f"{self.where}{name}, rad {number}: "
            if not isinstance(row, Mapping):
                raise CannotWrite(f"{where}raden ska ha värden med namn, inom klammerparenteser.")
            yield Given(where, row)

    def _made(self, name: str, what: str, make: Callable[[Any], _T]) -> _T:
        if name not in self.held:
            raise CannotWrite(f"{self.where}{name} saknas. Det ska vara {what}.")
        try:
            return make(self.held[name])
        except (ValueError, TypeError, InvalidOperation) as error:
            raise CannotWrite(f"{self.where}{name} ska vara {what}. Det står ”{self.held[name]}”.") from error


def given(path: Path) -> Given:
    """The values of the file; raises CannotWrite when it holds none."""
    held = json_in(path)
    if not isinstance(held, Mapping):
        raise CannotWrite(f"{path}: filen ska ha värden med namn, inom klammerparenteser.")
    return Given(f"{path}: ", held)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _days(value: Any) -> list[date]:
    return [date.fromisoformat(day) for day in _listed(value)]
