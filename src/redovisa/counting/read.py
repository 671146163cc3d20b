"""Reads a tally, also one that people have edited: marks out of rows, and a refusal where someone is pointed out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from redovisa.counting import lines, meaning
from redovisa.counting.cells import Grid, Plain, grids
from redovisa.counting.headings import Columns, Heading, columns, year_in
from redovisa.counting.mark import Mark, Part
from redovisa.counting.meaning import Forbidden, Meant
from redovisa.counting.plan import Plan
from redovisa.counting.refusal import CannotCount

_NO_YEAR = "Det står inte i räknebladet vilket år det gäller. Skriv Räkneblad och årtalet överst, eller ange --year ÅR."
_OTHER = "Kalkylbladet är inget räkneblad: rubriker som Kod, Kön och Åldersgrupp saknas. Hämta ett tomt räkneblad."
_EMPTY = "Räknebladet är tomt: ingen rad har mer än en kod. Fyll i det först."
_IDENTITY = (
    "I cell {cell} står något som kan peka ut en person, till exempel ett namn eller ett personnummer. Räknebladet är "
    "inte läst. Ta bort uppgiften ur bladet: där får bara finnas koder och det som kan väljas i listorna."
)
_MOST_ABOVE = 60
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Tally:
    """A tally as read: the year it is about and its marks in the sheet's order; ``notes`` are about the sheet."""

    year: int
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()


def is_tally(data: bytes, plan: Plan) -> bool:
    """Whether the file has the columns of a tally, one of them for codes; raises CannotCount if it cannot be opened."""
    found = (_heading(grid, plan) for grid in _grids(data))
    return any(one is not None and Heading.CODE in one[1].of for one in found)


def read_tally(data: bytes, plan: Plan, year: int | None = None) -> Tally:
    """The marks of the first sheet with the columns of a tally; ``year`` goes before the one in the sheet.

    Raises CannotCount when there is none, its year is not known, a column that is needed is missing or stands twice,
    or something in it points out a person: then nothing is read on.
    """
    for grid in _grids(data):
        found = _heading(grid, plan)
        if found is not None:
            return _tally(grid, found[0], found[1], plan, year)
    raise CannotCount(_OTHER)


def _grids(data: bytes) -> Iterable[Grid]:
    """The sheets of an Excel file, or the one of a text."""
    return [lines.grid(data)] if lines.is_text(data) else grids(data)


def _heading(grid: Grid, plan: Plan) -> tuple[int, Columns] | None:
    for at, row in enumerate(grid[:_MOST_ABOVE]):
        found = columns(row, plan)
        if found is not None:
            return at, found
    return None


def _tally(grid: Grid, at: int, heads: Columns, plan: Plan, year: int | None) -> Tally:
    said = next((found for row in grid[:at] if (found := year_in(row)) is not None), None)
    counted = year or said
    if counted is None:
        raise CannotCount(_NO_YEAR)
    _complete(heads)
    _refuse_identities(grid, at, heads)
    marks = []
    for number, row in enumerate(grid[at + 1 :], start=at + 2):
        mark = _Row(row, number, heads, plan, counted).mark()
        if mark is not None:
            marks.append(mark)
    if not marks:
        raise CannotCount(_EMPTY)
    return Tally(counted, tuple(marks), _notes(heads, plan, said, counted))


def _complete(heads: Columns) -> None:
    if heads.twice:
        raise CannotCount(f"Kolumnen {heads.twice[0]} finns två gånger i räknebladet. Ta bort den ena.")
    needed = [one for one in (Heading.CODE, Heading.SEX, Heading.END) if one not in heads.of]
    eithers = ((Heading.BAND, Heading.BIRTH_YEAR), (Heading.NEW, Heading.START))
    needed += [either[0] for either in eithers if not any(one in heads.of for one in either)]
    if needed:
        raise CannotCount(f"Kolumnen {needed[0].value} saknas i räknebladet. Lägg tillbaka den, eller hämta ett tomt.")


