"""The county's round on one page: who reports, what has come in, and what was granted, edited in the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redovisa.form.format import decimals, thousands
from redovisa.reviewing.act import COUNTY, Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands import Typed
from redovisa_service.county.pasting import Pasted, read_table, rows_in

SEES = (*COUNTY, Role.REGISTRATOR)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the reporter, what stands in its two rooms, what stood, and why it cannot be used."""

    reporter: queries.Reporter
    typed: Typed
    stood: Typed
    why: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what is saved."""
        return self.typed != self.stood


@dataclass(frozen=True, slots=True)
class Filled:
    """What someone has typed or pasted and not yet saved, by organisation, with what was wrong with it."""

    typed: Mapping[int, Typed] = field(default_factory=dict)
    seen: Mapping[int, Typed] = field(default_factory=dict)
    wrong: Mapping[int, str] = field(default_factory=dict)


@require_GET
@for_roles(*SEES)
def county(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Where the county board begins: the newest round."""
    known = queries.campaigns()
    if not known:
        return render(request, "county/no_campaign.html")
    return redirect("granted", known[0].year)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SEES)
def granted(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """The table; what is saved is all rows or none, and what cannot be saved stays as it was typed."""
    if request.method != "POST":
        return _page(request, acting, year, Filled())
    typed, seen = _typed(request, ""), _typed(request, "seen-")
    try:
        changed = commands.grant(by=acting, year=year, rows=typed, seen=seen)
    except commands.NotGranted as refused:
        return _page(request, acting, year, Filled(typed, seen, refused.rows), why=refused.told(_))
    told = ngettext("%(count)s rad är ändrad och sparad.", "%(count)s rader är ändrade och sparade.", changed)
    messages.success(request, told % {"count": changed} if changed else _("Allt var redan sparat."))
    return redirect("granted", year)


@require_POST
@for_roles(*COUNTY)
def pasted(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Puts a pasted or dropped table into the rooms, to be looked through and saved; nothing is saved yet."""
    reporters = {one.organisation.code: one.organisation for one in queries.in_county(acting, year)}
    try:
        found = rows_in(read_table(request.POST.get("table", ""), request.FILES.get("file")), reporters, year)
    except Refused as refused:
        return _page(request, acting, year, Filled(), why=refused.told(_), pasted=Pasted())
    return _page(request, acting, year, Filled(typed=found.rows), pasted=found)


def _typed(request: HttpRequest, before: str) -> dict[int, Typed]:
    """What stands in the rooms of the form whose names begin so."""
    start = f"{before}amount-"
    numbers = [name.removeprefix(start) for name in request.POST if name.startswith(start)]
    return {
        int(number): Typed(
            request.POST.get(f"{start}{number}", "").strip()[:60],
            request.POST.get(f"{before}positions-{number}", "").strip()[:60],
        )
        for number in numbers
        if number.isdecimal()
    }


def _page(
    request: HttpRequest, acting: Acting, year: int, filled: Filled, *, why: str = "", pasted: Pasted | None = None
) -> HttpResponse:
    reporters = queries.in_county(acting, year)
    rows = []
    for reporter in reporters:
        number = reporter.organisation.pk
        stands = _as_typed(reporter)
        # What was seen when the page was opened goes along, so that another's change meanwhile is noticed.
        stood = filled.seen.get(number, stands)
        rows.append(Row(reporter, filled.typed.get(number, stood), stood, filled.wrong.get(number, "")))
    sums = [one.granted for one in reporters if one.granted]
    return render(
        request,
        "county/granted.html",
        {
            "campaign": queries.campaign(year),
            "campaigns": queries.campaigns(),
            "rows": rows,
            "wrong": [row for row in rows if row.why],
            "edits": not acting.roles.isdisjoint(COUNTY),
            "amount": thousands(sum(one.amount for one in sums)),
            "positions": decimals(float(sum(one.positions for one in sums))),
            "received": sum(1 for one in reporters if one.status.received),
            "why": why,
            "pasted": pasted,
            "unsaved": pasted is not None and any(row.is_changed for row in rows),
        },
        status=422 if why else 200,
    )


def _as_typed(reporter: queries.Reporter) -> Typed:
    if reporter.granted is None:
        return Typed("", "")
    return Typed(thousands(reporter.granted.amount), decimals(float(reporter.granted.positions)))
