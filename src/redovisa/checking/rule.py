"""A rule: one thing a reader would question, with its code, its source and its test."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

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


class Ground(StrEnum):
    """Why something *must* be corrected; a rule without one of these grounds only asks (ADR 11)."""

    IMPOSSIBLE = "impossible"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"

    @property
    def swedish(self) -> str:
        """The words that people see."""
        return {
            "impossible": "uppgifterna kan inte vara sanna samtidigt",
            "required": "svaret krävs, och alla kan lämna det",
            "forbidden": "uppgiften får inte stå där, och kan alltid tas bort",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: ``reference`` is Swedish, a paragraph or the printed words it rests on.

    ``paragraph`` is the paragraph alone (``10 §``) when it rests on the law.
    """

    strength: Strength
    reference: str
    paragraph: str = ""


class Fault(NamedTuple):
    """A test that failed: ``what`` is the Swedish sentence with its numbers, ``fields`` the keys it is about.

    ``do`` replaces the rule's own advice when the numbers allow a better one; ``missing`` are the fields that kept
    part of the rule from being tested. When several things are told in one sentence, ``rows`` are the fields of each.
    """

    what: str
    fields: tuple[str, ...]
    do: str = ""
    missing: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Silence(NamedTuple):
    """A test that could not be made, because these fields are not answered."""

    missing: tuple[str, ...]


#: None when all is well, which is by far the most common outcome and must cost next to nothing.
Outcome: TypeAlias = Fault | Silence | None


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A quick look at a sheet that several tests share: when it says that all is well, they have nothing to say.

    ``keys`` are the fields it reads; each has a place in ``Sheet.filled``.
    """

    all_well: Callable[[Sheet], bool]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """How a rule is tested, and when it needs to be.

    ``run`` gives the outcome for any sheet. The others tell what wakes it, for when none of them does its outcome is
    known to be None:

    * ``marks`` and ``words``: whether the outcome is None depends only on the values of these marks and choices, and
      on which of these words are answered and whether they say something. Such a rule is tried once for each way of
      answering (``checking/habit.py``) and what came of it is remembered. 1 counts as true and 0 as false here.
    * ``blank``, ``given``: one of these fields is not answered, or is.
    * ``unless``: the quick look says that all is not well.

    A test that names nothing is run for every form, and each is run when a field that its rule needs is in doubt.
    """

    run: Callable[[Sheet], Outcome]
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    unless: Look | None = None

    @property
    def always(self) -> bool:
        """Whether it is run for every form."""
        return self.unless is None and not (self.marks or self.words or self.blank or self.given)

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields that wake it."""
        return (*self.marks, *self.words, *self.blank, *self.given, *(self.unless.keys if self.unless else ()))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``code`` is three letters for the section and a number, never reused. ``title`` is the rule as a short Swedish
    sentence, ``why`` and ``do`` are the sentences told with each fault. ``needs`` are the field keys the rule looks
    at. ``since`` and ``until`` are edition years, both included. ``compares`` tells that the rule takes part only when
    there is a redovisning of the year before. The rule is kept quiet when the rules of ``yields_to`` have found
    faults that share a field with each thing it tells. ``ground`` is why what it finds must be corrected, if it must.
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
    compares: bool = False
    yields_to: tuple[str, ...] = ()
    ground: Ground | None = None

    def __post_init__(self) -> None:
        if (self.severity is Severity.CORRECT) is not (self.ground is not None):
            raise ValueError(f"{self.code} ska ha en grund om den säger ”måste rättas”, och annars ingen.")
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"Regelkoden {self.code!r} ska vara tre bokstäver, bindestreck och två siffror.")

    def holds_for(self, edition: int | None) -> bool:
        """Whether the rule belongs to the edition of that year (a rule with limits needs to know it)."""
        if edition is None:
            return self.since is None and self.until is None
        return (self.since or edition) <= edition <= (self.until or edition)
