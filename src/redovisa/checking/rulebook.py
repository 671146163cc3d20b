"""The rulebook: all rules of a grant with its figures, sorted out beforehand so that a sound form costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import filterfalse
from typing import Any, TypeAlias

from redovisa.checking.rule import Outcome, Rule
from redovisa.checking.sheet import Sheet

_Run: TypeAlias = Callable[[Sheet], Outcome]


#: So many different sets of awake rules are remembered; a nation's forms have far fewer.
_MOST_REMEMBERED = 4096


class Course:
    """The rules of one edition, in order, and which of them a form can wake.

    A set of rules is one whole number, a bit for each rule, since joining numbers is quick. ``always`` are run for
    every form; the others are woken by a field that is not answered, that is, or that is in doubt.
    """

    __slots__ = (
        *("_always", "_blank", "_blank_keys", "_doubt", "_given", "_given_keys", "_looks", "_marks", "_remembered"),
        *("_unequal", "rules"),
    )

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._remembered: dict[int, tuple[tuple[_Run, Rule], ...]] = {}
        bits = {rule.code: 1 << place for place, rule in enumerate(self.rules)}
        self._always = sum(bits[rule.code] for rule in self.rules if rule.test.always)

        def wakes(keys_of: Callable[[Rule], Iterable[str]]) -> dict[str, int]:
            by_key: dict[str, int] = {}
            for rule in self.rules:
                for key in keys_of(rule):
                    by_key[key] = by_key.get(key, 0) | bits[rule.code]
            return by_key

        self._blank = wakes(lambda rule: rule.test.blank)
        self._given = wakes(lambda rule: rule.test.given)
        self._doubt = wakes(lambda rule: rule.needs)
        marked, unmarked = wakes(lambda rule: rule.test.marked), wakes(lambda rule: rule.test.unmarked)
        self._blank_keys = tuple(self._blank)
        self._given_keys = tuple(self._given)
        keys = dict.fromkeys((*marked, *unmarked))
        self._marks = tuple((key, marked.get(key, 0), unmarked.get(key, 0)) for key in keys)
        looks = dict.fromkeys(rule.test.unless for rule in self.rules if rule.test.unless is not None)
        self._looks = tuple(
            (look, sum(bits[rule.code] for rule in self.rules if rule.test.unless is look)) for look in looks
        )
        pairs = dict.fromkeys(rule.test.unequal for rule in self.rules if rule.test.unequal)
        self._unequal = tuple(
            (*pair, sum(bits[rule.code] for rule in self.rules if rule.test.unequal == pair)) for pair in pairs
        )

    def awake(self, sheet: Sheet) -> tuple[tuple[_Run, Rule], ...]:
        """The rules that may have something to say about the sheet, in order."""
        get, answered = sheet.get, sheet.values.__contains__
        awake = self._always
        for bits in map(self._blank.__getitem__, filterfalse(answered, self._blank_keys)):
            awake |= bits
        for bits in map(self._given.__getitem__, filter(answered, self._given_keys)):
            awake |= bits
        for key, marked, unmarked in self._marks:
            awake |= marked if get(key) else unmarked
        for one, other, bits in self._unequal:
            if get(one) != get(other):
                awake |= bits
        for all_well, bits in self._looks:
            if not all_well(sheet):
                awake |= bits
        for key in sheet.doubtful:
            awake |= self._doubt.get(key, 0)
        found = self._remembered.get(awake)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            chosen = (rule for place, rule in enumerate(self.rules) if awake >> place & 1)
            found = self._remembered[awake] = tuple((rule.test.run, rule) for rule in chosen)
        return found


def _no_figures(year: int | None) -> Mapping[str, Any]:
    return {}


class Rulebook:
    """All rules of a grant in the order they are told, with the grant's figures; sorted out once per edition.

    ``figures`` gives the grant's numbers that hold for a reported year; ``counts`` are the fields where a blank adds
    nothing to a sum, ``texts`` those of free text. Raises ValueError when a code is used twice, or a rule yields to a
    code that is not there.
    """

    __slots__ = ("_by_code", "_courses", "_figures", "_years", "counts", "rules", "texts")

    def __init__(
        self,
        rules: Iterable[Rule],
        figures: Callable[[int | None], Mapping[str, Any]] = _no_figures,
        *,
        counts: Iterable[str] = (),
        texts: Iterable[str] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.counts = tuple(counts)
        self.texts = tuple(texts)
        self._by_code = {rule.code: rule for rule in self.rules}
        if len(self._by_code) != len(self.rules):
            twice = sorted({r.code for r in self.rules if sum(o.code == r.code for o in self.rules) > 1})
            raise ValueError(f"Samma regelkod används flera gånger: {', '.join(twice)}.")
        lost = sorted({code for rule in self.rules for code in rule.yields_to if code not in self._by_code})
        if lost:
            raise ValueError(f"En regel hänvisar till regler som inte finns: {', '.join(lost)}.")
        self._figures = figures
        self._courses: dict[tuple[int | None, bool], Course] = {}
        self._years: dict[int | None, Mapping[str, Any]] = {}

    def get(self, code: str) -> Rule | None:
        """The rule with the code, however its letters are written, or None."""
        return self._by_code.get(code.strip().upper())

    def course(self, edition: int | None, *, compares: bool) -> Course:
        """The rules of the edition; those that compare two years only with ``compares``."""
        key = edition, compares
        found = self._courses.get(key)
        if found is None:
            chosen = (rule for rule in self.rules if rule.holds_for(edition) and (compares or not rule.compares))
            found = self._courses[key] = Course(chosen)
        return found

    def figures(self, year: int | None) -> Mapping[str, Any]:
        """The grant's numbers for the year."""
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._figures(year)
        return found

    def without(self, *codes: str) -> Rulebook:
        """A rulebook without these rules; those that yielded to them no longer do."""
        kept = (rule for rule in self.rules if rule.code not in codes)
        freed = (replace(rule, yields_to=tuple(c for c in rule.yields_to if c not in codes)) for rule in kept)
        return Rulebook(freed, self._figures, counts=self.counts, texts=self.texts)
