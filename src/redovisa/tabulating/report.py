"""A report: the answers of one redovisning as far as tables need them, and for whom they were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redovisa.form.answer import Value

#: Text fields that tables read, by way of a declared derivation; no other words may enter the room.
WORDS_READ = frozenset({"queue.had", "queue.wait", "queue.wait_days"})


@dataclass(frozen=True, slots=True)
class Report:
    """What one redovisning says.

    ``municipality`` is the SCB code of the reporter, ``district`` what a city district that reports below it is
    known by, ``covers`` the codes of the other municipalities it speaks for. ``edition`` is the year of the form.
    ``version`` orders several redovisningar from the same reporter (a date or a number); ``file`` names the
    document for people, and ``called`` the district.
    """

    year: int
    edition: int
    municipality: str
    answers: Mapping[str, Value]
    covers: tuple[str, ...] = ()
    district: str = ""
    version: str = ""
    file: str = ""
    called: str = ""

    @property
    def part(self) -> str:
        """The city district's name for people; empty when the whole municipality reports."""
        return self.called or self.district

    @property
    def name(self) -> str:
        """What the report is called in a sentence."""
        return self.file or f"{self.municipality} {self.year}"

    def number(self, key: str) -> int | float | None:
        """The number answered, or None when there is none (a mark is not a number)."""
        value = self.answers.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return value


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as the tables need it: code of four digits (the county first), name, and years of validity.

    ``into`` is the code that took over when the code ended (a merger, a new county), so that series can follow.
    """

    code: str
    name: str
    since: int | None = None
    until: int | None = None
    into: str = ""

    @property
    def county(self) -> str:
        """The county's code of two digits."""
        return self.code[:2]

    def valid(self, year: int) -> bool:
        """Whether the code stood in the year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)
