"""The rulebook: all rules of a grant with its figures, sorted out beforehand so that a sound form costs little."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import Any

from redovisa.checking.course import Course
from redovisa.checking.finding import Severity
from redovisa.checking.rule import Rule
from redovisa.checking.sheet import Sheet
from redovisa.form.redovisning import Redovisning


def _no_figures(year: int | None) -> Mapping[str, Any]:
    return {}


class Rulebook:
    """All rules of a grant in the order they are told, with the grant's figures; sorted out once per edition.

    ``figures`` gives the grant's numbers that hold for a reported year; ``counts`` are the fields where a blank adds
    nothing to a sum, ``texts`` those of free text. Raises ValueError when a code is used twice, or a rule yields to a
    code that is not there, or what must be corrected yields to what is only asked.
    """

    __slots__ = ("_blank", "_by_code", "_courses", "_figures", "_row", "_texts", "_years", "counts", "rules", "texts")

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
        weaker = sorted(
            f"{rule.code} för {code}"
            for rule in self.rules
            for code in rule.yields_to
            if rule.severity is Severity.CORRECT and self._by_code[code].severity is not Severity.CORRECT
        )
        if weaker:  # an explanation of the one would let through what cannot be true
            raise ValueError(f"Det som måste rättas tiger inte för det som kan förklaras: {', '.join(weaker)}.")
        keys = {key: None for rule in self.rules for key in (*rule.needs, *rule.test.keys)}
        self._blank = keys | dict.fromkeys(self.counts, 0) | dict.fromkeys(self.texts, "")
        # An itemgetter of one key gives a bare value, so it is never asked for fewer than two.
        self._row = itemgetter(*self.counts) if len(self.counts) > 1 else None
        self._texts = itemgetter(*self.texts) if len(self.texts) > 1 else None
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

    def sheet(
        self,
        redovisning: Redovisning,
        *,
        year: int | None,
        previous: Mapping[str, Any] | None = None,
        today: date | None = None,
    ) -> Sheet:
        """The redovisning about ``year`` laid open for these rules; ``previous`` are the values of the year before."""
        return Sheet(
            redovisning,
            figures=self.figures(year),
            year=year,
            blank=self._blank,
            previous=previous,
            counts=self._row,
            texts=self._texts,
            today=today,
        )

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
