"""Who reports for whom in the county: municipalities that report together, districts, and from which year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redovisa.places.register import municipalities
from redovisa.reviewing.act import COUNTY
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.views import link_to_accept
from redovisa_service.cases import queries
from redovisa_service.clock import today


@require_GET
@for_roles(*COUNTY)
def coverage(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What holds, what has ended, and the forms to change it."""
    known = municipalities()
    county = [place for place in known.values() if place.county == acting.organisation.code]
    others = [place for place in known.values() if place.county != acting.organisation.code]
    return render(
        request,
        "county/coverage.html",
        {
            "rows": [
                (one, known[one.municipality].full_name if one.municipality in known else one.municipality)
                for one in queries.coverage(acting)
                if one.municipality != one.organisation.code
            ],
            "reporters": queries.reporters(acting),
            "municipalities": county,
            "others": others,
            "year": today().year,
        },
    )


@require_POST
@for_roles(*COUNTY)
def add(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lets a reporter report for one more municipality."""
    made = accounts.cover(
        by=acting,
        organisation=whole(request, "organisation"),
        municipality=request.POST.get("municipality", ""),
        from_year=whole(request, "from_year"),
    )
    messages.success(
        request,
        _("%(who)s redovisar för en kommun till från och med %(year)s.")
        % {"who": made.organisation, "year": made.from_year},
    )
    return redirect("coverage")


@require_POST
@for_roles(*COUNTY)
def end(request: HttpRequest, acting: Acting, coverage: int) -> HttpResponse:
    """Says the last year."""
    ended = accounts.end_coverage(by=acting, coverage=coverage, last_year=whole(request, "last_year"))
    messages.success(
        request, _("%(year)s är sista året för %(who)s.") % {"year": ended.to_year, "who": ended.organisation}
    )
    return redirect("coverage")


@require_POST
@for_roles(*COUNTY)
def shared(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Makes a service that several municipalities share."""
    made = accounts.found_organisation(
        by=acting,
        name=request.POST.get("name", ""),
        municipality=request.POST.get("municipality", ""),
        from_year=whole(request, "from_year"),
        email=request.POST.get("email", ""),
        link=link_to_accept(request),
    )
    messages.success(request, _("%(name)s är upplagd, och dess administratör är inbjuden.") % {"name": made})
    return redirect("coverage")


def whole(request: HttpRequest, name: str) -> int:
    """A whole number in a room of the form; raises Refused when it is none."""
    words = request.POST.get(name, "").strip()
    if not words.isdecimal() or len(words) > 12:
        raise Refused(_("”%(words)s” är inget helt tal. Ändra det.") % {"words": words[:40]})
    return int(words)
