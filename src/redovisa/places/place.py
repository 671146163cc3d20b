"""A place: a county, a municipality or a city district, with its code and the years it has existed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


def genitive(name: str) -> str:
    """The Swedish genitive of a name: ``Österåkers``, ``Timrås``, ``Borås``."""
    return name if name[-1:] in ("s", "x", "z") else name + "s"


def owner(name: str) -> str:
    """The form before "kommun": names that end in a vowel stay as they are (Österåkers kommun, Timrå kommun)."""
    return name if name[-1:] in "aeiouyåäöé" else genitive(name)


@dataclass(frozen=True, slots=True)
class County:
    """A county: SCB's two-digit ``code``, ``name`` (Örebro län), ``short`` (Örebro).

    ``mail`` is the county board's word in its e-mail address.
    """

    code: str
    name: str
    short: str
    mail: str

    @property
    def board(self) -> str:
        """The county board's name as printed in the head of the form: Länsstyrelsen i Örebro län."""
        return f"Länsstyrelsen i {self.name}"

    @property
    def board_email(self) -> str:
        """The county board's address for the redovisningar: orebro@lansstyrelsen.se."""
        return f"{self.mail}@lansstyrelsen.se"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality under one name and code: SCB's four-digit ``code``, ``county`` its two-digit county code.

    ``formal`` is what it calls itself where that is not the name and "kommun" (Stockholms stad).
    ``valid_from`` and ``valid_to`` are the first and last year, None for "since before 1999" and "still".
    """

    code: str
    name: str
    county: str
    formal: str = ""
    valid_from: int | None = None
    valid_to: int | None = None

    @property
    def full_name(self) -> str:
        """The name with its kind: Österåkers kommun, Stockholms stad, Region Gotland."""
        return self.formal or f"{owner(self.name)} kommun"

    @property
    def municipality(self) -> str:
        """The municipality's code, so that a place of either kind can be asked for it."""
        return self.code

    def exists_in(self, year: int) -> bool:
        """Whether the municipality had this name and code during the year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True, slots=True)
class District:
    """A city district with a board of its own; ``municipality`` is the four-digit code it reports below.

    SCB has no codes for districts: ``code`` is our own. ``kind`` is what it is or was called (stadsdelsnämnd,
    stadsområde). ``alone`` is false for a name (Centrum) that says nothing without the municipality's name.
    Boards change in the middle of a year: in that year both the old and the new exist. ``successor`` is the code
    of the district that took over, if any.
    """

    code: str
    name: str
    municipality: str
    kind: str
    alone: bool
    valid_from: int | None = None
    valid_to: int | None = None
    successor: str = ""

    @property
    def full_name(self) -> str:
        """The name with its kind: Rinkeby-Kista stadsdelsnämnd, Södermalms stadsdelsnämnd, stadsområde Hisingen."""
        return f"{self.kind} {self.name}" if self.kind == "stadsområde" else f"{owner(self.name)} {self.kind}"

    def exists_in(self, year: int) -> bool:
        """Whether the district existed during any part of the year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


Place: TypeAlias = Municipality | District
