"""All marks of one code together: what may be true of the person that year, where not everything is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from redovisa.counting.mark import Mark, Part
from redovisa.counting.plan import Plan

_EITHER = frozenset({True, False})


@dataclass(frozen=True, slots=True)
class Year:
    """The year that is counted, and the month and day on which age counts."""

    number: int
    age_day: tuple[int, int] = (12, 31)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.number, 12, 31)


@dataclass(frozen=True, slots=True)
class Person:
    """What may be true of one person: each set holds all that is possible, one value when it is known.

    ``is_one`` is False when it is not known whether this is a person of its own: the row has no code. The reasons
    ``surely`` are given, ``perhaps`` those that may be. ``rows`` are the sheet's.
    """

    sexes: frozenset[str]
    bands: frozenset[str]
    new: frozenset[bool]
    ended: frozenset[bool]
    children: frozenset[bool]
    surely: frozenset[str]
    perhaps: frozenset[str]
    is_one: bool
    rows: tuple[int, ...]


def belongs(mark: Mark, year: Year) -> bool:
    """Whether the assignment went on some day of the year, as far as its days are known.

    Days in the wrong order say nothing, and such a mark is asked about rather than left out.
    """
    if mark.start and mark.end and mark.end < mark.start:
        return True
    return not ((mark.start and mark.start > year.last) or (mark.end and mark.end < year.first))


def person(marks: Sequence[Mark], plan: Plan, year: Year) -> Person:
    """The person whom the marks of one code are about; all of them belong to the year."""
    perhaps = frozenset().union(*(mark.unclear_reasons for mark in marks))
    surely = frozenset().union(*(mark.reasons for mark in marks))
    return Person(
        sexes=_stated((mark.sex for mark in marks), _is_unclear(marks, Part.SEX), plan.sexes),
        bands=_bands(marks, plan, year),
        new=_all_of([_new(mark, year) for mark in marks]),
        ended=_all_of([_ended(mark, year) for mark in marks]),
        children=_children(marks),
        surely=surely,
        perhaps=surely | perhaps,
        is_one=bool(marks[0].code),
        rows=tuple(sorted(mark.row for mark in marks)),
    )


def _is_unclear(marks: Iterable[Mark], part: Part) -> bool:
    return any(part in mark.unclear for mark in marks)


def _stated(said: Iterable[str | None], is_unclear: bool, every: Iterable[str]) -> frozenset[str]:
    """What is said, if it is said and understood; else everything is possible."""
    known = frozenset(one for one in said if one is not None)
    return frozenset(every) if is_unclear or not known else known


def _bands(marks: Sequence[Mark], plan: Plan, year: Year) -> frozenset[str]:
    """The bands chosen, and those of the birth years; they contradict each other when there are several."""
    born = {mark.birth_year for mark in marks if mark.birth_year is not None}
    # Who was born that year has had the birthday on the day that counts, or has not; on 31 December everyone has.
    younger = () if year.age_day == (12, 31) else (1,)
    of_birth = frozenset(plan.band_at(year.number - one - less) for one in born for less in (0, *younger))
    chosen = frozenset(mark.band for mark in marks if mark.band is not None)
    if _is_unclear(marks, Part.BAND) or "" in of_birth or not (chosen or of_birth):
        return frozenset(plan.bands)
    return (chosen & of_birth) if len(chosen) == 1 and chosen <= of_birth else chosen | of_birth


def _new(mark: Mark, year: Year) -> frozenset[bool]:
    """Whether the assignment began in the year: by its day, by what was chosen, and both must agree."""
    if mark.unclear & {Part.NEW, Part.START} or (mark.start and mark.start > year.last):
        return _EITHER
    said = {mark.is_new} if mark.is_new is not None else set()
    if mark.start is not None:
        said.add(mark.start >= year.first)
    return frozenset(said) or _EITHER


def _ended(mark: Mark, year: Year) -> frozenset[bool]:
    """Whether the assignment had ended when the year was over: no last day means that it goes on."""
    if Part.END in mark.unclear or (mark.end and mark.start and mark.end < mark.start):
        return _EITHER
    return frozenset({mark.end is not None and mark.end <= year.last})


def _all_of(options: Sequence[frozenset[bool]]) -> frozenset[bool]:
    """Whether something is true of all assignments: new when none was carried over, ended when none goes on."""
    if any(option == {False} for option in options):
        return frozenset({False})
    return frozenset({True}) if all(option == {True} for option in options) else _EITHER


def _children(marks: Sequence[Mark]) -> frozenset[bool]:
    said = {mark.has_children for mark in marks if mark.has_children is not None}
    if True in said:
        return frozenset({True})
    return _EITHER if not said or _is_unclear(marks, Part.CHILDREN) else frozenset({False})
