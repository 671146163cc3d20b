"""The invented nation: a redovisning from every reporter, over several years that follow on each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from redovisa.form.form import Form
from redovisa.synthetic.invent import Answers, invent
from redovisa.synthetic.reporter import Reporter, reporters


@dataclass(frozen=True, slots=True)
class Report:
    """One invented redovisning, with who handed it in."""

    year: int
    reporter: Reporter
    answers: Answers


def invent_nation(form: Form, seed: int, years: Iterable[int]) -> tuple[Report, ...]:
    """A redovisning from every reporter of every year, in order of year and reporter.

    251 of 290 municipalities are covered, many of them together, Stockholm by its districts. In following years
    the clients left open are carried over; a new district starts anew. About 6 000 clients a year.
    """
    found: list[Report] = []
    before: dict[str, Answers] = {}
    last: int | None = None
    for year in sorted(set(years)):
        follows = last is not None and year == last + 1
        now: dict[str, Answers] = {}
        for reporter in reporters(year, seed):
            previous = before.get(reporter.key) if follows else None
            now[reporter.key] = invent(form, year, reporter, seed, previous)
            found.append(Report(year, reporter, now[reporter.key]))
        before, last = now, year
    return tuple(found)
