"""Declared derivations that make one series of several editions, each with the sentence that marks the break."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from redovisa.form.answer import Value
from redovisa.tabulating.report import Report
from redovisa.tabulating.table import Status

#: What a derivation answers: a number, or why there is none.
Derived = int | float | Status
_DAYS = {"dag": 1, "veck": 7, "månad": 30, "mån": 30}
_WAIT = re.compile(
    r"(?:ca\.?|cirka|ungefär|omkring)?\s*(\d{1,3})(?:\s*(?:-|–|till|à|a)\s*(\d{1,3}))?\s*"
    r"(dag(?:ar|s)?|veck(?:a|or|ors)|mån(?:ader|ad|aders|ads)?\.?)\s*\.?",
    re.IGNORECASE,
)


class Parts(StrEnum):
    """What a municipality's number is, when city districts report each its own."""

    SUM = "sum"
    LEAST = "least"
    MOST = "most"
    ANY = "any"  # so of the municipality when it is so of one district
    ALL = "all"  # so of the municipality only when it is so of every district


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number made from a report: which fields it needs, how, and what the reader must know about the break.

    ``parts`` is what becomes of the numbers of city districts.
    """

    fields: tuple[str, ...]
    make: Callable[[Report], Derived]
    break_note: str
    parts: Parts


def with_queue(report: Report) -> Derived:
    """Municipalities with a queue in a report: 2020 gives yes, partly or no; later editions a mark or a count."""
    answer = report.answers.get("queue.had")
    covered = 1 + len(report.covers)
    if answer is not None:
        return {"yes": covered, "no": 0}.get(str(answer), _partly(covered))
    return _marked(report.answers.get("queue.yes"), report.answers.get("queue.no"), covered)


def without_queue(report: Report) -> Derived:
    """Municipalities without a queue in a report."""
    answer = report.answers.get("queue.had")
    covered = 1 + len(report.covers)
    if answer is not None:
        partly = _partly(covered)
        return {"yes": 0, "no": covered}.get(str(answer), covered - partly if isinstance(partly, int) else partly)
    return _marked(report.answers.get("queue.no"), report.answers.get("queue.yes"), covered)


def _partly(covered: int) -> Derived:
    # One municipality with a queue for part of the time or of the town had a queue; of several, nobody knows how many.
    return 1 if covered == 1 else Status.MISSING


def _marked(this: Value | None, other: Value | None, covered: int) -> Derived:
    if isinstance(this, int) and not isinstance(this, bool):
        return this
    if this is True:
        # A mark among several municipalities, with a mark or number in the other column too, tells no number.
        return covered if other in (None, False) else Status.MISSING
    if isinstance(other, int) and not isinstance(other, bool):
        return covered - other if other <= covered else Status.MISSING
    return 0 if other is True else Status.MISSING


def waiting_from(report: Report) -> Derived:
    """Shortest waiting time in days, where the words give one."""
    return _waiting(report, 0)


def waiting_to(report: Report) -> Derived:
    """Longest waiting time in days, where the words give one."""
    return _waiting(report, 1)


def _waiting(report: Report, end: int) -> Derived:
    words = str(report.answers.get("queue.wait_days", report.answers.get("queue.wait", ""))).strip()
    # Only the later form prints the word days after the box; a bare number in the earlier one has no unit.
    if "queue.wait_days" in report.answers and re.fullmatch(r"\d{1,4}", words):
        return int(words)
    span = days(words)
    return Status.MISSING if span is None else span[end]


def days(words: str) -> tuple[int, int] | None:
    """Waiting time as (shortest, longest) in days from words like ``3-4 månader``; None when it cannot be known.

    A week is seven days and a month thirty. Words that say more than one time, or anything else, are not read.
    """
    found = _WAIT.fullmatch(words.strip())
    if found is None:
        return None
    factor = next(size for stem, size in _DAYS.items() if found[3].lower().startswith(stem))
    shortest, longest = int(found[1]) * factor, int(found[2] or found[1]) * factor
    return (shortest, longest) if shortest <= longest else None


_QUEUE = ("queue.had", "queue.yes", "queue.no")
_QUEUE_BREAK = (
    "Tidsseriebrott 2023: blanketten för 2020 frågade Ja, Delvis eller Nej; från 2023 anges antal kommuner med och "
    "utan kö. Ja och Nej räknas som alla kommuner redovisningen omfattar. Delvis räknas som kö när redovisningen "
    "omfattar en enda kommun, annars som uppgift saknas."
)
_WAIT_BREAK = (
    "Tidsseriebrott 2023: blanketten för 2020 frågade efter väntetid i fri text; från 2023 i dagar per kommun. Text "
    "som ”3–4 månader” räknas om till dagar (vecka 7, månad 30); text som inte anger en enda tid är uppgift saknas."
)
#: The derivations that tables may name.
DERIVATIONS: Mapping[str, Derivation] = {
    "with_queue": Derivation(_QUEUE, with_queue, _QUEUE_BREAK, Parts.ANY),
    "without_queue": Derivation(_QUEUE, without_queue, _QUEUE_BREAK, Parts.ALL),
    "waiting_from": Derivation(("queue.wait", "queue.wait_days"), waiting_from, _WAIT_BREAK, Parts.LEAST),
    "waiting_to": Derivation(("queue.wait", "queue.wait_days"), waiting_to, _WAIT_BREAK, Parts.MOST),
}
