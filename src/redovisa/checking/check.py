"""The check: every rule of the edition is put to one redovisning, and each cause is told once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from redovisa.checking.course import Course
from redovisa.checking.finding import Checked, Finding, NotChecked
from redovisa.checking.rule import Fault, Rule
from redovisa.checking.rulebook import Rulebook
from redovisa.checking.sheet import Sheet, plain_values, reported_year
from redovisa.form.redovisning import Kind, Redovisning

_NOTHING = Checked()


def check(
    redovisning: Redovisning, rules: Rulebook, *, previous: Redovisning | None = None, today: date | None = None
) -> Checked:
    """All findings in one redovisning, and which rules kept silent for want of answers.

    ``previous`` is the same municipality's redovisning of the year before; one that is not is left out with a note.
    Without ``today`` the rules that ask for the day keep silent. What is not a redovisning has no findings.
    """
    if redovisning.kind is not Kind.REDOVISNING:
        return _NOTHING
    why_not = "" if previous is None else _not_comparable(redovisning, previous)
    before: Mapping[str, Any] | None = None if previous is None or why_not else plain_values(previous)
    year = reported_year(redovisning)
    sheet = rules.sheet(redovisning, year=year, previous=before, today=today)
    course = rules.course(redovisning.edition, compares=before is not None)
    faults, silences = _run(sheet, course)
    if not faults and not silences and not why_not:
        return _NOTHING
    told, quiet = _one_per_cause(faults)
    return Checked(told, tuple(silences), quiet, (why_not,) if why_not else ())


def _run(sheet: Sheet, course: Course) -> tuple[list[tuple[Rule, Fault]], list[NotChecked]]:
    """Puts every rule that is awake to the sheet: the faults, and the rules that kept silent."""
    faults: list[tuple[Rule, Fault]] = []
    silences: list[NotChecked] = []
    doubtful = sheet.doubtful
    for test, rule in course.awake(sheet):
        outcome = test(sheet)
        if outcome is None and not doubtful:
            continue
        missing = outcome.missing if outcome is not None else ()
        if doubtful:
            # What a doubt hides may have been a fault, whatever the rest says.
            missing = tuple(dict.fromkeys((*missing, *(key for key in rule.needs if key in doubtful))))
        if missing:
            silences.append(NotChecked(rule.code, missing))
        if isinstance(outcome, Fault):
            faults.append((rule, outcome))
    return faults, silences


def _one_per_cause(faults: list[tuple[Rule, Fault]]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings to tell, and those that a stronger one about the same fields, which is told, already explains."""
    of_code = {rule.code: (rule, fault) for rule, fault in faults}
    settled: dict[str, bool] = {}

    def is_told(code: str) -> bool:
        if code not in settled:
            settled[code] = True  # of two that yield to each other, one is told
            rule, fault = of_code[code]
            stronger = [set(of_code[one][1].fields) for one in rule.yields_to if one in of_code and is_told(one)]
            settled[code] = not (stronger and _explained(fault, stronger))
        return settled[code]

    told: list[Finding] = []
    quiet: list[Finding] = []
    for rule, fault in faults:
        finding = Finding(rule.code, rule.severity, fault.fields, fault.what, rule.why, fault.do or rule.do)
        (told if len(faults) == 1 or is_told(rule.code) else quiet).append(finding)
    return tuple(told), tuple(quiet)


def _explained(fault: Fault, stronger: list[set[str]]) -> bool:
    """Whether each thing that the fault tells shares a field with a stronger one."""
    rows = fault.rows or (fault.fields,)
    return all(any(not fields.isdisjoint(row) for fields in stronger) for row in rows)


def _not_comparable(redovisning: Redovisning, previous: Redovisning) -> str:
    """Why the two cannot be compared, as a Swedish sentence, or nothing when they can."""
    if previous.kind is not Kind.REDOVISNING:
        return "Filen för förra året är inte en ifylld redovisning, så ingen jämförelse mellan åren gjordes."
    year, before = reported_year(redovisning), reported_year(previous)
    if year is None or before is None or before != year - 1:
        return (
            f"Redovisningen att jämföra med avser {before or 'ett okänt år'}, men året före {year or 'ett okänt år'} "
            "behövs. Ingen jämförelse mellan åren gjordes."
        )
    if redovisning.municipality and previous.municipality and redovisning.municipality != previous.municipality:
        return "Redovisningen för förra året gäller en annan kommun, så ingen jämförelse mellan åren gjordes."
    return ""
