"""Who else is at the form, and what they have changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum

from redovisa_service.accounts.acting import Acting
from redovisa_service.cases.models import Case, Cell
from redovisa_service.cases.names import called, names_in
from redovisa_service.clock import now

#: An open page is heard of at least twice in this time.
_PRESENT = timedelta(seconds=75)


@dataclass(frozen=True, slots=True)
class Present:
    """Someone else who has a page of the form open."""

    name: str
    section: int


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who last changed something, and when."""

    name: str
    at: datetime


def others(case: Case, by: Acting) -> list[Present]:
    """Those who have a page of the case open, without the one who asks, by name."""
    there = list(case.present.filter(seen_at__gte=now() - _PRESENT).exclude(person=by.person).select_related("person"))
    names = names_in(case) if there else {}
    return sorted((Present(called(one.person, names), one.section) for one in there), key=lambda one: one.name)


def last_change_by_another(case: Case, keys: Collection[str], by: Acting) -> LastChange | None:
    """The newest change by someone else among the fields, if any."""
    cells: list[Cell] = list(
        case.cells.filter(field__in=keys)
        .exclude(changed_by=by.person)
        .select_related("changed_by")
        .order_by("-changed_at")[:1]
    )
    names = names_in(case)  # asked for in any case: a page looks up as much however much there is
    return LastChange(called(cells[0].changed_by, names), cells[0].changed_at) if cells else None


def stamp(case: Case) -> int:
    """A number that rises with every change of a cell: two pages with the same one show the same."""
    total: int | None = case.cells.aggregate(total=Sum("revision"))["total"]
    return total or 0
