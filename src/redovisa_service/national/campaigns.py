"""The rounds: a year's edition of the form and its days, opened and changed with the history beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.views import day_in
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands import Days

#: The days of a round, in order, as people read them.
DAYS = (
    ("opens", gettext_lazy("Öppnar"), gettext_lazy("Från den dagen kan kommunerna börja.")),
    ("deadline", gettext_lazy("Sista dag som visas"), gettext_lazy("Enligt 10 § den 15 januari året efter.")),
    ("last_new", gettext_lazy("Sista dag för en första redovisning"), gettext_lazy("Efter den krävs längre tid.")),
    (
        "last_correction",
        gettext_lazy("Sista dag för rättelser"),
        gettext_lazy("Till dess tas en upplåst redovisning emot igen."),
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.NATIONAL_OFFICER)
def campaigns(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Every round, and the form for a new one."""
    why = ""
    if request.method == "POST":
        try:
            year = _whole(request, "year")
            commands.open_campaign(by=acting, year=year, days=_days(request))
        except WrongRole:
            raise
        except Refused as refused:
            why = refused.told(_)
        else:
            messages.success(request, _("Redovisningsomgången för %(year)s är upplagd.") % {"year": year})
            return redirect("campaign", year)
    years = queries.years_without_campaign()
    year = next((one for one in years if str(one) == request.POST.get("year")), min(years, default=0))
    known = request.POST if request.method == "POST" else _as_usual(year)
    return render(
        request,
        "national/campaigns.html",
        {
            "campaigns": queries.campaigns(),
            "years": years,
            "year": year,
            "editions": queries.editions(year),
            "rooms": _rooms(known),
            "why": why,
        },
        status=422 if why else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.NATIONAL_OFFICER)
def campaign(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """One round: its days to change, and what has been changed by whom."""
    found = queries.campaign(year)
    stands = commands.of_campaign(found)
    why = ""
    if request.method == "POST":
        try:
            commands.change_campaign(by=acting, year=year, days=_days(request), seen=_days(request, "seen-"))
        except WrongRole:
            raise
        except Refused as refused:
            why = refused.told(_)
        else:
            messages.success(request, _("Omgången är sparad."))
            return redirect("campaign", year)
    as_told = {key: str(value) for key, value in stands.as_told().items()}
    return render(
        request,
        "national/campaign.html",
        {
            "campaign": found,
            "edition": request.POST.get("edition") or str(found.edition),
            "editions": queries.editions(year),
            "rooms": _rooms(request.POST if why else as_told),
            # After a refusal what was seen at first is kept, so that a second press overwrites nobody either.
            "seen": {name: request.POST.get(f"seen-{name}", value) for name, value in as_told.items()}
            if why
            else as_told,
            "changes": [(event, _changed(event.details)) for event in queries.campaign_events(year)],
            "why": why,
        },
        status=422 if why else 200,
    )


def _rooms(known: Mapping[str, str]) -> list[tuple[str, object, object, str]]:
    return [(name, label, help_text, known.get(name, "")) for name, label, help_text in DAYS]


def _as_usual(year: int) -> dict[str, str]:
    """The days as they were the year before, moved on; by law the deadline is 15 January when no year is known."""
    before = next((one for one in queries.campaigns() if one.year < year), None)
    if before is None:
        last = date(year + 1, 1, 15)
        days = (date(year, 12, 1), last, last + timedelta(days=16), last + timedelta(days=31))
    else:
        on = year - before.year
        stood = (before.opens, before.deadline, before.last_new, before.last_correction)
        days = tuple(_moved(day, on) for day in stood)  # type: ignore[assignment]  # four stay four
    return {name: day.isoformat() for (name, *_rest), day in zip(DAYS, days, strict=True)}


def _moved(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _days(request: HttpRequest, before: str = "") -> Days:
    days = {name: day_in(request, f"{before}{name}") for name, _label, _help in DAYS}
    missing = next((label for name, label, _help in DAYS if days[name] is None), None)
    if missing is not None:
        raise Refused(_("Skriv en dag för ”%(which)s”.") % {"which": missing})
    return Days(edition=_whole(request, f"{before}edition"), **{name: day for name, day in days.items() if day})


def _whole(request: HttpRequest, name: str) -> int:
    words = request.POST.get(name, "").strip()
    if not words.isdecimal() or len(words) > 4:
        raise Refused(_("Välj år och årgång i listorna."))
    return int(words)


def _changed(details: Mapping[str, object]) -> list[tuple[object, object, object]]:
    """What a change did: each label with what stood and what stands."""
    before, after = details.get("before"), details.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    labels = {"edition": _("Årgång"), **{name: label for name, label, _help in DAYS}}
    return [(labels[key], before[key], after[key]) for key in labels if before.get(key) != after.get(key)]
