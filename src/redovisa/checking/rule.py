"""A rule: one thing a reader would question, with its code, its source and its test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

from redovisa.checking.finding import Severity
from redovisa.checking.sheet import Sheet

_CODE = re.compile(r"[A-Z]{3}-\d{2}")


class Strength(StrEnum):
    """What a rule rests on, the strongest first."""

    LAW = "law"
    INSTRUCTION = "instruction"
    PLAUSIBILITY = "plausibility"

    @property
    def swedish(self) -> str:
        """The words that people see."""
        return {"law": "lag", "instruction": "formulärets egen anvisning", "plausibility": "rimlighet"}[self.value]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: ``reference`` is Swedish, a paragraph or the printed words it rests on."""

    strength: Strength
    reference: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A test that failed: ``what`` is the Swedish sentence with its numbers, ``fields`` the keys it is about.

    ``do`` replaces the rule's own advice when the numbers allow a better one; ``missing`` are the fields that kept
    part of the rule from being tested.
    """

    what: str
    fields: tuple[str, ...]
    do: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A test that could not be made, because these fields are not answered."""

    missing: tuple[str, ...]


#: None when all is well, which is by far the most common outcome and must cost next to nothing.
Outcome: TypeAlias = Fault | Silence | None
Test: TypeAlias = Callable[[Sheet], Outcome]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``code`` is three letters for the section and a number, never reused. ``title`` is the rule as a short Swedish
    sentence, ``why`` and ``do`` are the sentences told with each fault. ``needs`` are the field keys the rule looks
    at. ``since`` and ``until`` are edition years, both included. The rule is kept quiet when a rule of ``yields_to``
    has found a fault in one of the same fields.
    """

    code: str
    severity: Severity
    title: str
    source: Source
    needs: tuple[str, ...]
    test: Test = field(repr=False, compare=False)
    why: str
    do: str
    since: int | None = None
    until: int | None = None
    yields_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"Regelkoden {self.code!r} ska vara tre bokstäver, bindestreck och två siffror.")

    def holds_for(self, edition: int | None) -> bool:
        """Whether the rule belongs to the edition of that year (a rule with limits needs to know it)."""
        if edition is None:
            return self.since is None and self.until is None
        return (self.since or edition) <= edition <= (self.until or edition)


def _no_figures(year: int | None) -> Mapping[str, Any]:
    return {}


class Rulebook:
    """All rules of a grant in the order they are told, with the grant's figures; sorted out once per edition.

    ``figures`` gives the grant's numbers that hold for a reported year. Raises ValueError when a code is used twice,
    or a rule yields to a code that is not there.
    """

    __slots__ = ("_by_code", "_by_edition", "_by_year", "_figures", "rules")

    def __init__(
        self, rules: Iterable[Rule], figures: Callable[[int | None], Mapping[str, Any]] = _no_figures
    ) -> None:
        self.rules = tuple(rules)
        self._by_code = {rule.code: rule for rule in self.rules}
        if len(self._by_code) != len(self.rules):
            twice = sorted({r.code for r in self.rules if sum(o.code == r.code for o in self.rules) > 1})
            raise ValueError(f"Samma regelkod används flera gånger: {', '.join(twice)}.")
        lost = sorted({code for rule in self.rules for code in rule.yields_to if code not in self._by_code})
        if lost:
            raise ValueError(f"En regel hänvisar till regler som inte finns: {', '.join(lost)}.")
        self._figures = figures
        self._by_edition: dict[int | None, tuple[tuple[Test, Rule], ...]] = {}
        self._by_year: dict[int | None, Mapping[str, Any]] = {}

    def get(self, code: str) -> Rule | None:
        """The rule with the code, however its letters are written, or None."""
        return self._by_code.get(code.strip().upper())

    def tests(self, edition: int | None) -> tuple[tuple[Test, Rule], ...]:
        """The tests that belong to the edition, each with its rule, in order."""
        found = self._by_edition.get(edition)
        if found is None:
            found = tuple((rule.test, rule) for rule in self.rules if rule.holds_for(edition))
            self._by_edition[edition] = found
        return found

    def figures(self, year: int | None) -> Mapping[str, Any]:
        """The grant's numbers for the year."""
        found = self._by_year.get(year)
        if found is None:
            found = self._by_year[year] = self._figures(year)
        return found

    def without(self, *codes: str) -> Rulebook:
        """A rulebook without these rules; those that yielded to them no longer do."""
        kept = [rule for rule in self.rules if rule.code not in codes]
        return Rulebook((_forget(rule, codes) for rule in kept), self._figures)


def _forget(rule: Rule, codes: tuple[str, ...]) -> Rule:
    return replace(rule, yields_to=tuple(code for code in rule.yields_to if code not in codes))