def _refuse_identities(grid: Grid, at: int, heads: Columns) -> None:
    """Raises CannotCount for long numbers anywhere, and for words in columns that are not the tally's own."""
    own = {*heads.of.values(), *heads.reasons.values()}
    for number, row in enumerate(grid, start=1):
        for column, cell in enumerate(row):
            is_odd = number > at + 1 and column not in own and isinstance(cell, str)
            if meaning.has_identity(cell) or is_odd:
                raise CannotCount(_IDENTITY.format(cell=_name(column, number)))


def _name(column: int, row: int) -> str:
    """The cell's name in Excel; there are at most 60 columns."""
    first, second = divmod(column, 26)
    return f"{chr(64 + first) if first else ''}{chr(65 + second)}{row}"


def _notes(heads: Columns, plan: Plan, said: int | None, counted: int) -> tuple[str, ...]:
    notes = []
    if said is not None and said != counted:
        notes.append(f"I räknebladet står {said}, men {counted} är räknat.")
    lost = [words for reason, words in plan.reasons.items() if reason not in heads.reasons]
    if lost:
        notes.append(f"Kolumner som saknas i räknebladet: {', '.join(lost)}.")
    return tuple(notes)


class _Row:
    """One row on its way to a mark."""

    def __init__(self, row: Sequence[Plain], number: int, heads: Columns, plan: Plan, year: int) -> None:
        self.row, self.number, self.heads, self.plan, self.year = row, number, heads, plan, year
        self.unclear: set[Part] = set()

    def mark(self) -> Mark | None:
        """The mark, or None for a row that is not used: nothing but its code stands there."""
        own = [*self.heads.of.values(), *self.heads.reasons.values()]
        used = {at for at in own if self.at(at) is not None} - {self.heads.of[Heading.CODE]}
        code = self.said(self.heads.of[Heading.CODE], meaning.code)
        if not used:
            return None
        plan = self.plan
        crosses = {reason: self.said(at, meaning.cross) for reason, at in self.heads.reasons.items()}
        lost = frozenset(plan.reasons) - frozenset(crosses)
        return Mark(
            code,
            sex=self.part(Heading.SEX, Part.SEX, lambda cell: meaning.choice(cell, meaning.sexes(plan))),
            band=self.part(Heading.BAND, Part.BAND, lambda cell: meaning.choice(cell, meaning.bands(plan))),
            birth_year=self.part(Heading.BIRTH_YEAR, Part.BAND, lambda cell: meaning.birth_year(cell, self.year)),
            is_new=self.part(Heading.NEW, Part.NEW, lambda cell: meaning.choice(cell, meaning.new_or_carried())),
            start=self.part(Heading.START, Part.START, meaning.day),
            end=self.part(Heading.END, Part.END, meaning.day),
            has_children=self.part(
                Heading.CHILDREN, Part.CHILDREN, lambda cell: meaning.choice(cell, meaning.yes_no())
            ),
            reasons=frozenset(reason for reason, meant in crosses.items() if meant.value),
            unclear=frozenset(self.unclear),
            unclear_reasons=lost | frozenset(reason for reason, meant in crosses.items() if meant.is_unclear),
            row=self.number,
        )

    def at(self, column: int) -> Plain:
        """The cell in a column, counted from 0; rows may be short."""
        return self.row[column] if column < len(self.row) else None

    def part(self, heading: Heading, part: Part, read: Callable[[Plain], Meant[T]]) -> T | None:
        """What stands under the heading; notes when it is unclear."""
        column = self.heads.of.get(heading)
        if column is None:
            return None
        meant = self.said(column, read)
        if meant.is_unclear:
            self.unclear.add(part)
        return meant.value

    def said(self, column: int, read: Callable[[Plain], R]) -> R:
        """What the cell in the column means; raises CannotCount, with the cell, where someone is pointed out."""
        try:
            return read(self.at(column))
        except Forbidden:
            raise CannotCount(_IDENTITY.format(cell=_name(column, self.number))) from None
