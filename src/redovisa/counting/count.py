"""Counts a year: each number of the form with how it was counted, and a doubt where not all that is needed is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from redovisa.counting.mark import Mark
from redovisa.counting.person import Person, Year, belongs, person
from redovisa.counting.plan import CountingRule, Plan
from redovisa.counting.refusal import CannotCount
from redovisa.form.answer import Doubt

_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the form: its value, the rules by which it was counted and of how many rows. Never the codes."""

    field: str
    value: int
    rules: tuple[CountingRule, ...]
    rows: int

    @property
    def place(self) -> str:
        """Where it stood, in words: ``14 rader``."""
        return "1 rad" if self.rows == 1 else f"{self.rows} rader"

    @property
    def words(self) -> str:
        """How it was counted, in Swedish."""
        rules = " ".join(f"{rule.name}: {rule.words} ({rule.code})" for rule in self.rules)
        return f"{self.value} av {self.place} i räknebladet. {rules}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A year counted: numbers and doubts by the form's keys, and notes in Swedish about the sheet as a whole.

    ``open_rows`` are the sheet's rows that led to each doubt: for the one who has the sheet, never handed on.
    """

    year: int
    numbers: Mapping[str, Number]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]
    open_rows: Mapping[str, tuple[int, ...]]


#: What is asked of a person for each field: (surely counted, perhaps counted).
_Asked = tuple[bool, bool]


def count(marks: Iterable[Mark], plan: Plan, year: Year) -> Counted:
    """The numbers of the year; the order of the marks does not matter.

    Raises CannotCount when no mark belongs to the year: that is a wrong year, and not a year of nobody.
    """
    rows = list(marks)
    within = [mark for mark in rows if belongs(mark, year)]
    if not within:
        raise CannotCount(f"Ingen rad i räknebladet gäller {year.number}. Se efter att årtalet överst stämmer.")
    people = [person(own, plan, year) for own in _by_code(within)]
    numbers: dict[str, Number] = {}
    doubts: list[Doubt] = []
    open_rows: dict[str, tuple[int, ...]] = {}
    of_reasons = sum(len(one.rows) for one in people if True in one.new)
    held = _held(people, plan)
    for key, rules in _fields(plan):
        sure, perhaps = held[key]
        if not perhaps:
            of = of_reasons if key.startswith("contact_reasons.") else len(within)
            numbers[key] = Number(key, sure, rules, of)
        else:
            doubts.append(_doubt(key, sure, len(perhaps), rules))
            open_rows[key] = tuple(sorted(row for one in perhaps for row in one.rows))
    return Counted(year.number, numbers, tuple(doubts), _notes(rows, within, people, year), open_rows)


def _by_code(marks: Iterable[Mark]) -> list[Sequence[Mark]]:
    """The marks of each code; one without a code stands alone."""
    coded: defaultdict[str, list[Mark]] = defaultdict(list)
    alone = []
    for mark in marks:
        if mark.code:
            coded[mark.code].append(mark)
        else:
            alone.append([mark])
    return [*coded.values(), *alone]


def _fields(plan: Plan) -> Iterator[tuple[str, tuple[CountingRule, ...]]]:
    """Every field that is counted, in the form's order, with its rules."""
    rule = plan.rules
    groups = {"total": ("once", "year"), "new": ("once", "new"), "closed": ("once", "ended")}
    for group, names in groups.items():
        own = tuple(rule[name] for name in names)
        yield from ((f"clients.{group}.{sex}", own) for sex in plan.sexes)
        for band in plan.bands:
            yield from ((f"clients.{group}.{sex}.{band}", (*own, rule["age"])) for sex in plan.sexes)
    yield from ((f"clients.with_children.{sex}", (rule["once"], rule["children"])) for sex in plan.sexes)
    for reason in plan.reasons:
        yield from ((f"contact_reasons.{reason}.{sex}", (rule["new"], rule["reasons"])) for sex in plan.sexes)


def _held(people: Iterable[Person], plan: Plan) -> Mapping[str, tuple[int, list[Person]]]:
    """For each field how many are surely counted, and those who perhaps are."""
    sure: defaultdict[str, int] = defaultdict(int)
    perhaps: defaultdict[str, list[Person]] = defaultdict(list)
    for one in people:
        for key, is_sure in _of_person(one):
            if is_sure and one.is_one:
                sure[key] += 1
            else:
                perhaps[key].append(one)
    return {key: (sure[key], perhaps[key]) for key, _ in _fields(plan)}


def _of_person(one: Person) -> Iterator[tuple[str, bool]]:
    """The fields where a person may be counted, each with whether that is sure."""
    groups = {"total": frozenset({True}), "new": one.new, "closed": one.ended}
    for sex in one.sexes:
        is_sex = len(one.sexes) == 1
        for group, truth in groups.items():
            if True not in truth:
                continue
            is_in = is_sex and len(truth) == 1
            yield f"clients.{group}.{sex}", is_in
            for band in one.bands:
                yield f"clients.{group}.{sex}.{band}", is_in and len(one.bands) == 1
        if True in one.children:
            yield f"clients.with_children.{sex}", is_sex and len(one.children) == 1
        if True in one.new:
            for reason in one.perhaps:
                yield f"contact_reasons.{reason}.{sex}", is_sex and len(one.new) == 1 and reason in one.surely


def _doubt(key: str, sure: int, perhaps: int, rules: tuple[CountingRule, ...]) -> Doubt:
    named = ", ".join(rule.name.lower() for rule in rules)
    who = "1 klient" if perhaps == 1 else f"{perhaps} klienter"
    why = (
        f"Räknebladet säger säkert {sure}, men för {who} till går det inte att veta "
        f"({named}). Fyll i det som saknas i räknebladet, eller skriv antalet."
    )
    highest = min(sure + perhaps, sure + _MOST_CANDIDATES - 1)
    return Doubt(key, why, candidates=tuple(range(sure, highest + 1)), place="räknebladet")


def _notes(rows: Sequence[Mark], within: Sequence[Mark], people: Sequence[Person], year: Year) -> tuple[str, ...]:
    notes = []
    if len(rows) > len(within):
        notes.append(f"{_rows(len(rows) - len(within))} gäller inte {year.number} och är inte medräknade.")
    without = sum(not mark.code for mark in within)
    if without:
        notes.append(f"{_rows(without)} saknar kod, så det går inte att veta om det är en egen person.")
    silent = sum(one.new == {True} and not one.perhaps for one in people)
    if silent:
        notes.append(f"För {silent} {'ny klient' if silent == 1 else 'nya klienter'} är ingen kontaktorsak kryssad.")
    return tuple(notes)


def _rows(number: int) -> str:
    return "1 rad" if number == 1 else f"{number} rader"
